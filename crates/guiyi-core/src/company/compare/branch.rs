//! Branches: 迎泽支行 against 双塔支行, and against the head office.

use super::Comparer;
use crate::company::align::{align, ones};
use crate::company::levels::branch;
use crate::company::row::{NAMED_BRANCH, NameFlags, NameRow};

/// Characters of the longest common forms of branches: 营业部, 加油站.
const FORM: u32 = 3;

impl Comparer<'_> {
    /// The level of two names' branches; 0 for two heads.
    pub(super) fn branches(&self, a: &NameRow, b: &NameRow) -> usize {
        match (a.flags.has(NameFlags::BRANCH), b.flags.has(NameFlags::BRANCH)) {
            (false, false) => 0,
            (true, true) => self.both_branches(a, b),
            (true, false) if b.flags.has(NameFlags::OPEN) => branch::CUT,
            (false, true) if a.flags.has(NameFlags::OPEN) => branch::CUT,
            _ => branch::HEAD,
        }
    }

    fn both_branches(&self, a: &NameRow, b: &NameRow) -> usize {
        let open = a.flags.has(NameFlags::CUT) || b.flags.has(NameFlags::CUT);
        let kinds_differ = a.branch_kind != b.branch_kind && !open;
        if kinds_differ && a.branch_kind.is_some() && b.branch_kind.is_some() {
            return branch::DIFFER;
        }
        let (x, y) = (a.branch_in(self.arena), b.branch_in(self.arena));
        let numbers_differ = a.branch_number != b.branch_number;
        if numbers_differ && a.branch_number != 0 && b.branch_number != 0 {
            return branch::DIFFER;
        }
        let aligned = align(x, y, self.sounds);
        if aligned.is_equal() && !numbers_differ {
            return branch::SAME;
        }
        // The regions before a branch's own name may be left out; without one they are the name.
        let named =
            usize::from(a.branch_region) < x.len() && usize::from(b.branch_region) < y.len();
        let own = |text: &[u16], region: u8| {
            let region = if named { ones(usize::from(region)) } else { 0 };
            ones(text.len()) & !region
        };
        let (own_x, own_y) = (own(x, a.branch_region), own(y, b.branch_region));
        if is_ordering(x, aligned.left_over) && is_ordering(y, aligned.right_over) {
            return branch::DIFFER;
        }
        let over_x = (own_x & aligned.left_over).count_ones();
        let over_y = (own_y & aligned.right_over).count_ones();
        // Characters of the own names that say the same; a region in common says nothing.
        let kept_x = (own_x & !aligned.left_over & !aligned.left_soft).count_ones();
        let kept_y = (own_y & !aligned.right_over & !aligned.right_soft).count_ones();
        let kept = kept_x.min(kept_y);
        match (over_x, over_y) {
            (0, 0) if kept >= 1 && !numbers_differ => branch::NEAR,
            (0, 1) | (1, 0) if kept >= 2 && named && !numbers_differ => branch::NEAR,
            (1, 1) if kept >= 4 && !numbers_differ => branch::NEAR,
            // What is more there than the name is what is left of the form: 基隆路连锁 for 连锁店.
            (0, _) | (_, 0) if open && kept >= NAMED_BRANCH && over_x.max(over_y) <= FORM => {
                branch::NEAR
            }
            (0, _) | (_, 0) if open => branch::CUT,
            (0, _) | (_, 0) if numbers_differ => branch::DIFFER,
            (0, _) | (_, 0) if kinds_differ => branch::CUT,
            (0, _) | (_, 0) => branch::HEAD,
            _ => branch::DIFFER,
        }
    }
}

/// Whether what is left over names a direction or a number: 江北站 and 江南站, 一期 and 二期 are two.
fn is_ordering(text: &[u16], over: u32) -> bool {
    let mut left = text.iter().enumerate().filter(|(at, _)| over >> at & 1 == 1).map(|(_, c)| *c);
    left.next().is_some_and(|c| {
        char::from_u32(u32::from(c))
            .is_some_and(|c| "东南西北中上下前后内外左右一二三四五六七八九十甲乙丙丁".contains(c))
    })
}
