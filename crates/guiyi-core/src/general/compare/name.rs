//! Names of persons.

use super::super::feature::{ValueId, Vocabulary};
use crate::compare::similarity::jaro_winkler;

/// Levels of a given name or surname: name, m, u.
pub const PART: &[(&str, f64, f64)] = &[
    ("equal", 0.75, 0.004),
    ("one typing error", 0.08, 0.002),
    ("short form", 0.04, 0.002),
    ("exchanged", 0.02, 0.000_1),
    ("elsewhere in the name", 0.02, 0.001),
    ("alike", 0.04, 0.02),
    ("different", 0.05, 0.971),
];

/// Levels of the other names.
pub const OTHERS: &[(&str, f64, f64)] = &[
    ("equal", 0.6, 0.01),
    ("all of the shorter", 0.2, 0.01),
    ("some", 0.1, 0.03),
    ("different", 0.1, 0.95),
];

/// A name part of one record with what stands beside it.
pub struct Part {
    pub own: ValueId,
    pub partner: ValueId,
    pub others: ValueId,
}

/// The level of two unequal, present name parts.
pub fn part(words: &Vocabulary, l: &Part, r: &Part) -> usize {
    let (a, b) = (words.chars(l.own), words.chars(r.own));
    let exchanged = |own: ValueId, partner: ValueId| own == partner;
    if is_typing_error(words, l.own, r.own) {
        2
    } else if is_short_form(a, b) {
        3
    } else if exchanged(l.own, r.partner) || exchanged(r.own, l.partner) {
        4
    } else if stands_in(words, l.own, r) || stands_in(words, r.own, l) {
        5
    } else if jaro_winkler(a, b) >= ALIKE {
        6
    } else {
        7
    }
}

/// Jaro–Winkler similarity from which names are alike: above it lie most spellings and nicknames of
/// one name, below it chance.
const ALIKE: f64 = 0.8;

/// One edit from four characters on, two from eight.
fn is_typing_error(words: &Vocabulary, a: ValueId, b: ValueId) -> bool {
    match words.chars(a).len().max(words.chars(b).len()) {
        0..=3 => false,
        4..=7 => words.within(a, b, 1),
        _ => words.within(a, b, 2),
    }
}

/// An initial, or the beginning of the longer name.
fn is_short_form(a: &[char], b: &[char]) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    (short.len() == 1 || short.len() >= 3) && long.starts_with(short)
}

/// Whether one name shares a word with what stands in another's full name.
fn stands_in(words: &Vocabulary, own: ValueId, other: &Part) -> bool {
    let in_words = |place: ValueId| !place.is_missing() && words.share_token(own, place);
    in_words(other.own) || in_words(other.others)
}

/// The level of two unequal, present lists of other names.
pub fn others(words: &Vocabulary, (a, b): (ValueId, ValueId)) -> usize {
    match words.overlap(a, b).containment() {
        all if all > 0.75 => 2,
        some if some > 0.2 => 3,
        _ => 4,
    }
}
