//! What was read, and how good it is.

use guiyi_core::record::RecordId;

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
        let mut sources: Vec<&str> = self.records.ids().map(|id| self.records.source(id)).collect();
        sources.dedup();
        // Of very many sources a table would be no help.
        sources.truncate(8);
        let count = |source: &str, wanted: &dyn Fn(RecordId) -> bool| {
            let own = self.records.ids().filter(|&id| self.records.source(id) == source);
            let (mut all, mut hits) = (0u64, 0u64);
            for id in own {
                all += 1;
                hits += u64::from(wanted(id));
            }
            hits as f64 / (all as f64).max(1.0)
        };
        let rows = self.archive.fields.iter().map(|field| {
            let mut row = vec![Cell::text(&field.label)];
            row.extend(sources.iter().map(|source| {
                Cell::share(count(source, &|id| field.cells(self.records, id).next().is_some()))
            }));
            row
        });
        let mut heads = vec![("field", "字段")];
        heads.extend(sources.iter().map(|source| (*source, *source)));
        table(("Records that have a value", "有值的记录占比"), &heads, rows)
    }
}
