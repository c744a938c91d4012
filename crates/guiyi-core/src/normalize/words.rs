//! Word lists that are searched at every character of a text.

use rustc_hash::FxHashMap;

/// Words with what they mean, found by their first character, the longest first.
pub struct Words<T> {
    /// One bit for each first character, folded into 1024: few characters begin a word.
    heads: [u64; HEADS],
    by_head: FxHashMap<char, Vec<(&'static str, T)>>,
}

impl<T: Copy> Words<T> {
    /// The table of `words`.
    pub fn new(words: impl IntoIterator<Item = (&'static str, T)>) -> Words<T> {
        let mut by_head: FxHashMap<char, Vec<(&'static str, T)>> = FxHashMap::default();
        let mut heads = [0; HEADS];
        for (word, meaning) in words {
            if let Some(head) = word.chars().next() {
                let (at, bit) = place(head);
                heads[at] |= bit;
                by_head.entry(head).or_default().push((word, meaning));
            }
        }
        for words in by_head.values_mut() {
            words.sort_by_key(|(word, _)| std::cmp::Reverse(word.len()));
        }
        Words { heads, by_head }
    }

    /// Whether any of the words stands anywhere in `text`.
    pub fn are_in(&self, text: &str) -> bool {
        let begins = |c| {
            let (at, bit) = place(c);
            self.heads[at] & bit != 0
        };
        text.char_indices().any(|(at, c)| begins(c) && self.at(&text[at..]).is_some())
    }

    /// Whether any of the words begins with the first character of `text`.
    pub fn may_begin(&self, text: &str) -> bool {
        text.chars().next().is_some_and(|head| self.by_head.contains_key(&head))
    }

    /// The longest word that `text` begins with: its meaning and its length in bytes.
    pub fn at(&self, text: &str) -> Option<(T, usize)> {
        let head = text.chars().next()?;
        let (at, bit) = place(head);
        if self.heads[at] & bit == 0 {
            return None;
        }
        let words = self.by_head.get(&head)?;
        let found = words.iter().find(|(word, _)| text.starts_with(word));
        found.map(|(word, meaning)| (*meaning, word.len()))
    }
}

/// Words of 64 bits for the first characters.
const HEADS: usize = 16;

/// The bit of a first character.
fn place(head: char) -> (usize, u64) {
    let code = head as usize;
    (code / 64 % HEADS, 1 << (code % 64))
}
