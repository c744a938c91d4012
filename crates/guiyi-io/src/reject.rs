//! Rows that could not be read as rows.

use std::fmt;

use crate::encoding::Encoding;

/// Why a row was rejected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Reason {
    /// More cells than columns, and the surplus is not empty.
    TooManyCells {
        /// Cells in the row.
        found: usize,
        /// Columns of the table.
        expected: usize,
    },
    /// Fewer cells than columns, in a file whose rows are complete.
    TooFewCells {
        /// Cells in the row.
        found: usize,
        /// Columns of the table.
        expected: usize,
    },
    /// A quote opens that nothing closes, or closes amid text, and with quotes taken as text the
    /// row does not fit either.
    BrokenQuote,
    /// A line that is no JSON object, in a file of such.
    NoJsonObject,
    /// A JSON object with a key that none of the first ones has.
    UnknownKey,
    /// A row that adds up the rows above: it reads well, but is no customer.
    Total,
    /// A cell of more bytes than a cell can have.
    CellTooLong {
        /// Its length in bytes of UTF-8.
        bytes: usize,
    },
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Reason::TooManyCells { found, expected } | Reason::TooFewCells { found, expected } => {
                write!(f, "{found} cells where the header has {expected}")
            }
            Reason::BrokenQuote => write!(f, "a quote opens or closes in the wrong place"),
            Reason::NoJsonObject => write!(f, "is no JSON object"),
            Reason::UnknownKey => write!(f, "has a key that no row at the beginning has"),
            Reason::Total => write!(f, "a total of the rows above"),
            Reason::CellTooLong { bytes } => {
                write!(f, "a cell of {bytes} bytes, more than {} allowed", crate::MAX_CELL_BYTES)
            }
        }
    }
}

/// A row left out of the table, with all that is needed to mend it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reject {
    /// The line on which the row begins, from 1.
    pub line: u64,
    /// The column concerned, if one is.
    pub column: Option<String>,
    /// What is wrong.
    pub reason: Reason,
    /// The row as it stands in the file, in the file's encoding, its line end included.
    pub bytes: Vec<u8>,
}

impl Reject {
    /// The row as text: decoded from the file's `encoding` or from UTF-8, where all its bytes mean
    /// something there; otherwise with the bytes that mean nothing escaped, `\xB1`. Line ends at its
    /// end are left out.
    pub fn text(&self, encoding: Encoding) -> String {
        let decode = |encoding: Encoding| {
            encoding.0.decode_without_bom_handling_and_without_replacement(&self.bytes)
        };
        let text = match decode(encoding).or_else(|| decode(Encoding::UTF_8)) {
            Some(text) => text.into_owned(),
            None => self.escaped(),
        };
        text.trim_end_matches(['\r', '\n']).to_owned()
    }

    fn escaped(&self) -> String {
        let mut text = String::new();
        for chunk in self.bytes.utf8_chunks() {
            text.push_str(chunk.valid());
            text.extend(chunk.invalid().iter().map(|byte| format!("\\x{byte:02X}")));
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_shown_in_their_encoding_or_escaped() {
        let text = |bytes: &[u8], encoding| {
            let bytes = bytes.to_vec();
            let reason = Reason::BrokenQuote;
            Reject { line: 1, column: None, reason, bytes }.text(encoding)
        };
        assert_eq!(text(b"\xD1\xF4\xB9\xE2,1\r\n", Encoding::GB18030), "阳光,1");
        assert_eq!(text("阳光\n".as_bytes(), Encoding::UTF_8), "阳光");
        assert_eq!(text(b"a\x00b\x00\n\x00", Encoding::UTF_16LE), "ab");
        assert_eq!(text(b"a,\xD1\xF4", Encoding::UTF_8), "a,\\xD1\\xF4");
    }
}
