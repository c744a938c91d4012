//! Cells of a worksheet as text, row by row.

use calamine::{CellErrorType, Data, DataRef, ExcelDateTime, Range, Xlsx};
use guiyi_core::Error;

use super::sheet::SheetRows;
use super::{Bytes, damaged, number};
use crate::MAX_COLUMNS;
use crate::input::RowSink;

/// Reads an XLSX sheet cell by cell: no more than a row is held.
pub(super) fn stream_xlsx<S: RowSink>(
    book: &mut Xlsx<Bytes>,
    sheet: &str,
    rows: &mut SheetRows<'_, S>,
) -> Result<(), Error> {
    let mut reader = book.worksheet_cells_reader(sheet).map_err(damaged)?;
    let codes: Vec<String> = reader
        .styles()
        .iter()
        .map(|style| style.number_format.as_ref().map_or("", |f| f.format_code.as_str()).to_owned())
        .collect();
    let mut row = Row::default();
    while let Some((cell, style)) = reader.next_cell_with_style_id().map_err(damaged)? {
        let (line, column) = cell.get_position();
        if line != row.index {
            row.hand_on(rows)?;
            row.index = line;
        }
        let code = codes.get(style).map_or("", String::as_str);
        match cell.get_value() {
            DataRef::Empty => {}
            DataRef::SharedString(text) => row.put(column, (*text).to_owned()),
            DataRef::String(text) => row.put(column, text.clone()),
            value => row.put_value(column, &Data::from(value.clone()), code),
        }
    }
    row.hand_on(rows)
}

/// Hands on the rows of a sheet read as a whole. Their numbers' formats are not known.
pub(super) fn push_range<S: RowSink>(
    range: &Range<Data>,
    rows: &mut SheetRows<'_, S>,
) -> Result<(), Error> {
    let (first, left) = range.start().unwrap_or_default();
    for (index, cells) in (first..).zip(range.rows()) {
        let mut row = Row { index, ..Row::default() };
        for (column, value) in (left..).zip(cells) {
            row.put_value(column, value, "");
        }
        row.hand_on(rows)?;
    }
    Ok(())
}

/// The cells of one row so far.
#[derive(Default)]
struct Row {
    /// From 0.
    index: u32,
    cells: Vec<String>,
    /// Columns with a number whose last digits are lost.
    damaged: Vec<usize>,
}

impl Row {
    fn put(&mut self, column: u32, text: String) {
        let column = column as usize;
        // No worksheet has more columns; what claims a cell beyond them is damaged.
        if column >= MAX_COLUMNS || text.is_empty() {
            return;
        }
        if self.cells.len() <= column {
            self.cells.resize(column + 1, String::new());
        }
        if let Some(cell) = self.cells.get_mut(column) {
            *cell = text;
        }
    }

    fn put_value(&mut self, column: u32, value: &Data, code: &str) {
        let text = match value {
            Data::Empty => return,
            Data::Int(n) => number::shown(*n as f64, code),
            Data::Float(x) => number::shown(*x, code),
            Data::String(text) => text.clone(),
            Data::Bool(b) => if *b { "TRUE" } else { "FALSE" }.to_owned(),
            Data::DateTime(time) => shown_time(time),
            Data::DateTimeIso(text) => text.replace('T', " ").trim_end_matches(" 00:00:00").into(),
            Data::DurationIso(text) => text.clone(),
            Data::Error(e) => shown_error(e).to_owned(),
        };
        if matches!(value, Data::Float(x) if number::is_damaged(*x)) {
            self.damaged.push(column as usize);
        }
        self.put(column, text);
    }

    fn hand_on<S: RowSink>(&mut self, rows: &mut SheetRows<'_, S>) -> Result<(), Error> {
        let cells = std::mem::take(&mut self.cells);
        let damaged = std::mem::take(&mut self.damaged);
        rows.push(u64::from(self.index) + 1, cells, &damaged)
    }
}

/// A date as ISO 8601 writes it, its time only if it has one; a duration as `h:mm:ss`.
fn shown_time(time: &ExcelDateTime) -> String {
    let (year, month, day, hour, minute, second, _) = time.to_ymd_hms_milli();
    if time.is_duration() {
        let seconds = (time.as_f64() * 86_400.0).round() as i64;
        let (sign, seconds) = (if seconds < 0 { "-" } else { "" }, seconds.unsigned_abs());
        return format!("{sign}{}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
    }
    let clock = format!("{hour:02}:{minute:02}:{second:02}");
    if time.as_f64() < 1.0 && time.as_f64() >= 0.0 {
        // A time of day without a date.
        return clock;
    }
    let date = format!("{year:04}-{month:02}-{day:02}");
    if clock == "00:00:00" { date } else { format!("{date} {clock}") }
}

fn shown_error(e: &CellErrorType) -> &'static str {
    match e {
        CellErrorType::Div0 => "#DIV/0!",
        CellErrorType::NA => "#N/A",
        CellErrorType::Name => "#NAME?",
        CellErrorType::Null => "#NULL!",
        CellErrorType::Num => "#NUM!",
        CellErrorType::Ref => "#REF!",
        CellErrorType::Value => "#VALUE!",
        _ => "#ERROR!",
    }
}

#[cfg(test)]
mod tests {
    use calamine::ExcelDateTimeType;

    use super::*;

    #[test]
    fn shows_times() {
        use ExcelDateTimeType::{DateTime, TimeDelta};
        for (value, kind, text) in [
            (45_296.0, DateTime, "2024-01-05"),
            (45_296.5, DateTime, "2024-01-05 12:00:00"),
            (0.25, DateTime, "06:00:00"),
            (1.5, TimeDelta, "36:00:00"),
        ] {
            assert_eq!(shown_time(&ExcelDateTime::new(value, kind, false)), text);
        }
    }
}
