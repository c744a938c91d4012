//! Words: streets, places, titles, categories.

use super::super::feature::{ValueId, Vocabulary};
use crate::compare::similarity::edit::within;
use crate::compare::similarity::token::{self, Token};

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
pub fn text(words: &Vocabulary, (a, b): (ValueId, ValueId), crossed: bool) -> usize {
    let (left, right) = (words.chars(a), words.chars(b));
    // One error in about six characters.
    if within(left, right, (left.len().max(right.len()) / 6).max(1)) {
        return 2;
    }
    let (mut l, mut r): (Vec<Token<'_>>, Vec<Token<'_>>) = Default::default();
    words.weighted(a, &mut l);
    words.weighted(b, &mut r);
    let overlap = token::overlap(&l, &r);
    let (share, contained) = (overlap.jaccard(), overlap.containment());
    if share >= 0.8 {
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

/// The level of two unequal, present categories.
pub fn category(words: &Vocabulary, (a, b): (ValueId, ValueId)) -> usize {
    let (a, b) = (words.chars(a), words.chars(b));
    let typing_error = a.len().min(b.len()) >= 3 && within(a, b, 1);
    if typing_error { 2 } else { 3 }
}
