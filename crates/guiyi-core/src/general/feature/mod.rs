//! Feature: what is compared of a record, one interned value per feature.

pub mod identity;
mod person;
mod read;
mod vocabulary;

use crate::compare::similarity::edit::signature;
use crate::record::Records;

pub use vocabulary::{ValueId, Vocabulary};

/// What kind of value a feature holds, which decides how it is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A given name.
    Given,
    /// A family name.
    Surname,
    /// The names between them, or beside them in a full name.
    OtherNames,
    /// A date as eight digits `yyyymmdd`, or the digits there are.
    Date,
    /// A code of digits and letters that names the customer.
    Code,
    /// A postcode.
    Postcode,
    /// A small number: a year, a house number.
    Number,
    /// An e-mail address.
    Email,
    /// Telephone numbers, each a token.
    Phone,
    /// One of few values: a sex, a state, a trade.
    Category,
    /// Words: a place, a street, a title.
    Text,
}

/// One thing that is compared.
#[derive(Clone, Debug, PartialEq)]
pub struct Feature {
    /// What it is called in models and explanations.
    pub label: String,
    /// What kind of value it holds.
    pub kind: Kind,
    /// Share of the records that have it, 0 to 1.
    pub filled: f64,
    /// Probability that two records drawn at random from those that have it have the same.
    pub coincidence: f64,
    /// Distinct values.
    pub distinct: usize,
}

/// A record's value of a feature, with what refuses most unequal pairs without another look-up.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Cell {
    /// The value.
    pub value: ValueId,
    /// How surprising it is among the records that have this feature, in 1/1024 bits.
    surprise: u16,
    /// Words of the value; 255 are 255 or more.
    pub words: u8,
    /// Characters of the value; 255 are 255 or more.
    pub length: u8,
    /// The [signature] of its characters.
    pub signature: u64,
}

impl Cell {
    /// The cell of a value that `share` of the records have.
    fn new(words: &Vocabulary, value: ValueId, share: f64) -> Cell {
        if value.is_missing() {
            return Cell::default();
        }
        let chars = words.chars(value);
        Cell {
            value,
            surprise: (-share.log2() * 1024.0).round() as u16,
            words: words.tokens(value).len().min(255) as u8,
            length: chars.len().min(255) as u8,
            signature: signature(chars),
        }
    }

    /// How surprising the value is among the records that have this feature, in bits.
    pub fn bits(&self) -> f32 {
        f32::from(self.surprise) / 1024.0
    }

    /// Whether there is nothing to compare.
    pub fn is_missing(&self) -> bool {
        self.value.is_missing()
    }
}

/// The features of all records.
#[derive(Debug)]
pub struct FeatureTable {
    /// What is compared, in a fixed order.
    pub features: Vec<Feature>,
    /// The distinct values.
    pub vocabulary: Vocabulary,
    /// `records × features`.
    cells: Vec<Cell>,
    /// For each feature, the text features whose values also occur in it.
    siblings: Vec<Vec<usize>>,
    /// The source of each record, numbered by first appearance; all 0 when there is one.
    sources: Vec<u32>,
}

impl FeatureTable {
    /// Reads the features of `records`.
    pub fn new(records: &Records) -> FeatureTable {
        read::read(records)
    }

    /// How many records.
    pub fn records(&self) -> usize {
        self.sources.len()
    }

    /// The record's values, one for each feature.
    pub fn row(&self, record: u32) -> &[Cell] {
        let width = self.features.len();
        &self.cells[record as usize * width..][..width]
    }

    /// Which source the record came from.
    pub fn source(&self, record: u32) -> u32 {
        self.sources[record as usize]
    }

    /// How many sources.
    pub fn sources(&self) -> usize {
        self.sources.iter().max().map_or(0, |&last| last as usize + 1)
    }

    /// The text features that share values with this one: cells may have been exchanged.
    pub fn siblings(&self, at: usize) -> Vec<usize> {
        self.siblings.get(at).cloned().unwrap_or_default()
    }

    /// Where the feature of this kind is, if there is one.
    pub fn find(&self, kind: Kind) -> Option<usize> {
        self.features.iter().position(|feature| feature.kind == kind)
    }
}

#[cfg(test)]
pub mod testing {
    //! Tables of one feature, for tests of what reads them.

    use super::vocabulary::{Domain, Interner};
    use super::{Cell, Feature, FeatureTable, Kind};

    /// A table whose only feature holds these values, in their compared form.
    pub fn table(kind: Kind, values: &[&str]) -> FeatureTable {
        let mut interner = Interner::new();
        let ids: Vec<_> =
            values.iter().map(|v| interner.intern(Domain::Word, v, |t| t.split(' '))).collect();
        let vocabulary = interner.finish(values.len());
        let cells = ids.iter().map(|&id| Cell::new(&vocabulary, id, 0.5)).collect();
        let label = "c".to_string();
        let feature = Feature { label, kind, filled: 1.0, coincidence: 0.01, distinct: 2 };
        FeatureTable {
            features: vec![feature],
            vocabulary,
            cells,
            siblings: Vec::new(),
            sources: vec![0; values.len()],
        }
    }
}
