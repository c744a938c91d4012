//! Key: which blocking rules suit the file, and a record's keys under them.
//!
//! Two records that are one customer agree on *some* two features, whatever they are. So every
//! pair of features makes a rule, each feature in the loosest of its forms with which chance still
//! pairs few records; a feature that chance hardly repeats makes a rule by itself.

use guiyi_lexicon::reading::readings;
use rayon::prelude::*;
use smallvec::SmallVec;

use super::feature::{FeatureTable, Kind, ValueId, Vocabulary};
use crate::block::index::Key;
use crate::compare::similarity::token::Token;
use crate::hash::mix;

/// One form of a feature that a key is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Atom {
    feature: usize,
    form: Form,
}

/// How much of a value a key holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    /// All of it.
    Whole,
    /// Its first characters.
    Beginning(usize),
    /// How it sounds.
    Sound,
    /// One of its most telling words.
    Word,
}

/// A blocking rule: the atoms both records must share.
#[derive(Clone, Debug, PartialEq)]
pub struct Rule {
    atoms: Vec<Atom>,
    /// What an oversize block is split by.
    refine: Option<usize>,
    /// Pairs a record is expected to have under this rule by chance.
    cost: f64,
}

impl Rule {
    /// What both records must share, in words.
    pub fn name(&self, table: &FeatureTable) -> String {
        let atoms = self.atoms.iter().map(|atom| {
            let label = &table.features[atom.feature].label;
            match atom.form {
                Form::Whole => label.clone(),
                Form::Beginning(length) => format!("first {length} of {label}"),
                Form::Sound => format!("sound of {label}"),
                Form::Word => format!("word of {label}"),
            }
        });
        atoms.collect::<Vec<_>>().join(" + ")
    }
}

/// Pairs per record that one rule may bring by chance.
const RULE_COST: f64 = 3.0;
/// Pairs per record that all rules may bring by chance: at a fraction of a microsecond each, a hundred
/// thousand records stay within seconds.
const TOTAL_COST: f64 = 30.0;
/// Rules at most; a pair remembers its first rule in one byte.
const MOST_RULES: usize = 128;
/// Most telling words of a text that make keys.
const WORDS: usize = 3;

/// Chooses the rules for a file, the most selective first.
pub fn choose(table: &FeatureTable) -> Vec<Rule> {
    let sample = Sample::new(table);
    let forms: Vec<Vec<Atom>> = (0..table.features.len()).map(|at| forms(table, at)).collect();
    let alone: Vec<Option<Rule>> =
        forms.par_iter().map(|atoms| sample.loosest(atoms.iter().map(|a| vec![*a]))).collect();
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    for a in 0..forms.len() {
        pairs.extend((a + 1..forms.len()).map(|b| (a, b)));
    }
    let joint: Vec<Rule> = pairs
        .par_iter()
        .filter_map(|&(a, b)| {
            let both = forms[a].iter().flat_map(|x| forms[b].iter().map(move |y| vec![*x, *y]));
            sample.loosest(both)
        })
        .collect();
    let mut rules: Vec<Rule> = alone.into_iter().flatten().chain(joint).collect();
    rules.sort_by(|a, b| a.cost.total_cmp(&b.cost));
    let mut spent = 0.0;
    rules.retain(|rule| {
        spent += rule.cost;
        spent <= TOTAL_COST
    });
    rules.truncate(MOST_RULES);
    for rule in &mut rules {
        rule.refine = refine(table, &rule.atoms);
    }
    rules
}

/// Emits a record's keys under a rule.
pub fn keys(table: &FeatureTable, rule: &Rule, record: u32, emit: &mut dyn FnMut(Key, u64)) {
    let row = table.row(record);
    let refine = rule.refine.map_or(0, |at| table.vocabulary.hash(row[at].value));
    each_key(table, &rule.atoms, record, 0, &mut |key| emit(key, refine));
}

/// Combines the atoms' keys from left to right.
fn each_key(
    table: &FeatureTable,
    atoms: &[Atom],
    record: u32,
    key: u64,
    emit: &mut dyn FnMut(u64),
) {
    let Some((atom, rest)) = atoms.split_first() else { return emit(key) };
    let value = table.row(record)[atom.feature].value;
    if value.is_missing() {
        return;
    }
    let key = mix(key, atom.feature as u64);
    let words = &table.vocabulary;
    let mut next = |own: u64| each_key(table, rest, record, mix(key, own), emit);
    match atom.form {
        Form::Whole => next(words.hash(value)),
        Form::Beginning(length) => {
            let chars = words.chars(value).iter().take(length);
            next(chars.fold(length as u64, |key, &c| mix(key, u64::from(c))));
        }
        Form::Sound => next(sound(words.chars(value))),
        Form::Word => {
            most_telling(words, value).iter().for_each(|&token| next(words.hash(token)));
        }
    }
}

/// The value's most telling tokens.
fn most_telling(words: &Vocabulary, value: ValueId) -> SmallVec<[ValueId; WORDS]> {
    let mut best: SmallVec<[Token; WORDS]> = SmallVec::new();
    for token in words.tokens(value) {
        let place = best.iter().position(|other| token.bits > other.bits).unwrap_or(best.len());
        best.truncate(WORDS - usize::from(place < WORDS));
        if place < WORDS {
            best.insert(place, *token);
        }
    }
    best.iter().map(|token| ValueId::of(*token)).collect()
}

/// The forms of a feature, the loosest first.
fn forms(table: &FeatureTable, feature: usize) -> Vec<Atom> {
    let forms: &[Form] = match table.features[feature].kind {
        Kind::Given => &[Form::Beginning(1), Form::Sound, Form::Whole],
        Kind::Surname => &[Form::Sound, Form::Whole],
        Kind::OtherNames => &[Form::Word],
        Kind::Text | Kind::Phone => &[Form::Word, Form::Whole],
        Kind::Postcode => &[Form::Beginning(3), Form::Whole],
        Kind::Date => &[Form::Beginning(4), Form::Beginning(6), Form::Whole],
        Kind::Email => &[Form::Beginning(4), Form::Whole],
        Kind::Code => &[Form::Beginning(4), Form::Whole],
        Kind::Number | Kind::Category => &[Form::Whole],
    };
    forms.iter().map(|&form| Atom { feature, form }).collect()
}

/// The most telling feature that a rule does not use.
fn refine(table: &FeatureTable, atoms: &[Atom]) -> Option<usize> {
    let tells = |at: usize| {
        let feature = &table.features[at];
        -feature.filled * feature.coincidence.max(1e-12).log2()
    };
    (0..table.features.len())
        .filter(|at| atoms.iter().all(|atom| atom.feature != *at))
        .max_by(|&a, &b| tells(a).total_cmp(&tells(b)).then(b.cmp(&a)))
}

/// How a name sounds, roughly: of Latin letters the classes of the consonants, repeats once (after
/// Russell's Soundex, without its cut at four), of a Han character its likeliest syllable as a
/// southerner says it. Other letters stand for themselves.
fn sound(name: &[char]) -> u64 {
    let (mut key, mut last) = (SOUND_SEED, 0);
    for (at, &c) in name.iter().enumerate() {
        let sound = match c {
            'a' | 'e' | 'i' | 'o' | 'u' | 'y' | 'h' | 'w' if at == 0 => u32::from('a'),
            'a' | 'e' | 'i' | 'o' | 'u' | 'y' | 'h' | 'w' | ' ' => continue,
            'b' | 'p' | 'f' | 'v' => u32::from('b'),
            'c' | 'k' | 'q' | 'g' | 'j' | 's' | 'x' | 'z' => u32::from('c'),
            'd' | 't' => u32::from('d'),
            'm' | 'n' => u32::from('m'),
            other => match readings(other).first() {
                // Syllables are numbered from 0; letters end far below this.
                Some(syllable) => 1 << 24 | u32::from(syllable.merged().index()),
                None => u32::from(other),
            },
        };
        // Syllables may repeat: 丽丽 is no 丽.
        if sound != last || sound >= 1 << 24 {
            key = mix(key, u64::from(sound));
        }
        last = sound;
    }
    key
}

/// Keeps sounds apart from texts.
const SOUND_SEED: u64 = 0x73_6f75_6e64;

/// Records on which the cost of a rule is estimated.
struct Sample<'a> {
    table: &'a FeatureTable,
    records: Vec<u32>,
}

impl Sample<'_> {
    /// Records looked at: enough to see pairs that chance makes once in ten million.
    const RECORDS: usize = 20_000;

    fn new(table: &FeatureTable) -> Sample<'_> {
        let step = table.records().div_ceil(Self::RECORDS).max(1) as u64;
        let chosen = |record: &u32| mix(SOUND_SEED, u64::from(*record)).is_multiple_of(step);
        Sample { table, records: (0..table.records() as u32).filter(chosen).collect() }
    }

    /// The first of the alternatives that is cheap enough.
    fn loosest(&self, alternatives: impl Iterator<Item = Vec<Atom>>) -> Option<Rule> {
        alternatives
            .map(|atoms| Rule { cost: self.cost(&atoms), atoms, refine: None })
            .find(|rule| rule.cost <= RULE_COST)
    }

    /// Pairs per record that chance would make in the whole file, were the sample like it.
    fn cost(&self, atoms: &[Atom]) -> f64 {
        let mut keys: Vec<(u64, u32)> = Vec::new();
        for &record in &self.records {
            each_key(self.table, atoms, record, 0, &mut |key| keys.push((key, record)));
        }
        keys.sort_unstable();
        let pairs: usize = keys.chunk_by(|a, b| a.0 == b.0).map(|b| self.chance_pairs(b)).sum();
        let seen = (self.records.len() as f64).max(1.0);
        pairs as f64 / seen * (self.table.records() as f64 / seen)
    }

    /// Pairs in a block that are no plain duplicates: in a file with many records of each customer
    /// those would make every good rule look dear.
    fn chance_pairs(&self, block: &[(u64, u32)]) -> usize {
        /// Records of a block that are looked at pair by pair; more are taken for chance.
        const LARGE: usize = 64;
        if block.len() > LARGE {
            return block.len() * (block.len() - 1) / 2;
        }
        let pairs = block
            .iter()
            .enumerate()
            .flat_map(|(at, a)| block[at + 1..].iter().map(move |b| (a.1, b.1)));
        pairs.filter(|&(a, b)| !self.is_duplicate(a, b)).count()
    }

    /// Whether more than half of what both records say is equal.
    fn is_duplicate(&self, a: u32, b: u32) -> bool {
        let cells = self.table.row(a).iter().zip(self.table.row(b));
        let (mut equal, mut said) = (0, 0);
        for (x, y) in cells.filter(|(x, y)| !x.is_missing() && !y.is_missing()) {
            said += 1;
            equal += usize::from(x.value == y.value);
        }
        equal * 2 > said
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_name_sound_alike() {
        let sound = |name: &str| sound(&name.chars().collect::<Vec<char>>());
        for (a, b) in [("smith", "smyth"), ("clark", "klarck"), ("phillips", "filips")] {
            assert_eq!(sound(a), sound(b), "{a} {b}");
        }
        assert_ne!(sound("smith"), sound("jones"));
        assert_eq!(sound("海涛"), sound("海滔"));
        assert_eq!(sound("晓东"), sound("小冬"));
        assert_ne!(sound("伟"), sound("敏"));
        assert_ne!(sound("丽"), sound("丽丽"));
    }
}
