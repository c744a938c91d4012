//! Well-known organisations of the nation with one character wrong at their front, 种国邮政集团, 中国邮证集团, 国工商银行, or two that
//! changed places, 中邮国政集团.
//!
//! They bear no trade name, so nothing long and unknown would tell that something is wrong there.

use smallvec::SmallVec;

use super::cost;
use crate::vocabulary::{Found, NationRest, Slip, Vocabulary, is_alike};

/// What the names begin with.
const NATION: [char; 2] = ['中', '国'];

/// What some of them go on with that belongs to the nation.
const PEOPLE: [char; 2] = ['人', '民'];

/// How many characters behind the nation are looked at for two that changed places.
const REST_CHARS: usize = size_of::<NationRest>() / size_of::<char>();

/// What is wrong at the front of a line.
pub(super) enum Damage {
    /// The nation's name.
    Nation(Found),
    /// The first word behind it.
    Trade(Slip),
    /// A character and the next one changed places: 中邮国政, 中国政邮.
    Swapped(usize),
}

/// The only wrong character.
struct Wrong {
    at: usize,
    /// How many characters are missing: 1 if it is lost, 0 if another one is written.
    lost: usize,
}

/// Whether a line may begin nearly like one of the names; false for most.
#[inline]
pub(super) fn is_near(chars: &[char]) -> bool {
    matches!(chars, ['中' | '国', ..] | [_, '国', ..])
}

/// What is wrong at the front of a line that begins nearly like one of the names.
#[cold]
pub(super) fn damage(chars: &[char], vocabulary: &Vocabulary) -> Option<Damage> {
    let damage = match chars.strip_prefix(&NATION) {
        Some(rest) if vocabulary.is_of_nation(rest) || is_short(rest, vocabulary) => return None,
        Some(rest) => damaged_behind(rest, vocabulary),
        None => misspelt_nation(chars, vocabulary),
    };
    damage.or_else(|| Some(Damage::Swapped(swapped(chars, vocabulary)?)))
}

/// Where two neighbours changed places.
fn swapped(chars: &[char], vocabulary: &Vocabulary) -> Option<usize> {
    let places = match chars {
        ['国', '中', ..] => 0..1,
        ['中', _, '国', ..] => 1..2,
        ['中', '国', ..] => NATION.len()..NATION.len() + REST_CHARS - 1,
        _ => return None,
    };
    let mut places = places.filter(|&at| chars.get(at + 1).is_some_and(|c| *c != chars[at]));
    places.find(|&at| {
        let length = chars.len().min(NATION.len() + REST_CHARS);
        let mut right: SmallVec<[char; 8]> = SmallVec::from_slice(&chars[..length]);
        right.swap(at, at + 1);
        let rest = &right[NATION.len()..];
        vocabulary.is_of_nation(rest) || is_short(rest, vocabulary)
    })
}

/// Whether characters, and no more follow than 公司, are what such names begin with behind the nation: 移动, 邮政公司.
fn is_short(rest: &[char], vocabulary: &Vocabulary) -> bool {
    let rest = rest.strip_suffix(&['公', '司']).unwrap_or(rest);
    let is_short = (2..REST_CHARS).contains(&rest.len());
    is_short && vocabulary.nation_rests().iter().any(|known| known.starts_with(rest))
}

/// The nation, with one character wrong or lost, before what such names go on with.
fn misspelt_nation(chars: &[char], vocabulary: &Vocabulary) -> Option<Damage> {
    let is_known = |at: usize| chars.get(at..).is_some_and(|rest| vocabulary.is_of_nation(rest));
    let is_nearly = |right: char, written: char| right == written || is_alike(right, written);
    let [zhong, guo] = NATION;
    let length = match *chars {
        // 中医药集团 lacks nothing.
        ['中', _, _, '集', '团', ..] => return None,
        ['中' | '国', ..] if is_known(1) => 1,
        ['国', ref rest @ ..] if is_short(rest, vocabulary) => 1,
        [a, b, ..] if is_nearly(zhong, a) && is_nearly(guo, b) && is_known(2) => 2,
        _ => return None,
    };
    let goes_on = chars[length..].starts_with(&PEOPLE);
    let length = if goes_on { length + PEOPLE.len() } else { length };
    Some(Damage::Nation(vocabulary.misspelt_nation(length)))
}

/// A wrong or lost character behind the nation, or the last of the nation twice.
fn damaged_behind(rest: &[char], vocabulary: &Vocabulary) -> Option<Damage> {
    let written: &NationRest = rest.first_chunk()?;
    let nation = |length| Some(Damage::Nation(vocabulary.misspelt_nation(length)));
    if rest[0] == NATION[1] && vocabulary.is_of_nation(&rest[1..]) {
        return nation(NATION.len() + 1);
    }
    let mut all = vocabulary.nation_rests().iter();
    let (right, wrong) = all.find_map(|right| Some((right, wrong(right, written)?)))?;
    if right.starts_with(&PEOPLE) && wrong.at < PEOPLE.len() {
        return nation(NATION.len() + PEOPLE.len() - wrong.lost);
    }
    let (range, word) = vocabulary.trade_around(right, wrong.at)?;
    let (start, end) = (NATION.len() + range.start, NATION.len() + range.end - wrong.lost);
    Some(Damage::Trade(Slip { start, end, word, cost: cost::SLIP_BEHIND_NATION }))
}

/// The only wrong character of what is written: one that sounds or looks like the right one, or one that is missing.
fn wrong(right: &NationRest, written: &NationRest) -> Option<Wrong> {
    let at = right.iter().zip(written).position(|(a, b)| a != b)?;
    let behind = &right[at + 1..];
    let is_lost = !behind.is_empty() && *behind == written[at..written.len() - 1];
    if is_lost {
        return Some(Wrong { at, lost: 1 });
    }
    let is_wrong = *behind == written[at + 1..] && is_alike(right[at], written[at]);
    is_wrong.then_some(Wrong { at, lost: 0 })
}
