//! Trade words that a stretch of text may be a slip for: one character that sounds or looks like the
//! right one, or one that is missing.

use guiyi_lexicon::trade::TradeWord;
use guiyi_lexicon::{idf, lookalike, reading};
use rustc_hash::FxHashMap;
use smallvec::SmallVec;

use crate::lattice::cost::{self, Cost};

/// Longest word looked for, in characters; longer ones have their misspellings in the trie.
const WORD_CHARS: usize = 4;

/// A stretch of characters that may be a slip for a word.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Slip {
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) word: u32,
    /// What it costs more than the word as it should be.
    pub(crate) cost: Cost,
}

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

/// A trade word of two to four characters.
#[derive(Clone, Copy)]
struct NearWord {
    /// Its characters; behind them nothing counts.
    chars: [char; WORD_CHARS],
    length: usize,
    /// What each of them sounds like.
    sounds: [Signs; WORD_CHARS],
    /// How rare its characters are together, in tenths of a nat; no qualifier and no longer word is common.
    rarity: u16,
    id: u32,
}

/// Where misspelt words are looked for.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Suspects {
    pub(crate) from: usize,
    /// The end of what is suspect; what stands behind it may only be the rest of a word.
    pub(crate) border: usize,
    pub(crate) to: usize,
}

/// A set folded into 64 bits: two sets that share a member share a bit.
type Signs = u64;

/// Words by their number of characters, in the order of the lexicon.
type ByLength = [Vec<NearWord>; WORD_CHARS + 1];

/// The trade words by their first and by their second character: one of the two is right in any word
/// with one wrong character, and one of the two comes first in any word that lacks one.
#[derive(Default)]
pub(super) struct NearWords {
    by_char: FxHashMap<char, ByLength>,
}

/// A character of the text.
struct Written<'a> {
    c: char,
    words: Option<&'a ByLength>,
    sounds: Signs,
    /// The characters it may be taken for.
    looks: Signs,
}

impl NearWords {
    /// From words and their numbers, sorted by text.
    pub(super) fn new(words: impl Iterator<Item = (&'static TradeWord, u32)>) -> NearWords {
        let mut near = NearWords::default();
        for (known, id) in words {
            let chars: SmallVec<[char; 8]> = known.text.chars().collect();
            let length = chars.len();
            let [first, second, ..] = chars[..] else { continue };
            if length > WORD_CHARS {
                continue;
            }
            let rarity = match chars[..] {
                [a, b] if known.is_head || known.is_modifier => rarity(a) + rarity(b),
                _ => u16::MAX,
            };
            let mut word =
                NearWord { chars: ['\0'; WORD_CHARS], length, sounds: [0; WORD_CHARS], rarity, id };
            word.chars[..length].copy_from_slice(&chars);
            word.sounds = word.chars.map(sounds);
            near.by_char.entry(first).or_default()[length].push(word);
            if second != first {
                near.by_char.entry(second).or_default()[length].push(word);
            }
        }
        near
    }

    /// Adds the words that suspect characters may be slips for, by ascending end.
    pub(super) fn slips(&self, chars: &[char], suspects: Suspects, out: &mut Vec<Slip>) {
        let Suspects { from, border, to } = suspects;
        let written: SmallVec<[Written; 16]> = chars[from..to]
            .iter()
            .map(|&c| Written {
                c,
                words: self.by_char.get(&c),
                sounds: sounds(c),
                looks: lookalike::of(c).iter().fold(0, |signs, &c| signs | sign(c as u32)),
            })
            .collect();
        for end in 2..=written.len() {
            for length in 2..=WORD_CHARS.min(end) {
                let start = end - length;
                // A trade behind the border is a word already, and a word of two characters takes no half of it.
                let is_half = length == 2 && to - border > 1;
                if from + end > border && (from + start >= border || is_half) {
                    continue;
                }
                let window = &written[start..end];
                let mut add = |word: &NearWord, cost: Option<Cost>| {
                    let Some(cost) = cost else { return };
                    push(out, Slip { start: from + start, end: from + end, word: word.id, cost });
                };
                let (first, second) = (window[0].c, window[1].c);
                for word in with(&window[0], length) {
                    let is_begun = word.chars[0] == first;
                    add(word, if is_begun { word.alike(window) } else { word.swapped(window) });
                }
                for word in with(&window[1], length) {
                    // With both wrong it is another word.
                    if word.chars[0] != first && word.chars[1] == second {
                        add(word, word.alike(window));
                    }
                }
                for word in with(&window[0], length + 1) {
                    add(word, word.lacks_one(window).then_some(cost::SLIP));
                }
            }
        }
    }
}

/// The words of so many characters that have this one first or second.
fn with<'a>(written: &Written<'a>, length: usize) -> &'a [NearWord] {
    written.words.and_then(|words| words.get(length)).map_or(&[], Vec::as_slice)
}

fn push(slips: &mut Vec<Slip>, slip: Slip) {
    let is_known = slips.last().is_some_and(|last| last.end == slip.end && last.word == slip.word);
    if !is_known {
        slips.push(slip);
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

impl NearWord {
    fn chars(&self) -> &[char] {
        &self.chars[..self.length]
    }

    /// What a window costs more than the word that is the word but for one character that sounds or looks
    /// like the right one. The rarer a character is in names, the likelier it is a slip.
    fn alike(&self, window: &[Written]) -> Option<Cost> {
        let mut wrong =
            self.chars().iter().zip(window).enumerate().filter(|(_, (c, w))| **c != w.c);
        let (Some((at, (&right, written))), None) = (wrong.next(), wrong.next()) else {
            return None;
        };
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
                _ => price(self.rarity.saturating_sub(rarer) <= common - alone),
            }
        })
    }

    /// What a window costs more that is a word of two characters the wrong way round: 术技. Longer ones are
    /// among the words of the trie.
    fn swapped(&self, window: &[Written]) -> Option<Cost> {
        let is_swapped =
            matches!((self.chars(), window), ([a, b], [c, d]) if *a == d.c && *b == c.c);
        is_swapped.then(|| price(self.rarity <= COMMON_SWAPPED))
    }

    /// Whether a window is the word without one of its characters; of the longest only without the last, for those
    /// without another are among the words of the trie.
    fn lacks_one(&self, window: &[Written]) -> bool {
        if self.length == WORD_CHARS {
            return self.chars().iter().zip(window).all(|(a, b)| *a == b.c);
        }
        let same = |(a, b): &(&char, &Written)| **a == b.c;
        let front = self.chars().iter().zip(window).take_while(same).count();
        let back = self.chars().iter().rev().zip(window.iter().rev()).take_while(same).count();
        front + back >= window.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use guiyi_lexicon::trade;

    #[test]
    fn slips_are_one_character_away() {
        let (likely, unlikely) = (Some(cost::SLIP_LIKELY), Some(cost::SLIP));
        for (word, text, expected) in [
            ("科技", "克技", likely),
            ("科技", "科枝", likely),
            ("汽车", "汽澈", likely),
            ("味业", "伟业", unlikely),
            ("商品", "尚品", likely),
            ("饮业", "众业", unlikely),
            ("国有", "国机", unlikely),
            ("工程", "工呈", likely),
            ("科技", "科技", None),
            ("科技", "克枝", None),
            ("科技", "科学", None),
            ("商贸", "贸商", likely),
            ("公关", "关公", unlikely),
            ("供应链", "应链", unlikely),
            ("房地产", "房第产", likely),
            ("建筑工程", "健筑工程", Some(cost::SLIP_LONG)),
            ("供应链", "供链应", None),
        ] {
            let words = NearWords::new(trade::lookup(word).map(|known| (known, 7)).into_iter());
            let chars: Vec<char> = text.chars().collect();
            let mut slips = Vec::new();
            let suspects = Suspects { from: 0, border: chars.len(), to: chars.len() };
            words.slips(&chars, suspects, &mut slips);
            let whole = slips.iter().find(|slip| (slip.start, slip.end) == (0, chars.len()));
            assert_eq!(whole.map(|slip| slip.cost), expected, "{text} for {word}");
        }
    }
}
