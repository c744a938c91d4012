//! Lookup: the blocks of a master, found by key.

use rayon::prelude::*;

use super::codec::{Reader, Writer};
use super::key_table::KeyTable;
use crate::block::index::{Entry, Limits};
use crate::error::Error;
use crate::hash::mix;
use crate::subject::Subject;

/// For each blocking key the master's records, bounded as blocks are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lookup {
    table: KeyTable,
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
            let mut entries: Vec<Entry> = records
                .par_iter()
                .fold(Vec::new, |mut entries, &record| {
                    subject.keys(rule, record, &mut |key, refine| {
                        entries.push(Entry { key, refine, record });
                    });
                    entries
                })
                .reduce(Vec::new, |mut all, mut part| {
                    all.append(&mut part);
                    all
                });
            entries.par_sort_unstable();
            entries.dedup_by_key(|entry| (entry.key, entry.record));
            let most = subject.limits(rule, limits).block;
            for block in entries.chunk_by(|a, b| a.key == b.key) {
                add(rule, block, most, &mut found);
            }
        }
        Lookup { table: KeyTable::new(found) }
    }

    /// Appends the blocks to an index.
    pub fn write(&self, out: &mut Writer) {
        self.table.write(out);
    }

    /// Reads the blocks of so many records.
    ///
    /// # Errors
    /// When they are not theirs.
    pub fn read(from: &mut Reader<'_>, records: u32) -> Result<Lookup, Error> {
        Ok(Lookup { table: KeyTable::read(from, records, SPLIT)? })
    }

    /// Replaces `out` by the records that share a block with this one, rising, each once.
    pub fn candidates(&self, subject: &dyn Subject, rules: usize, record: u32, out: &mut Vec<u32>) {
        out.clear();
        for rule in 0..rules {
            subject.keys(rule, record, &mut |key, refine| {
                let key = mix(key, rule as u64);
                let members = match self.table.get(key) {
                    [SPLIT] => self.table.get(mix(key, refine)),
                    members => members,
                };
                out.extend_from_slice(members);
            });
        }
        out.sort_unstable();
        out.dedup();
    }
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
