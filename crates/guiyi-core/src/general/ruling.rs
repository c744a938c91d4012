//! Ruling: what the weight alone may not decide.

use super::compare::Comparisons;
use crate::cluster::Standing;
use crate::subject::{Compared, Reason, Ruling};

/// A name alone never joins persons: something else must agree, or the pair is for review.
pub fn ruling(comparisons: &Comparisons, compared: &Compared) -> Ruling {
    if comparisons.is_corroborated(compared.pattern) {
        Ruling::FREE
    } else {
        Ruling::because(Standing::Capped, Reason::NameAlone)
    }
}
