//! Decisions: what a person has said about records and entities. They outrank every score, survive
//! updates, and are taken back but never erased from the log.

use guiyi_core::decision::{self, Line, Verdict};
use guiyi_core::pipeline::Observer;
use guiyi_core::{Error, Role};
use rusqlite::{Connection, params};
use rustc_hash::FxHashMap;

use crate::catalog::Catalog;
use crate::change::{self, Change, ChangeKind};
use crate::fault::{Outcome, damaged};
use crate::fixed::Fixed;
use crate::frozen::Frozen;
use crate::golden;
use crate::identity::EntityId;
use crate::prefer;
use crate::recompute::Decided;
use crate::row::{self, Finder, Row};
use crate::settle::Touched;
use crate::show;
use crate::store::{Stamp, Store, begin_step, end_step};
use crate::update::{self, counted, follow};

/// A record as its owner knows it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RecordKey {
    /// Its source.
    pub source: String,
    /// Its key there.
    pub key: String,
}

/// What a person says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Statement {
    /// Two records are one customer, two, or hard to tell.
    Pair(Verdict, RecordKey, RecordKey),
    /// A record belongs to this entity, and not with the others of the one it is in.
    Assign(RecordKey, EntityId),
    /// An entity's golden value of this field.
    Fix(EntityId, String, String),
}

impl Store {
    /// Writes down what a person says, in one step, and lets the entities follow.
    ///
    /// # Errors
    /// When a record, an entity or a field is unknown, or decisions contradict each other; then
    /// nothing is changed.
    pub fn decide(
        &mut self,
        statements: &[Statement],
        stamp: &Stamp,
        observer: &dyn Observer,
    ) -> Result<update::Outcome, Error> {
        self.write(|db| decide(db, statements, stamp, observer))
    }
}

fn decide(
    db: &Connection,
    statements: &[Statement],
    stamp: &Stamp,
    observer: &dyn Observer,
) -> Outcome<update::Outcome> {
    let catalog = Catalog::read(db)?;
    let frozen = Frozen::read(db)?;
    let step = begin_step(db, "decision", stamp)?;
    let mut touched = Touched::default();
    let mut changes = Vec::new();
    let mut said = Vec::new();
    for statement in statements {
        match statement {
            Statement::Pair(verdict, a, b) => {
                let (a, b) = (find(db, &catalog, a)?, find(db, &catalog, b)?);
                if a.id == b.id {
                    return Err(Error::usage("a decision is about two records").into());
                }
                add(db, step, &catalog, *verdict, (&a, &b))?;
                touched.seeds.extend([a.id, b.id]);
            }
            Statement::Assign(record, entity) => {
                assign(db, step, &catalog, record, *entity, &mut touched.seeds)?;
            }
            Statement::Fix(entity, field, value) => {
                changes.extend(fix(db, step, &catalog, (*entity, field, value))?);
            }
        }
        said.push(statement.describe());
    }
    check(db)?;
    change::append(db, &changes)?;
    if !touched.seeds.is_empty() {
        changes.extend(follow(db, step, &catalog, &frozen, &touched, observer)?);
    }
    end_step(db, step, &said.join("; "))?;
    Ok(update::Outcome { step, changes: counted(&changes), ..update::Outcome::default() })
}

impl Statement {
    fn describe(&self) -> String {
        match self {
            Statement::Pair(verdict, ..) => verdict.name().to_string(),
            Statement::Assign(_, entity) => format!("assigned to {entity}"),
            Statement::Fix(entity, field, _) => format!("{field} of {entity} fixed"),
        }
    }
}

fn find(db: &Connection, catalog: &Catalog, record: &RecordKey) -> Outcome<Row> {
    let source = catalog.find(&record.source);
    let found = match source {
        Some(source) => Finder::new(db)?.key(source, &record.key)?,
        None => None,
    };
    let missing = || Error::usage(format!("there is no record {}/{}", record.source, record.key));
    Ok(found.ok_or_else(missing)?)
}

fn add(
    db: &Connection,
    step: i64,
    catalog: &Catalog,
    verdict: Verdict,
    (a, b): (&Row, &Row),
) -> Outcome<()> {
    let mut insert = db.prepare_cached(
        "INSERT INTO decision (step, verdict, source_a, record_a, source_b, record_b)
         VALUES (?, ?, ?, ?, ?, ?)",
    )?;
    let name = |row: &Row| catalog.source(row.source).map(|entry| entry.name.clone());
    insert.execute(params![step, verdict.name(), name(a)?, a.key, name(b)?, b.key])?;
    Ok(())
}

/// The record is one customer with the entity's most senior record, and another one than each of
/// those it leaves.
fn assign(
    db: &Connection,
    step: i64,
    catalog: &Catalog,
    record: &RecordKey,
    entity: EntityId,
    seeds: &mut Vec<i64>,
) -> Outcome<()> {
    let row = find(db, catalog, record)?;
    let (path, _) = show::resolve(db, entity)?;
    let now = *path.last().unwrap_or(&entity);
    let members = row::of_entity(db, now.0)?;
    let Some(anchor) = members.iter().find(|member| member.id != row.id) else {
        let problem = Error::usage(format!("{entity} has no other record to assign this one to"));
        return Err(problem.into());
    };
    add(db, step, catalog, Verdict::Same, (&row, anchor))?;
    seeds.extend([row.id, anchor.id]);
    if row.entity != now.0 {
        for other in row::of_entity(db, row.entity)?.iter().filter(|other| other.id != row.id) {
            add(db, step, catalog, Verdict::Different, (&row, other))?;
            seeds.push(other.id);
        }
    }
    Ok(())
}

fn fix(
    db: &Connection,
    step: i64,
    catalog: &Catalog,
    (entity, field, value): (EntityId, &str, &str),
) -> Outcome<Option<Change>> {
    let (path, ended) = show::resolve(db, entity)?;
    let now = *path.last().unwrap_or(&entity);
    if ended.is_some() {
        return Err(Error::usage(format!("{now} is closed")).into());
    }
    let field = &catalog.field(field)?;
    let members = row::of_entity(db, now.0)?;
    let group = [(now.0, members.iter().collect::<Vec<_>>())];
    let before = golden::values(&group, catalog, &prefer::read(db)?, &Fixed::read(db)?)?;
    db.execute(
        "INSERT INTO fixed (step, entity, field, value) VALUES (?, ?, ?, ?)",
        params![step, now.0, field, value],
    )?;
    let is_same = before[0].iter().any(|(label, held)| label == field && held == value);
    let change =
        Change { step, entity: now, kind: ChangeKind::Value, other: None, detail: field.clone() };
    Ok((!is_same).then_some(change))
}

/// The decisions in force between records that are in the store, or in these rows that just left it.
pub fn decided(db: &Connection, gone: &[Row]) -> Outcome<Vec<Decided>> {
    let (keys, held) = held(db)?;
    if held.is_empty() {
        return Ok(Vec::new());
    }
    let catalog = Catalog::read(db)?;
    let mut finder = Finder::new(db)?;
    let mut ids: Vec<Option<i64>> = Vec::with_capacity(keys.len());
    for record in &keys {
        let source = catalog.find(&record.source);
        let left = gone.iter().find(|row| Some(row.source) == source && row.key == record.key);
        let found = match source {
            Some(source) => finder.key(source, &record.key)?,
            None => None,
        };
        ids.push(found.as_ref().or(left).map(|row| row.id));
    }
    let known = |&(a, b, same): &(u32, u32, bool)| Some((ids[a as usize]?, ids[b as usize]?, same));
    Ok(decision::pairs(&held).iter().filter_map(known).collect())
}

/// The decisions in force, and the records that they number.
fn held(db: &Connection) -> Outcome<(Vec<RecordKey>, Vec<decision::Decision>)> {
    let mut found = db.prepare(
        "SELECT step, verdict, source_a, record_a, source_b, record_b FROM decision
         WHERE retracted IS NULL ORDER BY id",
    )?;
    let mut rows = found.query([])?;
    let mut keys: Vec<RecordKey> = Vec::new();
    let mut number: FxHashMap<RecordKey, u32> = FxHashMap::default();
    let mut lines: Vec<Line> = Vec::new();
    while let Some(row) = rows.next()? {
        let mut numbered = |source: usize| -> Outcome<u32> {
            let record = RecordKey { source: row.get(source)?, key: row.get(source + 1)? };
            let next = keys.len() as u32;
            Ok(*number.entry(record).or_insert_with_key(|record| {
                keys.push(record.clone());
                next
            }))
        };
        let word: String = row.get(1)?;
        let verdicts = [Verdict::Same, Verdict::Different, Verdict::Unsure];
        let verdict = verdicts.into_iter().find(|verdict| verdict.name() == word);
        let verdict = verdict.ok_or_else(|| damaged("a decision without a verdict"))?;
        let (left, right) = (numbered(2)?, numbered(4)?);
        let line = row.get::<_, i64>(0)? as u64;
        lines.push(Line { line, left, right, verdict: Some(verdict) });
    }
    Ok((keys, decision::in_force(&lines)))
}

/// Refuses decisions that contradict each other.
pub fn check(db: &Connection) -> Outcome<()> {
    let (keys, held) = held(db)?;
    let Some(found) = decision::contradictions(&held).into_iter().next() else { return Ok(()) };
    let name = |at: u32| format!("{}/{}", keys[at as usize].source, keys[at as usize].key);
    let steps: Vec<String> = found.same.iter().map(|same| same.line.to_string()).collect();
    let problem = Error::usage(format!(
        "step {} says that {} and {} are two customers, but by steps {} they are one",
        found.different.line,
        name(found.different.left),
        name(found.different.right),
        steps.join(", "),
    ));
    Err(problem.hint("take one of them back: guiyi master undo STORE STEP").into())
}

impl Catalog {
    /// The label of a field as it is typed, with a line or a bar.
    pub fn field(&self, typed: &str) -> Outcome<String> {
        let known = self.fields();
        let wanted = typed.replace('_', "-");
        let found = known.iter().find(|label| *label == typed || **label == wanted);
        found.cloned().ok_or_else(|| {
            let problem = Error::usage(format!("there is no field {typed}"));
            problem.hint(format!("the fields are: {}", known.join(", "))).into()
        })
    }

    /// What golden values are called: roles, or headers where the role says little.
    pub fn fields(&self) -> Vec<String> {
        use Role::*;
        let mut fields = Vec::new();
        for (header, role) in self.columns() {
            let label = match role {
                RecordId | Source | Ignore => continue,
                Text | FreeText | Identifier | Amount | CustomerCode | PersonName | BirthDate => {
                    header.as_str()
                }
                role => role.name(),
            };
            if !fields.iter().any(|held| held == label) {
                fields.push(label.to_string());
            }
        }
        fields
    }
}
