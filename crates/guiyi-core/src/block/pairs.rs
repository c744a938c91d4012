//! Candidate pairs, gathered record by record from the blocks.

use std::ops::Range;

use rayon::prelude::*;

use super::index::{Blocks, Limits, MOST_MEMBERS};
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
    /// Records of a part.
    size: usize,
    parts: Vec<Part>,
}

/// The records of one stretch, inverted by one thread.
#[derive(Debug)]
struct Part {
    /// Where each record's postings end.
    ends: Vec<u32>,
    postings: Vec<Posting>,
}

/// A block as one of its records sees it: the records it is compared with, and by which rule.
#[derive(Clone, Copy, Debug, Default)]
struct Posting {
    /// The first of them, among the members of all blocks.
    first: u32,
    /// The rule in the upper 8 bits, how many they are in the others: a block in a window shows its
    /// records only those near them.
    rule_and_count: u32,
}

impl Posting {
    const COUNT_BITS: u32 = 24;

    fn new(rule: usize, members: Range<usize>) -> Posting {
        let count = members.len().min(MOST_MEMBERS) as u32;
        let rule_and_count = (rule as u32) << Posting::COUNT_BITS | count;
        Posting { first: members.start as u32, rule_and_count }
    }

    fn rule(self) -> u8 {
        (self.rule_and_count >> Posting::COUNT_BITS) as u8
    }

    fn members(self) -> Range<usize> {
        let count = self.rule_and_count & ((1 << Posting::COUNT_BITS) - 1);
        self.first as usize..self.first as usize + count as usize
    }
}

impl Part {
    /// Inverts the blocks for the `records` records from `first` on.
    fn new(blocks: &Blocks, first: usize, records: usize, limits: Limits) -> Part {
        let own =
            |&member: &u32| (member as usize).checked_sub(first).filter(|record| *record < records);
        let mut ends = vec![0u32; records + 1];
        for record in blocks.at(0..blocks.total()).iter().filter_map(own) {
            ends[record + 1] += 1;
        }
        for at in 1..ends.len() {
            ends[at] += ends[at - 1];
        }
        let total = ends.last().map_or(0, |&all| all as usize);
        let mut postings = vec![Posting::default(); total];
        // From here on each slot is where the record's next posting goes: in the end, where they end.
        for block in 0..blocks.len() as u32 {
            let rule = blocks.rule_of(block);
            let span = blocks.span(block);
            let mut put = |record: usize, posting: Posting| {
                postings[ends[record] as usize] = posting;
                ends[record] += 1;
            };
            let members = blocks.members(block);
            if !blocks.is_windowed(block) {
                let whole = Posting::new(rule, span);
                members.iter().filter_map(own).for_each(|record| put(record, whole));
                continue;
            }
            for (place, record) in span.clone().zip(members) {
                let Some(record) = own(record) else { continue };
                let from = place.saturating_sub(limits.window).max(span.start);
                let to = place.saturating_add(limits.window).saturating_add(1).min(span.end);
                put(record, Posting::new(rule, from..to));
            }
        }
        ends.pop();
        Part { ends, postings }
    }

    fn of(&self, record: usize) -> &[Posting] {
        let start = if record == 0 { 0 } else { self.ends[record - 1] };
        &self.postings[start as usize..self.ends[record] as usize]
    }
}

impl<'a> CandidateIndex<'a> {
    /// Inverts the blocks of `records` records, a part a thread.
    pub fn new(blocks: &'a Blocks, records: usize, limits: Limits) -> CandidateIndex<'a> {
        let size = records.div_ceil(rayon::current_num_threads()).max(1);
        let part = |at: usize| Part::new(blocks, at * size, size.min(records - at * size), limits);
        let parts = (0..records.div_ceil(size)).into_par_iter().map(part).collect();
        CandidateIndex { blocks, size, parts }
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
        for posting in self.parts[left as usize / self.size].of(left as usize % self.size) {
            let above = self.blocks.at(posting.members()).iter().filter(|&&right| right > left);
            out.extend(above.map(|&right| Candidate { right, rule: posting.rule() }));
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
                let mut entries: Vec<Entry> = rule.iter().enumerate()
                    .map(|(record, &key)| Entry { key, refine: 0, record: record as u32 })
                    .collect();
                entries.sort_unstable();
                blocks.add_rule("r", &[entries], Limits::default());
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
