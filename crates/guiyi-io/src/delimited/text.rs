//! Decoded text, a block at a time.

use std::io::{self, Read};

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
    decoded_line: u64,
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
        let fresh = self.text.as_bytes().get(before..).unwrap_or_default();
        self.decoded_line += memchr::memchr_iter(self.terminator, fresh).count() as u64;
        Ok(())
    }

    /// The bytes in the file of the `count` lines from `first` on.
    pub(super) fn bytes(&mut self, first: u64, count: u64) -> Vec<u8> {
        self.raw.lines(first, count).to_vec()
    }

    /// The encoding as far as it is known.
    pub(super) fn encoding(&self) -> Encoding {
        self.decoder.encoding()
    }
}
