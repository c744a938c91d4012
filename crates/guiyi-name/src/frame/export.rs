//! What exports add to a name: a code before it, its English form behind it, the name once more.

use super::tail::{PERSON_CHARS, ends_in_form, is_person};
use super::{Field, is_mark};
use crate::fold::is_hanzi;
use crate::note::Note;
use crate::part::PartKind;

/// Shortest name, in characters, that a cell holds twice: shorter ones double by themselves (点点).
const REPEATED_CHARS: usize = 4;

/// Letters of a code before its digits, and digits from which on they are no trade name (K11).
const CODE_LETTERS: usize = 6;
const CODE_DIGITS: usize = 3;

/// Digits from which on a number behind a form is a phone or a code, and those of a year.
const NUMBER_DIGITS: usize = 5;
const YEAR_DIGITS: usize = 4;

impl Field<'_> {
    /// The same name twice in one cell, as joined exports and cells of two lines have it: the second
    /// is surplus.
    pub(super) fn take_repetition(&mut self) {
        let rest = &self.chars[self.start..self.end];
        let halves = [0, 1].into_iter().find_map(|between| {
            let half = rest.len().checked_sub(between)? / 2;
            let (name, behind) = rest.split_at(half);
            let again = behind.get(between..)?;
            let is_parted = behind[..between].iter().all(|&c| is_mark(c));
            (half >= REPEATED_CHARS && is_parted && name == again).then_some((half, between))
        });
        let Some((half, between)) = halves.filter(|_| rest.iter().any(|&c| is_hanzi(c))) else {
            return;
        };
        let at = self.start + half;
        self.part(PartKind::Surplus, (at + between, self.end), (at, self.end));
        self.frame.notes.insert(Note::Repeated);
        self.end = at;
    }

    /// A customer's code before the name: kh-0032, no.17.
    pub(super) fn take_front_code(&mut self) -> bool {
        let rest = &self.chars[self.start..self.end];
        let letters = rest.iter().take_while(|c| c.is_ascii_alphabetic()).count();
        if !(1..=CODE_LETTERS).contains(&letters) {
            return false;
        }
        let sign = rest[letters..].iter().take_while(|&&c| is_mark(c)).count();
        let behind = &rest[letters + sign..];
        let digits = behind.iter().take_while(|c| c.is_ascii_digit()).count();
        let is_number = rest[..letters] == ['n', 'o'] && digits > 0;
        let end = self.start + letters + sign + digits;
        let is_before_name = self.chars[..self.end].get(end).is_some_and(|&c| is_hanzi(c));
        if !is_before_name || !(is_number || (sign == 1 && digits >= CODE_DIGITS)) {
            return false;
        }
        self.part(PartKind::Marker, (self.start, end), (self.start, end));
        self.start = end;
        true
    }

    /// A number straight behind a form, with the person it is of: …有限公司 13835112345, …公司2021年.
    pub(super) fn take_back_number(&mut self) -> bool {
        let rest = &self.chars[self.start..self.end];
        let year = usize::from(rest.last() == Some(&'年'));
        let is_of_number = |c: &&char| c.is_ascii_alphanumeric() || **c == '-';
        let length = rest[..rest.len() - year].iter().rev().take_while(is_of_number).count();
        let (name, number) = rest.split_at(rest.len() - length - year);
        let digits = number.iter().filter(|c| c.is_ascii_digit()).count();
        if digits < if year == 1 { YEAR_DIGITS } else { NUMBER_DIGITS } {
            return false;
        }
        let at = self.end - number.len();
        // A form stands straight before the number, or with a person between them.
        let mut lengths = std::iter::once(0).chain(2..=PERSON_CHARS.min(name.len()));
        let person = lengths.find(|length| {
            let (name, person) = name.split_at(name.len() - length);
            ends_in_form(name) && (person.is_empty() || is_person(person))
        });
        let Some(person) = person else { return false };
        self.part(PartKind::Remark, (at, self.end), (at, self.end));
        self.end = at;
        if person > 0 {
            self.part(PartKind::Contact, (at - person, at), (at - person, at));
            self.end = at - person;
        }
        true
    }

    /// The name in Latin letters straight behind a Chinese one: …有限公司 Taiyuan Hengyuan Co., Ltd.
    pub(super) fn take_back_latin(&mut self) -> bool {
        let rest = &self.chars[self.start..self.end];
        let latin =
            rest.iter().rev().take_while(|c| c.is_ascii() && !matches!(c, '(' | ')' | '[' | ']'));
        let start = rest.len() - latin.count();
        let letters = rest[start..].iter().filter(|c| c.is_ascii_alphabetic()).count();
        /// Letters of the shortest word that is no mark or initial.
        const WORD: usize = 3;
        if letters < WORD || !ends_in_form(&rest[..start]) {
            return false;
        }
        let sign = rest[start..].iter().take_while(|&&c| is_mark(c)).count();
        let at = self.start + start;
        self.part(PartKind::SecondName, (at + sign, self.end), (at, self.end));
        self.end = at;
        true
    }
}
