//! Characters that are taken for each other by eye.
//!
//! A pair raises a doubt (己 for 已, 晨 in a scan), it never makes two names one. Look folded characters up.
//!
//! ```
//! use guiyi_lexicon::lookalike;
//!
//! assert!(lookalike::is_lookalike('未', '末') && lookalike::is_lookalike('末', '未'));
//! assert!(!lookalike::is_lookalike('未', '未'));
//! assert!(lookalike::of('未').contains(&'末'));
//! ```

use crate::table::entries;
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// Whether two different folded characters look alike.
pub fn is_lookalike(a: char, b: char) -> bool {
    of(a).contains(&b)
}

/// The characters that look like a folded one, sorted; itself is not among them.
pub fn of(c: char) -> &'static [char] {
    PARTNERS.get(&c).map_or(&[], Vec::as_slice)
}

/// Every pair once, the smaller character first, sorted.
pub fn pairs() -> Vec<(char, char)> {
    let mut pairs: Vec<(char, char)> = PARTNERS
        .iter()
        .flat_map(|(a, partners)| partners.iter().map(move |b| (*a, *b)))
        .filter(|(a, b)| a < b)
        .collect();
    pairs.sort_unstable();
    pairs
}

static PARTNERS: LazyLock<FxHashMap<char, Vec<char>>> = LazyLock::new(|| {
    let mut partners: FxHashMap<char, Vec<char>> = FxHashMap::default();
    for group in entries(include_str!("../data/lookalike.tsv")) {
        for a in group.chars() {
            partners.entry(a).or_default().extend(group.chars().filter(|b| *b != a));
        }
    }
    for list in partners.values_mut() {
        list.sort_unstable();
        list.dedup();
    }
    partners
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_are_folded_and_many() {
        let pairs = pairs();
        assert!(pairs.len() >= 250, "{}", pairs.len());
        for (a, b) in pairs {
            assert_eq!((crate::fold::fold_char(a), crate::fold::fold_char(b)), (a, b));
            assert!(is_lookalike(a, b) && is_lookalike(b, a));
        }
    }

    #[test]
    fn unknown_characters_look_like_nothing() {
        assert!(of('a').is_empty() && of('\0').is_empty());
        assert!(!is_lookalike('山', '陕'));
    }
}
