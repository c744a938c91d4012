//! Bytes to tables and back.

mod delimited;
pub mod encoding;
mod guard;
pub mod input;
pub mod note;
pub mod output;
pub mod reject;
pub mod write;

pub use encoding::Encoding;
pub use input::{HeaderRow, Input, Layout, ReadOptions, RowSink, ShortRows, read, read_from};
pub use note::{Note, NoteKind};
pub use output::{Existing, OutputDir, OutputFile};
pub use reject::{Reason, Reject};
pub use write::{CsvOptions, CsvWriter};

/// The most bytes of UTF-8 in one cell: what [`guiyi_core::Table`] can hold, twice what a cell of
/// Excel can.
pub const MAX_CELL_BYTES: usize = (1 << 16) - 1;
