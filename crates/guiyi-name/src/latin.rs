//! Names without hanzi: ABB Co., Ltd.; Acme Trading (Shanghai) Inc.

use guiyi_lexicon::org::{self, OrgClass, OrgForm};

use crate::line::Line;

/// What a word of a Latin name is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum LatinKind {
    TradeName,
    Form(&'static OrgForm),
    Punctuation,
}

/// A stretch of a Latin name, in characters of the line.
#[derive(Clone, Copy, Debug)]
pub(crate) struct LatinPart {
    pub(crate) kind: LatinKind,
    pub(crate) start: usize,
    pub(crate) end: usize,
}

/// Classes whose Latin words are forms and not the trade: hotel and university stay.
const FORM_CLASSES: [OrgClass; 5] =
    [OrgClass::Ltd, OrgClass::Plc, OrgClass::State, OrgClass::Group, OrgClass::Partnership];

/// Longest form, in words: limited liability company.
const FORM_WORDS: usize = 4;

/// Reads a line without hanzi: forms and group words come off the end, the rest is the trade name.
/// At least one word stays.
pub(crate) fn read(line: &Line) -> Vec<LatinPart> {
    let words = words(line.chars());
    let mut out = Vec::new();
    let mut rest = words.len();
    while let Some((length, kind)) = form_at_end(line.chars(), &words[..rest]) {
        let (start, end) = (words[rest - length].0, words[rest - 1].1);
        out.push(LatinPart { kind, start, end });
        rest -= length;
    }
    if let (Some(first), Some(last)) = (words.first(), words[..rest].last()) {
        out.push(LatinPart { kind: LatinKind::TradeName, start: first.0, end: last.1 });
    }
    out.reverse();
    with_punctuation(out, line.chars())
}

/// Fills the gaps between the parts that hold more than spaces.
fn with_punctuation(parts: Vec<LatinPart>, chars: &[char]) -> Vec<LatinPart> {
    let mut out = Vec::with_capacity(2 * parts.len() + 1);
    let mut at = 0;
    let gap = |start: usize, end: usize, out: &mut Vec<LatinPart>| {
        if chars[start..end].iter().any(|&c| c != ' ') {
            out.push(LatinPart { kind: LatinKind::Punctuation, start, end });
        }
    };
    for part in parts {
        gap(at, part.start, &mut out);
        at = part.end;
        out.push(part);
    }
    gap(at, chars.len(), &mut out);
    out
}

/// The form or group word that the words end with, and how many of them it takes; never all.
fn form_at_end(chars: &[char], words: &[(usize, usize)]) -> Option<(usize, LatinKind)> {
    (1..words.len().min(FORM_WORDS + 1)).rev().find_map(|length| {
        let plain: Vec<String> = words[words.len() - length..]
            .iter()
            .map(|&(start, end)| chars[start..end].iter().filter(|c| **c != '.').collect())
            .collect();
        let plain = plain.join(" ");
        let form = org::lookup(&plain).filter(|form| FORM_CLASSES.contains(&form.class))?;
        Some((length, LatinKind::Form(form)))
    })
}

/// Words parted by spaces and commas, without the stops at their ends.
fn words(chars: &[char]) -> Vec<(usize, usize)> {
    let is_word = |c: char| !matches!(c, ' ' | ',' | ';' | ':');
    let mut out = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        let length = chars[at..].iter().take_while(|&&c| is_word(c)).count();
        if length > 0 {
            push_parted(chars, at, at + length, &mut out);
        }
        at += length.max(1);
    }
    out
}

/// Parts `co.ltd` and `pvt.ltd`, but keeps `s.a.` and `u.s.steel` whole.
fn push_parted(chars: &[char], start: usize, end: usize, out: &mut Vec<(usize, usize)>) {
    const SHORTEST: usize = 2;
    let stop = (start + SHORTEST..end.saturating_sub(SHORTEST)).find(|&at| chars[at] == '.');
    let Some(stop) = stop else {
        out.push((start, end));
        return;
    };
    let tail: String = chars[stop + 1..end].iter().filter(|c| **c != '.').collect();
    if org::lookup(&tail).is_some() {
        out.push((start, stop));
        out.push((stop + 1, end));
    } else {
        out.push((start, end));
    }
}
