//! Candidate pairs, gathered record by record from the blocks.

use std::hint::black_box;
use std::ops::Range;

use super::index::{Blocks, Limits};
use super::posting::{Posting, Postings};
use crate::subject::{Glance, Subject};

/// A pair worth comparing, with the first rule that found it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Candidate {
    /// The larger of the two records.
    pub right: u32,
    /// The first rule both share, by its place in the list of rules.
    pub rule: u8,
}

impl Candidate {
    /// By record, then by rule, in one number.
    fn order(&self) -> u64 {
        u64::from(self.right) << 8 | u64::from(self.rule)
    }
}

/// From records to their blocks: the inverse of [`Blocks`].
#[derive(Debug)]
pub struct CandidateIndex<'a> {
    blocks: &'a Blocks,
    records: usize,
    postings: Postings,
}

impl<'a> CandidateIndex<'a> {
    /// Inverts the blocks of so many records.
    pub fn new(blocks: &'a Blocks, records: usize, limits: Limits) -> CandidateIndex<'a> {
        let postings = Postings::new(blocks, records, limits);
        CandidateIndex { blocks, records, postings }
    }

    /// All records.
    pub fn records(&self) -> Range<u32> {
        0..self.records as u32
    }

    /// Pairs inside the blocks of these rules, pairs that several blocks share counted again.
    pub fn pairs_of(&self, rules: &[usize]) -> u64 {
        let reports = rules.iter().filter_map(|&rule| self.blocks.reports.get(rule));
        reports.map(|report| report.pairs).sum()
    }

    /// Looks at the blocks of records whose candidates will be asked for next: the first look at each brings it from
    /// memory, and all at once they take little longer than one.
    pub fn look_ahead(&self, lefts: Range<u32>) {
        let first = |posting: &Posting| posting.members(self.blocks).first().copied();
        let postings = lefts.flat_map(|left| self.postings.of(left));
        black_box(postings.filter_map(first).fold(0, |all, member| all ^ member));
    }

    /// Replaces `out` by the candidates to the right of `left` that are worth comparing: each once, with the first
    /// rule that found it and did not pass it on, in an order that hangs on the blocks alone.
    pub fn worth_comparing(&self, subject: &dyn Subject, left: u32, out: &mut Vec<Candidate>) {
        self.worth_comparing_by(usize::MAX, subject, left, out);
    }

    /// The same, those left out that only rules behind `last` find.
    pub fn worth_comparing_by(
        &self,
        last: usize,
        subject: &dyn Subject,
        left: u32,
        out: &mut Vec<Candidate>,
    ) {
        self.gather(last, left, out);
        keep_first(out, |found| subject.at_a_glance(found.rule.into(), left, found.right));
    }

    /// Replaces `out` by the candidates to the right of `left`: each once, with the first rule that found it.
    pub fn of(&self, left: u32, out: &mut Vec<Candidate>) {
        self.gather(usize::MAX, left, out);
        keep_first(out, |_| Glance::Compare);
    }

    /// Replaces `out` by all that the blocks of `left` by rules up to `last` hold to the right of it, rule by rule.
    fn gather(&self, last: usize, left: u32, out: &mut Vec<Candidate>) {
        out.clear();
        let postings = self.postings.of(left).iter();
        for posting in postings.take_while(|posting| usize::from(posting.rule()) <= last) {
            let above = posting.members(self.blocks).iter().filter(|&&right| right > left);
            out.extend(above.map(|&right| Candidate { right, rule: posting.rule() }));
        }
    }
}

/// Sorts candidates and keeps each once, with the first rule that does not pass it on.
pub(crate) fn keep_sorted(found: &mut Vec<Candidate>, glance: impl Fn(&Candidate) -> Glance) {
    found.sort_unstable_by_key(Candidate::order);
    let mut told = None;
    found.retain(|candidate| {
        if told == Some(candidate.right) {
            return false;
        }
        let glance = glance(candidate);
        told = (glance != Glance::Pass).then_some(candidate.right).or(told);
        glance == Glance::Compare
    });
}

/// The same of candidates that come rule by rule, which stay in their order where there are few: records of one customer
/// share many blocks, and most candidates are dropped without sorting.
fn keep_first(found: &mut Vec<Candidate>, glance: impl Fn(&Candidate) -> Glance) {
    match found.len() {
        ..=16 => keep_in::<32>(found, glance),
        17..=128 => keep_in::<256>(found, glance),
        _ => keep_sorted(found, glance),
    }
}

/// The same of fewer candidates than there are slots to look for them in.
fn keep_in<const SLOTS: usize>(found: &mut Vec<Candidate>, glance: impl Fn(&Candidate) -> Glance) {
    // No record has this number: there are fewer than fit into it.
    let mut seen = [u32::MAX; SLOTS];
    found.retain(|candidate| {
        let mut slot = candidate.right as usize % SLOTS;
        while seen[slot] != u32::MAX && seen[slot] != candidate.right {
            slot = (slot + 1) % SLOTS;
        }
        if seen[slot] != u32::MAX {
            return false;
        }
        let glance = glance(candidate);
        if glance != Glance::Pass {
            seen[slot] = candidate.right;
        }
        glance == Glance::Compare
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::block::index::{Emit, Shared};
    use proptest::prelude::*;

    proptest! {
        /// Every pair that shares a key comes once, with the first rule that has it.
        #[test]
        fn agrees_with_all_pairs(keys in proptest::collection::vec(
            proptest::collection::vec(0u64..6, 12), 3))
        {
            let mut blocks = Blocks::default();
            for rule in &keys {
                let keys = |record: u32, emit: &mut Emit<'_>| emit(rule[record as usize], 0);
                blocks.add_rule("r", &Shared::new(12, keys), Limits::default());
            }
            let index = CandidateIndex::new(&blocks, 12, Limits::default());
            let mut found = Vec::new();
            for left in 0..12u32 {
                index.of(left, &mut found);
                found.sort();
                let expected: Vec<Candidate> = (left + 1..12)
                    .filter_map(|right| {
                        let first = keys.iter().position(|r| r[left as usize] == r[right as usize]);
                        first.map(|rule| Candidate { right, rule: rule as u8 })
                    })
                    .collect();
                prop_assert_eq!(&found, &expected);
            }
        }
    }
}
