//! The words of all lexicons in one automaton.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use daachorse::CharwiseDoubleArrayAhoCorasick;
use guiyi_lexicon::branch::{self, BranchForm};
use guiyi_lexicon::division::{self, Candidate, Form, Level};
use guiyi_lexicon::org::{self, OrgForm, Writing};
use guiyi_lexicon::trade::{self, TradeWord};
use guiyi_lexicon::word::{self, Kind};

use crate::fold::is_hanzi;
use crate::lattice::cost::{self, Cost};
use crate::repair;

/// What a string of characters can be in a name. A word may be several things at once:
/// 朝阳 is a prefecture and two districts, 药店 an organisation form, a branch form and a trade.
#[derive(Clone, Debug, Default)]
pub(crate) struct Word {
    /// Its number of characters.
    pub(crate) chars: usize,
    pub(crate) is_nation: bool,
    pub(crate) is_ownership: bool,
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
    /// Forms whose misspellings with one wrong character are looked for, with their word.
    misspelt: Vec<(Vec<char>, u32)>,
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
    static VOCABULARY: LazyLock<Vocabulary> = LazyLock::new(|| Builder::default().build());
    &VOCABULARY
}

impl Vocabulary {
    /// Every occurrence of every word, by ascending end.
    pub(crate) fn find(&self, text: &str, mut each: impl FnMut(Found)) {
        let Some(automaton) = &self.automaton else { return };
        for m in automaton.find_overlapping_iter(text) {
            each(Found { start: m.start(), end: m.end(), word: m.value() });
        }
    }

    /// The word with this number, as [`Vocabulary::find`] gives it.
    pub(crate) fn word(&self, id: u32) -> &Word {
        &self.words[id as usize]
    }

    /// Every stretch of characters that is a form but for one wrong character: start, end, word.
    pub(crate) fn find_misspelt(&self, chars: &[char], mut each: impl FnMut(usize, usize, u32)) {
        for (form, word) in &self.misspelt {
            for (start, window) in chars.windows(form.len()).enumerate() {
                let end = start + form.len();
                let wrong = window.iter().zip(form).filter(|(a, b)| a != b).count();
                let is_safe = form.len() >= repair::MISSPELT_CHARS
                    || end == chars.len() && window.first() == form.first();
                if wrong == 1 && is_safe {
                    each(start, end, *word);
                }
            }
        }
    }
}

/// Collects the words of the lexicons.
#[derive(Default)]
struct Builder {
    words: BTreeMap<String, Word>,
}

impl Builder {
    fn build(mut self) -> Vocabulary {
        self.add_words();
        self.add_forms();
        // Words of Latin letters belong to names without hanzi.
        self.words.retain(|text, _| text.chars().any(is_hanzi));
        let automaton = CharwiseDoubleArrayAhoCorasick::new(self.words.keys()).ok();
        let mut words: Vec<Word> = self.words.into_values().collect();
        let misspelt = misspelt(&mut words);
        Vocabulary { words, automaton, misspelt }
    }

    fn word(&mut self, text: &str) -> &mut Word {
        let word = self.words.entry(text.to_owned()).or_default();
        word.chars = text.chars().count();
        word
    }

    fn add_words(&mut self) {
        for surface in division::surfaces() {
            self.word(surface.text()).region = RegionWord::of(surface.candidates());
        }
        for text in word::texts(Kind::Nation) {
            self.word(text).is_nation = true;
        }
        for text in word::texts(Kind::Ownership) {
            self.word(text).is_ownership = true;
        }
        for text in word::texts(Kind::Group) {
            self.word(&without_brackets(text)).is_group = true;
        }
        for trade in trade::words() {
            self.word(trade.text).trade = Some(trade);
        }
    }

    fn add_forms(&mut self) {
        for form in org::forms() {
            let text = without_brackets(form.text);
            let (condition, further) = condition(form);
            let cost = form_cost(&text) + further;
            self.add_org(&text, FormWord { form, condition, cost });
            if form.writing == Writing::Full {
                for (text, condition, further) in repair::variants(&text) {
                    self.add_org(&text, FormWord { form, condition, cost: cost + further });
                }
            }
        }
        for form in branch::forms() {
            let is_long = form.text.chars().count() > 1;
            let cost = if is_long { cost::BRANCH_FORM } else { cost::BRANCH_FORM_SHORT };
            self.add_branch(form.text, FormWord { form, condition: Condition::Whole, cost });
            for (text, condition, further) in repair::variants(form.text) {
                self.add_branch(&text, FormWord { form, condition, cost: cost + further });
            }
        }
    }

    fn add_org(&mut self, text: &str, found: FormWord<OrgForm>) {
        keep_cheaper(&mut self.word(text).org, found);
    }

    fn add_branch(&mut self, text: &str, found: FormWord<BranchForm>) {
        keep_cheaper(&mut self.word(text).branch, found);
    }
}

/// Brackets are gone from a name before its words are looked for.
fn without_brackets(text: &str) -> String {
    text.replace(['(', ')'], "")
}

/// How good a writing of a form is, and what it costs more than the full one.
fn condition(form: &OrgForm) -> (Condition, Cost) {
    match form.writing {
        Writing::Full => (Condition::Whole, 0),
        Writing::Typo => (Condition::Repaired, cost::REPAIR),
        Writing::Short if form.text.ends_with("公司") => (Condition::Repaired, cost::REPAIR),
        Writing::Short | Writing::Cut => (Condition::Truncated, cost::FORM_TRUNCATED),
    }
}

/// Adds a word for each form that [`repair::WATCHED`] names, as found with a wrong character.
fn misspelt(words: &mut Vec<Word>) -> Vec<(Vec<char>, u32)> {
    let mut out = Vec::new();
    let condition = Condition::Repaired;
    for text in repair::WATCHED {
        let chars: Vec<char> = text.chars().collect();
        let cost = cost::FORM + cost::REPAIR;
        let org = org::lookup(text).map(|form| FormWord { form, condition, cost });
        let cost = cost::BRANCH_FORM + cost::REPAIR;
        let branch = branch::lookup(text).map(|form| FormWord { form, condition, cost });
        let word = Word { chars: chars.len(), org, branch, ..Word::default() };
        out.push((chars, words.len() as u32));
        words.push(word);
    }
    out
}

fn keep_cheaper<F>(slot: &mut Option<FormWord<F>>, found: FormWord<F>) {
    if slot.is_none_or(|known| found.cost < known.cost) {
        *slot = Some(found);
    }
}

fn form_cost(text: &str) -> Cost {
    const COMMON: &str = "厂矿店馆行部坊社站场局院所";
    match (text.chars().count(), COMMON.contains(text)) {
        (1, true) => cost::FORM_SHORT,
        (1, false) => cost::FORM_SHORT_RARE,
        _ => cost::FORM,
    }
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
