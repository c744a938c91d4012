//! Show: one entity as it is now, by whichever of its ids.

use guiyi_core::Error;
use rusqlite::{Connection, OptionalExtension};

use crate::catalog::Catalog;
use crate::cells;
use crate::change::{self, Change};
use crate::fault::Outcome;
use crate::fixed::Fixed;
use crate::golden;
use crate::identity::EntityId;
use crate::prefer;
use crate::row::{self, Row};
use crate::store::Store;

/// An entity as it is now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// The id that was asked for.
    pub asked: EntityId,
    /// The ids that led from it to the entity, each a reference to the next; the last one is its id.
    pub path: Vec<EntityId>,
    /// What became of it.
    pub state: EntityState,
    /// Its golden values by field.
    pub values: Vec<(String, String)>,
    /// Its records.
    pub members: Vec<Member>,
    /// What the log says of it.
    pub changes: Vec<Change>,
}

/// What became of an entity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EntityState {
    /// It has records.
    Open,
    /// It has none since a step.
    Closed {
        /// The step.
        step: i64,
    },
}

/// A record of an entity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// Its source.
    pub source: String,
    /// Its key there.
    pub key: String,
    /// Its filled cells by header.
    pub cells: Vec<(String, String)>,
}

impl Store {
    /// Shows an entity by any id it ever had.
    ///
    /// # Errors
    /// When there never was such an id.
    pub fn show(&self, id: EntityId) -> Result<Shown, Error> {
        self.read(|db| show(db, id))
    }

    /// The entity of a record.
    ///
    /// # Errors
    /// When there is no such record.
    pub fn entity_of(&self, source: &str, key: &str) -> Result<EntityId, Error> {
        self.read(|db| {
            let found: Option<i64> = db
                .query_row(
                    "SELECT entity FROM record JOIN source ON source.id = record.source
                     WHERE name = ? AND key = ?",
                    [source, key],
                    |row| row.get(0),
                )
                .optional()?;
            let missing = || Error::usage(format!("there is no record {source}/{key}"));
            Ok(EntityId(found.ok_or_else(missing)?))
        })
    }
}

fn show(db: &Connection, asked: EntityId) -> Outcome<Shown> {
    let (path, ended) = resolve(db, asked)?;
    let last = *path.last().unwrap_or(&asked);
    let catalog = Catalog::read(db)?;
    let rows = row::of_entity(db, last.0)?;
    let name = |row: &Row| catalog.source(row.source).map(|entry| entry.name.clone());
    let mut members = Vec::new();
    for row in &rows {
        let layout = catalog.layout(row.layout)?;
        let cells = cells::decode(&row.cells)?;
        let cells = layout.iter().zip(cells).filter(|(_, cell)| !cell.is_empty());
        members.push(Member {
            source: name(row)?,
            key: row.key.clone(),
            cells: cells.map(|((header, _), cell)| (header.clone(), cell.to_string())).collect(),
        });
    }
    members.sort_by(|a, b| (&a.source, &a.key).cmp(&(&b.source, &b.key)));
    let group = [(last.0, rows.iter().collect::<Vec<_>>())];
    let values = golden::values(&group, &catalog, &prefer::read(db)?, &Fixed::read(db)?)?.remove(0);
    let state = ended.map_or(EntityState::Open, |step| EntityState::Closed { step });
    let changes = change::of_entity(db, last)?;
    Ok(Shown { asked, path, state, values, members, changes })
}

/// Follows an id to the entity that bears it now; and the step that closed it, if one did.
pub fn resolve(db: &Connection, asked: EntityId) -> Outcome<(Vec<EntityId>, Option<i64>)> {
    let mut path = vec![asked];
    loop {
        let at = *path.last().unwrap_or(&asked);
        let found: Option<(Option<i64>, Option<i64>)> = db
            .query_row("SELECT heir, ended FROM entity WHERE id = ?", [at.0], |row| {
                Ok((row.get(0)?, row.get(1)?))
            })
            .optional()?;
        match found {
            None => {
                let problem = Error::usage(format!("there never was an entity {at}"));
                return Err(problem
                    .hint("ids look like E00000042; see members.csv of an export")
                    .into());
            }
            Some((Some(heir), _)) if !path.contains(&EntityId(heir)) => path.push(EntityId(heir)),
            Some((_, ended)) => return Ok((path, ended)),
        }
    }
}
