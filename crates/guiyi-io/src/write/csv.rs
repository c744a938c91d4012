//! CSV as spreadsheets and people expect it.

use std::io::Write;

use guiyi_core::Error;

use super::csv_text::CsvText;
use super::{BUFFER, failed};
use crate::encoding::Encoding;

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

/// Writes rows as CSV.
#[derive(Debug)]
pub struct CsvWriter<W: Write> {
    out: W,
    text: CsvText,
}

impl<W: Write> CsvWriter<W> {
    /// A writer to `out`, which need not be buffered.
    pub fn new(out: W, options: CsvOptions) -> CsvWriter<W> {
        CsvWriter { out, text: CsvText::new(options) }
    }

    /// Writes one row.
    ///
    /// # Errors
    /// When `out` takes no more bytes, or the encoding lacks a character.
    pub fn write_row<'a>(&mut self, cells: impl IntoIterator<Item = &'a str>) -> Result<(), Error> {
        self.text.push_row(cells);
        if self.text.len() >= BUFFER { self.hand_on() } else { Ok(()) }
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

    fn hand_on(&mut self) -> Result<(), Error> {
        self.out.write_all(&self.text.encoded()?).map_err(failed)?;
        self.text.clear();
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::io;

    use guiyi_core::ErrorKind;

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
