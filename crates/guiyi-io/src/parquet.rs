//! Parquet: columns of typed values, shown as text.

use std::borrow::Cow;
use std::panic::{AssertUnwindSafe, catch_unwind};

use guiyi_core::Error;
use parquet::basic::{LogicalType, TimeUnit};
use parquet::errors::ParquetError;
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::Field;
use parquet::schema::types::Type;

use crate::found::Found;
use crate::header;
use crate::input::{Format, Layout, RowSink};
use crate::note::{NoteKind, Notes};
use crate::reject::{Reason, Reject};
use crate::total::is_total;
use crate::{MAX_CELL_BYTES, MAX_COLUMNS};

/// Reads a Parquet file; a row's line is its number from 1.
pub(crate) fn read(bytes: Vec<u8>, sink: &mut impl RowSink) -> Result<Found, Error> {
    // The library trusts some numbers of damaged files, as those for workbooks do.
    let reading = AssertUnwindSafe(|| read_unguarded(bytes, sink));
    catch_unwind(reading).unwrap_or_else(|_| Err(Error::input("is damaged")))
}

fn read_unguarded(bytes: Vec<u8>, sink: &mut impl RowSink) -> Result<Found, Error> {
    let file = SerializedFileReader::new(bytes::Bytes::from(bytes)).map_err(damaged)?;
    let fields = file.metadata().file_metadata().schema().get_fields();
    if fields.is_empty() || fields.len() > MAX_COLUMNS {
        let message = format!("has {} columns; 1 to {MAX_COLUMNS} can be read", fields.len());
        return Err(Error::input(message));
    }
    let mut notes = Notes::default();
    let headers: Vec<String> = fields.iter().map(|field| field.name().to_owned()).collect();
    let names = header::names(&headers, headers.len(), 1, &mut notes);
    let units: Vec<Option<i64>> = fields.iter().map(|field| units_a_second(field)).collect();
    sink.header(&names);
    for (line, row) in (1..).zip(file.get_row_iter(None).map_err(damaged)?) {
        let row = row.map_err(damaged)?;
        let mut cells: Vec<Cow<'_, str>> = Vec::with_capacity(names.len());
        for (((_, field), name), units) in row.get_column_iter().zip(&names).zip(&units) {
            if has_lost_digits(field) {
                notes.add(NoteKind::DamagedNumber { column: name.clone() }, line);
            }
            cells.push(shown(field, *units));
        }
        hand_on(line, &cells, &names, &mut notes, sink);
    }
    let layout = Layout { format: Format::Parquet, ..Layout::default() };
    Ok(Found { layout, notes: notes.into_iter().collect() })
}

fn hand_on(
    line: u64,
    cells: &[Cow<'_, str>],
    names: &[String],
    notes: &mut Notes,
    sink: &mut impl RowSink,
) {
    if cells.iter().all(|cell| cell.trim().is_empty()) {
        return notes.add(NoteKind::BlankRow, line);
    }
    let too_long = cells.iter().zip(names).find(|(cell, _)| cell.len() > MAX_CELL_BYTES);
    let (column, reason) = match too_long {
        Some((cell, name)) => (Some(name.clone()), Reason::CellTooLong { bytes: cell.len() }),
        None if is_total(cells.iter().map(AsRef::as_ref)) => (None, Reason::Total),
        None => return sink.row(line, cells.iter().map(AsRef::as_ref)),
    };
    sink.reject(Reject { line, column, reason, bytes: cells.join("\t").into_bytes() });
}

/// For a column of moments, how many of its units make a second. The row reader knows only those
/// of the older converted types.
fn units_a_second(field: &Type) -> Option<i64> {
    match field.get_basic_info().logical_type_ref() {
        Some(LogicalType::Timestamp(kind)) => Some(match kind.unit {
            TimeUnit::MILLIS => 1_000,
            TimeUnit::MICROS => 1_000_000,
            TimeUnit::NANOS => 1_000_000_000,
        }),
        _ => None,
    }
}

/// A value as text: whole numbers without decimals, days as `2021-03-04`, nothing for null.
fn shown(field: &Field, units: Option<i64>) -> Cow<'_, str> {
    let number = |value: f64| if value.is_nan() { String::new() } else { value.to_string() };
    Cow::Owned(match (field, units) {
        (Field::Null, _) => return Cow::Borrowed(""),
        (Field::Str(text), _) => return Cow::Borrowed(text),
        (Field::Bytes(bytes), _) => return String::from_utf8_lossy(bytes.data()),
        (Field::Long(moment), Some(units)) => self::moment(*moment, units),
        (Field::TimestampMillis(moment), _) => self::moment(*moment, 1_000),
        (Field::TimestampMicros(moment), _) => self::moment(*moment, 1_000_000),
        (Field::Date(days), _) => day(i64::from(*days)),
        (Field::Float(value), _) if !value.is_nan() => value.to_string(),
        (Field::Float(value), _) => number(f64::from(*value)),
        (Field::Double(value), _) => number(*value),
        (other, _) => other.to_string(),
    })
}

/// Whole numbers from 2^53 on are not all to be had as doubles: codes end in digits that were
/// never there.
fn has_lost_digits(field: &Field) -> bool {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    matches!(field, Field::Double(value) if value.is_finite() && value.abs() >= EXACT)
}

/// A moment since 1970 as a day, with the time of day unless it is midnight.
fn moment(value: i64, units: i64) -> String {
    const DAY: i64 = 86_400;
    let seconds = value.div_euclid(units);
    let (days, second) = (seconds.div_euclid(DAY), seconds.rem_euclid(DAY));
    if second == 0 {
        return day(days);
    }
    format!("{} {:02}:{:02}:{:02}", day(days), second / 3600, second / 60 % 60, second % 60)
}

/// A day by its number since 1970 (Hinnant, "chrono-compatible low-level date algorithms").
fn day(number: i64) -> String {
    let from_march = number + 719_468;
    let (era, of_era) = (from_march.div_euclid(146_097), from_march.rem_euclid(146_097));
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * of_year + 2) / 153;
    let day = of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    format!("{year:04}-{month:02}-{day:02}")
}

fn damaged(e: ParquetError) -> Error {
    Error::input(format!("cannot be read as Parquet: {e}"))
        .hint("write it anew, or export it as CSV")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_as_text() {
        for (field, units, text) in [
            (Field::Null, None, ""),
            (Field::Double(13_912_345_678.0), None, "13912345678"),
            (Field::Double(f64::NAN), None, ""),
            (Field::Double(0.5), None, "0.5"),
            (Field::Float(0.1), None, "0.1"),
            (Field::Float(f32::NAN), None, ""),
            (Field::Long(-5), None, "-5"),
            (Field::Bool(true), None, "true"),
            (Field::Date(0), None, "1970-01-01"),
            (Field::Date(-1), None, "1969-12-31"),
            (Field::Date(19_782), None, "2024-02-29"),
            (Field::Long(951_782_400_000_000_000), Some(1_000_000_000), "2000-02-29"),
            (Field::TimestampMillis(1_614_816_000_001), None, "2021-03-04"),
            (Field::TimestampMicros(-1), None, "1969-12-31 23:59:59"),
            (Field::Bytes("阳光".as_bytes().to_vec().into()), None, "阳光"),
        ] {
            assert_eq!(shown(&field, units), text, "{field:?}");
        }
        assert!(has_lost_digits(&Field::Double(911_401_000_000_000_000.0)));
        assert!(!has_lost_digits(&Field::Double(13_912_345_678.0)));
    }
}
