//! HTML character references (`&amp;`, `&#38;`), which texts carry that came through a web form.

use super::Origin;
use super::repaired::Repaired;

/// The named references that names of companies are met with, as the HTML standard names them.
const NAMED: [(&str, char); 12] = [
    ("amp", '&'),
    ("nbsp", '\u{A0}'),
    ("lt", '<'),
    ("gt", '>'),
    ("quot", '"'),
    ("apos", '\''),
    ("middot", '·'),
    ("ldquo", '“'),
    ("rdquo", '”'),
    ("ensp", '\u{2002}'),
    ("emsp", '\u{2003}'),
    ("mdash", '—'),
];

/// Longest reference between its `&` and its `;`, in bytes: `#x10FFFF`.
const LONGEST: usize = 8;

/// Decodes the references in a text; `None` when it has none.
pub(super) fn decode(raw: &str) -> Option<Repaired> {
    if !raw.as_bytes().contains(&b'&') {
        return None;
    }
    let mut found = Repaired::default();
    let mut is_found = false;
    let mut at = 0;
    while let Some(c) = raw.get(at..).and_then(|rest| rest.chars().next()) {
        let (c, bytes) = match reference(&raw[at..]) {
            Some(decoded) => {
                is_found = true;
                decoded
            }
            None => (c, c.len_utf8()),
        };
        found.push(c, Origin { start: at as u32, end: (at + bytes) as u32 });
        at += bytes;
    }
    is_found.then_some(found)
}

/// The character that a reference at the front of a text stands for, and the reference's bytes.
fn reference(text: &str) -> Option<(char, usize)> {
    let rest = text.strip_prefix('&')?;
    let end = rest.bytes().take(LONGEST + 1).position(|byte| byte == b';')?;
    let name = rest.get(..end)?;
    let c = match name.strip_prefix('#') {
        Some(number) => numbered(number)?,
        None => NAMED.iter().find(|(known, _)| *known == name)?.1,
    };
    Some((c, end + 2))
}

/// The character with a decimal or, behind an x, a hexadecimal number; no control character.
fn numbered(number: &str) -> Option<char> {
    let (digits, radix) = match number.strip_prefix(['x', 'X']) {
        Some(digits) => (digits, 16),
        None => (number, 10),
    };
    let is_number = digits.chars().all(|digit| digit.is_digit(radix));
    let code = is_number.then(|| u32::from_str_radix(digits, radix).ok())??;
    char::from_u32(code).filter(|c| !c.is_control())
}
