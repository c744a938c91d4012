//! Verify: is the store whole, and does it say what a full run would say?

use guiyi_core::Error;
use guiyi_core::pipeline::Observer;
use rusqlite::{Connection, OptionalExtension};
use rustc_hash::FxHashMap;

use crate::catalog::Catalog;
use crate::decide::decided;
use crate::fault::Outcome;
use crate::frozen::Frozen;
use crate::recompute::{self, Whole};
use crate::store::Store;

impl Store {
    /// What is wrong with the store; nothing when it is whole, and its entities are the groups that a
    /// full run over its records finds.
    ///
    /// # Errors
    /// When the store cannot be read at all.
    pub fn verify(&self, observer: &dyn Observer) -> Result<Vec<String>, Error> {
        self.read(|db| {
            let mut complaints = pages(db)?;
            if complaints.is_empty() {
                complaints.extend(references(db)?);
                complaints.extend(groups(db, observer)?);
            }
            Ok(complaints)
        })
    }
}

/// What SQLite finds wrong with the file.
fn pages(db: &Connection) -> Outcome<Vec<String>> {
    let mut found = db.prepare("PRAGMA integrity_check(20)")?;
    let lines = found.query_map([], |row| row.get::<_, String>(0))?;
    let lines: Vec<String> = lines.collect::<Result<_, _>>()?;
    Ok(lines.into_iter().filter(|line| line != "ok").collect())
}

/// Tables that must agree with each other.
fn references(db: &Connection) -> Outcome<Vec<String>> {
    const CHECKS: [(&str, &str); 6] = [
        (
            "records whose entity is missing or no longer in use",
            "SELECT count(*) FROM record LEFT JOIN entity ON entity.id = record.entity
             WHERE entity.id IS NULL OR entity.ended IS NOT NULL",
        ),
        (
            "entities in use that have no record",
            "SELECT count(*) FROM entity WHERE ended IS NULL
             AND NOT EXISTS (SELECT 1 FROM record WHERE record.entity = entity.id)",
        ),
        (
            "references to an entity that is missing or younger",
            "SELECT count(*) FROM entity AS old LEFT JOIN entity AS heir ON heir.id = old.heir
             WHERE old.heir IS NOT NULL AND heir.id IS NULL",
        ),
        (
            "records of an unknown source or layout",
            "SELECT count(*) FROM record WHERE source NOT IN (SELECT id FROM source)
             OR layout NOT IN (SELECT id FROM layout)",
        ),
        (
            "records of a step that is not in the log",
            "SELECT count(*) FROM record WHERE born NOT IN (SELECT id FROM step)
             OR updated NOT IN (SELECT id FROM step)",
        ),
        (
            "changes of a step that is not in the log",
            "SELECT count(*) FROM change WHERE step NOT IN (SELECT id FROM step)",
        ),
    ];
    let mut complaints = Vec::new();
    for (what, query) in CHECKS {
        let count: i64 = db.query_row(query, [], |row| row.get(0))?;
        if count > 0 {
            complaints.push(format!("{count} {what}"));
        }
    }
    Ok(complaints)
}

/// Entities against the groups of a full run.
fn groups(db: &Connection, observer: &dyn Observer) -> Outcome<Vec<String>> {
    let mut frozen = Frozen::read(db)?;
    let whole =
        recompute::whole(db, &Catalog::read(db)?, &mut frozen, &decided(db, &[])?, observer)?;
    let regrouped = &whole.regrouped;
    let mut group_of: FxHashMap<i64, usize> = FxHashMap::default();
    let (mut torn, mut mixed) = (0, 0);
    for (at, group) in regrouped.groups.iter().enumerate() {
        let mut entities: Vec<i64> =
            group.iter().map(|&record| regrouped.rows[record as usize].entity).collect();
        entities.sort_unstable();
        entities.dedup();
        torn += usize::from(entities.len() > 1);
        mixed += entities.iter().filter(|&&e| group_of.insert(e, at).is_some()).count();
    }
    let mut complaints = kept(db, &whole)?;
    if torn + mixed > 0 {
        complaints.push(format!(
            "a full run groups the records otherwise: {torn} of its groups are in several entities, {mixed} entities in several of its groups"
        ));
    }
    Ok(complaints)
}

/// Slots and edges against those of a full run.
fn kept(db: &Connection, whole: &Whole) -> Outcome<Vec<String>> {
    let mut complaints = Vec::new();
    let mut find = db.prepare("SELECT bytes FROM feature WHERE record = ?")?;
    let mut stale = 0;
    for (at, row) in whole.regrouped.rows.iter().enumerate() {
        if let Some(counted) = &whole.counted {
            let held: Option<Vec<u8>> = find.query_row([row.id], |row| row.get(0)).optional()?;
            stale += usize::from(held != Some(counted.encode(at as u32)));
        }
    }
    if stale > 0 {
        complaints.push(format!("{stale} records with other features than their cells have"));
    }
    let expected: Vec<(i64, i64)> = whole.slots().flatten().collect();
    let mut found = db.prepare("SELECT slot, record FROM slot ORDER BY slot, record")?;
    let found = found.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let found: Vec<(i64, i64)> = found.collect::<Result<_, _>>()?;
    if found != expected {
        complaints.push(format!("{} blocking keys, {} expected", found.len(), expected.len()));
    }
    let mut expected: Vec<(i64, i64, i32)> = Vec::new();
    for edge in &whole.edges {
        let id = |at: u32| whole.regrouped.rows[at as usize].id;
        let (a, b) = (id(edge.left), id(edge.right));
        expected.extend([(a, b, edge.weight.parts()), (b, a, edge.weight.parts())]);
    }
    expected.sort_unstable();
    let mut found = db.prepare("SELECT a, b, weight FROM edge ORDER BY a, b")?;
    let found = found.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    let found: Vec<(i64, i64, i32)> = found.collect::<Result<_, _>>()?;
    if found != expected {
        complaints.push(format!("{} pairs, {} expected", found.len(), expected.len()));
    }
    Ok(complaints)
}
