//! What needs a second piece of evidence: names that may be one and may be two.
//!
//! In a file that is large enough to attest who else is around, a doubt ends where nobody else can
//! be meant; in a small one it stays a question for a person.

use super::levels::{at, branch, brand, form, place, trade};
use super::row::{NAMED_BRANCH, NameFlags, NameRow};
use super::ruling::{Case, RARE_BRAND};
use crate::score::weight::MatchWeight;
use crate::subject::Reason;

/// Surprisal from which an industry is uncommon in a place: one firm in 250.
const RARE_TRADE: MatchWeight = MatchWeight::whole(8);

/// Surprisal from which trade name and industry together mean one firm even where no place is told:
/// one in four million.
const RARE_NAME: MatchWeight = MatchWeight::whole(22);

impl Case<'_> {
    /// The first doubt about a pair that no rule vetoes.
    pub(super) fn doubt(&self) -> Option<Reason> {
        if self.either(NameFlags::DAMAGED) {
            return Some(Reason::Damaged);
        }
        if self.either(NameFlags::SECOND) {
            return Some(Reason::TwoNames);
        }
        // 上都第二发电 and 上都发电.
        if self.left.name.ordinals != self.right.name.ordinals {
            return Some(Reason::NumbersDiffer);
        }
        if self.is_cut_branch() {
            return Some(Reason::ShortForm);
        }
        // 张小泉 and 张小泉股份有限公司.
        if self.either(NameFlags::PERSON) {
            return Some(Reason::NameAlone);
        }
        if self.is_told_by_branch() {
            return None;
        }
        self.brand_doubt()
            .or_else(|| self.trade_doubt())
            .or_else(|| self.form_doubt())
            .or_else(|| self.place_doubt())
    }

    fn brand_doubt(&self) -> Option<Reason> {
        let [left, right] = [&self.left.name, &self.right.name];
        match self.level(at::BRAND) {
            brand::ALIKE if self.is_figure() || self.is_distinct() => None,
            brand::ALIKE if self.is_attested && self.is_near() => None,
            brand::ALIKE if self.is_attested && !self.is_elsewhere() && self.is_like_trade() => {
                None
            }
            brand::ALIKE => Some(Reason::SoundsAlike),
            brand::DROPPED if self.is_attested && self.is_near() && self.is_same_trade() => None,
            brand::DROPPED if left.brand_chars().min(right.brand_chars()) == 1 => {
                Some(Reason::OneCharacter)
            }
            brand::DROPPED if self.is_distinct() => None,
            brand::DROPPED if self.is_attested && self.is_near() && self.is_only_choice() => None,
            brand::DROPPED if self.is_attested && self.is_placeless() && self.is_same_trade() => {
                None
            }
            brand::DROPPED | brand::ONE_DIFFERS => Some(Reason::OneCharacter),
            // What the longer one has more is a place that was not read as one.
            brand::CONTAINED if self.is_attested && self.is_same_trade() => None,
            brand::ONE_BRANDLESS if self.is_attested && self.is_same_branch() => None,
            brand::SHORT | brand::CONTAINED | brand::ONE_BRANDLESS | brand::PARTLY => {
                Some(Reason::ShortForm)
            }
            brand::BRANDLESS if self.is_attested && self.is_slip_of_trade() => None,
            brand::BRANDLESS => Some(Reason::Brandless),
            _ => None,
        }
    }

    fn trade_doubt(&self) -> Option<Reason> {
        match self.level(at::TRADE) {
            trade::LOOSE | trade::PARTLY if self.is_attested && self.is_only_choice() => None,
            // Names that are similar in law are not given twice in one place.
            trade::LOOSE if self.is_attested && self.is_similar_in_law() => None,
            trade::LOOSE | trade::PARTLY => Some(Reason::LooseTrade),
            trade::CUT | trade::CONTAINED
                if self.is_attested && (self.is_near() || self.is_placeless()) =>
            {
                None
            }
            trade::CONTAINED if !self.either(NameFlags::OPEN) && !self.is_attested => {
                Some(Reason::TradeMissing)
            }
            trade::ONE_MISSING | trade::CUT | trade::CONTAINED if !self.is_only_choice() => {
                Some(Reason::TradeMissing)
            }
            0 if self.is_trade_left_out() && !self.is_only_choice() => Some(Reason::TradeMissing),
            trade::DIFFER => Some(Reason::TradesDiffer),
            // Two bare trade names from anywhere.
            0 if self.is_attested && self.is_placeless() && self.is_open() => {
                Some(Reason::ShortForm)
            }
            _ => None,
        }
    }

    fn form_doubt(&self) -> Option<Reason> {
        let groups =
            [&self.left.name, &self.right.name].map(|name| name.flags.has(NameFlags::GROUP));
        // 磐岭 is rather the stock company 磐岭集团股份有限公司 than a group around it.
        let is_stock = self.either(NameFlags::STOCK) && self.is_known_by_short_name();
        if self.is_attested && is_stock {
            return None;
        }
        let weak = matches!(self.level(at::FORM), form::WEAK | form::CONFLICT);
        let is_one =
            self.is_attested && self.is_near() && self.is_same_brand() && self.is_only_choice();
        (groups[0] != groups[1] || (weak && !groups[0] && !is_one)).then_some(Reason::FormsWeak)
    }

    fn place_doubt(&self) -> Option<Reason> {
        let [left, right] = [&self.left.name, &self.right.name];
        let brand = left.brand_surprisal.min(right.brand_surprisal);
        let both = brand + left.trade_surprisal.min(right.trade_surprisal);
        let is_rare = brand >= RARE_BRAND.parts() || both >= RARE_NAME.parts();
        if !self.is_placeless() || (self.is_attested && is_rare && self.is_same_trade()) {
            return None;
        }
        let unclear = self.either(NameFlags::PLACE_UNCLEAR);
        (unclear || left.homonyms.max(right.homonyms) > 1).then_some(Reason::PlaceUnclear)
    }

    /// What tells one branch from the others may have been cut off.
    fn is_cut_branch(&self) -> bool {
        self.level(at::BRANCH) == branch::CUT || self.is_cut_of_many()
    }

    /// How many branches of its name may be meant where that was cut off.
    pub(super) fn choices(&self) -> u32 {
        match self.is_cut_branch() {
            true => u32::from(self.left.name.branches.max(self.right.name.branches)).max(1),
            false => 1,
        }
    }

    /// 中国石化, when the file has many stations of it: which one was meant was cut off.
    fn is_cut_of_many(&self) -> bool {
        /// Branches from which on a bare head is likelier one of them.
        const MANY: u8 = 3;
        let is_cut = |name: &NameRow| {
            name.flags.has(NameFlags::OPEN)
                && !name.flags.has(NameFlags::BRANCH)
                && name.branches >= MANY
        };
        is_cut(&self.left.name) || is_cut(&self.right.name)
    }

    /// Both names may be cut short.
    fn is_open(&self) -> bool {
        [&self.left.name, &self.right.name].iter().all(|name| name.flags.has(NameFlags::OPEN))
    }

    /// The same uncommon trade in the same named place: a slip in the trade name is likelier than
    /// a second such firm.
    fn is_distinct(&self) -> bool {
        let [left, right] = [&self.left.name, &self.right.name];
        matches!(self.level(at::PLACE), place::NAMED | place::COUNTY)
            && self.is_same_trade()
            && left.trade_surprisal.min(right.trade_surprisal) >= RARE_TRADE.parts()
    }

    /// A slip in the only word there is, where the place has no other of that name.
    fn is_slip_of_trade(&self) -> bool {
        let [left, right] = [&self.left.name, &self.right.name];
        self.level(at::TRADE) == trade::SLIP
            && self.level(at::PLACE) == place::NAMED
            && left.namesakes.max(right.namesakes) <= 1
    }

    /// The same trade name in one place, with industries of the same concepts.
    fn is_similar_in_law(&self) -> bool {
        self.is_same_brand() && self.is_near() && self.left.name.loose == self.right.name.loose
    }

    /// A name without a form, or with that of short names, against that of a large firm.
    pub(super) fn is_known_by_short_name(&self) -> bool {
        matches!(self.level(at::FORM), form::LARGE | form::SHORT)
    }

    pub(super) fn is_same_brand(&self) -> bool {
        self.level(at::BRAND) == brand::EXACT
    }

    /// Only one of the two names its industry.
    pub(super) fn is_trade_left_out(&self) -> bool {
        (self.left.name.trade_mask() == 0) != (self.right.name.trade_mask() == 0)
    }

    pub(super) fn is_same_trade(&self) -> bool {
        matches!(self.level(at::TRADE), trade::EXACT | trade::STRICT)
    }

    /// The same branch, by a name of its own, of two heads between which a slip stands at most.
    fn is_told_by_branch(&self) -> bool {
        let [left, right] = [&self.left.name, &self.right.name];
        let own = |name: &NameRow| u32::from(name.branch.saturating_sub(name.branch_region));
        let is_one_head = matches!(
            self.level(at::BRAND),
            brand::EXACT | brand::ALIKE | brand::DROPPED | brand::BRANDLESS
        ) && !matches!(self.level(at::TRADE), trade::PARTLY | trade::DIFFER);
        self.is_attested
            && is_one_head
            && !self.is_elsewhere()
            && self.level(at::BRANCH) == branch::SAME
            && own(left).min(own(right)) >= NAMED_BRANCH
    }

    /// The same trade but for a slip or a cut.
    fn is_like_trade(&self) -> bool {
        self.is_same_trade()
            || matches!(self.level(at::TRADE), trade::SLIP | trade::CUT | trade::CONTAINED)
    }

    /// Two places that are known and differ.
    fn is_elsewhere(&self) -> bool {
        matches!(self.level(at::PLACE), place::COUNTIES | place::PREFECTURES | place::PROVINCES)
    }

    fn is_same_branch(&self) -> bool {
        self.level(at::BRANCH) == branch::SAME && self.is_near()
    }

    pub(super) fn is_near(&self) -> bool {
        matches!(self.level(at::PLACE), place::NAMED | place::COUNTY | place::PREFECTURE)
    }

    fn is_placeless(&self) -> bool {
        self.level(at::PLACE) == 0
    }

    /// The trade names say the same with figures written in two ways: 7天, 七天.
    fn is_figure(&self) -> bool {
        self.left.name.figures != 0 && self.left.name.figures == self.right.name.figures
    }

    /// A short form that only one firm around it can mean: the firms counted are the pair's own.
    pub(super) fn is_only_choice(&self) -> bool {
        let [left, right] = [&self.left.name, &self.right.name];
        let near = match self.level(at::PLACE) {
            place::NAMED => self.is_attested,
            level => matches!(level, 0 | place::COUNTY | place::PREFECTURE | place::PROVINCE),
        };
        let both = self.is_attested && left.is_counted() && right.is_counted();
        let own = 1 + u8::from(both && left.loose != right.loose);
        near && left.namesakes.max(right.namesakes) <= own
    }

    /// 山西煤业, 山西煤矿: the same place, the same trade, no other word, and no two codes that
    /// say there are two such customers.
    pub(super) fn is_one_brandless(&self) -> bool {
        let [left, right] = [&self.left.name, &self.right.name];
        self.join_brandless
            && self.level(at::BRAND) == brand::BRANDLESS
            && self.is_same_trade()
            && left.place == right.place
            && left.place != 0
            && left.namesakes.max(right.namesakes) <= 1
    }
}
