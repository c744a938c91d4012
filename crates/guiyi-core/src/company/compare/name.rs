//! Names: trade name and industry.

use super::Comparer;
use super::form::{form_of_short, forms};
use crate::company::align::{Alignment, align};
use crate::company::levels::{brand, trade};
use crate::company::row::{NameFlags, NameRow};
use crate::company::short::{self, is_initial};

/// How two names agree: levels with what the frequencies of their values add.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct NameAgreement {
    /// Level of the trade name.
    pub brand: usize,
    /// Level of the industry.
    pub trade: usize,
    /// Level of the form.
    pub form: usize,
    /// Level of the branch.
    pub branch: usize,
    /// What the frequency of the trade name adds, in 1/1024 bits.
    pub brand_adjustment: i32,
    /// What that of the industry adds.
    pub trade_adjustment: i32,
}

impl Comparer<'_> {
    /// Compares two names.
    pub fn names(&self, a: &NameRow, b: &NameRow) -> NameAgreement {
        if a.flags.has(NameFlags::MISSING) || b.flags.has(NameFlags::MISSING) {
            return NameAgreement::default();
        }
        let aligned = if a.text == b.text { Alignment::default() } else { self.bodies(a, b) };
        let damaged = a.flags.has(NameFlags::DAMAGED) || b.flags.has(NameFlags::DAMAGED);
        let (brand, trade) = if damaged && aligned.left_over == 0 && aligned.right_over == 0 {
            // What a lost character was decides where the trade name ends.
            (brand::ALIKE, trade::EXACT)
        } else {
            let brand = match brands(a, b, &aligned) {
                brand::DROPPED if self.is_place(a, b, aligned.left_over) => brand::EXACT,
                brand::DROPPED if self.is_place(b, a, aligned.right_over) => brand::EXACT,
                brand => brand,
            };
            self.short(a, b, brand, trades(a, b, &aligned))
        };
        NameAgreement {
            brand,
            trade,
            form: if leaves_out_trade(a, b, trade) { form_of_short(a, b) } else { forms(a, b) },
            branch: self.branches(a, b),
            brand_adjustment: self.references.brand(a, b, brand, self.arena),
            trade_adjustment: self.references.trade(a, b, trade),
        }
    }

    /// Whether the character by which a short trade name is longer stands for the other's place:
    /// 深康佳 for 康佳 of 深圳.
    fn is_place(&self, short: &NameRow, other: &NameRow, over: u32) -> bool {
        let first = short.body_in(self.arena).first();
        over == 1
            && short.flags.has(NameFlags::OPEN)
            && short.place == 0
            && first.is_some_and(|&c| is_initial(other, c))
    }

    /// The levels where one name may be a short form of the other: what it takes from the other's
    /// industry is no evidence of its own.
    fn short(&self, a: &NameRow, b: &NameRow, brand: usize, trade: usize) -> (usize, usize) {
        let is_same = brand == brand::EXACT && a.brand == b.brand;
        let is_told = match brand {
            _ if is_same => {
                a.flags.has(NameFlags::NATION)
                    || !matches!(trade, trade::ONE_MISSING | trade::PARTLY | trade::DIFFER)
            }
            brand::ALIKE => true,
            _ => matches!(trade, trade::EXACT | trade::STRICT),
        };
        match is_told || !short::is_one(a, b, self.arena) {
            true => (brand, trade),
            false if is_same => (brand, 0),
            false => (brand::SHORT, 0),
        }
    }

    fn bodies(&self, a: &NameRow, b: &NameRow) -> Alignment {
        align(a.body_in(self.arena), b.body_in(self.arena), self.sounds)
    }
}

fn brands(a: &NameRow, b: &NameRow, aligned: &Alignment) -> usize {
    match (a.brand != 0, b.brand != 0) {
        _ if a.body == 0 || b.body == 0 => return brand::ONE_BRANDLESS,
        (false, false) => return brand::BRANDLESS,
        (true, true) => {}
        _ => return brand::ONE_BRANDLESS,
    }
    if a.brand == b.brand {
        return brand::EXACT;
    }
    let over_a = (aligned.left_over & a.brand_mask).count_ones();
    let over_b = (aligned.right_over & b.brand_mask).count_ones();
    let soft = (aligned.left_soft & a.brand_mask) | (aligned.right_soft & b.brand_mask);
    let kept_a = a.brand_mask.count_ones() - over_a;
    let kept_b = b.brand_mask.count_ones() - over_b;
    match (over_a, over_b) {
        (0, 0) if soft == 0 => brand::EXACT,
        (0, 0) => brand::ALIKE,
        // Two slips in one trade name are one too many.
        (0, 1) | (1, 0) if soft != 0 => brand::ONE_DIFFERS,
        (0, 1) | (1, 0) if kept_a.min(kept_b) >= 1 => brand::DROPPED,
        (0, _) | (_, 0) if kept_a.min(kept_b) >= 2 => brand::CONTAINED,
        (1, 1) if kept_a.min(kept_b) >= 1 => brand::ONE_DIFFERS,
        _ if kept_a.max(kept_b) >= 2 => brand::PARTLY,
        (0, _) | (_, 0) => brand::PARTLY,
        _ => brand::DIFFER,
    }
}

fn trades(a: &NameRow, b: &NameRow, aligned: &Alignment) -> usize {
    let (zone_a, zone_b) = (a.trade_mask(), b.trade_mask());
    match (zone_a != 0, zone_b != 0) {
        (false, false) => return 0,
        (true, true) => {}
        (false, true) => return left_out(a, b, zone_b & !aligned.right_over),
        (true, false) => return left_out(b, a, zone_a & !aligned.left_over),
    }
    let over_a = (aligned.left_over & zone_a).count_ones();
    let over_b = (aligned.right_over & zone_b).count_ones();
    let soft = (aligned.left_soft & zone_a) | (aligned.right_soft & zone_b);
    let kept = (zone_a.count_ones() - over_a).min(zone_b.count_ones() - over_b);
    // Two words that both exist are two trades, however alike: 铸造 and 锻造.
    let may_slip = !(a.flags.has(NameFlags::TRADE_KNOWN) && b.flags.has(NameFlags::TRADE_KNOWN));
    match (over_a, over_b) {
        (0, 0) if soft == 0 => trade::EXACT,
        _ if a.strict == b.strict && a.strict != 0 => trade::STRICT,
        (0, 0) if may_slip => trade::SLIP,
        (0, 1) | (1, 0) if kept >= 1 && may_slip => trade::SLIP,
        (0, _) if kept >= 1 && may_be_cut(a, b) => trade::CUT,
        (_, 0) if kept >= 1 && may_be_cut(b, a) => trade::CUT,
        (0, _) | (_, 0) if kept >= 1 => trade::CONTAINED,
        _ if a.loose == b.loose && a.loose != 0 => trade::LOOSE,
        (1, 1) if kept >= 3 && may_slip => trade::SLIP,
        _ if is_within(a.concepts, b.concepts) => trade::LOOSE,
        _ if kept >= 2 => trade::PARTLY,
        _ => trade::DIFFER,
    }
}

/// Whether the concepts of one industry are among those of the other: 汽车物流, 汽车运输.
fn is_within(a: u32, b: u32) -> bool {
    let shared = a & b;
    shared != 0 && (shared == a || shared == b)
}

/// The level of an industry that a name leaves out, of which it may have `kept` some characters in
/// what reads as its trade name: 振达机 is 振达机电, cut short.
fn left_out(short: &NameRow, other: &NameRow, kept: u32) -> usize {
    match may_be_cut(short, other) {
        true if kept != 0 => trade::CUT,
        true => 0,
        false => trade::ONE_MISSING,
    }
}

/// Whether a name may have lost its end. What stands before a branch has not, and against a branch
/// the branch says so already.
fn may_be_cut(name: &NameRow, other: &NameRow) -> bool {
    name.flags.has(NameFlags::OPEN) && are_heads(name, other)
}

/// Whether one name leaves out of its industry what the other has, and the form with it.
fn leaves_out_trade(a: &NameRow, b: &NameRow, trade: usize) -> bool {
    let is_left_out = (a.trade_mask() == 0) != (b.trade_mask() == 0);
    is_left_out || trade == trade::CUT
}

/// Whether neither name is a branch's.
pub(super) fn are_heads(a: &NameRow, b: &NameRow) -> bool {
    !a.flags.has(NameFlags::BRANCH) && !b.flags.has(NameFlags::BRANCH)
}
