//! Rows as CSV text.

use std::borrow::Cow;

use guiyi_core::{Error, ErrorKind};

use super::BUFFER;
use super::csv::CsvOptions;
use super::plain::{BEHIND_MARKS, copy_short, is_plain};
use crate::eight::{equal, repeated};
use crate::encoding::Encoding;
use crate::guard::{may_need_guard, needs_guard};

/// Rows as CSV text: LF line ends, quotes where needed.
#[derive(Debug)]
pub struct CsvText {
    /// The text, and behind its end room to write over.
    bytes: Vec<u8>,
    end: usize,
    options: CsvOptions,
    /// Whether no plain cell has the delimiter.
    delimiter_is_mark: bool,
}

impl CsvText {
    /// No rows; the byte order mark where one is asked for.
    pub fn new(options: CsvOptions) -> CsvText {
        let (bytes, delimiter_is_mark) =
            (vec![0; BUFFER + (BUFFER >> 2)], options.delimiter < BEHIND_MARKS);
        let mut text = CsvText { bytes, end: 0, options, delimiter_is_mark };
        if options.mark && options.encoding == Encoding::UTF_8 {
            text.push("\u{FEFF}".as_bytes());
        }
        text
    }

    /// Adds one row.
    pub fn push_row<'a>(&mut self, cells: impl IntoIterator<Item = &'a str>) {
        let start = self.end;
        cells.into_iter().for_each(|cell| self.push_cell(cell));
        if self.end > start + 1 {
            // The delimiter behind the last cell.
            self.bytes[self.end - 1] = b'\n';
        } else {
            // An empty line would be read as no row at all.
            self.end = start;
            self.push(b"\"\"\n");
        }
    }

    /// Bytes of text so far.
    pub(super) fn len(&self) -> usize {
        self.end
    }

    /// The text in its encoding.
    ///
    /// # Errors
    /// When the encoding lacks a character.
    pub fn encoded(&self) -> Result<Cow<'_, [u8]>, Error> {
        let bytes = &self.bytes[..self.end];
        if self.options.encoding == Encoding::UTF_8 {
            return Ok(Cow::Borrowed(bytes));
        }
        // Only whole cells were put in.
        let text = String::from_utf8_lossy(bytes);
        encode(&text, self.options.encoding).map(Cow::Owned)
    }

    /// Takes all rows out.
    pub fn clear(&mut self) {
        self.end = 0;
    }

    /// Adds a cell and a delimiter.
    #[inline]
    fn push_cell(&mut self, cell: &str) {
        let (bytes, delimiter) = (cell.as_bytes(), self.options.delimiter);
        let end = self.end + bytes.len() + 1;
        if let Some([room @ .., mark]) = self.bytes.get_mut(self.end..end)
            && self.delimiter_is_mark
            && !may_need_guard(cell)
            && copy_short(bytes, room)
        {
            *mark = delimiter;
            self.end = end;
        } else {
            self.push_any(cell);
        }
    }

    /// The same for any cell.
    #[inline(never)]
    fn push_any(&mut self, cell: &str) {
        let guarded = self.options.guard_formulas && needs_guard(cell);
        let quoted = self.needs_quotes(cell);
        if quoted {
            self.push(b"\"");
        }
        if guarded {
            self.push(b"'");
        }
        if quoted {
            for piece in cell.split_inclusive('"') {
                self.push(piece.as_bytes());
                if piece.ends_with('"') {
                    self.push(b"\"");
                }
            }
            self.push(b"\"");
        } else {
            self.push(cell.as_bytes());
        }
        self.push(&[self.options.delimiter]);
    }

    fn needs_quotes(&self, cell: &str) -> bool {
        if self.delimiter_is_mark && is_plain(cell.as_bytes()) {
            return false;
        }
        // Outer spaces are quoted too: readers trim them otherwise.
        let special = [self.options.delimiter, b'"', b'\n', b'\r'];
        has_any(cell.as_bytes(), special) || cell.starts_with(' ') || cell.ends_with(' ')
    }

    fn push(&mut self, bytes: &[u8]) {
        let end = self.end + bytes.len();
        if end > self.bytes.len() {
            self.bytes.resize(end.max(2 * self.bytes.len()), 0);
        }
        self.bytes[self.end..end].copy_from_slice(bytes);
        self.end = end;
    }
}

/// Whether one of these ASCII characters is among the bytes.
fn has_any(bytes: &[u8], ascii: [u8; 4]) -> bool {
    let Some(last) = bytes.last_chunk::<8>() else {
        return bytes.iter().any(|byte| ascii.contains(byte));
    };
    let ascii = ascii.map(repeated);
    let found = |eight: &[u8; 8]| {
        let eight = u64::from_le_bytes(*eight);
        ascii.iter().fold(0, |all, &ascii| all | equal(eight, ascii))
    };
    let whole = bytes.as_chunks::<8>().0.iter().fold(0, |all, eight| all | found(eight));
    whole | found(last) != 0
}

/// The text in another encoding, every character in it.
fn encode(text: &str, encoding: Encoding) -> Result<Vec<u8>, Error> {
    encoding.check_writable()?;
    let mut encoder = encoding.0.new_encoder();
    let room = encoder.max_buffer_length_from_utf8_without_replacement(text.len());
    let mut bytes = Vec::with_capacity(room.unwrap_or(text.len()));
    match encoder.encode_from_utf8_to_vec_without_replacement(text, &mut bytes, true).0 {
        encoding_rs::EncoderResult::Unmappable(c) => {
            let lacks = format!("cannot be written as {encoding}: it lacks U+{:04X}", u32::from(c));
            Err(Error::new(ErrorKind::Output, lacks).hint("write UTF-8 or GB18030"))
        }
        _ => Ok(bytes),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_each_byte_at_each_place() {
        let special = [b',', b'"', b'\n', b'\r'];
        for len in 0..20 {
            assert!(!has_any("太".repeat(len).as_bytes(), special));
            for (at, byte) in (0..len).flat_map(|at| (0..=255).map(move |byte| (at, byte))) {
                let mut bytes = vec![b'x'; len];
                bytes[at] = byte;
                assert_eq!(has_any(&bytes, special), special.contains(&byte), "{byte} at {at}");
            }
        }
    }
}
