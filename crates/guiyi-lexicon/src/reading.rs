//! Readings of characters: toneless pinyin, as sets.
//!
//! Two names sound alike when each character shares a syllable with its partner; a character with several readings
//! (乐: le, yue) keeps them all. Look folded characters up.
//!
//! ```
//! use guiyi_lexicon::reading;
//!
//! let texts = |c| reading::readings(c).iter().map(|syllable| syllable.text()).collect::<Vec<_>>();
//! assert_eq!(texts('重'), ["chong", "zhong"]);
//! assert!(reading::sounds_alike('鑫', '欣') && !reading::sounds_alike('鑫', '淼'));
//! ```

use crate::table::{entries, pair};
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// A toneless syllable: one of about four hundred. Its number belongs to this version of the table; never store it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Syllable(u16);

impl Syllable {
    /// Its letters: "shan"; ü is v.
    pub fn text(self) -> &'static str {
        READINGS.syllables.get(usize::from(self.0)).map_or("", |syllable| syllable.text)
    }

    /// A small number, below [`Syllable::count`], for arrays and keys inside one run.
    pub const fn index(self) -> u16 {
        self.0
    }

    /// How many syllables there are.
    pub fn count() -> usize {
        READINGS.syllables.len()
    }

    /// The syllable a speaker without retroflexes and back nasals says, as input methods let one type:
    /// zh ch sh are z c s, ing eng ang are in en an, an initial n is l.
    pub fn merged(self) -> Self {
        READINGS.syllables.get(usize::from(self.0)).map_or(self, |syllable| syllable.merged)
    }
}

/// The readings of a folded character, the likeliest in company names first; empty when it has none.
#[inline]
pub fn readings(c: char) -> &'static [Syllable] {
    let Some(at) = (c as usize).checked_sub(FIRST) else { return &[] };
    let set = READINGS.by_character.get(at).copied().unwrap_or(0);
    READINGS.sets.get(usize::from(set)).map_or(&[], Vec::as_slice)
}

/// Whether two folded characters share a reading, or are the same.
pub fn sounds_alike(a: char, b: char) -> bool {
    a == b || readings(a).iter().any(|syllable| readings(b).contains(syllable))
}

/// First of the CJK Unified Ideographs.
const FIRST: usize = 0x4e00;
/// How many of them the table covers.
const BLOCK: usize = 0x5200;

struct Readings {
    syllables: Vec<Spelling>,
    /// Number of the set of each character; set 0 is empty.
    by_character: Vec<u16>,
    sets: Vec<Vec<Syllable>>,
}

struct Spelling {
    text: &'static str,
    merged: Syllable,
}

static READINGS: LazyLock<Readings> = LazyLock::new(|| {
    let lines: Vec<(&str, &str)> =
        entries(include_str!("../data/reading.tsv")).filter_map(pair).collect();
    let mut texts: Vec<&'static str> = lines.iter().flat_map(|line| line.0.split(',')).collect();
    texts.sort_unstable();
    texts.dedup();
    let numbers: FxHashMap<&str, Syllable> =
        (0..).zip(&texts).map(|(at, text)| (*text, Syllable(at))).collect();

    let mut by_character = vec![0; BLOCK];
    let mut sets = vec![Vec::new()];
    for (syllables, characters) in lines {
        let set = u16::try_from(sets.len()).unwrap_or(0);
        sets.push(syllables.split(',').filter_map(|text| numbers.get(text).copied()).collect());
        for c in characters.chars() {
            if let Some(place) =
                (c as usize).checked_sub(FIRST).and_then(|at| by_character.get_mut(at))
            {
                *place = set;
            }
        }
    }
    let spelling = |text: &&'static str| Spelling { text, merged: merge(text, &numbers) };
    Readings { syllables: texts.iter().map(spelling).collect(), by_character, sets }
});

/// The merged syllable where it exists (there is no "dui" for "dun"), else the one closest to it.
fn merge(text: &str, numbers: &FxHashMap<&str, Syllable>) -> Syllable {
    let initial = match text.strip_prefix("zh").map(|rest| ("z", rest)) {
        Some(merged) => Some(merged),
        None => [("ch", "c"), ("sh", "s"), ("n", "l")]
            .iter()
            .find_map(|(retroflex, flat)| text.strip_prefix(retroflex).map(|rest| (*flat, rest))),
    };
    let flat = initial.map_or_else(|| text.to_owned(), |(flat, rest)| format!("{flat}{rest}"));
    let front = match flat.strip_suffix("ng") {
        Some(rest) if rest.ends_with(['i', 'e', 'a']) => format!("{rest}n"),
        _ => flat.clone(),
    };
    let known =
        [front.as_str(), flat.as_str(), text].into_iter().find_map(|text| numbers.get(text));
    known.copied().unwrap_or(Syllable(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(c: char) -> Vec<&'static str> {
        readings(c).iter().map(|syllable| syllable.text()).collect()
    }

    #[test]
    fn brand_readings_come_first() {
        let cases: [(char, &[&str]); 8] = [
            ('长', &["chang", "zhang"]),
            ('厦', &["xia", "sha"]),
            ('行', &["hang", "xing"]),
            ('乐', &["le", "yue"]),
            ('干', &["gan", "qian"]),
            ('煤', &["mei"]),
            ('绿', &["lv"]),
            ('a', &[]),
        ];
        for (c, expected) in cases {
            assert_eq!(texts(c), expected, "{c}");
        }
    }

    #[test]
    fn every_common_character_has_a_reading() {
        for c in "山西煤业红光北京酒发展有限公司恒源商贸太原鑫喆堃犇祐淼镔垚".chars()
        {
            assert!(!readings(c).is_empty(), "{c}");
        }
        assert!(
            readings('\u{3400}').is_empty()
                && readings('\u{10ffff}').is_empty()
                && readings('\0').is_empty()
        );
    }

    #[test]
    fn provinces_that_sound_alike_do_so_here() {
        assert!(sounds_alike('山', '陕'));
        assert!(sounds_alike('元', '源') && sounds_alike('x', 'x'));
        assert!(!sounds_alike('x', 'y') && !sounds_alike('重', '同'));
    }

    #[test]
    fn merging_is_idempotent_and_joins_southern_pairs() {
        let merged = |c| readings(c).first().map(|syllable| syllable.merged().text());
        for (a, b) in [('张', '臧'), ('林', '宁'), ('胜', '森'), ('陈', '岑')] {
            assert_eq!(merged(a), merged(b), "{a} {b}");
        }
        for c in ('\u{4e00}'..='\u{9fff}').flat_map(readings) {
            assert_eq!(c.merged().merged(), c.merged(), "{}", c.text());
        }
    }
}
