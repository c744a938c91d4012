//! Which characters sound or look alike.

use guiyi_lexicon::{lookalike, reading};

use super::align::Soft;
use crate::hash::mix;

/// Readings of every character of the basic plane that has one, in one flat table, because pairs
/// are compared by the million.
#[derive(Debug)]
pub struct Sounds {
    /// Up to [`READINGS`] syllables a character; 0 for none.
    table: Vec<[u16; READINGS]>,
    /// One bit for each thing a character may share with another one, folded into 64: characters
    /// without a bit in common are not alike.
    signatures: Vec<u64>,
}

/// Readings kept of a character. The fourth and later ones are rare in names.
const READINGS: usize = 3;

impl Sounds {
    /// The table of the lexicon.
    pub fn new() -> Sounds {
        let mut table = vec![[0; READINGS]; 1 << 16];
        let mut signatures = vec![0; 1 << 16];
        for (code, slot) in table.iter_mut().enumerate() {
            let Some(c) = char::from_u32(code as u32) else { continue };
            for (place, syllable) in slot.iter_mut().zip(reading::readings(c)) {
                // 0 means none.
                *place = syllable.index() + 1;
                signatures[code] |= bit(u64::from(*place));
            }
            if let Some(value) = figure(code as u16) {
                signatures[code] |= bit(FIGURES + value as u64);
            }
        }
        for (at, (a, b)) in lookalike::pairs().enumerate() {
            for c in [a, b].into_iter().filter_map(|c| u16::try_from(u32::from(c)).ok()) {
                signatures[usize::from(c)] |= bit(LOOKALIKES + at as u64);
            }
        }
        // What is lost may have been anything, so everything has a bit.
        for (code, signature) in signatures.iter_mut().enumerate().filter(|(_, it)| **it == 0) {
            *signature = bit(CHARACTERS + code as u64);
        }
        signatures[usize::from(LOST)] = u64::MAX;
        Sounds { table, signatures }
    }

    /// The first reading of a character; the character itself where it has none.
    pub fn first(&self, c: u16) -> u16 {
        match self.table[usize::from(c)][0] {
            0 => c,
            syllable => syllable,
        }
    }
}

impl Soft for Sounds {
    fn signature(&self, c: u16) -> u64 {
        self.signatures[usize::from(c)]
    }

    /// By sound, by look, as figures (七 and 7), or because one is lost.
    fn alike(&self, a: u16, b: u16) -> bool {
        if a == LOST || b == LOST {
            return true;
        }
        let (x, y) = (&self.table[usize::from(a)], &self.table[usize::from(b)]);
        if x.iter().any(|syllable| *syllable != 0 && y.contains(syllable)) {
            return true;
        }
        if figure(a).is_some() && figure(a) == figure(b) {
            return true;
        }
        match (char::from_u32(u32::from(a)), char::from_u32(u32::from(b))) {
            (Some(a), Some(b)) => lookalike::is_lookalike(a, b),
            _ => false,
        }
    }
}

impl Default for Sounds {
    fn default() -> Sounds {
        Sounds::new()
    }
}

/// The sign for a lost character.
const LOST: u16 = guiyi_name::WILDCARD as u16;

/// Where the numbers of figures, look-alike pairs and other characters begin, behind the syllables.
const FIGURES: u64 = 1 << 12;
const LOOKALIKES: u64 = 1 << 13;
const CHARACTERS: u64 = 1 << 16;

fn bit(of: u64) -> u64 {
    1 << (mix(of, of) >> 58)
}

/// The value of a Chinese or Arabic figure.
pub fn figure(c: u16) -> Option<usize> {
    let c = char::from_u32(u32::from(c))?;
    let place = "〇一二三四五六七八九".chars().position(|figure| figure == c);
    place.or_else(|| c.to_digit(10).map(|digit| digit as usize))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signatures_hide_nothing() {
        let sounds = Sounds::new();
        let share = |a, b| sounds.signature(a) & sounds.signature(b) != 0;
        let found = |a, b| share(a, b) && sounds.alike(a, b);
        let common = (0x4e00..0x9fa5).step_by(7);
        for a in common.clone() {
            for b in common.clone().step_by(11) {
                assert_eq!(found(a, b), sounds.alike(a, b), "{a:x} {b:x}");
            }
        }
        for (a, b) in lookalike::pairs() {
            assert!(found(a as u16, b as u16), "{a}{b}");
        }
    }
}
