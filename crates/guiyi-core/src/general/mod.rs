//! Customers of any kind but companies: persons, and whatever else a file lists. Nothing is
//! configured: features come from the columns' roles, rules and frequencies from the file.

pub mod compare;
pub mod feature;
pub mod key;
mod ruling;
#[cfg(test)]
mod tests;

use crate::block::index::Key;
use crate::cluster::Standing;
use crate::compare::level::Comparison;
use crate::record::Records;
use crate::score::weight::MatchWeight;
use crate::subject::{Compared, Reason, Ruling, Session, Subject};
use compare::Comparisons;
use feature::FeatureTable;
use key::Rule;

/// The general kind of customer.
#[derive(Debug)]
pub struct General {
    table: FeatureTable,
    comparisons: Comparisons,
    rules: Vec<Rule>,
    /// Whether only records of different sources can be one customer.
    across: bool,
}

impl General {
    /// Reads the features of `records` and chooses comparisons and blocking rules.
    pub fn new(records: &Records) -> General {
        General::with(records, false)
    }

    /// The same for sources each of which lists a customer once, so that only records of different
    /// sources can be one customer.
    pub fn across_sources(records: &Records) -> General {
        General::with(records, true)
    }

    fn with(records: &Records, across: bool) -> General {
        let table = FeatureTable::new(records);
        let comparisons = Comparisons::new(&table, !across);
        let rules = key::choose(&table);
        General { table, comparisons, rules, across }
    }
}

impl Subject for General {
    fn records(&self) -> usize {
        self.table.records()
    }

    fn comparisons(&self) -> &[Comparison] {
        &self.comparisons.specs
    }

    fn rules(&self) -> Vec<String> {
        self.rules.iter().map(|rule| rule.name(&self.table)).collect()
    }

    fn keys(&self, rule: usize, record: u32, emit: &mut dyn FnMut(Key, u64)) {
        key::keys(&self.table, &self.rules[rule], record, emit);
    }

    fn sessions(&self) -> Vec<Session> {
        Vec::new()
    }

    fn is_comparable(&self, left: u32, right: u32) -> bool {
        !self.across || self.table.source(left) != self.table.source(right)
    }

    fn compare(&self, left: u32, right: u32) -> Compared {
        self.comparisons.compare(&self.table, left, right)
    }

    fn term_frequencies(&self, left: u32, right: u32) -> Vec<(usize, MatchWeight)> {
        self.comparisons.term_frequencies(&self.table, left, right)
    }

    fn ruling(&self, left: u32, right: u32, compared: &Compared) -> Ruling {
        if self.is_comparable(left, right) {
            ruling::ruling(&self.table, &self.comparisons, (left, right), compared)
        } else {
            Ruling::because(Standing::Forbidden, Reason::SameSource)
        }
    }
}
