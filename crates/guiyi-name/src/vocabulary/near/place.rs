//! Long names of places that a stretch of text is but for one slip: 阿鲁料尔沁旗, 岫岩蔓族自治县.
//!
//! Short names are little use here: with one character wrong, 太原 is any trade name. Only at the very front, and where what is
//! written is too rare for one, it is told: 谊乌恒源.

use guiyi_lexicon::{division, idf, reading};
use rustc_hash::FxHashMap;

use super::super::misspelt::{is_alike, wrong_one};

/// Fewest characters of a name whose slips are looked for.
pub(in super::super) const PLACE_CHARS: usize = 5;

/// Fewest characters of a name of which any one may be wrong or missing.
const DISTINCT_CHARS: usize = 6;

/// The last place, in characters, at which such a name may begin: behind a province or a prefecture.
const LAST_START: usize = 7;

/// How rare, in tenths of a nat for all characters, what is written for a short name of two or of three must be.
const RARE: [u16; 2] = [101, 135];

/// Whether a text may hold such a place at its front; false for most. Autonomous counties, banners and zones have these
/// characters.
pub(in super::super) fn may_hold_place(chars: &[char]) -> bool {
    let is_sign = |c: &char| matches!(c, '族' | '治' | '旗' | '区');
    chars.iter().find(|c| is_sign(c)).is_some_and(|&c| c != '区' || chars.contains(&'开'))
}

/// The long names by their first and by their second character: with one slip, one of the two is among the first two.
#[derive(Default)]
pub(in super::super) struct NearPlaces {
    names: Vec<(Vec<char>, u32)>,
    by_char: FxHashMap<char, Vec<u32>>,
}

impl NearPlaces {
    /// From names, as long as [`PLACE_CHARS`] asks, and the numbers of their words.
    pub(in super::super) fn new(names: Vec<(Vec<char>, u32)>) -> NearPlaces {
        let mut by_char = FxHashMap::<char, Vec<u32>>::default();
        for (at, (name, _)) in names.iter().enumerate() {
            for &c in name.iter().take(2) {
                by_char.entry(c).or_default().push(at as u32);
            }
        }
        NearPlaces { names, by_char }
    }

    /// Calls `each` with the start, the end and the word of every stretch of characters that is nearly a place.
    pub(in super::super) fn find(&self, chars: &[char], mut each: impl FnMut(usize, usize, u32)) {
        for (at, c) in chars.iter().enumerate().take(LAST_START + 2) {
            for &place in self.by_char.get(c).map_or(&[][..], Vec::as_slice) {
                let (name, word) = &self.names[place as usize];
                for start in at.saturating_sub(1)..=at.min(LAST_START) {
                    if let Some(length) = near_length(&chars[start..], name, start == 0) {
                        each(start, start + length, *word);
                    }
                }
            }
        }
    }

    /// The only short name of a place that a text begins with but for one character that sounds like the right one.
    pub(in super::super) fn short(&self, chars: &[char]) -> Option<(usize, u32)> {
        // Most trade names are not, and that is cheap to see.
        if !is_rare(chars.get(..2)?) && !is_rare(chars.get(..3)?) {
            return None;
        }
        let begun = chars.iter().take(2).filter_map(|c| self.by_char.get(c)).flatten();
        let mut near = begun.filter_map(|&place| {
            let (name, word) = &self.names[place as usize];
            is_nearly(name, chars.get(..name.len())?).then_some((name.len(), *word))
        });
        let first = near.next()?;
        near.all(|other| other == first).then_some(first)
    }
}

/// Whether the characters of a short name are too rare for a trade name.
fn is_rare(text: &[char]) -> bool {
    let rarity = || text.iter().map(|&c| idf::tenths(c)).sum::<u16>();
    text.len()
        .checked_sub(2)
        .and_then(|longer| RARE.get(longer))
        .is_some_and(|least| rarity() >= *least)
}

/// Whether a text, rare as it stands, is a name but for one character that sounds like the right one.
fn is_nearly(name: &[char], text: &[char]) -> bool {
    wrong_one(name, text).is_some_and(|wrong| reading::sounds_alike(wrong.right, wrong.written))
        && is_rare(text)
        && division::lookup(&text.iter().collect::<String>()).is_empty()
}

/// How many characters at the front of a text are nearly a place; `None` if they are none, or the place as it should be.
fn near_length(text: &[char], place: &[char], is_front: bool) -> Option<usize> {
    let at = place.iter().zip(text).take_while(|(a, b)| a == b).count();
    let (right, left) = (place.get(at..)?, text.get(at..)?);
    let ([first, behind @ ..], [written, rest @ ..]) = (right, left) else { return None };
    let is_distinct = place.len() >= DISTINCT_CHARS;
    // 自治限: the last one says what kind of place it is.
    let is_wrong = rest.starts_with(behind)
        && (is_alike(*first, *written) || is_distinct && at > 0 && !behind.is_empty());
    let is_swapped = || match (behind, rest) {
        ([next, behind @ ..], [after, rest @ ..]) => {
            next == written && after == first && rest.starts_with(behind)
        }
        _ => false,
    };
    let is_twice = || at > 0 && place[at - 1] == *written && rest.starts_with(right);
    // The first one only at the front, and the last one only where what is left still says that a place ends.
    let may_be_lost = || match behind {
        [] => place[..at].ends_with(&['自', '治']),
        _ => at > 0 || is_front,
    };
    let is_lost = || is_distinct && may_be_lost() && left.starts_with(behind);
    match () {
        () if is_wrong || is_swapped() => Some(place.len()),
        () if is_twice() => Some(place.len() + 1),
        () if is_lost() => Some(place.len() - 1),
        () => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_found_with_one_slip() {
        let places = NearPlaces::new(vec![("科尔沁左翼中旗".chars().collect(), 7)]);
        for (text, expected) in [
            ("科尔沁左翼中旗恒源", None),
            ("料尔沁左翼中旗恒源", Some((0, 7))),
            ("通辽科尔心左翼中旗恒源", Some((2, 9))),
            ("科尔沁左翼旗恒源", Some((0, 6))),
            ("科尔尔沁左翼中旗恒源", Some((0, 8))),
            ("科沁尔左翼中旗恒源", Some((0, 7))),
            ("科尔沁左翼中恒源", None),
            ("科尔沁左翼", None),
            ("尔沁左翼中旗恒源", Some((0, 6))),
        ] {
            let chars: Vec<char> = text.chars().collect();
            let mut found = None;
            places.find(&chars, |start, end, _| found = Some((start, end)));
            assert_eq!(found, expected, "{text}");
        }
    }
}
