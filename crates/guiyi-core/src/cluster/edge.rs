//! Weighed pairs as clustering sees them.

use crate::score::weight::MatchWeight;

/// Whether a pair's weight may decide by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Standing {
    /// The weight decides.
    Free,
    /// Something is missing to join on this pair alone; it may still be reviewed, and may end up
    /// together through others.
    Capped,
    /// The pair never joins, and speaks against joining the groups it stands in.
    Vetoed,
    /// The two records must never stand in one group: two valid codes, a person's decision.
    Forbidden,
    /// The two records must stand in one group: a person's decision, the same valid code.
    Required,
}

impl Standing {
    /// The word in files.
    pub fn name(self) -> &'static str {
        match self {
            Standing::Free => "free",
            Standing::Capped => "capped",
            Standing::Vetoed => "vetoed",
            Standing::Forbidden => "forbidden",
            Standing::Required => "required",
        }
    }
}

/// A pair with its weight as log-odds. `left < right`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Edge {
    /// The smaller record.
    pub left: u32,
    /// The larger record.
    pub right: u32,
    /// Log-odds that the two are one customer.
    pub weight: MatchWeight,
    /// Whether the weight may decide.
    pub standing: Standing,
}
