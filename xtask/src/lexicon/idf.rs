//! `idf.tsv`: background inverse document frequency of characters in company names.
//!
//! No list of company names of a free licence is at hand. What was measured or judged stands in `idf_hand.tsv`; for
//! every other character the frequency in running text gives a rough estimate, fitted to the measured characters
//! that company names use much as running text does (煤, 喆, 犇).

use super::source::Sources;
use super::table::{Generated, combined, entries};
use crate::Failure;
use std::collections::BTreeMap;

const CRATE: &str = "jieba-rs-0.11.0";

/// −ln of the share in running text at which the fitted line starts (煤: 9.4), and its value there, in nats.
const START: (f64, f64) = (9.4, 6.1);
/// Nats in names per nat in running text, between 煤 (9.4 → 6.1) and 犇 (17.3 → 9.5).
const SLOPE: f64 = 0.43;
/// Least estimate, in nats: a character common in running text (的, 是) is not common in names.
const LEAST: f64 = 5.5;
/// Greatest estimate, in nats: one name in twenty thousand; rarer characters are not told apart.
const MOST: f64 = 10.0;

/// Makes the table: characters grouped by their value in tenths.
pub fn make(sources: &Sources) -> Result<Generated, Failure> {
    let source = sources.in_crate(CRATE, "src/data/dict.txt")?;
    let hand = std::fs::read_to_string(super::data().join("idf_hand.tsv"))?;

    let mut tenths: BTreeMap<char, u32> = BTreeMap::new();
    let counts = counts(&source.text);
    let total: u64 = counts.values().sum();
    for (c, count) in counts {
        tenths.insert(c, estimate(count, total));
    }
    for line in entries(&hand) {
        let fields: Vec<&str> = line.split('\t').collect();
        let [_, nats, characters] = fields[..] else { return Err(format!("idf: {line}").into()) };
        let value = (nats.parse::<f64>()? * 10.0).round() as u32;
        tenths.extend(characters.chars().map(|c| (c, value)));
    }
    let mut groups: BTreeMap<u32, String> = BTreeMap::new();
    for (c, value) in tenths {
        groups.entry(value).or_default().push(c);
    }
    Ok(Generated {
        header: vec![
            "What: background inverse document frequency in company names: \"tenths of a nat, characters\".".into(),
            format!("Source: idf_hand.tsv; for all other characters an estimate from the word frequencies of {CRATE} (crate; MIT)."),
            "The estimate is rough: running text is not company names. A file of customers should count its own.".into(),
            "Date: 2026-11-22".into(),
        ],
        source: combined(&[source.fingerprint]),
        lines: groups.iter().map(|(value, characters)| format!("{value}\t{characters}")).collect(),
    })
}

/// How often each folded Chinese character stands in running text, from `word frequency class` lines.
fn counts(text: &str) -> BTreeMap<char, u64> {
    let mut counts = BTreeMap::new();
    for line in text.lines() {
        let mut fields = line.split(' ');
        let (Some(word), Some(Ok(frequency))) =
            (fields.next(), fields.next().map(str::parse::<u64>))
        else {
            continue;
        };
        for c in word
            .chars()
            .map(guiyi_lexicon::fold::fold_char)
            .filter(|c| ('\u{4e00}'..='\u{9fff}').contains(c))
        {
            *counts.entry(c).or_default() += frequency;
        }
    }
    counts
}

fn estimate(count: u64, total: u64) -> u32 {
    let text = -(count.max(1) as f64 / total as f64).ln();
    let nats = (START.1 + SLOPE * (text - START.0)).clamp(LEAST, MOST);
    (nats * 10.0).round() as u32
}
