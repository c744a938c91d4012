//! What the rules emit, gathered.

use std::ops::Range;

use rayon::prelude::*;

use super::index::Key;
use crate::subject::Subject;

/// What one rule emits for one record.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
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

/// What a rule emits for all records, in parts as [`Blocks::add_rule`](super::index::Blocks::add_rule) takes them. Most keys are of one
/// record alone; nearly all of those are left out, but for one of a part, which tells that there were any.
pub fn shared(subject: &dyn Subject, rule: usize) -> Vec<Vec<Entry>> {
    let passes = subject.records().div_ceil(PASS).clamp(1, PARTS);
    let step = PARTS.div_ceil(passes);
    let starts = (0..PARTS).step_by(step);
    starts.flat_map(|from| of_parts(subject, rule, from..PARTS.min(from + step))).collect()
}

/// What a rule emits of some parts of the keys.
fn of_parts(subject: &dyn Subject, rule: usize, parts: Range<usize>) -> Vec<Vec<Entry>> {
    let records = subject.records();
    let chunks: Vec<Chunk> = (0..records.div_ceil(CHUNK))
        .into_par_iter()
        .map(|at| {
            let records = (at * CHUNK)..records.min((at + 1) * CHUNK);
            Chunk::of(subject, rule, records, parts.clone())
        })
        .collect();
    let part = |part| shared_in(chunks.iter().map(|chunk| chunk.part(part)));
    parts.into_par_iter().map(part).filter(|part| !part.is_empty()).collect()
}

/// Records of which all entries of a rule are held at once, up to seven a record of 24 bytes. With more the records emit their keys
/// several times, and each time a share of them is kept: emitting is cheap.
const PASS: usize = 2_500_000;

/// Records whose entries are gathered at once: some 4,000 to 28,000 entries, which stay in the processor's cache.
const CHUNK: usize = 1 << 12;

/// Parts that the entries are distributed to by their keys, so that a part is sorted in the cache as well: a million records
/// bring a rule one to seven million entries.
const PARTS: usize = 256;

/// The part of a key. Keys need not be hashes, so they are spread (Knuth, *The Art of Computer Programming* 3, 6.4).
fn part_of(key: Key) -> usize {
    (spread(key) >> (u64::BITS - PARTS.trailing_zeros())) as usize
}

/// A product with 2^64 divided by the golden ratio, whose upper bits depend on all bits of the key.
fn spread(key: Key) -> u64 {
    key.wrapping_mul(0x9E37_79B9_7F4A_7C15)
}

/// The entries of some records, part after part.
struct Chunk {
    entries: Vec<Entry>,
    /// Where each part ends.
    ends: Vec<u32>,
}

impl Chunk {
    fn of(subject: &dyn Subject, rule: usize, records: Range<usize>, parts: Range<usize>) -> Chunk {
        let mut emitted = Vec::with_capacity(records.len());
        for record in records {
            let record = record as u32;
            subject.keys(rule, record, &mut |key, refine| {
                if parts.contains(&part_of(key)) {
                    emitted.push(Entry { key, refine, record });
                }
            });
        }
        let mut ends = vec![0u32; PARTS + 1];
        for entry in &emitted {
            ends[part_of(entry.key) + 1] += 1;
        }
        for part in 1..ends.len() {
            ends[part] += ends[part - 1];
        }
        // From here on each slot is where the part's next entry goes: in the end, where they end.
        let mut entries = vec![Entry::default(); emitted.len()];
        for entry in emitted {
            let end = &mut ends[part_of(entry.key)];
            entries[*end as usize] = entry;
            *end += 1;
        }
        ends.pop();
        Chunk { entries, ends }
    }

    fn part(&self, part: usize) -> &[Entry] {
        let start = if part == 0 { 0 } else { self.ends[part - 1] };
        &self.entries[start as usize..self.ends[part] as usize]
    }
}

/// The entries of one part whose keys more than one record may have: sorted, each record once a key.
fn shared_in<'a>(slices: impl Iterator<Item = &'a [Entry]> + Clone) -> Vec<Entry> {
    /// Counters for each entry: of the keys that are alone one in four or five meets another's counter and stays.
    const ROOM: usize = 4;
    let all = || slices.clone().flatten();
    let total: usize = slices.clone().map(<[Entry]>::len).sum();
    let room = (total * ROOM).next_power_of_two();
    let mut counts = vec![0u8; room];
    // The upper bits tell the part, so these are others.
    let counter =
        |entry: &Entry| (spread(entry.key) >> (PARTS.trailing_zeros())) as usize & (room - 1);
    for entry in all() {
        let count = &mut counts[counter(entry)];
        *count = count.saturating_add(1);
    }
    let mut kept: Vec<Entry> = all().filter(|entry| counts[counter(entry)] > 1).copied().collect();
    if kept.is_empty() {
        kept.extend(all().next());
    }
    kept.sort_unstable();
    kept.dedup_by_key(|entry| (entry.key, entry.record));
    kept
}
