//! Recompute: which records of the whole store are one customer.
//!
//! The first records that come freeze the counts and train the model. Companies under frozen counts
//! can be grouped in part too; see [`crate::partial`], whose answer is the same.

use guiyi_core::Role;
use guiyi_core::cluster::Edge;
use guiyi_core::company::frozen::Frozen as Counted;
use guiyi_core::decision::uphold;
use guiyi_core::dedupe::Customers;
use guiyi_core::pipeline::{self, Observer, Options, resolve};
use guiyi_core::score::pair::PairScorer;
use guiyi_core::subject::Subject;
use rayon::prelude::*;
use rusqlite::Connection;
use rustc_hash::FxHashMap;

use crate::catalog::Catalog;
use crate::edge;
use crate::fault::Outcome;
use crate::feature;
use crate::frozen::Frozen;
use crate::row::{self, Row};
use crate::slot::Slotted;
use crate::working::Working;

/// Records grouped anew.
#[derive(Debug, Default)]
pub struct Regrouped {
    /// The records' rows, in canonical order.
    pub rows: Vec<Row>,
    /// The groups, by their first record; each rising.
    pub groups: Vec<Vec<u32>>,
}

/// A pair a person has decided, by the records' numbers in the store: `true` for one customer.
pub type Decided = (i64, i64, bool);

/// All records grouped, with what the store keeps of that.
#[derive(Debug, Default)]
pub struct Whole {
    /// The groups.
    pub regrouped: Regrouped,
    /// The pairs to keep, none of them decided by a person.
    pub edges: Vec<Edge>,
    /// Features and keys; `None` for customers other than companies.
    pub counted: Option<Counted>,
}

/// Groups all records of the store. What is not frozen yet is frozen in `frozen`.
pub fn whole(
    db: &Connection,
    catalog: &Catalog,
    frozen: &mut Frozen,
    decided: &[Decided],
    observer: &dyn Observer,
) -> Outcome<Whole> {
    let rows = row::all(db)?;
    if rows.is_empty() {
        return Ok(Whole::default());
    }
    let working = Working::new(rows.iter(), catalog)?;
    let rows = ranked(rows, &working);
    if !working.records.has(Role::CompanyName) {
        let groups = general(&working, &rows, frozen, decided, observer)?;
        return Ok(Whole { regrouped: Regrouped { rows, groups }, ..Whole::default() });
    }
    let counted = match frozen.counted(db)? {
        Some(mut counted) => {
            counted.take_in(&working.records);
            counted
        }
        None => {
            let counted = Counted::new(&working.records, &frozen.settings, observer);
            frozen.set_counts(&counted);
            counted
        }
    };
    if frozen.model.is_none() {
        frozen.model = Some(train(&counted, frozen, observer)?);
    }
    let options = frozen.options();
    let subject = Slotted(counted.companies());
    let resolution = resolve(&subject, &options, observer)?;
    let edges = resolution.edges;
    let numbered = numbered(decided, &rows);
    let groups = match numbered.is_empty() {
        true => resolution.clusters,
        false => group(&subject, edges.clone(), &options, &numbered, observer),
    };
    Ok(Whole { regrouped: Regrouped { rows, groups }, edges, counted: Some(counted) })
}

/// Trains the model as a single run over these records would.
pub fn train(
    counted: &Counted,
    frozen: &Frozen,
    observer: &dyn Observer,
) -> Outcome<guiyi_core::score::model::Model> {
    let options = frozen.settings.options();
    Ok(pipeline::train(counted.companies(), &options, observer)?.0)
}

/// The groups of a subject's records by these edges and decisions.
pub fn group(
    subject: &dyn Subject,
    mut edges: Vec<Edge>,
    options: &Options,
    decided: &[(u32, u32, bool)],
    observer: &dyn Observer,
) -> Vec<Vec<u32>> {
    let Some(model) = &options.model else { return Vec::new() };
    let weights = model.weights();
    let scorer = PairScorer::new(subject, &weights);
    pipeline::decide(&mut edges, &scorer, decided);
    uphold(pipeline::cluster(&scorer, &edges, subject.records(), options, observer), decided)
}

/// Customers of other kinds: comparisons and rules are chosen from all records, so all of it is done
/// anew.
fn general(
    working: &Working,
    rows: &[Row],
    frozen: &Frozen,
    decided: &[Decided],
    observer: &dyn Observer,
) -> Outcome<Vec<Vec<u32>>> {
    let customers = Customers::read(&working.records, &frozen.settings, observer)?;
    let mut options = frozen.settings.options();
    options.model.clone_from(&frozen.model);
    options.decisions = numbered(decided, rows);
    Ok(resolve(customers.subject(), &options, observer)?.clusters)
}

/// Decisions on records that are among these rows, by place.
pub fn numbered(decided: &[Decided], rows: &[Row]) -> Vec<(u32, u32, bool)> {
    if decided.is_empty() {
        return Vec::new();
    }
    let place: FxHashMap<i64, u32> =
        rows.iter().enumerate().map(|(at, row)| (row.id, at as u32)).collect();
    let known = |&(a, b, same): &Decided| Some((*place.get(&a)?, *place.get(&b)?, same));
    decided.iter().filter_map(known).collect()
}

/// The rows in the order of the records made of them.
pub fn ranked(rows: Vec<Row>, working: &Working) -> Vec<Row> {
    let mut rows: Vec<Option<Row>> = rows.into_iter().map(Some).collect();
    working.records.ids().filter_map(|id| rows[working.place(id)].take()).collect()
}

impl Whole {
    /// Keeps slots and edges in the store, in the place of those it has.
    pub fn keep(&self, db: &Connection) -> Outcome<()> {
        db.execute_batch("DELETE FROM feature; DELETE FROM slot; DELETE FROM edge")?;
        if let Some(counted) = &self.counted {
            feature::keep(db, counted, &self.regrouped.rows)?;
        }
        let ids: Vec<i64> = self.regrouped.rows.iter().map(|row| row.id).collect();
        edge::insert(db, &self.edges, &ids)?;
        let mut insert = db.prepare("INSERT INTO slot (slot, record) VALUES (?, ?)")?;
        // Rule by rule, which is the order of the slots.
        for slots in self.slots() {
            for (slot, id) in slots {
                insert.execute([slot, id])?;
            }
        }
        Ok(())
    }

    /// The slots of all records, rule by rule, each rising.
    pub fn slots(&self) -> impl Iterator<Item = Vec<(i64, i64)>> {
        let subject = self.counted.as_ref().map(|counted| Slotted(counted.companies()));
        let rules = subject.as_ref().map_or(0, |subject| subject.rules().len());
        let ids: Vec<i64> = self.regrouped.rows.iter().map(|row| row.id).collect();
        (0..rules).map(move |rule| {
            let of = |at: usize| {
                let mut slots = Vec::new();
                if let Some(subject) = &subject {
                    subject.each(rule, at as u32, |slot| slots.push((slot, ids[at])));
                }
                slots
            };
            let mut slots: Vec<(i64, i64)> =
                (0..ids.len()).into_par_iter().flat_map_iter(of).collect();
            slots.par_sort_unstable();
            slots
        })
    }
}
