//! What is known between two groups of records.

use super::average::Settings;
use super::edge::{Edge, Standing};

/// The weighed pairs between two groups, summed up.
#[derive(Clone, Copy, Debug, Default)]
pub struct Link {
    /// Sum of clamped weights in 1/1024 bits.
    sum: i64,
    /// Sum of the weights as they are: the order among links whose pairs all reach the clamp.
    surplus: i64,
    /// Pairs in the sums.
    pairs: u32,
    /// Whether some pair is strong enough to join alone.
    joins: bool,
    required: bool,
    forbidden: bool,
}

/// Required links first, then by mean, then by mean without the clamp.
pub type Rank = (bool, i32, i32);

impl Link {
    /// The link of two records.
    pub fn of(edge: &Edge, settings: &Settings) -> Link {
        let weight = match edge.standing {
            Standing::Vetoed | Standing::Forbidden => settings.least,
            Standing::Required => settings.most,
            _ => edge.weight.clamp(settings.least, settings.most),
        };
        Link {
            sum: i64::from(weight.parts()),
            surplus: i64::from(edge.weight.parts()),
            pairs: 1,
            joins: edge.standing == Standing::Free && edge.weight >= settings.threshold,
            required: edge.standing == Standing::Required,
            forbidden: edge.standing == Standing::Forbidden,
        }
    }

    /// Both links as one.
    pub fn add(self, other: Link) -> Link {
        Link {
            sum: self.sum + other.sum,
            surplus: self.surplus.saturating_add(other.surplus),
            pairs: self.pairs + other.pairs,
            joins: self.joins || other.joins,
            required: self.required || other.required,
            forbidden: self.forbidden || other.forbidden,
        }
    }

    /// Whether the groups must stay apart, whatever else is known.
    pub fn is_forbidden(&self) -> bool {
        self.forbidden
    }

    /// The order in which links are tried; `None` when they do not join as they are.
    pub fn rank(&self, settings: &Settings) -> Option<Rank> {
        let pairs = i64::from(self.pairs.max(1));
        let (mean, surplus) = (self.sum / pairs, self.surplus / pairs);
        let joins = self.joins && mean >= i64::from(settings.mean.parts());
        // Means of weights are weights.
        (!self.forbidden && (self.required || joins)).then_some((
            self.required,
            mean as i32,
            surplus as i32,
        ))
    }
}
