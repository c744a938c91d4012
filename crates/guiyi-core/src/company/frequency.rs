//! Frequencies: how common trade names, industries, contacts and numbers are.
//!
//! Counted on distinct values, not on rows, because duplicates inflate rows; blended with a
//! background, so that a small file knows that 恒源 is common and 颖泰 is not.

mod counts;
mod rival;
mod sharing;

use rayon::prelude::*;

use super::row::{NameRow, Row};

pub(super) use counts::{Frequencies, KnownSurprisals};
pub(super) use rival::{Rival, each_rival, rivals, weigh_rivals};
pub(super) use sharing::{LOOKED_AT, different_names, is_one_name};

/// Rows that a task looks at, at least: shorter lists are not worth putting together.
const ROWS: usize = 1 << 14;

/// What `of` gives of some rows at a time, in pairs of three kinds, put together in the order of the rows.
fn gather(
    rows: &[Row],
    of: impl Fn(&[Row]) -> [Vec<(u64, u64)>; 3] + Send + Sync,
) -> [Vec<(u64, u64)>; 3] {
    let parts: Vec<[Vec<_>; 3]> = rows.par_chunks(ROWS).map(of).collect();
    let all = |kind: usize| {
        let parts: Vec<&[_]> = parts.iter().map(|part| &part[kind][..]).collect();
        parts.concat()
    };
    let ((first, second), third) = rayon::join(|| rayon::join(|| all(0), || all(1)), || all(2));
    [first, second, third]
}

/// Counts what the rows hold and writes the surprisals and sharings into them.
pub fn weigh(rows: &mut [Row], further: &mut [NameRow], arena: &[u16]) {
    let frequencies = Frequencies::count(rows);
    rows.par_chunks_mut(ROWS).for_each(|rows| {
        let mut known = KnownSurprisals::default();
        rows.iter_mut().for_each(|row| frequencies.weigh_row(row, arena, &mut known));
    });
    weigh_names(&frequencies, further, arena);
    sharing::share(rows, arena);
    rival::count(rows, arena);
}

/// Writes the surprisals of further names into them.
pub(super) fn weigh_names(frequencies: &Frequencies, names: &mut [NameRow], arena: &[u16]) {
    names.par_chunks_mut(ROWS).for_each(|names| {
        let mut known = KnownSurprisals::default();
        names.iter_mut().for_each(|name| frequencies.weigh_name(name, arena, &mut known));
    });
}
