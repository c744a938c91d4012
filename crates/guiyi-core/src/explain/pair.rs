//! The waterfall of one pair.

use serde::Serialize;

use super::Explainer;
use crate::cluster::Standing;
use crate::record::RecordId;
use crate::score::weight::MatchWeight;
use crate::subject::Reason;

/// Why a pair has its weight and its standing.
#[derive(Clone, Debug, PartialEq)]
pub struct Explanation {
    /// The smaller record.
    pub left: RecordId,
    /// The larger record.
    pub right: RecordId,
    /// Log-odds before any evidence.
    pub prior: MatchWeight,
    /// One term a comparison, in the model's order; those with nothing to compare weigh nothing.
    pub terms: Vec<Term>,
    /// The sum of prior and terms.
    pub weight: MatchWeight,
    /// What the rules outside the model, or a person, make of the pair.
    pub standing: Standing,
    /// Why the rules spoke.
    pub reason: Option<Reason>,
    /// Whether a person decided.
    pub is_decided: bool,
}

/// What one comparison adds.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Term {
    /// The comparison's name in the model.
    pub comparison: String,
    /// The level's name in the model; `null` when there was nothing to compare.
    pub level: &'static str,
    /// The level's weight.
    #[serde(serialize_with = "as_bits")]
    pub weight: MatchWeight,
    /// What the frequency of the agreeing value adds to it.
    #[serde(serialize_with = "as_bits")]
    pub term_frequency: MatchWeight,
    /// What the left record says, as it says it.
    pub left: String,
    /// What the right record says.
    pub right: String,
}

impl Term {
    /// The level's weight with its term frequency.
    pub fn total(&self) -> MatchWeight {
        self.weight + self.term_frequency
    }

    /// Whether there was something to compare.
    pub fn speaks(&self) -> bool {
        self.level != "null" || self.term_frequency != MatchWeight::ZERO
    }
}

fn as_bits<S: serde::Serializer>(weight: &MatchWeight, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_f64(weight.bits())
}

impl Explanation {
    /// Prior and terms added up; equal to the weight.
    pub fn sum(&self) -> MatchWeight {
        self.prior + self.terms.iter().map(Term::total).sum()
    }
}

impl Explainer<'_> {
    /// Takes the weight of two different records apart.
    pub fn pair(&self, a: RecordId, b: RecordId) -> Explanation {
        let (left, right) = (a.min(b), a.max(b));
        let score = self.scorer().score(left.0, right.0);
        let adjustments = self.adjustments(left, right, score.compared.term_frequency);
        let terms = self.subject.comparisons().iter().enumerate().map(|(at, comparison)| {
            let level = score.compared.pattern.level(at);
            let (left, right) = self.values(&comparison.name, left, right);
            Term {
                comparison: comparison.name.clone(),
                level: comparison.level_name(level),
                weight: self.weights.level(at, level),
                term_frequency: adjustments.get(at).copied().unwrap_or_default(),
                left,
                right,
            }
        });
        let decided = self.decided(left.0, right.0);
        Explanation {
            left,
            right,
            prior: self.weights.prior,
            terms: terms.collect(),
            weight: score.weight,
            standing: decided.unwrap_or(score.ruling.standing),
            reason: score.ruling.reason.filter(|_| decided.is_none()),
            is_decided: decided.is_some(),
        }
    }

    /// Term frequencies, comparison by comparison. What the subject does not attribute, or loses in
    /// rounding, goes to the comparison with the largest one, so that the sum is `whole`.
    fn adjustments(&self, left: RecordId, right: RecordId, whole: MatchWeight) -> Vec<MatchWeight> {
        let mut adjustments = vec![MatchWeight::ZERO; self.subject.comparisons().len()];
        for (at, weight) in self.subject.term_frequencies(left.0, right.0) {
            if let Some(slot) = adjustments.get_mut(at) {
                *slot += weight;
            }
        }
        let rest = whole - adjustments.iter().copied().sum();
        if let Some(largest) = adjustments.iter_mut().max_by_key(|weight| weight.parts().abs()) {
            *largest += rest;
        }
        adjustments
    }
}
