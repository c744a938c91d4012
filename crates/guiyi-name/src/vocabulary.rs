//! The words of all lexicons in one automaton.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use daachorse::CharwiseDoubleArrayAhoCorasick;
use guiyi_lexicon::branch::{self, BranchForm};
use guiyi_lexicon::division::{self, Candidate, Form, Level};
use guiyi_lexicon::org::{self, OrgForm};
use guiyi_lexicon::trade::{self, TradeWord};
use guiyi_lexicon::word;

use crate::lattice::cost::{self, Cost};
use crate::repair;

/// What a string of characters can be in a name. A word may be several things at once:
/// 朝阳 is a prefecture and two districts, 药店 an organisation form and a branch form.
#[derive(Clone, Debug, Default)]
pub(crate) struct Word {
    /// Its number of characters.
    pub(crate) chars: usize,
    pub(crate) is_nation: bool,
    pub(crate) is_group: bool,
    pub(crate) region: Option<RegionWord>,
    pub(crate) trade: Option<&'static TradeWord>,
    pub(crate) org: Option<FormWord<OrgForm>>,
    pub(crate) branch: Option<FormWord<BranchForm>>,
}

/// A word that names divisions.
#[derive(Clone, Copy, Debug)]
pub(crate) struct RegionWord {
    pub(crate) candidates: &'static [Candidate],
    /// What it costs at the head of a name.
    pub(crate) cost: Cost,
    /// Whether it is a county's name without 县, which is more often a trade name.
    pub(crate) is_doubtful: bool,
}

/// A form, perhaps misspelt or cut off.
#[derive(Debug)]
pub(crate) struct FormWord<F: 'static> {
    pub(crate) form: &'static F,
    pub(crate) condition: Condition,
    pub(crate) cost: Cost,
}

/// In which condition a form was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Condition {
    /// Every character is there.
    Whole,
    /// One character is wrong, missing, doubled or swapped.
    Repaired,
    /// The end of the text cuts it off; such words count only there.
    Truncated,
}

impl<F> Clone for FormWord<F> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<F> Copy for FormWord<F> {}

/// All words, and the automaton that finds them.
pub(crate) struct Vocabulary {
    words: Vec<Word>,
    automaton: Option<CharwiseDoubleArrayAhoCorasick<u32>>,
}

/// A word found in a text, in bytes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Found {
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) word: u32,
}

/// The vocabulary of the compiled-in lexicons, built on first use.
pub(crate) fn vocabulary() -> &'static Vocabulary {
    static VOCABULARY: LazyLock<Vocabulary> = LazyLock::new(Vocabulary::build);
    &VOCABULARY
}

impl Vocabulary {
    /// Every occurrence of every word, by ascending end.
    pub(crate) fn find<'a>(&'a self, text: &'a str) -> impl Iterator<Item = Found> + 'a {
        self.automaton.iter().flat_map(move |automaton| {
            automaton.find_overlapping_iter(text).map(|m| Found {
                start: m.start(),
                end: m.end(),
                word: m.value(),
            })
        })
    }

    /// The word with this number, as [`Vocabulary::find`] gives it.
    pub(crate) fn word(&self, id: u32) -> &Word {
        &self.words[id as usize]
    }

    fn build() -> Vocabulary {
        let mut words: BTreeMap<String, Word> = BTreeMap::new();
        let mut at = |text: &str, change: &dyn Fn(&mut Word)| {
            let word = words.entry(text.to_owned()).or_default();
            word.chars = text.chars().count();
            change(word);
        };
        for surface in division::surfaces() {
            if let Some(region) = RegionWord::of(surface.candidates) {
                at(surface.text, &|word| word.region = Some(region));
            }
        }
        for text in word::NATION {
            at(text, &|word| word.is_nation = true);
        }
        for text in word::GROUP {
            at(text, &|word| word.is_group = true);
        }
        for trade in trade::words() {
            at(trade.text, &|word| word.trade = Some(trade));
        }
        for form in org::forms() {
            let whole = FormWord { form, condition: Condition::Whole, cost: form_cost(form.text) };
            at(form.text, &|word| word.org = Some(whole));
            for (text, condition, cost) in repair::variants(form.text) {
                let found = FormWord { form, condition, cost: whole.cost + cost };
                at(&text, &|word| keep_cheaper(&mut word.org, found));
            }
        }
        for form in branch::forms() {
            let cost = if form.text.chars().count() > 1 {
                cost::BRANCH_FORM
            } else {
                cost::BRANCH_FORM_SHORT
            };
            let whole = FormWord { form, condition: Condition::Whole, cost };
            at(form.text, &|word| word.branch = Some(whole));
            for (text, condition, cost) in repair::variants(form.text) {
                let found = FormWord { form, condition, cost: whole.cost + cost };
                at(&text, &|word| keep_cheaper(&mut word.branch, found));
            }
        }
        let automaton = CharwiseDoubleArrayAhoCorasick::new(words.keys()).ok();
        Vocabulary { words: words.into_values().collect(), automaton }
    }
}

fn keep_cheaper<F>(slot: &mut Option<FormWord<F>>, found: FormWord<F>) {
    if slot.is_none_or(|known| found.cost < known.cost) {
        *slot = Some(found);
    }
}

fn form_cost(text: &str) -> Cost {
    if text.chars().count() > 1 { cost::FORM } else { cost::FORM_SHORT }
}

impl RegionWord {
    fn of(candidates: &'static [Candidate]) -> Option<RegionWord> {
        let cost = candidates.iter().map(candidate_cost).min()?;
        Some(RegionWord { candidates, cost, is_doubtful: cost >= cost::COUNTY_SHORT })
    }
}

fn candidate_cost(candidate: &Candidate) -> Cost {
    let cost = match (candidate.division.level(), candidate.form) {
        (_, Form::Letter) => cost::PROVINCE_LETTER,
        (Level::Province, _) => cost::PROVINCE,
        (Level::Prefecture, Form::Full) => cost::PREFECTURE_FULL,
        (Level::Prefecture, _) => cost::PREFECTURE_SHORT,
        (_, Form::Full) => cost::COUNTY_FULL,
        (_, _) => cost::COUNTY_SHORT,
    };
    if candidate.past { cost + cost::PAST } else { cost }
}
