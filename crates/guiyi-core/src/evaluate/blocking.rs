//! Pair completeness and reduction ratio of the blocks (Elfeky et al. 2002): how many true pairs
//! they bring together, and how many pairs they spare.

use rayon::prelude::*;
use serde::Serialize;

use super::interval;
use super::scores::Measure;
use crate::block::pairs::Candidate;

/// What blocking keeps and spares.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Completeness {
    /// Pairs of the truth.
    pub true_pairs: u64,
    /// The share of them that some rule brings together. The interval takes pairs for independent
    /// (Wilson) and is therefore narrow for large customers.
    pub completeness: Measure,
    /// One minus the share of all pairs that is a candidate.
    pub reduction_ratio: f64,
    /// Candidate pairs.
    pub candidates: u64,
    /// For each rule the true pairs that it is the first to bring together.
    pub first_found: Vec<u64>,
}

/// Counts the pairs of `entity_of` among the candidates of `rules` rules, which `of` puts into place for a record as
/// [`CandidateIndex`](crate::block::pairs::CandidateIndex) does. A record whose entity is `None` is in no true pair.
pub fn completeness(
    of: impl Fn(u32, &mut Vec<Candidate>) + Sync,
    entity_of: &[Option<u32>],
    rules: usize,
) -> Completeness {
    let (candidates, first_found) = (0..entity_of.len())
        .into_par_iter()
        .fold(
            || (0u64, vec![0u64; rules], Vec::new()),
            |(mut candidates, mut first, mut found), left| {
                of(left as u32, &mut found);
                candidates += found.len() as u64;
                for candidate in &found {
                    let other = entity_of.get(candidate.right as usize).copied().flatten();
                    let is_true = other.is_some() && other == entity_of[left];
                    if let Some(count) = first.get_mut(usize::from(candidate.rule)) {
                        *count += u64::from(is_true);
                    }
                }
                (candidates, first, found)
            },
        )
        .map(|(candidates, first, _)| (candidates, first))
        .reduce(
            || (0, vec![0; rules]),
            |(a, mut left), (b, right)| {
                left.iter_mut().zip(right).for_each(|(sum, more)| *sum += more);
                (a + b, left)
            },
        );
    let true_pairs = true_pairs(entity_of);
    let hits: u64 = first_found.iter().sum();
    let all = super::overlap::pairs_in(entity_of.len() as u64);
    Completeness {
        true_pairs,
        completeness: Measure {
            value: hits as f64 / (true_pairs as f64).max(1.0),
            interval: interval::wilson(hits, true_pairs),
        },
        reduction_ratio: 1.0 - candidates as f64 / (all as f64).max(1.0),
        candidates,
        first_found,
    }
}

fn true_pairs(entity_of: &[Option<u32>]) -> u64 {
    let mut sorted: Vec<u32> = entity_of.iter().copied().flatten().collect();
    sorted.sort_unstable();
    sorted.chunk_by(|a, b| a == b).map(|same| super::overlap::pairs_in(same.len() as u64)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::block::index::{Blocks, Emit, Limits, Shared};
    use crate::block::pairs::CandidateIndex;

    #[test]
    fn pairs_are_credited_to_the_first_rule() {
        let limits = Limits::default();
        let mut blocks = Blocks::default();
        for keys in [[1, 1, 2, 3, 4], [1, 1, 1, 5, 6]] {
            let keys = |record: u32, emit: &mut Emit<'_>| emit(keys[record as usize], 0);
            blocks.add_rule("rule", &Shared::new(5, keys), limits);
        }
        let index = CandidateIndex::new(&blocks, 5, limits);
        // {0 1 2} and {3 4} are customers: rule a finds 0~1, rule b 0~2 and 1~2, none 3~4.
        let entity_of = [Some(7), Some(7), Some(7), Some(8), Some(8)];
        let found = completeness(|left, found| index.of(left, found), &entity_of, 2);
        assert_eq!((found.true_pairs, found.candidates), (4, 3));
        assert_eq!(found.first_found, [1, 2]);
        assert_eq!(found.completeness.value, 0.75);
        assert!((found.reduction_ratio - 0.7).abs() < 1e-12);
    }
}
