//! How a delimited text marks its cells, found out from its first lines.

use super::record::{self, Cells};
use super::stops::Stop;
use crate::header::mode;
use crate::input::Quote;

/// The delimiter, the quotes and the line end of a text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Dialect {
    /// `None` for a single column.
    pub delimiter: Option<Delimiter>,
    pub quote: Quote,
    /// A backslash inside quotes escapes the next character.
    pub backslash: bool,
    /// LF, or CR where no LF is: the byte that ends a line.
    pub terminator: u8,
}

/// A delimiter as bytes of UTF-8.
#[derive(Clone, Copy, Debug)]
pub(super) struct Delimiter {
    character: char,
    bytes: [u8; 4],
    length: usize,
}

impl Delimiter {
    pub(super) fn new(character: char) -> Delimiter {
        let mut bytes = [0; 4];
        let length = character.encode_utf8(&mut bytes).len();
        Delimiter { character, bytes, length }
    }

    pub(super) fn character(&self) -> char {
        self.character
    }

    /// Its first byte.
    pub(super) fn first(&self) -> u8 {
        self.bytes[0]
    }

    fn bytes(&self) -> &[u8] {
        self.bytes.get(..self.length).unwrap_or_default()
    }
}

impl Quote {
    pub(super) fn open(self) -> char {
        match self {
            Quote::Double => '"',
            Quote::Single => '\'',
            Quote::Curly => '“',
        }
    }

    pub(super) fn close(self) -> char {
        match self {
            Quote::Curly => '”',
            _ => self.open(),
        }
    }

    pub(super) fn close_bytes(self) -> &'static [u8] {
        match self {
            Quote::Double => b"\"",
            Quote::Single => b"'",
            Quote::Curly => "”".as_bytes(),
        }
    }

    fn open_bytes(self) -> &'static [u8] {
        match self {
            Quote::Curly => "“".as_bytes(),
            _ => self.close_bytes(),
        }
    }
}

impl Dialect {
    /// The offset of the quote that opens the cell at `start`, spaces before it allowed.
    #[inline]
    pub(super) fn opening(&self, bytes: &[u8], start: usize) -> Option<usize> {
        let mut at = start;
        while bytes.get(at) == Some(&b' ') {
            at += 1;
        }
        let open = self.quote.open_bytes();
        if bytes.get(at) == open.first() && bytes.get(at..)?.starts_with(open) {
            Some(at)
        } else {
            None
        }
    }

    /// The bytes of the delimiter at `at`, if it stands there whole.
    #[inline]
    pub(super) fn delimiter_at(&self, bytes: &[u8], at: usize) -> Option<usize> {
        let delimiter = self.delimiter.as_ref()?;
        let is_whole = match delimiter.length {
            1 => bytes[at] == delimiter.bytes[0],
            _ => bytes[at..].starts_with(delimiter.bytes()),
        };
        is_whole.then_some(delimiter.length)
    }

    /// What stands at `at`, known to be a delimiter, a line end or the end of the text.
    pub(super) fn stop_at(&self, bytes: &[u8], at: usize) -> Stop {
        match bytes.get(at) {
            None => Stop::End { at },
            Some(byte) if *byte == self.terminator => Stop::Line { at },
            Some(b'\r') => Stop::Line { at: (at + 1).min(bytes.len() - 1) },
            Some(_) => Stop::Delimiter {
                at,
                next: at + self.delimiter.as_ref().map_or(1, |delimiter| delimiter.length),
            },
        }
    }

    /// Where the delimiter, line end or end of text is that makes a quote before `at` a closing
    /// one; spaces between are allowed.
    pub(super) fn closes_before(&self, bytes: &[u8], at: usize) -> Option<usize> {
        let mut after = at;
        while bytes.get(after) == Some(&b' ') {
            after += 1;
        }
        let tail = bytes.get(after..)?;
        let closes = match tail {
            [] | [b'\r'] => true,
            [first, ..] if *first == self.terminator => true,
            [b'\r', next, ..] => *next == self.terminator,
            _ => self.delimiter.as_ref().is_some_and(|d| tail.starts_with(d.bytes())),
        };
        closes.then_some(after)
    }
}

/// Delimiters looked for, in the order that breaks ties.
pub const DELIMITERS: [char; 6] = [',', '\t', ';', '|', '，', '\u{1}'];

/// Records looked at: enough to see past title rows and a few broken ones.
const SNIFFED_RECORDS: usize = 200;

/// The share of the records that must have the same number of cells. Below it the character is
/// text, not a delimiter.
const LEAST_AGREEMENT: f64 = 0.4;

/// The share when the first record has that number too, as a header has: line breaks in cells
/// make the rest of a small file ragged.
const LEAST_AGREEMENT_WITH_FIRST: f64 = 0.2;

/// Finds the dialect of `sample`, whole lines, with the delimiter and the quote the user named.
pub(super) fn sniff(
    sample: &str,
    delimiter: Option<char>,
    quote: Option<Quote>,
    terminator: u8,
) -> Dialect {
    let plain = |delimiter: Option<char>, quote| {
        let delimiter = delimiter.map(Delimiter::new);
        Dialect { delimiter, quote, backslash: false, terminator }
    };
    let candidates: Vec<char> = delimiter.map_or(DELIMITERS.to_vec(), |told| vec![told]);
    let (mut best, mut dialect) = (0.0, plain(delimiter, Quote::Double));
    dialect.quote = quote.unwrap_or_else(|| wrapping_quote(sample, &dialect));
    for candidate in candidates {
        let mut tried = plain(Some(candidate), Quote::Double);
        tried.quote = quote.unwrap_or_else(|| wrapping_quote(sample, &tried));
        let score = agreement(sample, &tried);
        if score > best {
            (best, dialect) = (score, tried);
        }
    }
    dialect.backslash = escapes_by_backslash(sample, &dialect);
    dialect
}

/// How well a delimiter cuts the sample into records of one width: 0 when it does not.
fn agreement(sample: &str, dialect: &Dialect) -> f64 {
    let mut widths = Vec::new();
    for_each_record(sample, dialect, |cells| widths.push(cells.len()));
    let Some((width, count)) = mode(&widths) else { return 0.0 };
    let share = count as f64 / widths.len() as f64;
    let with_first = widths.first() == Some(&width);
    let least = if with_first { LEAST_AGREEMENT_WITH_FIRST } else { LEAST_AGREEMENT };
    if width < 2 || share < least { 0.0 } else { share * share * (width as f64).ln() }
}

/// Calls `see` with the cells of each of the first records that are not blank.
fn for_each_record(sample: &str, dialect: &Dialect, mut see: impl FnMut(&Cells)) {
    let mut cells = Cells::default();
    let (mut at, mut seen) = (0, 0);
    while at < sample.len() && seen < SNIFFED_RECORDS {
        let Some(end) = record::parse_to_end(sample, at, dialect, &mut cells) else { return };
        if !cells.is_blank(sample) {
            see(&cells);
            seen += 1;
        }
        at = end.next;
    }
}

/// The quotes at both ends of cells; `"` unless only others do so, at least twice, and as many
/// open as close: a `'` before a number is no quote.
fn wrapping_quote(sample: &str, dialect: &Dialect) -> Quote {
    let mut counts = [Quote::Double, Quote::Single, Quote::Curly].map(|quote| (quote, 0u32, 0u32));
    let mut cells = Cells::default();
    let mut at = 0;
    // Every quote is text here: a cell with a delimiter inside is two, one with each end.
    while at < sample.len()
        && let Some(end) = record::parse(sample, at, true, dialect, 0, &mut cells)
    {
        for cell in cells.iter(sample).map(str::trim) {
            for (quote, opened, closed) in &mut counts {
                *opened += u32::from(cell.starts_with(quote.open()));
                *closed += u32::from(cell.ends_with(quote.close()));
            }
        }
        at = end.next;
    }
    let [double, single, curly] = counts;
    let wraps = |(_, opened, closed): (Quote, u32, u32)| opened == closed && opened >= 2;
    match () {
        () if double.1.min(double.2) > 0 => Quote::Double,
        () if wraps(single) && single.1 >= curly.1 => Quote::Single,
        () if wraps(curly) => Quote::Curly,
        () => Quote::Double,
    }
}

/// Whether `\"` stands where a quote could not close a cell: then backslashes escape.
fn escapes_by_backslash(sample: &str, dialect: &Dialect) -> bool {
    let close = dialect.quote.close();
    let bytes = sample.as_bytes();
    sample.match_indices('\\').any(|(at, _)| {
        let behind = at + 1;
        sample.get(behind..).is_some_and(|tail| tail.starts_with(close))
            && dialect.closes_before(bytes, behind + close.len_utf8()).is_none()
            && sample.get(behind + close.len_utf8()..).is_some_and(|tail| !tail.starts_with(close))
    })
}
