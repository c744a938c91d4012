//! Chinese surnames.
//!
//! ```
//! use guiyi_lexicon::surname;
//!
//! assert_eq!(surname::split("欧阳震华"), Some(("欧阳", "震华")));
//! assert_eq!(surname::split("张三"), Some(("张", "三")));
//! assert!(surname::is_common('王') && !surname::is_common('佘') && surname::is_single('佘'));
//! ```

use crate::table::{entries, pair};
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::LazyLock;

/// Whether the folded character is a surname.
pub fn is_single(c: char) -> bool {
    SURNAMES.single.contains_key(&c)
}

/// Whether the folded character is among the hundred and fifty most common surnames.
pub fn is_common(c: char) -> bool {
    SURNAMES.single.get(&c).is_some_and(|common| *common)
}

/// Whether the folded text is a surname of two or more characters.
pub fn is_compound(folded: &str) -> bool {
    SURNAMES.compound.contains(folded)
}

/// Surname and the rest of a folded person's name; the longest surname wins. `None` without a surname;
/// the rest is empty when there is nothing but a surname.
pub fn split(folded: &str) -> Option<(&str, &str)> {
    let first = folded.chars().next()?;
    // Few characters begin a surname of several.
    if SURNAMES.beginnings.contains(&first) {
        let ends = folded.char_indices().map(|(at, c)| at + c.len_utf8());
        let compounds = ends.take(LONGEST).skip(1).filter(|&end| is_compound(&folded[..end]));
        if let Some(longest) = compounds.last() {
            return Some(folded.split_at(longest));
        }
    }
    is_single(first).then(|| folded.split_at(first.len_utf8()))
}

/// Characters of the longest surname, 爱新觉罗.
const LONGEST: usize = 4;

struct Surnames {
    /// With whether it is common.
    single: FxHashMap<char, bool>,
    compound: FxHashSet<&'static str>,
    /// The first characters of those.
    beginnings: FxHashSet<char>,
}

static SURNAMES: LazyLock<Surnames> = LazyLock::new(|| {
    let mut surnames = Surnames {
        single: FxHashMap::default(),
        compound: FxHashSet::default(),
        beginnings: FxHashSet::default(),
    };
    for (kind, texts) in entries(include_str!("../data/surname.tsv")).filter_map(pair) {
        match kind {
            "compound" => surnames.compound.extend(texts.split(',')),
            _ => surnames.single.extend(texts.chars().map(|c| (c, kind == "common"))),
        }
    }
    surnames.beginnings = surnames.compound.iter().filter_map(|text| text.chars().next()).collect();
    surnames
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn surnames_are_folded() {
        assert!(SURNAMES.single.keys().all(|c| crate::fold::fold_char(*c) == *c));
        assert!(SURNAMES.compound.iter().all(|text| crate::fold::fold_text(text) == **text));
        assert!(SURNAMES.single.len() > 450);
    }

    #[test]
    fn names_are_split_after_the_longest_surname() {
        let cases = [
            ("司马光", Some(("司马", "光"))),
            ("司徒", Some(("司徒", ""))),
            ("张", Some(("张", ""))),
            ("爱新觉罗溥仪", Some(("爱新觉罗", "溥仪"))),
            ("的士", None),
            ("", None),
            ("abc", None),
        ];
        for (name, expected) in cases {
            assert_eq!(split(name), expected, "{name}");
        }
    }
}
