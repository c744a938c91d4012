//! Records into rows: repairs what is certain, rejects what is not.

use std::io::{self, Read};

use super::record::{self, Cells, End};
use super::survey::Survey;
use super::text::Text;
use crate::MAX_CELL_BYTES;
use crate::encoding::Decoder;
use crate::guard::without_guard;
use crate::input::RowSink;
use crate::note::NoteKind;
use crate::reject::{Reason, Reject};
use crate::total::is_total;

/// The most lines that one row split by line breaks is joined from: an address or a remark
/// seldom has more, and each bad line looks this far ahead at most.
const MOST_JOINED: usize = 20;

/// Lines from which on a quoted cell is doubted when each of them makes a whole row by itself.
const DOUBTED_LINES: u64 = 3;

/// The rows of a text.
pub(super) struct Rows<'a, R> {
    text: &'a mut Text<R>,
    survey: &'a Survey,
    keep_guards: bool,
    cells: Cells,
    /// Cells of a record looked at without taking it.
    ahead: Cells,
}

impl<'a, R: Read> Rows<'a, R> {
    pub(super) fn new(text: &'a mut Text<R>, survey: &'a Survey, keep_guards: bool) -> Rows<'a, R> {
        let (cells, ahead) = (Cells::default(), Cells::default());
        Rows { text, survey, keep_guards, cells, ahead }
    }

    /// Takes the next record, or reads on. `false` at the end.
    pub(super) fn step(&mut self, sink: &mut impl RowSink) -> io::Result<bool> {
        if self.text.at >= self.text.text.len() && self.text.at_end {
            return Ok(false);
        }
        if !self.take_next(sink) {
            self.text.more()?;
        }
        Ok(true)
    }

    /// Takes the next record of the text there is; `false` when the text must go on to tell, or is all taken.
    pub(super) fn take_next(&mut self, sink: &mut impl RowSink) -> bool {
        let taken = if self.text.at < self.text.text.len() { self.take(sink) } else { None };
        if let Some((next, lines)) = taken {
            self.text.at = next;
            self.text.line += lines;
        }
        taken.is_some()
    }

    /// How the rest of the text is decoded, once that is settled.
    pub(super) fn settled_decoder(&self) -> Option<Decoder> {
        self.text.settled_decoder()
    }

    /// Takes one record and gives the offset of the next and the lines taken; `None` when the
    /// text must go on to tell.
    fn take(&mut self, sink: &mut impl RowSink) -> Option<(usize, u64)> {
        let Text { text, at, at_end, .. } = &*self.text;
        let dialect = &self.survey.dialect;
        let end = record::parse(text, *at, *at_end, dialect, usize::MAX, &mut self.cells)?;
        match end.suspect {
            Some(quote) if !self.quotes_hold(&end) => Some(self.take_line(quote, sink)),
            _ => self.take_record(&end, sink),
        }
    }

    fn width(&self) -> usize {
        self.survey.header.names.len()
    }

    /// Whether a record with an odd quote, or with one that spans lines, is what it seems.
    fn quotes_hold(&mut self, end: &End) -> bool {
        if end.unclosed {
            return false;
        }
        let width = self.width();
        if self.cells.len() == width {
            return end.lines < DOUBTED_LINES || width < 3 || !self.every_line_is_a_row(end);
        }
        // Wrong either way: closed properly it is one bad row, else one bad line.
        let Some(quote) = end.suspect else { return true };
        let Text { text, at, .. } = &*self.text;
        let plain = record::parse(text, *at, true, &self.survey.dialect, quote, &mut self.ahead);
        !end.stray && plain.is_some() && self.ahead.len() != width
    }

    fn every_line_is_a_row(&mut self, end: &End) -> bool {
        let mut at = self.text.at;
        while at < end.next {
            let dialect = &self.survey.dialect;
            let line = record::parse(&self.text.text, at, true, dialect, 0, &mut self.ahead);
            match line {
                Some(line) if self.ahead.len() == self.width() => at = line.next,
                _ => return false,
            }
        }
        true
    }

    /// Takes one line whose quotes from `quote` on are text.
    fn take_line(&mut self, quote: usize, sink: &mut impl RowSink) -> (usize, u64) {
        let Text { text, at, line, .. } = &*self.text;
        let (at, line) = (*at, *line);
        let Some(end) = record::parse(text, at, true, &self.survey.dialect, quote, &mut self.cells)
        else {
            return (text.len(), 1);
        };
        if self.cells.len() == self.width() {
            self.text.notes.add(NoteKind::StrayQuote, line);
            self.emit(&end, sink);
        } else {
            self.reject(end.lines, None, Reason::BrokenQuote, sink);
        }
        (end.next, end.lines)
    }

    fn take_record(&mut self, end: &End, sink: &mut impl RowSink) -> Option<(usize, u64)> {
        let (found, expected, line) = (self.cells.len(), self.width(), self.text.line);
        if self.cells.is_blank(&self.text.text) {
            self.text.notes.add(NoteKind::BlankRow, line);
        } else if self.survey.header.is_repeated_by(self.cells.iter(&self.text.text)) {
            self.text.notes.add(NoteKind::RepeatedHeader, line);
        } else if found == expected {
            if end.stray {
                self.text.notes.add(NoteKind::StrayQuote, line);
            }
            self.emit(end, sink);
        } else if found > expected {
            if self.cells.iter(&self.text.text).skip(expected).all(|cell| cell.trim().is_empty()) {
                self.text.notes.add(NoteKind::TrailingCells, line);
                self.emit(end, sink);
            } else {
                self.reject(end.lines, None, Reason::TooManyCells { found, expected }, sink);
            }
        } else if self.survey.fill_short_rows {
            self.text.notes.add(NoteKind::ShortRow, line);
            self.emit(end, sink);
        } else {
            return self.take_short(end, sink);
        }
        Some((end.next, end.lines))
    }

    /// Takes a row with too few cells: together with the lines below, if they make up one row.
    fn take_short(&mut self, end: &End, sink: &mut impl RowSink) -> Option<(usize, u64)> {
        let (found, expected) = (self.cells.len(), self.width());
        let Text { text, at, at_end, line, .. } = &*self.text;
        let (mut total, mut next, mut lines) = (found, end.next, end.lines);
        for _ in 0..MOST_JOINED {
            if end.suspect.is_some() || next >= text.len() && *at_end {
                break;
            }
            if next >= text.len() {
                return None;
            }
            let dialect = &self.survey.dialect;
            let piece = record::parse(text, next, *at_end, dialect, usize::MAX, &mut self.ahead)?;
            if piece.suspect.is_some() {
                break;
            }
            total += self.ahead.len() - 1;
            let first = self.ahead.iter(text).next().unwrap_or_default();
            let fits = total <= expected && self.ahead.len() < expected;
            if !fits || !self.survey.may_continue(first) {
                break;
            }
            (next, lines) = (piece.next, lines + piece.lines);
            if total == expected {
                record::split_plain(text, *at, next, dialect, &mut self.cells);
                let joined = End { next, lines, ..*end };
                let line = *line;
                self.text.notes.add(NoteKind::JoinedRow, line);
                self.emit(&joined, sink);
                return Some((next, lines));
            }
        }
        let total = is_total(self.cells.iter(&self.text.text));
        let few = Reason::TooFewCells { found, expected };
        self.reject(end.lines, None, if total { Reason::Total } else { few }, sink);
        Some((end.next, end.lines))
    }

    fn emit(&mut self, end: &End, sink: &mut impl RowSink) {
        let (text, width) = (&self.text.text, self.width());
        if end.next - self.text.at > MAX_CELL_BYTES {
            let mut lengths = self.cells.iter(text).map(str::len).enumerate();
            let too_long = lengths.find(|(_, bytes)| *bytes > MAX_CELL_BYTES);
            drop(lengths);
            if let Some((at, bytes)) = too_long {
                let column = self.survey.header.names.get(at).cloned();
                return self.reject(end.lines, column, Reason::CellTooLong { bytes }, sink);
            }
        }
        if is_total(self.cells.iter(text).take(width)) {
            return self.reject(end.lines, None, Reason::Total, sink);
        }
        let record = text.as_bytes().get(self.text.at..end.next).unwrap_or_default();
        if memchr::memchr(b'+', record).is_some() {
            for (at, cell) in self.cells.iter(text).enumerate() {
                if looks_damaged(cell) {
                    let column = self.survey.header.names.get(at).cloned().unwrap_or_default();
                    self.text.notes.add(NoteKind::DamagedNumber { column }, self.text.line);
                }
            }
        }
        self.cells.fit(width);
        let cells = self.cells.iter(text);
        if self.keep_guards {
            sink.row(self.text.line, cells);
        } else {
            sink.row(self.text.line, cells.map(without_guard));
        }
    }

    fn reject(
        &mut self,
        lines: u64,
        column: Option<String>,
        reason: Reason,
        sink: &mut impl RowSink,
    ) {
        let line = self.text.line;
        let bytes = self.text.bytes(line, lines);
        sink.reject(Reject { line, column, reason, bytes });
    }
}

/// Whether a cell is a long number as a spreadsheet shortens it, its digits lost: `1.38E+10`.
fn looks_damaged(cell: &str) -> bool {
    match cell.as_bytes() {
        [first, .., b'E', b'+', a, b] => {
            a.is_ascii_digit()
                && b.is_ascii_digit()
                && first.is_ascii_digit()
                && cell[..cell.len() - 4].bytes().all(|b| b.is_ascii_digit() || b == b'.')
        }
        _ => false,
    }
}
