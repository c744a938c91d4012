//! Comparing two companies: from features to levels.

use guiyi_lexicon::org::{Relation, relation};

use super::align::{Alignment, align, ones};
use super::levels::{address, at, branch, brand, code, contact, email, form, phone, place, trade};
use super::near::{Numbers, codes_are_near, numbers};
use super::row::{AddressRow, NameFlags, NameRow, Row};
use super::sound::Sounds;
use crate::compare::pattern::AgreementPattern;
use crate::normalize::AddressAgreement;
use crate::score::weight::MatchWeight;
use crate::subject::Compared;

/// Compares rows whose texts are in one arena.
#[derive(Debug)]
pub struct Comparer<'a> {
    /// The texts of names and addresses.
    pub arena: &'a [u16],
    /// Which characters sound or look alike.
    pub sounds: &'a Sounds,
}

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
    /// What term frequencies add, in 1/1024 bits.
    pub adjustment: i32,
    /// The part of it that is the industry's.
    pub trade_adjustment: i32,
}

impl Comparer<'_> {
    /// Compares two records by the names given and by all other fields.
    pub fn compare(&self, a: &Row, b: &Row, name: NameAgreement) -> Compared {
        let (contact, contact_adjustment) = contacts(a, b);
        let place = places(a, b);
        let pattern = AgreementPattern::NULL
            .with(at::BRAND, name.brand)
            .with(at::TRADE, name.trade)
            .with(at::FORM, name.form)
            .with(at::BRANCH, name.branch)
            .with(at::PLACE, place)
            .with(at::CODE, codes(a, b))
            .with(at::PHONE, phones(a, b))
            .with(at::EMAIL, emails(a, b))
            .with(at::CONTACT, contact)
            .with(at::ADDRESS, self.addresses(&a.address, &b.address));
        let term_frequency = MatchWeight::from_parts(
            name.adjustment + contact_adjustment + place_adjustment(a, b, place),
        );
        Compared { pattern, term_frequency }
    }

    /// What each comparison adds to the term frequencies of [`Comparer::compare`].
    pub fn term_frequencies(&self, a: &Row, b: &Row, name: NameAgreement) -> [(usize, i32); 4] {
        [
            (at::BRAND, name.adjustment - name.trade_adjustment),
            (at::TRADE, name.trade_adjustment),
            (at::PLACE, place_adjustment(a, b, places(a, b))),
            (at::CONTACT, contacts(a, b).1),
        ]
    }

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
            (brands(a, b, &aligned), trades(a, b, &aligned))
        };
        let trade_adjustment = trade_adjustment(a, b, trade);
        NameAgreement {
            brand,
            trade,
            form: if trade == trade::ONE_MISSING { form_of_short(a, b) } else { forms(a, b) },
            branch: self.branches(a, b),
            adjustment: brand_adjustment(a, b, brand) + trade_adjustment,
            trade_adjustment,
        }
    }

    fn bodies(&self, a: &NameRow, b: &NameRow) -> Alignment {
        align(self.body(a), self.body(b), |x, y| self.sounds.alike(x, y))
    }

    fn body(&self, name: &NameRow) -> &[u16] {
        &self.arena[name.start as usize..][..usize::from(name.body)]
    }

    fn branch(&self, name: &NameRow) -> &[u16] {
        &self.arena[name.start as usize + usize::from(name.body)..][..usize::from(name.branch)]
    }

    fn branches(&self, a: &NameRow, b: &NameRow) -> usize {
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
        let (x, y) = (self.branch(a), self.branch(b));
        let numbers_differ = a.branch_number != b.branch_number;
        if numbers_differ && a.branch_number != 0 && b.branch_number != 0 {
            return branch::DIFFER;
        }
        let aligned = align(x, y, |x, y| self.sounds.alike(x, y));
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
        if is_direction(x, aligned.left_over) && is_direction(y, aligned.right_over) {
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

    fn addresses(&self, a: &AddressRow, b: &AddressRow) -> usize {
        if a.whole == 0 || b.whole == 0 || a.is_agency || b.is_agency {
            return 0;
        }
        let unless_common = |level| {
            if a.sharing.max(b.sharing) >= COMMON_ADDRESS { address::COMMON } else { level }
        };
        if a.whole == b.whole {
            return unless_common(address::SAME);
        }
        let agreement = a.parts.agreement(b.parts);
        match agreement {
            AddressAgreement::Room => return unless_common(address::SAME),
            AddressAgreement::Number => return unless_common(address::NUMBER),
            AddressAgreement::OtherRoom => return address::OTHER_ROOM,
            _ => {}
        }
        let (x, y) = (self.address(a), self.address(b));
        let aligned = align(x, y, |x, y| x == y);
        let (over_x, over_y) = (aligned.left_over.count_ones(), aligned.right_over.count_ones());
        let least = x.len().min(y.len()) as u32;
        let kept = (x.len() as u32 - over_x).min(y.len() as u32 - over_y);
        let numbers_differ = agreement == AddressAgreement::OtherNumber;
        if over_x + over_y <= 2 + least / 8 && least >= 5 && !numbers_differ {
            return unless_common(address::NEAR);
        }
        if agreement == AddressAgreement::Landmark || (over_x.min(over_y) == 0 && least >= 4) {
            return unless_common(address::CONTAINED);
        }
        match agreement {
            AddressAgreement::Road => address::ROAD,
            AddressAgreement::OtherNumber => address::NUMBERS,
            _ if kept * 2 >= least && kept >= 4 => address::PARTLY,
            _ => address::DIFFER,
        }
    }

    fn address(&self, row: &AddressRow) -> &[u16] {
        &self.arena[row.start as usize..][..usize::from(row.text)]
    }
}

/// Whether what is left over names a direction: 江北站 and 江南站 are two.
fn is_direction(text: &[u16], over: u32) -> bool {
    let mut left = text.iter().enumerate().filter(|(at, _)| over >> at & 1 == 1).map(|(_, c)| *c);
    left.next().is_some_and(|c| {
        char::from_u32(u32::from(c)).is_some_and(|c| "东南西北中上下前后内外左右".contains(c))
    })
}

/// Trade names at one address from which on the address says little.
const COMMON_ADDRESS: u8 = 5;
/// Trade names on one number from which on the number is shared, or common.
const SHARED_PHONE: u8 = 2;
const COMMON_PHONE: u8 = 5;

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
    let zone = |name: &NameRow| ones(usize::from(name.body)) & !name.brand_mask;
    let (zone_a, zone_b) = (zone(a), zone(b));
    match (zone_a != 0, zone_b != 0) {
        (false, false) => return 0,
        (true, true) => {}
        _ => return trade::ONE_MISSING,
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
        (0, _) | (_, 0) if kept >= 1 => trade::CONTAINED,
        _ if a.loose == b.loose && a.loose != 0 => trade::LOOSE,
        (1, 1) if kept >= 3 && may_slip => trade::SLIP,
        _ if kept >= 2 => trade::PARTLY,
        _ => trade::DIFFER,
    }
}

/// The level's shipped u is the reference: a rarer trade name adds, a commoner one takes away.
fn brand_adjustment(a: &NameRow, b: &NameRow, level: usize) -> i32 {
    /// A slip may hide a commoner name, so its surprisal counts for less.
    const SLIP_SHARE: i32 = 2;
    let commoner = a.brand_surprisal.min(b.brand_surprisal);
    let beyond = commoner - reference(brand::LEVELS, brand::EXACT);
    match level {
        brand::EXACT => beyond,
        brand::ALIKE | brand::DROPPED => beyond / SLIP_SHARE,
        brand::CONTAINED => beyond.min(0) / SLIP_SHARE,
        _ => 0,
    }
}

/// The surprisal, in 1/1024 bits, that a level's shipped u stands for.
fn reference(levels: &[(&str, f64, f64)], level: usize) -> i32 {
    MatchWeight::from_bits(-levels[level - 1].2.log2()).parts()
}

fn trade_adjustment(a: &NameRow, b: &NameRow, level: usize) -> i32 {
    let commoner = a.trade_surprisal.min(b.trade_surprisal);
    match level {
        trade::EXACT | trade::STRICT => commoner - reference(trade::LEVELS, trade::EXACT),
        _ => 0,
    }
}

fn forms(a: &NameRow, b: &NameRow) -> usize {
    match (a.org, b.org) {
        (None, None) => 0,
        (Some(_), Some(_)) => match relation(a.org, b.org) {
            Relation::Same => form::SAME,
            Relation::Compatible => form::COMPATIBLE,
            Relation::Weak => form::WEAK,
            Relation::Conflict => form::CONFLICT,
        },
        _ => form::ONE_MISSING,
    }
}

/// A short form leaves out industry and form together: that is one fact, and counted once.
fn form_of_short(a: &NameRow, b: &NameRow) -> usize {
    match forms(a, b) {
        form::ONE_MISSING => 0,
        level => level,
    }
}

/// Compares two places by their six digits: province, prefecture, county.
fn places(a: &Row, b: &Row) -> usize {
    if a.name.place != 0 && a.name.place == b.name.place {
        return place::NAMED;
    }
    let (a, b) = (a.place, b.place);
    if a == 0 || b == 0 {
        return 0;
    }
    if a / 10_000 != b / 10_000 {
        return place::PROVINCES;
    }
    let prefecture = |code: u32| code / 100 % 100;
    match (prefecture(a), prefecture(b)) {
        (0, _) | (_, 0) => return place::PROVINCE,
        (x, y) if x != y => return place::PREFECTURES,
        _ => {}
    }
    match (a % 100, b % 100) {
        (0, _) | (_, 0) => place::PREFECTURE,
        (x, y) if x == y => place::COUNTY,
        _ => place::COUNTIES,
    }
}

fn place_adjustment(a: &Row, b: &Row, level: usize) -> i32 {
    let at = match level {
        place::NAMED => a.name.place_surprisal,
        place::COUNTY => a.place_surprisal[0],
        place::PREFECTURE => a.place_surprisal[1].min(b.place_surprisal[1]),
        _ => return 0,
    };
    at - reference(place::LEVELS, level)
}

fn codes(a: &Row, b: &Row) -> usize {
    let (Some(x), Some(y)) = (a.code, b.code) else { return 0 };
    let both_valid = x.is_valid() && y.is_valid();
    let organisation = x.organisation_code();
    if x == y {
        return if both_valid { code::SAME } else { code::SAME_INVALID };
    }
    if organisation.is_some() && organisation == y.organisation_code() {
        return code::SAME;
    }
    if both_valid {
        return code::CONFLICT;
    }
    if codes_are_near(x, y) { code::NEAR } else { code::DIFFER }
}

fn phones(a: &Row, b: &Row) -> usize {
    let mut best = 0;
    for (x, sharing_x) in a.phones.iter().zip(a.phone_sharing) {
        for (y, sharing_y) in b.phones.iter().zip(b.phone_sharing) {
            let (Some(x), Some(y)) = (x, y) else { continue };
            let level = match (numbers(*x, *y), sharing_x.max(sharing_y)) {
                (Numbers::Same, COMMON_PHONE..) => phone::COMMON,
                (Numbers::Same, SHARED_PHONE..) => phone::SHARED,
                (Numbers::Same, _) => phone::OWN,
                (Numbers::Local, _) => phone::LOCAL,
                (Numbers::Near, _) => phone::NEAR,
                (Numbers::Differ, _) => phone::DIFFER,
            };
            best = if best == 0 { level } else { best.min(level) };
        }
    }
    best
}

fn emails(a: &Row, b: &Row) -> usize {
    if a.email == 0 || b.email == 0 {
        return 0;
    }
    if a.email == b.email {
        return email::SAME;
    }
    match (a.domain, b.domain) {
        (0, _) | (_, 0) => email::DIFFER,
        (x, y) if x == y => email::DOMAIN,
        _ => email::DOMAINS,
    }
}

fn contacts(a: &Row, b: &Row) -> (usize, i32) {
    if a.contact != 0 && a.contact == b.contact {
        return (contact::SAME, a.contact_surprisal - reference(contact::LEVELS, contact::SAME));
    }
    if a.surname == 0 || b.surname == 0 {
        return (0, 0);
    }
    let one_is_short = a.contact == 0 || b.contact == 0;
    if a.surname == b.surname && one_is_short {
        return (contact::SURNAME, 0);
    }
    (contact::DIFFER, 0)
}
