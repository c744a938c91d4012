//! How telling a character is: background inverse document frequency in company names.
//!
//! A floor for small files, which cannot count for themselves. Some values were measured or judged for company names,
//! the rest are rough estimates from running text; the table says which. Look folded characters up.
//!
//! ```
//! use guiyi_lexicon::idf;
//!
//! assert_eq!(idf::nats('有'), 0.3);
//! assert!(idf::nats('业') < idf::nats('煤') && idf::nats('煤') < idf::nats('犇'));
//! ```

use crate::table::{entries, pair};
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// Nats of a Chinese character no table knows: one name in twenty thousand or rarer.
pub const UNKNOWN: f32 = 10.0;

/// Nats of a letter or a digit: alone it tells as little as a common character of a trade name.
const LATIN: f32 = 3.5;

/// Inverse document frequency of a folded character, in nats (0.2 to 10).
pub fn nats(c: char) -> f32 {
    f32::from(tenths(c)) / 10.0
}

/// The same in tenths of a nat, for sums that must not depend on their order.
pub fn tenths(c: char) -> u16 {
    if c.is_ascii_alphanumeric() {
        return to_tenths(LATIN);
    }
    TENTHS.get(&c).copied().unwrap_or(to_tenths(UNKNOWN))
}

const fn to_tenths(nats: f32) -> u16 {
    (nats * 10.0) as u16
}

static TENTHS: LazyLock<FxHashMap<char, u16>> = LazyLock::new(|| {
    entries(include_str!("../data/idf.tsv"))
        .filter_map(pair)
        .filter_map(|(value, characters)| Some((value.parse().ok()?, characters)))
        .flat_map(|(value, characters)| characters.chars().map(move |c| (c, value)))
        .collect()
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn measured_floors_stand() {
        let measured = [
            ('有', 0.3),
            ('业', 2.2),
            ('科', 2.6),
            ('贸', 3.0),
            ('源', 3.4),
            ('鑫', 4.1),
            ('恒', 4.2),
            ('矿', 5.7),
            ('煤', 6.1),
            ('淼', 8.0),
            ('喆', 9.0),
            ('犇', 9.5),
        ];
        for (c, expected) in measured {
            assert_eq!(nats(c), expected, "{c}");
        }
    }

    #[test]
    fn every_value_lies_in_the_range() {
        assert!(TENTHS.values().all(|value| (2..=100).contains(value)));
        assert_eq!(nats('\u{4dff}'), UNKNOWN);
        assert_eq!(nats('a'), LATIN);
    }
}
