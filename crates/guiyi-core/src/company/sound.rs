//! Which characters sound or look alike.

use guiyi_lexicon::{lookalike, reading};

use super::alike::{MORE, Soft};
use crate::hash::mix;

/// What every character of the basic plane may share with another one, in one flat table, because
/// pairs are compared by the million.
#[derive(Debug)]
pub struct Sounds {
    /// Numbers of a character's readings, then of its figure and of the look-alike pairs that it
    /// is in; 0 behind them. Two characters with a number in common are alike.
    shared: Vec<[u16; SHARED]>,
    /// The first four of these numbers as marks; see [`Soft::marks`].
    marks: Vec<u64>,
}

/// Things kept that a character may share with others; a test proves that this is enough.
const SHARED: usize = 12;

/// Readings kept of a character. The fourth and later ones are rare in names.
const READINGS: usize = 3;

impl Sounds {
    /// The table of the lexicon.
    pub fn new() -> Sounds {
        let mut shared = vec![[0; SHARED]; 1 << 16];
        let add = |slot: &mut [u16; SHARED], number: u16| {
            if let Some(free) = slot.iter_mut().find(|held| **held == 0) {
                *free = number;
            }
        };
        for (code, slot) in shared.iter_mut().enumerate() {
            let Some(c) = char::from_u32(code as u32) else { continue };
            for syllable in reading::readings(c).iter().take(READINGS) {
                // 0 means none.
                add(slot, syllable.index() + 1);
            }
            if let Some(value) = figure(code as u16) {
                add(slot, FIGURES + value as u16);
            }
        }
        for (at, (a, b)) in lookalike::pairs().enumerate() {
            for c in [a, b].into_iter().filter_map(|c| u16::try_from(u32::from(c)).ok()) {
                add(&mut shared[usize::from(c)], LOOKALIKES + at as u16);
            }
        }
        let marks = (0..=u16::MAX).map(|c| four_marks(c, &shared[usize::from(c)])).collect();
        Sounds { shared, marks }
    }

    /// The first reading of a character; the character itself where it has none.
    pub fn first(&self, c: u16) -> u16 {
        match self.shared[usize::from(c)][0] {
            syllable @ 1..FIGURES => syllable,
            _ => c,
        }
    }
}

impl Soft for Sounds {
    fn marks(&self, c: u16) -> u64 {
        self.marks[usize::from(c)]
    }

    fn further_marks(&self, c: u16) -> Option<impl Iterator<Item = u16>> {
        let further = self.shared[usize::from(c)].iter().skip(FIRST_MARKS);
        (c != LOST).then(|| further.take_while(|number| **number != 0).map(|number| mark(*number)))
    }

    /// By sound, by look, as figures (七 and 7), or because one is lost.
    fn alike(&self, a: u16, b: u16) -> bool {
        if a == LOST || b == LOST {
            return true;
        }
        let (x, y) = (&self.shared[usize::from(a)], &self.shared[usize::from(b)]);
        x.iter().take_while(|number| **number != 0).any(|number| y.contains(number))
    }
}

impl Default for Sounds {
    fn default() -> Sounds {
        Sounds::new()
    }
}

/// The sign for a lost character.
const LOST: u16 = guiyi_name::WILDCARD as u16;

/// Where the numbers of figures and look-alike pairs begin, behind the syllables.
const FIGURES: u16 = 1 << 12;
const LOOKALIKES: u16 = 1 << 13;

/// Numbers of a character that are looked at without asking how many there are: nine characters in ten have no more.
const FIRST_MARKS: usize = 4;

/// The marks of the first numbers of a character; of its own code where it has none, so that it meets itself.
fn four_marks(c: u16, held: &[u16; SHARED]) -> u64 {
    let first = if held[0] == 0 { mark(c) } else { mark(held[0]) };
    let mut marks = 0;
    for (at, number) in held.iter().enumerate().take(FIRST_MARKS) {
        let mark = if *number == 0 { first } else { mark(*number) };
        marks |= u64::from(mark) << (16 * at);
    }
    if held[FIRST_MARKS] != 0 || c == LOST { marks | MORE } else { marks }
}

/// Two numbers below 64, a byte each.
fn mark(number: u16) -> u16 {
    (mix(number.into(), number.into()) >> 48) as u16 & 0x3f3f
}

/// The value of a Chinese or Arabic figure.
pub fn figure(c: u16) -> Option<usize> {
    let c = char::from_u32(u32::from(c))?;
    Some(match c {
        '0'..='9' => c as usize - '0' as usize,
        '〇' => 0,
        '一' => 1,
        '二' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::company::alike::Near;

    /// By what the lexicon says.
    fn by_lexicon(a: char, b: char) -> bool {
        let sound = reading::readings(a)
            .iter()
            .take(READINGS)
            .any(|x| reading::readings(b).iter().take(READINGS).any(|y| x == y));
        let value = |c: char| figure(c as u16);
        sound || (value(a).is_some() && value(a) == value(b)) || lookalike::is_lookalike(a, b)
    }

    #[test]
    fn alike_is_what_the_lexicon_says() {
        let sounds = Sounds::new();
        let some = (0x4e00..0x9fa5u32).step_by(13).filter_map(char::from_u32);
        let paired = lookalike::pairs().flat_map(|(a, b)| [a, b]);
        let all: Vec<char> = some.chain(paired).chain("〇七7八8九9".chars()).collect();
        for &a in &all {
            for &b in all.iter().step_by(3) {
                assert_eq!(sounds.alike(a as u16, b as u16), by_lexicon(a, b), "{a}{b}");
            }
        }
        assert!(sounds.shared.iter().all(|held| held[SHARED - 1] == 0), "none may be full");
    }

    #[test]
    fn marks_hide_nothing() {
        let sounds = Sounds::new();
        let finds = |a, b| {
            let mut near = Near::new();
            near.add(b, 1, &sounds);
            near.to(a, &sounds) & 1 != 0
        };
        let found = |a, b| finds(a, b) && sounds.alike(a, b);
        let common = (0x4e00..0x9fa5).step_by(7);
        for a in common.clone() {
            assert!(finds(a, a), "{a:x}");
            for b in common.clone().step_by(11) {
                assert_eq!(found(a, b), sounds.alike(a, b), "{a:x} {b:x}");
            }
        }
        for (a, b) in lookalike::pairs() {
            assert!(found(a as u16, b as u16), "{a}{b}");
        }
        assert!(finds(LOST, '源' as u16) && finds('源' as u16, LOST));
    }
}
