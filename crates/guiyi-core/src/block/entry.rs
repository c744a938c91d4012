//! What the rules emit.

use rayon::prelude::*;

use super::index::Key;
use crate::subject::Subject;

/// What one rule emits for one record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Entry {
    /// The blocking key.
    pub key: Key,
    /// What an oversize block is split by.
    pub refine: u64,
    /// The record.
    pub record: u32,
}

impl Entry {
    /// What a rule emits for records, sorted.
    pub fn all(
        subject: &dyn Subject,
        rule: usize,
        records: impl ParallelIterator<Item = u32>,
    ) -> Vec<Entry> {
        let with = |mut entries: Vec<Entry>, record| {
            let emit = &mut |key, refine| entries.push(Entry { key, refine, record });
            subject.keys(rule, record, emit);
            entries
        };
        let both = |mut all: Vec<Entry>, mut part: Vec<Entry>| {
            all.append(&mut part);
            all
        };
        let mut entries = records.fold(Vec::new, with).reduce(Vec::new, both);
        entries.par_sort_unstable();
        entries
    }
}
