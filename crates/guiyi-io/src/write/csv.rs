//! CSV as spreadsheets and people expect it.

use std::io::{self, Write};

use guiyi_core::{Error, ErrorKind};

use crate::guard::needs_guard;

/// How to write CSV.
#[derive(Clone, Copy, Debug)]
pub struct CsvOptions {
    /// The ASCII character between cells.
    pub delimiter: u8,
    /// Begin with a byte order mark: Excel takes UTF-8 without one for the system's encoding.
    pub mark: bool,
    /// Put a `'` before cells that a spreadsheet would run as a formula.
    pub guard_formulas: bool,
}

impl Default for CsvOptions {
    /// Comma, mark and guard.
    fn default() -> CsvOptions {
        CsvOptions { delimiter: b',', mark: true, guard_formulas: true }
    }
}

/// Bytes collected before they are handed on.
const BUFFER: usize = 256 << 10;

/// Writes rows as CSV: LF line ends, quotes where needed, UTF-8.
#[derive(Debug)]
pub struct CsvWriter<W: Write> {
    out: W,
    buffer: Vec<u8>,
    options: CsvOptions,
    /// `true` for the bytes that make quotes necessary.
    special: [bool; 256],
}

impl<W: Write> CsvWriter<W> {
    /// A writer to `out`, which need not be buffered.
    pub fn new(out: W, options: CsvOptions) -> CsvWriter<W> {
        let mut buffer = Vec::with_capacity(BUFFER + (BUFFER >> 2));
        if options.mark {
            buffer.extend_from_slice("\u{FEFF}".as_bytes());
        }
        let mut special = [false; 256];
        for byte in [options.delimiter, b'"', b'\n', b'\r'] {
            special[usize::from(byte)] = true;
        }
        CsvWriter { out, buffer, options, special }
    }

    /// Writes one row.
    ///
    /// # Errors
    /// When `out` takes no more bytes.
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
        if self.buffer.len() >= BUFFER { self.hand_on().map_err(failed) } else { Ok(()) }
    }

    /// Writes what is still held and gives `out` back.
    ///
    /// # Errors
    /// When `out` takes no more bytes.
    pub fn finish(mut self) -> Result<W, Error> {
        self.hand_on().and_then(|()| self.out.flush()).map_err(failed)?;
        Ok(self.out)
    }

    fn push_cell(&mut self, cell: &str) {
        let guarded = self.options.guard_formulas && needs_guard(cell);
        let bytes = cell.as_bytes();
        // Outer spaces are quoted too: readers trim them otherwise.
        let quoted = bytes.iter().any(|byte| self.special[usize::from(*byte)])
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

    fn hand_on(&mut self) -> io::Result<()> {
        self.out.write_all(&self.buffer)?;
        self.buffer.clear();
        Ok(())
    }
}

fn failed(e: io::Error) -> Error {
    Error::new(ErrorKind::Output, format!("cannot be written: {e}"))
}

#[cfg(test)]
mod tests {
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
        let bare = CsvOptions { mark: false, guard_formulas: false, delimiter: b'\t' };
        assert_eq!(written(&[&["=1", "a,b", "a\tb"]], bare), "=1\ta,b\t\"a\tb\"\n");
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
