//! Word lists that are searched at every character of a text.

use rustc_hash::FxHashMap;

/// Words with what they mean, found by their first character, the longest first.
pub struct Words<T> {
    by_head: FxHashMap<char, Vec<(&'static str, T)>>,
}

impl<T: Copy> Words<T> {
    /// The table of `words`.
    pub fn new(words: impl IntoIterator<Item = (&'static str, T)>) -> Words<T> {
        let mut by_head: FxHashMap<char, Vec<(&'static str, T)>> = FxHashMap::default();
        for (word, meaning) in words {
            if let Some(head) = word.chars().next() {
                by_head.entry(head).or_default().push((word, meaning));
            }
        }
        for words in by_head.values_mut() {
            words.sort_by_key(|(word, _)| std::cmp::Reverse(word.len()));
        }
        Words { by_head }
    }

    /// The longest word that `text` begins with: its meaning and its length in bytes.
    pub fn at(&self, text: &str) -> Option<(T, usize)> {
        let words = self.by_head.get(&text.chars().next()?)?;
        let found = words.iter().find(|(word, _)| text.starts_with(word));
        found.map(|(word, meaning)| (*meaning, word.len()))
    }
}
