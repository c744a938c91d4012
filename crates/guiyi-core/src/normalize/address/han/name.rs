//! Names in addresses: where they end, and what of them is compared.

use std::borrow::Cow;

use super::ending::{Ending, ending_at};
use super::unit::numeral_len;
use crate::normalize::text::is_han;

/// The part of a road's name that everybody writes: its word for a kind, a direction or number
/// before it and two characters. What stands before is often a quarter: 五里桥解放东路 → 解放东路.
pub fn road_core(road: &str) -> &str {
    let bare = road.strip_suffix(DIRECTIONS).unwrap_or(road);
    let kind = ["大道", "大街", "公路", "胡同"].iter().find(|kind| bare.ends_with(**kind));
    let stem = &bare[..bare.len() - kind.map_or('路'.len_utf8(), |kind| kind.len())];
    let directed = stem.ends_with(DIRECTIONS) || stem.ends_with(NUMERALS);
    let kept = CORE_CHARACTERS + usize::from(directed);
    let from = stem.char_indices().rev().take(kept).last().map_or(0, |(at, _)| at);
    &road[from..]
}

/// Characters of a road's name proper: 解放, 人民; the third from the end is a quarter's more often.
const CORE_CHARACTERS: usize = 2;
const DIRECTIONS: [char; 5] = ['东', '南', '西', '北', '中'];
const NUMERALS: [char; 10] = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十'];

/// A town's name with one word for its kind: 街道办事处, 街办 → 街道.
pub fn town(name: &str) -> Cow<'_, str> {
    canonical(name.into(), &TOWN_WORDS, "街道")
}

/// A village's or community's name with one word for its kind: 村委会 → 村, 居委会 → 社区.
pub fn quarter(name: &str) -> Cow<'_, str> {
    canonical(canonical(name.into(), &VILLAGE_WORDS, "村"), &QUARTER_WORDS, "社区")
}

/// `name` with the one of `words` it ends in written as `canonical`.
fn canonical<'a>(name: Cow<'a, str>, words: &[&str], canonical: &str) -> Cow<'a, str> {
    let stem = words.iter().find_map(|word| name.strip_suffix(word));
    let written = stem.map(|stem| format!("{stem}{canonical}").into());
    written.unwrap_or(name)
}

const TOWN_WORDS: [&str; 4] = ["街道办事处", "街道办", "街办", "办事处"];
const VILLAGE_WORDS: [&str; 3] = ["村民委员会", "村委会", "村委"];
const QUARTER_WORDS: [&str; 2] = ["社区居委会", "居委会"];

/// Whether the name goes on behind its seeming end: 城市广场, 古镇路, 街坊, 园林路. `long`: its word
/// for a kind has two characters or more.
pub fn runs_on(ending: Ending, long: bool, name: &str, after: &str) -> bool {
    let next = after.chars().next();
    let follows = ending_at(after);
    let road = |word: &str| matches!(ending_at(word), Some((Ending::Road | Ending::Lane, _)));
    let settles =
        matches!(follows, Some((Ending::Town | Ending::Village, len)) if len <= '镇'.len_utf8());
    match ending {
        Ending::Road if name.ends_with('道') && !long => {
            matches!(next, Some('里' | '外' | '口')) || settles
        }
        Ending::Road | Ending::Lane => next == Some('坊') || (settles && !long),
        Ending::Town | Ending::Village => {
            // 柳村南街 is a street, 和溪镇南街 a town and a street.
            let short = name.chars().count() <= 2;
            let directed = short && next.is_some_and(|c| DIRECTIONS.contains(&c));
            let behind = &after[next.map_or(0, char::len_utf8)..];
            (road(after) && next != Some('道')) || (directed && road(behind)) || (settles && !long)
        }
        Ending::Quarter => !after.starts_with(|c: char| c.is_ascii_digit()),
        Ending::District => {
            let word = ["场", "政", "民", "域", "城", "中", "内", "级"]
                .iter()
                .any(|word| after.starts_with(word));
            let other = ["城市", "都市", "超市", "夜市", "门市", "环市", "菜市", "花市"]
                .iter()
                .any(|word| name.ends_with(word));
            word || other || road(after)
        }
        Ending::Zone | Ending::Landmark if long => road(after),
        // One character is an end only where something else clearly begins.
        Ending::Zone | Ending::Landmark => {
            follows.is_some() || (next.is_some_and(is_han) && numeral_len(after) == 0)
        }
    }
}

/// `name` without what is left of a cut-off division or of a direction before it.
pub fn clean(name: &str) -> &str {
    // Nearly all names begin with none of them.
    if !name.chars().next().is_some_and(begins_left_over) {
        return name;
    }
    let mut rest = name;
    for left_over in &LEFT_OVER {
        if let Some(shorter) = rest.strip_prefix(left_over)
            && shorter.chars().count() > SHORTEST_NAME
        {
            rest = shorter;
        }
    }
    rest
}

const LEFT_OVER: [&str; 14] = [
    "东侧", "西侧", "南侧", "北侧", "路东", "路西", "路南", "路北", "内", "市", "区", "县", "镇",
    "的",
];

/// Whether any of [`LEFT_OVER`] begins with a character.
fn begins_left_over(c: char) -> bool {
    matches!(c, '东' | '西' | '南' | '北' | '路' | '内' | '市' | '区' | '县' | '镇' | '的')
}

/// A name with its word for a kind is longer than this: 区八一路 loses its 区, 市场 does not.
const SHORTEST_NAME: usize = 2;
