//! Branches: 迎泽支行 against 双塔支行, and against the head office.

use super::Comparer;
use crate::company::align::{align, ones};
use crate::company::levels::branch;
use crate::company::row::{NameFlags, NameRow};

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

    fn branch(&self, name: &NameRow) -> &[u16] {
        &self.arena[name.start as usize + usize::from(name.body)..][..usize::from(name.branch)]
    }

    fn both_branches(&self, a: &NameRow, b: &NameRow) -> usize {
        let open = a.flags.has(NameFlags::CUT) || b.flags.has(NameFlags::CUT);
        let kinds_differ = a.branch_kind != b.branch_kind && !open;
        if kinds_differ && a.branch_kind.is_some() && b.branch_kind.is_some() {
            return branch::DIFFER;
        }
        let (x, y) = (self.branch(a), self.branch(b));
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
        let own = |over: u32, region: u8| {
            if named { (over & !ones(usize::from(region))).count_ones() } else { over.count_ones() }
        };
        let over_x = own(aligned.left_over, a.branch_region);
        let over_y = own(aligned.right_over, b.branch_region);
        if is_ordering(x, aligned.left_over) && is_ordering(y, aligned.right_over) {
            return branch::DIFFER;
        }
        // Characters of the own names that say the same; a region in common says nothing.
        let kept = |text: &[u16], over: u32, soft: u32, region: u8| {
            let own = ones(text.len()) & if named { !ones(usize::from(region)) } else { u32::MAX };
            (own & !over & !soft).count_ones()
        };
        let kept = kept(x, aligned.left_over, aligned.left_soft, a.branch_region).min(kept(
            y,
            aligned.right_over,
            aligned.right_soft,
            b.branch_region,
        ));
        match (over_x, over_y) {
            (0, 0) if kept >= 1 && !numbers_differ => branch::NEAR,
            (0, 1) | (1, 0) if kept >= 2 && named && !numbers_differ => branch::NEAR,
            (1, 1) if kept >= 2 && !numbers_differ => branch::NEAR,
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
