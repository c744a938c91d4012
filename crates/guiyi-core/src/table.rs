//! A table as it was read: named columns of text cells, never changed afterwards.
//!
//! Cells live in arenas, row after row, because nearly all who ask for a cell ask for others of its
//! row too and wait for memory once. A cell costs its bytes and one `u16`.

use std::ops::Range;

/// Rows in one arena chunk: some megabytes.
const CHUNK_ROWS: usize = 1 << 16;

#[derive(Clone, Debug, Default)]
struct Chunk {
    text: String,
    /// Where each row starts in `text`.
    starts: Vec<usize>,
    /// Where each cell ends, row after row, counted from its row's start.
    ends: Ends,
}

/// Offsets in rows: nearly all rows are short.
#[derive(Clone, Debug)]
enum Ends {
    /// Every row is below 64 KiB.
    Short(Vec<u16>),
    /// Every row is below 4 GiB.
    Long(Vec<u32>),
}

impl Default for Ends {
    fn default() -> Ends {
        Ends::Short(Vec::new())
    }
}

impl Ends {
    fn at(&self, cell: usize) -> usize {
        match self {
            Ends::Short(ends) => ends[cell].into(),
            Ends::Long(ends) => ends[cell] as usize,
        }
    }

    fn len(&self) -> usize {
        match self {
            Ends::Short(ends) => ends.len(),
            Ends::Long(ends) => ends.len(),
        }
    }

    fn push(&mut self, end: usize) {
        match self {
            Ends::Short(ends) => match u16::try_from(end) {
                Ok(end) => ends.push(end),
                Err(_) => {
                    let before = ends.iter().map(|&end| u32::from(end));
                    *self = Ends::Long(before.chain([end as u32]).collect());
                }
            },
            Ends::Long(ends) => ends.push(end as u32),
        }
    }

    /// Adds some of another's.
    fn append(&mut self, other: &Ends, cells: Range<usize>) {
        match (&mut *self, other) {
            (Ends::Short(ends), Ends::Short(others)) => ends.extend_from_slice(&others[cells]),
            _ => cells.for_each(|cell| self.push(other.at(cell))),
        }
    }

    fn shrink_to_fit(&mut self) {
        match self {
            Ends::Short(ends) => ends.shrink_to_fit(),
            Ends::Long(ends) => ends.shrink_to_fit(),
        }
    }
}

impl Chunk {
    /// A chunk with room for about as much as the one before it holds, so that its text is not
    /// moved while it grows.
    fn after(previous: Option<&Chunk>) -> Chunk {
        let Some(previous) = previous else { return Chunk::default() };
        // Rows of one file are alike; a sixteenth more is seldom exceeded.
        let bytes = previous.text.len();
        Chunk {
            text: String::with_capacity(bytes + bytes / 16),
            starts: Vec::with_capacity(previous.starts.len()),
            ends: Ends::Short(Vec::with_capacity(previous.ends.len())),
        }
    }

    /// Adds some rows of another chunk, of `width` cells each.
    fn append(&mut self, other: &Chunk, rows: Range<usize>, width: usize) {
        let Some(&from) = other.starts.get(rows.start) else { return };
        let to = other.starts.get(rows.end).copied().unwrap_or(other.text.len());
        let before = self.text.len();
        self.text.push_str(&other.text[from..to]);
        let starts = other.starts[rows.clone()].iter();
        self.starts.extend(starts.map(|start| before + start - from));
        self.ends.append(&other.ends, rows.start * width..rows.end * width);
    }
}

/// An immutable table of text: `rows × columns`, every cell present (perhaps empty), and for each
/// row the line it began on in its file.
#[derive(Clone, Debug, Default)]
pub struct Table {
    headers: Vec<String>,
    chunks: Vec<Chunk>,
    lines: Vec<u64>,
}

impl Table {
    /// How many rows.
    pub fn rows(&self) -> usize {
        self.lines.len()
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
        assert!(column < self.headers.len(), "no such column");
        let chunk = &self.chunks[row / CHUNK_ROWS];
        let at = row % CHUNK_ROWS;
        let cell = at * self.headers.len() + column;
        let start = if column == 0 { 0 } else { chunk.ends.at(cell - 1) };
        let (row, end) = (chunk.starts[at], chunk.ends.at(cell));
        &chunk.text[row + start..row + end]
    }

    /// The line (from 1) on which `row` began in its file.
    pub fn line(&self, row: usize) -> u64 {
        self.lines[row]
    }
}

/// Collects rows into a [`Table`].
#[derive(Debug)]
pub struct TableBuilder {
    table: Table,
}

impl TableBuilder {
    /// A builder for a table with these headers.
    pub fn new<S: Into<String>>(headers: impl IntoIterator<Item = S>) -> TableBuilder {
        let headers = headers.into_iter().map(Into::into).collect();
        TableBuilder { table: Table { headers, ..Table::default() } }
    }

    /// Adds one row that began on `line`. Missing cells become empty, surplus cells are dropped:
    /// a reader that must not lose them rejects the row instead.
    pub fn push<'a>(&mut self, line: u64, cells: impl IntoIterator<Item = &'a str>) {
        let Table { headers, chunks, lines } = &mut self.table;
        if lines.len().is_multiple_of(CHUNK_ROWS) {
            chunks.push(Chunk::after(chunks.last()));
        }
        lines.push(line);
        let Some(chunk) = chunks.last_mut() else { return };
        let start = chunk.text.len();
        chunk.starts.push(start);
        let cells = cells.into_iter().chain(std::iter::repeat(""));
        for cell in cells.take(headers.len()) {
            chunk.text.push_str(cell);
            chunk.ends.push(chunk.text.len() - start);
        }
    }

    /// Puts the rows of another table of the same columns behind these. Its lines are counted from 0 and become lines
    /// from `first` on.
    pub fn append(&mut self, other: &Table, first: u64) {
        let Table { headers, chunks, lines } = &mut self.table;
        let mut row = 0;
        while row < other.rows() {
            let (part, at) = (&other.chunks[row / CHUNK_ROWS], row % CHUNK_ROWS);
            let held = lines.len() % CHUNK_ROWS;
            if held == 0 {
                chunks.push(Chunk::after(chunks.last()));
            }
            let Some(chunk) = chunks.last_mut() else { return };
            let count = (part.starts.len() - at).min(CHUNK_ROWS - held);
            chunk.append(part, at..at + count, headers.len());
            lines.extend(other.lines[row..row + count].iter().map(|line| first + line));
            row += count;
        }
    }

    /// How many rows so far.
    pub fn rows(&self) -> usize {
        self.table.rows()
    }

    /// The finished table.
    pub fn finish(mut self) -> Table {
        if let Some(last) = self.table.chunks.last_mut() {
            last.text.shrink_to_fit();
            last.starts.shrink_to_fit();
            last.ends.shrink_to_fit();
        }
        self.table
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_every_cell_across_chunks() {
        let rows = CHUNK_ROWS + 3;
        let mut builder = TableBuilder::new(["id", "name"]);
        for row in 0..rows {
            builder.push(row as u64 + 2, [row.to_string().as_str(), ""]);
        }
        let table = builder.finish();
        assert_eq!(table.rows(), rows);
        for row in [0, 1, CHUNK_ROWS - 1, CHUNK_ROWS, rows - 1] {
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
        for rows in [5, 0, CHUNK_ROWS, 1, CHUNK_ROWS + 9] {
            let mut part = TableBuilder::new(["id", "text"]);
            let first = row as u64;
            for own in 0..rows {
                let cells = cells(row);
                part.push(own as u64, cells.iter().map(String::as_str));
                whole.push(row as u64, cells.iter().map(String::as_str));
                row += 1;
            }
            put_together.append(&part.finish(), first);
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
    fn pads_short_rows() {
        let mut builder = TableBuilder::new(["a", "b"]);
        builder.push(2, ["1"]);
        assert_eq!(builder.finish().cell(0, 1), "");
    }
}
