//! A look at the first block: the dialect, the header, the habits of the file.

use std::io::Read;

use guiyi_core::Error;

use super::dialect::{self, Dialect};
use super::record::{self, Cells};
use super::text::Text;
use crate::header::{self, FirstRow, Header};
use crate::input::{ReadOptions, ShortRows};

/// The most text looked at, in bytes.
const SAMPLE: usize = 64 << 10;

/// The most rows looked at.
const ROWS: usize = 500;

/// The share of short rows from which leaving out empty cells at the end is a habit of the file,
/// not damage.
const HABIT: f64 = 0.05;

/// Rows below the table proper: a sum, who made it, a date.
const MOST_ROWS_BELOW: usize = 3;

/// What the first block tells about the file.
#[derive(Debug)]
pub(super) struct Survey {
    pub dialect: Dialect,
    pub header: Header,
    /// Short rows are filled up with empty cells rather than rejected.
    pub fill_short_rows: bool,
    /// Rows begin with a number or a code, so a line that does begins a row.
    pub rows_begin_with_code: bool,
}

impl Survey {
    /// Looks at the first block of `text` and moves it on to the first row of data.
    pub(super) fn of<R: Read>(text: &mut Text<R>, options: &ReadOptions) -> Result<Survey, Error> {
        let told = skip_delimiter_line(text);
        let sample = sample(&text.text, text.at, text.terminator);
        let delimiter = options.delimiter.or(told);
        let dialect = dialect::sniff(sample, delimiter, options.quote, text.terminator);
        let (rows, places) = first_rows(sample, text.at, text.line, &dialect);
        if rows.is_empty() {
            return Err(Error::input("has no rows"));
        }
        let header =
            header::find(&rows, options.header, &mut text.notes).ok_or_else(header::not_there)?;
        (text.at, text.line) = places.get(header.data).copied().unwrap_or((text.at, text.line));
        let data = rows.get(header.data..).unwrap_or_default();
        let width = header.names.len();
        let mut whole = data.iter().filter(|row| row.cells.len() == width).peekable();
        let rows_begin_with_code = whole.peek().is_some()
            && whole.all(|row| row.cells.first().is_some_and(|cell| is_code(cell)));
        let fill_short_rows = match options.short_rows {
            ShortRows::Fill => true,
            ShortRows::Reject => false,
            ShortRows::Detect => is_habit(data, width, rows_begin_with_code),
        };
        Ok(Survey { dialect, header, fill_short_rows, rows_begin_with_code })
    }

    /// Whether a line whose first cell is this one can go on with the row above.
    pub(super) fn may_continue(&self, first_cell: &str) -> bool {
        !(self.rows_begin_with_code && is_code(first_cell))
    }
}

/// Whether a cell is a row's number or code: ASCII with a digit.
fn is_code(cell: &str) -> bool {
    let mark = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.' | b'/');
    cell.bytes().all(mark) && cell.bytes().any(|b| b.is_ascii_digit())
}

/// Excel's first line `sep=;` names the delimiter and is no row.
fn skip_delimiter_line<R: Read>(text: &mut Text<R>) -> Option<char> {
    let line = text.text.lines().next()?;
    let mut told = line.strip_prefix("sep=")?.chars();
    let (delimiter, rest) = (told.next()?, told.as_str().trim_end_matches('\r'));
    if !rest.is_empty() {
        return None;
    }
    let end = memchr::memchr(text.terminator, text.text.as_bytes());
    text.at = end.map_or(text.text.len(), |at| at + 1);
    text.line += 1;
    Some(delimiter)
}

/// Whole lines from `at` on, up to [`SAMPLE`] bytes.
fn sample(text: &str, at: usize, terminator: u8) -> &str {
    let text = text.get(at..).unwrap_or_default();
    let bytes = text.as_bytes();
    let end = match bytes.get(..SAMPLE) {
        None => bytes.len(),
        Some(head) => memchr::memrchr(terminator, head)
            .or_else(|| memchr::memchr(terminator, bytes))
            .map_or(bytes.len(), |end| end + 1),
    };
    text.get(..end).unwrap_or_default()
}

/// The first rows that are not blank, and the offset and line of each and of what follows.
/// `sample` begins at offset `at`, on line `line`.
fn first_rows(
    sample: &str,
    at: usize,
    line: u64,
    dialect: &Dialect,
) -> (Vec<FirstRow>, Vec<(usize, u64)>) {
    let (mut rows, mut places) = (Vec::new(), Vec::new());
    let mut cells = Cells::default();
    let (mut here, mut line) = (0, line);
    while here < sample.len() && rows.len() < ROWS {
        let Some(end) = record::parse_to_end(sample, here, dialect, &mut cells) else { break };
        if !cells.is_blank(sample) {
            places.push((at + here, line));
            rows.push(FirstRow { line, cells: cells.iter(sample).map(str::to_owned).collect() });
        }
        (here, line) = (end.next, line + end.lines);
    }
    places.push((at + here, line));
    (rows, places)
}

/// Whether so many rows are short that it is how the file is written. A row that a line break
/// inside a cell has split makes neighbours that add up, and sums and signatures stand below the
/// last row; those do not count.
fn is_habit(rows: &[FirstRow], width: usize, rows_begin_with_code: bool) -> bool {
    let short = |row: &FirstRow| row.cells.len() < width;
    let below = rows.iter().rev().take(MOST_ROWS_BELOW).take_while(|row| short(row)).count();
    let rows = rows.get(..rows.len() - below).unwrap_or_default();
    let continues = |row: &FirstRow| {
        short(row) && !(rows_begin_with_code && row.cells.first().is_some_and(|cell| is_code(cell)))
    };
    let (mut count, mut at) = (0, 0);
    while let Some(row) = rows.get(at) {
        at += 1;
        if !short(row) {
            continue;
        }
        let mut total = row.cells.len();
        let pieces = rows.get(at..).unwrap_or_default().iter().take_while(|row| {
            let goes_on = total < width && continues(row);
            total += if goes_on { row.cells.len() - 1 } else { 0 };
            goes_on
        });
        let pieces = pieces.count();
        if total == width { at += pieces } else { count += 1 }
    }
    count >= 2 && f64::from(count) >= HABIT * rows.len() as f64
}
