//! JSON lines: an object a row, its keys the columns.

use std::collections::HashMap;
use std::fmt;
use std::io::{BufRead, BufReader, Read};

use guiyi_core::Error;
use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use crate::found::Found;
use crate::input::{Format, Layout, ReadOptions, RowSink};
use crate::note::{NoteKind, Notes};
use crate::reject::{Reason, Reject};
use crate::source::unreadable;
use crate::total::is_total;
use crate::{MAX_CELL_BYTES, MAX_COLUMNS};

/// Rows held to learn the columns: optional keys show up in some of the first ones.
const FIRST_ROWS: usize = 500;

/// The longest line in bytes; a longer one is no row.
const MAX_LINE: u64 = 64 << 20;

/// Reads JSON lines from `source`. Strings come without their quotes,
/// `null` as an empty cell, everything else as it is written.
pub(crate) fn read(
    source: impl Read,
    _options: &ReadOptions,
    sink: &mut impl RowSink,
) -> Result<Found, Error> {
    let mut lines = BufReader::new(source);
    let mut rows = Rows { sink, first: Vec::new(), columns: None };
    let mut notes = Notes::default();
    let mut bytes = Vec::new();
    for line in 1u64.. {
        bytes.clear();
        let read = (&mut lines).take(MAX_LINE).read_until(b'\n', &mut bytes).map_err(unreadable)?;
        if read == 0 {
            break;
        }
        if read as u64 == MAX_LINE {
            return Err(Error::input("has a line of more than 64 MiB").at_line(line));
        }
        let text = if line == 1 { bytes.strip_prefix(b"\xEF\xBB\xBF") } else { None };
        let text = text.unwrap_or(&bytes).trim_ascii();
        if text.is_empty() {
            notes.add(NoteKind::BlankRow, line);
            continue;
        }
        match serde_json::from_slice::<Object>(text) {
            Ok(Object(cells)) => rows.push(line, cells, &bytes),
            Err(_) => rows.reject(line, None, Reason::NoJsonObject, &bytes),
        }
    }
    rows.settle();
    if rows.columns.is_none_or(|columns| columns.is_empty()) {
        return Err(Error::input("has no rows"));
    }
    let layout = Layout { format: Format::JsonLines, ..Layout::default() };
    Ok(Found { layout, notes: notes.into_iter().collect() })
}

/// Keys and values in the order of the file.
type Cells = Vec<(String, String)>;

struct Rows<'a, S> {
    sink: &'a mut S,
    first: Vec<(u64, Cells, Vec<u8>)>,
    /// The place of each key, once the first rows have been seen.
    columns: Option<HashMap<String, usize>>,
}

impl<S: RowSink> Rows<'_, S> {
    fn push(&mut self, line: u64, cells: Cells, bytes: &[u8]) {
        if self.columns.is_some() {
            self.hand_on(line, cells, bytes);
        } else {
            self.first.push((line, cells, bytes.to_vec()));
            if self.first.len() >= FIRST_ROWS {
                self.settle();
            }
        }
    }

    /// Learns the columns from the first rows and hands these on.
    fn settle(&mut self) {
        if self.columns.is_some() {
            return;
        }
        let mut names: Vec<String> = Vec::new();
        let mut columns = HashMap::new();
        for (key, _) in self.first.iter().flat_map(|(_, cells, _)| cells) {
            if !columns.contains_key(key) && names.len() < MAX_COLUMNS {
                columns.insert(key.clone(), names.len());
                names.push(key.clone());
            }
        }
        self.sink.header(&names);
        self.columns = Some(columns);
        for (line, cells, bytes) in std::mem::take(&mut self.first) {
            self.hand_on(line, cells, &bytes);
        }
    }

    fn hand_on(&mut self, line: u64, cells: Cells, bytes: &[u8]) {
        let Some(columns) = &self.columns else { return };
        let mut row = vec![String::new(); columns.len()];
        for (key, value) in cells {
            if value.len() > MAX_CELL_BYTES {
                let reason = Reason::CellTooLong { bytes: value.len() };
                return self.reject(line, Some(key), reason, bytes);
            }
            match columns.get(&key).and_then(|at| row.get_mut(*at)) {
                Some(cell) => *cell = value,
                None => return self.reject(line, Some(key), Reason::UnknownKey, bytes),
            }
        }
        if is_total(row.iter().map(String::as_str)) {
            return self.reject(line, None, Reason::Total, bytes);
        }
        self.sink.row(line, row.iter().map(String::as_str));
    }

    fn reject(&mut self, line: u64, column: Option<String>, reason: Reason, bytes: &[u8]) {
        self.sink.reject(Reject { line, column, reason, bytes: bytes.to_vec() });
    }
}

/// A JSON object with its keys in order, and its values as text.
struct Object(Cells);

impl<'de> Deserialize<'de> for Object {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Object, D::Error> {
        struct Entries;
        impl<'de> Visitor<'de> for Entries {
            type Value = Object;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Object, A::Error> {
                let mut cells = Vec::new();
                while let Some((key, value)) = map.next_entry::<String, &RawValue>()? {
                    let text = match value.get() {
                        "null" => String::new(),
                        text if text.starts_with('"') => {
                            serde_json::from_str(text).map_err(serde::de::Error::custom)?
                        }
                        text => text.to_owned(),
                    };
                    cells.push((key, text));
                }
                Ok(Object(cells))
            }
        }
        deserializer.deserialize_map(Entries)
    }
}
