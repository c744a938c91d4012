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
        // Records stand by source; for each source its records and the field's values among them.
        let mut sources: Vec<(&str, u64, Vec<u64>)> = Vec::new();
        for id in self.records.ids() {
            let source = self.records.source(id);
            if sources.last().is_none_or(|(name, ..)| *name != source) {
                // Of very many sources a table would be no help.
                if sources.len() == SOURCES {
                    break;
                }
                sources.push((source, 0, vec![0; fields.len()]));
            }
            let Some((_, records, filled)) = sources.last_mut() else { break };
            *records += 1;
            for (field, filled) in fields.iter().zip(filled) {
                *filled += u64::from(field.cells(self.records, id).next().is_some());
            }
        }
        let rows = fields.iter().enumerate().map(|(at, field)| {
            let share = |(_, records, filled): &(&str, u64, Vec<u64>)| {
                Cell::share(filled[at] as f64 / *records as f64)
            };
            let mut row = vec![Cell::text(&field.label)];
            row.extend(sources.iter().map(share));
            row
        });
        let mut heads = vec![("field", "字段")];
        heads.extend(sources.iter().map(|(name, ..)| (*name, *name)));
        table(("Records that have a value", "有值的记录占比"), &heads, rows)
    }
}
