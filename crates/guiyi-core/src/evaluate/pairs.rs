//! Figures from labelled pairs, where the truth says nothing about other pairs.

use serde::Serialize;

use super::interval;
use super::scores::Measure;

/// A pair that a person has judged, and what the run made of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LabelledPair {
    /// Whether the two are one customer in truth.
    pub same: bool,
    /// Whether the run put them into one profile.
    pub joined: bool,
}

/// How far a run is from labelled pairs. The pairs are taken for independent (Wilson's intervals);
/// they are whatever somebody chose to label, so the figures hold for such pairs only.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct PairScores {
    /// Pairs judged.
    pub pairs: usize,
    /// Pairs that are one customer in truth.
    pub same: u64,
    /// Of the joined pairs, the share that is one customer.
    pub precision: Measure,
    /// Of the pairs that are one customer, the share that was joined.
    pub recall: Measure,
    /// The harmonic mean, without an interval.
    pub f1: Measure,
}

/// Counts labelled pairs.
pub fn pair_scores(pairs: &[LabelledPair]) -> PairScores {
    let count = |wanted: &dyn Fn(&LabelledPair) -> bool| {
        pairs.iter().filter(|pair| wanted(pair)).count() as u64
    };
    let both = count(&|pair| pair.same && pair.joined);
    let (same, joined) = (count(&|pair| pair.same), count(&|pair| pair.joined));
    let share = |of: u64| Measure {
        value: both as f64 / (of as f64).max(1.0),
        interval: interval::wilson(both, of),
    };
    let f1 =
        Measure { value: 2.0 * both as f64 / ((same + joined) as f64).max(1.0), interval: None };
    PairScores { pairs: pairs.len(), same, precision: share(joined), recall: share(same), f1 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_by_hand() {
        let pair = |same, joined| LabelledPair { same, joined };
        let scores = pair_scores(&[
            pair(true, true),
            pair(true, false),
            pair(false, true),
            pair(false, false),
            pair(true, true),
        ]);
        assert_eq!((scores.pairs, scores.same), (5, 3));
        assert_eq!(scores.precision.value, 2.0 / 3.0);
        assert_eq!(scores.recall.value, 2.0 / 3.0);
        assert_eq!(pair_scores(&[]).f1.value, 0.0);
    }
}
