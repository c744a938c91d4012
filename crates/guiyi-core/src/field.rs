//! Fields: what the sources' columns have in common, by role.
//!
//! Columns of different sources with the same role are one field, however their headers read;
//! columns whose role says little ([`Role::Text`] and its like) are matched by header.

use crate::record::{Record, RecordId, Records, is_blank};
use crate::role::Role;

/// One field of a customer, found in one or more sources.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// What it means.
    pub role: Role,
    /// What it is called in outputs: the role, or the header where the role says little.
    pub label: String,
    /// For each source, its columns of this field.
    columns: Vec<Vec<usize>>,
}

impl Field {
    /// The record's non-empty cells of this field, in column order.
    pub fn cells<'a>(
        &'a self,
        records: &'a Records,
        id: RecordId,
    ) -> impl Iterator<Item = &'a str> {
        self.cells_of(records.record(id))
    }

    /// The same of a record that was looked up.
    pub fn cells_of<'a>(&'a self, record: Record<'a>) -> impl Iterator<Item = &'a str> {
        self.placed_cells_of(record).map(|(_, cell)| cell)
    }

    /// The same, each behind its place among its source's columns of the field, as far as 16 bits tell.
    pub(crate) fn placed_cells_of<'a>(
        &'a self,
        record: Record<'a>,
    ) -> impl Iterator<Item = (u16, &'a str)> {
        let cells = self.columns[record.source].iter().map(move |&column| record.row.cell(column));
        let placed = |(at, cell)| (u16::try_from(at).unwrap_or(u16::MAX), cell);
        cells.enumerate().filter(|(_, cell)| !is_blank(cell)).map(placed)
    }

    /// The record's cell at this place among its source's columns of the field.
    pub(crate) fn cell_at<'a>(&self, record: Record<'a>, place: u16) -> &'a str {
        let column = self.columns[record.source].get(usize::from(place));
        column.map_or("", |&column| record.row.cell(column))
    }
}

/// All fields of the records, in the order of roles, then of headers as they first appear. Keys,
/// sources and ignored columns are no fields.
pub fn fields(records: &Records) -> Vec<Field> {
    let sources = records.sources();
    let mut fields: Vec<Field> = Vec::new();
    for (at, source) in sources.iter().enumerate() {
        for (column, (&role, header)) in source.roles.iter().zip(source.table.headers()).enumerate()
        {
            if matches!(role, Role::RecordId | Role::Source | Role::Ignore) {
                continue;
            }
            let label = if is_told_by_header(role) { header } else { role.name() };
            let same = |field: &&mut Field| field.role == role && field.label == label;
            match fields.iter_mut().find(same) {
                Some(field) => field.columns[at].push(column),
                None => {
                    let mut columns = vec![Vec::new(); sources.len()];
                    columns[at].push(column);
                    fields.push(Field { role, label: label.to_string(), columns });
                }
            }
        }
    }
    fields.sort_by_key(|field| field.role);
    fields
}

/// Roles of which one source may have several columns that mean different things.
fn is_told_by_header(role: Role) -> bool {
    use Role::*;
    matches!(role, Text | FreeText | Identifier | Amount | CustomerCode | PersonName | BirthDate)
}
