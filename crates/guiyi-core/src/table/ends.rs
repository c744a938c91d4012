//! How offsets are written before the text of a row: in digits of seven bits, which are text as well. There is one
//! more than cells: where the first cell begins, then where each ends.

use std::ops::Range;

/// Bits of a digit.
const DIGIT: u32 = 7;
/// Digits of an offset, where the text is shorter than 2^14 bytes. The first offset is 0, so such a row begins with 0.
const SHORT: usize = 2;
/// Digits in any other row, which begins with a digit of its own that is not 0.
const LONG: usize = 9;

/// Whether offsets up to `longest` are short ones.
fn is_short(longest: usize) -> bool {
    longest < 1 << (DIGIT as usize * SHORT)
}

/// Bytes that so many cells' offsets up to `longest` take.
pub fn size(cells: usize, longest: usize) -> usize {
    if is_short(longest) { (cells + 1) * SHORT } else { 1 + (cells + 1) * LONG }
}

/// Writes where cells end behind `text`; the last one is the longest.
pub fn push(text: &mut String, ends: &[usize]) {
    let is_short = is_short(ends.last().copied().unwrap_or(0));
    if !is_short {
        text.push('\u{1}');
    }
    let digits = if is_short { SHORT } else { LONG };
    for offset in std::iter::once(&0).chain(ends) {
        let digit = |at: usize| char::from((offset >> (at as u32 * DIGIT)) as u8 & 0x7F);
        text.extend((0..digits).map(digit));
    }
}

/// Where the text of a cell is in a row of `width` cells that begins with `row`.
pub fn read(row: &[u8], column: usize, width: usize) -> Range<usize> {
    let short = |[low, high]: [u8; SHORT]| usize::from(low) | usize::from(high) << DIGIT;
    match row[column * SHORT..].first_chunk() {
        Some(&[a, b, c, d]) if row[0] == 0 => {
            let text = (width + 1) * SHORT;
            text + short([a, b])..text + short([c, d])
        }
        _ => read_long(row, column, width),
    }
}

#[cold]
fn read_long(row: &[u8], column: usize, width: usize) -> Range<usize> {
    let (row, text) = (&row[1..], 1 + (width + 1) * LONG);
    let offset = |at: usize| {
        let digits = row[at * LONG..(at + 1) * LONG].iter().rev();
        text + digits.fold(0, |all, &digit| all << DIGIT | usize::from(digit))
    };
    offset(column)..offset(column + 1)
}
