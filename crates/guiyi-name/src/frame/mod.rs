//! What stands around a name: markers, remarks, former names, contacts, brackets, separators.
//!
//! The frame is taken off first, from both ends inwards; what remains becomes one [`Line`] for the
//! lattice, with the regions found in brackets beside it.

mod address;
mod bracket;
mod export;
mod inner;
mod tail;

use guiyi_lexicon::trade;
use smallvec::SmallVec;

use crate::fold::is_hanzi;
use crate::line::Line;
use crate::note::{Note, Notes};
use crate::part::{Part, PartKind, Source, Span};
use crate::region::Candidates;
use crate::status::StatusSet;
use bracket::Content;

/// Longest text, in characters, that is read as a name. The longest registered names have some
/// eighty; what comes behind is kept as [`PartKind::Surplus`].
pub(crate) const NAME_CHARS: usize = 240;

/// Lengths of a trade name that stands in brackets, in characters.
const TRADE_NAME_CHARS: std::ops::RangeInclusive<usize> = 2..=4;

/// Longest trade word looked for behind it, in characters.
const TRADE_CHARS: usize = 4;

/// A name without its frame.
#[derive(Debug)]
pub(crate) struct Frame {
    /// The name itself.
    pub(crate) line: Line,
    /// Nations and regions that stood in brackets.
    pub(crate) bracketed: SmallVec<[Bracketed; 1]>,
    /// Parts that do not belong to the name.
    pub(crate) parts: SmallVec<[Part; 4]>,
    pub(crate) status: StatusSet,
    pub(crate) notes: Notes,
    /// Whether the text is hanzi only, so that there are no brackets and separators to look for.
    pub(crate) is_plain: bool,
}

/// A nation or region in brackets.
#[derive(Debug)]
pub(crate) struct Bracketed {
    /// Its characters in the folded text, without the brackets.
    pub(crate) inner: Span,
    /// The same with brackets, the first and last of several in one pair.
    pub(crate) chars: Span,
    /// `None` for a nation.
    pub(crate) candidates: Option<Candidates>,
    /// The position in the line at which the bracket stood.
    pub(crate) at: usize,
    /// The kind of division that was left at the front of the name when the region was put into
    /// brackets: 县兆鹏（九江）.
    pub(crate) suffix: Option<char>,
}

/// The folded characters between two positions, while the frame is taken off.
pub(super) struct Field<'a> {
    pub(super) chars: &'a [char],
    /// The same as text.
    pub(super) text: &'a str,
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) frame: &'a mut Frame,
}

/// Takes the frame off a folded text, given as characters and as text.
pub(crate) fn take_off(chars: &[char], text: &str) -> Frame {
    let end = chars.len().min(NAME_CHARS);
    let mut frame = Frame {
        line: Line::default(),
        bracketed: SmallVec::new(),
        parts: SmallVec::new(),
        status: StatusSet::default(),
        notes: Notes::NONE,
        is_plain: chars[..end].iter().all(|&c| is_hanzi(c)),
    };
    let mut field = Field { chars, text, start: 0, end, frame: &mut frame };
    if end < chars.len() {
        field.part(PartKind::Surplus, (end, chars.len()), (end, chars.len()));
        field.frame.notes.insert(Note::TooLong);
    }
    field.unwrap_whole();
    field.take_repetition();
    while field.take_front() || field.take_back() {}
    field.fill_line();
    field.reunite_suffix();
    frame
}

impl Field<'_> {
    /// A pair of brackets around everything is no remark: （泾县） is all there is.
    fn unwrap_whole(&mut self) {
        while self.start + 2 < self.end
            && is_open(self.chars[self.start])
            && bracket::close_of(&self.chars[..self.end], self.start) == Some(self.end - 1)
        {
            self.punctuation(self.start, self.start + 1);
            self.punctuation(self.end - 1, self.end);
            self.start += 1;
            self.end -= 1;
        }
    }

    /// Takes one thing off the front; false when the name begins.
    fn take_front(&mut self) -> bool {
        if self.start >= self.end {
            return false;
        }
        if self.frame.is_plain {
            return self.take_front_marker();
        }
        let c = self.chars[self.start];
        if is_open(c) {
            return self.take_front_bracket();
        }
        if let Some((digits, length)) = self.numbering() {
            let end = self.start + length;
            self.part(PartKind::Marker, (self.start, self.start + digits), (self.start, end));
            self.start = end;
            return true;
        }
        if is_close(c) || is_mark(c) {
            if is_close(c) {
                self.frame.notes.insert(Note::BracketUnbalanced);
            }
            self.punctuation(self.start, self.start + 1);
            self.start += 1;
            return true;
        }
        self.take_front_marker() || self.take_front_code() || self.take_front_separated()
    }

    fn take_front_bracket(&mut self) -> bool {
        let open = self.start;
        let Some(close) = bracket::close_of(&self.chars[..self.end], open) else { return false };
        match bracket::read(self, open + 1, close) {
            Content::Empty => self.punctuation(open, close + 1),
            Content::Status(status) => {
                self.frame.status.insert(status);
                self.part(PartKind::Marker, (open + 1, close), (open, close + 1));
            }
            Content::Other if self.is_bracketed_trade_name(open, close) => return false,
            Content::Remark | Content::Other if close + 1 < self.end => {
                self.part(PartKind::Marker, (open + 1, close), (open, close + 1));
            }
            Content::Side(kind, skip) if close + 1 < self.end => {
                self.part(kind, (open + 1 + skip, close), (open, close + 1));
            }
            _ => return false,
        }
        self.start = close + 1;
        true
    }

    /// Whether an unknown text in brackets is the trade name itself: nothing but regions stands before
    /// it and a trade behind it, 南京【星河】信息技术.
    fn is_bracketed_trade_name(&self, open: usize, close: usize) -> bool {
        let inner = &self.chars[open + 1..close];
        let behind = self.chars.get(close + 1..self.end).unwrap_or(&[]);
        TRADE_NAME_CHARS.contains(&inner.len())
            && inner.iter().all(|&c| is_hanzi(c))
            && bracket::is_place(self.frame.line.chars())
            && (2..=behind.len().min(TRADE_CHARS)).any(|length| {
                let text: String = behind[..length].iter().collect();
                trade::lookup(&text).is_some()
            })
    }

    /// A number in a list: `12、`, `003-`, `7.` before a hanzi, or `12` before a place.
    /// Its digits, and its characters with the sign.
    fn numbering(&self) -> Option<(usize, usize)> {
        let rest = &self.chars[self.start..self.end];
        let digits = rest.iter().take_while(|c| c.is_ascii_digit()).count();
        if digits > 0 && bracket::leading_place(&rest[digits..]) > 0 {
            return Some((digits, digits));
        }
        let sign = rest.get(digits)?;
        let next = rest.get(digits + 1)?;
        (digits > 0 && matches!(sign, ',' | '.' | '-' | ')' | ':') && is_hanzi(*next))
            .then_some((digits, digits + 1))
    }

    /// Puts what is left into the line, and the brackets in it where they belong.
    fn fill_line(&mut self) {
        if self.frame.is_plain {
            let hanzi = &self.chars[self.start..self.end];
            return self.frame.line.fill_with_hanzi(hanzi, self.start);
        }
        let mut at = self.start;
        while at < self.end {
            let c = self.chars[at];
            if is_hanzi(c) {
                self.frame.line.push(c, at);
                at += 1;
                continue;
            }
            if is_open(c) {
                at = self.take_inner_bracket(at);
                continue;
            }
            if is_close(c) {
                self.frame.notes.insert(Note::BracketUnbalanced);
                self.punctuation(at, at + 1);
            } else if c == '·' || is_separator_inside(self.chars, at) {
                self.punctuation(at, at + 1);
            } else {
                self.frame.line.push(c, at);
            }
            at += 1;
        }
    }

    fn punctuation(&mut self, start: usize, end: usize) {
        if start < end {
            self.part(PartKind::Punctuation, (start, end), (start, end));
        }
    }

    /// Records a part outside the name: its text and its extent, in characters.
    pub(super) fn part(&mut self, kind: PartKind, text: (usize, usize), chars: (usize, usize)) {
        let byte =
            |at: usize| self.text.char_indices().nth(at).map_or(self.text.len(), |(byte, _)| byte);
        self.frame.parts.push(Part {
            kind,
            source: Source::Pattern,
            chars: Span::new(chars.0, chars.1),
            text: Span::new(byte(text.0), byte(text.1)),
        });
    }
}

pub(super) fn is_open(c: char) -> bool {
    matches!(c, '(' | '[')
}

pub(super) fn is_close(c: char) -> bool {
    matches!(c, ')' | ']')
}

/// Signs that may stand at either end of a name without belonging to it.
pub(super) fn is_mark(c: char) -> bool {
    matches!(
        c,
        ' ' | ','
            | '.'
            | ';'
            | ':'
            | '-'
            | '/'
            | '\\'
            | '|'
            | '_'
            | '#'
            | '*'
            | '+'
            | '!'
            | '?'
            | '~'
            | '='
            | '·'
            | '<'
            | '>'
            | '^'
            | '@'
            | '$'
            | '%'
            | '★'
            | '☆'
            | '●'
            | '○'
            | '◆'
            | '◇'
            | '▲'
            | '△'
            | '※'
            | '√'
            | '×'
            | '→'
            | '…'
    )
}

/// A sign between hanzi that belongs to no word: _ in 太原_恒源.
fn is_separator_inside(chars: &[char], at: usize) -> bool {
    let beside = |at: Option<usize>| {
        at.and_then(|at| chars.get(at)).is_some_and(|&c| is_hanzi(c) || is_open(c) || is_close(c))
    };
    is_mark(chars[at]) && (beside(at.checked_sub(1)) || beside(Some(at + 1)))
}
