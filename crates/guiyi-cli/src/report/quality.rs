//! What was read, and how good it is.

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
        // first ones by name are taken.
        let names = self.records.source_names();
        let mut sources = vec![(0, vec![0; fields.len()]); names.len().min(SOURCES)];
        for id in self.records.ids() {
            let Some((records, filled)) = sources.get_mut(self.records.source_number(id)) else {
                continue;
            };
            *records += 1;
            let record = self.records.record(id);
            for (field, filled) in fields.iter().zip(filled) {
                *filled += u64::from(field.cells_of(record).next().is_some());
            }
        }
        let rows = fields.iter().enumerate().map(|(at, field)| {
            let share = |(records, filled): &(u64, Vec<u64>)| {
                Cell::share(filled[at] as f64 / *records as f64)
            };
            let mut row = vec![Cell::text(&field.label)];
            row.extend(sources.iter().map(share));
            row
        });
        let mut heads = vec![("field", "字段")];
        heads.extend(names.iter().take(SOURCES).map(|name| (name.as_str(), name.as_str())));
        table(("Records that have a value", "有值的记录占比"), &heads, rows)
    }
}
