//! From keys to small numbers: built once, flat, and saved as it is.

use std::hint::black_box;
use std::ops::Range;

use rayon::prelude::*;

use super::codec::{Bytes, Reader, Writer, inconsistent};
use super::numbers::Numbers;
use crate::error::Error;
use crate::hash::mix;

/// A table from 64-bit keys to one or more values each.
///
/// A key is known by its bucket and 32 further bits of its hash, together some fifty: of a hundred
/// million keys that are not in a table of ten million, about one is taken for another.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KeyTable {
    /// Where each bucket starts, and where the last one ends.
    starts: Numbers,
    /// The further bits of a key and its value, rising inside a bucket: beside each other, because
    /// a look-up waits for the memory of each list that it touches.
    entries: Bytes,
}

/// Further bits and value.
type Entry = [u8; 8];

/// Keeps the hashes of a table apart from those that made its keys.
const SEED: u64 = 0x6b65_795f_7461_626c;

impl KeyTable {
    /// A table of these entries; equal ones count once.
    pub fn new(entries: Vec<(u64, u32)>) -> KeyTable {
        /// Entries in a bucket on average: a few words beside each other.
        const BUCKET: usize = 4;
        let bits = (entries.len() / BUCKET).max(1).ilog2();
        let mut placed: Vec<(u64, u32)> = entries
            .into_par_iter()
            .map(|(key, value)| {
                let (bucket, print) = place(key, bits);
                ((bucket as u64) << 32 | u64::from(print), value)
            })
            .collect();
        placed.par_sort_unstable();
        placed.dedup();
        let mut starts = vec![0u32; (1 << bits) + 1];
        for (at, _) in &placed {
            starts[(at >> 32) as usize + 1] += 1;
        }
        for bucket in 1..starts.len() {
            starts[bucket] += starts[bucket - 1];
        }
        let mut entries = Vec::with_capacity(placed.len() * size_of::<Entry>());
        for (at, value) in placed {
            entries.extend_from_slice(&(at as u32).to_le_bytes());
            entries.extend_from_slice(&value.to_le_bytes());
        }
        KeyTable { starts: starts.into_iter().collect(), entries: entries.into() }
    }

    /// The values of a key, rising; none if it is not in the table.
    pub fn get(&self, key: u64) -> Values<'_> {
        let (bucket, print) = place(key, self.bits());
        self.values(self.bucket(bucket), print)
    }

    /// The values of each of some keys, by its place among them. Faster than one look-up after the
    /// other, since the memory of all is asked for before that of the first is waited for.
    pub fn get_each<'a>(&'a self, keys: &[u64], mut found: impl FnMut(usize, Values<'a>)) {
        /// Keys of a record under all rules, as far as most have.
        const AT_ONCE: usize = 64;
        let bits = self.bits();
        let mut places = [(0, 0, 0u32); AT_ONCE];
        for (part, keys) in keys.chunks(AT_ONCE).enumerate() {
            for (slot, &key) in places.iter_mut().zip(keys) {
                let (bucket, print) = place(key, bits);
                let Range { start, end } = self.bucket(bucket);
                *slot = (start, end, print);
            }
            let entries = self.entries();
            let asked = places[..keys.len()].iter().filter_map(|place| entries.get(place.0));
            black_box(asked.fold(0, |sum, entry| sum ^ entry[0]));
            for (at, &(start, end, print)) in places[..keys.len()].iter().enumerate() {
                found(part * AT_ONCE + at, self.values(start..end, print));
            }
        }
    }

    /// Whether the key is in the table.
    pub fn has(&self, key: u64) -> bool {
        !self.get(key).is_empty()
    }

    /// The value of a key that has one; 0 without.
    pub fn count(&self, key: u64) -> u32 {
        self.get(key).first().unwrap_or(0)
    }

    fn bits(&self) -> u32 {
        self.starts.len().checked_sub(1).and_then(usize::checked_ilog2).unwrap_or(0)
    }

    /// Where a bucket's entries are.
    fn bucket(&self, bucket: usize) -> Range<usize> {
        match self.starts.is_empty() {
            true => 0..0,
            false => self.starts.get(bucket) as usize..self.starts.get(bucket + 1) as usize,
        }
    }

    fn values(&self, bucket: Range<usize>, print: u32) -> Values<'_> {
        let entries = &self.entries()[bucket];
        let first = entries.partition_point(|entry| print_of(entry) < print);
        let entries = &entries[first..];
        // A popular key fills its bucket.
        let fills = entries.last().is_some_and(|last| print_of(last) == print);
        let count = match fills {
            true => entries.len(),
            false => entries.iter().take_while(|entry| print_of(entry) == print).count(),
        };
        Values { entries: &entries[..count] }
    }

    fn entries(&self) -> &[Entry] {
        self.entries.as_chunks().0
    }

    /// Appends the table to an index.
    pub fn write(&self, out: &mut Writer) {
        out.numbers(&self.starts);
        out.u64(self.entries().len() as u64);
        out.bytes.extend_from_slice(&self.entries);
    }

    /// Reads a table.
    ///
    /// # Errors
    /// When its parts do not go together.
    pub fn read(from: &mut Reader) -> Result<KeyTable, Error> {
        let starts = from.numbers()?;
        let count = from.count(size_of::<Entry>())?;
        let entries = from.bytes(count * size_of::<Entry>())?;
        let buckets = starts.len().wrapping_sub(1);
        let is_whole = (starts.is_empty() || buckets.is_power_of_two())
            && starts.is_sorted()
            && starts.last().unwrap_or(0) as usize == count;
        if is_whole { Ok(KeyTable { starts, entries }) } else { Err(inconsistent()) }
    }

    /// Whether all values are such.
    pub fn values_are(&self, such: impl Fn(u32) -> bool + Sync) -> bool {
        self.entries().par_iter().all(|entry| such(value_of(entry)))
    }

    /// How many entries.
    pub fn len(&self) -> usize {
        self.entries().len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }
}

fn print_of(entry: &Entry) -> u32 {
    let [a, b, c, d, ..] = *entry;
    u32::from_le_bytes([a, b, c, d])
}

fn value_of(entry: &Entry) -> u32 {
    let [.., a, b, c, d] = *entry;
    u32::from_le_bytes([a, b, c, d])
}

/// The values of one key.
#[derive(Clone, Copy, Debug)]
pub struct Values<'a> {
    entries: &'a [Entry],
}

impl<'a> Values<'a> {
    /// How many.
    pub fn len(self) -> usize {
        self.entries.len()
    }

    /// Whether there is none.
    pub fn is_empty(self) -> bool {
        self.entries.is_empty()
    }

    /// The smallest.
    pub fn first(self) -> Option<u32> {
        self.entries.first().map(value_of)
    }

    /// The largest.
    pub fn last(self) -> Option<u32> {
        self.entries.last().map(value_of)
    }

    /// All of them, rising.
    pub fn iter(self) -> impl ExactSizeIterator<Item = u32> + 'a {
        self.entries.iter().map(value_of)
    }
}

/// The bucket of a key among `2^bits`, and its further bits.
fn place(key: u64, bits: u32) -> (usize, u32) {
    let hash = mix(key, SEED);
    ((hash >> 32) as usize & ((1 << bits) - 1), hash as u32)
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use proptest::prelude::*;

    use super::*;

    proptest! {
        /// A table answers as a map of sets does.
        #[test]
        fn agrees_with_a_map(entries in proptest::collection::vec((0u64..60, 0u32..9), 0..200)) {
            let mut map: BTreeMap<u64, BTreeSet<u32>> = BTreeMap::new();
            for &(key, value) in &entries {
                map.entry(key).or_default().insert(value);
            }
            let table = KeyTable::new(entries);
            for key in 0..80 {
                let expected: Vec<u32> = map.get(&key).into_iter().flatten().copied().collect();
                prop_assert_eq!(table.get(key).iter().collect::<Vec<_>>(), expected);
                prop_assert_eq!(table.has(key), map.contains_key(&key));
            }
            let keys: Vec<u64> = (0..80).rev().collect();
            let mut seen = Vec::new();
            table.get_each(&keys, |at, values| seen.push((at, values.iter().collect::<Vec<_>>())));
            let one_by_one = keys.iter().map(|&key| table.get(key).iter().collect());
            prop_assert_eq!(seen, one_by_one.enumerate().collect::<Vec<_>>());
        }
    }

    #[test]
    fn an_empty_table_knows_nothing() {
        assert!(KeyTable::default().get(7).is_empty());
        KeyTable::default().get_each(&[7], |_, values| assert!(values.is_empty()));
        assert!(!KeyTable::new(Vec::new()).has(7));
    }
}
