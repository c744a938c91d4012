//! JSON lines: an object a row, every value a string.

use std::io::{self, Write};

use guiyi_core::Error;

use super::{BUFFER, failed};

/// Writes rows as JSON objects, one a line, with the columns' names as keys.
#[derive(Debug)]
pub struct JsonLinesWriter<W: Write> {
    out: W,
    buffer: Vec<u8>,
    /// `"name":` for each column.
    keys: Vec<Vec<u8>>,
}

impl<W: Write> JsonLinesWriter<W> {
    /// A writer to `out`, which need not be buffered.
    pub fn new(out: W, headers: &[&str]) -> JsonLinesWriter<W> {
        let key = |name: &&str| {
            let mut key = Vec::new();
            push_string(name, &mut key);
            key.push(b':');
            key
        };
        let keys = headers.iter().map(key).collect();
        JsonLinesWriter { out, buffer: Vec::with_capacity(BUFFER + (BUFFER >> 2)), keys }
    }

    /// Writes one row; cells beyond the last column are left out.
    ///
    /// # Errors
    /// When `out` takes no more bytes.
    pub fn write_row<'a>(&mut self, cells: impl IntoIterator<Item = &'a str>) -> Result<(), Error> {
        self.buffer.push(b'{');
        for (at, (key, cell)) in self.keys.iter().zip(cells).enumerate() {
            if at > 0 {
                self.buffer.push(b',');
            }
            self.buffer.extend_from_slice(key);
            push_string(cell, &mut self.buffer);
        }
        self.buffer.extend_from_slice(b"}\n");
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

    fn hand_on(&mut self) -> io::Result<()> {
        self.out.write_all(&self.buffer)?;
        self.buffer.clear();
        Ok(())
    }
}

/// A JSON string (RFC 8259, section 7).
fn push_string(text: &str, out: &mut Vec<u8>) {
    out.push(b'"');
    for byte in text.bytes() {
        match byte {
            b'"' | b'\\' => out.extend([b'\\', byte]),
            b'\n' => out.extend(b"\\n"),
            b'\r' => out.extend(b"\\r"),
            b'\t' => out.extend(b"\\t"),
            0..0x20 => out.extend(format!("\\u{byte:04x}").bytes()),
            _ => out.push(byte),
        }
    }
    out.push(b'"');
}
