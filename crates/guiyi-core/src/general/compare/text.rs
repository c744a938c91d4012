//! Words: streets, places, titles, categories.

use super::super::feature::{Cell, Vocabulary};

/// Levels of words.
pub const TEXT: &[(&str, f64, f64)] = &[
    ("equal", 0.7, 0.001),
    ("typing errors", 0.1, 0.001),
    ("nearly all words", 0.06, 0.000_5),
    ("all words of the shorter", 0.02, 0.001),
    ("exchanged", 0.01, 0.000_1),
    ("most words", 0.03, 0.005),
    ("some words", 0.03, 0.05),
    ("different", 0.05, 0.942_4),
];

/// Levels of one of few values.
pub const CATEGORY: &[(&str, f64, f64)] =
    &[("equal", 0.85, 0.3), ("typing error", 0.02, 0.01), ("different", 0.13, 0.69)];

/// The level of two unequal, present texts; `crossed` when one equals a sibling of the other.
pub fn text(words: &Vocabulary, (a, b): (Cell, Cell), crossed: bool) -> usize {
    let overlap = words.overlap(a.value, b.value);
    let (share, contained) = (overlap.jaccard(), overlap.containment());
    if is_mistyped(words, (a, b), share) {
        2
    } else if share >= 0.8 {
        3
    } else if contained >= 0.95 {
        4
    } else if crossed {
        5
    } else if share >= 0.5 {
        6
    } else if share >= 0.2 {
        7
    } else {
        8
    }
}

/// Whether two texts are one error in about six characters apart. Long texts that share no word
/// are not: their distance, the dearest of all comparisons, is not even asked for.
fn is_mistyped(words: &Vocabulary, (a, b): (Cell, Cell), share: f32) -> bool {
    /// Tokens from which so few errors leave some token alone.
    const LONG: u8 = 4;
    let fewer = a.words.min(b.words);
    let errors = usize::from(a.length.max(b.length) / 6);
    (share > 0.2 || fewer < LONG) && words.within(a, b, errors.max(1))
}

/// The level of two unequal, present categories.
pub fn category(words: &Vocabulary, (a, b): (Cell, Cell)) -> usize {
    let typing_error = a.length.min(b.length) >= 3 && words.within(a, b, 1);
    if typing_error { 2 } else { 3 }
}
