//! Changes: what a step did to the entities, for others to follow.

use rusqlite::{Connection, params};

use crate::fault::{Outcome, damaged};
use crate::identity::EntityId;

/// What happened to an entity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ChangeKind {
    /// It is new.
    Created,
    /// It is new and took records of another one along.
    Split,
    /// It bears an id again that was no longer in use.
    Reopened,
    /// It became a reference to another one.
    Joined,
    /// It has records it did not have.
    Grown,
    /// It lost records, and not all of them.
    Shrunk,
    /// Golden values are other ones.
    Value,
    /// None of its records is left.
    Closed,
}

impl ChangeKind {
    /// All kinds, in the order of the numbers that stand for them in the store.
    pub const ALL: [ChangeKind; 8] = [
        ChangeKind::Created,
        ChangeKind::Split,
        ChangeKind::Reopened,
        ChangeKind::Joined,
        ChangeKind::Grown,
        ChangeKind::Shrunk,
        ChangeKind::Value,
        ChangeKind::Closed,
    ];

    /// The word in files.
    pub fn name(self) -> &'static str {
        match self {
            ChangeKind::Created => "created",
            ChangeKind::Split => "split",
            ChangeKind::Reopened => "reopened",
            ChangeKind::Joined => "joined",
            ChangeKind::Grown => "grown",
            ChangeKind::Shrunk => "shrunk",
            ChangeKind::Value => "value",
            ChangeKind::Closed => "closed",
        }
    }

    fn number(self) -> i64 {
        self as i64
    }
}

/// One change.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Change {
    /// The step that made it.
    pub step: i64,
    /// The entity it is about.
    pub entity: EntityId,
    /// What happened.
    pub kind: ChangeKind,
    /// The other entity of a join (the one that stays) or of a split (the one that was split).
    pub other: Option<EntityId>,
    /// Of a growth or a loss how many records; of a value which fields, with commas between.
    pub detail: String,
}

/// Adds changes to the log.
pub fn append(db: &Connection, changes: &[Change]) -> Outcome<()> {
    let mut insert = db.prepare_cached(
        "INSERT INTO change (step, kind, entity, other, detail) VALUES (?, ?, ?, ?, ?)",
    )?;
    for change in changes {
        let detail = Some(&change.detail).filter(|detail| !detail.is_empty());
        let other = change.other.map(|other| other.0);
        insert.execute(params![
            change.step,
            change.kind.number(),
            change.entity.0,
            other,
            detail
        ])?;
    }
    Ok(())
}

/// Hands over the changes of all steps after this one, in order.
pub fn since(
    db: &Connection,
    step: i64,
    mut take: impl FnMut(Change) -> Outcome<()>,
) -> Outcome<()> {
    let mut found = db.prepare(
        "SELECT step, kind, entity, other, detail FROM change WHERE step > ? ORDER BY id",
    )?;
    let mut rows = found.query([step])?;
    while let Some(row) = rows.next()? {
        take(read(row)?)?;
    }
    Ok(())
}

/// The changes that speak of an entity, in order.
pub fn of_entity(db: &Connection, entity: EntityId) -> Outcome<Vec<Change>> {
    let mut found = db.prepare(
        "SELECT step, kind, entity, other, detail FROM change WHERE entity = ?1 OR other = ?1
         ORDER BY id",
    )?;
    let mut rows = found.query([entity.0])?;
    let mut changes = Vec::new();
    while let Some(row) = rows.next()? {
        changes.push(read(row)?);
    }
    Ok(changes)
}

fn read(row: &rusqlite::Row<'_>) -> Outcome<Change> {
    let number: i64 = row.get(1)?;
    let kind = usize::try_from(number).ok().and_then(|at| ChangeKind::ALL.get(at));
    Ok(Change {
        step: row.get(0)?,
        kind: *kind.ok_or_else(|| damaged("a change of an unknown kind"))?,
        entity: EntityId(row.get(2)?),
        other: row.get::<_, Option<i64>>(3)?.map(EntityId),
        detail: row.get::<_, Option<String>>(4)?.unwrap_or_default(),
    })
}
