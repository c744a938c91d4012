//! Settle: entities take over the new groups, and the log says what changed.

use guiyi_core::unify::Preference;
use rusqlite::{Connection, OptionalExtension, params};
use rustc_hash::{FxHashMap, FxHashSet};

use crate::catalog::Catalog;
use crate::change::{self, Change, ChangeKind};
use crate::fault::Outcome;
use crate::fixed::Fixed;
use crate::golden;
use crate::identity::{self, EntityId, Identified, Origin, identify};
use crate::prefer;
use crate::recompute::Regrouped;
use crate::row::Row;

/// What a step did to records, before anybody asks which are one customer.
#[derive(Debug, Default)]
pub struct Touched {
    /// Records that were not there.
    pub fresh: Vec<i64>,
    /// Records that decisions speak of, made or taken back in this step.
    pub seeds: Vec<i64>,
    /// Rows whose cells were changed, as they were.
    pub changed: Vec<Row>,
    /// Rows that were taken away.
    pub gone: Vec<Row>,
    /// Records with the entities that a step which is taken back had taken them from.
    pub homes: FxHashMap<i64, i64>,
    /// Where a step takes back what was said about golden values, or says it again.
    pub unsaid: Option<Unsaid>,
}

/// Golden values that a step fixes no longer, or again.
#[derive(Debug)]
pub struct Unsaid {
    /// The values fixed by hand before the step.
    pub before: Fixed,
    /// The entities concerned.
    pub entities: FxHashSet<i64>,
}

/// Gives every group its entity, writes that down and logs the changes, which it returns.
pub fn settle(
    db: &Connection,
    step: i64,
    regrouped: &Regrouped,
    touched: &Touched,
    catalog: &Catalog,
) -> Outcome<Vec<Change>> {
    let before: Vec<i64> = regrouped.rows.iter().map(|row| row.entity).collect();
    let seniority: Vec<i64> = regrouped.rows.iter().map(|row| row.id).collect();
    let retired = retired(db, &regrouped.rows, touched)?;
    let next = db.query_row("SELECT coalesce(max(id), 0) + 1 FROM entity", [], |row| row.get(0))?;
    let home = |row: &Row| touched.homes.get(&row.id).copied().unwrap_or(row.entity);
    let home: Vec<i64> = regrouped.rows.iter().map(home).collect();
    let identified = identify(&identity::Regrouped {
        groups: &regrouped.groups,
        before: &before,
        home: &home,
        seniority: &seniority,
        retired: &retired,
        next,
    });
    let closed = closed(&before, touched, &identified);
    let now = Fixed::read(db)?;
    let before = touched.unsaid.as_ref().map_or(&now, |unsaid| &unsaid.before);
    write(db, step, regrouped, &identified, &closed)?;
    let after = Fixed::read(db)?;
    let golden = Golden { catalog, preference: prefer::read(db)?, fixed: (before, &after) };
    let changes = changes(step, regrouped, touched, &identified, &closed, &golden)?;
    change::append(db, &changes)?;
    Ok(changes)
}

/// What golden values are made by: with the values fixed by hand, before the step and after it.
struct Golden<'a> {
    catalog: &'a Catalog,
    preference: Preference,
    fixed: (&'a Fixed, &'a Fixed),
}

/// For each record that comes back the entity it was in, where that was closed without it.
fn retired(db: &Connection, rows: &[Row], touched: &Touched) -> Outcome<Vec<i64>> {
    let mut retired = vec![0; rows.len()];
    let mut last = db.prepare(
        "SELECT former.entity FROM former JOIN entity ON entity.id = former.entity
         WHERE source = ? AND key = ? AND gone AND ended IS NOT NULL AND heir IS NULL
         ORDER BY step DESC LIMIT 1",
    )?;
    let had: bool =
        db.query_row("SELECT EXISTS (SELECT 1 FROM former WHERE gone)", [], |row| row.get(0))?;
    for (at, row) in rows.iter().enumerate().filter(|_| had) {
        if row.entity == 0 && !touched.homes.contains_key(&row.id) {
            let found = last.query_row(params![row.source, row.key], |row| row.get(0));
            retired[at] = found.optional()?.unwrap_or(0);
        }
    }
    Ok(retired)
}

/// Entities that were there and have no record any more, and nobody to refer to; rising.
fn closed(before: &[i64], touched: &Touched, identified: &Identified) -> Vec<i64> {
    let mut alive: FxHashSet<i64> = identified.entities.iter().copied().collect();
    alive.extend(identified.joined.iter().map(|(entity, _)| entity));
    let gone = touched.gone.iter().map(|row| row.entity);
    let mut closed: Vec<i64> = before.iter().copied().chain(gone).collect();
    closed.retain(|entity| *entity != 0 && !alive.contains(entity));
    closed.sort_unstable();
    closed.dedup();
    closed
}

fn write(
    db: &Connection,
    step: i64,
    regrouped: &Regrouped,
    identified: &Identified,
    closed: &[i64],
) -> Outcome<()> {
    let mut add = db.prepare_cached("INSERT INTO entity (id, born) VALUES (?, ?)")?;
    let mut revive =
        db.prepare_cached("UPDATE entity SET heir = NULL, ended = NULL WHERE id = ?")?;
    let mut end = db.prepare_cached("UPDATE entity SET heir = ?, ended = ? WHERE id = ?")?;
    let mut place = db.prepare_cached("UPDATE record SET entity = ? WHERE id = ?")?;
    let mut moved =
        db.prepare_cached("INSERT INTO move (step, record, was, became) VALUES (?, ?, ?, ?)")?;
    for (at, &entity) in identified.entities.iter().enumerate() {
        match identified.origins[at] {
            Origin::New => drop(add.execute([entity, step])?),
            Origin::Revived => drop(revive.execute([entity])?),
            Origin::Alive => {}
        }
        for row in regrouped.groups[at].iter().map(|&record| &regrouped.rows[record as usize]) {
            if row.entity != entity {
                place.execute([entity, row.id])?;
                if row.entity != 0 {
                    moved.execute([step, row.id, row.entity, entity])?;
                }
            }
        }
    }
    for &(entity, heir) in &identified.joined {
        end.execute(params![heir, step, entity])?;
    }
    for &entity in closed {
        end.execute(params![None::<i64>, step, entity])?;
    }
    Ok(())
}

/// What changed, by entity.
fn changes(
    step: i64,
    regrouped: &Regrouped,
    touched: &Touched,
    identified: &Identified,
    closed: &[i64],
    golden: &Golden<'_>,
) -> Outcome<Vec<Change>> {
    let change = |entity: i64, kind, other: Option<i64>, detail: String| Change {
        step,
        entity: EntityId(entity),
        kind,
        other: other.map(EntityId),
        detail,
    };
    let mut changes: Vec<Change> = Vec::new();
    let joined: FxHashMap<i64, i64> = identified.joined.iter().copied().collect();
    changes.extend(
        joined.iter().map(|(&e, &heir)| change(e, ChangeKind::Joined, Some(heir), String::new())),
    );
    changes.extend(closed.iter().map(|&e| change(e, ChangeKind::Closed, None, String::new())));
    let is_unsaid =
        |entity| touched.unsaid.as_ref().is_some_and(|unsaid| unsaid.entities.contains(&entity));
    let was: FxHashMap<i64, &Row> = touched.changed.iter().map(|row| (row.id, row)).collect();
    // What the entities of this step have lost.
    let mut lost: FxHashMap<i64, usize> = FxHashMap::default();
    for row in &touched.gone {
        *lost.entry(row.entity).or_default() += 1;
    }
    let mut compared: Vec<usize> = Vec::new();
    for (at, &entity) in identified.entities.iter().enumerate() {
        let rows = || regrouped.groups[at].iter().map(|&record| &regrouped.rows[record as usize]);
        let came: Vec<i64> = rows().map(|row| row.entity).filter(|&was| was != entity).collect();
        let parted: Vec<i64> = came
            .iter()
            .copied()
            .filter(|was| *was != 0 && joined.get(was) != Some(&entity))
            .collect();
        let origin = identified.origins[at];
        if origin == Origin::Revived {
            changes.push(change(entity, ChangeKind::Reopened, most(&parted), String::new()));
        } else if origin == Origin::New {
            let kind = if parted.is_empty() { ChangeKind::Created } else { ChangeKind::Split };
            changes.push(change(entity, kind, most(&parted), String::new()));
        } else {
            let grown = came.iter().filter(|was| joined.get(was) != Some(&entity)).count();
            if grown > 0 {
                changes.push(change(entity, ChangeKind::Grown, most(&parted), grown.to_string()));
            }
            let is_written = || rows().any(|row| was.contains_key(&row.id));
            if !came.is_empty() || is_unsaid(entity) || is_written() {
                compared.push(at);
            }
        }
        let is_split = origin != Origin::Alive;
        for from in parted.into_iter().filter(|_| !is_split) {
            *lost.entry(from).or_default() += 1;
        }
        if is_split {
            for from in came.into_iter().filter(|&from| from != 0) {
                lost.entry(from).or_default();
            }
        }
    }
    let place: FxHashMap<i64, usize> = identified
        .entities
        .iter()
        .enumerate()
        .filter(|(at, _)| identified.origins[*at] == Origin::Alive)
        .map(|(at, &entity)| (entity, at))
        .collect();
    for (&entity, &count) in &lost {
        if let Some(&at) = place.get(&entity) {
            compared.push(at);
            if count > 0 {
                changes.push(change(entity, ChangeKind::Shrunk, None, count.to_string()));
            }
        }
    }
    compared.sort_unstable();
    compared.dedup();
    let values = differing(regrouped, touched, identified, &compared, &was, golden)?;
    changes
        .extend(values.into_iter().map(|(e, fields)| change(e, ChangeKind::Value, None, fields)));
    changes.sort();
    Ok(changes)
}

/// The entity named most often, of several the oldest.
fn most(entities: &[i64]) -> Option<i64> {
    let count = |entity: i64| entities.iter().filter(|&&other| other == entity).count();
    entities.iter().copied().max_by_key(|&entity| (count(entity), std::cmp::Reverse(entity)))
}

/// Of these groups the entities whose golden values are other ones than before, with the fields.
fn differing(
    regrouped: &Regrouped,
    touched: &Touched,
    identified: &Identified,
    compared: &[usize],
    was: &FxHashMap<i64, &Row>,
    Golden { catalog, preference, fixed }: &Golden<'_>,
) -> Outcome<Vec<(i64, String)>> {
    let place: FxHashMap<i64, usize> =
        compared.iter().enumerate().map(|(at, &group)| (identified.entities[group], at)).collect();
    let groups = compared.iter().map(|&group| (identified.entities[group], Vec::new()));
    let mut before: Vec<(i64, Vec<&Row>)> = groups.collect();
    let old = regrouped.rows.iter().map(|row| was.get(&row.id).copied().unwrap_or(row));
    for row in old.chain(&touched.gone) {
        if let Some(&at) = place.get(&row.entity) {
            before[at].1.push(row);
        }
    }
    let rows = |group: usize| {
        let members = regrouped.groups[group].iter();
        members.map(|&record| &regrouped.rows[record as usize]).collect()
    };
    let after: Vec<(i64, Vec<&Row>)> =
        compared.iter().map(|&group| (identified.entities[group], rows(group))).collect();
    let before = golden::values(&before, catalog, preference, fixed.0)?;
    let after = golden::values(&after, catalog, preference, fixed.1)?;
    let pairs = compared.iter().zip(before.iter().zip(&after));
    let found = pairs.map(|(&group, (before, after))| {
        (identified.entities[group], golden::differing(before, after))
    });
    Ok(found.filter(|(_, fields)| !fields.is_empty()).collect())
}
