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

/// Bytes that so many offsets up to `longest` take.
pub fn size(offsets: usize, longest: usize) -> usize {
    if is_short(longest) { offsets * SHORT } else { 1 + offsets * LONG }
}

/// Writes offsets behind `text`; the first is 0, the last one the longest.
pub fn push(text: &mut String, offsets: &[usize]) {
    let digit = |offset: usize, at: usize| (offset >> (at as u32 * DIGIT)) as u8 & 0x7F;
    if !is_short(offsets.last().copied().unwrap_or(0)) {
        text.push('\u{1}');
        for &offset in offsets {
            text.extend((0..LONG).map(|at| char::from(digit(offset, at))));
        }
        return;
    }
    /// Offsets written in one go.
    const SOME: usize = 16;
    for some in offsets.chunks(SOME) {
        let mut digits = [0; SHORT * SOME];
        for (digits, &offset) in digits.as_chunks_mut().0.iter_mut().zip(some) {
            *digits = [digit(offset, 0), digit(offset, 1)];
        }
        // Seven bits are always text.
        text.push_str(str::from_utf8(&digits[..SHORT * some.len()]).unwrap_or_default());
    }
}

/// Where the text of a cell is in a row of `width` cells that begins with `row`.
#[inline]
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
