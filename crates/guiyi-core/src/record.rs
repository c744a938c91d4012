//! Records: the rows of all sources in one canonical order.
//!
//! Everything after this module speaks of [`RecordId`]s. They are ranks in an order that depends
//! only on what the rows say (company name, source, key, cells), never on how they arrived; so a later
//! stage that is deterministic in the ids is deterministic in the input. The name comes first because
//! records that are compared and put together then mostly lie side by side.

use std::cmp::Ordering;
use std::hint::black_box;

use rayon::prelude::*;

use crate::role::Role;
use crate::table::Table;

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

/// Where a row is: which source, which row of its table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RowRef {
    /// Index of the source.
    pub source: u32,
    /// Row of its table, from 0.
    pub row: u32,
}

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

/// Bytes of a name that rows are ordered by: twelve hanzi, nearly always more than the trade name's end.
const NAME_HEAD: usize = 36;

/// Bytes of a key that nearly always tell it from others: customers' numbers are shorter.
const KEY_HEAD: usize = 16;

/// The first bytes of a text, behind the end of a shorter one zeros.
fn head<const LEN: usize>(text: &str) -> [u8; LEN] {
    let mut head = [0; LEN];
    let len = text.len().min(LEN);
    head[..len].copy_from_slice(&text.as_bytes()[..len]);
    head
}

/// All rows of all sources, in canonical order.
#[derive(Debug)]
pub struct Records {
    sources: Vec<Source>,
    columns: Vec<MergedColumn>,
    /// For each source its first column of company names.
    companies: Vec<Option<usize>>,
    /// For each source its column of keys.
    keys: Vec<Option<usize>>,
    /// For each source its column of names of sources.
    names: Vec<Option<usize>>,
    order: Vec<RowRef>,
}

impl Records {
    /// Puts the rows of `sources` into canonical order: by how the company's name begins (its first 36 bytes, where
    /// there is a column of them), by source, by key, then by their cells.
    /// Rows that agree in all of these are interchangeable and keep their order of arrival.
    pub fn new(sources: Vec<Source>) -> Records {
        let columns = merge_columns(&sources);
        let first = |role| {
            let columns =
                sources.iter().map(|source| source.roles.iter().position(|own| *own == role));
            columns.collect()
        };
        let companies = first(Role::CompanyName);
        let (keys, names) = (first(Role::RecordId), first(Role::Source));
        let mut records = Records { sources, columns, companies, keys, names, order: Vec::new() };
        let mut order: Vec<(Rank, RowRef)> = records.ranks();
        order.par_sort_unstable_by(|(a, left), (b, right)| {
            let by_rank = a.cmp(b).then_with(|| records.compare_rows(*left, *right));
            by_rank.then_with(|| (left.source, left.row).cmp(&(right.source, right.row)))
        });
        records.order = order.into_iter().map(|(_, row)| row).collect();
        records
    }

    /// All rows as they arrived, each with what says of most where they stand.
    fn ranks(&self) -> Vec<(Rank, RowRef)> {
        let rows: Vec<RowRef> = self
            .sources
            .iter()
            .zip(0..)
            .flat_map(|(of, source)| {
                (0..of.table.rows() as u32).map(move |row| RowRef { source, row })
            })
            .collect();
        let names = self.source_names(&rows);
        let rank = |row: &RowRef| {
            let source = names.partition_point(|name| *name < self.source_of_row(*row));
            let company = self.cell_of_row(*row, self.companies[row.source as usize]);
            let key = head(self.key_of_row(*row));
            (Rank { name: head(company), source: source as u32, key }, *row)
        };
        rows.par_iter().map(rank).collect()
    }

    /// The names of the rows' sources, sorted: a file has few, and rows of one often follow each other.
    fn source_names(&self, rows: &[RowRef]) -> Vec<&str> {
        /// Rows that a task looks at.
        const SOME: usize = 1 << 14;
        let different = |rows: &[RowRef]| {
            let of = |row: &RowRef| self.source_of_row(*row);
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

    /// The sources as they were given.
    pub fn sources(&self) -> &[Source] {
        &self.sources
    }

    /// The union of the sources' columns, in the order in which they first appear.
    pub fn columns(&self) -> &[MergedColumn] {
        &self.columns
    }

    /// Where the record stands in its file.
    pub fn row(&self, id: RecordId) -> RowRef {
        self.order[id.index()]
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
        self.source_of_row(self.row(id))
    }

    /// The record's own key in its source; empty when the source has no id column.
    pub fn key(&self, id: RecordId) -> &str {
        self.key_of_row(self.row(id))
    }

    /// The cell under a merged column; empty where the record's source lacks it.
    pub fn cell(&self, id: RecordId, column: usize) -> &str {
        let at = self.row(id);
        match self.columns[column].in_source[at.source as usize] {
            Some(own) => self.sources[at.source as usize].table.cell(at.row as usize, own as usize),
            None => "",
        }
    }

    /// The role of a merged column in the record's source.
    pub fn role_of(&self, id: RecordId, column: usize) -> Option<Role> {
        let source = self.row(id).source as usize;
        let own = self.columns[column].in_source[source]?;
        self.sources[source].roles.get(own as usize).copied()
    }

    /// The non-empty cells of the record's columns with this role, in column order.
    pub fn cells(&self, id: RecordId, role: Role) -> impl Iterator<Item = &str> {
        let at = self.row(id);
        let source = &self.sources[at.source as usize];
        source
            .roles
            .iter()
            .enumerate()
            .filter(move |(_, own)| **own == role)
            .map(move |(column, _)| source.table.cell(at.row as usize, column))
            .filter(|cell| !is_blank(cell))
    }

    /// Whether any source has a column with this role.
    pub fn has(&self, role: Role) -> bool {
        self.sources.iter().any(|source| source.roles.contains(&role))
    }

    fn source_of_row(&self, at: RowRef) -> &str {
        let named = self.cell_of_row(at, self.names[at.source as usize]);
        if named.is_empty() { &self.sources[at.source as usize].name } else { named }
    }

    fn key_of_row(&self, at: RowRef) -> &str {
        self.cell_of_row(at, self.keys[at.source as usize])
    }

    fn cell_of_row(&self, at: RowRef, column: Option<usize>) -> &str {
        let table = &self.sources[at.source as usize].table;
        column.map_or("", |column| table.cell(at.row as usize, column))
    }

    fn compare_rows(&self, a: RowRef, b: RowRef) -> Ordering {
        self.source_of_row(a)
            .cmp(self.source_of_row(b))
            .then_with(|| self.key_of_row(a).cmp(self.key_of_row(b)))
            .then_with(|| self.compare_cells(a, b))
    }

    fn compare_cells(&self, a: RowRef, b: RowRef) -> Ordering {
        let cell = |at: RowRef, column: &MergedColumn| {
            column.in_source[at.source as usize].map_or("", |own| {
                self.sources[at.source as usize].table.cell(at.row as usize, own as usize)
            })
        };
        self.columns
            .iter()
            .map(|column| cell(a, column).cmp(cell(b, column)))
            .find(|order| order.is_ne())
            .unwrap_or(Ordering::Equal)
    }
}

/// Whether a cell has nothing but white space.
pub(crate) fn is_blank(cell: &str) -> bool {
    cell.chars().all(char::is_whitespace)
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
