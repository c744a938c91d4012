//! Match weights and probabilities.
//!
//! A weight is the base-2 logarithm of a likelihood ratio (Fellegi & Sunter 1969). It is kept as
//! an integer number of 1/1024 bits, so that a sum does not depend on the order of its terms and
//! is the same on every machine.

use std::iter::Sum;
use std::ops::{Add, AddAssign, Neg, Sub};

/// Parts of a bit that a weight resolves.
const PARTS: f64 = 1024.0;

/// A match weight in 1/1024 bits. Positive speaks for one customer, negative against.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MatchWeight(i32);

impl MatchWeight {
    /// No evidence.
    pub const ZERO: MatchWeight = MatchWeight(0);

    /// The nearest weight to `bits`; non-finite values and values beyond ±1,000,000 bits saturate.
    pub fn from_bits(bits: f64) -> MatchWeight {
        MatchWeight((bits.clamp(-1e6, 1e6) * PARTS).round() as i32)
    }

    /// The weight of a level from its two probabilities, `log2(m / u)`.
    pub fn from_m_u(m: f64, u: f64) -> MatchWeight {
        /// Keeps a level that was never seen from being absolute proof.
        const LEAST: f64 = 1e-9;
        MatchWeight::from_bits((m.max(LEAST) / u.max(LEAST)).log2())
    }

    /// The weight in bits.
    pub fn bits(self) -> f64 {
        f64::from(self.0) / PARTS
    }

    /// The weight in 1/1024 bits.
    pub const fn parts(self) -> i32 {
        self.0
    }

    /// A weight from 1/1024 bits.
    pub const fn from_parts(parts: i32) -> MatchWeight {
        MatchWeight(parts)
    }

    /// A whole number of bits, usable in constants.
    pub const fn whole(bits: i32) -> MatchWeight {
        MatchWeight(bits * 1024)
    }

    /// The probability this weight means when it is the whole log-odds.
    pub fn probability(self) -> f64 {
        1.0 / (1.0 + (-self.bits()).exp2())
    }

    /// The log-odds of a probability in (0, 1); 0 and 1 saturate.
    pub fn from_probability(p: f64) -> MatchWeight {
        let p = p.clamp(1e-12, 1.0 - 1e-12);
        MatchWeight::from_bits((p / (1.0 - p)).log2())
    }
}

impl Add for MatchWeight {
    type Output = MatchWeight;
    fn add(self, other: MatchWeight) -> MatchWeight {
        MatchWeight(self.0.saturating_add(other.0))
    }
}

impl Sub for MatchWeight {
    type Output = MatchWeight;
    fn sub(self, other: MatchWeight) -> MatchWeight {
        MatchWeight(self.0.saturating_sub(other.0))
    }
}

impl Neg for MatchWeight {
    type Output = MatchWeight;
    fn neg(self) -> MatchWeight {
        MatchWeight(self.0.saturating_neg())
    }
}

impl AddAssign for MatchWeight {
    fn add_assign(&mut self, other: MatchWeight) {
        *self = *self + other;
    }
}

impl Sum for MatchWeight {
    fn sum<I: Iterator<Item = MatchWeight>>(weights: I) -> MatchWeight {
        weights.fold(MatchWeight::ZERO, Add::add)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn probability_and_weight_are_inverse() {
        for p in [0.001, 0.5, 0.9, 0.999] {
            let back = MatchWeight::from_probability(p).probability();
            assert!((back - p).abs() < 1e-3, "{p} came back as {back}");
        }
        assert_eq!(MatchWeight::ZERO.probability(), 0.5);
    }

    #[test]
    fn ten_bits_are_a_thousand_to_one() {
        assert_eq!(MatchWeight::from_m_u(0.9, 0.9 / 1024.0), MatchWeight::whole(10));
    }
}
