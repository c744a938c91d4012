//! Trade words that a stretch of text may be a slip for: one character that sounds or looks like the
//! right one, or one that is missing.

use guiyi_lexicon::{lookalike, reading};
use rustc_hash::FxHashMap;
use smallvec::SmallVec;

/// Longest word looked for, in characters; longer ones have their misspellings in the trie.
const WORD_CHARS: usize = 4;

/// A stretch of characters that may be a slip for a word.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Slip {
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) word: u32,
}

/// A trade word of two to four characters.
#[derive(Clone, Copy)]
struct NearWord {
    /// Its characters; behind them nothing counts.
    chars: [char; WORD_CHARS],
    length: usize,
    /// What each of them sounds like.
    sounds: [Signs; WORD_CHARS],
    id: u32,
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
    pub(super) fn new(words: impl Iterator<Item = (&'static str, u32)>) -> NearWords {
        let mut near = NearWords::default();
        for (text, id) in words {
            let chars: SmallVec<[char; 8]> = text.chars().collect();
            let length = chars.len();
            let [first, second, ..] = chars[..] else { continue };
            if length > WORD_CHARS {
                continue;
            }
            let mut word =
                NearWord { chars: ['\0'; WORD_CHARS], length, sounds: [0; WORD_CHARS], id };
            word.chars[..length].copy_from_slice(&chars);
            word.sounds = word.chars.map(sounds);
            near.by_char.entry(first).or_default()[length].push(word);
            if second != first {
                near.by_char.entry(second).or_default()[length].push(word);
            }
        }
        near
    }

    /// Adds the words that the characters from `from` to `to` may be slips for, by ascending end.
    pub(super) fn slips(&self, chars: &[char], from: usize, to: usize, out: &mut Vec<Slip>) {
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
                let window = &written[start..end];
                let mut add = |word: &NearWord| {
                    push(out, Slip { start: from + start, end: from + end, word: word.id });
                };
                for word in with(&window[0], length) {
                    if word.is_alike(window) || word.is_swapped(window) {
                        add(word);
                    }
                }
                for word in with(&window[1], length) {
                    if word.chars[0] != window[0].c && word.is_alike(window) {
                        add(word);
                    }
                }
                for word in with(&window[0], length + 1) {
                    if word.lacks_one(window) {
                        add(word);
                    }
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

impl NearWord {
    fn chars(&self) -> &[char] {
        &self.chars[..self.length]
    }

    /// Whether a window is the word but for one character that sounds or looks like the right one.
    fn is_alike(&self, window: &[Written]) -> bool {
        let mut wrong =
            self.chars().iter().zip(window).enumerate().filter(|(_, (c, w))| **c != w.c);
        let (Some((at, (&right, written))), None) = (wrong.next(), wrong.next()) else {
            return false;
        };
        self.sounds[at] & written.sounds != 0 && reading::sounds_alike(right, written.c)
            || written.looks & sign(right as u32) != 0 && lookalike::is_lookalike(right, written.c)
    }

    /// Whether a window is a word of two characters the wrong way round: 术技. Longer ones are among
    /// the words of the trie.
    fn is_swapped(&self, window: &[Written]) -> bool {
        matches!((self.chars(), window), ([a, b], [c, d]) if *a == d.c && *b == c.c)
    }

    /// Whether a window is the word without one of its characters.
    fn lacks_one(&self, window: &[Written]) -> bool {
        let same = |(a, b): &(&char, &Written)| **a == b.c;
        let front = self.chars().iter().zip(window).take_while(same).count();
        let back = self.chars().iter().rev().zip(window.iter().rev()).take_while(same).count();
        front + back >= window.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_one_character_away() {
        for (word, text, expected) in [
            ("科技", "克技", true),
            ("科技", "科枝", true),
            ("传媒", "船媒", true),
            ("工程", "工呈", true),
            ("科技", "科技", false),
            ("科技", "克枝", false),
            ("科技", "科学", false),
            ("技术", "术技", true),
            ("供应链", "应链", true),
            ("供应链", "供链应", false),
        ] {
            let words = NearWords::new(std::iter::once((word, 7)));
            let chars: Vec<char> = text.chars().collect();
            let mut slips = Vec::new();
            words.slips(&chars, 0, chars.len(), &mut slips);
            let whole =
                slips.iter().any(|slip| (slip.start, slip.end, slip.word) == (0, chars.len(), 7));
            assert_eq!(whole, expected, "{text} for {word}");
        }
    }
}
