//! The figures of a clustering against the truth.

use serde::Serialize;

use super::interval;
use super::overlap::{Partition, cells, pairs_in};

/// A figure in [0, 1] with its 95 % interval, where one can be given.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Measure {
    /// The figure.
    pub value: f64,
    /// Its 95 % interval.
    pub interval: Option<(f64, f64)>,
}

/// Precision, recall and their harmonic mean.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Triple {
    /// Of what was joined, how much belongs together.
    pub precision: Measure,
    /// Of what belongs together, how much was joined.
    pub recall: Measure,
    /// The harmonic mean of the two.
    pub f1: Measure,
}

/// How far a clustering is from the truth.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Scores {
    /// Records judged.
    pub records: usize,
    /// Customers in the truth.
    pub entities: usize,
    /// Clusters of the run.
    pub clusters: usize,
    /// Records of the largest cluster.
    pub largest: u64,
    /// Records of the largest customer.
    pub largest_true: u64,
    /// Pairs of records: each counts the same, so large customers count most.
    pub pairwise: Triple,
    /// B-cubed (Bagga & Baldwin 1998): each record counts the same.
    pub bcubed: Triple,
    /// The share of customers that are one cluster exactly.
    pub exact: Measure,
    /// Pairs of the truth.
    pub true_pairs: u64,
    /// Pairs joined wrongly.
    pub wrong_pairs: u64,
    /// Pairs missed.
    pub missed_pairs: u64,
}

/// What one customer adds to the figures.
#[derive(Clone, Copy, Default)]
struct Share {
    records: f64,
    /// Its pairs, those of them joined, and half of the wrong pairs it has a record in.
    pairs: f64,
    joined: f64,
    wrong: f64,
    /// Sums of its records' B-cubed precision and recall.
    precision: f64,
    recall: f64,
}

/// Measures `clusters` against `truth`, two partitions of the same records.
pub fn scores(truth: &Partition, clusters: &Partition) -> Scores {
    let (of_truth, of_run) = (truth.sizes(), clusters.sizes());
    let mut shares = vec![Share::default(); truth.groups()];
    let (mut exact, mut joined) = (0, 0);
    for cell in cells(truth, clusters) {
        let (entity, cluster) = (of_truth[cell.left as usize], of_run[cell.right as usize]);
        let (k, e, c) = (cell.count as f64, entity as f64, cluster as f64);
        let share = &mut shares[cell.left as usize];
        share.records = e;
        share.pairs = pairs_in(entity) as f64;
        share.joined += pairs_in(cell.count) as f64;
        share.wrong += k * (c - k) / 2.0;
        share.precision += k * k / c;
        share.recall += k * k / e;
        joined += pairs_in(cell.count);
        exact += u64::from(cell.count == entity && entity == cluster);
    }
    let sum = |sizes: &[u64]| sizes.iter().map(|&size| pairs_in(size)).sum::<u64>();
    Scores {
        records: truth.len(),
        entities: truth.groups(),
        clusters: clusters.groups(),
        largest: clusters.largest(),
        largest_true: truth.largest(),
        pairwise: Triple {
            precision: ratio(&shares, |s| (s.joined, s.joined + s.wrong)),
            recall: ratio(&shares, |s| (s.joined, s.pairs)),
            f1: ratio(&shares, |s| (2.0 * s.joined, s.joined + s.wrong + s.pairs)),
        },
        bcubed: bcubed(&shares),
        exact: Measure {
            value: exact as f64 / (truth.groups() as f64).max(1.0),
            interval: interval::wilson(exact, truth.groups() as u64),
        },
        true_pairs: sum(&of_truth),
        wrong_pairs: sum(&of_run) - joined,
        missed_pairs: sum(&of_truth) - joined,
    }
}

/// The ratio of two sums over customers; 0 without an interval when there is nothing to divide by.
fn ratio(shares: &[Share], parts: impl Fn(&Share) -> (f64, f64)) -> Measure {
    let (above, below) =
        shares.iter().map(&parts).fold((0.0, 0.0), |(a, b), (x, y)| (a + x, b + y));
    if below == 0.0 {
        return Measure::default();
    }
    let value = above / below;
    let residual = |share: &Share| {
        let (x, y) = parts(share);
        (x - value * y) / below
    };
    Measure { value, interval: interval::of_residuals(value, shares.iter().map(residual)) }
}

/// The mean over records; F1 is a function of two means, whose residuals its gradient weighs.
fn bcubed(shares: &[Share]) -> Triple {
    let precision = ratio(shares, |s| (s.precision, s.records));
    let recall = ratio(shares, |s| (s.recall, s.records));
    let (p, r) = (precision.value, recall.value);
    if p + r == 0.0 {
        return Triple { precision, recall, f1: Measure::default() };
    }
    let records: f64 = shares.iter().map(|s| s.records).sum();
    let slope = |other: f64| 2.0 * other * other / ((p + r) * (p + r));
    let residual = |s: &Share| {
        (slope(r) * (s.precision - p * s.records) + slope(p) * (s.recall - r * s.records)) / records
    };
    let value = 2.0 * p * r / (p + r);
    let interval = interval::of_residuals(value, shares.iter().map(residual));
    Triple { precision, recall, f1: Measure { value, interval } }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn partition(labels: &[u8]) -> Partition {
        let names: Vec<String> = labels.iter().map(ToString::to_string).collect();
        Partition::of_names(names.iter().map(String::as_str))
    }

    #[test]
    fn the_whole_truth_is_perfect() {
        let truth = partition(&[1, 1, 2, 3, 3, 3]);
        let scores = scores(&truth, &truth);
        for measure in [scores.pairwise.f1, scores.bcubed.f1, scores.exact] {
            assert_eq!(measure.value, 1.0);
        }
        assert_eq!((scores.wrong_pairs, scores.missed_pairs), (0, 0));
    }

    #[test]
    fn a_known_case_by_hand() {
        // {a b c} {d} in truth; {a b} {c d} found.
        let scores = scores(&partition(&[1, 1, 1, 2]), &partition(&[1, 1, 2, 2]));
        assert_eq!(scores.pairwise.precision.value, 0.5);
        assert_eq!(scores.pairwise.recall.value, 1.0 / 3.0);
        assert_eq!(scores.bcubed.precision.value, 0.75);
        assert!((scores.bcubed.recall.value - (4.0 / 3.0 + 1.0 / 3.0 + 1.0) / 4.0).abs() < 1e-12);
        assert_eq!(scores.exact.value, 0.0);
    }

    proptest! {
        /// Counting every pair and every record one by one gives the same.
        #[test]
        fn agrees_with_counting(labels in proptest::collection::vec((0u8..5, 0u8..5), 1..24)) {
            let truth: Vec<u8> = labels.iter().map(|l| l.0).collect();
            let found: Vec<u8> = labels.iter().map(|l| l.1).collect();
            let (mut both, mut want, mut got) = (0, 0, 0);
            for a in 0..labels.len() {
                for b in 0..a {
                    let (t, f) = (truth[a] == truth[b], found[a] == found[b]);
                    both += u32::from(t && f);
                    want += u32::from(t);
                    got += u32::from(f);
                }
            }
            let mut precision = 0.0;
            for a in 0..labels.len() {
                let mine = |b: &usize| found[*b] == found[a];
                let cluster: Vec<usize> = (0..labels.len()).filter(mine).collect();
                let right = cluster.iter().filter(|&&b| truth[b] == truth[a]).count();
                precision += right as f64 / cluster.len() as f64;
            }
            let scores = scores(&partition(&truth), &partition(&found));
            let near = |a: f64, b: f64| (a - b).abs() < 1e-9;
            let share = |n: u32, of: u32| f64::from(n) / f64::from(of.max(1));
            prop_assert!(near(scores.pairwise.precision.value, share(both, got)));
            prop_assert!(near(scores.pairwise.recall.value, share(both, want)));
            prop_assert!(near(scores.bcubed.precision.value, precision / labels.len() as f64));
            prop_assert_eq!(scores.wrong_pairs, u64::from(got - both));
            prop_assert_eq!(scores.missed_pairs, u64::from(want - both));
            for measure in [scores.pairwise.f1, scores.bcubed.f1, scores.exact] {
                if let Some((low, high)) = measure.interval {
                    prop_assert!(low <= measure.value + 1e-9 && measure.value <= high + 1e-9);
                }
            }
        }
    }
}
