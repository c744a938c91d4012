//! What a pair of brackets holds.

use guiyi_lexicon::word::{self, Kind, Status};
use guiyi_lexicon::{branch, division, org};
use smallvec::SmallVec;

use super::{Field, address, is_close, is_open, tail};
use crate::fold::is_hanzi;
use crate::marker;
use crate::part::{PartKind, Span};
use crate::region::{self, Candidates};

/// Regions with their candidates, and nations without.
pub(super) type Places = SmallVec<[(Span, Option<Candidates>); 2]>;

/// What the text between two brackets is.
pub(super) enum Content {
    /// Nothing.
    Empty,
    /// Regions and nations, nothing else, as characters of the folded text.
    Regions(Places),
    /// Part of the name: （集团）, （有限合伙）, （迎泽店）.
    Inline,
    /// A marker.
    Status(Status),
    /// A former or second name or a contact, behind so many characters that only say so.
    Side(PartKind, usize),
    /// A remark the lexicon knows.
    Remark,
    /// Anything else.
    Other,
}

/// Longest name of a division, in characters.
const DIVISION_CHARS: usize = 15;

/// Longest form looked for at the end of a bracket, in characters.
const FORM_CHARS: usize = 6;

/// Shortest text in brackets that is read as a company's name.
const NAME_CHARS: usize = 6;

/// Where the bracket that opens at `open` closes.
pub(super) fn close_of(chars: &[char], open: usize) -> Option<usize> {
    let mut depth = 0;
    for (at, &c) in chars.iter().enumerate().skip(open) {
        if is_open(c) {
            depth += 1;
        } else if is_close(c) {
            depth -= 1;
            if depth == 0 {
                return Some(at);
            }
        }
    }
    None
}

/// Where the bracket that closes at `close` opened.
pub(super) fn open_of(chars: &[char], start: usize, close: usize) -> Option<usize> {
    let mut depth = 0;
    for at in (start..=close).rev() {
        if is_close(chars[at]) {
            depth += 1;
        } else if is_open(chars[at]) {
            depth -= 1;
            if depth == 0 {
                return Some(at);
            }
        }
    }
    None
}

/// Says what stands between two positions of the field, brackets excluded.
pub(super) fn read(field: &Field, start: usize, end: usize) -> Content {
    let chars = &field.chars[start..end];
    if chars.is_empty() {
        return Content::Empty;
    }
    let text: String = chars.iter().collect();
    if let Some(status) = marker::status(&text) {
        return Content::Status(status);
    }
    if let Some(regions) = regions(chars, start) {
        return Content::Regions(regions);
    }
    // 公司 in brackets is a remark of its own only in the word lists, never in names.
    if word::is(Kind::Group, &text) || org::lookup(&text).is_some() {
        return Content::Inline;
    }
    if word::is(Kind::Remark, &text) || address::is_address(chars) {
        return Content::Remark;
    }
    if let Some((kind, skip)) = tail::side_note(chars) {
        return Content::Side(kind, skip);
    }
    let ending = |is_form: &dyn Fn(&str) -> bool| {
        (1..chars.len().min(FORM_CHARS + 1))
            .any(|length| is_form(&chars[chars.len() - length..].iter().collect::<String>()))
    };
    if ending(&|text| branch::lookup(text).is_some()) {
        return Content::Inline;
    }
    if chars.len() >= NAME_CHARS && ending(&|text| org::lookup(text).is_some()) {
        return Content::Side(PartKind::SecondName, 0);
    }
    Content::Other
}

/// Whether a text is nothing but regions and nations, or nothing at all.
pub(super) fn is_place(chars: &[char]) -> bool {
    regions(chars, 0).is_some()
}

/// Whether a text is one character that is no part of the form behind it.
pub(super) fn is_cut_before_form(chars: &[char]) -> bool {
    let is_form = |chars: &[char]| org::lookup(&chars.iter().collect::<String>()).is_some();
    (3..=FORM_CHARS + 1).contains(&chars.len()) && is_form(&chars[1..]) && !is_form(chars)
}

/// How many characters at the front are the name of a division, more than a letter.
pub(super) fn leading_place(chars: &[char]) -> usize {
    let longest = (2..=chars.len().min(DIVISION_CHARS)).rev().find(|&end| {
        let text: String = chars[..end].iter().collect();
        !division::lookup(&text).is_empty()
    });
    longest.unwrap_or(0)
}

/// Regions in a bracket with one character too many, and how many of its characters at the front belong to the name: one
/// that slipped into the bracket, 海（普天津）制鞋, but none that is only written twice, （北北京）, or left of a further
/// place, （上饶市丰）.
pub(super) fn damaged_regions(field: &Field, start: usize, end: usize) -> Option<(usize, Places)> {
    match field.chars.get(start..end)? {
        [place @ .., _] if matches!(place, [.., '省' | '市' | '县' | '区' | '州']) => {
            Some((0, regions(place, start)?))
        }
        [first, place @ ..] if place.len() > 1 && is_hanzi(*first) => {
            let slipped = usize::from(place.first() != Some(first));
            Some((slipped, regions(place, start + 1)?))
        }
        _ => None,
    }
}

/// Reads a text as regions and nations, longest first; `None` when something is left over.
fn regions(chars: &[char], offset: usize) -> Option<Places> {
    let mut out = SmallVec::new();
    let mut at = 0;
    while at < chars.len() {
        let longest = (at + 1..=chars.len().min(at + DIVISION_CHARS)).rev().find_map(|end| {
            let text: String = chars[at..end].iter().collect();
            if word::is(Kind::Nation, &text) {
                return Some((end, None));
            }
            // A single character is a province's letter only when it is alone.
            let candidates = division::lookup(&text);
            let is_known = !candidates.is_empty() && (end - at > 1 || chars.len() == 1);
            is_known.then(|| (end, Some(region::divisions(candidates))))
        });
        let (end, candidates) = longest?;
        out.push((Span::new(offset + at, offset + end), candidates));
        at = end;
    }
    Some(out)
}
