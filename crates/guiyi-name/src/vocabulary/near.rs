//! Trade words that a stretch of text may be a slip for: one character that sounds or looks like the
//! right one, or one that is missing.

pub(super) mod place;
mod word;

use guiyi_lexicon::trade::TradeWord;
use rustc_hash::FxHashMap;
use smallvec::SmallVec;

use super::character;
use crate::lattice::cost::{self, Cost};
use word::{NearWord, Spelling, WORD_CHARS, Written};

/// A stretch of characters that may be a slip for a word.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Slip {
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) word: u32,
    /// What it costs more than the word as it should be.
    pub(crate) cost: Cost,
}

/// Where misspelt words are looked for.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Suspects {
    pub(crate) from: usize,
    /// The end of what is suspect; what stands behind it may only be the rest of a word.
    pub(crate) border: usize,
    pub(crate) to: usize,
}

/// How words are spelt, by their number of characters, each with its place among all words, in the order of the
/// lexicon.
type ByLength = [Vec<(Spelling, u32)>; WORD_CHARS + 1];

/// The trade words by their first and by their second character: one of the two is right in any word
/// with one wrong character, and one of the two comes first in any word that lacks one.
#[derive(Default)]
pub(super) struct NearWords {
    words: Vec<NearWord>,
    by_char: FxHashMap<char, ByLength>,
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
            let spelt = (Spelling::of(&chars), near.words.len() as u32);
            near.words.push(NearWord::new(known, &chars, id));
            near.by_char.entry(first).or_default()[length].push(spelt);
            if second != first {
                near.by_char.entry(second).or_default()[length].push(spelt);
            }
        }
        near
    }

    /// Adds the words that suspect characters may be slips for, by ascending end.
    pub(super) fn slips(&self, chars: &[char], suspects: Suspects, out: &mut Vec<Slip>) {
        let Suspects { from, border, to } = suspects;
        let (all, chars) = (chars, &chars[from..to]);
        let words: SmallVec<[Option<&ByLength>; 16]> =
            chars.iter().map(|c| self.by_char.get(c)).collect();
        let with = |at: usize, length: usize| {
            words[at].and_then(|words| words.get(length)).map_or(&[][..], Vec::as_slice)
        };
        let written: SmallVec<[Written; 16]> = chars.iter().map(|&c| Written::new(c)).collect();
        for end in 2..=written.len() {
            let before_form =
                all.get(from + end).is_some_and(|&c| character::BEGINS_FORMS.contains(c));
            for length in 2..=WORD_CHARS.min(end) {
                let start = end - length;
                // A trade behind the border is a word already, and a word of two characters takes no half of it.
                let is_half = length == 2 && to - border > 1;
                if from + end > border && (from + start >= border || is_half) {
                    continue;
                }
                let window = &written[start..end];
                let mut add = |place: u32, price: &dyn Fn(&NearWord) -> Option<Cost>| {
                    let word = &self.words[place as usize];
                    let Some(cost) = price(word) else { return };
                    push(out, Slip { start: from + start, end: from + end, word: word.id, cost });
                };
                let spelt = Spelling::of(&chars[start..end]);
                for &(word, place) in with(start, length) {
                    if word.begins_like(spelt) {
                        if word.is_one_off(spelt) {
                            add(place, &|word| word.alike(window, before_form));
                        }
                    } else if length == 2 && word.is_swapped(spelt) {
                        add(place, &NearWord::swapped);
                    }
                }
                for &(word, place) in with(start + 1, length) {
                    // With both wrong it is another word.
                    if !word.begins_like(spelt) && word.is_one_off(spelt) {
                        add(place, &|word| word.alike(window, before_form));
                    }
                }
                for &(word, place) in with(start, length + 1) {
                    if word.lacks_one(spelt, length) {
                        add(place, &|_| Some(cost::SLIP));
                    }
                }
            }
        }
    }
}

fn push(slips: &mut Vec<Slip>, slip: Slip) {
    let is_known = slips.last().is_some_and(|last| last.end == slip.end && last.word == slip.word);
    if !is_known {
        slips.push(slip);
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
            ("味业", "伟业", None),
            ("味业", "炜业", unlikely),
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
