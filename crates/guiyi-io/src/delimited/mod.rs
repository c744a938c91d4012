//! Text of cells with delimiters between them: bytes → lines → text → records → rows.

mod dialect;
mod header;
mod raw;
mod record;
mod rows;
mod survey;
mod text;

use std::io::{self, Read};

use guiyi_core::Error;

use crate::encoding::{Decoder, Start};
use crate::input::{Layout, ReadOptions, RowSink};
use crate::note::Note;
use raw::Raw;
use rows::Rows;
use survey::Survey;
use text::Text;

/// What reading found out besides the rows.
pub(crate) struct Found {
    pub layout: Layout,
    pub notes: Vec<Note>,
}

/// Reads delimited text from `source`, which messages call `name`.
pub(crate) fn read(
    source: impl Read,
    name: &str,
    options: &ReadOptions,
    sink: &mut impl RowSink,
) -> Result<Found, Error> {
    let failed = |e: io::Error| Error::input(format!("cannot be read: {e}")).in_file(name);
    let (raw, start) = Raw::open(source).map_err(failed)?;
    let decoder = match (options.encoding, start) {
        (Some(encoding), _) => Decoder::new(Some(encoding), true),
        (None, Start::Known(encoding, _)) => Decoder::new(Some(encoding), false),
        (None, Start::Bytes) => Decoder::new(None, false),
        (None, Start::Binary) => return Err(Error::input("is not a text file").in_file(name)),
    };
    let mut text = Text::open(raw, decoder).map_err(failed)?;
    let survey = Survey::of(&mut text, options).map_err(|e| e.in_file(name))?;
    sink.header(&survey.header.names);
    let mut rows = Rows::new(&mut text, &survey, name, options.keep_guards);
    while rows.step(sink).map_err(failed)? {}
    Ok(Found {
        layout: Layout {
            encoding: text.encoding(),
            delimiter: survey.dialect.delimiter.map(|delimiter| delimiter.character()),
            header_line: survey.header.line,
        },
        notes: text.notes.into_iter().collect(),
    })
}
