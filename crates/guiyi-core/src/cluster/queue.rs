//! The links to try, best first.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::link::Rank;

/// A link to try: its rank, its groups, and a stamp that tells whether it is still as it was.
pub type Queued = (Rank, Reverse<(u32, u32)>, u32);

/// A priority queue most of whose items are outdated before they are reached: only the best are
/// kept in order, and the others are looked through for outdated ones when those are used up.
#[derive(Debug)]
pub struct Queue {
    /// The best items.
    now: BinaryHeap<Queued>,
    /// The others, in no order.
    later: Vec<Queued>,
    /// What is at least this belongs to `now`; everything does when there is none.
    floor: Option<Queued>,
}

impl Queue {
    /// A queue of these items.
    pub fn new(later: Vec<Queued>) -> Queue {
        Queue { now: BinaryHeap::new(), later, floor: None }
    }

    /// Adds an item; between the calls of [`Queue::pop`] only.
    pub fn push(&mut self, item: Queued) {
        match self.floor {
            Some(floor) if item < floor => self.later.push(item),
            _ => self.now.push(item),
        }
    }

    /// Takes the best item that is current.
    pub fn pop(&mut self, is_current: impl Fn(&Queued) -> bool) -> Option<Queued> {
        loop {
            match self.now.pop() {
                Some(item) if is_current(&item) => return Some(item),
                Some(_) => {}
                None if self.later.is_empty() => return None,
                None => self.refill(&is_current),
            }
        }
    }

    /// Moves the best of the items kept for later.
    fn refill(&mut self, is_current: impl Fn(&Queued) -> bool) {
        /// So few are all put in order.
        const FEW: usize = 256;
        /// Of more, one in so many: a smaller part is in order sooner, but the rest is looked through more often.
        const PART: usize = 8;
        self.later.retain(is_current);
        let rest = match self.later.len() {
            few if few <= FEW => 0,
            many => many - many / PART,
        };
        if rest > 0 {
            self.later.select_nth_unstable(rest);
        }
        let best = self.later.split_off(rest);
        self.floor = best.first().copied().filter(|_| rest > 0);
        self.now = best.into();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn item(rank: i32, at: u32) -> Queued {
        ((false, rank, 0), Reverse((at, at + 1)), at)
    }

    proptest! {
        /// Agrees with a heap of everything, whatever is outdated or added between.
        #[test]
        fn agrees_with_a_heap(
            first in proptest::collection::vec(-20i32..20, 0..2000),
            more in proptest::collection::vec((-20i32..20, 0u32..3000), 0..1000),
        ) {
            let items: Vec<Queued> =
                first.iter().enumerate().map(|(at, &rank)| item(rank, at as u32)).collect();
            let mut heap: BinaryHeap<Queued> = items.clone().into();
            let mut queue = Queue::new(items);
            let mut outdated = std::collections::BTreeSet::new();
            let mut more = more.into_iter().enumerate();
            loop {
                let expected = std::iter::from_fn(|| heap.pop()).find(|it| !outdated.contains(&it.2));
                prop_assert_eq!(queue.pop(|it| !outdated.contains(&it.2)), expected);
                if let Some((at, (rank, old))) = more.next() {
                    outdated.insert(old);
                    heap.push(item(rank, 5000 + at as u32));
                    queue.push(item(rank, 5000 + at as u32));
                } else if expected.is_none() {
                    break;
                }
            }
        }
    }
}
