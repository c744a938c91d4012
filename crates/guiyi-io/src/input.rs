//! A file read into a table, and how it was read.

use std::io::Read;
use std::path::Path;

use guiyi_core::{Error, ErrorKind, Table, TableBuilder};

use crate::delimited;
use crate::encoding::Encoding;
use crate::found::Found;
use crate::json_lines;
use crate::note::Note;
use crate::reject::{Reason, Reject};
use crate::source::{self, Content};
use crate::workbook;

/// What the user says about a file; what is not said is detected.
#[derive(Clone, Debug, Default)]
pub struct ReadOptions {
    /// The encoding of a text file.
    pub encoding: Option<Encoding>,
    /// The character between cells of a text file.
    pub delimiter: Option<char>,
    /// The marks around cells of a text file.
    pub quote: Option<Quote>,
    /// The sheet of a workbook: its name, or its number from 1.
    pub sheet: Option<String>,
    /// Where the header is.
    pub header: HeaderRow,
    /// What becomes of rows with fewer cells than columns.
    pub short_rows: ShortRows,
    /// Leave the `'` that spreadsheet exports put before `=`, `+`, `-` and `@` where it is.
    pub keep_guards: bool,
}

/// The marks around a cell that holds delimiters or line breaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quote {
    /// `"…"`.
    Double,
    /// `'…'`.
    Single,
    /// `“…”`, left by word processors.
    Curly,
}

/// Where the header is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum HeaderRow {
    /// The first row that looks like one, or none.
    #[default]
    Detect,
    /// On this line, from 1; what is above is left out.
    Line(u64),
    /// There is none; columns are named `column1` and so on.
    None,
}

/// What becomes of rows with fewer cells than columns.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ShortRows {
    /// Filled up where the file leaves out empty cells at the end as a habit, else rejected.
    #[default]
    Detect,
    /// Filled up with empty cells.
    Fill,
    /// Rejected.
    Reject,
}

/// A file as a table, with everything that was found out about it.
#[derive(Debug)]
pub struct Input {
    /// The file as the user named it.
    pub file: String,
    /// The rows.
    pub table: Table,
    /// How the file was read.
    pub layout: Layout,
    /// The rows that are not in the table.
    pub rejects: Vec<Reject>,
    /// What was noticed and dealt with.
    pub notes: Vec<Note>,
}

impl Input {
    /// An error when more than `most` rows could not be read; it names the first one. Totals do
    /// not count: they were read for what they are.
    pub fn check_rejects(&self, most: u64) -> Result<(), Error> {
        let unread = || self.rejects.iter().filter(|reject| reject.reason != Reason::Total);
        let (count, rows) = (unread().count(), self.rejects.len() + self.table.rows());
        let Some(first) = unread().next().filter(|_| count as u64 > most) else { return Ok(()) };
        let message = format!(
            "{count} of {rows} rows could not be read, more than the {most} allowed; the first: {}",
            first.reason
        );
        Err(Error::new(ErrorKind::TooManyRejects, message)
            .in_file(&self.file)
            .at_line(first.line)
            .hint("look at the rejects, mend the file, or allow more of them"))
    }
}

/// How a file was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Layout {
    /// What kind of file it is, by its content.
    pub format: Format,
    /// The encoding of a text file; UTF-8 where the format leaves no choice.
    pub encoding: Encoding,
    /// The character between cells of a text file; `None` for a single column.
    pub delimiter: Option<char>,
    /// The sheet of a workbook.
    pub sheet: Option<String>,
    /// The line of the header, from 1; `None` without one.
    pub header_line: Option<u64>,
}

impl Default for Layout {
    fn default() -> Layout {
        Layout {
            format: Format::Text,
            encoding: Encoding::UTF_8,
            delimiter: None,
            sheet: None,
            header_line: None,
        }
    }
}

/// A kind of file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Format {
    /// Text with delimiters.
    Text,
    /// Excel 2007 and later.
    Xlsx,
    /// Excel's binary workbook.
    Xlsb,
    /// Excel 97 to 2003.
    Xls,
    /// OpenDocument.
    Ods,
    /// One JSON object a line.
    JsonLines,
    /// A table of HTML or of Excel 2003's XML, which many systems name `.xls`.
    Markup,
    /// Columns of values, packed (with the feature `parquet`).
    Parquet,
}

/// Reads a file: delimited text, JSON lines, a workbook or Parquet, packed by gzip or Zstandard or not. `-` is
/// standard input.
///
/// # Errors
/// When the file cannot be opened or read, is no table, or has no rows at all. Single bad rows
/// are no error: they are in [`Input::rejects`].
pub fn read(path: impl AsRef<Path>, options: &ReadOptions) -> Result<Input, Error> {
    let path = path.as_ref();
    let name = path.display().to_string();
    let content = source::open(path).map_err(|e| e.in_file(&name))?;
    collect(content, &name, options)
}

/// Reads a table from `stream`, which messages call `name`.
///
/// # Errors
/// As [`read`].
pub fn read_from(stream: impl Read, name: &str, options: &ReadOptions) -> Result<Input, Error> {
    let content = source::sort(stream).map_err(|e| e.in_file(name))?;
    collect(content, name, options)
}

/// Reads a file row by row, as [`read`] does, without holding more than a block of it.
///
/// # Errors
/// As [`read`]; rows before the error have been handed on.
pub fn stream(
    path: impl AsRef<Path>,
    options: &ReadOptions,
    sink: &mut impl RowSink,
) -> Result<(Layout, Vec<Note>), Error> {
    let path = path.as_ref();
    let name = path.display().to_string();
    let content = source::open(path).map_err(|e| e.in_file(&name))?;
    let found = hand_on(content, &name, options, sink)?;
    Ok((found.layout, found.notes))
}

fn collect(content: Content<'_>, name: &str, options: &ReadOptions) -> Result<Input, Error> {
    let mut sink = TableSink::default();
    let Found { layout, notes } = match content {
        Content::Text(text) => {
            delimited::read_table(text, options, &mut sink).map_err(|e| e.in_file(name))?
        }
        other => hand_on(other, name, options, &mut sink)?,
    };
    let table = sink.builder.map(TableBuilder::finish).unwrap_or_default();
    Ok(Input { file: name.to_owned(), table, layout, rejects: sink.rejects, notes })
}

fn hand_on(
    content: Content<'_>,
    name: &str,
    options: &ReadOptions,
    sink: &mut impl RowSink,
) -> Result<Found, Error> {
    match content {
        Content::Text(text) => delimited::read(text, options, sink),
        Content::JsonLines(text) => json_lines::read(text, options, sink),
        Content::Markup(text) => workbook::read_markup(text, options, sink),
        #[cfg(feature = "parquet")]
        Content::Parquet(bytes) => crate::parquet::read(bytes, sink),
        Content::Workbook(kind, bytes) => workbook::read(kind, bytes, options, sink),
    }
    .map_err(|e| e.in_file(name))
}

/// Takes what a reader finds, row by row, so that nothing need be held in memory.
pub trait RowSink {
    /// The columns' names, once, before any row.
    fn header(&mut self, names: &[String]);
    /// A row that begins on `line`: as many cells as there are columns.
    fn row<'a>(&mut self, line: u64, cells: impl Iterator<Item = &'a str>);
    /// A row that is none.
    fn reject(&mut self, reject: Reject);
}

/// Collects rows into a table.
#[derive(Default)]
pub(crate) struct TableSink {
    builder: Option<TableBuilder>,
    rejects: Vec<Reject>,
}

impl TableSink {
    /// Makes room for rows that have about so many bytes in their file.
    pub(crate) fn reserve(&mut self, bytes: usize) {
        if let Some(builder) = &mut self.builder {
            builder.reserve(bytes);
        }
    }

    /// How many rejects so far.
    pub(crate) fn rejects(&self) -> usize {
        self.rejects.len()
    }

    /// Adds what another took, whose lines are counted from 0 and become lines from `first` on.
    pub(crate) fn append(&mut self, other: TableSink, first: u64) {
        if let (Some(builder), Some(rows)) = (&mut self.builder, other.builder) {
            builder.append(rows.finish(), first);
        }
        let moved = |reject: Reject| Reject { line: first + reject.line, ..reject };
        self.rejects.extend(other.rejects.into_iter().map(moved));
    }
}

impl RowSink for TableSink {
    fn header(&mut self, names: &[String]) {
        self.builder = Some(TableBuilder::new(names.iter().cloned()));
    }

    fn row<'a>(&mut self, line: u64, cells: impl Iterator<Item = &'a str>) {
        if let Some(builder) = &mut self.builder {
            builder.push(line, cells);
        }
    }

    fn reject(&mut self, reject: Reject) {
        self.rejects.push(reject);
    }
}
