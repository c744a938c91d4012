//! Blocks: records grouped by blocking key, one rule after the other.

use std::ops::Range;

pub use super::entry::Entry;
pub use super::shared::{Emit, Shared};

/// A key one record emits for a rule: the hash of what it shares with others.
pub type Key = u64;

/// How large blocks may grow and what happens to larger ones.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Records in a block at most. Pairs grow with its square: 200 means 20,000 pairs.
    pub block: usize,
    /// In a block that stays too large after refinement, how many following records (in the order
    /// of their refinement keys) each one is still compared with. With 0 such a block is cut.
    pub window: usize,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits { block: 200, window: 8 }
    }
}

/// Records in a block at most, whatever the limits say: one of as many is never compared whole.
pub(super) const MOST_MEMBERS: usize = (1 << 24) - 1;

/// What happened to a rule's blocks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RuleReport {
    /// The rule's name.
    pub rule: String,
    /// Blocks of two records or more.
    pub blocks: usize,
    /// Pairs inside blocks, those that earlier rules have already counted included.
    pub pairs: u64,
    /// Blocks above the limit that were split by the refinement key.
    pub split: usize,
    /// Blocks that stayed above the limit and were only compared inside a window, or cut.
    pub windowed: usize,
    /// Pairs that a window left out.
    pub left_out: u64,
    /// Records in the largest block before splitting.
    pub largest: usize,
}

/// All blocks of all rules. Block ids rise with the rules, so the smallest block two records share
/// belongs to the first rule that pairs them.
#[derive(Debug, Default)]
pub struct Blocks {
    /// Where each block's members end.
    ends: Vec<u32>,
    members: Vec<u32>,
    /// First block of each rule.
    starts: Vec<u32>,
    /// Blocks whose members are only compared inside a window.
    windowed: Vec<bool>,
    /// One report a rule.
    pub reports: Vec<RuleReport>,
}

impl Blocks {
    /// Appends a rule's blocks.
    pub fn add_rule<K>(&mut self, rule: &str, shared: &Shared<K>, limits: Limits)
    where
        K: Fn(u32, &mut Emit<'_>) + Sync,
    {
        let limits = Limits { block: limits.block.min(MOST_MEMBERS), ..limits };
        self.starts.push(self.ends.len() as u32);
        let mut report = RuleReport { rule: rule.to_string(), ..RuleReport::default() };
        for block in shared.blocks() {
            report.largest = report.largest.max(block.len());
            if block.len() <= limits.block {
                self.push(block.iter().map(|&entry| shared.record(entry)), false, &mut report);
                continue;
            }
            report.split += 1;
            self.split(&shared.refined(block), limits, &mut report);
        }
        self.reports.push(report);
    }

    /// Splits an oversize block by its refinement keys; what is still too large gets a window.
    fn split(&mut self, block: &[Entry], limits: Limits, report: &mut RuleReport) {
        let mut cells = block.chunk_by(|a, b| a.refine == b.refine).peekable();
        let distinct = cells.peek().is_some_and(|first| first.len() < block.len());
        if distinct {
            for cell in cells {
                if cell.len() <= limits.block {
                    self.push(cell.iter().map(|entry| entry.record), false, report);
                } else {
                    self.push_windowed(cell, limits, report);
                }
            }
        }
        self.push_windowed(block, limits, report);
    }

    fn push_windowed(&mut self, block: &[Entry], limits: Limits, report: &mut RuleReport) {
        let all = pairs_in(block.len());
        let inside = (block.len() * limits.window) as u64;
        report.windowed += 1;
        report.left_out += all.saturating_sub(inside);
        if limits.window == 0 {
            return;
        }
        self.push(block.iter().map(|entry| entry.record), true, report);
        report.pairs = report.pairs.saturating_sub(all.saturating_sub(inside));
    }

    /// Appends a block of two records or more, in this order.
    fn push(
        &mut self,
        block: impl ExactSizeIterator<Item = u32>,
        windowed: bool,
        report: &mut RuleReport,
    ) {
        let records = block.len();
        if records < 2 {
            return;
        }
        self.members.extend(block);
        self.ends.push(self.members.len() as u32);
        self.windowed.push(windowed);
        report.blocks += 1;
        report.pairs += pairs_in(records);
    }

    /// What happened to the rules' blocks; the blocks themselves are given back.
    pub fn into_reports(self) -> Vec<RuleReport> {
        self.reports
    }

    /// How many blocks.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The records of a block: rising, but in a window in the order of what the block is split by.
    pub fn members(&self, block: u32) -> &[u32] {
        &self.members[self.span(block)]
    }

    /// Where a block's records stand among those of all blocks.
    pub(super) fn span(&self, block: u32) -> Range<usize> {
        let start = if block == 0 { 0 } else { self.ends[block as usize - 1] };
        start as usize..self.ends[block as usize] as usize
    }

    /// The records at some places among those of all blocks.
    pub(super) fn at(&self, places: Range<usize>) -> &[u32] {
        &self.members[places]
    }

    /// Whether the block is only compared inside a window.
    pub fn is_windowed(&self, block: u32) -> bool {
        self.windowed[block as usize]
    }

    /// A stripe of the blocks, each behind the place of its rule in the list of rules.
    pub(super) fn with_rules(&self, stripe: Range<u32>) -> impl Iterator<Item = (usize, u32)> {
        (0..self.starts.len()).flat_map(move |rule| {
            let end = self.starts.get(rule + 1).map_or(stripe.end, |&next| next.min(stripe.end));
            (self.starts[rule].max(stripe.start)..end).map(move |block| (rule, block))
        })
    }

    /// Cuts the blocks into so many stripes of about as many members.
    pub(super) fn stripes(&self, count: usize) -> Vec<Range<u32>> {
        let mut stripes = Vec::with_capacity(count);
        let mut first = 0;
        for at in 1..=count {
            let members = (self.members.len() * at / count) as u32;
            let last = self.ends.partition_point(|&end| end <= members) as u32;
            stripes.push(first..last);
            first = last;
        }
        stripes
    }
}

fn pairs_in(records: usize) -> u64 {
    (records as u64 * (records as u64).saturating_sub(1)) / 2
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Blocks of rules whose rows are key, refinement and record.
    fn blocks(rules: &[&[(u64, u64, u32)]], limits: Limits) -> Blocks {
        let mut blocks = Blocks::default();
        for rows in rules {
            let keys = |record: u32, emit: &mut Emit<'_>| {
                rows.iter().filter(|row| row.2 == record).for_each(|row| emit(row.0, row.1));
            };
            blocks.add_rule("rule", &Shared::new(8, keys), limits);
        }
        blocks
    }

    #[test]
    fn groups_by_key_and_drops_singles() {
        let (phone, name) = ([(1, 0, 5), (2, 0, 6), (1, 0, 3)], [(1, 0, 6), (1, 0, 5)]);
        let blocks = blocks(&[&phone, &name], Limits::default());
        assert_eq!(blocks.len(), 2);
        assert_eq!(blocks.members(0), [3, 5]);
        assert_eq!(blocks.with_rules(0..2).collect::<Vec<_>>(), [(0, 0), (1, 1)]);
        assert_eq!(blocks.with_rules(1..2).collect::<Vec<_>>(), [(1, 1)]);
    }

    #[test]
    fn oversize_blocks_are_split_then_windowed() {
        let limits = Limits { block: 2, window: 1 };
        let rows = [(1, 8, 0), (1, 7, 1), (1, 8, 2), (1, 8, 3), (1, 7, 4)];
        let blocks = blocks(&[&rows], limits);
        let found: Vec<_> =
            (0..blocks.len() as u32).map(|b| (blocks.members(b), blocks.is_windowed(b))).collect();
        let expected: [(&[u32], bool); 3] =
            [(&[1, 4], false), (&[0, 2, 3], true), (&[1, 4, 0, 2, 3], true)];
        assert_eq!(found, expected);
        assert_eq!(blocks.reports[0].largest, 5);
        assert!(blocks.reports[0].left_out > 0);
    }
}
