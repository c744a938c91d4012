//! From keys to small numbers: built once, flat, and saved as it is.

use rayon::prelude::*;

use super::codec::{Reader, Writer, inconsistent};
use crate::error::Error;
use crate::hash::mix;

/// A table from 64-bit keys to one or more values each.
///
/// A key is known by its bucket and 32 further bits of its hash, together some fifty: of a hundred
/// million keys that are not in a table of ten million, about one is taken for another.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KeyTable {
    /// Where each bucket starts, and where the last one ends.
    starts: Vec<u32>,
    /// The further bits, rising inside a bucket.
    prints: Vec<u32>,
    /// The values, rising under one key.
    values: Vec<u32>,
}

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
        let prints = placed.par_iter().map(|(at, _)| *at as u32).collect();
        let values = placed.par_iter().map(|(_, value)| *value).collect();
        KeyTable { starts, prints, values }
    }

    /// The values of a key, rising; none if it is not in the table.
    pub fn get(&self, key: u64) -> &[u32] {
        let Some(bits) = self.starts.len().checked_sub(1).and_then(usize::checked_ilog2) else {
            return &[];
        };
        let (bucket, print) = place(key, bits);
        let (from, to) = (self.starts[bucket] as usize, self.starts[bucket + 1] as usize);
        let prints = &self.prints[from..to];
        let first = prints.partition_point(|&other| other < print);
        let count = prints[first..].iter().take_while(|&&other| other == print).count();
        &self.values[from + first..from + first + count]
    }

    /// Appends the table to an index.
    pub fn write(&self, out: &mut Writer) {
        out.u32s(&self.starts);
        out.u32s(&self.prints);
        out.u32s(&self.values);
    }

    /// Reads a table.
    ///
    /// # Errors
    /// When its parts do not go together.
    pub fn read(from: &mut Reader<'_>) -> Result<KeyTable, Error> {
        let table = KeyTable { starts: from.u32s()?, prints: from.u32s()?, values: from.u32s()? };
        let ends = table.starts.last().copied().unwrap_or(0) as usize;
        let buckets = table.starts.len().wrapping_sub(1);
        let is_whole = (table.starts.is_empty() || buckets.is_power_of_two())
            && table.starts.is_sorted()
            && ends == table.values.len()
            && ends == table.prints.len();
        if is_whole { Ok(table) } else { Err(inconsistent()) }
    }

    /// Whether all values are such.
    pub fn values_are(&self, such: impl Fn(u32) -> bool + Sync) -> bool {
        self.values.par_iter().all(|&value| such(value))
    }

    /// Whether the key is in the table.
    pub fn has(&self, key: u64) -> bool {
        !self.get(key).is_empty()
    }

    /// The value of a key that has one; 0 without.
    pub fn count(&self, key: u64) -> u32 {
        self.get(key).first().copied().unwrap_or(0)
    }

    /// How many entries.
    pub fn len(&self) -> usize {
        self.values.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
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
                prop_assert_eq!(table.get(key), expected);
            }
        }
    }

    #[test]
    fn an_empty_table_knows_nothing() {
        assert_eq!(KeyTable::default().get(7), [0u32; 0]);
        assert!(!KeyTable::new(Vec::new()).has(7));
    }
}
