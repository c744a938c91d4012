//! Delimiters and line ends, one after the other.

use super::dialect::Dialect;
use crate::eight::{equal, repeated};

/// What ends a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stop {
    /// A delimiter at `at`; the next cell begins at `next`.
    Delimiter { at: usize, next: usize },
    /// The line's terminator at `at`.
    Line { at: usize },
    /// The end of the text.
    End { at: usize },
}

/// The stops of a text. Cells are short: eight bytes at a time are cheaper than a search for each stop.
pub(super) struct Stops<'a> {
    bytes: &'a [u8],
    dialect: &'a Dialect,
    /// The terminator and the first byte of the delimiter, each eight times.
    marks: [u64; 2],
    /// Where the eight bytes begin that were looked at last.
    at: usize,
    /// Those of them that may be stops and were not yet given, by their highest bits.
    found: u64,
    /// The first byte not yet looked at.
    next: usize,
}

impl<'a> Stops<'a> {
    /// The stops at or after `start`.
    pub(super) fn new(dialect: &'a Dialect, bytes: &'a [u8], start: usize) -> Stops<'a> {
        let terminator = dialect.terminator;
        let first = dialect.delimiter.as_ref().map_or(terminator, |delimiter| delimiter.first());
        let marks = [repeated(terminator), repeated(first)];
        Stops { bytes, dialect, marks, at: start, found: 0, next: start }
    }

    /// Leaves out what stands before `start`.
    pub(super) fn go_to(&mut self, start: usize) {
        (self.found, self.next) = (0, start);
    }

    /// The next stop.
    #[inline]
    pub(super) fn next(&mut self) -> Stop {
        loop {
            if self.found == 0 {
                self.look_on();
            }
            if self.found == 0 {
                return Stop::End { at: self.bytes.len() };
            }
            let at = self.at + self.found.trailing_zeros() as usize / 8;
            self.found &= self.found - 1;
            if self.bytes[at] == self.dialect.terminator {
                return Stop::Line { at };
            }
            if let Some(length) = self.dialect.delimiter_at(self.bytes, at) {
                return Stop::Delimiter { at, next: at + length };
            }
        }
    }

    /// Looks at more bytes, until some may be stops; finds none at the end.
    #[inline(never)]
    fn look_on(&mut self) {
        /// Eights before a search that is quicker in long cells.
        const EIGHTS: usize = 8;
        let rest = self.bytes.get(self.next..).unwrap_or_default();
        let (eights, tail) = rest.as_chunks();
        for (eight, at) in eights.iter().take(EIGHTS).zip((self.next..).step_by(8)) {
            let found = self.stops_in(*eight);
            if found != 0 {
                (self.at, self.next, self.found) = (at, at + 8, found);
                return;
            }
        }
        if eights.len() > EIGHTS {
            let [terminator, first] = self.marks.map(|mark| mark as u8);
            let far = memchr::memchr2(terminator, first, rest);
            self.next += far.unwrap_or(rest.len());
            return self.look_on();
        }
        // No byte of text behind the end.
        let mut eight = [0xFF; 8];
        eight[..tail.len()].copy_from_slice(tail);
        self.at = self.bytes.len() - tail.len();
        (self.next, self.found) = (self.bytes.len(), self.stops_in(eight));
    }

    /// Those of eight bytes that may be stops.
    fn stops_in(&self, eight: [u8; 8]) -> u64 {
        let [terminator, first] = self.marks.map(|mark| equal(u64::from_le_bytes(eight), mark));
        terminator | first
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::dialect::Delimiter;
    use super::*;
    use crate::input::Quote;

    /// Every stop, found byte by byte.
    fn obvious(dialect: &Dialect, bytes: &[u8], start: usize) -> Vec<Stop> {
        let mut stops = Vec::new();
        for at in start..bytes.len() {
            if bytes[at] == dialect.terminator {
                stops.push(Stop::Line { at });
            } else if let Some(length) = dialect.delimiter_at(bytes, at) {
                stops.push(Stop::Delimiter { at, next: at + length });
            }
        }
        stops.push(Stop::End { at: bytes.len() });
        stops
    }

    proptest! {
        #[test]
        fn all_stops_are_found(
            cells in prop::collection::vec("[a太，+\u{1}-]{0,9}|a{70,90}", 0..30),
            ends in prop::collection::vec(0..4_usize, 30),
            start in 0..20_usize,
        ) {
            let ends = ends.iter().map(|&end| [",", "\n", "，", "\r"][end]);
            let text: String = cells.iter().zip(ends).flat_map(|(cell, end)| [cell, end]).collect();
            let (bytes, start) = (text.as_bytes(), start.min(text.len()));
            for delimiter in [None, Some(','), Some('，'), Some('\u{1}')] {
                for terminator in *b"\n\r" {
                    let delimiter = delimiter.map(Delimiter::new);
                    let dialect =
                        Dialect { delimiter, quote: Quote::Double, backslash: false, terminator };
                    let mut stops = Stops::new(&dialect, bytes, start);
                    for stop in obvious(&dialect, bytes, start) {
                        prop_assert_eq!(stops.next(), stop);
                    }
                }
            }
        }
    }
}
