//! Characters mistaken for one another by the eye: 己 and 已, 荣 and 荥, 浚 and 俊.
//!
//! The relation is symmetric and neither reflexive nor transitive.
//!
//! ```
//! use guiyi_lexicon::lookalike;
//!
//! assert!(lookalike::is_lookalike('浚', '俊'));
//! assert!(!lookalike::is_lookalike('鑫', '淼')); // brands of their own
//! ```

use crate::table::{entries, pair, single};
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// Whether one is easily taken for the other; false for a character and itself.
pub fn is_lookalike(a: char, b: char) -> bool {
    of(a).binary_search(&b).is_ok()
}

/// The characters mistaken for `c`, ascending; empty for most.
pub fn of(c: char) -> &'static [char] {
    TABLE.get(&c).map_or(&[], |others| others.as_slice())
}

/// Every pair once, the lesser character first, ascending.
pub fn pairs() -> impl Iterator<Item = (char, char)> {
    let mut pairs: Vec<_> = TABLE
        .iter()
        .flat_map(|(&a, others)| others.iter().filter(move |&&b| a < b).map(move |&b| (a, b)))
        .collect();
    pairs.sort_unstable();
    pairs.into_iter()
}

static TABLE: LazyLock<FxHashMap<char, Vec<char>>> = LazyLock::new(|| {
    let mut table: FxHashMap<char, Vec<char>> = FxHashMap::default();
    for (first, others) in entries(include_str!("../data/lookalike.tsv")).filter_map(pair) {
        let Some(a) = single(first) else { continue };
        for b in others.chars() {
            table.entry(a).or_default().push(b);
            table.entry(b).or_default().push(a);
        }
    }
    table.values_mut().for_each(|others| others.sort_unstable());
    table
});

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fold;

    #[test]
    fn the_relation_is_symmetric_and_not_reflexive() {
        assert!(pairs().count() >= 250);
        for (a, b) in pairs() {
            assert!(is_lookalike(a, b) && is_lookalike(b, a), "{a}{b}");
            assert!(!is_lookalike(a, a) && !is_lookalike(b, b), "{a}{b}");
        }
    }

    #[test]
    fn both_sides_are_folded() {
        for (a, b) in pairs() {
            assert_eq!([fold::fold_char(a), fold::fold_char(b)], [a, b]);
        }
    }

    #[test]
    fn known_confusions_are_in_and_brands_of_their_own_are_not() {
        for (a, b) in [('堃', '坤'), ('犇', '奔'), ('淼', '鑫'), ('鑫', '金'), ('犇', '牛')]
        {
            assert!(!is_lookalike(a, b), "{a}{b}");
        }
        for (a, b) in [('己', '已'), ('荥', '荣'), ('泸', '沪'), ('详', '祥'), ('末', '未')]
        {
            assert!(is_lookalike(a, b), "{a}{b}");
        }
    }
}
