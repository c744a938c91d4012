//! Bytes to tables and back.

mod bytes;
mod delimited;
mod eight;
pub mod encoding;
mod found;
mod guard;
mod header;
pub mod input;
mod json_lines;
pub mod line;
pub mod note;
pub mod output;
#[cfg(feature = "parquet")]
mod parquet;
pub mod reject;
mod source;
mod total;
mod workbook;
pub mod write;
mod zstd;

pub use bytes::read_bytes;
pub use encoding::Encoding;
pub use input::{
    Format, HeaderRow, Input, Layout, Quote, ReadOptions, RowSink, ShortRows, read, read_from,
    stream,
};
pub use note::{Note, NoteKind};
pub use output::{Existing, OutputDir, OutputFile};
pub use reject::{Reason, Reject};
pub use source::STDIN;
#[cfg(feature = "parquet")]
pub use write::ParquetWriter;
pub use write::{
    CsvOptions, CsvText, CsvWriter, JsonLinesWriter, OutputFormat, TableWriter, XlsxWriter,
};

/// The most bytes of UTF-8 in one cell: what [`guiyi_core::Table`] can hold, twice what a cell of
/// Excel can.
pub const MAX_CELL_BYTES: usize = (1 << 16) - 1;

/// The most columns of a table: as many as Excel has. A row with more cells is rejected.
pub const MAX_COLUMNS: usize = 1 << 14;
