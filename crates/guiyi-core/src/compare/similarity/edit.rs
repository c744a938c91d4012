//! Edit distance over characters: insertions, deletions, substitutions and swaps of neighbours.

/// Characters of the shorter text that one machine word holds.
const WORD: usize = u64::BITS as usize;

/// The optimal string alignment distance (Damerau–Levenshtein in which no part is edited twice),
/// in edits, 0 to the longer length.
///
/// Bit-parallel after Hyyrö (2003), *A bit-vector algorithm for computing Levenshtein and Damerau
/// edit distances*, while the shorter text fits one word; otherwise the usual table.
pub fn edit_distance(a: &[char], b: &[char]) -> usize {
    let (a, b) = trim_common(a, b);
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    match short.len() {
        0 => long.len(),
        1..=WORD => in_one_word(short, long),
        _ => by_table(short, long),
    }
}

/// Whether the distance is at most `most`; cheaper than asking for the distance when lengths
/// already tell.
pub fn within(a: &[char], b: &[char], most: usize) -> bool {
    a.len().abs_diff(b.len()) <= most && edit_distance(a, b) <= most
}

/// Which characters a text has: a bit for each of 64 classes. Two signatures tell most pairs of
/// different texts apart without looking at the texts.
pub fn signature(text: &[char]) -> u64 {
    // Multiplicative hashing spreads neighbouring letters over the classes (Knuth, TAOCP 6.4).
    text.iter().fold(0, |bits, &c| bits | 1 << ((c as u32).wrapping_mul(0x9e37_79b1) >> 26))
}

/// A lower bound of the distance of two texts with these signatures: one edit changes at most two
/// classes, by putting one character in the place of another.
pub fn least_distance(a: u64, b: u64) -> usize {
    (a ^ b).count_ones().div_ceil(2) as usize
}

/// Drops what the two share at both ends, which never changes the distance.
fn trim_common<'a>(a: &'a [char], b: &'a [char]) -> (&'a [char], &'a [char]) {
    let head = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    let (a, b) = (&a[head..], &b[head..]);
    let tail = a.iter().rev().zip(b.iter().rev()).take_while(|(x, y)| x == y).count();
    (&a[..a.len() - tail], &b[..b.len() - tail])
}

/// Hyyrö's recurrence: bit `i` of `up`/`down` says whether the column rises or falls by one
/// between rows `i` and `i + 1`.
fn in_one_word(pattern: &[char], text: &[char]) -> usize {
    let last = 1u64 << (pattern.len() - 1);
    let (mut up, mut down) = (u64::MAX, 0u64);
    let (mut zero, mut before) = (0u64, 0u64);
    let mut distance = pattern.len();
    for &c in text {
        let here = places(pattern, c);
        let swap = ((!zero & here) << 1) & before;
        zero = (((here & up).wrapping_add(up)) ^ up) | here | down | swap;
        let (rise, fall) = (down | !(zero | up), zero & up);
        if rise & last != 0 {
            distance += 1;
        } else if fall & last != 0 {
            distance -= 1;
        }
        let (rise, fall) = (rise << 1 | 1, fall << 1);
        (up, down) = (fall | !(zero | rise), zero & rise);
        before = here;
    }
    distance
}

/// Where `c` stands in the pattern, a bit for each place. Names are short: looking is cheaper than
/// filling a table for every pair.
fn places(pattern: &[char], c: char) -> u64 {
    pattern.iter().enumerate().fold(0, |bits, (at, &p)| bits | u64::from(p == c) << at)
}

fn by_table(a: &[char], b: &[char]) -> usize {
    let mut oldest: Vec<usize> = Vec::new();
    let mut above: Vec<usize> = (0..=b.len()).collect();
    for (i, &x) in a.iter().enumerate() {
        let mut row = Vec::with_capacity(b.len() + 1);
        row.push(i + 1);
        for (j, &y) in b.iter().enumerate() {
            let mut least = (above[j] + usize::from(x != y)).min(above[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && x == b[j - 1] && a[i - 1] == y {
                least = least.min(oldest[j - 1] + 1);
            }
            row.push(least);
        }
        oldest = std::mem::replace(&mut above, row);
    }
    above[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn chars(text: &str) -> Vec<char> {
        text.chars().collect()
    }

    #[test]
    fn counts_edits() {
        let cases = [
            ("", "", 0),
            ("", "abc", 3),
            ("smith", "smith", 0),
            ("smith", "smtih", 1),
            ("ca", "abc", 3),
            ("太原红光", "太原光红", 1),
            ("kitten", "sitting", 3),
        ];
        for (a, b, edits) in cases {
            assert_eq!(edit_distance(&chars(a), &chars(b)), edits, "{a} {b}");
        }
    }

    proptest! {
        #[test]
        fn agrees_with_the_reference(a in "[abc]{0,80}", b in "[abc]{0,80}") {
            prop_assert_eq!(edit_distance(&chars(&a), &chars(&b)), strsim::osa_distance(&a, &b));
        }

        #[test]
        fn agrees_with_the_reference_on_short_text(a in "[a-d红光]{0,9}", b in "[a-d红光]{0,9}") {
            prop_assert_eq!(edit_distance(&chars(&a), &chars(&b)), strsim::osa_distance(&a, &b));
            let distance = strsim::osa_distance(&a, &b);
            prop_assert_eq!(within(&chars(&a), &chars(&b), 2), distance <= 2);
            prop_assert!(least_distance(signature(&chars(&a)), signature(&chars(&b))) <= distance);
        }
    }
}
