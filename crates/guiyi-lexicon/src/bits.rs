//! Numbers folded into bits, so that one look refuses most that are not among them.

/// Bits: some thirty to forty thousand numbers then let one in ten to fifteen others through.
const BITS: usize = 1 << 19;

const WORD: usize = u64::BITS as usize;

/// A set of numbers (Bloom 1970, with one hash).
#[derive(Clone, Debug)]
pub struct Bits(Vec<u64>);

impl Bits {
    /// No number yet.
    pub fn new() -> Bits {
        Bits(vec![0; BITS / WORD])
    }

    /// Adds a number.
    pub fn add(&mut self, number: u64) {
        let bit = bit(number);
        self.0[bit / WORD] |= 1 << (bit % WORD);
    }

    /// False only when the number was not added.
    #[inline]
    pub fn may_hold(&self, number: u64) -> bool {
        let bit = bit(number);
        self.0[bit / WORD] >> (bit % WORD) & 1 != 0
    }
}

impl Default for Bits {
    fn default() -> Bits {
        Bits::new()
    }
}

#[inline]
fn bit(number: u64) -> usize {
    (scatter(number) >> (u64::BITS - BITS.trailing_zeros())) as usize
}

/// A product whose upper bits are spread well (Knuth, *The Art of Computer Programming* 3, 6.4): with
/// 2^64 divided by the golden ratio.
#[inline]
pub fn scatter(number: u64) -> u64 {
    const GOLDEN: u64 = 0x9E37_79B9_7F4A_7C15;
    number.wrapping_mul(GOLDEN)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_added_is_never_refused() {
        let mut bits = Bits::new();
        let added = || (0..40_000_u64).map(|number| number * 0x1_0003);
        added().for_each(|number| bits.add(number));
        assert!(added().all(|number| bits.may_hold(number)));
        let others = (0..40_000_u64).map(|number| number * 0x1_0003 + 1);
        assert!(others.filter(|&number| bits.may_hold(number)).count() < 8_000);
    }
}
