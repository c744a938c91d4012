//! The fold of texts that hold more than hanzi, ASCII and common marks.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::canonical_combining_class;

use super::shape::{self, Shape};
use super::{Builder, Folded, Origin, is_hanzi};
use crate::note::Note;

/// Lower-casing can undo a composition and composing a lower case; three rounds settle every
/// character of Unicode 17, the fourth is for the next version.
const ROUNDS: usize = 4;

/// Longest inline reading, in letters: zhuang with a tone letter and an apostrophe.
const READING_LETTERS: usize = 8;

type Placed = (char, Origin);

pub(super) fn fold(raw: &str) -> Folded {
    let mut chars: Vec<Placed> = raw
        .char_indices()
        .map(|(start, c)| (c, Origin { start: start as u32, end: (start + c.len_utf8()) as u32 }))
        .collect();
    for _ in 0..ROUNDS {
        let next = normalize(&chars);
        let settled = next.iter().map(|p| p.0).eq(chars.iter().map(|p| p.0));
        chars = next;
        if settled {
            break;
        }
    }
    let before = chars.len();
    let chars = without_readings(chars);
    let mut builder = Builder::with_capacity(raw.len());
    if chars.len() < before {
        builder.folded.notes.insert(Note::ReadingRemoved);
    }
    for (c, origin) in chars {
        builder.push(c, origin);
    }
    builder.finish()
}

/// Drops what is dropped, then NFKC and lower case, starter by starter with its marks. The
/// characters that come of one starter share its place; marks without a letter go.
fn normalize(chars: &[Placed]) -> Vec<Placed> {
    let mut out = Vec::with_capacity(chars.len());
    let kept: Vec<Placed> =
        chars.iter().copied().filter(|(c, _)| !matches!(shape::of(*c), Shape::Drop)).collect();
    let mut rest = kept.as_slice();
    while let Some(&(_, first)) = rest.first() {
        let marks =
            rest[1..].iter().take_while(|(c, _)| canonical_combining_class(*c) != 0).count();
        let (segment, tail) = rest.split_at(1 + marks);
        rest = tail;
        let end = segment.last().map_or(first.end, |(_, o)| o.end);
        let place = Origin { start: first.start, end };
        if marks > 0 && segment[0].0.is_whitespace() {
            out.push((' ', place));
            continue;
        }
        if canonical_combining_class(segment[0].0) != 0 {
            continue;
        }
        if let [(c, _)] = segment
            && !shape::needs_normalizing(*c)
        {
            out.push((shape::narrow(*c).to_ascii_lowercase(), place));
            continue;
        }
        let lower = segment.iter().map(|(c, _)| *c).nfkc().flat_map(char::to_lowercase);
        out.extend(lower.map(|c| (c, place)));
    }
    out
}

/// Removes readings in brackets behind a hanzi, as text copied from the web carries them.
fn without_readings(chars: Vec<Placed>) -> Vec<Placed> {
    let mut out: Vec<Placed> = Vec::with_capacity(chars.len());
    let mut at = 0;
    while let Some(&(c, origin)) = chars.get(at) {
        let after_hanzi = out.iter().rev().find(|(c, _)| !c.is_whitespace());
        if c == '('
            && after_hanzi.is_some_and(|(c, _)| will_be_hanzi(*c))
            && let Some(length) = reading_length(&chars[at + 1..])
        {
            at += length + 2;
            continue;
        }
        out.push((c, origin));
        at += 1;
    }
    out
}

/// Whether a character is a hanzi or will stand for a lost one.
fn will_be_hanzi(c: char) -> bool {
    matches!(shape::of(c), Shape::Keep(kept) if is_hanzi(kept))
}

/// How many characters stand before the closing bracket, if they are one toned syllable. Spaces
/// among its letters do not count, as many as there are: folding makes one of them.
fn reading_length(chars: &[Placed]) -> Option<usize> {
    let is_toned = |c: char| "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ".contains(c);
    let (mut letters, mut has_tone) = (0, false);
    for (at, &(c, _)) in chars.iter().enumerate() {
        if c == ')' {
            return has_tone.then_some(at);
        }
        if c.is_whitespace() {
            continue;
        }
        letters += 1;
        has_tone |= is_toned(c);
        if letters > READING_LETTERS || !(c.is_ascii_lowercase() || c == 'ü' || is_toned(c)) {
            return None;
        }
    }
    None
}
