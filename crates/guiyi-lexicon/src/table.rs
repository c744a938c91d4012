//! The shape of a table file: comment lines, then one entry a line, fields parted by tabs.

/// The entries of a table's text: neither empty nor comment.
pub(crate) fn entries(text: &'static str) -> impl Iterator<Item = &'static str> {
    split(text, b'\n').filter(|line| !line.is_empty() && !line.starts_with('#'))
}

/// The pieces between signs of ASCII. Fields are so short that looking at each byte is quicker than
/// the search of the standard library, and every start of the program reads a megabyte of tables.
pub(crate) fn split(text: &'static str, sign: u8) -> impl Iterator<Item = &'static str> {
    let mut rest = Some(text);
    std::iter::from_fn(move || {
        let (piece, behind) = match cut(rest?, sign) {
            Some((piece, behind)) => (piece, Some(behind)),
            None => (rest?, None),
        };
        rest = behind;
        Some(piece)
    })
}

/// What stands before and behind the first sign.
fn cut(text: &'static str, sign: u8) -> Option<(&'static str, &'static str)> {
    let at = text.bytes().position(|byte| byte == sign)?;
    Some((text.get(..at)?, text.get(at + 1..)?))
}

/// The two fields of an entry that has exactly two.
pub(crate) fn pair(entry: &'static str) -> Option<(&'static str, &'static str)> {
    cut(entry, b'\t')
}

/// The three fields of an entry that has exactly three.
pub(crate) fn triple(entry: &'static str) -> Option<(&'static str, &'static str, &'static str)> {
    let (first, rest) = pair(entry)?;
    let (second, third) = pair(rest)?;
    Some((first, second, third))
}

/// The only character of `text`.
pub(crate) fn single(text: &str) -> Option<char> {
    let mut chars = text.chars();
    let first = chars.next()?;
    chars.next().is_none().then_some(first)
}
