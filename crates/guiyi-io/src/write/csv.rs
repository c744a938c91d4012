//! CSV as spreadsheets and people expect it.

use std::io::Write;

use guiyi_core::{Error, ErrorKind};

use super::{BUFFER, failed};
use crate::encoding::Encoding;
use crate::guard::needs_guard;

/// How to write CSV.
#[derive(Clone, Copy, Debug)]
pub struct CsvOptions {
    /// The ASCII character between cells.
    pub delimiter: u8,
    /// The encoding: UTF-8 and GB18030 hold every character.
    pub encoding: Encoding,
    /// Begin UTF-8 with a byte order mark: Excel takes it for the system's encoding without one.
    pub mark: bool,
    /// Put a `'` before cells that a spreadsheet would run as a formula.
    pub guard_formulas: bool,
}

impl Default for CsvOptions {
    /// Comma, mark and guard.
    fn default() -> CsvOptions {
        CsvOptions { delimiter: b',', encoding: Encoding::UTF_8, mark: true, guard_formulas: true }
    }
}

/// Writes rows as CSV: LF line ends, quotes where needed.
#[derive(Debug)]
pub struct CsvWriter<W: Write> {
    out: W,
    buffer: Vec<u8>,
    options: CsvOptions,
    /// The bytes that make quotes necessary.
    special: [u8; 4],
    /// Whether none of them is a digit, a letter or above: [`is_plain`] tells most cells then.
    is_low: bool,
}

impl<W: Write> CsvWriter<W> {
    /// A writer to `out`, which need not be buffered.
    pub fn new(out: W, options: CsvOptions) -> CsvWriter<W> {
        let mut buffer = Vec::with_capacity(BUFFER + (BUFFER >> 2));
        if options.mark && options.encoding == Encoding::UTF_8 {
            buffer.extend_from_slice("\u{FEFF}".as_bytes());
        }
        let special = [options.delimiter, b'"', b'\n', b'\r'];
        CsvWriter { out, buffer, options, special, is_low: options.delimiter < b'0' }
    }

    /// Writes one row.
    ///
    /// # Errors
    /// When `out` takes no more bytes, or the encoding lacks a character.
    pub fn write_row<'a>(&mut self, cells: impl IntoIterator<Item = &'a str>) -> Result<(), Error> {
        let start = self.buffer.len();
        for (at, cell) in cells.into_iter().enumerate() {
            if at > 0 {
                self.buffer.push(self.options.delimiter);
            }
            self.push_cell(cell);
        }
        if self.buffer.len() == start {
            // An empty line would be read as no row at all.
            self.buffer.extend_from_slice(b"\"\"");
        }
        self.buffer.push(b'\n');
        if self.buffer.len() >= BUFFER { self.hand_on() } else { Ok(()) }
    }

    /// Writes what is still held and gives `out` back.
    ///
    /// # Errors
    /// As [`CsvWriter::write_row`].
    pub fn finish(mut self) -> Result<W, Error> {
        self.hand_on()?;
        self.out.flush().map_err(failed)?;
        Ok(self.out)
    }

    fn push_cell(&mut self, cell: &str) {
        let guarded = self.options.guard_formulas && needs_guard(cell);
        let bytes = cell.as_bytes();
        if !guarded && self.is_low && is_plain(bytes) {
            return self.buffer.extend_from_slice(bytes);
        }
        // Outer spaces are quoted too: readers trim them otherwise.
        let quoted = has_any(bytes, self.special)
            || bytes.first() == Some(&b' ')
            || bytes.last() == Some(&b' ');
        if !guarded && !quoted {
            return self.buffer.extend_from_slice(bytes);
        }
        if quoted {
            self.buffer.push(b'"');
        }
        if guarded {
            self.buffer.push(b'\'');
        }
        for piece in cell.split_inclusive('"') {
            self.buffer.extend_from_slice(piece.as_bytes());
            if piece.ends_with('"') {
                self.buffer.push(b'"');
            }
        }
        if quoted {
            self.buffer.push(b'"');
        }
    }

    fn hand_on(&mut self) -> Result<(), Error> {
        if self.options.encoding == Encoding::UTF_8 {
            self.out.write_all(&self.buffer).map_err(failed)?;
        } else {
            // Only whole cells were put in.
            let text = String::from_utf8_lossy(&self.buffer);
            let encoded = encode(&text, self.options.encoding)?;
            self.out.write_all(&encoded).map_err(failed)?;
        }
        self.buffer.clear();
        Ok(())
    }
}

const ONES: u64 = u64::from_le_bytes([1; 8]);
const HIGHEST: u64 = u64::from_le_bytes([0x80; 8]);

/// Whether no byte stands before the digits, where spaces, quotes, line ends and most delimiters are; eight bytes at once.
fn is_plain(bytes: &[u8]) -> bool {
    let Some(last) = bytes.last_chunk::<8>() else {
        return bytes.iter().all(|byte| *byte >= b'0');
    };
    let low = |eight: &[u8; 8]| {
        let eight = u64::from_le_bytes(*eight);
        // Only a smaller byte borrows, and it is found itself.
        eight.wrapping_sub(ONES * u64::from(b'0')) & !eight & HIGHEST
    };
    let whole = bytes.as_chunks::<8>().0.iter().fold(0, |found, eight| found | low(eight));
    whole | low(last) == 0
}

/// Whether one of these ASCII characters is among the bytes; eight bytes at once.
fn has_any(bytes: &[u8], ascii: [u8; 4]) -> bool {
    let Some(last) = bytes.last_chunk::<8>() else {
        return bytes.iter().any(|byte| ascii.contains(byte));
    };
    let found = |eight: &[u8; 8]| {
        let eight = u64::from_le_bytes(*eight);
        // A byte of zeros borrows; so may one of 1 above it, but then one of zeros was found.
        let zeros = |eight: u64| eight.wrapping_sub(ONES) & !eight;
        ascii.iter().fold(0, |found, &byte| found | zeros(eight ^ (ONES * u64::from(byte))))
            & HIGHEST
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
    use std::io;

    use super::*;

    fn written(rows: &[&[&str]], options: CsvOptions) -> String {
        let mut writer = CsvWriter::new(Vec::new(), options);
        for row in rows {
            writer.write_row(row.iter().copied()).unwrap();
        }
        String::from_utf8(writer.finish().unwrap()).unwrap()
    }

    #[test]
    fn quotes_and_guards_what_needs_it() {
        let rows: &[&[&str]] = &[
            &["编号", "名称"],
            &["1", "大,同"],
            &["2", "\"阳光\"\n店"],
            &["3", "=1+1"],
            &["4", "+86 138"],
            &[""],
        ];
        assert_eq!(
            written(rows, CsvOptions::default()),
            "\u{FEFF}编号,名称\n1,\"大,同\"\n2,\"\"\"阳光\"\"\n店\"\n3,'=1+1\n4,+86 138\n\"\"\n"
        );
        let bare = CsvOptions {
            mark: false,
            guard_formulas: false,
            delimiter: b'\t',
            ..CsvOptions::default()
        };
        assert_eq!(written(&[&["=1", "a,b", "a\tb"]], bare), "=1\ta,b\t\"a\tb\"\n");
    }

    #[test]
    fn plain_bytes_are_digits_and_above() {
        for len in 0..20 {
            assert!(is_plain("9太".repeat(len).as_bytes()));
            for (at, byte) in (0..len).flat_map(|at| (0..=255).map(move |byte| (at, byte))) {
                let mut bytes = vec![b'x'; len];
                bytes[at] = byte;
                assert_eq!(is_plain(&bytes), byte >= b'0', "{byte} at {at} of {len}");
            }
        }
    }

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

    #[test]
    fn writes_other_encodings_or_says_what_they_lack() {
        let write = |text: &str, encoding| {
            let options = CsvOptions { encoding, ..CsvOptions::default() };
            let mut writer = CsvWriter::new(Vec::new(), options);
            writer.write_row([text])?;
            writer.finish()
        };
        assert_eq!(write("阳光", Encoding::GB18030).unwrap(), b"\xD1\xF4\xB9\xE2\n");
        assert!(write("𠮷😀é", Encoding::GB18030).is_ok());
        let error = write("阳", Encoding::BIG5).unwrap_err();
        assert!(error.to_string().contains("lacks U+9633"), "{error}");
        assert!(write("a", Encoding::UTF_16LE).is_err());
    }

    #[test]
    fn says_that_the_disk_is_full() {
        #[derive(Debug)]
        struct Full;
        impl Write for Full {
            fn write(&mut self, _: &[u8]) -> io::Result<usize> {
                Err(io::ErrorKind::StorageFull.into())
            }
            fn flush(&mut self) -> io::Result<()> {
                Ok(())
            }
        }
        let mut writer = CsvWriter::new(Full, CsvOptions::default());
        writer.write_row(["a"]).unwrap();
        assert_eq!(writer.finish().unwrap_err().kind(), ErrorKind::Output);
    }
}
