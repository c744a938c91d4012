//! Slots: blocking keys as the store keeps them, six bytes each.
//!
//! A slot is the rule (5 bits), the hash of the key (32 bits) and the cell (10 bits): what a block
//! that holds too many records is split by. The hash is shorter than the engine's, so that now and
//! then, less than once in a thousand blocks of a million records, two blocks are one: their pairs are
//! compared for nothing.

use guiyi_core::block::index::{Key, Limits};
use guiyi_core::compare::level::Comparison;
use guiyi_core::hash::mix;
use guiyi_core::role::Role;
use guiyi_core::score::weight::MatchWeight;
use guiyi_core::subject::{Compared, Glance, Ruling, Session, Subject};
use guiyi_core::unify::Worth;

const KEY_BITS: u32 = 32;
const CELL_BITS: u32 = 10;

/// A subject whose keys are those the store keeps.
pub struct Slotted<'a>(pub &'a dyn Subject);

impl Subject for Slotted<'_> {
    fn records(&self) -> usize {
        self.0.records()
    }

    fn comparisons(&self) -> &[Comparison] {
        self.0.comparisons()
    }

    fn rules(&self) -> Vec<String> {
        self.0.rules()
    }

    /// Each key of a record once.
    fn keys(&self, rule: usize, record: u32, emit: &mut dyn FnMut(Key, u64)) {
        let mut found: Vec<(u64, u64)> = Vec::new();
        self.0.keys(rule, record, &mut |key, refine| {
            let cell = mix(refine, 0) & ((1 << CELL_BITS) - 1);
            found.push((key & ((1 << KEY_BITS) - 1), cell));
        });
        found.sort_unstable();
        found.dedup_by_key(|entry| entry.0);
        found.into_iter().for_each(|(key, cell)| emit(key, cell));
    }

    fn limits(&self, rule: usize, limits: Limits) -> Limits {
        self.0.limits(rule, limits)
    }

    fn at_a_glance(&self, rule: usize, left: u32, right: u32) -> Glance {
        self.0.at_a_glance(rule, left, right)
    }

    fn sessions(&self) -> Vec<Session> {
        self.0.sessions()
    }

    fn is_comparable(&self, left: u32, right: u32) -> bool {
        self.0.is_comparable(left, right)
    }

    fn worth(&self, record: u32, role: Role) -> Option<Worth> {
        self.0.worth(record, role)
    }

    fn compare(&self, left: u32, right: u32) -> Compared {
        self.0.compare(left, right)
    }

    fn term_frequencies(&self, left: u32, right: u32) -> Vec<(usize, MatchWeight)> {
        self.0.term_frequencies(left, right)
    }

    fn ruling(&self, left: u32, right: u32, compared: &Compared) -> Ruling {
        self.0.ruling(left, right, compared)
    }
}

impl Slotted<'_> {
    /// Hands over the slots of a record under a rule.
    pub fn each(&self, rule: usize, record: u32, mut take: impl FnMut(i64)) {
        self.keys(rule, record, &mut |key, cell| {
            take(((rule as i64) << KEY_BITS | key as i64) << CELL_BITS | cell as i64);
        });
    }
}

/// The block of a slot.
pub fn block(slot: i64) -> i64 {
    slot >> CELL_BITS
}

/// The first and the last slot of a block.
pub fn range(block: i64) -> (i64, i64) {
    (block << CELL_BITS, ((block + 1) << CELL_BITS) - 1)
}

/// The rule of a block.
pub fn rule(block: i64) -> usize {
    (block >> KEY_BITS) as usize
}
