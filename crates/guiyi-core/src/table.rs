//! A table as it was read: named columns of text cells, never changed afterwards.
//!
//! Cells live in per-column arenas, in chunks of 65,536 rows, so that a cell costs its
//! bytes and one `u32`.

/// Rows in one arena chunk. A chunk's text must stay below 4 GiB, which leaves 64 KiB a cell.
const CHUNK_ROWS: usize = 1 << 16;

/// One column's cells.
#[derive(Clone, Debug, Default)]
struct Column {
    name: String,
    chunks: Vec<Chunk>,
}

#[derive(Clone, Debug, Default)]
struct Chunk {
    text: String,
    /// Where each cell ends in `text`.
    ends: Vec<u32>,
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
            ends: Vec::with_capacity(previous.ends.len()),
        }
    }
}

/// An immutable table of text: `rows × columns`, every cell present (perhaps empty), and for each
/// row the line it began on in its file.
#[derive(Clone, Debug, Default)]
pub struct Table {
    columns: Vec<Column>,
    lines: Vec<u64>,
}

impl Table {
    /// How many rows.
    pub fn rows(&self) -> usize {
        self.lines.len()
    }

    /// How many columns.
    pub fn width(&self) -> usize {
        self.columns.len()
    }

    /// The columns' headers, in order.
    pub fn headers(&self) -> impl ExactSizeIterator<Item = &str> {
        self.columns.iter().map(|column| column.name.as_str())
    }

    /// The cell at `row` and `column`, exactly as read.
    ///
    /// # Panics
    /// When either index is out of range.
    pub fn cell(&self, row: usize, column: usize) -> &str {
        let chunk = &self.columns[column].chunks[row / CHUNK_ROWS];
        let at = row % CHUNK_ROWS;
        let start = if at == 0 { 0 } else { chunk.ends[at - 1] };
        &chunk.text[start as usize..chunk.ends[at] as usize]
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
        let columns = headers
            .into_iter()
            .map(|name| Column { name: name.into(), chunks: Vec::new() })
            .collect();
        TableBuilder { table: Table { columns, lines: Vec::new() } }
    }

    /// Adds one row that began on `line`. Missing cells become empty, surplus cells are dropped:
    /// a reader that must not lose them rejects the row instead.
    pub fn push<'a>(&mut self, line: u64, cells: impl IntoIterator<Item = &'a str>) {
        let fresh = self.table.lines.len().is_multiple_of(CHUNK_ROWS);
        self.table.lines.push(line);
        let mut cells = cells.into_iter();
        for column in &mut self.table.columns {
            if fresh {
                column.chunks.push(Chunk::after(column.chunks.last()));
            }
            if let Some(chunk) = column.chunks.last_mut() {
                chunk.text.push_str(cells.next().unwrap_or(""));
                chunk.ends.push(chunk.text.len() as u32);
            }
        }
    }

    /// How many rows so far.
    pub fn rows(&self) -> usize {
        self.table.rows()
    }

    /// The finished table.
    pub fn finish(mut self) -> Table {
        for column in &mut self.table.columns {
            if let Some(last) = column.chunks.last_mut() {
                last.text.shrink_to_fit();
                last.ends.shrink_to_fit();
            }
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
    fn pads_short_rows() {
        let mut builder = TableBuilder::new(["a", "b"]);
        builder.push(2, ["1"]);
        assert_eq!(builder.finish().cell(0, 1), "");
    }
}
