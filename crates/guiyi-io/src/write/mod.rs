//! Tables to bytes.

mod csv;
mod csv_text;
mod json_lines;
#[cfg(feature = "parquet")]
mod parquet;
mod plain;
mod xlsx;

use std::io::{self, Write};
use std::path::Path;

use guiyi_core::Error;

use crate::output;

pub use csv::{CsvOptions, CsvWriter};
pub use csv_text::CsvText;
pub use json_lines::JsonLinesWriter;
#[cfg(feature = "parquet")]
pub use parquet::ParquetWriter;
pub use xlsx::XlsxWriter;

/// A kind of file to write.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum OutputFormat {
    /// Text with delimiters.
    Csv(CsvOptions),
    /// A workbook of text cells.
    Xlsx,
    /// One JSON object a line.
    JsonLines,
    /// Columns of text, packed.
    #[cfg(feature = "parquet")]
    Parquet,
}

impl OutputFormat {
    /// The format a file's ending asks for; CSV for unknown endings.
    pub fn of(path: impl AsRef<Path>) -> OutputFormat {
        let ending = path.as_ref().extension().unwrap_or_default().to_ascii_lowercase();
        match ending.to_str() {
            Some("xlsx") => OutputFormat::Xlsx,
            Some("jsonl" | "ndjson" | "json") => OutputFormat::JsonLines,
            #[cfg(feature = "parquet")]
            Some("parquet") => OutputFormat::Parquet,
            Some("tsv" | "tab") => {
                OutputFormat::Csv(CsvOptions { delimiter: b'\t', ..CsvOptions::default() })
            }
            _ => OutputFormat::Csv(CsvOptions::default()),
        }
    }

    /// The usual ending of such files, without the dot.
    pub fn ending(self) -> &'static str {
        match self {
            OutputFormat::Csv(options) if options.delimiter == b'\t' => "tsv",
            OutputFormat::Csv(_) => "csv",
            OutputFormat::Xlsx => "xlsx",
            OutputFormat::JsonLines => "jsonl",
            #[cfg(feature = "parquet")]
            OutputFormat::Parquet => "parquet",
        }
    }
}

/// Writes a table, row by row, in any format.
#[derive(Debug)]
pub struct TableWriter<W: Write + Send>(Inner<W>);

#[derive(Debug)]
enum Inner<W: Write + Send> {
    Csv(Box<CsvWriter<W>>),
    Xlsx(Box<XlsxWriter<W>>),
    JsonLines(JsonLinesWriter<W>),
    #[cfg(feature = "parquet")]
    Parquet(Box<ParquetWriter<W>>),
}

impl<W: Write + Send> TableWriter<W> {
    /// Begins a table with these columns.
    ///
    /// # Errors
    /// When `out` takes no bytes, or the format cannot hold the headers.
    pub fn new(out: W, format: OutputFormat, headers: &[&str]) -> Result<TableWriter<W>, Error> {
        Ok(TableWriter(match format {
            OutputFormat::Csv(options) => {
                let mut writer = CsvWriter::new(out, options);
                writer.write_row(headers.iter().copied())?;
                Inner::Csv(Box::new(writer))
            }
            OutputFormat::Xlsx => Inner::Xlsx(Box::new(XlsxWriter::new(out, headers)?)),
            OutputFormat::JsonLines => Inner::JsonLines(JsonLinesWriter::new(out, headers)),
            #[cfg(feature = "parquet")]
            OutputFormat::Parquet => Inner::Parquet(Box::new(ParquetWriter::new(out, headers)?)),
        }))
    }

    /// Writes one row.
    ///
    /// # Errors
    /// When `out` takes no bytes, or the format cannot hold the row.
    pub fn write_row<'a>(&mut self, cells: impl IntoIterator<Item = &'a str>) -> Result<(), Error> {
        match &mut self.0 {
            Inner::Csv(writer) => writer.write_row(cells),
            Inner::Xlsx(writer) => writer.write_row(cells),
            Inner::JsonLines(writer) => writer.write_row(cells),
            #[cfg(feature = "parquet")]
            Inner::Parquet(writer) => writer.write_row(cells),
        }
    }

    /// Writes what is still held and gives `out` back.
    ///
    /// # Errors
    /// When `out` takes no bytes.
    pub fn finish(self) -> Result<W, Error> {
        match self.0 {
            Inner::Csv(writer) => writer.finish(),
            Inner::Xlsx(writer) => writer.finish(),
            Inner::JsonLines(writer) => writer.finish(),
            #[cfg(feature = "parquet")]
            Inner::Parquet(writer) => writer.finish(),
        }
    }
}

/// Bytes collected before they are handed on.
const BUFFER: usize = 256 << 10;

fn failed(e: io::Error) -> Error {
    output::failed("cannot be written", e)
}
