//! From a cell to a code: runs of letters and digits, judged and repaired.

use super::check;
use super::{CAPACITY, CodeKind, CreditCode, Standing};
use crate::normalize::narrow::narrowed;

/// The code in `cell`; see [`CreditCode::normalize`].
pub fn code(cell: &str) -> Option<CreditCode> {
    if let Some(run) = Run::whole(cell) {
        return run.code();
    }
    let mut best: Option<(CreditCode, usize)> = None;
    let mut run = Run::default();
    // The trailing comma closes the last run.
    for c in narrowed(cell).chain([',']) {
        let c = c.to_ascii_uppercase();
        if c.is_ascii_alphanumeric() {
            run.push(c as u8);
        } else if !matches!(c, ' ' | '-' | '\'' | '"' | '`' | '\t' | '_' | '.' | '+') {
            if let Some(code) = run.code() {
                let better = best.is_none_or(|(kept, len)| {
                    !kept.is_valid() && (code.is_valid() || run.len > len)
                });
                if better {
                    best = Some((code, run.len));
                }
            }
            run = Run::default();
        }
    }
    best.map(|(code, _)| code)
}

/// Fewer letters and digits than this are no code: the shortest kind has 8, less a lost zero.
pub const SHORTEST: usize = 7;

/// One run of letters and digits; `len` counts on past what `text` holds.
#[derive(Default)]
struct Run {
    text: [u8; CAPACITY],
    len: usize,
}

impl Run {
    /// The run that is all of `cell`, as in most cells.
    fn whole(cell: &str) -> Option<Run> {
        let mut text = [0; CAPACITY];
        let known = text.get_mut(..cell.len())?;
        known.copy_from_slice(cell.as_bytes());
        known.make_ascii_uppercase();
        let is_run = known.iter().all(u8::is_ascii_alphanumeric);
        is_run.then_some(Run { text, len: cell.len() })
    }

    fn push(&mut self, byte: u8) {
        if let Some(room) = self.text.get_mut(self.len) {
            *room = byte;
        }
        self.len += 1;
    }

    fn code(&self) -> Option<CreditCode> {
        let text = &self.text[..self.len.min(CAPACITY)];
        if self.len < SHORTEST || is_dummy(text) || is_scientific(text) {
            return None;
        }
        if self.len > CAPACITY {
            return CreditCode::new(CodeKind::Unknown, Standing::Invalid, text);
        }
        if let Some(kind) = kind(text) {
            return CreditCode::new(kind, Standing::Valid, text);
        }
        let mut repaired = [b'0'; CAPACITY];
        for reading in [sure_reading, bold_reading] {
            for (at, (room, &byte)) in repaired.iter_mut().zip(text).enumerate() {
                *room = reading(byte, self.len == 18 && (2..8).contains(&at));
            }
            if let Some(kind) = kind(&repaired[..self.len]) {
                return CreditCode::new(kind, Standing::Repaired, &repaired[..self.len]);
            }
        }
        if self.len == SHORTEST && text.iter().all(u8::is_ascii_digit) {
            repaired[0] = b'0';
            repaired[1..=SHORTEST].copy_from_slice(text);
            if check::taiwan_number(&repaired[..8]) {
                return CreditCode::new(CodeKind::Taiwan, Standing::Repaired, &repaired[..8]);
            }
        }
        CreditCode::new(CodeKind::Unknown, Standing::Invalid, text)
    }
}

/// `byte` with the two letters nobody tells from digits read as those.
fn sure_reading(byte: u8, _in_place: bool) -> u8 {
    match byte {
        b'O' => b'0',
        b'I' => b'1',
        other => other,
    }
}

/// `byte` with every letter that cannot stand here read as the digit it resembles. It is believed
/// only when all checks then hold, which chance brings about once in 341 times. `in_place`: within
/// the six digits of the place, where no letter can stand.
fn bold_reading(byte: u8, in_place: bool) -> u8 {
    match byte {
        b'O' => b'0',
        b'I' => b'1',
        b'Z' => b'2',
        b'S' => b'5',
        b'V' => b'U',
        b'D' | b'Q' if in_place => b'0',
        b'L' if in_place => b'1',
        b'G' if in_place => b'6',
        b'B' if in_place => b'8',
        other => other,
    }
}

/// The kind whose checks all hold.
fn kind(text: &[u8]) -> Option<CodeKind> {
    match text.len() {
        18 if check::credit_code(text) && check::organisation_code(&text[8..17]) => {
            Some(CodeKind::Credit)
        }
        18 if check::identity_number(text) => Some(CodeKind::Identity),
        // Both checks hold for one number in 110 by chance; then the younger scheme wins.
        15 if check::registration_number(text) => Some(CodeKind::Registration),
        15 if text[..6].iter().all(u8::is_ascii_digit) && check::organisation_code(&text[6..]) => {
            Some(CodeKind::Tax)
        }
        9 if check::organisation_code(text) => Some(CodeKind::Organisation),
        8 if check::taiwan_number(text) => Some(CodeKind::Taiwan),
        _ => None,
    }
}

/// One or two different characters, or digits counted upwards: typed to fill a field.
fn is_dummy(text: &[u8]) -> bool {
    let first = text.first();
    let second = text.iter().find(|byte| Some(*byte) != first);
    let few = text.iter().all(|byte| Some(byte) == first || Some(byte) == second);
    let counted = text
        .windows(2)
        .all(|pair| pair[1] == pair[0] + 1 || (pair[0] == b'9' && matches!(pair[1], b'0' | b'1')));
    few || counted
}

/// `912102136611180308` shown as `9.12102136611180E+17`: the point was dropped before.
fn is_scientific(text: &[u8]) -> bool {
    let Some(at) = text.iter().position(|&byte| byte == b'E') else { return false };
    let (mantissa, exponent) = (&text[..at], &text[at + 1..]);
    matches!(exponent, [b'1', b'0'..=b'9']) && mantissa.iter().all(u8::is_ascii_digit)
}
