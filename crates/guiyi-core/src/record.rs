//! Records: the rows of all sources in one canonical order.
//!
//! Everything after this module speaks of [`RecordId`]s. They are ranks in an order that depends
//! only on what the rows say (company name, source, key, cells), never on how they arrived; so a later
//! stage that is deterministic in the ids is deterministic in the input. The name comes first because
//! records that are compared and put together then mostly lie side by side.

mod order;

use std::hint::black_box;

use crate::role::Role;
use crate::table::{Row, Table};

/// Records, profiles or pairs whose memory is looked at together before the first of them is worked on.
pub(crate) const TOGETHER: usize = 32;

/// What is to be looked at before the item of this place is worked on, one item after the other: at every
/// [`TOGETHER`]th place so many, else none.
pub(crate) fn soon<T>(items: &[T], at: usize) -> &[T] {
    let many = if at.is_multiple_of(TOGETHER) { TOGETHER } else { 0 };
    &items[at..items.len().min(at + many)]
}

/// A record's rank in the canonical order of this run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RecordId(pub u32);

impl RecordId {
    /// The rank as an index.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// One input: a table with what its columns mean.
#[derive(Clone, Debug)]
pub struct Source {
    /// What the source is called when no column says it: usually the file's name.
    pub name: String,
    /// The rows.
    pub table: Table,
    /// A role for each column of the table.
    pub roles: Vec<Role>,
}

/// A column of the output: one header, found in one or more sources.
#[derive(Clone, Debug)]
pub struct MergedColumn {
    /// The header as the sources write it.
    pub name: String,
    /// For each source, which of its columns this is.
    in_source: Vec<Option<u32>>,
}

/// Where a record is: which source, which row of its table once [`Records`] has put it in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RowRef {
    /// Index of the source.
    pub source: u32,
    /// Row of its table, from 0.
    pub row: u32,
}

/// A row in canonical order.
#[derive(Clone, Copy, Debug)]
struct Place {
    at: RowRef,
    /// The place of its source's name among all of them.
    named: u32,
}

/// The columns of one source by their role, each rising.
#[derive(Debug)]
struct ByRole([Vec<usize>; Role::NAMES.len()]);

impl ByRole {
    fn new(roles: &[Role]) -> ByRole {
        let mut columns = [const { Vec::new() }; Role::NAMES.len()];
        for (column, role) in roles.iter().enumerate() {
            columns[*role as usize].push(column);
        }
        ByRole(columns)
    }

    fn of(&self, role: Role) -> &[usize] {
        &self.0[role as usize]
    }
}

/// All rows of all sources, in canonical order.
#[derive(Debug)]
pub struct Records {
    sources: Vec<Source>,
    columns: Vec<MergedColumn>,
    /// For each source its columns by role.
    by_role: Vec<ByRole>,
    /// What the sources are called, sorted.
    names: Vec<String>,
    order: Vec<Place>,
}

impl Records {
    /// Puts the rows of `sources` into canonical order: by how the company's name begins (its first 36 bytes, where
    /// there is a column of them), by source, by key, then by their cells.
    /// Rows that agree in all of these are interchangeable and keep their order of arrival.
    pub fn new(sources: Vec<Source>) -> Records {
        let columns = merge_columns(&sources);
        let by_role = sources.iter().map(|source| ByRole::new(&source.roles)).collect();
        let (names, order) = (Vec::new(), Vec::new());
        let mut records = Records { sources, columns, by_role, names, order };
        (records.names, records.order) = order::canonical(&records);
        records.put_in_order()
    }

    /// Puts the rows of each table into the order of the records, in which nearly everything asks for them.
    fn put_in_order(mut self) -> Records {
        let mut rows = vec![Vec::new(); self.sources.len()];
        for Place { at, .. } in &mut self.order {
            let rows = &mut rows[at.source as usize];
            rows.push(std::mem::replace(&mut at.row, rows.len() as u32));
        }
        for (source, rows) in self.sources.iter_mut().zip(&rows) {
            source.table = std::mem::take(&mut source.table).in_order(rows);
        }
        self
    }

    /// How many records.
    pub fn len(&self) -> usize {
        self.order.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.order.is_empty()
    }

    /// All ids in canonical order.
    pub fn ids(&self) -> impl ExactSizeIterator<Item = RecordId> + use<> {
        (0..self.order.len() as u32).map(RecordId)
    }

    /// The sources as they were given, their rows in the order of the records.
    pub fn sources(&self) -> &[Source] {
        &self.sources
    }

    /// The union of the sources' columns, in the order in which they first appear.
    pub fn columns(&self) -> &[MergedColumn] {
        &self.columns
    }

    /// Where the record stands in its source's table.
    pub fn row(&self, id: RecordId) -> RowRef {
        self.order[id.index()].at
    }

    /// The record, to ask for several of its cells.
    pub fn record(&self, id: RecordId) -> Record<'_> {
        self.at(self.row(id))
    }

    fn at(&self, at: RowRef) -> Record<'_> {
        let source = at.source as usize;
        Record { records: self, source, row: self.sources[source].table.row(at.row as usize) }
    }

    /// Looks at records whose cells will be asked for soon, so that their memory is waited for together.
    pub(crate) fn look_ahead(&self, ids: impl Iterator<Item = RecordId>) {
        let glance = |id| {
            let at = self.row(id);
            self.sources[at.source as usize].table.glance(at.row as usize)
        };
        black_box(ids.fold(0, |seen, id| seen ^ glance(id)));
    }

    /// The line of its file on which the record began.
    pub fn line(&self, id: RecordId) -> u64 {
        let at = self.row(id);
        self.sources[at.source as usize].table.line(at.row as usize)
    }

    /// The record's source: its source column's cell, else the name of its input.
    pub fn source(&self, id: RecordId) -> &str {
        &self.names[self.source_number(id)]
    }

    /// The place of the record's source among [`Records::source_names`].
    pub fn source_number(&self, id: RecordId) -> usize {
        self.order[id.index()].named as usize
    }

    /// What the records' sources are called, sorted.
    pub fn source_names(&self) -> &[String] {
        &self.names
    }

    /// The record's own key in its source; empty when the source has no id column.
    pub fn key(&self, id: RecordId) -> &str {
        self.record(id).key()
    }

    /// The cell under a merged column; empty where the record's source lacks it.
    pub fn cell(&self, id: RecordId, column: usize) -> &str {
        self.record(id).cell(column)
    }

    /// The role of a merged column in the record's source.
    pub fn role_of(&self, id: RecordId, column: usize) -> Option<Role> {
        let source = self.row(id).source as usize;
        let own = self.columns[column].in_source[source]?;
        self.sources[source].roles.get(own as usize).copied()
    }

    /// The non-empty cells of the record's columns with this role, in column order.
    pub fn cells(&self, id: RecordId, role: Role) -> impl Iterator<Item = &str> {
        self.record(id).cells(role)
    }

    /// Whether any source has a column with this role.
    pub fn has(&self, role: Role) -> bool {
        self.sources.iter().any(|source| source.roles.contains(&role))
    }
}

/// A record whose row was looked up.
#[derive(Clone, Copy, Debug)]
pub struct Record<'a> {
    records: &'a Records,
    /// Index of its source.
    pub(crate) source: usize,
    /// Its cells as its table has them.
    pub(crate) row: Row<'a>,
}

impl<'a> Record<'a> {
    /// The record's own key; see [`Records::key`].
    pub fn key(self) -> &'a str {
        self.first(Role::RecordId)
    }

    /// The cell of its first column with this role; empty where there is none.
    fn first(self, role: Role) -> &'a str {
        let column = self.records.by_role[self.source].of(role).first();
        column.map_or("", |&column| self.row.cell(column))
    }

    /// The cell under a merged column; see [`Records::cell`].
    pub fn cell(self, column: usize) -> &'a str {
        let own = self.records.columns[column].in_source[self.source];
        own.map_or("", |own| self.row.cell(own as usize))
    }

    /// The non-empty cells with this role; see [`Records::cells`].
    pub fn cells(self, role: Role) -> impl Iterator<Item = &'a str> {
        let columns = self.records.by_role[self.source].of(role).iter();
        columns.map(move |&column| self.row.cell(column)).filter(|cell| !is_blank(cell))
    }
}

/// Whether a cell has nothing but white space.
#[inline]
pub(crate) fn is_blank(cell: &str) -> bool {
    match cell.as_bytes().first() {
        // Visible ASCII, and what is encoded behind the last white space, 　 (E3 80 80): so nearly all cells begin.
        Some(b'!'..=b'~' | 0xE4..) => false,
        _ => cell.chars().all(char::is_whitespace),
    }
}

/// Columns with the same header are one column of the output. A header that a file repeats is
/// matched by how often it has occurred.
fn merge_columns(sources: &[Source]) -> Vec<MergedColumn> {
    let mut merged: Vec<MergedColumn> = Vec::new();
    for (at, source) in sources.iter().enumerate() {
        for (own, header) in source.table.headers().enumerate() {
            let slot = merged
                .iter_mut()
                .find(|column| column.name == header && column.in_source[at].is_none());
            match slot {
                Some(column) => column.in_source[at] = Some(own as u32),
                None => {
                    let mut in_source = vec![None; sources.len()];
                    in_source[at] = Some(own as u32);
                    merged.push(MergedColumn { name: header.to_string(), in_source });
                }
            }
        }
    }
    merged
}

#[cfg(test)]
mod tests {
    use super::order::KEY_HEAD;
    use super::*;
    use crate::table::TableBuilder;

    fn source(name: &str, rows: &[[&str; 2]]) -> Source {
        let mut builder = TableBuilder::new(["id", "name"]);
        for (at, row) in rows.iter().enumerate() {
            builder.push(at as u64 + 2, *row);
        }
        Source {
            name: name.into(),
            table: builder.finish(),
            roles: vec![Role::RecordId, Role::CompanyName],
        }
    }

    fn keys(records: &Records) -> Vec<String> {
        records.ids().map(|id| format!("{}/{}", records.source(id), records.key(id))).collect()
    }

    #[test]
    fn order_of_arrival_does_not_matter() {
        let a = Records::new(vec![
            source("erp", &[["2", "x"], ["1", "y"], ["3", ""], ["10", "x"]]),
            source("crm", &[["9", "x"]]),
        ]);
        let b = Records::new(vec![
            source("crm", &[["9", "x"]]),
            source("erp", &[["10", "x"], ["1", "y"], ["2", "x"], ["3", ""]]),
        ]);
        assert_eq!(keys(&a), ["erp/3", "crm/9", "erp/10", "erp/2", "erp/1"]);
        assert_eq!(keys(&a), keys(&b));
        assert_eq!(a.columns().len(), 2);
    }

    #[test]
    fn what_begins_alike_is_told_apart_further_on() {
        let (name, key) = ("太原市恒源通商贸有限公司".repeat(2), "0".repeat(KEY_HEAD));
        let (first, second) = (format!("{key}1"), format!("{key}2"));
        let rows = [[second.as_str(), &format!("{name}甲")], [&first, &format!("{name}乙")]];
        let records = Records::new(vec![source("erp", &rows)]);
        assert_eq!(keys(&records), [format!("erp/{first}"), format!("erp/{second}")]);
    }

    #[test]
    fn blank_is_white_space_alone() {
        for c in '\0'..=char::MAX {
            assert_eq!(is_blank(&c.to_string()), c.is_whitespace(), "{c:?}");
        }
        assert!(is_blank("") && is_blank(" \u{3000}") && !is_blank(" 甲"));
    }

    #[test]
    fn repeated_headers_stay_apart() {
        let mut builder = TableBuilder::new(["tel", "tel"]);
        builder.push(2, ["1", "2"]);
        let source = Source {
            name: "x".into(),
            table: builder.finish(),
            roles: vec![Role::Phone, Role::Phone],
        };
        let records = Records::new(vec![source]);
        assert_eq!(records.columns().len(), 2);
        assert_eq!(records.cells(RecordId(0), Role::Phone).collect::<Vec<_>>(), ["1", "2"]);
    }
}
