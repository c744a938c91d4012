//! Addresses that many firms share on paper.

use std::sync::LazyLock;

use guiyi_lexicon::word::{self, Kind};
use rustc_hash::FxHashMap;

/// Whether the folded `text` says that it is only a registered address.
pub fn is_agency(text: &str) -> bool {
    text.char_indices().any(|(at, c)| {
        let phrases = PHRASES_BY_HEAD.get(&c);
        phrases.is_some_and(|phrases| phrases.iter().any(|phrase| text[at..].starts_with(phrase)))
    })
}

/// The phrases of agents, clusters and self-declared premises by their first character.
static PHRASES_BY_HEAD: LazyLock<FxHashMap<char, Vec<&str>>> = LazyLock::new(|| {
    let mut by_head: FxHashMap<char, Vec<&str>> = FxHashMap::default();
    for phrase in word::texts(Kind::Agency) {
        if let Some(head) = phrase.chars().next() {
            by_head.entry(head).or_default().push(phrase);
        }
    }
    by_head
});
