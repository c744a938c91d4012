//! The words of all lexicons in one automaton.

mod build;
mod near;
mod repair;

use std::sync::LazyLock;

use daachorse::CharwiseDoubleArrayAhoCorasick;
use guiyi_lexicon::branch::BranchForm;
use guiyi_lexicon::division::{Candidate, Form};
use guiyi_lexicon::org::{OrgClass, OrgForm};
use guiyi_lexicon::trade::TradeWord;

use crate::lattice::cost::Cost;
use near::NearWords;

pub(crate) use near::Slip;

/// What a string of characters can be in a name. A word may be several things at once:
/// 朝阳 is a prefecture and two districts, 药店 an organisation form, a branch form and a trade.
#[derive(Clone, Debug, Default)]
pub(crate) struct Word {
    /// Its number of characters.
    pub(crate) chars: usize,
    pub(crate) is_nation: bool,
    pub(crate) is_ownership: bool,
    pub(crate) is_group: bool,
    pub(crate) is_zone: bool,
    /// Whether it is the short name of a well-known organisation that begins like a region: 阿里巴巴.
    pub(crate) is_known: bool,
    /// Whether it is 农村信用社 and the like, of which a place has one, without a trade name.
    pub(crate) is_rural: bool,
    pub(crate) region: Option<RegionRole>,
    pub(crate) trade: Option<TradeRole>,
    pub(crate) org: Option<OrgRole>,
    pub(crate) branch: Option<BranchRole>,
}

/// What is asked of every occurrence of a word.
#[derive(Clone, Copy, Debug)]
struct Traits {
    /// Whether it is a word only where the text ends.
    is_at_end_only: bool,
    is_sure_form: bool,
}

/// Shortest organisation form, in characters, that makes a search for misspelt ones needless.
const FORM_SURE: usize = 3;

impl Traits {
    fn of(word: &Word) -> Traits {
        let is_whole = word.org.is_some_and(|org| org.condition == Condition::Whole);
        Traits {
            is_at_end_only: word.is_cut_off(),
            is_sure_form: is_whole && word.chars >= FORM_SURE,
        }
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
}

/// A word as an industry.
#[derive(Clone, Copy, Debug)]
pub(crate) struct TradeRole {
    /// The word meant; `None` for an organisation form that stands where a trade does
    /// (税务师事务所有限公司).
    pub(crate) word: Option<&'static TradeWord>,
    pub(crate) condition: Condition,
    pub(crate) cost: Cost,
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

/// All words, and the automaton that finds them.
pub(crate) struct Vocabulary {
    words: Vec<Word>,
    /// For each word what decides at once whether an occurrence counts; small enough to stay in the
    /// cache, which the words are not.
    traits: Vec<Traits>,
    automaton: Option<CharwiseDoubleArrayAhoCorasick<u32>>,
    /// Forms whose misspellings with one wrong character are looked for, with their word.
    watched: Vec<(Vec<char>, u32)>,
    /// The word for any township, village or zone without a code of its own.
    town: u32,
    /// The short forms of schools and the word each stands for: 中 for 中学.
    schools: [(char, u32); repair::SCHOOLS.len()],
    near: NearWords,
}

/// A word found in a text.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Found {
    /// The byte behind it.
    pub(crate) end: usize,
    pub(crate) word: u32,
}

/// The vocabulary of the compiled-in lexicons, built on first use.
pub(crate) fn vocabulary() -> &'static Vocabulary {
    static VOCABULARY: LazyLock<Vocabulary> = LazyLock::new(build::vocabulary);
    &VOCABULARY
}

impl Vocabulary {
    /// Every occurrence of every word, by ascending end.
    ///
    /// Words that are cut off count only where the text ends.
    pub(crate) fn find(&self, text: &str, mut each: impl FnMut(Found)) {
        let Some(automaton) = &self.automaton else { return };
        for m in automaton.find_overlapping_iter(text) {
            if m.end() == text.len() || !self.traits[m.value() as usize].is_at_end_only {
                each(Found { end: m.end(), word: m.value() });
            }
        }
    }

    /// Whether a word is a form as it should be, so long that a search for misspelt ones is needless.
    pub(crate) fn is_sure_form(&self, word: u32) -> bool {
        self.traits[word as usize].is_sure_form
    }

    /// The word with this number, as [`Vocabulary::find`] gives it.
    pub(crate) fn word(&self, id: u32) -> &Word {
        &self.words[id as usize]
    }

    /// The word that stands for any township, village or zone without a code of its own.
    pub(crate) fn town(&self) -> u32 {
        self.town
    }

    /// The school that a character behind a number stands for: 一中 is 第一中学.
    pub(crate) fn school(&self, short: char) -> Option<u32> {
        self.schools.iter().find(|(c, _)| *c == short).map(|(_, word)| *word)
    }

    /// The trade words that stretches of characters between two positions may be slips for.
    pub(crate) fn slips(&self, chars: &[char], from: usize, to: usize) -> Vec<Slip> {
        self.near.slips(chars, from, to)
    }

    /// Every stretch of characters that is a form but for one wrong character: its end and word.
    pub(crate) fn find_misspelt(&self, chars: &[char], mut each: impl FnMut(usize, u32)) {
        for (form, word) in &self.watched {
            for (start, window) in chars.windows(form.len()).enumerate() {
                let end = start + form.len();
                let wrong = window.iter().zip(form).filter(|(a, b)| a != b).count();
                let is_safe = form.len() >= repair::MISSPELT_CHARS
                    || end == chars.len() && window.first() == form.first();
                if wrong == 1 && is_safe {
                    each(end, *word);
                }
            }
        }
    }
}

impl Word {
    /// Whether every role it has is cut off.
    fn is_cut_off(&self) -> bool {
        let is_cut = |condition: Option<Condition>| condition == Some(Condition::Truncated);
        let roles = [
            self.trade.map(|role| role.condition),
            self.org.map(|role| role.condition),
            self.branch.map(|role| role.condition),
        ];
        !self.is_nation
            && !self.is_ownership
            && !self.is_group
            && !self.is_zone
            && !self.is_known
            && self.region.is_none()
            && roles.into_iter().all(|role| role.is_none() || is_cut(role))
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
        OrgRole { form, condition, cost, says_trade: false, in_branch_only: false, is_company }
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
