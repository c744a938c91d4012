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

use crate::division::Division;
use crate::table::{entries, pair, split};
use std::sync::LazyLock;

/// Lengths of the names, in characters.
pub const CHARS: std::ops::RangeInclusive<usize> = 2..=4;

/// Whether a county, or a city with its counties, has a town of this name, which must be folded.
pub fn lies_in(name: &[char], place: Division) -> bool {
    let Some(key) = key(name.iter().copied()) else { return false };
    let from = TABLE.partition_point(|(known, _)| *known < key);
    let same = TABLE[from..].iter().take_while(|(known, _)| *known == key);
    same.into_iter().any(|(_, county)| place.contains(*county))
}

/// Every name with a county that has it, sorted.
static TABLE: LazyLock<Vec<(u64, Division)>> = LazyLock::new(|| {
    let counties = entries(include_str!("../data/division_town.tsv")).filter_map(|entry| {
        let (code, names) = pair(entry)?;
        Some((Division::from_code(code.parse().ok()?)?, names))
    });
    let mut table: Vec<(u64, Division)> = counties
        .flat_map(|(county, names)| {
            split(names, b',').filter_map(move |name| Some((key(name.chars())?, county)))
        })
        .collect();
    table.sort_unstable();
    table
});

/// A name in one number; `None` when it has too many characters or one beyond the Basic Multilingual Plane.
fn key(name: impl Iterator<Item = char>) -> Option<u64> {
    let mut chars = 0;
    let key = name.map(u32::from).try_fold(0, |key, c| {
        chars += 1;
        (c >> u16::BITS == 0).then_some(key << u16::BITS | u64::from(c))
    })?;
    CHARS.contains(&chars).then_some(key)
}

/// Parses the table.
pub(crate) fn load() {
    LazyLock::force(&TABLE);
}
