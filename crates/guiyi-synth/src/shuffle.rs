//! A shuffle without memory: the numbers below `n` in another order, each found by arithmetic.

use crate::random::{Dice, Stream};

/// A permutation of the numbers below `len`: a Feistel network over the next power of four, walked until the number is in range
/// (cycle walking: Black and Rogaway, Ciphers with Arbitrary Finite Domains, CT-RSA 2002).
#[derive(Clone, Debug)]
pub(crate) struct Shuffle {
    len: u64,
    half_bits: u32,
    keys: [u64; ROUNDS],
}

/// Four rounds of a strong round function already look random (Luby and Rackoff 1988); more would only cost time.
const ROUNDS: usize = 4;

impl Shuffle {
    /// The shuffle number `index` of a seed.
    pub(crate) fn new(seed: u64, index: u64, len: u64) -> Shuffle {
        let mut dice = Dice::of(seed, Stream::Order, index);
        let bits = u64::BITS - len.saturating_sub(1).leading_zeros();
        Shuffle {
            len,
            half_bits: bits.div_ceil(2).max(1),
            keys: std::array::from_fn(|_| dice.next()),
        }
    }

    /// Where `place` goes. Numbers at or above the length stay.
    pub(crate) fn at(&self, place: u64) -> u64 {
        if place >= self.len {
            return place;
        }
        // The domain is at most four times the length, so that four steps are expected at worst.
        let mut place = self.step(place);
        while place >= self.len {
            place = self.step(place);
        }
        place
    }

    fn step(&self, place: u64) -> u64 {
        let mask = (1u64 << self.half_bits) - 1;
        let (mut left, mut right) = (place >> self.half_bits, place & mask);
        for key in self.keys {
            let turned = (right ^ key).wrapping_mul(0xff51_afd7_ed55_8ccd);
            let turned = (turned ^ (turned >> 33)).wrapping_mul(0xc4ce_b9fe_1a85_ec53);
            (left, right) = (right, left ^ ((turned >> 29) & mask));
        }
        left << self.half_bits | right
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn every_number_comes_once(seed in any::<u64>(), len in 0u64..3000) {
            let shuffle = Shuffle::new(seed, 0, len);
            let mut places: Vec<u64> = (0..len).map(|place| shuffle.at(place)).collect();
            places.sort_unstable();
            prop_assert!(places.into_iter().eq(0..len));
        }
    }

    #[test]
    fn neighbours_part() {
        let shuffle = Shuffle::new(1, 0, 1_000_000);
        let close = (0..1000)
            .filter(|&place| shuffle.at(place).abs_diff(shuffle.at(place + 1)) < 1000)
            .count();
        assert!(close < 20, "{close} of 1000 neighbours stayed near each other");
    }
}
