//! `fold.tsv`: the normal form of every character that has another one.
//!
//! NFKC and lower case, then traditional to simplified, then variants, iterated to a fixpoint.

use super::source::Sources;
use super::table::{Generated, combined, entries};
use crate::Failure;
use std::collections::{BTreeMap, BTreeSet};
use unicode_normalization::UnicodeNormalization;

const CRATE: &str = "hanconv-0.5.1";

/// Longest chain of foldings in the sources; more means that two characters fold into each other.
const MOST_STEPS: usize = 8;

/// Makes the table.
pub fn make(sources: &Sources) -> Result<Generated, Failure> {
    let traditional = sources.in_crate(CRATE, "data/TSCharacters.txt")?;
    let variants = ["TWVariants", "HKVariants", "JPVariants", "JPShinjitaiCharacters"]
        .map(|name| sources.in_crate(CRATE, &format!("data/{name}.txt")));
    let hand = std::fs::read_to_string(super::data().join("fold_hand.tsv"))?;
    let distinct = std::fs::read_to_string(super::data().join("fold_distinct.tsv"))?;

    let mut fingerprints = vec![traditional.fingerprint];
    let mut step: BTreeMap<char, char> = entries(&traditional.text).filter_map(pair).collect();
    for file in variants {
        let file = file?;
        fingerprints.push(file.fingerprint);
        add_inverse(&mut step, &file.text);
    }
    step.extend(entries(&hand).filter_map(pair));
    step.retain(|from, to| from != to && u32::from(*to) <= 0xffff);
    for kept in entries(&distinct).filter_map(|line| line.chars().next()) {
        step.remove(&kept);
    }
    Ok(Generated {
        header: vec![
            "What: the normal form of each character that has another: \"from TAB to\"; \"to\" may be several characters.".into(),
            "NFKC and lower case by character, traditional to simplified, variants of Taiwan, Hong Kong and Japan outside GB 2312.".into(),
            format!("Source: {CRATE} (crate; MIT), its data from OpenCC (Apache-2.0); Unicode normalization; fold_hand.tsv."),
            "Date: 2026-11-22".into(),
        ],
        source: combined(&fingerprints),
        lines: lines(&step)?,
    })
}

/// Every scalar value whose fixpoint differs from itself, in code order.
fn lines(step: &BTreeMap<char, char>) -> Result<Vec<String>, Failure> {
    let mut lines = Vec::new();
    for from in '\0'..=char::MAX {
        let to = fixpoint(from, step)?;
        if !to.is_empty()
            && !to.chars().eq([from])
            && !is_control(&to)
            && !leaves_basic_plane(from, &to)
        {
            lines.push(format!("{from}\t{to}"));
        }
    }
    Ok(lines)
}

/// Spaces and controls stay as they are: a table of lines and tabs cannot hold them, and
/// the fold of texts treats them anyway.
fn is_control(to: &str) -> bool {
    to.chars().any(|c| c.is_control() || (c.is_whitespace() && to.chars().count() == 1))
}

/// A few compatibility ideographs stand for rarer characters than themselves: no font shows those, no list has them.
fn leaves_basic_plane(from: char, to: &str) -> bool {
    u32::from(from) <= 0xffff && to.chars().any(|c| u32::from(c) > 0xffff)
}

fn fixpoint(from: char, step: &BTreeMap<char, char>) -> Result<String, Failure> {
    let mut text = from.to_string();
    for _ in 0..MOST_STEPS {
        let next: String = compose(&text).chars().map(|c| *step.get(&c).unwrap_or(&c)).collect();
        if next == text {
            return Ok(text);
        }
        text = next;
    }
    Err(format!("{from} finds no normal form").into())
}

/// NFKC and lower case.
fn compose(text: &str) -> String {
    let lower: String = text.nfkc().flat_map(char::to_lowercase).collect();
    lower.nfkc().collect()
}

/// `from TAB to1 to2 …`, single characters only; the first target counts.
fn pair(line: &str) -> Option<(char, char)> {
    let (from, to) = line.split_once('\t')?;
    Some((single(from)?, single(to.split(' ').next()?)?))
}

fn single(text: &str) -> Option<char> {
    let mut chars = text.chars();
    let first = chars.next()?;
    chars.next().is_none().then_some(first)
}

/// Regional variant → standard form, where the variant is no character of simplified writing itself
/// and stands for one standard form only.
fn add_inverse(step: &mut BTreeMap<char, char>, text: &str) {
    let mut sources: BTreeMap<char, BTreeSet<char>> = BTreeMap::new();
    for line in entries(text) {
        let Some((standard, variants)) = line.split_once('\t') else { continue };
        let Some(standard) = single(standard) else { continue };
        for variant in variants.split(' ').filter_map(single) {
            sources.entry(variant).or_default().insert(standard);
        }
    }
    for (variant, standards) in sources {
        if let (1, Some(standard)) = (standards.len(), standards.first())
            && !in_gb2312(variant)
            && step.get(standard) != Some(&variant)
        {
            step.entry(variant).or_insert(*standard);
        }
    }
}

/// GB 2312 is the part of GBK whose two bytes lie at or above 0xB0A1.
fn in_gb2312(c: char) -> bool {
    let text = c.to_string();
    let (bytes, _, unmappable) = encoding_rs::GBK.encode(&text);
    matches!(bytes[..], [0xb0..=0xf7, 0xa1..=0xfe]) && !unmappable
}
