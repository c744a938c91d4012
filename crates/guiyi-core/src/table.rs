//! A table as it was read: named columns of text cells, never changed afterwards.
//!
//! A row lies in one piece: where its cells end, then their text, because nearly all who ask for a cell ask for
//! others of its row too and wait for memory once. A cell costs its bytes and two more, a row sixteen.

mod ends;

use std::hint::black_box;

use rayon::prelude::*;

use crate::record::TOGETHER;

/// Bytes of the first piece of text, unless it is known how many there will be.
const FIRST: usize = 16 << 10;

/// Bytes of the others. A full piece is not grown: rows go into a new one, so that none is moved.
const PIECE: usize = 4 << 20;

/// A row: where it lies, and the line it began on.
#[derive(Clone, Copy, Debug)]
struct Entry {
    place: Place,
    line: u64,
}

/// Where a row lies: its piece in the upper bits, its first byte there in the others.
#[derive(Clone, Copy, Debug)]
struct Place(u64);

impl Place {
    const BYTE_BITS: u32 = 40;

    fn new(piece: usize, byte: usize) -> Place {
        Place((piece as u64) << Place::BYTE_BITS | byte as u64)
    }

    fn piece(self) -> usize {
        (self.0 >> Place::BYTE_BITS) as usize
    }

    fn byte(self) -> usize {
        (self.0 & ((1 << Place::BYTE_BITS) - 1)) as usize
    }

    /// The same place when its piece is so many pieces further.
    fn behind(self, pieces: usize) -> Place {
        Place::new(self.piece() + pieces, self.byte())
    }
}

/// An immutable table of text: `rows × columns`, every cell present (perhaps empty), and for each
/// row the line it began on in its file.
#[derive(Clone, Debug, Default)]
pub struct Table {
    headers: Vec<String>,
    pieces: Vec<String>,
    rows: Vec<Entry>,
}

impl Table {
    /// How many rows.
    pub fn rows(&self) -> usize {
        self.rows.len()
    }

    /// How many columns.
    pub fn width(&self) -> usize {
        self.headers.len()
    }

    /// The columns' headers, in order.
    pub fn headers(&self) -> impl ExactSizeIterator<Item = &str> {
        self.headers.iter().map(String::as_str)
    }

    /// The cell at `row` and `column`, exactly as read.
    ///
    /// # Panics
    /// When either index is out of range.
    pub fn cell(&self, row: usize, column: usize) -> &str {
        self.row(row).cell(column)
    }

    /// The row, to ask for several of its cells.
    ///
    /// # Panics
    /// When there is no such row.
    pub fn row(&self, row: usize) -> Row<'_> {
        let place = self.rows[row].place;
        Row { text: &self.pieces[place.piece()][place.byte()..], width: self.headers.len() }
    }

    /// The rows of these numbers, in their order, each beside the next in memory.
    ///
    /// # Panics
    /// When there is no such row.
    pub(crate) fn in_order(self, order: &[u32]) -> Table {
        /// Rows of a piece.
        const SOME: usize = 1 << 13;
        let parts = order.par_chunks(SOME).map(|rows| {
            let whole = |row: u32| self.row(row as usize).whole();
            for some in rows.chunks(TOGETHER) {
                black_box(some.iter().fold(0, |seen, &row| seen ^ self.glance(row as usize)));
            }
            let mut piece = String::with_capacity(rows.iter().map(|&row| whole(row).len()).sum());
            let entries = rows.iter().map(|&row| {
                let place = Place::new(0, piece.len());
                piece.push_str(whole(row));
                Entry { place, line: self.line(row as usize) }
            });
            (entries.collect(), piece)
        });
        let parts: Vec<(Vec<Entry>, String)> = parts.collect();
        let mut ordered = Table { headers: self.headers, ..Table::default() };
        ordered.rows.reserve_exact(order.len());
        for (at, (entries, piece)) in parts.into_iter().enumerate() {
            let behind = |entry: Entry| Entry { place: entry.place.behind(at), ..entry };
            ordered.rows.extend(entries.into_iter().map(behind));
            ordered.pieces.push(piece);
        }
        ordered
    }

    /// Something of every line of memory that a row of usual length takes.
    pub(crate) fn glance(&self, row: usize) -> u8 {
        /// Bytes of a line of the processor's cache.
        const LINE: usize = 64;
        /// Lines that are looked at: longer rows are rare, and what follows comes by itself.
        const LINES: usize = 3;
        let place = self.rows[row].place;
        let bytes = self.pieces[place.piece()].as_bytes();
        let line = |at: usize| bytes.get(place.byte() + at * LINE).copied().unwrap_or(0);
        (0..LINES).fold(0, |seen, at| seen ^ line(at))
    }

    /// The line (from 1) on which `row` began in its file.
    pub fn line(&self, row: usize) -> u64 {
        self.rows[row].line
    }
}

/// A row of a [`Table`].
#[derive(Clone, Copy, Debug)]
pub struct Row<'a> {
    /// Where its cells end, their text, and what lies behind it.
    text: &'a str,
    /// How many cells it has.
    width: usize,
}

impl<'a> Row<'a> {
    /// The cell of this column, exactly as read.
    ///
    /// # Panics
    /// When there is no such column.
    #[inline]
    pub fn cell(self, column: usize) -> &'a str {
        assert!(column < self.width, "no such column");
        &self.text[ends::read(self.text.as_bytes(), column, self.width)]
    }

    /// Where its cells end, and their text.
    fn whole(self) -> &'a str {
        let end = match self.width.checked_sub(1) {
            Some(last) => ends::read(self.text.as_bytes(), last, self.width).end,
            None => 0,
        };
        &self.text[..end]
    }
}

/// Collects rows into a [`Table`].
#[derive(Debug)]
pub struct TableBuilder {
    table: Table,
    /// Where the cells of a row begin and end, while it is put together.
    offsets: Vec<usize>,
    /// The text of a row before it is known how long it will be.
    text: String,
}

impl TableBuilder {
    /// A builder for a table with these headers.
    pub fn new<S: Into<String>>(headers: impl IntoIterator<Item = S>) -> TableBuilder {
        let headers = headers.into_iter().map(Into::into).collect();
        let table = Table { headers, ..Table::default() };
        TableBuilder { table, offsets: Vec::new(), text: String::new() }
    }

    /// Makes room for rows that have about so many bytes in their file.
    pub fn reserve(&mut self, bytes: usize) {
        // Offsets take a little more than the marks between cells do.
        self.table.pieces.push(String::with_capacity(bytes + bytes / 8));
    }

    /// Adds one row that began on `line`. Missing cells become empty, surplus cells are dropped:
    /// a reader that must not lose them rejects the row instead.
    pub fn push<'a>(&mut self, line: u64, cells: impl IntoIterator<Item = &'a str>) {
        let TableBuilder { table: Table { headers, pieces, rows }, offsets, text } = self;
        text.clear();
        offsets.clear();
        offsets.push(0);
        for cell in cells.into_iter().take(headers.len()) {
            text.push_str(cell);
            offsets.push(text.len());
        }
        offsets.resize(headers.len() + 1, text.len());
        let size = ends::size(offsets.len(), text.len()) + text.len();
        let fits = |piece: &String| piece.len() + size <= piece.capacity();
        if !pieces.last().is_some_and(fits) {
            let room = if pieces.is_empty() { FIRST } else { PIECE };
            pieces.push(String::with_capacity(room.max(size)));
        }
        let last = pieces.len() - 1;
        let piece = &mut pieces[last];
        rows.push(Entry { place: Place::new(last, piece.len()), line });
        ends::push(piece, offsets);
        piece.push_str(text);
    }

    /// Puts the rows of another table of the same columns behind these. Its lines are counted from 0 and become lines
    /// from `first` on.
    pub fn append(&mut self, other: Table, first: u64) {
        let Table { pieces, rows, .. } = &mut self.table;
        let before = pieces.len();
        pieces.extend(other.pieces);
        let moved = |row: Entry| Entry { place: row.place.behind(before), line: first + row.line };
        rows.extend(other.rows.into_iter().map(moved));
    }

    /// How many rows so far.
    pub fn rows(&self) -> usize {
        self.table.rows()
    }

    /// The finished table.
    pub fn finish(mut self) -> Table {
        if let Some(last) = self.table.pieces.last_mut() {
            last.shrink_to_fit();
        }
        self.table
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_every_cell_across_pieces() {
        let rows = 70_003;
        let mut builder = TableBuilder::new(["id", "name"]);
        for row in 0..rows {
            builder.push(row as u64 + 2, [row.to_string().as_str(), ""]);
        }
        let table = builder.finish();
        assert_eq!(table.rows(), rows);
        assert!(table.pieces.len() > 1, "too few rows to tell");
        for row in 0..rows {
            assert_eq!(table.cell(row, 0), row.to_string());
            assert_eq!(table.cell(row, 1), "");
            assert_eq!(table.line(row), row as u64 + 2);
        }
    }

    #[test]
    fn keeps_long_rows_beside_short_ones() {
        let long = "宽".repeat(30_000);
        let mut builder = TableBuilder::new(["id", "text", "more"]);
        let rows = [["1", "a", "b"], ["2", &long, &long], ["3", "", "c"]];
        for (at, row) in rows.into_iter().enumerate() {
            builder.push(at as u64 + 2, row);
        }
        let table = builder.finish();
        for (at, row) in rows.iter().enumerate() {
            assert_eq!([0, 1, 2].map(|column| table.cell(at, column)), *row);
        }
    }

    #[test]
    fn tables_put_together_are_one() {
        let long = "宽".repeat(30_000);
        let cells = |row: usize| match row % 40_000 {
            7 => [row.to_string(), long.clone()],
            _ => [row.to_string(), "b".repeat(row % 3)],
        };
        let mut whole = TableBuilder::new(["id", "text"]);
        let mut put_together = TableBuilder::new(["id", "text"]);
        let mut row = 0;
        for rows in [5, 0, 65_536, 1, 65_545] {
            let mut part = TableBuilder::new(["id", "text"]);
            let first = row as u64;
            for own in 0..rows {
                let cells = cells(row);
                part.push(own as u64, cells.iter().map(String::as_str));
                whole.push(row as u64, cells.iter().map(String::as_str));
                row += 1;
            }
            put_together.append(part.finish(), first);
        }
        let (whole, put_together) = (whole.finish(), put_together.finish());
        assert_eq!(put_together.rows(), whole.rows());
        for row in 0..whole.rows() {
            assert_eq!(put_together.line(row), whole.line(row));
            for column in 0..2 {
                assert_eq!(put_together.cell(row, column), whole.cell(row, column));
            }
        }
    }

    #[test]
    fn keeps_every_row_in_another_order() {
        let long = "宽".repeat(30_000);
        let name = |row: usize| if row % 9_000 == 7 { long.as_str() } else { "b" };
        let rows = 20_000;
        let mut builder = TableBuilder::new(["id", "text"]);
        for row in 0..rows {
            builder.push(row as u64 + 2, [row.to_string().as_str(), name(row)]);
        }
        let order: Vec<u32> = (0..rows as u32).rev().collect();
        let table = builder.finish().in_order(&order);
        assert_eq!(table.rows(), rows);
        for (at, row) in (0..rows).rev().enumerate() {
            assert_eq!(table.cell(at, 0), row.to_string());
            assert_eq!(table.cell(at, 1), name(row));
            assert_eq!(table.line(at), row as u64 + 2);
        }
    }

    #[test]
    fn rows_without_columns_are_rows() {
        let mut builder = TableBuilder::new([""; 0]);
        builder.push(1, []);
        let table = builder.finish().in_order(&[0, 0]);
        assert_eq!((table.rows(), table.width()), (2, 0));
    }

    #[test]
    fn pads_short_rows() {
        let mut builder = TableBuilder::new(["a", "b"]);
        builder.push(2, ["1"]);
        assert_eq!(builder.finish().cell(0, 1), "");
    }
}
