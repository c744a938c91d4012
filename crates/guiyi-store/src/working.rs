//! Stored rows as records that the engine works on.

use guiyi_core::{RecordId, Records, Role, Source, TableBuilder};
use rustc_hash::FxHashMap;

use crate::catalog::Catalog;
use crate::cells;
use crate::fault::Outcome;
use crate::row::Row;

/// The header of the column that carries a record's key beside its own cells.
pub const KEY: &str = "\u{1}key";

/// Some rows of a store, in the engine's canonical order.
#[derive(Debug)]
pub struct Working {
    /// The records. Their last column is their key.
    pub records: Records,
}

impl Working {
    /// The records of these rows.
    pub fn new<'a>(
        rows: impl Iterator<Item = &'a Row> + Clone,
        catalog: &Catalog,
    ) -> Outcome<Working> {
        let mut groups: FxHashMap<(i64, i64), usize> = FxHashMap::default();
        let mut tables: Vec<((i64, i64), TableBuilder)> = Vec::new();
        // Sources in the order of their names and layouts, whatever the order of the rows.
        let mut kinds: Vec<(i64, i64)> = rows.clone().map(|row| (row.source, row.layout)).collect();
        kinds.sort_unstable();
        kinds.dedup();
        for kind in kinds {
            let headers = catalog.layout(kind.1)?.iter().map(|(header, _)| header.as_str());
            groups.insert(kind, tables.len());
            tables.push((kind, TableBuilder::new(headers.chain([KEY]))));
        }
        for (at, row) in rows.enumerate() {
            let group = groups[&(row.source, row.layout)];
            let mut own = cells::decode(&row.cells)?;
            own.resize(catalog.layout(row.layout)?.len(), "");
            own.push(&row.key);
            // In place of a line: where the row stands among those given.
            tables[group].1.push(at as u64, own);
        }
        let sources = tables.into_iter().map(|((source, layout), table)| {
            // The key beside the cells takes the place of the file's own.
            let role = |role: Role| if role == Role::RecordId { Role::Ignore } else { role };
            let roles = catalog.layout(layout)?.iter().map(|(_, own)| role(*own));
            Ok(Source {
                name: catalog.source(source)?.name.clone(),
                table: table.finish(),
                roles: roles.chain([Role::RecordId]).collect(),
            })
        });
        let records = Records::new(sources.collect::<Outcome<_>>()?);
        Ok(Working { records })
    }

    /// Where the record stands in the rows given.
    pub fn place(&self, record: RecordId) -> usize {
        self.records.line(record) as usize
    }
}
