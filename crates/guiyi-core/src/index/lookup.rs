//! Lookup: the blocks of a master, found by key.

use rayon::prelude::*;

use super::codec::{Reader, Writer, inconsistent};
use super::key_table::KeyTable;
use crate::block::index::{Entry, Limits};
use crate::block::pairs::{Candidate, keep_sorted};
use crate::error::Error;
use crate::hash::mix;
use crate::subject::Subject;

/// For each blocking key the master's records, bounded as blocks are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lookup {
    table: KeyTable,
    rules: usize,
}

/// Stands for the members of a block that was split by its refinement keys.
const SPLIT: u32 = u32::MAX;

impl Lookup {
    /// The blocks of these records of the subject. A block above the rule's limit is split by its
    /// refinement keys; a part that stays above it is left out, because what so many share says
    /// little.
    pub fn new(subject: &dyn Subject, records: &[u32], limits: Limits) -> Lookup {
        let mut found = Vec::new();
        for rule in 0..subject.rules().len() {
            let mut entries = Entry::all(subject, rule, records.par_iter().copied());
            entries.dedup_by_key(|entry| (entry.key, entry.record));
            let most = subject.limits(rule, limits).block;
            for block in entries.chunk_by(|a, b| a.key == b.key) {
                add(rule, block, most, &mut found);
            }
        }
        Lookup { table: KeyTable::new(found), rules: subject.rules().len() }
    }

    /// How many rules made the keys.
    pub fn rules(&self) -> usize {
        self.rules
    }

    /// Appends the blocks to an index.
    pub fn write(&self, out: &mut Writer) {
        out.u64(self.rules as u64);
        self.table.write(out);
    }

    /// Reads the blocks of so many records.
    ///
    /// # Errors
    /// When they are not theirs.
    pub fn read(from: &mut Reader, records: u32) -> Result<Lookup, Error> {
        let rules = usize::try_from(from.u64()?).map_err(|_| inconsistent())?;
        let table = KeyTable::read(from)?;
        match table.values_are(|record| record < records || record == SPLIT) {
            true => Ok(Lookup { table, rules }),
            false => Err(inconsistent()),
        }
    }

    /// Replaces `found` by the records that share a block with this one and are worth comparing with
    /// it: rising, each once, with the first rule that found it and did not pass it on.
    pub fn candidates(&self, subject: &dyn Subject, record: u32, found: &mut Found) {
        let Found { candidates, keys, asked } = found;
        candidates.clear();
        keys.clear();
        asked.clear();
        for rule in 0..self.rules {
            subject.keys(rule, record, &mut |key, refine| {
                keys.push(mix(key, rule as u64));
                asked.push((rule as u8, refine));
            });
        }
        self.table.get_each(keys, |at, mut members| {
            let (rule, refine) = asked[at];
            if members.first() == Some(SPLIT) {
                members = self.table.get(mix(keys[at], refine));
            }
            let others = members.iter().filter(|&right| right != record);
            candidates.extend(others.map(|right| Candidate { right, rule }));
        });
        keep_sorted(candidates, |it| subject.at_a_glance(it.rule.into(), it.right, record));
    }
}

/// What one record finds, with room that is used again for the next.
#[derive(Debug, Default)]
pub struct Found {
    /// The candidates.
    pub candidates: Vec<Candidate>,
    keys: Vec<u64>,
    /// Rule and refinement of each key.
    asked: Vec<(u8, u64)>,
}

/// Adds a block of one key, its entries sorted by refinement key.
fn add(rule: usize, block: &[Entry], most: usize, found: &mut Vec<(u64, u32)>) {
    let Some(first) = block.first() else { return };
    let key = mix(first.key, rule as u64);
    if block.len() <= most {
        found.extend(block.iter().map(|entry| (key, entry.record)));
        return;
    }
    found.push((key, SPLIT));
    for cell in block.chunk_by(|a, b| a.refine == b.refine).filter(|cell| cell.len() <= most) {
        found.extend(cell.iter().map(|entry| (mix(key, entry.refine), entry.record)));
    }
}
