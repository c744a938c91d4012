//! The normal form of characters, in which names are compared but never shown.
//!
//! NFKC, lower case, then traditional → simplified, variants and radicals from
//! [`guiyi_lexicon::fold`]. Invisible characters and quotation marks go, brackets, dashes and middle
//! dots become one kind each, lost characters become [`WILDCARD`]. Folding twice changes nothing.

mod mojibake;
mod reference;
mod repaired;
mod shape;
mod slow;

use std::borrow::Cow;

use guiyi_lexicon::fold::{self as table, FoldTable, Form};
use guiyi_lexicon::word::{self, Kind};

use crate::note::{Note, Notes};
use repaired::Repaired;
use shape::Shape;

pub(crate) use shape::{is_hanzi, is_word_like};

/// Stands for a character that was lost.
pub const WILDCARD: char = '\u{FFFD}';

/// A folded text that knows where each of its characters came from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Folded {
    text: String,
    origins: Cow<'static, [Origin]>,
    notes: Notes,
}

/// Where a folded character stood in the original text, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Origin {
    /// The first byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

/// Folds a text.
///
/// ```
/// let folded = guiyi_name::fold("臺灣 ＡＢＢ");
/// assert_eq!(folded.text(), "台湾abb");
/// assert_eq!(folded.original(2..5), Some(7..16));
/// ```
pub fn fold(raw: &str) -> Folded {
    // Most names are hanzi that stay as they are.
    if table::table().keeps_text(raw) && mojibake::repair(raw).is_none() {
        return keep(raw);
    }
    let mut folded = fold_repaired(raw).unwrap_or_else(|| fold_decoded(raw));
    if folded.text == raw {
        return folded;
    }
    // What is left of a strange text can look like a wrong decoding of its own, or be short enough to
    // be decoded again. Each repair makes it shorter, so this ends, and what is folded once is
    // never repaired later.
    while let Some(again) = fold_repaired(&folded.text) {
        folded = folded.followed_by(again);
    }
    folded
}

/// The fold of a text that has to be decoded again first; `None` for any other.
fn fold_repaired(raw: &str) -> Option<Folded> {
    let of = |repaired: Repaired, note| {
        let mut folded = fold_decoded(&repaired.text);
        for origin in folded.origins.to_mut() {
            *origin = repaired.original(*origin);
        }
        folded.notes.insert(note);
        folded
    };
    match mojibake::repair(raw) {
        Some(repaired) => Some(of(repaired, Note::MojibakeRepaired)),
        None => reference::decode(raw).map(|repaired| of(repaired, Note::ReferenceDecoded)),
    }
}

impl Folded {
    /// The folded text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// For each character of the text, the bytes of the original it came from, in ascending order.
    /// Two characters may share their bytes (㈱), and bytes between two origins were left out.
    pub fn origins(&self) -> &[Origin] {
        &self.origins
    }

    /// The bytes of the original from which the characters (not bytes) of this range came;
    /// `None` when the range is empty or out of bounds.
    pub fn original(&self, chars: std::ops::Range<usize>) -> Option<std::ops::Range<usize>> {
        let origins = self.origins.get(chars)?;
        Some(origins.first()?.start as usize..origins.last()?.end as usize)
    }

    /// What was noticed.
    pub fn notes(&self) -> Notes {
        self.notes
    }

    /// A fold of this fold's text, with the way back to this one's original.
    fn followed_by(&self, mut next: Folded) -> Folded {
        let starts: Vec<u32> = self.text.char_indices().map(|(at, _)| at as u32).collect();
        let last = self.origins.len().saturating_sub(1);
        let place = |byte: u32| {
            let at = starts.partition_point(|&start| start <= byte).saturating_sub(1);
            self.origins.get(at.min(last)).copied().unwrap_or(Origin { start: 0, end: 0 })
        };
        for origin in next.origins.to_mut() {
            let (first, end) = (place(origin.start), place(origin.end.saturating_sub(1)));
            *origin = Origin { start: first.start, end: end.end.max(first.start) };
        }
        next.notes = next.notes.union(self.notes);
        next
    }

    /// `?` and `*` beside a hanzi are characters that were lost or masked, but not at the very end
    /// and not before a marker such as 勿用.
    fn mark_lost_characters(&mut self) {
        let mut chars: Vec<char> = self.text.chars().collect();
        let mut at = 0;
        while at < chars.len() {
            let run = chars[at..].iter().take_while(|&&c| is_lost_mark(c)).count();
            let followed = run > 0
                && chars.get(at + run).is_some_and(|&c| is_hanzi(c))
                && !is_side_word(&chars[at + run..]);
            // A star at the very front marks the record, not a character.
            let preceded =
                if at == 0 { chars.first() != Some(&'*') } else { is_hanzi(chars[at - 1]) };
            if followed && preceded {
                chars[at..at + run].fill(WILDCARD);
            }
            at += run.max(1);
        }
        self.text = chars.into_iter().collect();
    }
}

fn fold_decoded(raw: &str) -> Folded {
    let mut builder = Builder::with_capacity(raw.len());
    // Hanzi that stay as they are go into the text a whole run at a time: most names are one run.
    let mut run = 0;
    for (start, c) in raw.char_indices() {
        let end = start + c.len_utf8();
        let origin = Origin { start: start as u32, end: end as u32 };
        if matches!(c, '\u{4E00}'..='\u{9FFF}') && !builder.gap {
            let folded = builder.fold_char(c);
            builder.last = Some(folded);
            builder.origins.push(origin);
            if folded != c {
                builder.folded.text.push_str(&raw[run..start]);
                builder.folded.text.push(folded);
                run = end;
            }
        } else if shape::needs_normalizing(c) {
            return slow::fold(raw);
        } else {
            builder.folded.text.push_str(&raw[run..start]);
            builder.push(c, origin);
            run = end;
        }
    }
    builder.folded.text.push_str(&raw[run..]);
    builder.finish()
}

/// The fold of hanzi that fold to themselves.
fn keep(raw: &str) -> Folded {
    let chars = raw.len() / HANZI_BYTES;
    let origins = match ROW.get(..chars) {
        Some(row) => Cow::Borrowed(row),
        None => (0..chars).map(origin_in_row).collect(),
    };
    Folded { text: raw.to_owned(), origins, notes: Notes::NONE }
}

/// Bytes of a hanzi that folds to itself.
const HANZI_BYTES: usize = '一'.len_utf8();

/// The origins of hanzi in a row that were kept, more of them than most names have.
static ROW: [Origin; 64] = {
    let mut row = [Origin { start: 0, end: 0 }; 64];
    let mut at = 0;
    while at < row.len() {
        row[at] = origin_in_row(at);
        at += 1;
    }
    row
};

/// The origin of a hanzi behind so many others.
const fn origin_in_row(place: usize) -> Origin {
    Origin { start: (place * HANZI_BYTES) as u32, end: ((place + 1) * HANZI_BYTES) as u32 }
}

/// A character that is lost, or a sign that may stand for one.
fn is_lost_mark(c: char) -> bool {
    matches!(c, '?' | '*' | WILDCARD)
}

/// Longest marker or remark that a star announces, in characters.
const SIDE_WORD_CHARS: usize = 6;

/// Whether a text is a marker or a remark and nothing else.
fn is_side_word(chars: &[char]) -> bool {
    if chars.len() > SIDE_WORD_CHARS {
        return false;
    }
    let text: String = chars.iter().collect();
    word::is(Kind::Marker, &text) || word::is(Kind::Remark, &text)
}

/// Collects folded characters and decides about spaces.
struct Builder {
    folded: Folded,
    /// Those of the folded text.
    origins: Vec<Origin>,
    table: &'static FoldTable,
    last: Option<char>,
    gap: bool,
    /// Whether there is a sign that may stand for a lost character.
    has_marks: bool,
}

impl Builder {
    fn with_capacity(bytes: usize) -> Builder {
        Builder {
            folded: Folded { text: String::with_capacity(bytes), ..Folded::default() },
            origins: Vec::with_capacity(bytes.div_ceil(3) + 1),
            table: table::table(),
            last: None,
            gap: false,
            has_marks: false,
        }
    }

    fn finish(self) -> Folded {
        let mut folded = Folded { origins: self.origins.into(), ..self.folded };
        if self.has_marks {
            folded.mark_lost_characters();
            if folded.text.contains(WILDCARD) {
                folded.notes.insert(Note::Damaged);
            }
        }
        folded
    }

    /// Adds one character that is in NFKC and lower case, or is folded by [`shape`] alone.
    fn push(&mut self, c: char, origin: Origin) {
        match shape::of(c) {
            Shape::Keep(c) => self.keep(self.fold_char(c), origin),
            Shape::Space => self.gap = true,
            Shape::Drop => {}
        }
    }

    fn keep(&mut self, c: char, origin: Origin) {
        if let (true, Some(last)) = (self.gap, self.last) {
            if is_word_like(last) && is_word_like(c) {
                let before = self.origins.last().map_or(0, |o| o.end);
                let (start, end) = (before.min(origin.start), before.max(origin.start));
                self.folded.text.push(' ');
                self.origins.push(Origin { start, end });
            } else if is_hanzi(last) && is_hanzi(c) {
                self.folded.notes.insert(Note::SpacesRemoved);
            }
        }
        self.gap = false;
        self.has_marks |= is_lost_mark(c);
        self.add(c, origin);
    }

    /// The normal form of a character; one that is longer than a character was dealt with before.
    fn fold_char(&self, c: char) -> char {
        match self.table.get(c) {
            Form::Char(folded) => folded,
            Form::Text(_) => c,
        }
    }

    fn add(&mut self, c: char, origin: Origin) {
        self.last = Some(c);
        self.folded.text.push(c);
        self.origins.push(origin);
    }
}

#[cfg(test)]
mod tests;
