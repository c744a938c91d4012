//! Well-known organisations of the nation with one character wrong at their front: 种国邮政集团, 中国邮证集团, 国工商银行.
//!
//! They bear no trade name, so nothing long and unknown would tell that something is wrong there.

use std::sync::LazyLock;

use guiyi_lexicon::{alias, lookalike, reading};
use rustc_hash::FxHashSet;

use super::cost;
use crate::vocabulary::{Found, Slip, Vocabulary};

/// What the names begin with.
const NATION: [char; 2] = ['中', '国'];

/// What some of them go on with that belongs to the nation.
const PEOPLE: [char; 2] = ['人', '民'];

/// How many characters behind the nation must be known; fewer begin other names as well.
const KNOWN_CHARS: usize = 4;

/// The characters behind the nation.
type Rest = [char; KNOWN_CHARS];

/// What is wrong at the front of a line.
pub(super) enum Damage {
    /// The nation's name.
    Nation(Found),
    /// The first word behind it.
    Trade(Slip),
}

static RESTS: LazyLock<FxHashSet<Rest>> = LazyLock::new(|| {
    let names = alias::aliases().iter().filter_map(|alias| alias.text.strip_prefix("中国"));
    names.filter_map(|rest| first_chars(&rest.chars().collect::<Vec<_>>())).collect()
});

/// What is wrong at the front of a line that begins nearly like one of the names.
pub(super) fn damage(chars: &[char], vocabulary: &Vocabulary) -> Option<Damage> {
    match *chars {
        ['中', '国', ref rest @ ..] => damaged_behind(rest, vocabulary),
        ['中' | '国', _, ..] | [_, '国', ..] => misspelt_nation(chars, vocabulary),
        _ => None,
    }
}

/// The nation, with one character wrong, lost or doubled, before what such names go on with.
fn misspelt_nation(chars: &[char], vocabulary: &Vocabulary) -> Option<Damage> {
    let [zhong, guo] = NATION;
    let is_known =
        |at: usize| chars.get(at..).and_then(first_chars).is_some_and(|rest| RESTS.contains(&rest));
    let is_wrong = |right: char, written: char| right == written || is_alike(right, written);
    let length = match *chars {
        // 中医药集团 lacks nothing.
        [first, _, _, '集', '团', ..] if first == zhong => return None,
        [first, ..] if NATION.contains(&first) && is_known(1) => 1,
        [first, second, ..] if is_wrong(zhong, first) && is_wrong(guo, second) && is_known(2) => 2,
        _ => return None,
    };
    let goes_on = chars[length..].starts_with(&PEOPLE);
    let length = if goes_on { length + PEOPLE.len() } else { length };
    Some(Damage::Nation(vocabulary.misspelt_nation(length)))
}

/// A wrong or lost character behind the nation.
fn damaged_behind(rest: &[char], vocabulary: &Vocabulary) -> Option<Damage> {
    let written = first_chars(rest)?;
    if RESTS.contains(&written) {
        return None;
    }
    // 中国国邮政
    if rest.first() == NATION.last()
        && first_chars(&rest[1..]).is_some_and(|rest| RESTS.contains(&rest))
    {
        return Some(Damage::Nation(vocabulary.misspelt_nation(NATION.len() + 1)));
    }
    // The least, for a set has no order.
    let near = RESTS.iter().filter_map(|right| Some((right, wrong(right, &written)?)));
    let (right, (at, lost)) = near.min()?;
    if right.starts_with(&PEOPLE) && at < PEOPLE.len() {
        let length = NATION.len() + PEOPLE.len() - lost;
        return Some(Damage::Nation(vocabulary.misspelt_nation(length)));
    }
    let (range, word) = vocabulary.trade_around(right, at)?;
    let (start, end) = (NATION.len() + range.start, NATION.len() + range.end - lost);
    Some(Damage::Trade(Slip { start, end, word, cost: cost::SLIP_BEHIND_NATION }))
}

/// Where the only wrong character is and whether it is lost: one that sounds or looks like the right one, or 1 for one
/// that is missing.
fn wrong(right: &Rest, written: &Rest) -> Option<(usize, usize)> {
    let at = right.iter().zip(written).position(|(a, b)| a != b)?;
    if at + 1 < KNOWN_CHARS && right[at + 1..] == written[at..KNOWN_CHARS - 1] {
        return Some((at, 1));
    }
    (right[at + 1..] == written[at + 1..] && is_alike(right[at], written[at])).then_some((at, 0))
}

fn first_chars(chars: &[char]) -> Option<Rest> {
    chars.first_chunk().copied()
}

/// Whether a character sounds or looks like another.
fn is_alike(a: char, b: char) -> bool {
    reading::sounds_alike(a, b) || lookalike::is_lookalike(a, b)
}
