//! Agreement patterns: the levels of all comparisons of a pair, packed into one number.

/// Bits one comparison's level takes.
const BITS: u32 = 4;
/// Most comparisons a pattern holds.
pub const MOST_COMPARISONS: usize = (u64::BITS / BITS) as usize;
/// Most levels a comparison may have, the null level included.
pub const MOST_LEVELS: usize = 1 << BITS;

/// The levels of a pair: comparison `i` in bits `4i .. 4i+4`. Level 0 is *null* (nothing to compare).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AgreementPattern(pub u64);

impl AgreementPattern {
    /// The pattern in which everything is null.
    pub const NULL: AgreementPattern = AgreementPattern(0);

    /// The level of a comparison.
    pub fn level(self, comparison: usize) -> usize {
        (self.0 >> (comparison as u32 * BITS)) as usize & (MOST_LEVELS - 1)
    }

    /// This pattern with a comparison's level set; it must be null before.
    #[must_use]
    pub fn with(self, comparison: usize, level: usize) -> AgreementPattern {
        debug_assert!(comparison < MOST_COMPARISONS && level < MOST_LEVELS);
        AgreementPattern(self.0 | (level as u64) << (comparison as u32 * BITS))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_come_back() {
        let pattern = AgreementPattern::NULL.with(0, 3).with(15, 15).with(7, 1);
        assert_eq!(pattern.level(0), 3);
        assert_eq!(pattern.level(7), 1);
        assert_eq!(pattern.level(15), 15);
        assert_eq!(pattern.level(1), 0);
    }
}
