//! The inverse of the blocks: for each record the blocks it is in.

use std::ops::Range;
use std::sync::atomic::{AtomicU64, Ordering};

use rayon::prelude::*;

use super::index::{Blocks, Limits, MOST_MEMBERS};

/// A block as one of its records sees it: the records it is compared with, and by which rule. Aligned as the number it
/// is written as, so that all of them need not be copied.
#[derive(Clone, Copy, Debug)]
#[repr(align(8))]
pub(super) struct Posting {
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

    pub(super) fn rule(self) -> u8 {
        (self.rule_and_count >> Posting::COUNT_BITS) as u8
    }

    pub(super) fn members<'a>(&'a self, blocks: &'a Blocks) -> &'a [u32] {
        match self.rule_and_count & ((1 << Posting::COUNT_BITS) - 1) {
            1 => std::slice::from_ref(&self.first),
            count => blocks.at(self.first as usize..self.first as usize + count as usize),
        }
    }

    fn to_bits(self) -> u64 {
        u64::from(self.first) << u32::BITS | u64::from(self.rule_and_count)
    }

    fn from_bits(bits: u64) -> Posting {
        Posting { first: (bits >> u32::BITS) as u32, rule_and_count: bits as u32 }
    }

    /// Calls `put` with every posting of a stripe of the blocks. Members rise, so those behind a record are the larger
    /// ones; a block in a window is in another order and shows its records all that are near them.
    fn each(
        blocks: &Blocks,
        stripe: Range<u32>,
        limits: Limits,
        mut put: impl FnMut(u32, usize, Range<usize>),
    ) {
        for (rule, block) in blocks.with_rules(stripe) {
            let span = blocks.span(block);
            let is_windowed = blocks.is_windowed(block);
            for (place, &record) in span.clone().zip(blocks.members(block)) {
                let (from, to) = if is_windowed {
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

/// The postings of all records.
#[derive(Debug)]
pub(super) struct Postings {
    /// Where each record's postings end.
    ends: Vec<u32>,
    postings: Vec<Posting>,
}

/// Stripes at most: each holds a number for every record.
const STRIPES: usize = 8;

impl Postings {
    /// Inverts the blocks of so many records. A record's postings rise with the blocks, whatever the number of threads:
    /// each of them takes a stripe of the blocks, and knows how many postings the stripes before it bring.
    pub(super) fn new(blocks: &Blocks, records: usize, limits: Limits) -> Postings {
        let stripes = blocks.stripes(rayon::current_num_threads().min(STRIPES));
        let count = |stripe: &Range<u32>| {
            let mut counts = vec![0u32; records];
            Posting::each(blocks, stripe.clone(), limits, |record, _, _| {
                counts[record as usize] += 1;
            });
            counts
        };
        let mut places: Vec<Vec<u32>> = stripes.par_iter().map(count).collect();
        let mut ends = vec![0; records];
        let mut total = 0;
        for (record, end) in ends.iter_mut().enumerate() {
            for stripe in &mut places {
                let count = std::mem::replace(&mut stripe[record], total);
                total += count;
            }
            *end = total;
        }
        // Every slot is written by one thread; as atomics they may be written by any.
        let slots: Vec<AtomicU64> =
            (0..total).into_par_iter().map(|_| AtomicU64::default()).collect();
        stripes.par_iter().zip(&mut places).for_each(|(stripe, places)| {
            Posting::each(blocks, stripe.clone(), limits, |record, rule, near| {
                let place = &mut places[record as usize];
                let posting = Posting::new(blocks, rule, near);
                slots[*place as usize].store(posting.to_bits(), Ordering::Relaxed);
                *place += 1;
            });
        });
        let postings = slots.into_iter().map(|slot| Posting::from_bits(slot.into_inner()));
        Postings { ends, postings: postings.collect() }
    }

    /// The postings of a record.
    pub(super) fn of(&self, record: u32) -> &[Posting] {
        let record = record as usize;
        let start = if record == 0 { 0 } else { self.ends[record - 1] };
        &self.postings[start as usize..self.ends[record] as usize]
    }
}
