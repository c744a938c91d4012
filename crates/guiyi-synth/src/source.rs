//! The four systems that hold the records, and their habits.

use crate::random::Dice;

/// A system of the firm whose customers these are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Source {
    /// The order desk: most fields, most records.
    Erp,
    /// Accounting: full names and credit codes, few phones.
    Finance,
    /// Field service: contacts, phones and mail, no codes.
    Service,
    /// Salesmen's sheets: short names, gaps everywhere.
    Excel,
}

/// A cell that may be left empty.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Field {
    Code,
    Contact,
    Phone,
    Email,
    Province,
    City,
    Address,
}

impl Source {
    /// All systems.
    pub const ALL: [Source; 4] = [Source::Erp, Source::Finance, Source::Service, Source::Excel];

    /// The name in the `source` column.
    pub fn name(self) -> &'static str {
        match self {
            Source::Erp => "erp",
            Source::Finance => "finance",
            Source::Service => "service",
            Source::Excel => "excel",
        }
    }

    /// The letter its customer numbers begin with.
    pub(crate) fn letter(self) -> char {
        match self {
            Source::Erp => 'E',
            Source::Finance => 'F',
            Source::Service => 'S',
            Source::Excel => 'X',
        }
    }

    /// One of the systems: 35 % order desk, 25 % accounting, 20 % service, 20 % sheets.
    pub(crate) fn draw(dice: &mut Dice) -> Source {
        match dice.below(20) {
            0..7 => Source::Erp,
            7..12 => Source::Finance,
            12..16 => Source::Service,
            _ => Source::Excel,
        }
    }

    /// The chance that the system leaves a cell empty. Invented, in the proportions that the use of the system suggests.
    pub(crate) fn missing(self, field: Field) -> f64 {
        let row = match self {
            Source::Erp => [0.35, 0.20, 0.25, 0.90, 0.25, 0.20, 0.25],
            Source::Finance => [0.12, 0.85, 0.60, 0.80, 0.60, 0.45, 0.30],
            Source::Service => [1.00, 0.12, 0.15, 0.50, 0.45, 0.35, 0.25],
            Source::Excel => [0.97, 0.25, 0.30, 0.85, 0.50, 0.35, 0.75],
        };
        row[field as usize]
    }
}
