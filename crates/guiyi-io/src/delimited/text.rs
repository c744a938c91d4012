//! Decoded text, a block at a time.

use std::io::{self, Empty, Read};

use super::raw::Raw;
use crate::encoding::{Decoder, Encoding};
use crate::note::Notes;

/// The text read so far and not yet cut into rows.
pub(super) struct Text<R> {
    raw: Raw<R>,
    decoder: Decoder,
    /// Whole lines.
    pub text: String,
    /// The offset of the next record in `text`.
    pub at: usize,
    /// The line of the next record.
    pub line: u64,
    /// Nothing follows `text`.
    pub at_end: bool,
    /// The byte that ends a line.
    pub terminator: u8,
    pub notes: Notes,
    /// The first line not yet decoded.
    pub decoded_line: u64,
}

impl Text<Empty> {
    /// The text of a block, from line 0 on, with what its decoding noticed. `at_end`: nothing follows it in the file.
    pub(super) fn of_block(
        bytes: Vec<u8>,
        mut decoder: Decoder,
        terminator: u8,
        at_end: bool,
    ) -> (Text<Empty>, Notes) {
        let (mut text, mut noticed) = (String::with_capacity(bytes.len()), Notes::default());
        decoder.decode(&bytes, 0, &mut text, &mut noticed);
        let raw = Raw::of_block(io::empty(), bytes, decoder.encoding().unit(), terminator);
        let decoded_line = lines(&text, terminator);
        let notes = Notes::default();
        let text =
            Text { raw, decoder, text, at: 0, line: 0, at_end, terminator, notes, decoded_line };
        (text, noticed)
    }

    /// Its bytes, and what was noticed in its rows.
    pub(super) fn into_parts(self) -> (Vec<u8>, Notes) {
        (self.raw.into_bytes(), self.notes)
    }
}

impl<R: Read> Text<R> {
    /// The text of `raw`, its first block decoded.
    pub(super) fn open(mut raw: Raw<R>, decoder: Decoder) -> io::Result<Text<R>> {
        let terminator = raw.set_unit(decoder.encoding().unit());
        let mut text = Text {
            raw,
            decoder,
            text: String::new(),
            at: 0,
            line: 1,
            at_end: false,
            terminator,
            notes: Notes::default(),
            decoded_line: 1,
        };
        text.more()?;
        Ok(text)
    }

    /// Drops what lies before the next record and decodes another block.
    pub(super) fn more(&mut self) -> io::Result<()> {
        self.text.drain(..self.at);
        self.at = 0;
        let before = self.text.len();
        match self.raw.next(self.line)? {
            None => self.at_end = true,
            Some(block) => {
                self.decoder.decode(block, self.decoded_line, &mut self.text, &mut self.notes);
            }
        }
        let fresh = self.text.get(before..).unwrap_or_default();
        self.decoded_line += lines(fresh, self.terminator);
        Ok(())
    }

    /// The bytes in the file of the `count` lines from `first` on.
    pub(super) fn bytes(&mut self, first: u64, count: u64) -> Vec<u8> {
        self.raw.lines(first, count).to_vec()
    }

    /// The bytes in the file of what is decoded and not yet cut into rows.
    pub(super) fn rest(&mut self) -> Vec<u8> {
        match self.at < self.text.len() {
            true => self.raw.rest(self.line).to_vec(),
            false => Vec::new(),
        }
    }

    /// The next block of whole lines, not decoded, for good; `None` at the end.
    pub(super) fn take_block(&mut self) -> io::Result<Option<Vec<u8>>> {
        self.raw.take()
    }

    /// How blocks are decoded, once that depends on no earlier one.
    pub(super) fn settled_decoder(&self) -> Option<Decoder> {
        self.decoder.is_settled().then(|| self.decoder.clone())
    }

    /// The encoding as far as it is known.
    pub(super) fn encoding(&self) -> Encoding {
        self.decoder.encoding()
    }
}

/// How many lines end in a text.
fn lines(text: &str, terminator: u8) -> u64 {
    memchr::memchr_iter(terminator, text.as_bytes()).count() as u64
}
