//! What was read, and how good it is.

use std::collections::BTreeMap;

use super::Report;
use super::page::{Cell, table};

impl Report<'_> {
    /// File by file what the columns were taken for.
    pub(super) fn inputs(&self) -> String {
        let mut html = String::new();
        for file in self.files {
            let english = format!(
                "{}: {} rows, {}, {} rejected",
                file.file,
                file.rows,
                file.encoding.name(),
                file.rejects.len()
            );
            let chinese = format!(
                "{}：{} 行，{}，拒绝 {} 行",
                file.file,
                file.rows,
                file.encoding.name(),
                file.rejects.len()
            );
            let rows = file.columns.iter().map(|(header, guess)| {
                vec![
                    Cell::text(header),
                    Cell::text(guess.role.name()),
                    Cell::both((&guess.reason, &crate::lang::chinese(&guess.reason))),
                ]
            });
            let heads = [("column", "列"), ("role", "角色"), ("because", "依据")];
            html += &table((&english, &chinese), &heads, rows);
        }
        html
    }

    /// For each field and source, the share of records that have it.
    pub(super) fn quality(&self) -> String {
        const SOURCES: usize = 8;
        let fields = &self.archive.fields;
        // For each source its records and the field's values among them. Of very many sources a table would be no help, so the
        // first ones by name are taken: one that leaves the map has so many before it for good.
        let mut sources: BTreeMap<&str, (u64, Vec<u64>)> = BTreeMap::new();
        for id in self.records.ids() {
            let source = self.records.source(id);
            let (records, filled) =
                sources.entry(source).or_insert_with(|| (0, vec![0; fields.len()]));
            *records += 1;
            for (field, filled) in fields.iter().zip(filled) {
                *filled += u64::from(field.cells(self.records, id).next().is_some());
            }
            if sources.len() > SOURCES {
                sources.pop_last();
            }
        }
        let rows = fields.iter().enumerate().map(|(at, field)| {
            let share = |(records, filled): &(u64, Vec<u64>)| {
                Cell::share(filled[at] as f64 / *records as f64)
            };
            let mut row = vec![Cell::text(&field.label)];
            row.extend(sources.values().map(share));
            row
        });
        let mut heads = vec![("field", "字段")];
        heads.extend(sources.keys().map(|name| (*name, *name)));
        table(("Records that have a value", "有值的记录占比"), &heads, rows)
    }
}
