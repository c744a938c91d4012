//! Rules outside the model: vetoes, and what needs a second piece of evidence.
//!
//! The numbers N1–N10 are those of the domain rules: two valid codes, different numbers, branches,
//! places, trade names, groups, shops against companies, placeholders, another trade with a common
//! trade name, a damaged character.

use super::levels::{address, at, branch, brand, code, contact, email, form, phone, place, trade};
use super::row::{NameFlags, Row};
use crate::cluster::Standing;
use crate::compare::pattern::AgreementPattern;
use crate::score::weight::MatchWeight;
use crate::subject::{Reason, Ruling};

/// Surprisal from which a trade name is rare enough to mean one firm even in another trade or
/// place: about one name in 30,000.
pub(super) const RARE_BRAND: MatchWeight = MatchWeight::whole(15);

/// What the rules need to know beside the levels.
#[derive(Clone, Copy, Debug)]
pub struct Case<'a> {
    /// The records.
    pub left: &'a Row,
    /// The other record.
    pub right: &'a Row,
    /// Their levels.
    pub pattern: AgreementPattern,
    /// Whether names without a trade name may join by themselves.
    pub join_brandless: bool,
    /// Whether the file is large enough to attest who else is around.
    pub is_attested: bool,
}

impl Case<'_> {
    /// The ruling: the first rule that speaks.
    pub fn ruling(&self) -> Ruling {
        if self.either(NameFlags::PLACEHOLDER)
            || (self.either(NameFlags::MISSING) && !self.is_corroborated())
        {
            return Ruling::because(Standing::Vetoed, Reason::Placeholder);
        }
        match self.level(at::CODE) {
            code::SAME => return Ruling::because(Standing::Required, Reason::SameCode),
            code::CONFLICT => {
                // Two codes are worth a warning only where nothing else tells the two apart.
                let reason = self.veto().unwrap_or(Reason::CodesDiffer);
                return Ruling::because(Standing::Forbidden, reason);
            }
            _ => {}
        }
        if let Some(reason) = self.veto() {
            let standing = match reason {
                // Two independent pieces of evidence outweigh what a slip can fake, or make it
                // worth a person's look.
                Reason::BranchOfHead if self.corroborations() >= 2 => Standing::Capped,
                Reason::PlacesDiffer | Reason::FormsExclude | Reason::GroupAgainstMember
                    if self.corroborations() >= 2 =>
                {
                    Standing::Free
                }
                _ => Standing::Vetoed,
            };
            return Ruling::because(standing, reason);
        }
        match self.doubt() {
            None => Ruling::FREE,
            // What a lost character was, no second piece of evidence tells.
            Some(Reason::Damaged) => Ruling::because(Standing::Capped, Reason::Damaged),
            // A house holds many firms, and sister firms and shops of one name above all.
            Some(reason) if self.is_of_many(reason) && !self.is_identified() => {
                Ruling::because(Standing::Capped, reason)
            }
            Some(reason) if self.is_corroborated() || self.is_one_brandless() => {
                Ruling::because(Standing::Free, reason)
            }
            Some(reason) => Ruling::because(Standing::Capped, reason),
        }
    }

    fn veto(&self) -> Option<Reason> {
        let (left, right) = (&self.left.name, &self.right.name);
        if left.ordinals != right.ordinals && left.ordinals != 0 && right.ordinals != 0 {
            return Some(Reason::NumbersDiffer);
        }
        let both = self.both(NameFlags::BRANCH);
        match self.level(at::BRANCH) {
            // Two branches that share house and person are one branch written in two ways.
            branch::DIFFER | branch::HEAD if both && self.corroborations() >= 2 => {}
            branch::DIFFER => return Some(Reason::BranchesDiffer),
            branch::HEAD => return Some(Reason::BranchOfHead),
            _ => {}
        }
        let towns_differ = left.town != right.town && left.town != 0 && right.town != 0;
        if towns_differ || (places_conflict(left.place, right.place) && self.places_are_sure()) {
            return Some(Reason::PlacesDiffer);
        }
        // A bare 公司 stands for many a form.
        let excusable = self.either(NameFlags::OPEN)
            && (self.is_corroborated() || (self.is_attested && self.is_only_choice()));
        if self.level(at::FORM) == form::CONFLICT && !excusable {
            return Some(Reason::FormsExclude);
        }
        let far = matches!(self.level(at::PLACE), place::PROVINCES | place::PREFECTURES);
        if far && !self.is_corroborated() {
            return Some(Reason::PlacesDiffer);
        }
        if self.is_group_against_member() {
            return Some(Reason::GroupAgainstMember);
        }
        let may_be_short = matches!(self.level(at::BRAND), brand::EXACT | brand::SHORT)
            && self.is_known_by_short_name();
        if self.either(NameFlags::PERSON) && !self.is_corroborated() && !may_be_short {
            return Some(Reason::NameAlone);
        }
        let needed = match self.level(at::BRAND) {
            // The same trade and place leave a slip in the trade name likely.
            brand::ONE_DIFFERS | brand::PARTLY
                if self.is_attested
                    && self.is_same_trade()
                    && self.is_near()
                    && self.is_identified() =>
            {
                1
            }
            brand::ONE_DIFFERS | brand::PARTLY => 2,
            // The same trade leaves a slip in the trade name possible.
            brand::DIFFER if self.is_same_trade() => 2,
            brand::DIFFER => 3,
            _ => 0,
        };
        if self.corroborations() < needed {
            return Some(Reason::TradeNamesDiffer);
        }
        let common = left.brand_surprisal.min(right.brand_surprisal) < RARE_BRAND.parts();
        let brandless = self.level(at::BRAND) == brand::BRANDLESS;
        let trades = match self.level(at::TRADE) {
            trade::DIFFER | trade::PARTLY => common || brandless,
            // One more word is another customer where there is no trade name.
            trade::LOOSE if left.loose != right.loose && self.either(NameFlags::NATION) => true,
            trade::CUT | trade::CONTAINED | trade::LOOSE | trade::ONE_MISSING => brandless,
            _ => false,
        };
        (trades && !self.is_corroborated()).then_some(Reason::TradesDiffer)
    }

    /// 海尔集团 and 海尔空调: one is a group, or both bear its name, and only one names a trade.
    fn is_group_against_member(&self) -> bool {
        let other_trade = matches!(
            self.level(at::TRADE),
            trade::ONE_MISSING | trade::CONTAINED | trade::PARTLY | trade::DIFFER
        );
        let whole = !self.either(NameFlags::OPEN) && !self.either(NameFlags::CUT);
        self.either(NameFlags::GROUP) && other_trade && whole
    }

    /// Whether each name's place agrees with what else its record says: a trade name that begins
    /// like a county is no place.
    fn places_are_sure(&self) -> bool {
        [self.left, self.right].iter().all(|row| {
            let is_county = row.name.place % 100 != 0;
            !is_county || !places_conflict(row.name.place, row.place)
        })
    }

    /// One independent piece of evidence beside the name.
    pub(super) fn is_corroborated(&self) -> bool {
        self.corroborations() > 0
    }

    /// Whether a house or a domain may hold several that the doubt cannot tell apart.
    fn is_of_many(&self, doubt: Reason) -> bool {
        let is_branch = |row: &Row| row.name.flags.has(NameFlags::BRANCH);
        match doubt {
            Reason::TradesDiffer | Reason::NumbersDiffer => true,
            Reason::ShortForm => {
                is_branch(self.left) != is_branch(self.right)
                    || matches!(self.level(at::BRAND), brand::ONE_BRANDLESS | brand::PARTLY)
            }
            _ => false,
        }
    }

    /// Evidence that is one customer's own, or two pieces of any kind: a house and a domain may be
    /// shared by several.
    fn is_identified(&self) -> bool {
        matches!(self.level(at::CODE), code::SAME | code::SAME_INVALID | code::NEAR)
            || matches!(self.level(at::PHONE), phone::OWN | phone::LOCAL)
            || self.level(at::EMAIL) == email::SAME
            || self.level(at::CONTACT) == contact::SAME
            || self.corroborations() >= 2
    }

    /// Independent pieces of evidence beside the name.
    fn corroborations(&self) -> usize {
        let far = matches!(self.level(at::PLACE), place::PREFECTURES | place::PROVINCES);
        [
            matches!(self.level(at::CODE), code::SAME | code::SAME_INVALID | code::NEAR),
            matches!(self.level(at::PHONE), phone::OWN | phone::LOCAL),
            matches!(self.level(at::EMAIL), email::SAME | email::DOMAIN),
            matches!(self.level(at::ADDRESS), address::SAME | address::NUMBER | address::NEAR),
            self.level(at::CONTACT) == contact::SAME && !far,
        ]
        .into_iter()
        .filter(|holds| *holds)
        .count()
    }

    pub(super) fn either(&self, flag: u16) -> bool {
        self.left.name.flags.has(flag) || self.right.name.flags.has(flag)
    }

    fn both(&self, flag: u16) -> bool {
        self.left.name.flags.has(flag) && self.right.name.flags.has(flag)
    }

    pub(super) fn level(&self, comparison: usize) -> usize {
        self.pattern.level(comparison)
    }
}

/// Whether two places exclude each other: neither lies in the other.
fn places_conflict(a: u32, b: u32) -> bool {
    if a == 0 || b == 0 {
        return false;
    }
    let parts = |code: u32| [code / 10_000, code / 100 % 100, code % 100];
    parts(a).into_iter().zip(parts(b)).find(|(x, y)| x != y).is_some_and(|(x, y)| x != 0 && y != 0)
}
