//! Candidate pairs, gathered record by record from the blocks.

use std::hint::black_box;
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
    /// All records, in the order to ask for them.
    order: Vec<u32>,
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
    /// Where they begin among the members of all blocks; the one itself if there is only one, as in most blocks.
    first: u32,
    /// The rule in the upper 8 bits, how many they are in the others.
    rule_and_count: u32,
}

impl Posting {
    const COUNT_BITS: u32 = 24;

    fn new(blocks: &Blocks, rule: usize, places: Range<usize>) -> Posting {
        let first = match blocks.at(places.clone()) {
            [one] => *one,
            _ => places.start as u32,
        };
        let count = places.len().min(MOST_MEMBERS) as u32;
        Posting { first, rule_and_count: (rule as u32) << Posting::COUNT_BITS | count }
    }

    fn rule(self) -> u8 {
        (self.rule_and_count >> Posting::COUNT_BITS) as u8
    }

    fn members<'a>(&'a self, blocks: &'a Blocks) -> &'a [u32] {
        match self.rule_and_count & ((1 << Posting::COUNT_BITS) - 1) {
            1 => std::slice::from_ref(&self.first),
            count => blocks.at(self.first as usize..self.first as usize + count as usize),
        }
    }

    /// Calls `put` with every record's postings. Members rise, so those behind a record are the larger ones; a block in a
    /// window is in another order and shows its records all that are near them.
    fn each(blocks: &Blocks, limits: Limits, mut put: impl FnMut(u32, usize, Range<usize>)) {
        for block in 0..blocks.len() as u32 {
            let (rule, span) = (blocks.rule_of(block), blocks.span(block));
            for (place, &record) in span.clone().zip(blocks.members(block)) {
                let (from, to) = if blocks.is_windowed(block) {
                    let to = place.saturating_add(limits.window).saturating_add(1);
                    (place.saturating_sub(limits.window), to)
                } else {
                    (place + 1, span.end)
                };
                let near = from.max(span.start)..to.min(span.end);
                if !near.is_empty() {
                    put(record, rule, near);
                }
            }
        }
    }
}

impl Part {
    /// Inverts the blocks for the `records` records from `first` on.
    fn new(blocks: &Blocks, first: usize, records: usize, limits: Limits) -> Part {
        let own =
            |member: u32| (member as usize).checked_sub(first).filter(|record| *record < records);
        let mut ends = vec![0u32; records + 1];
        Posting::each(blocks, limits, |record, _, _| {
            if let Some(record) = own(record) {
                ends[record + 1] += 1;
            }
        });
        for at in 1..ends.len() {
            ends[at] += ends[at - 1];
        }
        let total = ends.last().map_or(0, |&all| all as usize);
        let mut postings = vec![Posting::default(); total];
        // From here on each slot is where the record's next posting goes: in the end, where they end.
        Posting::each(blocks, limits, |record, rule, near| {
            if let Some(record) = own(record) {
                postings[ends[record] as usize] = Posting::new(blocks, rule, near);
                ends[record] += 1;
            }
        });
        ends.pop();
        Part { ends, postings }
    }

    fn of(&self, record: usize) -> &[Posting] {
        let start = if record == 0 { 0 } else { self.ends[record - 1] };
        &self.postings[start as usize..self.ends[record] as usize]
    }
}

impl<'a> CandidateIndex<'a> {
    /// Inverts the blocks of records, all in the order they will be asked for, a part a thread.
    pub fn new(blocks: &'a Blocks, order: Vec<u32>, limits: Limits) -> CandidateIndex<'a> {
        let records = order.len();
        let size = records.div_ceil(rayon::current_num_threads()).max(1);
        let part = |at: usize| Part::new(blocks, at * size, size.min(records - at * size), limits);
        let parts = (0..records.div_ceil(size)).into_par_iter().map(part).collect();
        CandidateIndex { blocks, order, size, parts }
    }

    /// All records in the order in which to ask for their candidates.
    pub fn order(&self) -> &[u32] {
        &self.order
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
        let postings = self.parts[left as usize / self.size].of(left as usize % self.size);
        // The first look at each brings it from memory; all at once they take little longer than one.
        let first = |posting: &Posting| posting.members(self.blocks).first().copied();
        black_box(postings.iter().filter_map(first).fold(0, |all, member| all ^ member));
        for posting in postings {
            let above = posting.members(self.blocks).iter().filter(|&&right| right > left);
            out.extend(above.map(|&right| Candidate { right, rule: posting.rule() }));
        }
        keep_first(out);
        out.sort_unstable_by_key(|found| u64::from(found.right) << 8 | u64::from(found.rule));
        out.dedup_by_key(|candidate| candidate.right);
    }
}

/// Drops most candidates that were found before, so that fewer are sorted: records of one customer share many blocks.
fn keep_first(found: &mut Vec<Candidate>) {
    /// Candidates that are looked for; nearly all records have fewer.
    const MOST: usize = 128;
    const SLOTS: usize = 2 * MOST;
    if found.len() > MOST {
        return;
    }
    // No record has this number: there are fewer than fit into it.
    let mut seen = [u32::MAX; SLOTS];
    found.retain(|candidate| {
        let mut slot = candidate.right as usize % SLOTS;
        while seen[slot] != u32::MAX && seen[slot] != candidate.right {
            slot = (slot + 1) % SLOTS;
        }
        let is_new = seen[slot] == u32::MAX;
        seen[slot] = candidate.right;
        is_new
    });
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
            let index = CandidateIndex::new(&blocks, (0..12).collect(), Limits::default());
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
