//! The canonical order of rows, which depends only on what they say.

use std::cmp::Ordering;

use rayon::prelude::*;

use super::{Place, Record, Records, RowRef};
use crate::role::Role;

/// Bytes of a name that rows are ordered by: twelve hanzi, nearly always more than the trade name's end.
const NAME_HEAD: usize = 36;

/// Bytes of a key that nearly always tell it from others: customers' numbers are shorter.
pub(super) const KEY_HEAD: usize = 16;

/// Where a row stands among others, but for those of one source whose names and keys begin alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Rank {
    /// The first bytes of the company's name.
    name: [u8; NAME_HEAD],
    /// The place of the source's name among all of them.
    source: u32,
    /// The first bytes of the row's key.
    key: [u8; KEY_HEAD],
}

/// The first bytes of a text, behind the end of a shorter one zeros.
fn head<const LEN: usize>(text: &str) -> [u8; LEN] {
    let mut head = [0; LEN];
    let len = text.len().min(LEN);
    head[..len].copy_from_slice(&text.as_bytes()[..len]);
    head
}

/// Puts all rows into canonical order; beside each stands the place of its source's name among all of these, which are
/// given too, sorted.
pub(super) fn canonical(records: &Records) -> (Vec<String>, Vec<Place>) {
    let rows: Vec<RowRef> = records
        .sources
        .iter()
        .zip(0..)
        .flat_map(|(of, source)| (0..of.table.rows() as u32).map(move |row| RowRef { source, row }))
        .collect();
    let names = source_names(records, &rows);
    let rank = |row: &RowRef| {
        let record = records.at(*row);
        let named = source_of(record);
        let source = names.partition_point(|name| *name < named) as u32;
        let name = head(record.first(Role::CompanyName));
        (Rank { name, source, key: head(record.key()) }, *row)
    };
    let mut ranked: Vec<(Rank, RowRef)> = rows.par_iter().map(rank).collect();
    ranked.par_sort_unstable_by(|(a, left), (b, right)| {
        let by_rank = a.cmp(b).then_with(|| compare(records.at(*left), records.at(*right)));
        by_rank.then_with(|| (left.source, left.row).cmp(&(right.source, right.row)))
    });
    let place = |(rank, at): (Rank, RowRef)| Place { at, named: rank.source };
    let order = ranked.into_iter().map(place).collect();
    (names.into_iter().map(str::to_owned).collect(), order)
}

/// The names of the rows' sources, sorted: a file has few, and rows of one often follow each other.
fn source_names<'a>(records: &'a Records, rows: &[RowRef]) -> Vec<&'a str> {
    /// Rows that a task looks at.
    const SOME: usize = 1 << 14;
    let different = |rows: &[RowRef]| {
        let of = |row: &RowRef| source_of(records.at(*row));
        let named = rows.chunk_by(|a, b| of(a) == of(b));
        let mut names: Vec<&str> = named.filter_map(|rows| rows.first()).map(of).collect();
        names.sort_unstable();
        names.dedup();
        names
    };
    let mut names: Vec<&str> = rows.par_chunks(SOME).flat_map_iter(different).collect();
    names.par_sort_unstable();
    names.dedup();
    names
}

/// The name of a row's source: its source column's cell, else the name of its input.
fn source_of(record: Record<'_>) -> &str {
    match record.first(Role::Source) {
        "" => &record.records.sources[record.source].name,
        named => named,
    }
}

fn compare(a: Record<'_>, b: Record<'_>) -> Ordering {
    source_of(a)
        .cmp(source_of(b))
        .then_with(|| a.key().cmp(b.key()))
        .then_with(|| compare_cells(a, b))
}

fn compare_cells(a: Record<'_>, b: Record<'_>) -> Ordering {
    (0..a.records.columns.len())
        .map(|column| a.cell(column).cmp(b.cell(column)))
        .find(|order| order.is_ne())
        .unwrap_or(Ordering::Equal)
}
