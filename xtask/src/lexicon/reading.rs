//! `reading.tsv`: toneless syllables of the characters that folding leaves as they are.

use super::source::Sources;
use super::table::{Generated, combined, entries};
use crate::Failure;
use std::collections::BTreeMap;

const CRATE: &str = "pinyin-0.11.0";

/// Readings kept of a character that the hand-kept table does not name: further ones in the source are mostly
/// those of old texts, and would make strangers sound alike.
const MOST: usize = 2;

/// Makes the table: characters grouped by their set of syllables.
pub fn make(sources: &Sources) -> Result<Generated, Failure> {
    let source = sources.in_crate(CRATE, "pinyin-data/pinyin.txt")?;
    let hand = std::fs::read_to_string(super::data().join("reading_hand.tsv"))?;
    let mut readings = BTreeMap::new();
    for line in entries(&source.text) {
        if let Some((c, syllables)) = reading(line)
            && is_common_block(c)
            && guiyi_lexicon::fold::fold_char(c) == c
        {
            readings.insert(c, syllables);
        }
    }
    for line in entries(&hand) {
        let (c, syllables) = line.split_once('\t').ok_or_else(|| format!("reading: {line}"))?;
        readings.insert(c.chars().next().ok_or("reading: no character")?, syllables.to_owned());
    }
    let mut groups: BTreeMap<String, String> = BTreeMap::new();
    for (c, syllables) in readings {
        groups.entry(syllables).or_default().push(c);
    }
    Ok(Generated {
        header: vec![
            "What: toneless readings: \"syllables, characters read so\"; several syllables are heteronyms, the likeliest first; ü is v."
                .into(),
            format!("Source: {CRATE} (crate; MIT), its data pinyin-data 0.15.0 (MIT); reading_hand.tsv."),
            "Date: 2026-11-22".into(),
        ],
        source: combined(&[source.fingerprint]),
        lines: groups.iter().map(|(syllables, characters)| format!("{syllables}\t{characters}")).collect(),
    })
}

/// `U+4E50: lè,yuè  # 乐` → 乐, "le,yue".
fn reading(line: &str) -> Option<(char, String)> {
    let (code, rest) = line.strip_prefix("U+")?.split_once(':')?;
    let c = char::from_u32(u32::from_str_radix(code, 16).ok()?)?;
    let mut syllables: Vec<String> = Vec::new();
    for toned in rest.split('#').next()?.trim().split(',') {
        let plain: String = toned.chars().filter_map(plain).collect();
        // Interjections (m, n, ng, ê) have no vowel of a syllable.
        if plain.contains(['a', 'e', 'i', 'o', 'u', 'v']) && !syllables.contains(&plain) {
            syllables.push(plain);
        }
    }
    syllables.truncate(MOST);
    (!syllables.is_empty()).then(|| (c, syllables.join(",")))
}

/// Drops the tone; combining marks vanish.
fn plain(c: char) -> Option<char> {
    match c {
        'ā' | 'á' | 'ǎ' | 'à' => Some('a'),
        'ē' | 'é' | 'ě' | 'è' => Some('e'),
        'ī' | 'í' | 'ǐ' | 'ì' => Some('i'),
        'ō' | 'ó' | 'ǒ' | 'ò' => Some('o'),
        'ū' | 'ú' | 'ǔ' | 'ù' => Some('u'),
        'ü' | 'ǖ' | 'ǘ' | 'ǚ' | 'ǜ' => Some('v'),
        'ń' | 'ň' | 'ǹ' => Some('n'),
        'a'..='z' => Some(c),
        _ => None,
    }
}

/// CJK Unified Ideographs, without the extensions no company name uses.
fn is_common_block(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
}
