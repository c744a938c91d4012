//! Parquet: columns of text, packed by Snappy, which every reader knows.

use std::fmt;
use std::io::{self, Write};
use std::sync::Arc;

use guiyi_core::{Error, ErrorKind};
use parquet::basic::{Compression, LogicalType, Repetition, Type as Physical};
use parquet::data_type::{ByteArray, ByteArrayType};
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::types::Type;

/// Text held before it is written as one row group, in bytes: readers take a group at a time.
const GROUP: usize = 64 << 20;

/// Writes rows into columns of text; an empty cell is null.
pub struct ParquetWriter<W: Write + Send> {
    out: SerializedFileWriter<W>,
    columns: Vec<Cells>,
    /// Bytes of text held.
    held: usize,
}

/// The cells of a column that are not yet written.
#[derive(Default)]
struct Cells {
    values: Vec<ByteArray>,
    /// For each row 1 for a value, 0 for null.
    filled: Vec<i16>,
}

impl<W: Write + Send> ParquetWriter<W> {
    /// Begins a file with these columns.
    ///
    /// # Errors
    /// When `out` takes no bytes.
    pub fn new(out: W, headers: &[&str]) -> Result<ParquetWriter<W>, Error> {
        let schema = schema(headers).map_err(failed)?;
        let properties = WriterProperties::builder().set_compression(Compression::SNAPPY).build();
        let out = SerializedFileWriter::new(out, Arc::new(schema), Arc::new(properties));
        let columns = headers.iter().map(|_| Cells::default()).collect();
        Ok(ParquetWriter { out: out.map_err(failed)?, columns, held: 0 })
    }

    /// Writes one row; cells beyond the last column are left out.
    ///
    /// # Errors
    /// When `out` takes no bytes.
    pub fn write_row<'a>(&mut self, cells: impl IntoIterator<Item = &'a str>) -> Result<(), Error> {
        let mut cells = cells.into_iter();
        for column in &mut self.columns {
            let cell = cells.next().unwrap_or("");
            column.filled.push(i16::from(!cell.is_empty()));
            if !cell.is_empty() {
                column.values.push(ByteArray::from(cell.as_bytes().to_vec()));
            }
            self.held += cell.len() + size_of::<ByteArray>();
        }
        if self.held >= GROUP { self.hand_on().map_err(failed) } else { Ok(()) }
    }

    /// Writes what is still held and gives `out` back.
    ///
    /// # Errors
    /// When `out` takes no bytes.
    pub fn finish(mut self) -> Result<W, Error> {
        if self.held > 0 {
            self.hand_on().map_err(failed)?;
        }
        let mut out = self.out.into_inner().map_err(failed)?;
        out.flush().map_err(super::failed)?;
        Ok(out)
    }

    /// Writes what is held as a row group.
    fn hand_on(&mut self) -> Result<(), ParquetError> {
        let mut group = self.out.next_row_group()?;
        for cells in &mut self.columns {
            let Some(mut column) = group.next_column()? else { break };
            let typed = column.typed::<ByteArrayType>();
            typed.write_batch(&cells.values, Some(&cells.filled), None)?;
            column.close()?;
            cells.values.clear();
            cells.filled.clear();
        }
        self.held = 0;
        group.close().map(drop)
    }
}

impl<W: Write + Send> fmt::Debug for ParquetWriter<W> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ParquetWriter").field("held", &self.held).finish_non_exhaustive()
    }
}

fn schema(headers: &[&str]) -> Result<Type, ParquetError> {
    let column = |name: &&str| {
        Type::primitive_type_builder(name, Physical::BYTE_ARRAY)
            .with_repetition(Repetition::OPTIONAL)
            .with_logical_type(Some(LogicalType::String))
            .build()
            .map(Arc::new)
    };
    let columns = headers.iter().map(column).collect::<Result<Vec<_>, _>>()?;
    Type::group_type_builder("table").with_fields(columns).build()
}

fn failed(e: ParquetError) -> Error {
    match e {
        ParquetError::External(e) => match e.downcast::<io::Error>() {
            Ok(e) => super::failed(*e),
            Err(e) => Error::new(ErrorKind::Output, format!("cannot be written: {e}")),
        },
        e => Error::new(ErrorKind::Output, format!("cannot be written: {e}")),
    }
}
