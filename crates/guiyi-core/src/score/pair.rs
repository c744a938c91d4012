//! The score of one pair: pattern, weight and ruling together.

use super::model::Weights;
use super::weight::MatchWeight;
use crate::cluster::Edge;
use crate::cluster::average::Weigh;
use crate::subject::{Compared, Ruling, Subject, look_ahead};

/// A pair with everything that decides about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PairScore {
    /// The levels and the term-frequency adjustment.
    pub compared: Compared,
    /// Log-odds: prior, levels and adjustment.
    pub weight: MatchWeight,
    /// What the rules outside the model say.
    pub ruling: Ruling,
}

/// Scores pairs of one subject under one frozen model.
pub struct PairScorer<'a> {
    subject: &'a dyn Subject,
    weights: &'a Weights,
}

impl<'a> PairScorer<'a> {
    /// A scorer for these records and weights.
    pub fn new(subject: &'a dyn Subject, weights: &'a Weights) -> PairScorer<'a> {
        PairScorer { subject, weights }
    }

    /// The records that are scored.
    pub fn subject(&self) -> &'a dyn Subject {
        self.subject
    }

    /// The weight of a pair, without the rules.
    pub fn weight(&self, left: u32, right: u32) -> (Compared, MatchWeight) {
        let compared = self.subject.compare(left, right);
        (compared, self.weights.total(compared.pattern) + compared.term_frequency)
    }

    /// The full score of a pair.
    pub fn score(&self, left: u32, right: u32) -> PairScore {
        let (compared, weight) = self.weight(left, right);
        let ruling = self.subject.ruling(left, right, &compared);
        PairScore { compared, weight, ruling }
    }
}

impl Weigh for PairScorer<'_> {
    fn weigh(&self, left: u32, right: u32) -> Edge {
        let score = self.score(left, right);
        Edge { left, right, weight: score.weight, standing: score.ruling.standing }
    }

    fn look_ahead(&self, records: impl Iterator<Item = u32>) {
        look_ahead(self.subject, records);
    }
}
