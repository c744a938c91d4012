//! The bytes of a text, block by block, each block whole lines.

use std::io::{self, Read};

use crate::encoding::{SAMPLE, Start, Unit, from_start};

/// Bytes read at a time: large enough that a system call costs nothing, small enough to stay in
/// the second-level cache with its decoded text. With the offsets of its rows it takes a little less than 256 KiB, a
/// size that allocators hand out without waste.
const BLOCK: usize = 224 << 10;

/// The longest line. Longer ones are no table's; without a bound one would fill the memory.
const MAX_LINE: usize = 64 << 20;

/// Reads bytes and keeps those of lines not yet settled, so that a reject can show them.
pub(super) struct Raw<R> {
    reader: R,
    bytes: Vec<u8>,
    /// What of `bytes` was handed out.
    decoded: usize,
    /// Where the line `line` begins in `bytes`.
    cursor: usize,
    line: u64,
    unit: Unit,
    terminator: u8,
    /// Everything was read.
    ended: bool,
}

impl<R: Read> Raw<R> {
    /// A block that was [taken](Raw::take), as a text of its own that begins with line 0.
    pub(super) fn of_block(reader: R, bytes: Vec<u8>, unit: Unit, terminator: u8) -> Raw<R> {
        let decoded = bytes.len();
        Raw { reader, bytes, decoded, cursor: 0, line: 0, unit, terminator, ended: true }
    }

    /// Reads the first block and tells what the bytes say about their encoding. The mark, if any,
    /// is already skipped.
    pub(super) fn open(reader: R) -> io::Result<(Raw<R>, Start)> {
        let mut raw = Raw {
            reader,
            bytes: Vec::new(),
            decoded: 0,
            cursor: 0,
            line: 1,
            unit: Unit::Byte,
            terminator: b'\n',
            ended: false,
        };
        raw.fill(SAMPLE.max(BLOCK))?;
        let start = from_start(&raw.bytes);
        if let Start::Known(_, mark) = start {
            raw.bytes.drain(..mark);
        }
        Ok((raw, start))
    }

    /// Sets the code unit and finds out which byte ends a line: LF, or CR where no LF is.
    pub(super) fn set_unit(&mut self, unit: Unit) -> u8 {
        self.unit = unit;
        let has = |byte| unit.line_end(&self.bytes, 0, byte).is_some();
        self.terminator = if !has(b'\n') && has(b'\r') { b'\r' } else { b'\n' };
        self.terminator
    }

    /// The next block of whole lines, and the number of the first. `settled` is the first line of
    /// which the bytes may still be asked for.
    pub(super) fn next(&mut self, settled: u64) -> io::Result<Option<&[u8]>> {
        self.forget_before(settled);
        let (from, lines) = (self.decoded, self.whole_lines()?);
        self.decoded += lines;
        Ok((lines > 0).then(|| self.bytes.get(from..self.decoded).unwrap_or_default()))
    }

    /// The next block of whole lines, for good: its bytes are not asked for any more. All blocks before must have been
    /// handed out; `None` at the end.
    pub(super) fn take(&mut self) -> io::Result<Option<Vec<u8>>> {
        self.bytes.drain(..self.decoded);
        (self.decoded, self.cursor) = (0, 0);
        let lines = self.whole_lines()?;
        let rest = self.bytes.split_off(lines);
        let block = std::mem::replace(&mut self.bytes, rest);
        Ok((lines > 0).then_some(block))
    }

    /// How many bytes of whole lines follow those handed out; 0 only at the end.
    fn whole_lines(&mut self) -> io::Result<usize> {
        loop {
            let open = self.bytes.get(self.decoded..).unwrap_or_default();
            match self.unit.last_line_end(open, self.terminator) {
                Some(end) => return Ok(end),
                None if self.ended => return Ok(open.len()),
                None => {
                    if open.len() > MAX_LINE {
                        let message = format!("a line of more than {} MiB", MAX_LINE >> 20);
                        return Err(io::Error::new(io::ErrorKind::InvalidData, message));
                    }
                    let more = open.len().max(BLOCK);
                    self.fill(more)?;
                }
            }
        }
    }

    /// The bytes of `count` lines from `first` on, which must not lie before an earlier call's.
    pub(super) fn lines(&mut self, first: u64, count: u64) -> &[u8] {
        self.seek(first);
        let mut end = self.cursor;
        for _ in 0..count {
            end = self.line_end(end);
        }
        self.bytes.get(self.cursor..end).unwrap_or_default()
    }

    /// The bytes from a line on, which must not lie before an earlier call's.
    pub(super) fn rest(&mut self, first: u64) -> &[u8] {
        self.seek(first);
        self.bytes.get(self.cursor..self.decoded).unwrap_or_default()
    }

    /// All bytes that it holds.
    pub(super) fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }

    fn line_end(&self, from: usize) -> usize {
        self.unit.line_end(&self.bytes, from, self.terminator).unwrap_or(self.bytes.len())
    }

    fn seek(&mut self, line: u64) {
        while self.line < line && self.cursor < self.bytes.len() {
            self.cursor = self.line_end(self.cursor);
            self.line += 1;
        }
    }

    fn forget_before(&mut self, line: u64) {
        self.seek(line);
        self.bytes.drain(..self.cursor);
        self.decoded = self.decoded.saturating_sub(self.cursor);
        self.cursor = 0;
    }

    /// Reads up to `most` more bytes, less only at the end.
    fn fill(&mut self, most: usize) -> io::Result<()> {
        let read = self.reader.by_ref().take(most as u64).read_to_end(&mut self.bytes)?;
        self.ended = read < most;
        Ok(())
    }
}
