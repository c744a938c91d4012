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

/// Lengths of the names, in characters: one is no name, longer ones are written in full.
pub const CHARS: std::ops::RangeInclusive<usize> = 2..=4;

/// Whether a county, or a city with its counties, has a town of this name, which must be folded.
pub fn lies_in(name: &[char], place: Division) -> bool {
    let Some(key) = key(name.iter().copied()) else { return false };
    let names = &TABLE.names;
    let from = names.partition_point(|(known, _)| *known < key);
    let same = names[from..].iter().take_while(|(known, _)| *known == key);
    same.into_iter().any(|(_, county)| place.contains(*county))
}

/// Whether a name may begin with these two characters; refuses most that do not, by one look.
pub fn may_begin(first: char, second: char) -> bool {
    let bit = bit(first, second);
    TABLE.beginnings[bit / WORD] >> (bit % WORD) & 1 != 0
}

/// Bits for the beginnings of names: some thirty thousand, so that one in fifteen others passes.
const BEGINNINGS: usize = 1 << 19;

const WORD: usize = u64::BITS as usize;

/// The upper bits of a product with 2^64 divided by the golden ratio (Knuth, *The Art of Computer
/// Programming* 3, 6.4).
fn bit(first: char, second: char) -> usize {
    const GOLDEN: u64 = 0x9E37_79B9_7F4A_7C15;
    let pair = u64::from(first) << u16::BITS | u64::from(second);
    (pair.wrapping_mul(GOLDEN) >> (u64::BITS - BEGINNINGS.trailing_zeros())) as usize
}

struct Table {
    /// Every name with a county that has it, sorted.
    names: Vec<(u64, Division)>,
    beginnings: Vec<u64>,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let counties = entries(include_str!("../data/division_town.tsv")).filter_map(|entry| {
        let (code, names) = pair(entry)?;
        Some((Division::from_code(code.parse().ok()?)?, names))
    });
    let mut table = Table { names: Vec::new(), beginnings: vec![0; BEGINNINGS / WORD] };
    for (county, name) in
        counties.flat_map(|(county, names)| split(names, b',').map(move |name| (county, name)))
    {
        let mut chars = name.chars();
        if let (Some(key), Some(first), Some(second)) =
            (key(name.chars()), chars.next(), chars.next())
        {
            let bit = bit(first, second);
            table.beginnings[bit / WORD] |= 1 << (bit % WORD);
            table.names.push((key, county));
        }
    }
    table.names.sort_unstable();
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
