//! Codes and numbers that differ by a slip of the pen.

use crate::normalize::{CreditCode, Phone, PhoneAgreement};

/// Slips that two codes of 18 characters may be apart. Two codes drawn at random share their place
/// and hardly more, so two differences among nine free characters are one in millions.
const CODE_SLIPS: usize = 2;

/// Whether two codes are at most two characters apart (Levenshtein 1966).
pub fn codes_are_near(a: CreditCode, b: CreditCode) -> bool {
    let (x, y) = (characters(a), characters(b));
    let (x, y) = (&x.0[..x.1], &y.0[..y.1]);
    // Short codes are near by chance.
    x.len().min(y.len()) >= 9 && is_within(x, y, CODE_SLIPS)
}

/// The characters of a code and their number.
fn characters(code: CreditCode) -> ([u8; 20], usize) {
    let mut text = [0; 20];
    let mut length = 0;
    for (slot, c) in text.iter_mut().zip(code.characters()) {
        *slot = c as u8;
        length += 1;
    }
    (text, length)
}

/// Whether at most `slips` edits lie between two texts; only for a few slips, as every one triples
/// the work.
fn is_within(a: &[u8], b: &[u8], slips: usize) -> bool {
    let equal = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    let (a, b) = (&a[equal..], &b[equal..]);
    if a.is_empty() || b.is_empty() {
        return a.len() + b.len() <= slips;
    }
    slips > 0
        && (is_within(&a[1..], &b[1..], slips - 1)
            || is_within(&a[1..], b, slips - 1)
            || is_within(a, &b[1..], slips - 1))
}

/// How two numbers agree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Numbers {
    /// The same line.
    Same,
    /// The same local number, the area code missing on a side.
    Local,
    /// One digit apart.
    Near,
    /// Different lines.
    Differ,
}

/// Compares two phone numbers.
pub fn numbers(a: Phone, b: Phone) -> Numbers {
    match a.agreement(b) {
        PhoneAgreement::Same => Numbers::Same,
        PhoneAgreement::SameLocal => Numbers::Local,
        PhoneAgreement::Different if is_one_digit_apart(a, b) => Numbers::Near,
        PhoneAgreement::Different => Numbers::Differ,
    }
}

fn is_one_digit_apart(a: Phone, b: Phone) -> bool {
    if a.kind() != b.kind() {
        return false;
    }
    let (mut x, mut y, mut differences) = (a.number(), b.number(), 0);
    while (x != 0 || y != 0) && differences < 2 {
        differences += u32::from(x % 10 != y % 10);
        x /= 10;
        y /= 10;
    }
    differences == 1
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::normalize::phones;
    use proptest::prelude::*;

    fn phone(text: &str) -> Phone {
        phones(text, None)[0]
    }

    #[test]
    fn slips_of_numbers() {
        assert_eq!(numbers(phone("13934567812"), phone("13934567812")), Numbers::Same);
        assert_eq!(numbers(phone("13934567812"), phone("13934567813")), Numbers::Near);
        assert_eq!(numbers(phone("13934567812"), phone("13934567723")), Numbers::Differ);
    }

    proptest! {
        #[test]
        fn within_agrees_with_levenshtein(a in "[AB]{0,8}", b in "[AB]{0,8}", slips in 0usize..3) {
            let expected = strsim::levenshtein(&a, &b) <= slips;
            prop_assert_eq!(is_within(a.as_bytes(), b.as_bytes(), slips), expected);
        }
    }

    #[test]
    fn slips_of_codes() {
        let code = |text| CreditCode::normalize(text).unwrap();
        assert!(codes_are_near(code("91140100MA0K1A2B3C"), code("91140100MA0K1A2B4D")));
        assert!(!codes_are_near(code("91140100MA0K1A2B3C"), code("91140100MA0K1Z9B4D")));
    }
}
