//! One cell: whether it can be what its column's role says, and what is odd about it.

use guiyi_core::Role;
use guiyi_core::hash::hash_text;
use guiyi_core::normalize::{
    Amount, CreditCode, Date, Normalized, PhoneKind, Postcode, Standing, emails, narrow, persons,
    phones,
};
use guiyi_name::{Note, Parser};

use super::column::{Finding, Quality, Values};

/// A phone or an e-mail address on more rows than this is seldom one customer's own: bookkeeping
/// agents, switchboards, made-up numbers.
const SHARED_BY_MANY: u32 = 20;

/// Judges cells by the rules of a role.
pub(super) struct Judge {
    role: Role,
    year: u32,
    parser: Option<Parser>,
    quality: Quality,
    /// Values under which rows would be compared: numbers of phones, addresses of e-mail, codes.
    keys: Values,
    /// Odd cells by kind.
    odd: Vec<(&'static str, &'static str, Values)>,
}

/// What a cell turned out to be.
enum Verdict {
    Valid,
    Repaired,
    Invalid,
    Nothing,
}

impl Judge {
    pub(super) fn new(role: Role, year: u32) -> Judge {
        let parser = (role == Role::CompanyName).then(Parser::new);
        let (quality, keys, odd) = (Quality::default(), Values::default(), Vec::new());
        Judge { role, year, parser, quality, keys, odd }
    }

    /// How good the cells were; `None` for roles that take any text.
    pub(super) fn quality(&self) -> Option<Quality> {
        use Role::{
            Amount, BirthDate, CompanyName, Contact, CreditCode, Date, Email, PersonName, Phone,
            Postcode,
        };
        let names = matches!(self.role, CompanyName | PersonName | Contact);
        let numbers = matches!(self.role, CreditCode | Phone | Postcode | Amount);
        let others = matches!(self.role, Email | Date | BirthDate);
        (names || numbers || others).then_some(self.quality)
    }

    /// Judges a filled cell; whether it can link its row to others.
    pub(super) fn judge(&mut self, cell: &str, row: usize) -> bool {
        let value = hash_text(cell.trim(), 0);
        if cell.contains('\u{FFFD}') {
            self.find("damaged", LOST_CHARACTER, value, row);
        }
        let verdict = if narrow::is_missing(cell) {
            Verdict::Nothing
        } else if self.role != Role::Amount && looks_shortened(cell) {
            self.find("shortened", "long numbers a spreadsheet has shortened", value, row);
            Verdict::Nothing
        } else {
            match self.role {
                Role::CompanyName => self.company(cell, value, row),
                Role::PersonName | Role::Contact => held(!persons(cell).is_empty()),
                Role::CreditCode => self.code(cell, value, row),
                Role::Phone => self.phone(cell, value, row),
                Role::Email => self.email(cell, value, row),
                Role::Date | Role::BirthDate => self.date(cell, value, row),
                Role::Postcode => normalized(&Postcode::normalize(cell)),
                Role::Amount => normalized(&Amount::normalize(cell)),
                _ => Verdict::Valid,
            }
        };
        let count = match verdict {
            Verdict::Valid => &mut self.quality.valid,
            Verdict::Repaired => &mut self.quality.repaired,
            Verdict::Invalid => &mut self.quality.invalid,
            Verdict::Nothing => &mut self.quality.nothing,
        };
        *count += 1;
        matches!(verdict, Verdict::Valid | Verdict::Repaired)
    }

    fn company(&mut self, cell: &str, value: u64, row: usize) -> Verdict {
        let Some(parser) = &self.parser else { return Verdict::Valid };
        let name = parser.parse(cell);
        if name.is_placeholder() {
            self.find("placeholder", "names of nobody", value, row);
            return Verdict::Nothing;
        }
        if !name.status().is_empty() {
            self.find("marked", "names with a mark such as 停用 or 测试", value, row);
        }
        let notes = name.notes();
        if notes.contains(Note::MojibakeRepaired) {
            self.find("mojibake", "names decoded in a wrong encoding", value, row);
        }
        // A replacement character has been counted already.
        if notes.contains(Note::Damaged) && !cell.contains('\u{FFFD}') {
            self.find("damaged", LOST_CHARACTER, value, row);
        }
        if notes.contains(Note::SecondName) {
            self.find("second-name", "cells with two names", value, row);
        }
        held(!name.core().is_empty())
    }

    fn code(&mut self, cell: &str, value: u64, row: usize) -> Verdict {
        let Some(code) = CreditCode::normalize(cell) else { return Verdict::Nothing };
        if code.standing() == Standing::Invalid {
            self.find("invalid", "codes whose check fails", value, row);
            return Verdict::Invalid;
        }
        let key = code.key();
        self.keys.add((key ^ (key >> 64)) as u64, row);
        if code.standing() == Standing::Valid { Verdict::Valid } else { Verdict::Repaired }
    }

    fn phone(&mut self, cell: &str, value: u64, row: usize) -> Verdict {
        let numbers = phones(cell, None);
        let Some(first) = numbers.first() else {
            self.find("dummy", "made-up numbers", value, row);
            return Verdict::Nothing;
        };
        for number in &numbers {
            self.keys.add(number.number(), row);
        }
        if first.kind() == PhoneKind::Other {
            self.find("no-plan", "numbers of no known plan", value, row);
            return Verdict::Invalid;
        }
        Verdict::Valid
    }

    fn email(&mut self, cell: &str, value: u64, row: usize) -> Verdict {
        let addresses = emails(cell);
        for address in &addresses {
            self.keys.add(address.key(), row);
        }
        if addresses.is_empty() {
            self.find("invalid", "cells without an address", value, row);
        }
        held(!addresses.is_empty())
    }

    fn date(&mut self, cell: &str, value: u64, row: usize) -> Verdict {
        let date = Date::normalize(cell);
        match date {
            Normalized::Invalid => self.find("impossible", "dates there are not", value, row),
            Normalized::Valid(date) if date.year() > self.year => {
                self.find("future", "dates in years to come", value, row);
            }
            _ => {}
        }
        normalized(&date)
    }

    fn find(&mut self, kind: &'static str, words: &'static str, value: u64, row: usize) {
        match self.odd.iter_mut().find(|(known, ..)| *known == kind) {
            Some((.., values)) => values.add(value, row),
            None => {
                let mut values = Values::default();
                values.add(value, row);
                self.odd.push((kind, words, values));
            }
        }
    }

    pub(super) fn findings(&self, show: &dyn Fn(usize) -> String) -> Vec<Finding> {
        let mut findings: Vec<Finding> = self
            .odd
            .iter()
            .filter_map(|(kind, words, values)| values.on_more_than(0).finding(kind, words, show))
            .collect();
        findings.sort_by_key(|finding| (std::cmp::Reverse(finding.rows), finding.kind));
        let (most, kind, words) = match self.role {
            Role::CreditCode => (1, "repeated", "codes on several rows"),
            _ => (SHARED_BY_MANY, "shared", "values that many rows share"),
        };
        findings.extend(self.keys.on_more_than(most).finding(kind, words, show));
        findings
    }
}

const LOST_CHARACTER: &str = "cells with a lost character";

fn held(holds: bool) -> Verdict {
    if holds { Verdict::Valid } else { Verdict::Invalid }
}

fn normalized<T>(value: &Normalized<T>) -> Verdict {
    match value {
        Normalized::Missing => Verdict::Nothing,
        Normalized::Invalid => Verdict::Invalid,
        Normalized::Valid(_) => Verdict::Valid,
    }
}

/// `1.38E+10`: its digits are lost.
fn looks_shortened(cell: &str) -> bool {
    let cell = cell.trim();
    cell.starts_with(|c: char| c.is_ascii_digit())
        && cell.split_once(['E', 'e']).is_some_and(|(_, power)| {
            power
                .strip_prefix('+')
                .is_some_and(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()))
        })
}
