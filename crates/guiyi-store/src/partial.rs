//! Partial: the groups around the records that a step touches, found without looking at the others.
//!
//! A pair is a candidate by the first rule in which both records have a slot in one open block. A block
//! is open while it has at most as many records as its rule allows; in one that has more, each cell is
//! open by itself. So a step can change three things: the pairs of the records it touches; the pairs
//! of blocks that close; the pairs of blocks that open. Then the connected components around every
//! pair that changed are clustered anew: a component's groups depend on nothing outside it.

use guiyi_core::cluster::average::Weigh;
use guiyi_core::cluster::{Edge, Standing};
use guiyi_core::company::frozen::Frozen as Counted;
use guiyi_core::pipeline::{self, Observer, Options};
use guiyi_core::score::pair::PairScorer;
use guiyi_core::subject::{Glance, Subject};
use rayon::prelude::*;
use rusqlite::Connection;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::block::{Blocks, Crossings};
use crate::catalog::Catalog;
use crate::edge::{self, Edges};
use crate::fault::{Outcome, damaged};
use crate::feature;
use crate::frozen::Frozen;
use crate::recompute::{Decided, Regrouped, group, numbered, ranked};
use crate::row::{Finder, Row};
use crate::settle::Touched;
use crate::slot::Slotted;
use crate::working::Working;

/// Groups anew what a step touches.
pub fn partial(
    db: &Connection,
    catalog: &Catalog,
    frozen: &Frozen,
    touched: &Touched,
    decided: &[Decided],
    observer: &dyn Observer,
) -> Outcome<Regrouped> {
    let counted = frozen.counted(db)?.ok_or_else(|| damaged("it has no counts"))?;
    let options = frozen.options();
    let mut part = Part { db, catalog, options, counted, finder: Finder::new(db)? };
    let written: Vec<i64> =
        touched.fresh.iter().copied().chain(touched.changed.iter().map(|row| row.id)).collect();
    let old: Vec<Row> = touched.changed.iter().chain(&touched.gone).cloned().collect();
    let old = part.ranked(old)?;
    feature::hold(db, &mut part.counted, &old)?;
    let before = part.slots(&old);
    let rows = part.rows(&written)?;
    let rows = part.read(rows)?;
    let after = part.slots(&rows);
    for row in &touched.gone {
        feature::remove(db, row.id)?;
    }
    let mut blocks = Blocks::new(db, part.limits())?;
    let crossings = blocks.replace(&before, &after)?;
    let gone: Vec<i64> = touched.gone.iter().map(|row| row.id).collect();
    let anew = part.anew(written, crossings)?;
    let mut seeds = part.joined(anew.iter().chain(&gone), decided)?;
    let left: FxHashSet<i64> = gone.iter().copied().collect();
    let decided: Vec<Decided> = decided
        .iter()
        .filter(|it| !left.contains(&it.0) && !left.contains(&it.1))
        .copied()
        .collect();
    edge::remove(db, &anew)?;
    edge::remove(db, &gone)?;
    let (edges, ids) = part.weigh(&anew, &mut blocks)?;
    edge::insert(db, &edges, &ids)?;
    seeds.extend(anew);
    seeds.extend(&touched.seeds);
    seeds.retain(|record| !left.contains(record));
    let affected = part.reach(seeds, &decided)?;
    part.regroup(&affected, &decided, observer)
}

/// The part of a store that a step works on.
struct Part<'a> {
    db: &'a Connection,
    catalog: &'a Catalog,
    options: Options,
    counted: Counted,
    finder: Finder<'a>,
}

impl Part<'_> {
    /// The rows of these records.
    fn rows(&mut self, records: &[i64]) -> Outcome<Vec<Row>> {
        let found = records.iter().map(|&record| self.finder.id(record));
        let rows: Vec<Option<Row>> = found.collect::<Outcome<_>>()?;
        rows.into_iter().map(|row| row.ok_or_else(|| damaged("a record is missing"))).collect()
    }

    /// The rows in canonical order.
    fn ranked(&self, rows: Vec<Row>) -> Outcome<Vec<Row>> {
        let working = Working::new(rows.iter(), self.catalog)?;
        Ok(ranked(rows, &working))
    }

    /// Reads the features of rows from their cells, keeps them, and holds them and no others; gives the
    /// rows in order.
    fn read(&mut self, rows: Vec<Row>) -> Outcome<Vec<Row>> {
        let working = Working::new(rows.iter(), self.catalog)?;
        let rows = ranked(rows, &working);
        self.counted.truncate(0);
        self.counted.take_in(&working.records);
        feature::keep(self.db, &self.counted, &rows)?;
        Ok(rows)
    }

    /// Holds the features of these records and no others; gives their rows in order.
    fn hold(&mut self, records: &[i64]) -> Outcome<Vec<Row>> {
        let rows = self.rows(records)?;
        let rows = self.ranked(rows)?;
        feature::hold(self.db, &mut self.counted, &rows)?;
        Ok(rows)
    }

    /// The slots of these rows, which are held, with their records; rising.
    fn slots(&self, rows: &[Row]) -> Vec<(i64, i64)> {
        let subject = Slotted(self.counted.companies());
        let rules = subject.rules().len();
        let of = |at: usize| {
            let mut slots = Vec::new();
            for rule in 0..rules {
                subject.each(rule, at as u32, |slot| slots.push((slot, rows[at].id)));
            }
            slots
        };
        let mut slots: Vec<(i64, i64)> =
            (0..rows.len()).into_par_iter().flat_map_iter(of).collect();
        slots.par_sort_unstable();
        slots
    }

    /// For each rule how many records an open block has at most.
    fn limits(&self) -> Vec<usize> {
        let subject = self.counted.companies();
        let limit = |rule| subject.limits(rule, self.options.limits).block;
        (0..subject.rules().len()).map(limit).collect()
    }

    /// The records whose pairs are weighed anew: those that were written, all of blocks that opened,
    /// and the ends of pairs inside blocks that closed. Rising.
    fn anew(&self, written: Vec<i64>, crossings: Crossings) -> Outcome<Vec<i64>> {
        let mut anew = written;
        anew.extend(crossings.opened.into_iter().flatten());
        let mut edges = Edges::new(self.db)?;
        for members in crossings.closed {
            let inside: FxHashSet<i64> = members.iter().copied().collect();
            for record in members {
                if edges.of(record)?.iter().any(|other| inside.contains(&other.record)) {
                    anew.push(record);
                }
            }
        }
        anew.sort_unstable();
        anew.dedup();
        Ok(anew)
    }

    /// The records that pairs or decisions join to one of these.
    fn joined<'r>(
        &self,
        records: impl Iterator<Item = &'r i64>,
        decided: &[Decided],
    ) -> Outcome<Vec<i64>> {
        let same = same(decided);
        let mut edges = Edges::new(self.db)?;
        let mut found = Vec::new();
        for record in records {
            let joins = |standing, weight| joins(standing, weight, &self.options);
            let near = edges.of(*record)?;
            found.extend(near.iter().filter(|n| joins(n.standing, n.weight)).map(|n| n.record));
            found.extend(same.get(record).into_iter().flatten());
        }
        Ok(found)
    }

    /// Weighs the pairs of these records; gives the edges to keep, and the record of each number.
    fn weigh(&mut self, anew: &[i64], blocks: &mut Blocks<'_>) -> Outcome<(Vec<Edge>, Vec<i64>)> {
        let rows = self.hold(anew)?;
        let slots = self.slots(&rows);
        // The rules that bring a pair, one bit each.
        let mut rules_of: FxHashMap<(i64, i64), u32> = FxHashMap::default();
        for (slot, record) in slots {
            let rule = 1 << crate::slot::rule(crate::slot::block(slot));
            for &other in blocks.members(slot)?.iter().filter(|&&other| other != record) {
                *rules_of.entry((record.min(other), record.max(other))).or_default() |= rule;
            }
        }
        let ends = rules_of.keys().flat_map(|&(a, b)| [a, b]);
        let mut all: Vec<i64> = ends.collect();
        all.sort_unstable();
        all.dedup();
        let ids: Vec<i64> = self.hold(&all)?.iter().map(|row| row.id).collect();
        let number: FxHashMap<i64, u32> =
            ids.iter().enumerate().map(|(at, &id)| (id, at as u32)).collect();
        let mut pairs: Vec<(u32, u32, u32)> = rules_of
            .into_iter()
            .map(|((a, b), rules)| {
                let (a, b) = (number[&a], number[&b]);
                (a.min(b), a.max(b), rules)
            })
            .collect();
        pairs.par_sort_unstable();
        let model = self.options.model.as_ref().ok_or_else(|| damaged("it has no model"))?;
        let weights = model.weights();
        let scorer = PairScorer::new(self.counted.companies(), &weights);
        let edges = pairs
            .par_iter()
            .filter(|&&(a, b, rules)| {
                let rules = (0..u32::BITS as usize).filter(|rule| rules >> rule & 1 == 1);
                let glances = rules.map(|rule| scorer.subject().at_a_glance(rule, a, b));
                Glance::first(glances) == Glance::Compare
            })
            .map(|&(a, b, _)| scorer.weigh(a, b))
            .filter(|edge| pipeline::is_kept(edge, &self.options))
            .collect();
        Ok((edges, ids))
    }

    /// All records in the components of these; rising.
    fn reach(&self, seeds: Vec<i64>, decided: &[Decided]) -> Outcome<Vec<i64>> {
        let same = same(decided);
        let mut edges = Edges::new(self.db)?;
        let mut reached: FxHashSet<i64> = seeds.iter().copied().collect();
        let mut open: Vec<i64> = reached.iter().copied().collect();
        while let Some(record) = open.pop() {
            let near = edges.of(record)?.into_iter();
            let near =
                near.filter(|n| joins(n.standing, n.weight, &self.options)).map(|n| n.record);
            let told = same.get(&record).into_iter().flatten().copied();
            open.extend(near.chain(told).filter(|&other| reached.insert(other)));
        }
        let mut reached: Vec<i64> = reached.into_iter().collect();
        reached.sort_unstable();
        Ok(reached)
    }

    /// Groups these records, which are whole components.
    fn regroup(
        &mut self,
        records: &[i64],
        decided: &[Decided],
        observer: &dyn Observer,
    ) -> Outcome<Regrouped> {
        let rows = self.hold(records)?;
        if rows.is_empty() {
            return Ok(Regrouped::default());
        }
        let number: FxHashMap<i64, u32> =
            rows.iter().enumerate().map(|(at, row)| (row.id, at as u32)).collect();
        let mut found = Edges::new(self.db)?;
        let mut edges: Vec<Edge> = Vec::new();
        for (left, row) in rows.iter().enumerate() {
            let left = left as u32;
            for near in found.of(row.id)? {
                if let Some(&right) = number.get(&near.record).filter(|&&right| right > left) {
                    let (weight, standing) = (near.weight, near.standing);
                    edges.push(Edge { left, right, weight, standing });
                }
            }
        }
        edges.sort_unstable_by_key(|edge| (edge.left, edge.right));
        let decided = numbered(decided, &rows);
        let subject = self.counted.companies();
        let groups = group(subject, edges, &self.options, &decided, observer);
        Ok(Regrouped { rows, groups })
    }
}

fn joins(
    standing: Standing,
    weight: guiyi_core::score::weight::MatchWeight,
    options: &Options,
) -> bool {
    match standing {
        Standing::Required => true,
        Standing::Free => weight >= options.match_threshold,
        _ => false,
    }
}

/// For each record those that decisions make one customer with it.
fn same(decided: &[Decided]) -> FxHashMap<i64, Vec<i64>> {
    let mut same: FxHashMap<i64, Vec<i64>> = FxHashMap::default();
    for &(a, b, _) in decided.iter().filter(|decision| decision.2) {
        same.entry(a).or_default().push(b);
        same.entry(b).or_default().push(a);
    }
    same
}
