//! What each character becomes before the table of variants: kept, a space, or nothing.

use super::WILDCARD;

/// What becomes of a character.
pub(super) enum Shape {
    /// It stays, as this character.
    Keep(char),
    /// It separates words.
    Space,
    /// It goes.
    Drop,
}

/// The shape of a character in NFKC and lower case, or of one for which
/// [`needs_normalizing`] is false.
pub(super) fn of(c: char) -> Shape {
    match c {
        'a'..='z' | '0'..='9' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' => Shape::Keep(c),
        'A'..='Z' => Shape::Keep(c.to_ascii_lowercase()),
        '\u{FF01}'..='\u{FF5E}' => of(narrow(c)),
        '(' | ')' | '[' | ']' => Shape::Keep(c),
        '【' | '〔' | '〖' | '{' => Shape::Keep('['),
        '】' | '〕' | '〗' | '}' => Shape::Keep(']'),
        '"' | '\'' | '`' | '“' | '”' | '‘' | '’' | '《' | '》' | '〈' | '〉' | '「' | '」'
        | '『' | '』' => Shape::Drop,
        '\u{2010}'..='\u{2015}' | '−' => Shape::Keep('-'),
        '•' | '∙' | '⋅' | '・' | '‧' => Shape::Keep('·'),
        '、' => Shape::Keep(','),
        '。' => Shape::Keep('.'),
        // White squares stand where a font or an encoding had no character; so do private ones.
        '□' | '■' | '▯' | '\u{E000}'..='\u{F8FF}' => Shape::Keep(WILDCARD),
        _ if c.is_whitespace() => Shape::Space,
        _ if is_invisible(c) => Shape::Drop,
        _ => Shape::Keep(c),
    }
}

/// The ASCII character of a full-width one, as NFKC has it; any other stays.
pub(super) fn narrow(c: char) -> char {
    match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
        _ => c,
    }
}

/// Whether a character has to pass NFKC and lower-casing (and its neighbours with it).
pub(super) fn needs_normalizing(c: char) -> bool {
    !matches!(c,
        '\0'..='\u{7F}'
        | '\u{4E00}'..='\u{9FFF}' | '\u{3400}'..='\u{4DBF}'
        | '\u{FF01}'..='\u{FF5E}'
        | '\u{3000}'..='\u{3002}' | '\u{3007}'..='\u{3011}' | '\u{3014}'..='\u{3015}'
        | '\u{2010}'..='\u{2015}' | '\u{2018}'..='\u{2019}' | '\u{201C}'..='\u{201D}'
        | '·' | '•' | '□' | '\u{200B}' | '\u{FEFF}' | WILDCARD)
}

/// Control, format and zero-width characters, and variation selectors.
fn is_invisible(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}'..='\u{1160}' | '\u{17B4}'..='\u{17B5}'
            | '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}' | '\u{3164}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}'
            | '\u{FFA0}' | '\u{FFF0}'..='\u{FFFB}' | '\u{E0000}'..='\u{E0FFF}')
}

/// Whether a character is a hanzi or stands for one.
pub(crate) fn is_hanzi(c: char) -> bool {
    matches!(c, '\u{4E00}'..='\u{9FFF}')
        || c > '\u{2FFF}'
            && matches!(c,
                '\u{3400}'..='\u{4DBF}' | '〇' | '々' | WILDCARD
                | '\u{20000}'..='\u{3FFFF}' | '\u{F900}'..='\u{FAFF}')
}

/// Whether a character belongs to a script that writes spaces between words.
pub(crate) fn is_word_like(c: char) -> bool {
    c.is_ascii_alphanumeric()
        || !c.is_ascii()
            && !is_hanzi(c)
            && !matches!(c, '\u{3040}'..='\u{30FF}')
            && c.is_alphanumeric()
}
