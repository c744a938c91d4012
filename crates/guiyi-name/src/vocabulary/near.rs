//! Trade words that a stretch of text may be a slip for: one character that sounds or looks like the
//! right one, or one that is missing.

use guiyi_lexicon::{lookalike, reading};
use rustc_hash::FxHashMap;
use smallvec::SmallVec;

/// Longest word looked for, in characters; longer ones have their misspellings in the trie.
const WORD_CHARS: usize = 4;

type Chars = SmallVec<[char; 4]>;

/// A stretch of characters that may be a slip for a word.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Slip {
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) word: u32,
}

/// Words by their number of characters.
type ByLength = [Vec<(Chars, u32)>; WORD_CHARS + 1];

/// The trade words of two to four characters by each of their characters and their length.
#[derive(Default)]
pub(super) struct NearWords {
    by_char: FxHashMap<char, ByLength>,
}

impl NearWords {
    /// From words and their numbers, sorted by text.
    pub(super) fn new(words: impl Iterator<Item = (&'static str, u32)>) -> NearWords {
        let mut near = NearWords::default();
        for (text, id) in words {
            let chars: Chars = text.chars().collect();
            if !(2..=WORD_CHARS).contains(&chars.len()) {
                continue;
            }
            for &c in &chars {
                let words = near.by_char.entry(c).or_default();
                words[chars.len()].push((chars.clone(), id));
            }
        }
        near
    }

    /// The words that the characters from `from` to `to` may be slips for, by ascending end.
    pub(super) fn slips(&self, chars: &[char], from: usize, to: usize) -> Vec<Slip> {
        let mut out = Vec::new();
        let near: SmallVec<[Option<&ByLength>; 16]> =
            chars[from..to].iter().map(|c| self.by_char.get(c)).collect();
        for end in from + 2..=to {
            for length in 2..=WORD_CHARS.min(end - from) {
                let start = end - length;
                let window = &chars[start..end];
                let near = &near[start - from..end - from];
                for (word, id) in sharing(near, length) {
                    if is_alike(word, window) || is_swapped(word, window) {
                        push(&mut out, Slip { start, end, word: *id });
                    }
                }
                for (word, id) in sharing(near, length + 1) {
                    if lacks_one(window, word) {
                        push(&mut out, Slip { start, end, word: *id });
                    }
                }
            }
        }
        out
    }
}

/// The words of so many characters that share one with a window, given as what each of its
/// characters is in; some come more than once.
fn sharing<'a>(
    near: &'a [Option<&'a ByLength>],
    length: usize,
) -> impl Iterator<Item = &'a (Chars, u32)> {
    near.iter().flatten().filter_map(move |words| words.get(length)).flatten()
}

fn push(slips: &mut Vec<Slip>, slip: Slip) {
    let is_known = slips.last().is_some_and(|last| last.end == slip.end && last.word == slip.word);
    if !is_known {
        slips.push(slip);
    }
}

/// Whether a window is the word but for one character that sounds or looks like the right one.
fn is_alike(word: &[char], window: &[char]) -> bool {
    if word.len() != window.len() {
        return false;
    }
    let mut wrong = word.iter().zip(window).filter(|(a, b)| a != b);
    let (Some((&right, &written)), None) = (wrong.next(), wrong.next()) else { return false };
    reading::sounds_alike(right, written) || lookalike::is_lookalike(right, written)
}

/// Whether a window is a word of two characters the wrong way round: 术技. Longer ones are among the
/// words of the trie.
fn is_swapped(word: &[char], window: &[char]) -> bool {
    matches!((word, window), ([a, b], [c, d]) if a == d && b == c)
}

/// Whether a window is the word without one of its characters.
fn lacks_one(window: &[char], word: &[char]) -> bool {
    if word.len() != window.len() + 1 {
        return false;
    }
    let same = |(a, b): &(&char, &char)| a == b;
    let front = word.iter().zip(window).take_while(same).count();
    let back = word.iter().rev().zip(window.iter().rev()).take_while(same).count();
    front + back >= window.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chars(text: &str) -> Vec<char> {
        text.chars().collect()
    }

    #[test]
    fn slips_are_one_character_away() {
        for (word, written, expected) in [
            ("科技", "克技", true),
            ("科技", "科枝", true),
            ("传媒", "船媒", true),
            ("工程", "工呈", true),
            ("科技", "科技", false),
            ("科技", "克枝", false),
            ("科技", "科学", false),
        ] {
            assert_eq!(is_alike(&chars(word), &chars(written)), expected, "{written} for {word}");
        }
        assert!(lacks_one(&chars("应链"), &chars("供应链")));
        assert!(is_swapped(&chars("技术"), &chars("术技")));
        assert!(!lacks_one(&chars("供链应"), &chars("供应链")));
    }
}
