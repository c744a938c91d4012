//! Rivals: who else in the file could be meant by a name.

use rayon::prelude::*;
use rustc_hash::{FxBuildHasher, FxHashMap};

use super::gather;
use crate::company::row::{NameFlags, NameRow, Row};
use crate::hash::mix;

/// Counts, for every name in use, who else could be meant by it.
pub(super) fn count(rows: &mut [Row], arena: &[u16]) {
    let [homonyms, firms, branches] = rivals(rows, arena);
    let ((homonyms, branches), firms) = rayon::join(
        || (distinct_values(homonyms), distinct_values(branches)),
        || distinct_values(firms),
    );
    let counts = [homonyms, firms, branches];
    rows.par_iter_mut().for_each(|row| {
        let count = |kind: Rival, key| counts[kind as usize].get(&key).copied().unwrap_or(0);
        weigh_rivals(row, arena, count);
    });
}

/// What the rivals of a name are counted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::company) enum Rival {
    /// The prefectures of a whole name.
    Homonym,
    /// The firms of a trade name around a place; the codes of a name without a trade name.
    Firm,
    /// The branches of a name.
    Branch,
}

/// Rivals of one kind that a row bears.
const MOST_OF_A_KIND: usize = 3;

/// Keys with their bearers, by [`Rival`].
pub(in crate::company) fn rivals(rows: &[Row], arena: &[u16]) -> [Vec<(u64, u64)>; 3] {
    gather(rows, |rows| {
        let mut found = [const { Vec::new() }; 3];
        for row in rows {
            each_rival(row, arena, |kind, key, bearer| {
                let (found, rival) = (&mut found[kind as usize], (key, bearer));
                // Records of one customer stand side by side and mostly bear the same.
                if !found.iter().rev().take(MOST_OF_A_KIND).any(|other| *other == rival) {
                    found.push(rival);
                }
            });
        }
        found
    })
}

/// Emits what a row bears.
pub(in crate::company) fn each_rival(
    row: &Row,
    arena: &[u16],
    mut emit: impl FnMut(Rival, u64, u64),
) {
    let (name, place) = (&row.name, prefecture(row));
    if place != 0 {
        emit(Rival::Homonym, whole(name, arena), place);
    }
    if name.flags.has(NameFlags::BRANCH) {
        emit(Rival::Branch, name.text, whole(name, arena));
    }
    if name.is_counted() {
        emit(Rival::Firm, mix(name.brand, place), name.loose);
        emit(Rival::Firm, mix(name.brand, county(row)), name.loose);
        emit(Rival::Firm, name.brand, mix(name.loose, place));
    }
    if let Some(code) = row.code.filter(|code| name.is_brandless() && code.is_valid()) {
        emit(Rival::Firm, brandless(name), code.key() as u64);
    }
}

/// Writes the counts of a row's rivals into it.
pub(in crate::company) fn weigh_rivals(
    row: &mut Row,
    arena: &[u16],
    count: impl Fn(Rival, u64) -> u8,
) {
    row.name.homonyms = count(Rival::Homonym, whole(&row.name, arena));
    let around = match prefecture(row) {
        _ if row.name.is_brandless() => brandless(&row.name),
        0 => row.name.brand,
        _ if row.name.place == row.place && county(row) != 0 => mix(row.name.brand, county(row)),
        place => mix(row.name.brand, place),
    };
    row.name.namesakes = count(Rival::Firm, around);
    row.name.branches = count(Rival::Branch, row.name.text);
}

/// Hash of the whole name.
fn whole(name: &NameRow, arena: &[u16]) -> u64 {
    let units = name.body_in(arena).iter().chain(name.branch_in(arena));
    units.fold(u64::from(name.branch_number), |hash, &c| mix(hash, u64::from(c)))
}

fn prefecture(row: &Row) -> u64 {
    row.prefecture().into()
}

fn county(row: &Row) -> u64 {
    row.county().into()
}

fn brandless(name: &NameRow) -> u64 {
    mix(mix(u64::from(name.place), name.strict), u64::MAX)
}

/// How many different values each key has, saturating.
fn distinct_values(mut pairs: Vec<(u64, u64)>) -> FxHashMap<u64, u8> {
    pairs.par_sort_unstable();
    pairs.dedup();
    let groups = || pairs.chunk_by(|a, b| a.0 == b.0);
    let mut counts = FxHashMap::with_capacity_and_hasher(groups().count(), FxBuildHasher);
    counts.extend(groups().map(|group| (group[0].0, group.len().min(255) as u8)));
    counts
}
