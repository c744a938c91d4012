//! The threshold curve: what precision and recall the weighed pairs would have at every threshold.

use serde::Serialize;

use crate::score::weight::MatchWeight;

/// The pairs at or above one threshold.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Point {
    /// The threshold in bits.
    pub bits: f64,
    /// The same as a probability.
    pub probability: f64,
    /// Of the pairs at or above it, the share that is one customer.
    pub precision: f64,
    /// Of all pairs that are one customer, the share at or above it.
    pub recall: f64,
    /// Their harmonic mean.
    pub f1: f64,
}

/// One point a whole bit, from the least of the weights up to `MOST`. `pairs` are the weighed pairs
/// with whether they are one customer; `want` is how many such pairs there are in all. The curve
/// is one of pairs: clustering joins more by way of others, and less where rules forbid.
pub fn curve(pairs: &[(MatchWeight, bool)], want: u64) -> Vec<Point> {
    /// Above this many bits, one error in a million, a threshold makes no difference.
    const MOST: i32 = 20;
    let mut sorted = pairs.to_vec();
    sorted.sort_unstable_by_key(|(weight, _)| std::cmp::Reverse(*weight));
    let Some((least, _)) = sorted.last() else { return Vec::new() };
    let first = (least.bits().floor() as i32).min(MOST);
    let (mut taken, mut right) = (0usize, 0u64);
    let mut points: Vec<Point> = (first..=MOST)
        .rev()
        .map(|bits| {
            let threshold = MatchWeight::whole(bits);
            while let Some((_, same)) = sorted.get(taken).filter(|(weight, _)| *weight >= threshold)
            {
                right += u64::from(*same);
                taken += 1;
            }
            Point {
                bits: f64::from(bits),
                probability: threshold.probability(),
                precision: right as f64 / (taken as f64).max(1.0),
                recall: right as f64 / (want as f64).max(1.0),
                f1: 2.0 * right as f64 / ((taken as u64 + want) as f64).max(1.0),
            }
        })
        .collect();
    points.reverse();
    points
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn recall_falls_and_figures_are_those_of_the_pairs_above() {
        let pairs = [(-2, false), (1, true), (1, false), (5, true), (9, true)]
            .map(|(bits, same)| (MatchWeight::whole(bits), same));
        let points = curve(&pairs, 4);
        assert_eq!(points.len(), 23);
        assert!(points.windows(2).all(|two| two[0].recall >= two[1].recall));
        let at = |bits: f64| points.iter().find(|point| point.bits == bits).unwrap();
        assert_eq!((at(1.0).precision, at(1.0).recall), (0.75, 0.75));
        assert_eq!((at(6.0).precision, at(6.0).recall), (1.0, 0.25));
        assert!(curve(&[], 3).is_empty());
    }
}
