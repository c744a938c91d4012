//! One trade word and what a stretch of text costs that may be a slip for it.

use guiyi_lexicon::trade::TradeWord;
use guiyi_lexicon::{idf, lookalike, reading};

use super::super::character;
use crate::lattice::cost::{self, Cost};

/// Longest word looked for, in characters; longer ones have their misspellings in the trie.
pub(super) const WORD_CHARS: usize = 4;

/// How rare, in tenths of a nat for both characters, a word of two may be whose slips are likelier than
/// a trade name that happens to sound like it: 克技 is 科技, but 伟业 is no 味业.
const COMMON: u16 = 69;
/// The same where the character only looks like the right one: 良品 is no 食品.
const COMMON_LOOK: u16 = 62;
/// The same of a word the wrong way round: 材建 is 建材, but 关公 is no 公关.
const COMMON_SWAPPED: u16 = 70;

/// Characters that end trade names as well as trades, 众业 or 良品, and what it costs in rarity when nothing
/// but one of them is right.
const ENDINGS: &str = "业品";
const ENDING_ALONE: u16 = 20;

/// What trade names end in and only sounds like trades.
const ENDS_OF_NAMES: [[char; 2]; 7] = [
    ['伟', '业'],
    ['基', '业'],
    ['大', '业'],
    ['智', '业'],
    ['美', '亚'],
    ['富', '利'],
    ['同', '信'],
];

/// The characters of a word or of a stretch of text, 0 behind them: small, because long lists of them are compared.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Spelling([u16; WORD_CHARS]);

impl Spelling {
    /// Of at most [`WORD_CHARS`] characters.
    pub(super) fn of(chars: &[char]) -> Spelling {
        let mut units = [0; WORD_CHARS];
        for (unit, &c) in units.iter_mut().zip(chars) {
            // No word has a character beyond the plane.
            *unit = u16::try_from(u32::from(c)).unwrap_or(u16::MAX);
        }
        Spelling(units)
    }

    /// Whether both have the same first character.
    pub(super) fn begins_like(self, other: Spelling) -> bool {
        self.0[0] == other.0[0]
    }

    /// Whether exactly one character differs.
    pub(super) fn is_one_off(self, other: Spelling) -> bool {
        self.0.iter().zip(other.0).filter(|(a, b)| *a != b).count() == 1
    }

    /// Whether the first two characters are those of another the other way round.
    pub(super) fn is_swapped(self, other: Spelling) -> bool {
        (self.0[0], self.0[1]) == (other.0[1], other.0[0])
    }

    /// Whether a text of so many characters is the word without one of its own, one more; of the longest only without the
    /// last, for those without another are among the words of the trie.
    pub(super) fn lacks_one(self, text: Spelling, chars: usize) -> bool {
        let same =
            |lost: usize| (0..chars).all(|at| self.0[at + usize::from(at >= lost)] == text.0[at]);
        if chars + 1 == WORD_CHARS { same(chars) } else { (0..=chars).any(same) }
    }
}

/// A trade word of two to four characters.
#[derive(Clone, Copy)]
pub(super) struct NearWord {
    /// Its characters; behind them nothing counts.
    chars: [char; WORD_CHARS],
    length: usize,
    /// What each of them sounds like.
    sounds: [Signs; WORD_CHARS],
    /// How rare its characters are together, in tenths of a nat; no qualifier and no longer word is common.
    rarity: u16,
    pub(super) id: u32,
}

/// A set folded into 64 bits: two sets that share a member share a bit.
type Signs = u64;

/// A character of the text.
pub(super) struct Written {
    pub(super) c: char,
    sounds: Signs,
    /// The characters it may be taken for.
    looks: Signs,
}

impl Written {
    pub(super) fn new(c: char) -> Written {
        let looks = lookalike::of(c).iter().fold(0, |signs, &c| signs | sign(c as u32));
        Written { c, sounds: sounds(c), looks }
    }
}

impl NearWord {
    /// A word of at most [`WORD_CHARS`] characters, and its number.
    pub(super) fn new(known: &TradeWord, chars: &[char], id: u32) -> NearWord {
        let rarity = match *chars {
            [a, b] if known.is_head || known.is_modifier => rarity(a) + rarity(b),
            _ => u16::MAX,
        };
        let length = chars.len();
        let mut word =
            NearWord { chars: ['\0'; WORD_CHARS], length, sounds: [0; WORD_CHARS], rarity, id };
        word.chars[..length].copy_from_slice(chars);
        word.sounds = word.chars.map(sounds);
        word
    }

    fn chars(&self) -> &[char] {
        &self.chars[..self.length]
    }

    /// What a window costs more than the word that is the word but for one character that sounds or looks
    /// like the right one. The rarer a character is in names, the likelier it is a slip. Before a form the last
    /// character may be what is left of another trade: 海城顺鑫|矿|有限公司. 伟业 is no slip at all.
    pub(super) fn alike(&self, window: &[Written], before_form: bool) -> Option<Cost> {
        let mut wrong =
            self.chars().iter().zip(window).enumerate().filter(|(_, (c, w))| **c != w.c);
        let (Some((at, (&right, written))), None) = (wrong.next(), wrong.next()) else {
            return None;
        };
        if let [a, b] = window
            && ENDS_OF_NAMES.contains(&[a.c, b.c])
        {
            return None;
        }
        let sounds =
            self.sounds[at] & written.sounds != 0 && reading::sounds_alike(right, written.c);
        let looks =
            || written.looks & sign(right as u32) != 0 && lookalike::is_lookalike(right, written.c);
        let common = if sounds { COMMON } else { COMMON_LOOK };
        (sounds || looks()).then(|| {
            let rarer = rarity(written.c).saturating_sub(rarity(right));
            let is_ending = at == 0 && ENDINGS.contains(self.chars[1]);
            let alone = if is_ending { ENDING_ALONE } else { 0 };
            match self.length {
                WORD_CHARS => cost::SLIP_LONG,
                // 房第产 is 房地产; behind a wrong first one the rest may be a word by itself.
                3 if at > 0 => cost::SLIP_LIKELY,
                // 苏料 is 塑料: what is right stands in trades alone.
                2 if character::is_trade_only(self.chars[1 - at]) && !(before_form && at == 0) => {
                    cost::SLIP_LIKELY
                }
                _ => price(self.rarity.saturating_sub(rarer) <= common - alone),
            }
        })
    }

    /// What a word of two characters costs more the wrong way round: 术技. Longer ones are among the words of the
    /// trie.
    pub(super) fn swapped(&self) -> Option<Cost> {
        let is_of_trade = || self.chars().iter().any(|&c| character::is_trade_only(c));
        Some(price(self.rarity <= COMMON_SWAPPED || is_of_trade()))
    }
}

/// What a character sounds like.
fn sounds(c: char) -> Signs {
    let readings = reading::readings(c).iter();
    readings.fold(0, |signs, syllable| signs | sign(u32::from(syllable.index())))
}

fn sign(number: u32) -> Signs {
    1 << (number % Signs::BITS)
}

/// How rare a character is in trade names and trades, in tenths of a nat. Those of 有限公司 are rarer there
/// than in names, about as rare as 工.
fn rarity(c: char) -> u16 {
    if "有限公司".contains(c) { idf::tenths('工') } else { idf::tenths(c) }
}

/// What a slip costs, likely or not.
fn price(is_likely: bool) -> Cost {
    if is_likely { cost::SLIP_LIKELY } else { cost::SLIP }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn spellings_compare_like_texts(word in "[一二三]{2,4}", text in "[一二三]{2,4}") {
            let (word, text): (Vec<char>, Vec<char>) = (word.chars().collect(), text.chars().collect());
            let (a, b) = (Spelling::of(&word), Spelling::of(&text));
            if word.len() == text.len() {
                let wrong = word.iter().zip(&text).filter(|(a, b)| a != b).count();
                prop_assert_eq!(a.is_one_off(b), wrong == 1);
            }
            if word.len() == text.len() + 1 {
                let is_without = |at: usize| [&word[..at], &word[at + 1..]].concat() == text;
                let first = if word.len() == WORD_CHARS { text.len() } else { 0 };
                prop_assert_eq!(a.lacks_one(b, text.len()), (first..word.len()).any(is_without));
            }
        }
    }
}
