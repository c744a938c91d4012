//! What a string of digits is as a telephone number.

use guiyi_lexicon::division::by_area_code;

use super::{Phone, PhoneKind};

/// Digits kept of a number of no known plan: the end identifies, the trunk prefix does not.
pub const OTHER_DIGITS: u32 = 12;
/// Fewer digits are no number, more are an account or a code (E.164 ends at 15).
const OTHER_LENGTHS: std::ops::RangeInclusive<usize> = 7..=15;

/// `digits` (ASCII) as a number of the Chinese plans, dummies included. `first_group` is how many
/// of them were written before the first separator: `0539-423931` is a damaged mainland number,
/// not Taiwan's 05.
pub fn classify(digits: &[u8], first_group: usize) -> Option<Phone> {
    plain(digits, first_group).or_else(|| {
        let country = digits.starts_with(b"86") || digits.starts_with(b"886");
        international(digits).filter(|phone| country && phone.kind() <= PhoneKind::Landline)
    })
}

/// `digits` after a `+` or `00`, as country code and number.
pub fn international(digits: &[u8]) -> Option<Phone> {
    if let Some(rest) = digits.strip_prefix(b"86") {
        return plain(rest, rest.len()).or_else(|| other(rest));
    }
    if let Some(rest) = digits.strip_prefix(b"886") {
        return taiwan(rest.strip_prefix(b"0").unwrap_or(rest)).or_else(|| other(digits));
    }
    other(digits)
}

/// `digits` as a number of no known plan.
pub fn other(digits: &[u8]) -> Option<Phone> {
    let kept = &digits[digits.len().saturating_sub(OTHER_DIGITS as usize)..];
    OTHER_LENGTHS.contains(&digits.len()).then(|| Phone::new(PhoneKind::Other, value(kept)))?
}

/// `phone` with the area code it lacks, if the lengths fit.
pub fn complete(phone: Phone, area: u16) -> Phone {
    let length = phone.subscriber().checked_ilog10().map_or(0, |log| log + 1);
    let fits = match area {
        2..=8 | 37 | 49 | 82 | 89 => true,
        10 | 20..=29 => length == 8,
        310..=999 => true,
        _ => false,
    };
    let completed = match phone.kind() {
        PhoneKind::Local if fits => Phone::landline(area.into(), phone.subscriber())
            .map(|whole| phone.extension().map_or(whole, |ext| whole.with_extension(ext.into()))),
        _ => None,
    };
    completed.unwrap_or(phone)
}

/// Whether it was typed to fill a field: one digit repeated, digits counted, the operators' own.
pub fn is_dummy(phone: Phone) -> bool {
    let number = phone.subscriber();
    let tail = number % 100_000_000;
    let repeated = |n: u64, ones: u64| n.is_multiple_of(ones);
    match phone.kind() {
        PhoneKind::Mobile => {
            // 13800138000 and its sisters are the operators' charging lines.
            let operators = number / 100_000_000;
            repeated(tail, 11_111_111)
                || tail == 12_345_678
                || number == operators * 100_000_000 + operators * 1000
        }
        PhoneKind::Landline | PhoneKind::Local => {
            let ones = if number < 10_000_000 { 1_111_111 } else { 11_111_111 };
            repeated(number, ones)
                || matches!(number, 12_345_678 | 1_234_567 | 2_345_678 | 23_456_789)
                || matches!(number, 87_654_321 | 7_654_321 | 98_765_432 | 9_876_543)
        }
        PhoneKind::Service => repeated(number % 10_000_000, 1_111_111) && number > 999_999,
        PhoneKind::Other => {
            let digit = number % 10;
            let mut rest = number;
            while rest > 0 && rest % 10 == digit {
                rest /= 10;
            }
            rest == 0 || tail == 12_345_678 || matches!(number, 1_234_567_890 | 12_345_678_901)
        }
    }
}

fn plain(digits: &[u8], first_group: usize) -> Option<Phone> {
    match digits {
        [b'1', b'3'..=b'9', ..] if digits.len() == 11 => {
            Phone::new(PhoneKind::Mobile, value(digits))
        }
        // Dialled from another province once upon a time.
        [b'0', b'1', b'3'..=b'9', ..] if digits.len() == 12 => {
            Phone::new(PhoneKind::Mobile, value(&digits[1..]))
        }
        [b'0', b'0', _, ..] => international(&digits[2..]).filter(|_| digits.len() > 9),
        [b'0', rest @ ..] => landline(rest).or_else(|| {
            let island = match first_group {
                3 | 4 => TAIWAN_LONG_AREAS.iter().any(|area| rest.starts_with(area)),
                _ => true,
            };
            if island { taiwan(rest) } else { None }
        }),
        [b'4' | b'8', b'0', b'0', ..] if digits.len() == 10 => {
            Phone::new(PhoneKind::Service, value(digits))
        }
        [b'9', b'5' | b'6', ..] if matches!(digits.len(), 5 | 6) => {
            Phone::new(PhoneKind::Service, value(digits))
        }
        [b'2'..=b'9', ..] if matches!(digits.len(), 7 | 8) => {
            Phone::new(PhoneKind::Local, value(digits))
        }
        // A spreadsheet took the leading zero for a number's. Only a code in use can say so.
        _ => landline(digits).filter(|phone| phone.area().is_some_and(is_in_use)),
    }
}

/// Area code without its 0, then the subscriber's number.
fn landline(digits: &[u8]) -> Option<Phone> {
    let (area, subscriber) = match digits {
        [b'1', b'0', rest @ ..] if rest.len() == 8 => (10, rest),
        [b'2', second, rest @ ..] if rest.len() == 8 => (20 + u64::from(second - b'0'), rest),
        [b'3'..=b'9', _, _, rest @ ..] if matches!(rest.len(), 7 | 8) => {
            (value(&digits[..3]), rest)
        }
        _ => return None,
    };
    let possible = !matches!(subscriber[0], b'0' | b'1');
    possible.then(|| Phone::landline(area, value(subscriber)))?
}

/// What Taiwanese write as one group of three or four digits: mobile prefixes and small areas.
const TAIWAN_LONG_AREAS: [&[u8]; 7] = [b"9", b"37", b"49", b"82", b"836", b"826", b"89"];

/// Taiwan's plan without the 0: 9 and eight digits, or an area and the rest of eight or nine. The
/// small areas (037, 049, 082, 089) begin like a large one whose numbers never do.
fn taiwan(digits: &[u8]) -> Option<Phone> {
    if !matches!(digits.len(), 8 | 9) {
        return None;
    }
    let area = match digits {
        [b'9', ..] => {
            return Phone::new(PhoneKind::Mobile, value(digits)).filter(|_| digits.len() == 9);
        }
        [b'3', b'7', ..] | [b'4', b'9', ..] | [b'8', b'2' | b'9', ..] => 2,
        [b'2'..=b'8', ..] => 1,
        _ => return None,
    };
    Phone::landline(value(&digits[..area]), value(&digits[area..]))
}

fn is_in_use(area: u16) -> bool {
    !by_area_code(area).is_empty()
}

fn value(digits: &[u8]) -> u64 {
    digits.iter().fold(0, |value, &digit| value * 10 + u64::from(digit - b'0'))
}
