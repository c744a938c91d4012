//! A long text into a table, block by block on all threads.
//!
//! A block is read as if a row began where it begins, which is nearly always so. Where the rows before need more than
//! their block, a cell with line breaks across the border, what they leave over is put before the next block and that one
//! is read again. So the rows are those of [`Rows`] alone, whatever the blocks.

use std::io::{self, Read};

use rayon::prelude::*;

use super::rows::Rows;
use super::survey::Survey;
use super::text::Text;
use crate::encoding::Decoder;
use crate::input::{RowSink, TableSink};
use crate::note::Notes;

/// Blocks that are read side by side.
const BATCH: usize = 8;

/// Rejects from which a file is read block by block: it is no table, and each row of it takes many times its size.
const MANY_REJECTS: usize = 10_000;

/// How blocks are read.
struct Reading<'a> {
    survey: &'a Survey,
    decoder: Decoder,
    terminator: u8,
    keep_guards: bool,
}

/// What was read of a block, lines counted from its first one on.
struct Part {
    bytes: Vec<u8>,
    sink: TableSink,
    /// What its decoding noticed.
    decoding: Notes,
    /// How many lines were decoded.
    decoded: u64,
    /// What was noticed in its rows.
    notes: Notes,
    /// How many lines the rows take.
    lines: u64,
    /// What the rows leave over.
    rest: Vec<u8>,
}

/// What was read of all blocks so far.
struct Whole<'a> {
    sink: &'a mut TableSink,
    notes: Notes,
    /// The first line not yet decoded.
    decoded_line: u64,
    /// The line of the next row.
    line: u64,
    rest: Vec<u8>,
}

impl Reading<'_> {
    /// Takes the rows of all blocks, a batch while the one before is put together and the one behind it is read.
    fn blocks<R: Read>(&self, text: &mut Text<R>, whole: &mut Whole<'_>) -> io::Result<()> {
        let part = |bytes| self.part(bytes, false);
        let (mut before, mut blocks) = (Vec::new(), batch(text, BATCH)?);
        while !blocks.is_empty() {
            if whole.sink.rejects() >= MANY_REJECTS {
                let parts = before.drain(..).chain(blocks.drain(..).map(part));
                parts.for_each(|part| self.append(part, whole));
                blocks = batch(text, 1)?;
                continue;
            }
            // Reading the bytes and putting the parts together stay on this thread.
            let (mut parts, mut next) = (Vec::new(), Ok(Vec::new()));
            rayon::in_place_scope(|scope| {
                scope.spawn(|_| parts = blocks.into_par_iter().with_max_len(1).map(part).collect());
                before.into_iter().for_each(|part| self.append(part, whole));
                next = batch(text, BATCH);
            });
            (before, blocks) = (parts, next?);
        }
        before.into_iter().for_each(|part| self.append(part, whole));
        Ok(())
    }

    fn part(&self, bytes: Vec<u8>, at_end: bool) -> Part {
        let room = bytes.len();
        let (mut text, decoding) =
            Text::of_block(bytes, self.decoder.clone(), self.terminator, at_end);
        let mut sink = TableSink::default();
        sink.header(&self.survey.header.names);
        sink.reserve(room);
        let mut rows = Rows::new(&mut text, self.survey, self.keep_guards);
        while rows.take_next(&mut sink) {}
        let (lines, decoded, rest) = (text.line, text.decoded_line, text.rest());
        let (bytes, notes) = text.into_parts();
        Part { bytes, sink, decoding, decoded, notes, lines, rest }
    }

    /// Puts a block behind those before it, read again if they leave something over.
    fn append(&self, part: Part, whole: &mut Whole<'_>) {
        let Part { bytes, sink, decoding, decoded, notes, lines, rest } = part;
        whole.notes.append(decoding, whole.decoded_line);
        whole.decoded_line += decoded;
        if whole.rest.is_empty() {
            whole.append_rows(sink, notes, lines, rest);
        } else {
            let mut both = std::mem::take(&mut whole.rest);
            both.extend_from_slice(&bytes);
            // Its decoding was noticed already.
            let Part { sink, notes, lines, rest, .. } = self.part(both, false);
            whole.append_rows(sink, notes, lines, rest);
        }
    }
}

impl Whole<'_> {
    fn append_rows(&mut self, sink: TableSink, notes: Notes, lines: u64, rest: Vec<u8>) {
        self.notes.append(notes, self.line);
        self.sink.append(sink, self.line);
        self.line += lines;
        self.rest = rest;
    }
}

/// Takes the rows of a text into a table; gives what was noticed.
pub(super) fn read<R: Read>(
    text: &mut Text<R>,
    survey: &Survey,
    keep_guards: bool,
    sink: &mut TableSink,
) -> io::Result<()> {
    // While it is open how to decode, the blocks depend on each other.
    let mut rows = Rows::new(text, survey, keep_guards);
    let decoder = loop {
        if let Some(decoder) = rows.settled_decoder() {
            break decoder;
        }
        if !rows.step(sink)? {
            return Ok(());
        }
    };
    while rows.take_next(sink) {}
    let terminator = text.terminator;
    let reading = Reading { survey, decoder, terminator, keep_guards };
    let (notes, rest) = (std::mem::take(&mut text.notes), text.rest());
    let mut whole = Whole { sink, notes, decoded_line: text.decoded_line, line: text.line, rest };
    reading.blocks(text, &mut whole)?;
    if !whole.rest.is_empty() {
        let last = reading.part(std::mem::take(&mut whole.rest), true);
        whole.append_rows(last.sink, last.notes, last.lines, last.rest);
    }
    text.notes = whole.notes;
    Ok(())
}

/// The next blocks, at most so many; none at the end.
fn batch<R: Read>(text: &mut Text<R>, most: usize) -> io::Result<Vec<Vec<u8>>> {
    let mut blocks = Vec::new();
    while blocks.len() < most {
        match text.take_block()? {
            Some(block) => blocks.push(block),
            None => break,
        }
    }
    Ok(blocks)
}
