//! Names of persons.

use guiyi_lexicon::lookalike::is_lookalike;
use guiyi_lexicon::reading::sounds_alike;

use super::super::feature::{Cell, Vocabulary};
use crate::compare::similarity::jaro::{jaro_winkler, most_jaro_winkler};
use crate::normalize::text::is_han;

/// Levels of a given name or surname: name, m, u.
pub const PART: &[(&str, f64, f64)] = &[
    ("equal", 0.75, 0.004),
    ("typing error", 0.08, 0.002),
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

/// A name part of one record with what stands beside it, perhaps missing.
pub struct Part {
    pub own: Cell,
    pub partner: Cell,
    pub others: Cell,
}

/// The level of two unequal, present name parts.
pub fn part(words: &Vocabulary, l: &Part, r: &Part) -> usize {
    if is_typing_error(words, l.own, r.own) {
        2
    } else if is_short_form(words, l.own, r.own) {
        3
    } else if l.own.value == r.partner.value || r.own.value == l.partner.value {
        4
    } else if stands_in(words, l.own, r) || stands_in(words, r.own, l) {
        5
    } else if is_alike(words, l.own, r.own) {
        6
    } else {
        7
    }
}

/// One edit from four characters on, two from eight. In Han characters, typed by sound and read by
/// look, an error is another character that sounds or looks alike.
fn is_typing_error(words: &Vocabulary, a: Cell, b: Cell) -> bool {
    match a.length.max(b.length) {
        0..=3 => a.length == b.length && is_misheard(words.chars(a.value), words.chars(b.value)),
        4..=7 => words.within(a, b, 1),
        _ => words.within(a, b, 2),
    }
}

/// Whether two Han names of one length differ only in characters that sound or look alike.
fn is_misheard(a: &[char], b: &[char]) -> bool {
    let alike = |(&x, &y): (&char, &char)| {
        x == y || is_han(x) && is_han(y) && (sounds_alike(x, y) || is_lookalike(x, y))
    };
    a.iter().zip(b).all(alike)
}

/// An initial, or the beginning of the longer name.
fn is_short_form(words: &Vocabulary, a: Cell, b: Cell) -> bool {
    let (short, long) = if a.length <= b.length { (a, b) } else { (b, a) };
    (short.length == 1 || short.length >= 3)
        && short.signature & !long.signature == 0
        && words.chars(long.value).starts_with(words.chars(short.value))
}

/// Whether one name shares a word with what stands in another's full name.
fn stands_in(words: &Vocabulary, own: Cell, other: &Part) -> bool {
    [other.own, other.others].into_iter().any(|place| {
        // Two values of one word each would be one value.
        let several = own.words > 1 || place.words > 1;
        several && !place.is_missing() && words.share_token(own.value, place.value)
    })
}

/// Whether spellings or pet names of one name are likely.
fn is_alike(words: &Vocabulary, a: Cell, b: Cell) -> bool {
    /// Jaro–Winkler similarity above which most spellings and pet names of one name lie, and below
    /// which chance.
    const ALIKE: f64 = 0.8;
    let lengths = (usize::from(a.length), usize::from(b.length));
    let most = |prefix| most_jaro_winkler(lengths, (a.signature, b.signature), prefix);
    if most(usize::MAX) < ALIKE {
        return false;
    }
    let (x, y) = (words.chars(a.value), words.chars(b.value));
    let prefix = x.iter().zip(y).take_while(|(x, y)| x == y).count();
    most(prefix) >= ALIKE && jaro_winkler(x, y) >= ALIKE
}

/// The level of two unequal, present lists of other names.
pub fn others(words: &Vocabulary, (a, b): (Cell, Cell)) -> usize {
    match words.overlap(a.value, b.value).containment() {
        all if all > 0.75 => 2,
        some if some > 0.2 => 3,
        _ => 4,
    }
}
