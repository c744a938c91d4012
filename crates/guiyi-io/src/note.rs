//! What a reader noticed and dealt with: counted, with the first line of each.

use std::fmt;

use crate::encoding::Encoding;

/// What was noticed while reading; none of it cost a row.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum NoteKind {
    /// Lines above the header.
    TitleRow,
    /// A second header row under the header, in another language.
    SecondHeader,
    /// The header once more, as in files put together.
    RepeatedHeader,
    /// The file has no header; columns are named `column1` and so on.
    NoHeader,
    /// A column without a name in the header.
    UnnamedColumn,
    /// A column with the name of an earlier one; a number was added.
    DuplicateColumn,
    /// Rows without any text.
    BlankRow,
    /// Rows with fewer cells than columns, filled up with empty ones.
    ShortRow,
    /// Rows with empty cells beyond the last column, which were dropped.
    TrailingCells,
    /// Rows with a quote that opens or closes nothing, which was taken as text.
    StrayQuote,
    /// Rows that an unquoted line break inside a cell had split, joined again.
    JoinedRow,
    /// Long numbers a spreadsheet has shortened: `1.38E+10`, or codes that now end in zeros.
    DamagedNumber {
        /// The column they stand in.
        column: String,
    },
    /// Lines with bytes that mean nothing in the encoding, marked by U+FFFD.
    DamagedText,
    /// Lines in another encoding than the rest of the file.
    OtherEncoding(Encoding),
}

impl fmt::Display for NoteKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            NoteKind::TitleRow => "rows above the header left out",
            NoteKind::SecondHeader => "second header row left out",
            NoteKind::RepeatedHeader => "repeated headers left out",
            NoteKind::NoHeader => "no header found; columns are named column1, column2 …",
            NoteKind::UnnamedColumn => "columns without a name, named by their number",
            NoteKind::DuplicateColumn => "columns with the name of another, numbered",
            NoteKind::BlankRow => "blank rows left out",
            NoteKind::ShortRow => "short rows filled up with empty cells",
            NoteKind::TrailingCells => "rows with empty cells beyond the last column, dropped",
            NoteKind::StrayQuote => "rows with a stray quote, taken as text",
            NoteKind::JoinedRow => "rows split by a line break inside a cell, joined",
            NoteKind::DamagedText => "lines with undecodable bytes, marked as U+FFFD",
            NoteKind::DamagedNumber { column } => {
                return write!(f, "numbers in column '{column}' that have lost digits");
            }
            NoteKind::OtherEncoding(encoding) => {
                return write!(f, "lines read as {encoding}, unlike the rest of the file");
            }
        })
    }
}

/// Something noticed, how often, and where first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// What.
    pub kind: NoteKind,
    /// How many lines, rows or columns.
    pub count: u64,
    /// The first line of them, from 1.
    pub line: u64,
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Note { kind, count, line } = self;
        match count {
            1 => write!(f, "{kind} (line {line})"),
            _ => write!(f, "{kind} ({count}, the first on line {line})"),
        }
    }
}

/// Collects notes, one per kind.
#[derive(Debug, Default)]
pub(crate) struct Notes(Vec<Note>);

impl Notes {
    pub(crate) fn add(&mut self, kind: NoteKind, line: u64) {
        self.put(Note { kind, count: 1, line });
    }

    /// Adds another's, whose lines are counted from 0 and become lines from `first` on.
    pub(crate) fn append(&mut self, other: Notes, first: u64) {
        other.into_iter().for_each(|note| self.put(Note { line: first + note.line, ..note }));
    }

    fn put(&mut self, new: Note) {
        match self.0.iter_mut().find(|note| note.kind == new.kind) {
            Some(note) => {
                note.count += new.count;
                note.line = note.line.min(new.line);
            }
            None => self.0.push(new),
        }
    }
}

impl IntoIterator for Notes {
    type Item = Note;
    type IntoIter = std::vec::IntoIter<Note>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}
