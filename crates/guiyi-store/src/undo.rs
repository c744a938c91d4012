//! Undo: a step is taken back, by a step of its own.
//!
//! Records go back to what they were before the step; those that a later step has written again are
//! left as they are. Decisions of the step are retracted. Then the entities follow, and those that the
//! step had joined or closed take their ids back where their records stand alone again.

use guiyi_core::Error;
use guiyi_core::pipeline::Observer;
use rusqlite::{Connection, OptionalExtension, params};
use rustc_hash::FxHashSet;

use crate::catalog::Catalog;
use crate::decide;
use crate::fault::Outcome;
use crate::fixed::Fixed;
use crate::frozen::{self, Frozen};
use crate::identity::EntityId;
use crate::row::{self, Finder, Row};
use crate::schema;
use crate::settle::{Touched, Unsaid};
use crate::show;
use crate::store::{Stamp, Store, begin_step, end_step};
use crate::update::{self, counted, follow};

impl Store {
    /// Takes a step back.
    ///
    /// # Errors
    /// When there is no such step, it has been taken back already, or what it replaced was erased.
    pub fn undo(
        &mut self,
        step: i64,
        stamp: &Stamp,
        observer: &dyn Observer,
    ) -> Result<update::Outcome, Error> {
        self.write(|db| undo(db, step, stamp, observer))
    }
}

fn undo(
    db: &Connection,
    step: i64,
    stamp: &Stamp,
    observer: &dyn Observer,
) -> Outcome<update::Outcome> {
    check(db, step)?;
    let catalog = Catalog::read(db)?;
    let frozen = Frozen::read(db)?;
    let own = begin_step(db, "undo", stamp)?;
    let mut outcome = update::Outcome { step: own, ..update::Outcome::default() };
    let fixed = Fixed::read(db)?;
    let mut touched = restore(db, step, own, &mut outcome)?;
    touched.seeds.extend(reverse_decisions(db, &catalog, step, own)?);
    unsay(db, own, fixed, &mut touched)?;
    decide::check(db)?;
    db.execute("UPDATE step SET undone = ? WHERE id = ?", [own, step])?;
    // What a step had taken back stands again when that step is taken back itself.
    db.execute("UPDATE step SET undone = NULL WHERE undone = ?", [step])?;
    send_home(db, step, &mut touched)?;
    let changes = follow(db, own, &catalog, &frozen, &touched, observer)?;
    outcome.changes = counted(&changes);
    let kept = match outcome.unchanged {
        0 => String::new(),
        kept => format!(", {kept} records written since left as they are"),
    };
    end_step(db, own, &format!("step {step} taken back{kept}"))?;
    Ok(outcome)
}

fn check(db: &Connection, step: i64) -> Outcome<()> {
    let found: Option<(String, Option<i64>)> = db
        .query_row("SELECT kind, undone FROM step WHERE id = ?", [step], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })
        .optional()?;
    let problem = match found {
        None => Error::usage(format!("there is no step {step}"))
            .hint("guiyi master history STORE lists the steps"),
        Some((_, Some(by))) => Error::usage(format!("step {step} was taken back by step {by}")),
        Some((kind, None)) if !matches!(kind.as_str(), "update" | "decision" | "undo") => {
            Error::usage(format!("step {step} cannot be taken back"))
        }
        Some((kind, None)) if kind != "decision" && step <= frozen::erased(db)? => {
            Error::usage(format!("step {step} cannot be taken back: what it replaced was erased"))
        }
        Some(_) => return Ok(()),
    };
    Err(problem.into())
}

/// Puts the records of a step back to what they were; counts in `outcome` what that did, those left as
/// they are under `unchanged`.
fn restore(
    db: &Connection,
    step: i64,
    own: i64,
    outcome: &mut update::Outcome,
) -> Outcome<Touched> {
    let mut touched = Touched::default();
    let mut finder = Finder::new(db)?;
    for (former, was_gone) in row::former(db, step)? {
        let held = match was_gone {
            true => finder.key(former.source, &former.key)?,
            false => finder.id(former.id)?,
        };
        match held {
            Some(held) if !was_gone && held.updated == step => {
                held.remember(db, own, false)?;
                Row { entity: held.entity, born: held.born, updated: own, ..former }.put(db)?;
                touched.changed.push(held);
                outcome.changed += 1;
            }
            None if was_gone => {
                touched.fresh.push(former.id);
                touched.homes.insert(former.id, former.entity);
                Row { entity: 0, born: own, updated: own, ..former }.put(db)?;
                outcome.new += 1;
            }
            _ => outcome.unchanged += 1,
        }
    }
    let mut delete = db.prepare("DELETE FROM record WHERE id = ?")?;
    for held in row::born(db, step)? {
        if held.updated == step {
            held.remember(db, own, true)?;
            delete.execute([held.id])?;
            touched.gone.push(held);
            outcome.deleted += 1;
        } else {
            outcome.unchanged += 1;
        }
    }
    Ok(touched)
}

/// Finds the entities that the step had taken records from, as far as no later step has; their records
/// are looked at again.
fn send_home(db: &Connection, step: i64, touched: &mut Touched) -> Outcome<()> {
    let mut moved = db.prepare(
        "SELECT move.record, was FROM move JOIN record ON record.id = move.record
         WHERE move.step = ? AND record.entity = became",
    )?;
    for home in moved.query_map([step], |row| Ok((row.get(0)?, row.get(1)?)))? {
        let (record, was): (i64, i64) = home?;
        touched.homes.insert(record, was);
    }
    let mut entity = db.prepare("SELECT heir, ended FROM entity WHERE id = ?")?;
    for home in touched.homes.values_mut() {
        // What a later step has joined stays joined.
        loop {
            let (heir, ended): (Option<i64>, Option<i64>) =
                entity.query_row([*home], |row| Ok((row.get(0)?, row.get(1)?)))?;
            match heir.filter(|_| ended != Some(step)) {
                Some(heir) => *home = heir,
                None => break,
            }
        }
    }
    let mut homes: Vec<i64> = touched.homes.values().copied().collect();
    homes.sort_unstable();
    homes.dedup();
    for home in homes {
        touched.seeds.extend(row::of_entity(db, home)?.iter().map(|row| row.id));
    }
    Ok(())
}

/// Notes the entities of which the step `own` fixes a value no longer, or again; their records are
/// looked at again. `before` is what was fixed.
fn unsay(db: &Connection, own: i64, before: Fixed, touched: &mut Touched) -> Outcome<()> {
    let mut found = db.prepare(
        "SELECT DISTINCT entity FROM fixed
         WHERE retracted = ?1 OR id IN (SELECT id FROM restated WHERE step = ?1 AND said = 'fixed')",
    )?;
    let mut entities = FxHashSet::default();
    for entity in found.query_map([own], |row| row.get(0))? {
        let (path, _) = show::resolve(db, EntityId(entity?))?;
        entities.extend(path.last().map(|now| now.0));
    }
    for &entity in &entities {
        touched.seeds.extend(row::of_entity(db, entity)?.iter().map(|row| row.id));
    }
    touched.unsaid = (!entities.is_empty()).then_some(Unsaid { before, entities });
    Ok(())
}

/// Retracts what the step said or said again, and says again what it had retracted; gives the records
/// concerned.
fn reverse_decisions(db: &Connection, catalog: &Catalog, step: i64, own: i64) -> Outcome<Vec<i64>> {
    schema::ensure_restated(db)?;
    for said in ["decision", "fixed"] {
        let again = format!(
            "INSERT INTO restated (step, said, id) SELECT ?1, '{said}', id FROM {said} WHERE retracted = ?2"
        );
        let stand = format!("UPDATE {said} SET retracted = NULL WHERE retracted = ?1");
        let retract = format!(
            "UPDATE {said} SET retracted = ?1 WHERE retracted IS NULL AND (step = ?2 OR id IN
                 (SELECT id FROM restated WHERE step = ?2 AND said = '{said}'))"
        );
        db.execute(&again, params![own, step])?;
        db.execute(&stand, [step])?;
        db.execute(&retract, params![own, step])?;
    }
    let mut seeds = Vec::new();
    let mut finder = Finder::new(db)?;
    let mut found = db.prepare(
        "SELECT source_a, record_a, source_b, record_b FROM decision
         WHERE retracted = ?1 OR id IN (SELECT id FROM restated WHERE step = ?1 AND said = 'decision')",
    )?;
    let mut rows = found.query([own])?;
    while let Some(row) = rows.next()? {
        for at in [0, 2] {
            let (source, key): (String, String) = (row.get(at)?, row.get(at + 1)?);
            if let Some(source) = catalog.find(&source) {
                seeds.extend(finder.key(source, &key)?.map(|row| row.id));
            }
        }
    }
    Ok(seeds)
}
