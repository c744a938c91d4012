//! Worksheets: XLSX, XLSB, XLS, ODS, and the markup that passes for them.

mod cells;
mod container;
mod markup;
mod number;
mod sheet;

use std::fmt::Display;
use std::io::{BufReader, Cursor};
use std::panic::{AssertUnwindSafe, catch_unwind};

use calamine::{Ods, Reader, SheetVisible, Xls, Xlsb, Xlsx};
use guiyi_core::Error;

use crate::found::Found;
use crate::input::{Format, Layout, ReadOptions, RowSink};
use crate::source::{ReadSeek, Workbook, unreadable};
pub(crate) use markup::read_markup;
use sheet::SheetRows;

type Bytes = BufReader<Box<dyn ReadSeek>>;

/// Reads one sheet of a workbook.
pub(crate) fn read(
    kind: Workbook,
    mut bytes: Box<dyn ReadSeek>,
    options: &ReadOptions,
    sink: &mut impl RowSink,
) -> Result<Found, Error> {
    if kind == Workbook::Xls {
        let mut whole = Vec::new();
        bytes.read_to_end(&mut whole).map_err(unreadable)?;
        container::check(&whole)?;
        bytes = Box::new(Cursor::new(whole));
    }
    // The library trusts some numbers of damaged files and would end the program; what it was
    // at is given up, nothing of it is used again.
    let reading = AssertUnwindSafe(|| read_unguarded(kind, bytes, options, sink));
    catch_unwind(reading).unwrap_or_else(|_| Err(damaged("it is damaged")))
}

fn read_unguarded(
    kind: Workbook,
    bytes: Box<dyn ReadSeek>,
    options: &ReadOptions,
    sink: &mut impl RowSink,
) -> Result<Found, Error> {
    let bytes = BufReader::new(bytes);
    match kind {
        Workbook::Xlsx => {
            let mut book = Xlsx::new(bytes).map_err(damaged)?;
            let sheet = choose(&book, options)?;
            let mut rows = SheetRows::new(options, sink);
            cells::stream_xlsx(&mut book, &sheet, &mut rows)?;
            finish(rows, Format::Xlsx, sheet)
        }
        Workbook::Xlsb => whole::<Xlsb<Bytes>, _>(bytes, Format::Xlsb, options, sink),
        Workbook::Xls => whole::<Xls<Bytes>, _>(bytes, Format::Xls, options, sink),
        Workbook::Ods => whole::<Ods<Bytes>, _>(bytes, Format::Ods, options, sink),
    }
}

/// Reads a sheet of a format that is only to be had as a whole.
fn whole<B: Reader<Bytes, Error: Display>, S: RowSink>(
    bytes: Bytes,
    format: Format,
    options: &ReadOptions,
    sink: &mut S,
) -> Result<Found, Error> {
    let mut book = B::new(bytes).map_err(damaged)?;
    let sheet = choose(&book, options)?;
    let range = book.worksheet_range(&sheet).map_err(damaged)?;
    let mut rows = SheetRows::new(options, sink);
    cells::push_range(&range, &mut rows)?;
    finish(rows, format, sheet)
}

fn finish<S: RowSink>(
    rows: SheetRows<'_, S>,
    format: Format,
    sheet: String,
) -> Result<Found, Error> {
    let (header_line, notes) = rows.finish()?;
    let layout = Layout { format, sheet: Some(sheet), header_line, ..Layout::default() };
    Ok(Found { layout, notes })
}

/// The sheet asked for by name or number from 1; otherwise the first that is not hidden.
fn choose<B: Reader<Bytes>>(book: &B, options: &ReadOptions) -> Result<String, Error> {
    let sheets = book.sheets_metadata();
    let found = match &options.sheet {
        Some(wanted) => sheets.iter().find(|sheet| sheet.name == *wanted).or_else(|| {
            wanted.parse::<usize>().ok().and_then(|number| sheets.get(number.checked_sub(1)?))
        }),
        None => sheets
            .iter()
            .find(|sheet| sheet.visible == SheetVisible::Visible)
            .or_else(|| sheets.first()),
    };
    found.map(|sheet| sheet.name.clone()).ok_or_else(|| {
        let names: Vec<&str> = sheets.iter().map(|sheet| sheet.name.as_str()).collect();
        match &options.sheet {
            Some(wanted) => Error::usage(format!("has no sheet '{wanted}'"))
                .hint(format!("its sheets are: {}", names.join(", "))),
            None => Error::input("has no sheets"),
        }
    })
}

fn damaged(e: impl Display) -> Error {
    let text = e.to_string();
    if text.to_lowercase().contains("password") {
        return Error::input("is protected by a password").hint("save it without one");
    }
    Error::input(format!("cannot be read as a workbook: {text}"))
        .hint("open it in a spreadsheet program and save it as XLSX or CSV")
}
