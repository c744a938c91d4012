//! The words of all lexicons, and where in a text they stand.

mod build;
mod character;
mod near;
mod repair;
mod trie;

use std::ops::Range;
use std::sync::{LazyLock, OnceLock};

use guiyi_lexicon::branch::BranchForm;
use guiyi_lexicon::division::{Candidate, Form};
use guiyi_lexicon::org::{OrgClass, OrgForm};
use guiyi_lexicon::trade::{self, TradeWord};
use guiyi_lexicon::{lookalike, reading};

use crate::lattice::cost::Cost;
use near::NearWords;
use trie::Trie;

pub(crate) use character::{Character, Hints};
pub(crate) use near::Slip;

/// What a string of characters can be in a name. A word may be several things at once:
/// 朝阳 is a prefecture and two districts, 药店 an organisation form, a branch form and a trade.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Word {
    /// Its number of characters.
    pub(crate) chars: u8,
    pub(crate) marks: Marks,
    /// What it costs as a trade; see [`Word::trade`].
    trade_cost: u16,
    /// Its roles, by their place + 1 among all of the kind; 0 for none.
    region: u16,
    trade: u16,
    org: u16,
    branch: u16,
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

    fn weigh_trade(&mut self, role: &TradeRole) {
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
    /// Whether it says little: 实业, 发展.
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
    const AT_END_ONLY: Marks = Marks(1 << 6);
    /// It is a form as it should be, so long that a search for misspelt ones is needless.
    const SURE_FORM: Marks = Marks(1 << 7);
    /// What [`TradeWeight`] says.
    const TRADE_WHOLE: Marks = Marks(1 << 8);
    const TRADE_CUT: Marks = Marks(1 << 9);
    const MODIFIER: Marks = Marks(1 << 10);
    /// Those that make a word a part of the name by themselves.
    pub(crate) const PARTS: Marks =
        Marks(Self::NATION.0 | Self::OWNERSHIP.0 | Self::GROUP.0 | Self::ZONE.0 | Self::KNOWN.0);

    fn set(&mut self, mark: Marks) {
        self.0 |= mark.0;
    }

    /// Whether any of these marks is set.
    pub(crate) fn has(self, any: Marks) -> bool {
        self.0 & any.0 != 0
    }
}

/// Shortest organisation form, in characters, that makes a search for misspelt ones needless.
pub(crate) const FORM_SURE: usize = 3;

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

/// A word as an industry.
#[derive(Clone, Copy, Debug)]
pub(crate) struct TradeRole {
    /// The word meant; `None` for an organisation form that stands where a trade does
    /// (税务师事务所有限公司).
    pub(crate) word: Option<&'static TradeWord>,
    pub(crate) condition: Condition,
    pub(crate) cost: Cost,
    /// Whether it says little: 实业, 发展.
    pub(crate) is_modifier: bool,
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

/// All words, what they can be, and where they stand in a text.
pub(crate) struct Vocabulary {
    trie: Trie,
    words: Vec<Word>,
    regions: Vec<RegionRole>,
    trades: Vec<TradeRole>,
    orgs: Vec<OrgRole>,
    branches: Vec<BranchRole>,
    /// Forms whose misspellings with one wrong character are looked for, with their word.
    watched: Vec<(Vec<char>, u32)>,
    /// [`FORMS_AT_END`] with their words.
    forms_at_end: Vec<(Vec<char>, u32)>,
    /// The word for any township, village or zone without a code of its own.
    town: u32,
    /// The word for any town written without its kind.
    bare_town: u32,
    /// The word for any trade of which one character is left.
    cut_trade: u32,
    /// The short forms of schools and the word each stands for: 中 for 中学.
    schools: [(char, u32); repair::SCHOOLS.len()],
    near: OnceLock<NearWords>,
}

/// Forms that most companies end in, longer ones first. No word inside one of them, up to its
/// end, is more than a trade word.
const FORMS_AT_END: [&str; 4] = ["有限责任公司", "股份有限公司", "有限公司", "公司"];

/// A word found in a text, with its characters there.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Found {
    pub(crate) start: u16,
    pub(crate) end: u16,
    pub(crate) word: u32,
}

impl Found {
    /// The word between two positions of a line, which has far fewer than 65,536.
    fn new(start: usize, end: usize, word: u32) -> Found {
        Found { start: start as u16, end: end as u16, word }
    }
}

/// The vocabulary of the compiled-in lexicons, built on first use.
pub(crate) fn vocabulary() -> &'static Vocabulary {
    static VOCABULARY: LazyLock<Vocabulary> = LazyLock::new(build::vocabulary);
    &VOCABULARY
}

impl Vocabulary {
    /// What is known of a character by itself.
    #[inline]
    pub(crate) fn character(&self, c: char) -> Character {
        self.trie.character(c)
    }

    /// Every occurrence of every word that begins within a range, by ascending start, then by length, and
    /// whether it is a form as it should be, so long that a search for misspelt ones is needless.
    ///
    /// Words that are cut off count only where the text ends.
    #[inline]
    pub(crate) fn find(
        &self,
        text: &[Character],
        range: Range<usize>,
        mut each: impl FnMut(Found, bool),
    ) {
        self.trie.find(text, range, |start, end, word| {
            let marks = self.words[word as usize].marks;
            if end == text.len() || !marks.has(Marks::AT_END_ONLY) {
                each(Found::new(start, end, word), marks.has(Marks::SURE_FORM));
            }
        });
    }

    /// A company's form at the end of the characters; [`FORMS_AT_END`] says which.
    pub(crate) fn form_at_end(&self, chars: &[char]) -> Option<Found> {
        if chars.last() != Some(&'司') {
            return None;
        }
        let (form, word) = self.forms_at_end.iter().find(|(form, _)| chars.ends_with(form))?;
        Some(Found::new(chars.len() - form.len(), chars.len(), *word))
    }

    /// The word with this number, as [`Vocabulary::find`] gives it.
    pub(crate) fn word(&self, id: u32) -> Word {
        self.words[id as usize]
    }

    /// What a word is as a region, if it is one; so with the other roles.
    pub(crate) fn region(&self, word: Word) -> Option<&RegionRole> {
        self.region_role(word.region)
    }

    /// What a region is that is known by its number; `None` for 0.
    #[inline]
    pub(crate) fn region_role(&self, id: u16) -> Option<&RegionRole> {
        self.regions.get(usize::from(id).wrapping_sub(1))
    }

    pub(crate) fn trade(&self, word: Word) -> Option<&TradeRole> {
        self.trades.get(usize::from(word.trade).wrapping_sub(1))
    }

    pub(crate) fn org(&self, word: Word) -> Option<&OrgRole> {
        self.orgs.get(usize::from(word.org).wrapping_sub(1))
    }

    pub(crate) fn branch(&self, word: Word) -> Option<&BranchRole> {
        self.branches.get(usize::from(word.branch).wrapping_sub(1))
    }

    /// The word that stands for any township, village or zone without a code of its own.
    pub(crate) fn town(&self) -> u32 {
        self.town
    }

    /// The word that stands for any town written without its kind: 寮步 behind 东莞.
    pub(crate) fn bare_town(&self) -> u32 {
        self.bare_town
    }

    /// The word that stands for any trade of which one character is left: 贸 of 商贸.
    pub(crate) fn cut_trade(&self) -> u32 {
        self.cut_trade
    }

    /// The school that a character behind a number stands for: 一中 is 第一中学.
    pub(crate) fn school(&self, short: char) -> Option<u32> {
        self.schools.iter().find(|(c, _)| *c == short).map(|(_, word)| *word)
    }

    /// Adds the trade words that stretches of characters between two positions may be slips for.
    pub(crate) fn slips(&self, chars: &[char], from: usize, to: usize, out: &mut Vec<Slip>) {
        self.near.get_or_init(|| NearWords::new(self.whole_trades())).slips(chars, from, to, out);
    }

    /// The trade words as they should be that are not rare, with their numbers, sorted by text.
    fn whole_trades(&self) -> impl Iterator<Item = (&'static str, u32)> {
        trade::words().iter().filter(|known| !known.is_rare).filter_map(|known| {
            let id = self.trie.get(known.text)?;
            let role = self.trade(self.word(id))?;
            role.word.is_some_and(|word| word.text == known.text).then_some((known.text, id))
        })
    }

    /// Every stretch of characters that is a form but for one wrong character. Of the characters,
    /// `watched` have the hint [`Hints::WATCHED`].
    pub(crate) fn find_misspelt(
        &self,
        chars: &[char],
        watched: usize,
        mut each: impl FnMut(Found),
    ) {
        for (form, word) in &self.watched {
            if watched + 1 < form.len() {
                continue;
            }
            for (start, window) in chars.windows(form.len()).enumerate() {
                let end = start + form.len();
                let is_safe = form.len() >= repair::MISSPELT_CHARS
                    || end == chars.len() && window.first() == form.first();
                if is_safe
                    && let Some((right, written)) = wrong_one(form, window)
                    // 农业合作社 is no misspelt 专业合作社.
                    && (!window.ends_with(&['合', '作', '社']) || is_alike(right, written))
                {
                    each(Found::new(start, end, *word));
                }
            }
        }
    }
}

/// The only character of a text that is wrong in another of the same length, and what is written there.
fn wrong_one(right: &[char], written: &[char]) -> Option<(char, char)> {
    let mut wrong = right.iter().zip(written).filter(|(a, b)| a != b);
    match (wrong.next(), wrong.next()) {
        (Some((&right, &written)), None) => Some((right, written)),
        _ => None,
    }
}

/// Whether a character sounds or looks like another.
fn is_alike(a: char, b: char) -> bool {
    reading::sounds_alike(a, b) || lookalike::is_lookalike(a, b)
}

/// Whether characters begin with a text.
pub(crate) fn begins_with(chars: &[char], text: &str) -> bool {
    let mut chars = chars.iter();
    text.chars().all(|c| chars.next() == Some(&c))
}

impl TradeRole {
    fn new(word: Option<&'static TradeWord>, condition: Condition, cost: Cost) -> TradeRole {
        let is_modifier = word.is_some_and(|word| word.is_modifier);
        TradeRole { word, condition, cost, is_modifier }
    }
}

impl Condition {
    /// Whether a word in this condition can stand where the text does or does not end.
    pub(crate) fn fits(self, at_end: bool) -> bool {
        at_end || self != Condition::Truncated
    }
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

impl RegionRole {
    /// Whether the other word says the same place again without its kind: the trade name of
    /// 朝阳市朝阳酒业.
    pub(crate) fn repeats(&self, inner: &RegionRole) -> bool {
        let plain = |role: &RegionRole| role.candidates.first().map(|c| c.division.short_name());
        !inner.is_full && plain(self) == plain(inner)
    }

    /// Whether one of the divisions of this word contains one of the other's, properly.
    pub(crate) fn contains(&self, inner: &RegionRole) -> bool {
        self.candidates.iter().any(|outer| {
            let outer = outer.division;
            inner.candidates.iter().any(|inner| {
                let inner = inner.division;
                // Most divisions lie in another province; that is cheap to see.
                outer.code() / PROVINCE == inner.code() / PROVINCE
                    && outer != inner
                    && outer.contains(inner)
            })
        })
    }
}

/// Division codes of one province have their first two digits in common.
const PROVINCE: u32 = 10_000;

/// Whether a candidate is named in full.
fn is_full(candidate: &Candidate) -> bool {
    candidate.form == Form::Full
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lattice::cost;

    #[test]
    fn forms_at_the_end_hold_nothing_cheap() {
        let vocabulary = vocabulary();
        for form in FORMS_AT_END {
            let chars: Vec<char> = format!("{form}厂").chars().collect();
            let text: Vec<Character> = chars.iter().map(|&c| vocabulary.character(c)).collect();
            let length = chars.len() - 1;
            vocabulary.find(&text, 0..length, |found, _| {
                let word = vocabulary.word(found.word);
                let is_trade_only = (word.region, word.org, word.branch) == (0, 0, 0)
                    && !word.marks.has(Marks::PARTS);
                let is_dear =
                    vocabulary.trade(word).is_none_or(|trade| trade.cost >= cost::INTO_FORM);
                assert!(
                    usize::from(found.end) >= length || is_trade_only && is_dear,
                    "{form} {found:?}"
                );
            });
            assert_eq!(vocabulary.form_at_end(&chars[..length]).map(|found| found.start), Some(0));
        }
    }
}
