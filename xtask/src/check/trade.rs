//! Are the trade words well formed: folded, each in one concept, and no loose class of a single concept?

use crate::Failure;
use crate::lexicon::data;
use crate::lexicon::table::entries;
use guiyi_lexicon::fold::fold_text;
use std::collections::BTreeMap;

const FILES: [&str; 4] =
    ["trade.txt", "trade_goods.txt", "trade_qualifier.txt", "trade_modifier.txt"];
/// Longer than any trade phrase that should not be left to its parts.
const MAX_CHARS: usize = 10;

/// What is wrong with the trade words.
pub fn complaints() -> Result<Vec<String>, Failure> {
    let mut words = BTreeMap::new();
    let mut classes: BTreeMap<String, usize> = BTreeMap::new();
    let mut complaints = Vec::new();
    for file in FILES {
        let text = std::fs::read_to_string(data().join(file))?;
        for entry in entries(&text) {
            let concept = entry.split_whitespace().next().unwrap_or_default();
            for word in entry.split_whitespace() {
                match word.strip_prefix('~') {
                    Some(class) => *classes.entry(class.to_owned()).or_default() += 1,
                    None => {
                        complaints
                            .extend(shape(word).map(|what| format!("{file}: {word}: {what}")));
                        if let Some(other) = words.insert(word.to_owned(), concept.to_owned()) {
                            complaints
                                .push(format!("{file}: {word} is in {other} and in {concept}"));
                        }
                    }
                }
            }
            if entry.matches('~').count() > 1 || concept.starts_with('~') {
                complaints
                    .push(format!("{file}: {entry:?} is not words and then at most one ~class"));
            }
        }
    }
    let lonely = classes.iter().filter(|(_, concepts)| **concepts == 1);
    complaints
        .extend(lonely.map(|(class, _)| format!("~{class} joins nothing: one concept has it")));
    Ok(complaints)
}

/// What is wrong with a word by itself.
fn shape(word: &str) -> Option<&'static str> {
    if fold_text(word) != word {
        Some("not folded")
    } else if word.chars().count() > MAX_CHARS {
        Some("too long for one word")
    } else {
        None
    }
}
