//! The shape of a table file: comment lines, then one entry a line, fields parted by tabs.

/// The entries of a table's text: neither empty nor comment.
pub(crate) fn entries(text: &'static str) -> impl Iterator<Item = &'static str> {
    text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'))
}

/// The two fields of an entry that has exactly two.
pub(crate) fn pair(entry: &'static str) -> Option<(&'static str, &'static str)> {
    entry.split_once('\t')
}

/// The three fields of an entry that has exactly three.
pub(crate) fn triple(entry: &'static str) -> Option<(&'static str, &'static str, &'static str)> {
    let (first, rest) = entry.split_once('\t')?;
    let (second, third) = rest.split_once('\t')?;
    Some((first, second, third))
}

/// The only character of `text`.
pub(crate) fn single(text: &str) -> Option<char> {
    let mut chars = text.chars();
    let first = chars.next()?;
    chars.next().is_none().then_some(first)
}
