//! Words and what they can be in a name.

use guiyi_lexicon::branch::BranchForm;
use guiyi_lexicon::division::{Candidate, Form};
use guiyi_lexicon::org::{OrgClass, OrgForm};
use guiyi_lexicon::trade::TradeWord;

use crate::lattice::cost::Cost;

/// What a string of characters can be in a name. A word may be several things at once:
/// 朝阳 is a prefecture and two districts, 药店 an organisation form, a branch form and a trade.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Word {
    /// Its number of characters.
    pub(crate) chars: u8,
    pub(crate) marks: Marks,
    /// What it costs as a trade; see [`Word::trade`].
    pub(super) trade_cost: u16,
    /// Its roles, by their place + 1 among all of the kind; 0 for none.
    pub(super) region: u16,
    pub(super) trade: u16,
    pub(super) org: u16,
    pub(super) branch: u16,
}

impl Word {
    /// What it is as a region, as [`Vocabulary::region_role`] knows it; 0 when it is none.
    pub(crate) fn region_id(self) -> u16 {
        self.region
    }

    /// What it is as a trade: enough to weigh it without a look at its role, for most words are trades.
    #[inline]
    pub(crate) fn trade(self) -> Option<TradeWeight> {
        (self.trade > 0).then(|| TradeWeight {
            cost: Cost::from(self.trade_cost),
            is_whole: self.marks.has(Marks::TRADE_WHOLE),
            is_cut: self.marks.has(Marks::TRADE_CUT),
            is_modifier: self.marks.has(Marks::MODIFIER),
        })
    }

    pub(super) fn weigh_trade(&mut self, role: &TradeRole) {
        // Costs of words are far below a hundred nats.
        self.trade_cost = u16::try_from(role.cost).unwrap_or(u16::MAX);
        match role.condition {
            Condition::Whole => self.marks.set(Marks::TRADE_WHOLE),
            Condition::Truncated => self.marks.set(Marks::TRADE_CUT),
            Condition::Repaired => {}
        }
        if role.is_modifier {
            self.marks.set(Marks::MODIFIER);
        }
        let name = role.word.filter(|word| !word.text.ends_with(['业', '花']));
        if name.is_some_and(|word| word.is_name) {
            self.marks.set(Marks::NAME);
        }
        if name.is_some_and(|word| word.is_name_end) {
            self.marks.set(Marks::NAME_END);
        }
    }
}

/// A word as a trade, as far as it bears on the path.
#[derive(Clone, Copy, Debug)]
pub(crate) struct TradeWeight {
    pub(crate) cost: Cost,
    /// Whether every character is there.
    pub(crate) is_whole: bool,
    /// Whether the end of the text cuts it off; such words count only there.
    pub(crate) is_cut: bool,
    /// Whether it says little, 实业 or 发展, or is often a trade name, 远洋.
    pub(crate) is_modifier: bool,
}

/// What can be said of a word in one bit each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Marks(u16);

impl Marks {
    pub(crate) const NATION: Marks = Marks(1);
    pub(crate) const OWNERSHIP: Marks = Marks(1 << 1);
    pub(crate) const GROUP: Marks = Marks(1 << 2);
    pub(crate) const ZONE: Marks = Marks(1 << 3);
    /// It is the short name of a well-known organisation that begins like a region: 阿里巴巴.
    pub(crate) const KNOWN: Marks = Marks(1 << 4);
    /// It is 农村信用社, 供销合作社 and the like, of which a place has one, without a trade name.
    pub(crate) const PUBLIC: Marks = Marks(1 << 5);
    /// It is a word only where the text ends.
    pub(super) const AT_END_ONLY: Marks = Marks(1 << 6);
    /// It is a form as it should be, so long that a search for misspelt ones is needless.
    pub(super) const SURE_FORM: Marks = Marks(1 << 7);
    /// What [`TradeWeight`] says.
    const TRADE_WHOLE: Marks = Marks(1 << 8);
    const TRADE_CUT: Marks = Marks(1 << 9);
    const MODIFIER: Marks = Marks(1 << 10);
    /// It is a trade word that firms take for their trade name as well and that does not end in a trade of one
    /// character: 创|建业 is 创建|业.
    pub(crate) const NAME: Marks = Marks(1 << 11);
    /// It is such a word, or one that is a trade name only together with the single character before it: 易|生活.
    pub(crate) const NAME_END: Marks = Marks(1 << 12);
    /// Those that make a word a part of the name by themselves.
    pub(crate) const PARTS: Marks =
        Marks(Self::NATION.0 | Self::OWNERSHIP.0 | Self::GROUP.0 | Self::ZONE.0 | Self::KNOWN.0);

    pub(super) fn set(&mut self, mark: Marks) {
        self.0 |= mark.0;
    }

    /// Whether any of these marks is set.
    pub(crate) fn has(self, any: Marks) -> bool {
        self.0 & any.0 != 0
    }
}

/// A word as the name of divisions.
#[derive(Clone, Copy, Debug)]
pub(crate) struct RegionRole {
    pub(crate) candidates: &'static [Candidate],
    /// What it costs at the head of a name.
    pub(crate) cost: Cost,
    /// What it costs behind a region that contains it.
    pub(crate) cost_contained: Cost,
    /// Whether it is a county's name without 县, which is more often a trade name.
    pub(crate) is_doubtful: bool,
    /// Whether it is written with its 市 or 县.
    pub(crate) is_full: bool,
    /// Whether it stands for any town written without its kind.
    pub(crate) is_bare_town: bool,
}

impl RegionRole {
    /// Whether it is a zone or a former town.
    pub(crate) fn is_zone(&self) -> bool {
        self.candidates.first().is_some_and(|candidate| candidate.form == Form::Zone)
    }

    /// Whether the other word says the same place again without its kind: the trade name of
    /// 朝阳市朝阳酒业.
    pub(crate) fn repeats(&self, inner: &RegionRole) -> bool {
        let plain = |role: &RegionRole| role.candidates.first().map(|c| c.division.short_name());
        !inner.is_full && !inner.is_zone() && plain(self) == plain(inner)
    }

    /// Whether one of the divisions of this word contains one of the other's, properly. A zone has the code of the county it
    /// lies in: 呼图壁县|芳草湖.
    pub(crate) fn contains(&self, inner: &RegionRole) -> bool {
        self.candidates.iter().any(|outer| {
            inner.candidates.iter().any(|inner| {
                let (place, within) = (outer.division, inner.division);
                let is_zone = || inner.form == Form::Zone && outer.form != Form::Zone;
                // Most divisions lie in another province; that is cheap to see.
                place.code() / PROVINCE == within.code() / PROVINCE
                    && (place != within || is_zone())
                    && place.contains(within)
            })
        })
    }
}

/// A word as an industry.
#[derive(Clone, Copy, Debug)]
pub(crate) struct TradeRole {
    /// The word meant; `None` for an organisation form that stands where a trade does
    /// (税务师事务所有限公司).
    pub(crate) word: Option<&'static TradeWord>,
    pub(crate) condition: Condition,
    pub(crate) cost: Cost,
    /// Whether it says little, 实业 or 发展, or is often a trade name, 远洋.
    pub(crate) is_modifier: bool,
}

impl TradeRole {
    pub(super) fn new(
        word: Option<&'static TradeWord>,
        condition: Condition,
        cost: Cost,
    ) -> TradeRole {
        let is_modifier = word.is_some_and(|word| word.is_modifier || word.is_name);
        TradeRole { word, condition, cost, is_modifier }
    }
}

/// A word as an organisation form.
#[derive(Clone, Copy, Debug)]
pub(crate) struct OrgRole {
    pub(crate) form: &'static OrgForm,
    pub(crate) condition: Condition,
    pub(crate) cost: Cost,
    /// Whether the word also says the trade, and so may follow a region: 人民医院.
    pub(crate) says_trade: bool,
    /// Whether it is a form only behind a head: 煤矿.
    pub(crate) in_branch_only: bool,
    /// Whether it is a company's form in full, 有限公司, damaged or not.
    pub(crate) is_company: bool,
    /// Whether it says that it is a group: 集团有限公司.
    pub(crate) is_group: bool,
}

impl OrgRole {
    /// A form that says no more than that it is one.
    pub(crate) fn new(form: &'static OrgForm, condition: Condition, cost: Cost) -> OrgRole {
        let is_company =
            matches!(form.class, OrgClass::Ltd | OrgClass::Plc) && form.text.contains('限');
        let is_group = form.text.contains("集团");
        OrgRole {
            form,
            condition,
            cost,
            says_trade: false,
            in_branch_only: false,
            is_company,
            is_group,
        }
    }

    /// Whether it is a form that branches hang on, and no part of a longer word: 公司, 合作社.
    pub(crate) fn is_strong(&self) -> bool {
        matches!(
            self.form.class,
            OrgClass::Ltd
                | OrgClass::Plc
                | OrgClass::State
                | OrgClass::Group
                | OrgClass::Coop
                | OrgClass::Partnership
        )
    }
}

/// A word as a branch form.
#[derive(Clone, Copy, Debug)]
pub(crate) struct BranchRole {
    pub(crate) form: &'static BranchForm,
    pub(crate) condition: Condition,
    pub(crate) cost: Cost,
}

/// In which condition a word was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Condition {
    /// Every character is there.
    Whole,
    /// One character is wrong, missing, doubled or swapped.
    Repaired,
    /// The end of the text cuts it off; such words count only there.
    Truncated,
}

impl Condition {
    /// Whether a word in this condition can stand where the text does or does not end.
    pub(crate) fn fits(self, at_end: bool) -> bool {
        at_end || self != Condition::Truncated
    }
}

/// Division codes of one province have their first two digits in common.
const PROVINCE: u32 = 10_000;
