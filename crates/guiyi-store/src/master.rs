//! Master: the archive as what new rows are linked to.

use guiyi_core::pipeline::Options;
use guiyi_core::score::model::Model;
use guiyi_core::settings::Settings;
use guiyi_core::{Error, Records, Role, Source, TableBuilder};

use crate::catalog::Catalog;
use crate::frozen::Frozen;
use crate::identity::EntityId;
use crate::row;
use crate::store::Store;
use crate::working::{KEY, Working};

/// The records of an archive, each under its entity, and what the archive decides by.
#[derive(Debug)]
pub struct Master {
    /// One row a record; the entity is its key.
    pub source: Source,
    /// The settings of the store.
    pub settings: Settings,
    /// The model of the store; none before its first update.
    pub model: Option<Model>,
}

impl Master {
    /// How a run over the master decides: under the settings and the model of the store.
    pub fn options(&self) -> Options {
        Options { model: self.model.clone(), ..self.settings.options() }
    }
}

impl Store {
    /// Reads the archive as a master of this name.
    ///
    /// # Errors
    /// When the store cannot be read, or holds no record.
    pub fn master(&self, name: &str) -> Result<Master, Error> {
        self.read(|db| {
            let Frozen { settings, model, .. } = Frozen::read(db)?;
            let rows = row::all(db)?;
            if rows.is_empty() {
                return Err(Error::usage("the store holds no records yet")
                    .hint("add some first: guiyi master update STORE FILE")
                    .into());
            }
            let working = Working::new(rows.iter(), &Catalog::read(db)?)?;
            let entity = |record| EntityId(rows[working.place(record)].entity).to_string();
            let source = joined(&working.records, name, entity);
            Ok(Master { source, settings, model })
        })
    }
}

/// The records of all sources in one table, under the keys that `key` gives. A column stays one
/// where header and role are the same; one that says nothing is left out.
fn joined(records: &Records, name: &str, key: impl Fn(guiyi_core::RecordId) -> String) -> Source {
    /// Header, role, and which of several such columns of a source.
    type Column<'a> = (&'a str, Role, usize);
    let mut columns: Vec<Column<'_>> = Vec::new();
    let mut placed: Vec<Vec<(usize, usize)>> = Vec::new();
    for source in records.sources() {
        let mut own: Vec<Column<'_>> = Vec::new();
        let mut places = Vec::new();
        for (at, (header, &role)) in source.table.headers().zip(&source.roles).enumerate() {
            if header == KEY || matches!(role, Role::RecordId | Role::Source | Role::Ignore) {
                continue;
            }
            let nth = own.iter().filter(|it| (it.0, it.1) == (header, role)).count();
            let column = (header, role, nth);
            own.push(column);
            let place = columns.iter().position(|it| *it == column).unwrap_or_else(|| {
                columns.push(column);
                columns.len() - 1
            });
            places.push((at, place));
        }
        placed.push(places);
    }
    let headers = columns.iter().map(|(header, ..)| *header);
    let mut table = TableBuilder::new(std::iter::once(KEY).chain(headers));
    for id in records.ids() {
        let row = records.row(id);
        let source = &records.sources()[row.source as usize];
        let entity = key(id);
        let mut cells = vec![""; columns.len() + 1];
        cells[0] = &entity;
        for &(own, place) in &placed[row.source as usize] {
            cells[place + 1] = source.table.cell(row.row as usize, own);
        }
        table.push(u64::from(id.0) + 1, cells);
    }
    let roles = columns.iter().map(|(_, role, _)| *role);
    let roles = std::iter::once(Role::RecordId).chain(roles).collect();
    Source { name: name.to_string(), table: table.finish(), roles }
}
