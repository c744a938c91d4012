//! One record of delimited text, cut into cells.

use super::dialect::Dialect;
use super::stops::{Stop, Stops};
use crate::{MAX_CELL_BYTES, MAX_COLUMNS};

/// The cells of the record parsed last; reused from record to record.
#[derive(Debug, Default)]
pub(super) struct Cells {
    spans: Vec<Span>,
    /// Cells beyond [`MAX_COLUMNS`], which are only counted.
    surplus: usize,
    /// Cells whose text differs from what stands in the file: escapes undone.
    scratch: String,
}

#[derive(Clone, Copy, Debug)]
struct Span {
    start: usize,
    end: usize,
    in_scratch: bool,
}

impl Cells {
    pub(super) fn len(&self) -> usize {
        self.spans.len() + self.surplus
    }

    /// The cells; `text` is the text they were parsed from.
    pub(super) fn iter<'a>(&'a self, text: &'a str) -> impl Iterator<Item = &'a str> {
        self.spans.iter().map(move |span| {
            let from = if span.in_scratch { &self.scratch } else { text };
            from.get(span.start..span.end).unwrap_or_default()
        })
    }

    /// Whether no cell has any text but spaces.
    pub(super) fn is_blank(&self, text: &str) -> bool {
        self.iter(text).all(|cell| cell.trim().is_empty())
    }

    /// Adds empty cells, or leaves out the last ones, until there are so many.
    pub(super) fn fit(&mut self, width: usize) {
        self.spans.resize(width, Span { start: 0, end: 0, in_scratch: false });
        self.surplus = 0;
    }

    fn clear(&mut self) {
        self.spans.clear();
        self.surplus = 0;
        self.scratch.clear();
    }

    fn push(&mut self, start: usize, end: usize) {
        self.push_span(Span { start, end, in_scratch: false });
    }

    fn push_span(&mut self, span: Span) {
        if self.spans.len() < MAX_COLUMNS { self.spans.push(span) } else { self.surplus += 1 }
    }

    fn push_unescaped(&mut self, text: &str, dialect: &Dialect) {
        let start = self.scratch.len();
        let quote = dialect.quote.close();
        let mut rest = text;
        while let Some(at) = rest.find(|c| c == quote || (dialect.backslash && c == '\\')) {
            let (before, after) = rest.split_at(at);
            self.scratch.push_str(before);
            let mut tail = after.chars();
            let first = tail.next().unwrap_or(quote);
            let escaped = if first == quote {
                tail.as_str().starts_with(quote)
            } else {
                tail.as_str().starts_with(['\\', quote])
            };
            // The escape goes, what it escapes stays; a quote that escapes nothing stays too.
            let kept = if escaped { tail.next().unwrap_or(first) } else { first };
            self.scratch.push(kept);
            rest = tail.as_str();
        }
        self.scratch.push_str(rest);
        self.push_span(Span { start, end: self.scratch.len(), in_scratch: true });
    }
}

/// Where a record ended, and what was odd about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct End {
    /// The offset of the next record.
    pub next: usize,
    /// Lines it spans.
    pub lines: u64,
    /// The offset of the first opening quote that may not be one: nothing closes it, text
    /// follows what closes it, or it is closed on another line.
    pub suspect: Option<usize>,
    /// Text follows a closing quote somewhere.
    pub stray: bool,
    /// A quote is never closed; the record was not parsed to its end.
    pub unclosed: bool,
}

/// Cuts the record that begins at `at` into `cells`. `None` asks for more text: a quoted cell is
/// open where the text ends, and more text is to come (`!at_end`).
///
/// Quotes at or after `plain_from` are text.
pub(super) fn parse(
    text: &str,
    at: usize,
    at_end: bool,
    dialect: &Dialect,
    plain_from: usize,
    cells: &mut Cells,
) -> Option<End> {
    cells.clear();
    let bytes = text.as_bytes();
    let mut end = End { next: at, lines: 1, suspect: None, stray: false, unclosed: false };
    let (mut start, mut stops) = (at, Stops::new(dialect, bytes, at));
    loop {
        let opened = dialect.opening(bytes, start).filter(|open| *open < plain_from);
        let stop = if let Some(open) = opened {
            let quoted = match scan_quoted(bytes, open, at_end, dialect) {
                Quoted::NeedMore => return None,
                Quoted::Unclosed => {
                    return Some(End {
                        suspect: end.suspect.or(Some(open)),
                        unclosed: true,
                        ..end
                    });
                }
                Quoted::Closed(quoted) => quoted,
            };
            end.lines += quoted.line_breaks;
            end.stray |= quoted.stray;
            if quoted.stray || quoted.line_breaks > 0 {
                end.suspect.get_or_insert(open);
            }
            let inside = open + dialect.quote.open().len_utf8();
            if quoted.escapes {
                let inner = text.get(inside..quoted.end).unwrap_or_default();
                cells.push_unescaped(inner, dialect);
            } else {
                cells.push(inside, quoted.end);
            }
            let stop = dialect.stop_at(bytes, quoted.after);
            if let Stop::Delimiter { next, .. } = stop {
                stops.go_to(next);
            }
            stop
        } else {
            let stop = stops.next();
            let cell_end = match stop {
                Stop::Delimiter { at, .. } | Stop::End { at } => at,
                Stop::Line { at } => without_cr(bytes, start, at),
            };
            cells.push(start, cell_end);
            stop
        };
        match stop {
            Stop::Delimiter { next, .. } => start = next,
            Stop::Line { at } => return Some(End { next: at + 1, ..end }),
            Stop::End { at } => return Some(End { next: at, ..end }),
        }
    }
}

/// Like [`parse`] for text that is all there. A record with an unclosed quote is its first line.
pub(super) fn parse_to_end(
    text: &str,
    at: usize,
    dialect: &Dialect,
    cells: &mut Cells,
) -> Option<End> {
    let end = parse(text, at, true, dialect, usize::MAX, cells)?;
    match end.suspect {
        Some(quote) if end.unclosed => parse(text, at, true, dialect, quote, cells),
        _ => Some(end),
    }
}

/// Cuts `text[at..to]` into cells at every delimiter, line breaks and quotes being text.
pub(super) fn split_plain(text: &str, at: usize, to: usize, dialect: &Dialect, cells: &mut Cells) {
    cells.clear();
    let bytes = text.as_bytes().get(..to).unwrap_or_default();
    let line = without_terminator(bytes, at, to, dialect.terminator);
    let bytes = bytes.get(..line).unwrap_or_default();
    let (mut start, mut stops) = (at, Stops::new(dialect, bytes, at));
    loop {
        match stops.next() {
            Stop::Delimiter { at, next } => {
                cells.push(start, at);
                start = next;
            }
            // A line break inside: the cell goes on.
            Stop::Line { .. } => {}
            Stop::End { at } => return cells.push(start, at),
        }
    }
}

fn without_terminator(bytes: &[u8], at: usize, to: usize, terminator: u8) -> usize {
    match bytes.get(at..to).and_then(|record| record.last()) {
        Some(last) if *last == terminator => without_cr(bytes, at, to - 1),
        _ => without_cr(bytes, at, to),
    }
}

/// Where the cell that ends at `end` ends without the CR of a CRLF.
fn without_cr(bytes: &[u8], start: usize, end: usize) -> usize {
    if end > start && bytes.get(end - 1) == Some(&b'\r') { end - 1 } else { end }
}

enum Quoted {
    Closed(Closed),
    Unclosed,
    NeedMore,
}

struct Closed {
    /// The offset of the closing quote.
    end: usize,
    /// The offset of the delimiter, the line end or the end of text behind it.
    after: usize,
    line_breaks: u64,
    escapes: bool,
    /// A quote inside was neither doubled nor followed by a delimiter.
    stray: bool,
}

/// Finds what closes the quote at `open`: a quote with a delimiter or a line end behind it.
///
/// A lone quote on the opening line is taken as text. On a later line it shows that the opening
/// one was stray: then the field is given up at once, so that one quote costs one line. Each
/// scan ends at the next odd run of quotes at the latest, hence the whole stays linear.
fn scan_quoted(bytes: &[u8], open: usize, at_end: bool, dialect: &Dialect) -> Quoted {
    let (open_len, close) = (dialect.quote.open().len_utf8(), dialect.quote.close_bytes());
    let (mut line_breaks, mut escapes, mut stray) = (0, false, false);
    let mut from = open + open_len;
    let escape = if dialect.backslash { b'\\' } else { close[0] };
    loop {
        let Some(at) =
            memchr::memchr3(close[0], dialect.terminator, escape, bytes.get(from..).unwrap_or(&[]))
                .map(|n| n + from)
        else {
            let too_long = bytes.len() - open > MAX_CELL_BYTES * 2;
            return if at_end || too_long { Quoted::Unclosed } else { Quoted::NeedMore };
        };
        if at - open > MAX_CELL_BYTES * 2 {
            return Quoted::Unclosed;
        }
        let tail = bytes.get(at..).unwrap_or_default();
        if tail[0] == dialect.terminator {
            line_breaks += 1;
            from = at + 1;
        } else if dialect.backslash && tail[0] == b'\\' {
            escapes = true;
            from = at + 2;
        } else if !tail.starts_with(close) {
            from = at + 1;
        } else if tail[close.len()..].starts_with(close) {
            escapes = true;
            from = at + 2 * close.len();
        } else {
            let behind = at + close.len();
            match dialect.closes_before(bytes, behind) {
                Some(after) if after < bytes.len() || at_end => {
                    return Quoted::Closed(Closed { end: at, after, line_breaks, escapes, stray });
                }
                Some(_) => return Quoted::NeedMore,
                None if line_breaks > 0 => return Quoted::Unclosed,
                None => {
                    stray = true;
                    // Unescaping keeps a quote that escapes nothing.
                    from = behind;
                }
            }
        }
    }
}
