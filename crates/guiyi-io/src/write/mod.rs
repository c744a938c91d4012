//! Tables to bytes.

mod csv;

pub use csv::{CsvOptions, CsvWriter};
