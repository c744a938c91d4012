//! Towns, townships and subdistricts (乡镇街道) by their name without its kind: 寮步 is 寮步镇 of 东莞.
//!
//! There are some forty thousand, and many bear the names of others or of shops (和平, 新华): a name is worth
//! something only where the county or the city it lies in is known.
//!
//! ```
//! use guiyi_lexicon::division::Division;
//! use guiyi_lexicon::town;
//!
//! let dongguan = Division::from_code(441_900).ok_or("unknown")?;
//! assert!(town::lies_in(&['寮', '步'], dongguan));
//! assert!(!town::lies_in(&['恒', '源'], dongguan));
//! # Ok::<(), &str>(())
//! ```

use crate::bits::Bits;
use crate::division::Division;
use crate::table::{entries, pair};
use std::ops::Range;
use std::sync::LazyLock;

/// Lengths of the names, in characters: one is no name, longer ones are written in full.
pub const CHARS: std::ops::RangeInclusive<usize> = 2..=4;

/// Whether a county, or a city with its counties, has a town of this name, which must be folded.
pub fn lies_in(name: &[char], place: Division) -> bool {
    let Some(key) = key(name.iter().copied()) else { return false };
    let within = place.codes();
    let place_of = |code| TABLE.counties.partition_point(|county| county.division.code() < code);
    let counties = &TABLE.counties[place_of(*within.start())..place_of(*within.end() + 1)];
    let ([first, ..], [.., last]) = (counties, counties) else { return false };
    let names = |names: Range<usize>| TABLE.names.get(names).unwrap_or(&[]);
    // Nearly always none of them has it, and all their names lie in a row.
    names(first.names.start..last.names.end).contains(&key)
        && counties.iter().any(|county| {
            names(county.names.clone()).contains(&key) && place.contains(county.division)
        })
}

/// Whether a name of so many characters may begin with these two; refuses most that do not, by one look.
pub fn may_begin(first: char, second: char, chars: usize) -> bool {
    let Some(key) = key([first, second].into_iter()) else { return false };
    TABLE.beginnings.may_hold(beginning(key, chars))
}

/// A name's first two characters and their number.
fn beginning(key: u64, chars: usize) -> u64 {
    let pair = key >> (PLACES * u16::BITS - 2 * u16::BITS);
    pair | (chars as u64) << (2 * u16::BITS)
}

/// How many characters the name of a key has.
fn length(key: u64) -> usize {
    PLACES as usize - (key.trailing_zeros() / u16::BITS) as usize
}

struct Table {
    /// In the order of their codes, as in the file.
    counties: Vec<County>,
    /// The names of all counties, one county behind the other.
    names: Vec<u64>,
    /// Those of all names.
    beginnings: Bits,
}

struct County {
    division: Division,
    /// Its towns among all names.
    names: Range<usize>,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let mut table = Table { counties: Vec::new(), names: Vec::new(), beginnings: Bits::new() };
    for (code, names) in entries(include_str!("../data/division_town.tsv")).filter_map(pair) {
        let Some(division) = code.parse().ok().and_then(Division::from_code) else { continue };
        let first = table.names.len();
        let mut rest = names.chars();
        while !rest.as_str().is_empty() {
            let Some(name) = key(rest.by_ref().take_while(|&c| c != ',')) else { continue };
            table.names.push(name);
            table.beginnings.add(beginning(name, length(name)));
        }
        let names = first..table.names.len();
        table.counties.push(County { division, names });
    }
    table
});

/// Characters that fit into the number of a name.
const PLACES: u32 = 4;

/// A name in one number, its first character in the upper bits; `None` when it has too many characters or
/// one beyond the Basic Multilingual Plane.
fn key(name: impl Iterator<Item = char>) -> Option<u64> {
    let (mut key, mut chars, mut fits) = (0, 0, true);
    // The whole name is read in any case, for another may follow.
    for c in name.map(u32::from) {
        fits &= c >> u16::BITS == 0 && chars < PLACES;
        if fits {
            chars += 1;
            key |= u64::from(c) << ((PLACES - chars) * u16::BITS);
        }
    }
    (fits && CHARS.contains(&(chars as usize))).then_some(key)
}

/// Parses the table.
pub(crate) fn load() {
    LazyLock::force(&TABLE);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::split;

    #[test]
    fn counties_stand_in_order_with_their_towns() {
        assert!(TABLE.counties.is_sorted_by_key(|county| county.division.code()));
        for county in &TABLE.counties {
            for name in split(names_of(county.division), b',') {
                let chars: Vec<char> = name.chars().collect();
                assert!(may_begin(chars[0], chars[1], chars.len()), "{name}");
                assert!(lies_in(&chars, county.division), "{name}");
                let above = county.division.prefecture();
                assert!(above.is_none_or(|city| lies_in(&chars, city)), "{name}");
            }
        }
    }

    fn names_of(county: Division) -> &'static str {
        let mut lines = entries(include_str!("../data/division_town.tsv")).filter_map(pair);
        lines.find(|(code, _)| *code == county.code().to_string()).map_or("", |line| line.1)
    }
}
