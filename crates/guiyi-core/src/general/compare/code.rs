//! Dates, codes, numbers, addresses of mail and telephone.

use super::super::feature::{Cell, Vocabulary};
use crate::compare::similarity::edit::within;

/// Levels of a date.
pub const DATE: &[(&str, f64, f64)] = &[
    ("equal", 0.85, 0.000_1),
    ("one digit", 0.06, 0.001),
    ("day and month exchanged", 0.01, 0.000_1),
    ("same year, day unknown", 0.02, 0.002),
    ("year and month or day", 0.03, 0.005),
    ("two digits", 0.01, 0.01),
    ("different", 0.02, 0.981_8),
];

/// Levels of a code that names the customer.
pub const CODE: &[(&str, f64, f64)] =
    &[("equal", 0.9, 0.000_01), ("one character", 0.05, 0.000_1), ("different", 0.05, 0.999_89)];

/// Levels of a postcode.
pub const POSTCODE: &[(&str, f64, f64)] = &[
    ("equal", 0.8, 0.001),
    ("one character", 0.07, 0.004),
    ("same first half", 0.06, 0.02),
    ("different", 0.07, 0.975),
];

/// Levels of a number.
pub const NUMBER: &[(&str, f64, f64)] =
    &[("equal", 0.85, 0.02), ("one digit", 0.07, 0.1), ("different", 0.08, 0.88)];

/// Levels of an e-mail address.
pub const EMAIL: &[(&str, f64, f64)] = &[
    ("equal", 0.8, 0.000_1),
    ("typing errors", 0.1, 0.000_1),
    ("same mailbox name", 0.03, 0.000_5),
    ("same domain", 0.02, 0.05),
    ("different", 0.05, 0.949_3),
];

/// Levels of telephone numbers.
pub const PHONE: &[(&str, f64, f64)] = &[
    ("equal", 0.75, 0.000_1),
    ("one in common", 0.07, 0.000_1),
    ("one digit", 0.05, 0.000_1),
    ("different", 0.13, 0.999_7),
];

/// The level of two unequal, present dates.
pub fn date(words: &Vocabulary, (a, b): (Cell, Cell)) -> usize {
    if words.within(a, b, 1) {
        return 2;
    }
    let both = (parts(words.chars(a.value)), parts(words.chars(b.value)));
    let (Some((ya, ma, da)), Some((yb, mb, db))) = both else { return 7 };
    if ya == yb && ma == db && da == mb {
        3
    } else if ya == yb && (is_placeholder(ma, da) || is_placeholder(mb, db)) {
        4
    } else if ya == yb && (ma == mb || da == db) {
        5
    } else if words.within(a, b, 2) {
        6
    } else {
        7
    }
}

/// Year, month and day of eight digits.
fn parts(date: &[char]) -> Option<(&[char], &[char], &[char])> {
    (date.len() == 8).then(|| (&date[..4], &date[4..6], &date[6..]))
}

/// Whether month and day are what software writes when only the year is known: 1 January or zeros.
fn is_placeholder(month: &[char], day: &[char]) -> bool {
    matches!((month, day), (['0', '1'], ['0', '1']) | (['0', '0'], _))
}

/// The level of two unequal, present codes or numbers.
pub fn code(words: &Vocabulary, (a, b): (Cell, Cell)) -> usize {
    if words.within(a, b, 1) { 2 } else { 3 }
}

/// The level of two unequal, present postcodes.
pub fn postcode(words: &Vocabulary, (a, b): (Cell, Cell)) -> usize {
    if words.within(a, b, 1) {
        return 2;
    }
    let (a, b) = (words.chars(a.value), words.chars(b.value));
    let shared = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    if shared * 2 >= a.len().max(b.len()) { 3 } else { 4 }
}

/// The level of two unequal, present e-mail addresses.
pub fn email(words: &Vocabulary, (a, b): (Cell, Cell)) -> usize {
    let (left, right) = (words.chars(a.value), words.chars(b.value));
    let ((box_a, domain_a), (box_b, domain_b)) = (mailbox(left), mailbox(right));
    // One error in about eight characters, at least two; in the mailbox's name one in five, for
    // short ones are often the initials of other people.
    let most = (left.len().max(right.len()) / 8).max(2);
    let close = |x: &[char], y: &[char]| within(x, y, x.len().min(y.len()) / 5);
    if words.within(a, b, most) && close(box_a, box_b) {
        2
    } else if box_a == box_b {
        3
    } else if domain_a == domain_b {
        4
    } else {
        5
    }
}

/// An address before and after its `@`.
fn mailbox(address: &[char]) -> (&[char], &[char]) {
    let at = address.iter().position(|&c| c == '@').unwrap_or(address.len());
    (&address[..at], address.get(at + 1..).unwrap_or_default())
}

/// The level of two unequal, present lists of numbers.
pub fn phone(words: &Vocabulary, (a, b): (Cell, Cell)) -> usize {
    if words.share_token(a.value, b.value) {
        2
    } else if words.nearly_share_token(a.value, b.value) {
        3
    } else {
        4
    }
}
