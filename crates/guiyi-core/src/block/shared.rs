//! The keys of a rule that more than one record bears.

use std::ops::{Range, RangeInclusive};

use rayon::prelude::*;

use super::entry::Entry;
use super::index::Key;

/// What is called with a key and with what an oversize block is split by.
pub type Emit<'a> = dyn FnMut(Key, u64) + 'a;

/// What a rule emits for all records. Most keys are of one record alone; nearly all of those are left out, but for one of
/// a part, which tells that there were any.
pub struct Shared<K> {
    keys: K,
    packing: Packing,
    /// Entries by the first bits of their hash: sorted, each record once a key.
    parts: Vec<Vec<u64>>,
}

/// Records of which all entries of a rule are held at once, up to seven a record of 8 bytes. With more the records emit their
/// keys several times, and each time a share of them is kept: emitting is cheap.
const PASS: usize = 12_000_000;

/// Records whose entries are gathered at once: some 4,000 to 28,000 entries, which stay in the processor's cache.
const CHUNK: usize = 1 << 12;

/// Parts that the entries are distributed to by their keys, for each [`CHUNK`] of records one, at least and at most: so a part is sorted
/// in the cache as well.
const PARTS: RangeInclusive<usize> = 1 << 8..=1 << 11;

impl<K: Fn(u32, &mut Emit<'_>) + Sync> Shared<K> {
    /// Gathers what `keys` emits for so many records.
    pub fn new(records: usize, keys: K) -> Shared<K> {
        let packing = Packing::new(records);
        let all = packing.parts();
        let step = all.div_ceil(records.div_ceil(PASS).clamp(1, all));
        let pass = |from: usize| of_parts(&keys, records, packing, from..all.min(from + step));
        let parts = (0..all).step_by(step).flat_map(pass).collect();
        Shared { keys, packing, parts }
    }

    /// The entries, block by block: those of one key.
    pub(super) fn blocks(&self) -> impl Iterator<Item = &[u64]> {
        let is_one_key = |a: &u64, b: &u64| self.packing.key(*a) == self.packing.key(*b);
        self.parts.iter().flat_map(move |part| part.chunk_by(is_one_key))
    }

    /// The record of an entry.
    pub(super) fn record(&self, entry: u64) -> u32 {
        self.packing.record(entry)
    }

    /// A block with what it is split by, sorted by that. Few blocks are, so their records emit their keys again.
    pub(super) fn refined(&self, block: &[u64]) -> Vec<Entry> {
        let refined = |&entry: &u64| {
            let record = self.record(entry);
            let mut found: Option<(u64, Key)> = None;
            (self.keys)(record, &mut |key, refine| {
                if self.packing.pack(spread(key), record) == entry {
                    found = Some(found.map_or((refine, key), |least| least.min((refine, key))));
                }
            });
            found.map(|(refine, key)| Entry { key, refine, record })
        };
        let mut entries: Vec<Entry> = block.par_iter().filter_map(refined).collect();
        entries.par_sort_unstable_by_key(|entry| (entry.refine, entry.record));
        entries
    }
}

/// What is emitted of some parts of the keys.
fn of_parts<K: Fn(u32, &mut Emit<'_>) + Sync>(
    keys: &K,
    records: usize,
    packing: Packing,
    parts: Range<usize>,
) -> Vec<Vec<u64>> {
    let end = |at: usize| records.min(at * CHUNK) as u32;
    let chunks: Vec<Chunk> = (0..records.div_ceil(CHUNK))
        .into_par_iter()
        .map(|at| Chunk::of(keys, end(at)..end(at + 1), packing, parts.clone()))
        .collect();
    let part = |part| packing.shared_in(chunks.iter().map(|chunk| chunk.part(part)));
    parts.into_par_iter().map(part).filter(|part| !part.is_empty()).collect()
}

/// The hash of a key, for keys need not be hashes: a product with 2^64 divided by the golden ratio, whose upper bits depend on all bits of
/// the key (Knuth, *The Art of Computer Programming* 3, 6.4).
fn spread(key: Key) -> u64 {
    key.wrapping_mul(0x9E37_79B9_7F4A_7C15)
}

/// How a key and its record become one number, which is sorted faster than two: the record in as many bits as records need, above them
/// the bits of the hash behind those that tell the part. Of a million records 52 bits of a key are kept: of seven million
/// keys that differ two are taken for one in one run of two hundred, and are then compared in vain.
#[derive(Clone, Copy)]
struct Packing {
    /// The bits of a record.
    record: u64,
    /// How many bits tell the part.
    part_bits: u32,
}

impl Packing {
    fn new(records: usize) -> Packing {
        let parts = (records / CHUNK).next_power_of_two().clamp(*PARTS.start(), *PARTS.end());
        let record = (records as u64).next_power_of_two() - 1;
        Packing { record, part_bits: parts.trailing_zeros() }
    }

    /// How many parts.
    fn parts(self) -> usize {
        1 << self.part_bits
    }

    /// The part of a hash.
    fn part(self, hash: u64) -> usize {
        (hash >> (u64::BITS - self.part_bits)) as usize
    }

    fn pack(self, hash: u64, record: u32) -> u64 {
        (hash << self.part_bits) & !self.record | u64::from(record)
    }

    fn key(self, entry: u64) -> u64 {
        entry & !self.record
    }

    fn record(self, entry: u64) -> u32 {
        (entry & self.record) as u32
    }

    /// The entries of one part whose keys more than one record may have: sorted, each record once a key.
    fn shared_in<'a>(self, slices: impl Iterator<Item = &'a [u64]> + Clone) -> Vec<u64> {
        /// Counters for each entry: of the keys that are alone one in four or five meets another's counter and stays.
        const ROOM: usize = 4;
        let all = || slices.clone().flatten().copied();
        let total: usize = slices.clone().map(<[u64]>::len).sum();
        let room = (total * ROOM).next_power_of_two();
        let mut counts = vec![0u8; room];
        let shift = u64::BITS - room.trailing_zeros();
        let counter = |entry: u64| self.key(entry).checked_shr(shift).unwrap_or(0) as usize;
        for entry in all() {
            let count = &mut counts[counter(entry)];
            *count = count.saturating_add(1);
        }
        let mut kept: Vec<u64> = all().filter(|entry| counts[counter(*entry)] > 1).collect();
        if kept.is_empty() {
            kept.extend(all().next());
        }
        kept.sort_unstable();
        kept.dedup();
        kept
    }
}

/// The entries of some records, part after part.
struct Chunk {
    entries: Vec<u64>,
    /// Where each part ends.
    ends: Vec<u32>,
}

impl Chunk {
    fn of<K: Fn(u32, &mut Emit<'_>)>(
        keys: &K,
        records: Range<u32>,
        packing: Packing,
        parts: Range<usize>,
    ) -> Chunk {
        let mut emitted: Vec<(u16, u64)> = Vec::with_capacity(records.len());
        let mut ends = vec![0u32; packing.parts() + 1];
        for record in records {
            keys(record, &mut |key, _| {
                let hash = spread(key);
                let part = packing.part(hash);
                if parts.contains(&part) {
                    emitted.push((part as u16, packing.pack(hash, record)));
                    ends[part + 1] += 1;
                }
            });
        }
        for part in 1..ends.len() {
            ends[part] += ends[part - 1];
        }
        // From here on each slot is where the part's next entry goes: in the end, where they end.
        let mut entries = vec![0; emitted.len()];
        for (part, entry) in emitted {
            let end = &mut ends[usize::from(part)];
            entries[*end as usize] = entry;
            *end += 1;
        }
        ends.pop();
        Chunk { entries, ends }
    }

    fn part(&self, part: usize) -> &[u64] {
        let start = if part == 0 { 0 } else { self.ends[part - 1] };
        &self.entries[start as usize..self.ends[part] as usize]
    }
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use super::*;
    use proptest::prelude::*;

    /// The records of each key that two or more bear.
    fn plainly(keys: &[Vec<u64>]) -> BTreeSet<Vec<u32>> {
        let mut blocks: BTreeMap<u64, BTreeSet<u32>> = BTreeMap::new();
        for (record, keys) in keys.iter().enumerate() {
            for &key in keys {
                blocks.entry(key).or_default().insert(record as u32);
            }
        }
        let blocks = blocks.into_values().filter(|records| records.len() > 1);
        blocks.map(|records| records.into_iter().collect()).collect()
    }

    fn found(keys: &[Vec<u64>]) -> BTreeSet<Vec<u32>> {
        let emit = |record: u32, emit: &mut Emit<'_>| {
            keys[record as usize].iter().for_each(|&key| emit(key, 0));
        };
        let shared = Shared::new(keys.len(), emit);
        assert_eq!(shared.blocks().next().is_none(), keys.iter().all(Vec::is_empty));
        let several = shared.blocks().filter(|block| block.len() > 1);
        several.map(|block| block.iter().map(|&it| shared.record(it)).collect()).collect()
    }

    proptest! {
        #[test]
        fn records_that_share_a_key_share_a_block(
            keys in proptest::collection::vec(proptest::collection::vec(0u64..40, 0..4), 0..60),
        ) {
            prop_assert_eq!(found(&keys), plainly(&keys));
        }
    }

    #[test]
    fn blocks_reach_over_chunks() {
        let records = 3 * CHUNK as u64 + 7;
        let keys: Vec<Vec<u64>> =
            (0..records).map(|record| vec![record % 5_000, !record]).collect();
        assert_eq!(found(&keys), plainly(&keys));
    }

    #[test]
    fn what_was_packed_is_found_again() {
        for records in [1, 256, 257, 10_000_000, 1 << 32] {
            let packing = Packing::new(records);
            for record in [0, records - 1].map(|record| record as u32) {
                let entry = packing.pack(spread(7), record);
                assert_eq!(packing.record(entry), record);
                assert_eq!(packing.key(entry), packing.key(packing.pack(spread(7), 0)));
                assert!(packing.part(spread(7)) < packing.parts());
            }
        }
    }
}
