//! Well-known organisations of the nation with one character wrong at their front: 种国邮政集团, 中国邮证集团, 国工商银行.
//!
//! They bear no trade name, so nothing long and unknown would tell that something is wrong there.

use super::cost;
use crate::vocabulary::{Found, NationRest, Slip, Vocabulary, is_alike};

/// What the names begin with.
const NATION: [char; 2] = ['中', '国'];

/// What some of them go on with that belongs to the nation.
const PEOPLE: [char; 2] = ['人', '民'];

/// What is wrong at the front of a line.
pub(super) enum Damage {
    /// The nation's name.
    Nation(Found),
    /// The first word behind it.
    Trade(Slip),
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
    match chars.strip_prefix(&NATION) {
        Some(rest) => damaged_behind(rest, vocabulary),
        None => misspelt_nation(chars, vocabulary),
    }
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
    if vocabulary.is_of_nation(rest) {
        return None;
    }
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
