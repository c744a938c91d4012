//! XLSX: text cells under a frozen header.

use std::fmt;
use std::io::Write;

use guiyi_core::{Error, ErrorKind};
use rust_xlsxwriter::{Format, Workbook, Worksheet, XlsxError};

/// Rows of a worksheet, the header included.
const MOST_ROWS: u32 = 1 << 20;

/// The widest a column is made, in digits; longer cells are cut off on the screen only.
const WIDEST: usize = 60;

/// Rows whose widths count: what is on the first screens.
const MEASURED_ROWS: u32 = 200;

/// Writes rows into one worksheet. Every cell is text, so that no code loses its zeros, no phone
/// becomes `1.38E+10`, and no formula runs. Rows go to a temporary file, not into memory.
pub struct XlsxWriter<W: Write + Send> {
    out: W,
    book: Workbook,
    text: Format,
    /// The next row, from 0.
    row: u32,
    /// The width of each column so far, in digits.
    widths: Vec<usize>,
}

impl<W: Write + Send> XlsxWriter<W> {
    /// Begins a workbook with one sheet.
    ///
    /// # Errors
    /// When no temporary file can be made, or the headers are more or longer than a sheet holds.
    pub fn new(out: W, headers: &[&str]) -> Result<XlsxWriter<W>, Error> {
        let mut book = Workbook::new();
        let sheet = book.add_worksheet_with_constant_memory().map_err(failed)?;
        sheet.set_freeze_panes(1, 0).map_err(failed)?;
        let bold = Format::new().set_bold().set_num_format("@");
        let mut widths = vec![0; headers.len()];
        write_cells(sheet, 0, headers.iter().copied(), &bold, &mut widths)?;
        let text = Format::new().set_num_format("@");
        Ok(XlsxWriter { out, book, text, row: 1, widths })
    }

    /// Writes one row.
    ///
    /// # Errors
    /// When the sheet is full, a cell is longer than 32,767 characters, or the temporary file
    /// takes no more bytes.
    pub fn write_row<'a>(&mut self, cells: impl IntoIterator<Item = &'a str>) -> Result<(), Error> {
        if self.row >= MOST_ROWS {
            let message = format!("has more rows than the {} of a worksheet", MOST_ROWS - 1);
            return Err(Error::new(ErrorKind::Output, message).hint("write CSV instead"));
        }
        let sheet = self.book.worksheet_from_index(0).map_err(failed)?;
        write_cells(sheet, self.row, cells, &self.text, &mut self.widths)?;
        self.row += 1;
        Ok(())
    }

    /// Writes the workbook and gives `out` back.
    ///
    /// # Errors
    /// When `out` takes no bytes.
    pub fn finish(mut self) -> Result<W, Error> {
        let sheet = self.book.worksheet_from_index(0).map_err(failed)?;
        for (column, width) in (0..).zip(&self.widths) {
            sheet.set_column_width(column, (width + 2).min(WIDEST) as f64).map_err(failed)?;
        }
        self.book.save_to_writer(&mut self.out).map_err(failed)?;
        self.out.flush().map_err(super::failed)?;
        Ok(self.out)
    }
}

impl<W: Write + Send> fmt::Debug for XlsxWriter<W> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("XlsxWriter").field("row", &self.row).finish_non_exhaustive()
    }
}

fn write_cells<'a>(
    sheet: &mut Worksheet,
    row: u32,
    cells: impl IntoIterator<Item = &'a str>,
    format: &Format,
    widths: &mut [usize],
) -> Result<(), Error> {
    for (column, cell) in (0u16..).zip(cells) {
        if let Some(width) = widths.get_mut(usize::from(column))
            && row < MEASURED_ROWS
        {
            *width = (*width).max(shown_width(cell));
        }
        if !cell.is_empty() {
            sheet.write_string_with_format(row, column, cell, format).map_err(|e| {
                let error = failed(e).at_line(u64::from(row) + 1);
                error.hint("write CSV instead: a worksheet's cell holds 32,767 characters")
            })?;
        }
    }
    Ok(())
}

/// Hanzi and full-width forms are about two digits wide.
fn shown_width(text: &str) -> usize {
    text.chars().take(WIDEST).map(|c| if c < '\u{1100}' { 1 } else { 2 }).sum()
}

fn failed(e: XlsxError) -> Error {
    if let XlsxError::IoError(e) = e {
        return super::failed(e);
    }
    Error::new(ErrorKind::Output, format!("cannot be written: {e}"))
}
