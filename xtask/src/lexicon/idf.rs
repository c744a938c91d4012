//! `idf.tsv`: background inverse document frequency of characters in company names.
//!
//! No list of company names of a free licence is at hand, so the frequency is put together from what names are made
//! of: a region, a trade name, words of trade. Each part gives the mean number of times a character stands in it; the
//! sum λ gives the share of names that have the character, 1 − e^−λ (Poisson). What was measured or is judged by hand,
//! above all the characters of organisation forms, stands in `idf_hand.tsv` and goes before.

use super::source::Sources;
use super::table::{Generated, combined, entries, fingerprint};
use crate::Failure;
use std::collections::BTreeMap;

const CRATE: &str = "jieba-rs-0.11.0";

/// Greatest value, in nats: one name in twenty thousand; rarer characters are not told apart.
const MOST: f64 = 10.0;
/// Characters of a trade name: two as a rule, sometimes three or four.
const TRADE_NAME_CHARS: f64 = 2.3;
/// Characters of the words of trade: one word of two characters, often of four, now and then two words.
const TRADE_CHARS: f64 = 3.2;
/// What trade names are like, by class of the dictionary, and with which share: given names of persons (their
/// wishes are those of firms), names of products and firms, names of places, and all words of running text.
const TRADE_NAME: [(Class, f64); 4] =
    [(Class::Given, 0.5), (Class::Proper, 0.2), (Class::Place, 0.2), (Class::Text, 0.1)];
/// How many divisions of a level a name has in the mean: most names begin with a city, a third with a province.
const REGIONS: [(&str, f64); 3] = [("p", 0.35), ("c", 0.6), ("k", 0.25)];

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Class {
    Given,
    Proper,
    Place,
    Text,
}

type Weights = BTreeMap<char, f64>;

/// Makes the table: characters grouped by their value in tenths.
pub fn make(sources: &Sources) -> Result<Generated, Failure> {
    let source = sources.in_crate(CRATE, "src/data/dict.txt")?;
    let read = |file| std::fs::read_to_string(super::data().join(file));
    let (trade, division, hand) =
        (read("trade.txt")?, read("division.tsv")?, read("idf_hand.tsv")?);
    let dictionary = Dictionary::read(&source.text);

    let mut expected = Weights::new();
    for (class, share) in TRADE_NAME {
        if let Some(weights) = dictionary.classes.get(&class) {
            add(&mut expected, weights, share * TRADE_NAME_CHARS);
        }
    }
    add(&mut expected, &trades(&trade, &dictionary), TRADE_CHARS);
    regions(&mut expected, &division);
    let mut tenths: BTreeMap<char, u32> =
        expected.into_iter().map(|(c, mean)| (c, value(mean))).collect();
    judge(&mut tenths, &hand)?;
    let mut groups: BTreeMap<u32, String> = BTreeMap::new();
    for (c, value) in tenths {
        groups.entry(value).or_default().push(c);
    }
    let own = [&trade, &division, &hand].map(|text| fingerprint(text.as_bytes()));
    Ok(Generated {
        header: vec![
            "What: background inverse document frequency in company names: \"tenths of a nat, characters\".".into(),
            "Source: idf_hand.tsv; for all other characters an estimate from division.tsv, trade.txt and the words".into(),
            format!("  and word frequencies of {CRATE} (crate; MIT), as xtask/src/lexicon/idf.rs says."),
            "The estimate is rough, about one nat either way. A file of customers should count its own.".into(),
            "Date: 2026-11-22".into(),
        ],
        source: combined(&[source.fingerprint, own[0], own[1], own[2]]),
        lines: groups.iter().map(|(value, characters)| format!("{value}\t{characters}")).collect(),
    })
}

/// A dictionary of running text: `word frequency class` lines.
struct Dictionary {
    frequency: BTreeMap<String, f64>,
    /// Characters of the words of a class; every word counts once, but in running text as often as it stands there.
    classes: BTreeMap<Class, Weights>,
}

impl Dictionary {
    fn read(text: &str) -> Self {
        let mut dictionary = Self { frequency: BTreeMap::new(), classes: BTreeMap::new() };
        for line in text.lines() {
            let fields: Vec<&str> = line.split(' ').collect();
            let [word, frequency, class] = fields[..] else { continue };
            let Ok(frequency) = frequency.parse::<f64>() else { continue };
            dictionary.add(&guiyi_lexicon::fold::fold_text(word), frequency, class);
        }
        dictionary
    }

    fn add(&mut self, word: &str, frequency: f64, class: &str) {
        let mut count = |class, text: &str, weight| {
            let weights = self.classes.entry(class).or_default();
            for c in text.chars().filter(is_hanzi) {
                *weights.entry(c).or_default() += weight;
            }
        };
        count(Class::Text, word, frequency);
        match class {
            "nz" => count(Class::Proper, word, 1.0),
            "ns" => count(Class::Place, word, 1.0),
            // A surname, then a given name of two characters.
            "nr" if word.chars().count() == 3 => {
                let given = word.char_indices().nth(1).map_or(0, |(at, _)| at);
                count(Class::Given, &word[given..], 1.0);
            }
            _ => {}
        }
        let known = self.frequency.entry(word.to_owned()).or_default();
        *known = known.max(frequency);
    }
}

/// Characters of the words of trade. A concept counts with the root of how common its words are in running text
/// (names are less uneven than text); its first words are its commonest (Zipf).
fn trades(text: &str, dictionary: &Dictionary) -> Weights {
    let mut weights = Weights::new();
    for entry in entries(text) {
        let words: Vec<&str> =
            entry.split_whitespace().filter(|word| !word.starts_with('~')).collect();
        let root = |word: &&str| dictionary.frequency.get(*word).copied().unwrap_or(1.0).sqrt();
        let common = words.iter().map(root).sum::<f64>() / words.len() as f64;
        for (rank, word) in words.iter().enumerate() {
            for c in word.chars().filter(is_hanzi) {
                *weights.entry(c).or_default() += common / (rank + 1) as f64;
            }
        }
    }
    weights
}

/// Adds the characters of the short names of present divisions, all of a level alike.
fn regions(expected: &mut Weights, text: &str) {
    let divisions: Vec<Vec<&str>> =
        entries(text).map(|entry| entry.split('\t').collect()).collect();
    for (level, mean) in REGIONS {
        let short_names: Vec<&str> = divisions
            .iter()
            .filter_map(|fields| match fields[..] {
                [_, of, _, short, "-"] if of == level => Some(short),
                _ => None,
            })
            .collect();
        for c in short_names.iter().flat_map(|name| name.chars()).filter(is_hanzi) {
            *expected.entry(c).or_default() += mean / short_names.len() as f64;
        }
    }
}

/// Adds `weights`, scaled to the sum `mean`.
fn add(expected: &mut Weights, weights: &Weights, mean: f64) {
    let sum: f64 = weights.values().sum();
    for (c, weight) in weights {
        *expected.entry(*c).or_default() += mean * weight / sum;
    }
}

/// Tenths of a nat of a character that stands `mean` times in a name.
fn value(mean: f64) -> u32 {
    let share = -(-mean).exp_m1();
    ((-share.ln()).min(MOST) * 10.0).round() as u32
}

/// Puts in what the table by hand says.
fn judge(tenths: &mut BTreeMap<char, u32>, hand: &str) -> Result<(), Failure> {
    for line in entries(hand) {
        let fields: Vec<&str> = line.split('\t').collect();
        let [_, nats, characters] = fields[..] else { return Err(format!("idf: {line}").into()) };
        let value = (nats.parse::<f64>()? * 10.0).round() as u32;
        tenths.extend(characters.chars().map(|c| (c, value)));
    }
    Ok(())
}

fn is_hanzi(c: &char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(c)
}
