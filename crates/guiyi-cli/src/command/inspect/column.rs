//! One column: how full it is, how many values, how good, and what is odd.

use guiyi_core::hash::hash_text;
use guiyi_core::plan::roles::RoleGuess;
use guiyi_core::{Role, Table};
use rustc_hash::FxHashMap;

use super::judge::Judge;

/// Examples shown of a finding.
const EXAMPLES: usize = 3;

/// What is in a column.
#[derive(Debug)]
pub struct Column {
    /// Its header.
    pub header: String,
    /// What it seems to mean, and why.
    pub guess: RoleGuess,
    /// Cells that are not empty.
    pub filled: u64,
    /// Different cells among them.
    pub distinct: u64,
    /// How good the values are, where the role has rules.
    pub quality: Option<Quality>,
    /// What is odd, the commonest first.
    pub findings: Vec<Finding>,
}

/// Filled cells by what they say.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Quality {
    /// A value that holds.
    pub valid: u64,
    /// A value that holds once it is repaired: a letter O for a zero.
    pub repaired: u64,
    /// Something that cannot be such a value.
    pub invalid: u64,
    /// A word or number that stands for nothing: 无, 13800138000, 1900-01-01.
    pub nothing: u64,
}

/// Something odd about a column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What, in a word for programs.
    pub kind: &'static str,
    /// What, in words for people.
    pub words: &'static str,
    /// How many rows.
    pub rows: u64,
    /// Some values and the rows each is on.
    pub examples: Vec<(String, u64)>,
}

impl Column {
    /// Looks at a column; tells for each row whether its cell can link the row to others.
    pub fn look(
        table: &Table,
        at: usize,
        header: &str,
        guess: &RoleGuess,
        year: u32,
    ) -> (Column, Vec<bool>) {
        let mut values = Values::default();
        let mut judge = Judge::new(guess.role, year);
        let mut usable = vec![false; table.rows()];
        for (row, usable) in usable.iter_mut().enumerate() {
            let cell = table.cell(row, at);
            if !cell.trim().is_empty() {
                values.add(hash_text(cell.trim(), 0), row);
                *usable = judge.judge(cell, row);
            }
        }
        let show = |row: usize| table.cell(row, at).trim().to_owned();
        let mut findings = judge.findings(&show);
        if guess.role == Role::RecordId {
            let repeated = values.on_more_than(1);
            findings.extend(repeated.finding("repeated", "keys on several rows", &show));
        }
        let column = Column {
            header: header.to_owned(),
            guess: guess.clone(),
            filled: values.total,
            distinct: values.places.len() as u64,
            quality: judge.quality(),
            findings,
        };
        (column, usable)
    }
}

/// Values by their hash: on how many rows, and the first of them.
#[derive(Debug, Default)]
pub(super) struct Values {
    places: FxHashMap<u64, (u32, usize)>,
    total: u64,
}

impl Values {
    pub(super) fn add(&mut self, value: u64, row: usize) {
        self.total += 1;
        self.places.entry(value).or_insert((0, row)).0 += 1;
    }

    /// The values on more than `rows` rows, the commonest first.
    pub(super) fn on_more_than(&self, rows: u32) -> Repeated {
        let mut places: Vec<(u32, usize)> =
            self.places.values().copied().filter(|(count, _)| *count > rows).collect();
        places.sort_unstable_by_key(|(count, row)| (std::cmp::Reverse(*count), *row));
        Repeated(places)
    }
}

/// Counts and first rows of repeated values.
pub(super) struct Repeated(Vec<(u32, usize)>);

impl Repeated {
    pub(super) fn finding(
        &self,
        kind: &'static str,
        words: &'static str,
        show: &dyn Fn(usize) -> String,
    ) -> Option<Finding> {
        let rows = self.0.iter().map(|(count, _)| u64::from(*count)).sum();
        let shown = self.0.iter().take(EXAMPLES);
        let examples = shown.map(|(count, row)| (show(*row), u64::from(*count))).collect();
        (rows > 0).then_some(Finding { kind, words, rows, examples })
    }
}
