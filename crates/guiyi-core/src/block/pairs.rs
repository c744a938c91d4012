//! Candidate pairs, gathered record by record from the blocks.

use super::index::{Blocks, Limits};
use crate::subject::Subject;

/// A pair worth comparing, with the first rule that found it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Candidate {
    /// The larger of the two records.
    pub right: u32,
    /// The first rule both share, by its place in the list of rules.
    pub rule: u8,
}

/// From records to their blocks: the inverse of [`Blocks`].
#[derive(Debug)]
pub struct CandidateIndex<'a> {
    blocks: &'a Blocks,
    limits: Limits,
    /// Where each record's postings end.
    ends: Vec<u32>,
    /// Block and the record's position in it.
    postings: Vec<(u32, u32)>,
}

impl<'a> CandidateIndex<'a> {
    /// Inverts the blocks of `records` records.
    pub fn new(blocks: &'a Blocks, records: usize, limits: Limits) -> CandidateIndex<'a> {
        let mut ends = vec![0u32; records + 1];
        let ids = || 0..blocks.len() as u32;
        for block in ids() {
            for &member in blocks.members(block) {
                ends[member as usize + 1] += 1;
            }
        }
        for at in 1..ends.len() {
            ends[at] += ends[at - 1];
        }
        let mut next = ends.clone();
        let mut postings = vec![(0, 0); ends.last().map_or(0, |&all| all as usize)];
        for block in ids() {
            for (position, &member) in blocks.members(block).iter().enumerate() {
                let slot = &mut next[member as usize];
                postings[*slot as usize] = (block, position as u32);
                *slot += 1;
            }
        }
        ends.remove(0);
        CandidateIndex { blocks, limits, ends, postings }
    }

    /// Pairs inside the blocks of these rules, pairs that several blocks share counted again.
    pub fn pairs_of(&self, rules: &[usize]) -> u64 {
        let reports = rules.iter().filter_map(|&rule| self.blocks.reports.get(rule));
        reports.map(|report| report.pairs).sum()
    }

    /// Replaces `out` by the candidates to the right of `left` that are worth comparing: sorted, each
    /// once, with the first rule that found it.
    pub fn worth_comparing(&self, subject: &dyn Subject, left: u32, out: &mut Vec<Candidate>) {
        self.of(left, out);
        out.retain(|found| subject.is_worth_comparing(found.rule.into(), left, found.right));
    }

    /// Replaces `out` by the candidates to the right of `left`: sorted, each once, with the first
    /// rule that found it.
    pub fn of(&self, left: u32, out: &mut Vec<Candidate>) {
        out.clear();
        let start = if left == 0 { 0 } else { self.ends[left as usize - 1] };
        for &(block, position) in &self.postings[start as usize..self.ends[left as usize] as usize]
        {
            let rule = self.blocks.rule_of(block) as u8;
            let members = self.blocks.members(block);
            if self.blocks.is_windowed(block) {
                let from = (position as usize).saturating_sub(self.limits.window);
                let to = (position as usize + self.limits.window + 1).min(members.len());
                let near = members[from..to].iter().filter(|&&right| right > left);
                out.extend(near.map(|&right| Candidate { right, rule }));
            } else {
                let above = members.iter().filter(|&&right| right > left);
                out.extend(above.map(|&right| Candidate { right, rule }));
            }
        }
        out.sort_unstable();
        out.dedup_by_key(|candidate| candidate.right);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::block::index::Entry;
    use proptest::prelude::*;

    proptest! {
        /// Every pair that shares a key comes once, with the first rule that has it.
        #[test]
        fn agrees_with_all_pairs(keys in proptest::collection::vec(
            proptest::collection::vec(0u64..6, 12), 3))
        {
            let mut blocks = Blocks::default();
            for rule in &keys {
                let entries = rule.iter().enumerate()
                    .map(|(record, &key)| Entry { key, refine: 0, record: record as u32 })
                    .collect();
                blocks.add_rule("r", entries, Limits::default());
            }
            let index = CandidateIndex::new(&blocks, 12, Limits::default());
            let mut found = Vec::new();
            for left in 0..12u32 {
                index.of(left, &mut found);
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
