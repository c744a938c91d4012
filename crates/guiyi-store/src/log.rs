//! The log: the steps of a store, and what they changed.

use guiyi_core::Error;
use rusqlite::Connection;

use crate::change::{self, Change};
use crate::fault::Outcome;
use crate::identity::EntityId;
use crate::store::Store;

/// A step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// Its number, from 1.
    pub id: i64,
    /// When it was made.
    pub at: String,
    /// update, decision, undo, retrain or compact.
    pub kind: String,
    /// Who made it.
    pub by: String,
    /// Why.
    pub why: String,
    /// What it did, in a line.
    pub summary: String,
    /// The step that took it back.
    pub undone: Option<i64>,
}

impl Store {
    /// All steps, in order.
    ///
    /// # Errors
    /// When the store cannot be read; so with all methods.
    pub fn steps(&self) -> Result<Vec<Step>, Error> {
        self.read(steps)
    }

    /// Hands over the changes of all steps after this one, in order; 0 gives all.
    pub fn changes_since(
        &self,
        step: i64,
        mut take: impl FnMut(Change) -> Result<(), Error>,
    ) -> Result<(), Error> {
        self.read(|db| change::since(db, step, |change| Ok(take(change)?)))
    }

    /// The changes that speak of an entity.
    pub fn changes_of(&self, entity: EntityId) -> Result<Vec<Change>, Error> {
        self.read(|db| change::of_entity(db, entity))
    }
}

fn steps(db: &Connection) -> Outcome<Vec<Step>> {
    let mut found =
        db.prepare("SELECT id, at, kind, by, why, summary, undone FROM step ORDER BY id")?;
    let rows = found.query_map([], |row| {
        Ok(Step {
            id: row.get(0)?,
            at: row.get(1)?,
            kind: row.get(2)?,
            by: row.get(3)?,
            why: row.get(4)?,
            summary: row.get(5)?,
            undone: row.get(6)?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}
