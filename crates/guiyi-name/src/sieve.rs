//! A small set of characters that refuses most others at once.

/// Bits: some dozen characters then let one in ten others through.
const BITS: usize = 256;

const WORD: usize = u64::BITS as usize;

/// A set of characters folded into a few bits.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Sieve([u64; BITS / WORD]);

impl Sieve {
    /// The characters of a text.
    pub(crate) const fn of(text: &str) -> Sieve {
        let mut sieve = Sieve([0; BITS / WORD]);
        let bytes = text.as_bytes();
        let mut at = 0;
        // A constant function has no iterators; all that is sieved has three bytes in UTF-8.
        while at + 2 < bytes.len() {
            let (a, b, c) = (bytes[at] as u32, bytes[at + 1] as u32, bytes[at + 2] as u32);
            assert!(a >> 4 == 0xE, "a character of three bytes");
            sieve.add((a & 0xF) << 12 | (b & 0x3F) << 6 | c & 0x3F);
            at += 3;
        }
        sieve
    }

    const fn add(&mut self, code: u32) {
        let bit = code as usize % BITS;
        self.0[bit / WORD] |= 1 << (bit % WORD);
    }

    /// False only when the character is none of the set.
    pub(crate) const fn may_hold(&self, c: char) -> bool {
        let bit = c as usize % BITS;
        self.0[bit / WORD] >> (bit % WORD) & 1 != 0
    }
}

impl Extend<char> for Sieve {
    fn extend<T: IntoIterator<Item = char>>(&mut self, chars: T) {
        chars.into_iter().for_each(|c| self.add(c as u32));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_in_passes() {
        let text = "零一龥司";
        let mut grown = Sieve::default();
        grown.extend(text.chars());
        for c in text.chars() {
            assert!(Sieve::of(text).may_hold(c) && grown.may_hold(c), "{c}");
        }
        assert!(!grown.may_hold('山'));
    }
}
