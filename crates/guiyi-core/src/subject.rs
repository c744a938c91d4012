//! What the stages need to know about a kind of customer.
//!
//! The engine under it is general: blocks, patterns, weights, training and clusters work on any
//! [`Subject`]. Companies and everything else (persons, products, papers) implement it.

use std::hint::black_box;

use crate::block::index::{Key, Limits};
use crate::cluster::Standing;
use crate::compare::level::Comparison;
use crate::compare::pattern::AgreementPattern;
use crate::role::Role;
use crate::score::weight::MatchWeight;
use crate::unify::Worth;

/// What comparing two records gave.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Compared {
    /// The level of every comparison.
    pub pattern: AgreementPattern,
    /// What the frequency of the agreeing values adds to, or takes from, the weights of their levels.
    pub term_frequency: MatchWeight,
}

/// What can be told at a glance of a pair that a blocking rule found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Glance {
    /// It is worth comparing.
    Compare,
    /// Not because of this rule; a later one that finds it is asked for itself.
    Pass,
    /// Not at all, unless an earlier rule said otherwise.
    Never,
}

impl Glance {
    /// What the first rule says that does not pass, of the rules that found a pair, in order.
    pub fn first(glances: impl IntoIterator<Item = Glance>) -> Glance {
        glances.into_iter().find(|glance| *glance != Glance::Pass).unwrap_or(Glance::Pass)
    }
}

/// The rules outside the model: whether a pair's weight may decide, and why not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ruling {
    /// Whether the weight decides.
    pub standing: Standing,
    /// Why it does not, or what made it certain.
    pub reason: Option<Reason>,
}

impl Ruling {
    /// The weight decides.
    pub const FREE: Ruling = Ruling { standing: Standing::Free, reason: None };

    /// A ruling with its reason.
    pub fn because(standing: Standing, reason: Reason) -> Ruling {
        Ruling { standing, reason: Some(reason) }
    }
}

/// Why the rules spoke about a pair. The words for people are in [`Reason::words`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reason {
    /// The same valid code.
    SameCode,
    /// Two valid, different codes.
    CodesDiffer,
    /// Different numbers where a number names the customer.
    NumbersDiffer,
    /// Different branches of one firm.
    BranchesDiffer,
    /// A branch against its head office.
    BranchOfHead,
    /// Places that exclude each other.
    PlacesDiffer,
    /// Different trade names.
    TradeNamesDiffer,
    /// The same common trade name in another trade.
    TradesDiffer,
    /// A group against a member of it.
    GroupAgainstMember,
    /// A shop or an institution against a company.
    FormsExclude,
    /// A placeholder, not a customer.
    Placeholder,
    /// A damaged character inside the trade name.
    Damaged,
    /// Trade names that only sound or look alike.
    SoundsAlike,
    /// A character of the trade name is missing or differs.
    OneCharacter,
    /// A short form that could stand for several.
    ShortForm,
    /// Trades that are related, not the same.
    LooseTrade,
    /// The trade is missing on one side.
    TradeMissing,
    /// The place is missing on one side, or could be several.
    PlaceUnclear,
    /// A company against a plant, or a firm against a group of its name.
    FormsWeak,
    /// Two names in one cell.
    TwoNames,
    /// A person's name alone.
    NameAlone,
    /// Names without a trade name that say the same.
    Brandless,
    /// Perhaps another member of the household: given names or dates of birth differ.
    Household,
    /// Two records of one source, where every source lists a customer once.
    SameSource,
}

impl Reason {
    /// The reason in words, English and Chinese.
    pub fn words(self) -> (&'static str, &'static str) {
        use Reason::*;
        match self {
            SameCode => ("the same valid code", "有效代码相同"),
            CodesDiffer => ("two valid, different codes", "两个有效代码不同"),
            NumbersDiffer => ("different numbers in the name", "名称中的序号不同"),
            BranchesDiffer => ("different branches", "分支机构不同"),
            BranchOfHead => ("a branch and its head office", "分支机构与总部"),
            PlacesDiffer => ("places that exclude each other", "所在地互相冲突"),
            TradeNamesDiffer => ("different trade names", "字号不同"),
            TradesDiffer => ("the same common trade name in another trade", "字号常见且行业不同"),
            GroupAgainstMember => ("a group and a member of it", "集团与其成员企业"),
            FormsExclude => ("organisation forms that exclude each other", "组织形式互斥"),
            Placeholder => ("a placeholder, not a customer", "占位名称，不是客户"),
            Damaged => ("a damaged character in the trade name", "字号中有损坏的字符"),
            SoundsAlike => ("trade names that only sound or look alike", "字号仅音近或形近"),
            OneCharacter => {
                ("one character of the trade name differs or is missing", "字号差一个字")
            }
            ShortForm => ("a short form that could stand for several", "简称可能对应多家"),
            LooseTrade => ("related, not equal trades", "行业相近但不相同"),
            TradeMissing => ("the trade is missing on one side", "一方缺少行业"),
            PlaceUnclear => ("the place is missing or unclear on one side", "一方所在地缺失或不明"),
            FormsWeak => ("organisation forms that rarely agree", "组织形式不一致"),
            TwoNames => ("two names in one cell", "一个单元格中有两个名称"),
            NameAlone => ("a person's name alone", "仅姓名相同"),
            Household => ("perhaps another member of the household", "可能是同住的家人"),
            SameSource => ("records of one source", "同一来源的记录"),
            Brandless => ("names without a trade name that say the same", "无字号名称表达相同"),
        }
    }
}

/// One pass of training: candidate pairs of some rules, and what may be learnt from them. What the
/// pairs were chosen by says nothing in that pass.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// Blocking rules whose pairs are used.
    pub rules: Vec<usize>,
    /// Comparisons left out, because the rules select by them.
    pub ignore: Vec<usize>,
    /// Comparisons whose m is estimated.
    pub estimate: Vec<usize>,
}

/// Has the features of records that are about to be compared brought from memory: all at once they take little longer than
/// one.
pub fn look_ahead(subject: &dyn Subject, records: impl Iterator<Item = u32>) {
    black_box(records.fold(0, |all, record| all ^ subject.glance(record)));
}

/// A kind of customer: features, blocking rules, comparisons and rules outside the model.
pub trait Subject: Sync {
    /// How many records.
    fn records(&self) -> usize;

    /// The comparisons, in pattern order.
    fn comparisons(&self) -> &[Comparison];

    /// The names of the blocking rules, in the order in which pairs are credited.
    fn rules(&self) -> Vec<String>;

    /// Emits the record's keys under a rule, each with what an oversize block is split by.
    fn keys(&self, rule: usize, record: u32, emit: &mut dyn FnMut(Key, u64));

    /// The bounds of a rule's blocks, where a rule wants tighter ones than the run's.
    fn limits(&self, _rule: usize, limits: Limits) -> Limits {
        limits
    }

    /// Whether a pair is worth comparing because this rule found it, by what can be told at a glance.
    fn at_a_glance(&self, _rule: usize, _left: u32, _right: u32) -> Glance {
        Glance::Compare
    }

    /// Looks at every place in memory where the record's features are, so that they are on their way to the
    /// processor before the first of several records is compared. What it gives means nothing.
    fn glance(&self, _record: u32) -> u64 {
        0
    }

    /// How the model is trained on candidate pairs. Without sessions it is trained over the whole
    /// space of pairs at once, which asks that the comparisons hardly depend on each other.
    fn sessions(&self) -> Vec<Session>;

    /// Whether the two could be one customer by where they come from. Pairs that could not are
    /// left out of training.
    fn is_comparable(&self, _left: u32, _right: u32) -> bool {
        true
    }

    /// What the record's first value of a role is worth as a golden value, where reading the record
    /// has already told.
    fn worth(&self, _record: u32, _role: Role) -> Option<Worth> {
        None
    }

    /// Compares two records.
    fn compare(&self, left: u32, right: u32) -> Compared;

    /// What each comparison adds to [`Compared::term_frequency`], by its place in the pattern. Asked
    /// for explanations only.
    fn term_frequencies(&self, _left: u32, _right: u32) -> Vec<(usize, MatchWeight)> {
        Vec::new()
    }

    /// What the rules outside the model say about a compared pair.
    fn ruling(&self, left: u32, right: u32, compared: &Compared) -> Ruling;

    /// How many customers the vaguer of a pair's two records may as well mean, as far as the records
    /// tell: 1 where it can only be the other one's.
    fn choices(&self, _left: u32, _right: u32, _compared: &Compared) -> u32 {
        1
    }
}
