//! Evaluate: how far a clustering is from the truth, and two clusterings from each other.
//!
//! Items are records by their place in a list; a [`Partition`] says to which group each belongs. The
//! truth is one partition, a run another: [`scores`] measures, [`mixtures`] names the errors.

mod blocking;
mod curve;
mod interval;
mod mixture;
mod overlap;
mod pairs;
mod scores;

pub use blocking::{Completeness, completeness};
pub use curve::{Point, curve};
pub use mixture::{Mixture, Part, mixtures};
pub use overlap::Partition;
pub use pairs::{LabelledPair, PairScores, pair_scores};
pub use scores::{Measure, Scores, Triple, scores};
