//! Rows that could not be read as rows.

use std::fmt;

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
            Reason::CellTooLong { bytes } => {
                write!(f, "a cell of {bytes} bytes, more than {} allowed", crate::MAX_CELL_BYTES)
            }
        }
    }
}

/// A row left out of the table, with all that is needed to mend it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reject {
    /// The file as the user named it.
    pub file: String,
    /// The line on which the row begins, from 1.
    pub line: u64,
    /// The column concerned, if one is.
    pub column: Option<String>,
    /// What is wrong.
    pub reason: Reason,
    /// The row as it stands in the file, in the file's encoding, its line end included.
    pub bytes: Vec<u8>,
}
