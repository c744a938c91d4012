//! Rows of a worksheet: the header among the first, then one by one.

use guiyi_core::Error;

use crate::MAX_CELL_BYTES;
use crate::header::{self, FirstRow, Header};
use crate::input::{ReadOptions, RowSink};
use crate::note::{Note, NoteKind, Notes};
use crate::reject::{Reason, Reject};
use crate::total::is_total;

/// Rows held to find the header and the width.
const FIRST_ROWS: usize = 500;

/// Takes the rows of a sheet from the top.
pub(super) struct SheetRows<'a, S> {
    options: &'a ReadOptions,
    sink: &'a mut S,
    first: Vec<FirstRow>,
    header: Option<Header>,
    notes: Notes,
    /// Damaged numbers above the header's finding: line and column.
    damaged: Vec<(u64, usize)>,
}

impl<'a, S: RowSink> SheetRows<'a, S> {
    pub(super) fn new(options: &'a ReadOptions, sink: &'a mut S) -> Self {
        let (first, damaged, notes) = (Vec::new(), Vec::new(), Notes::default());
        SheetRows { options, sink, first, header: None, notes, damaged }
    }

    /// Takes the row on `line`; `damaged` are the columns whose numbers have lost digits.
    pub(super) fn push(
        &mut self,
        line: u64,
        cells: Vec<String>,
        damaged: &[usize],
    ) -> Result<(), Error> {
        if filled(&cells) == 0 {
            return Ok(());
        }
        self.damaged.extend(damaged.iter().map(|column| (line, *column)));
        if self.header.is_some() {
            self.hand_on(line, &cells);
            return Ok(());
        }
        self.first.push(FirstRow { line, cells });
        if self.first.len() >= FIRST_ROWS { self.settle() } else { Ok(()) }
    }

    /// Whether no row has come that is not blank.
    pub(super) fn is_empty(&self) -> bool {
        self.header.is_none() && self.first.is_empty()
    }

    /// Hands on what is still held; gives the header's line and what was noticed.
    pub(super) fn finish(mut self) -> Result<(Option<u64>, Vec<Note>), Error> {
        if self.header.is_none() {
            self.settle()?;
        }
        let line = self.header.and_then(|header| header.line);
        Ok((line, self.notes.into_iter().collect()))
    }

    fn settle(&mut self) -> Result<(), Error> {
        let first = std::mem::take(&mut self.first);
        if first.is_empty() {
            return Err(Error::input("has no rows").hint("choose another sheet of the workbook"));
        }
        let mut header = header::find(&first, self.options.header, &mut self.notes)
            .ok_or_else(header::not_there)?;
        // A sheet is a grid: what stands right of the header in some row is a column too.
        let data = first.get(header.data..).unwrap_or_default();
        let width = data.iter().map(|row| filled(&row.cells)).max().unwrap_or(0);
        header.widen(width, &mut self.notes);
        self.sink.header(&header.names);
        self.damaged.retain(|(line, _)| data.first().is_some_and(|row| row.line <= *line));
        self.header = Some(header);
        for row in data {
            self.hand_on(row.line, &row.cells);
        }
        Ok(())
    }

    fn hand_on(&mut self, line: u64, cells: &[String]) {
        let Some(header) = &self.header else { return };
        let (found, expected) = (filled(cells), header.names.len());
        for (line, column) in self.damaged.extract_if(.., |(damaged, _)| *damaged <= line) {
            let column = header.names.get(column).cloned().unwrap_or_default();
            self.notes.add(NoteKind::DamagedNumber { column }, line);
        }
        if header.is_repeated_by(cells.iter().map(String::as_str)) {
            return self.notes.add(NoteKind::RepeatedHeader, line);
        }
        let too_long = cells.iter().position(|cell| cell.len() > MAX_CELL_BYTES);
        let fault = if let Some(at) = too_long {
            let bytes = cells.get(at).map_or(0, String::len);
            Some((header.names.get(at).cloned(), Reason::CellTooLong { bytes }))
        } else if found > expected {
            Some((None, Reason::TooManyCells { found, expected }))
        } else if is_total(cells.iter().map(String::as_str)) {
            Some((None, Reason::Total))
        } else {
            None
        };
        match fault {
            None => {
                let cells = cells.iter().map(String::as_str).chain(std::iter::repeat(""));
                self.sink.row(line, cells.take(expected));
            }
            Some((column, reason)) => {
                let bytes = cells.join("\t").into_bytes();
                self.sink.reject(Reject { line, column, reason, bytes });
            }
        }
    }
}

/// How many cells there are up to the last that is not blank.
fn filled(cells: &[String]) -> usize {
    cells.iter().rposition(|cell| !cell.trim().is_empty()).map_or(0, |at| at + 1)
}
