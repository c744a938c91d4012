//! Text of cells with delimiters between them: bytes → lines → text → records → rows.

mod blocks;
mod dialect;
mod raw;
mod record;
mod rows;
mod stops;
mod survey;
mod text;

pub(crate) use dialect::DELIMITERS;

use std::io::Read;

use guiyi_core::Error;

use crate::encoding::{Decoder, Start};
use crate::found::Found;
use crate::input::{Format, Layout, ReadOptions, RowSink, TableSink};
use crate::source::unreadable;
use raw::Raw;
use rows::Rows;
use survey::Survey;
use text::Text;

/// Reads delimited text from `source`, row by row.
pub(crate) fn read(
    source: impl Read,
    options: &ReadOptions,
    sink: &mut impl RowSink,
) -> Result<Found, Error> {
    let (mut text, survey) = open(source, options)?;
    sink.header(&survey.header.names);
    let mut rows = Rows::new(&mut text, &survey, options.keep_guards);
    while rows.step(sink).map_err(unreadable)? {}
    Ok(found(text, &survey))
}

/// Reads delimited text from `source` into a table, on all threads. Gives what [`read`] gives.
pub(crate) fn read_table(
    source: impl Read,
    options: &ReadOptions,
    sink: &mut TableSink,
) -> Result<Found, Error> {
    let (mut text, survey) = open(source, options)?;
    sink.header(&survey.header.names);
    blocks::read(&mut text, &survey, options.keep_guards, sink).map_err(unreadable)?;
    Ok(found(text, &survey))
}

fn open<R: Read>(source: R, options: &ReadOptions) -> Result<(Text<R>, Survey), Error> {
    let (raw, start) = Raw::open(source).map_err(unreadable)?;
    let decoder = match (options.encoding, start) {
        (Some(encoding), _) => Decoder::new(Some(encoding), true),
        (None, Start::Known(encoding, _)) => Decoder::new(Some(encoding), false),
        (None, Start::Bytes) => Decoder::new(None, false),
        (None, Start::Binary) => return Err(Error::input("is not a text file")),
    };
    let mut text = Text::open(raw, decoder).map_err(unreadable)?;
    let survey = Survey::of(&mut text, options)?;
    Ok((text, survey))
}

fn found<R: Read>(text: Text<R>, survey: &Survey) -> Found {
    Found {
        layout: Layout {
            format: Format::Text,
            sheet: None,
            encoding: text.encoding(),
            delimiter: survey.dialect.delimiter.map(|delimiter| delimiter.character()),
            header_line: survey.header.line,
        },
        notes: text.notes.into_iter().collect(),
    }
}
