//! Are the look-alike pairs well formed: one character each, folded, different, and each pair once?

use crate::Failure;
use crate::lexicon::data;
use crate::lexicon::table::entries;
use guiyi_lexicon::fold::{distinct, fold_char};
use std::collections::BTreeSet;

const FILE: &str = "lookalike.tsv";

/// What is wrong with the pairs.
pub fn complaints() -> Result<Vec<String>, Failure> {
    let text = std::fs::read_to_string(data().join(FILE))?;
    let kept: BTreeSet<(char, char)> = distinct().map(|(a, b)| (a.min(b), a.max(b))).collect();
    let mut seen = BTreeSet::new();
    let mut complaints = Vec::new();
    for entry in entries(&text) {
        let Some((first, others)) = entry.split_once('\t').and_then(|(a, b)| Some((single(a)?, b)))
        else {
            complaints.push(format!("{FILE}: {entry:?} is not a character, a tab and characters"));
            continue;
        };
        for other in others.chars() {
            let pair = (first.min(other), first.max(other));
            let what = if first == other {
                "a character and itself"
            } else if fold_char(first) != first || fold_char(other) != other {
                "not folded"
            } else if kept.contains(&pair) {
                "kept apart by fold_distinct.tsv"
            } else if !seen.insert(pair) {
                "given twice"
            } else {
                continue;
            };
            complaints.push(format!("{FILE}: {first} {other}: {what}"));
        }
    }
    Ok(complaints)
}

/// The only character of `text`.
fn single(text: &str) -> Option<char> {
    let mut chars = text.chars();
    chars.next().filter(|_| chars.next().is_none())
}
