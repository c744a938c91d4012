//! Tables with the same headers, seen as one.

use crate::table::Table;

/// Tables one below the other; their columns are in the order of the first sequence of headers in
/// the alphabet, so that the order of the tables does not matter.
pub struct Stack<'a> {
    parts: Vec<Part<'a>>,
}

struct Part<'a> {
    /// Its place among all tables.
    at: usize,
    table: &'a Table,
    /// Where each column of the stack is in the table.
    order: Vec<usize>,
    /// The row of the stack that is its first.
    start: usize,
}

impl<'a> Stack<'a> {
    /// The stacks that the tables make up, in the order of their first tables.
    pub fn all(tables: &[&'a Table]) -> Vec<Stack<'a>> {
        let mut stacks: Vec<(Vec<&str>, Vec<usize>)> = Vec::new();
        for (at, table) in tables.iter().enumerate() {
            let mut headers: Vec<&str> = table.headers().collect();
            headers.sort_unstable();
            match stacks.iter_mut().find(|(known, _)| *known == headers) {
                Some((_, members)) => members.push(at),
                None => stacks.push((headers, vec![at])),
            }
        }
        stacks.into_iter().map(|(_, members)| Stack::of(tables, &members)).collect()
    }

    fn of(tables: &[&'a Table], members: &[usize]) -> Stack<'a> {
        let sequences = members.iter().map(|&at| tables[at].headers().collect::<Vec<&str>>());
        let headers = sequences.min().unwrap_or_default();
        let mut start = 0;
        let part = |&at: &usize| {
            let table = tables[at];
            let part = Part { at, table, order: order(table, &headers), start };
            start += table.rows();
            part
        };
        Stack { parts: members.iter().map(part).collect() }
    }

    /// All rows.
    pub fn rows(&self) -> usize {
        self.parts.last().map_or(0, |part| part.start + part.table.rows())
    }

    /// How many columns.
    pub fn width(&self) -> usize {
        self.parts.first().map_or(0, |part| part.order.len())
    }

    /// The headers, in the order of the stack's columns.
    pub fn headers(&self) -> impl Iterator<Item = &'a str> {
        let names = |part: &Part<'a>| {
            let headers: Vec<&str> = part.table.headers().collect();
            part.order.iter().filter_map(|&at| headers.get(at).copied()).collect::<Vec<_>>()
        };
        self.parts.first().map(names).unwrap_or_default().into_iter()
    }

    /// The cell in a row and a column of the stack.
    pub fn cell(&self, row: usize, column: usize) -> &'a str {
        let part = &self.parts[self.part_of(row)];
        part.table.cell(row - part.start, part.order[column])
    }

    /// The cells of a row of the stack.
    pub fn cells(&self, row: usize) -> impl Iterator<Item = &'a str> {
        let part = &self.parts[self.part_of(row)];
        let row = part.table.row(row - part.start);
        part.order.iter().map(move |&column| row.cell(column))
    }

    /// Which part a row is in.
    pub fn part_of(&self, row: usize) -> usize {
        self.parts.partition_point(|part| part.start <= row).saturating_sub(1)
    }

    /// For each table its place among all tables and where the stack's columns are in it.
    pub fn places(&self) -> impl Iterator<Item = (usize, &[usize])> {
        self.parts.iter().map(|part| (part.at, &part.order[..]))
    }
}

/// Where each of the headers is in the table; of equal ones the first is the first.
fn order(table: &Table, headers: &[&str]) -> Vec<usize> {
    let mut left: Vec<(usize, &str)> = table.headers().enumerate().collect();
    let mut take = |name: &&str| {
        let at = left.iter().position(|(_, header)| header == name)?;
        Some(left.remove(at).0)
    };
    headers.iter().filter_map(&mut take).collect()
}
