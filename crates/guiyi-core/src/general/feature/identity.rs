//! Numbers that name one person for certain.

use super::{FeatureTable, Kind, ValueId, Vocabulary};

/// Whether both records hold a valid identity number and the numbers differ.
pub fn differ(table: &FeatureTable, left: u32, right: u32) -> bool {
    let (left, right) = (table.row(left), table.row(right));
    let words = &table.vocabulary;
    let codes = table.features.iter().enumerate().filter(|(_, f)| f.kind == Kind::Code);
    codes
        .map(|(at, _)| (left[at].value, right[at].value))
        .any(|(a, b)| a != b && is_identity_number(words, a) && is_identity_number(words, b))
}

/// Whether a value is a valid 居民身份证号 (GB 11643-1999): 17 digits, the 7th to 14th of them a
/// date of birth, and a check character by ISO 7064 MOD 11-2.
fn is_identity_number(words: &Vocabulary, value: ValueId) -> bool {
    /// Characters of the number.
    const LENGTH: usize = 18;
    let number = words.chars(value);
    if number.len() != LENGTH || !number[..LENGTH - 1].iter().all(char::is_ascii_digit) {
        return false;
    }
    let digit = |at: usize| number[at].to_digit(10).unwrap_or(0);
    let month = digit(10) * 10 + digit(11);
    let day = digit(12) * 10 + digit(13);
    // MOD 11-2: each step doubles what was and adds the next digit; the check makes it 1.
    let sum = (0..LENGTH - 1).fold(0, |sum, at| (sum + digit(at)) * 2 % 11);
    let check = match number[LENGTH - 1] {
        'x' => 10,
        c => c.to_digit(10).unwrap_or(11),
    };
    (1..=12).contains(&month) && (1..=31).contains(&day) && (sum + check) % 11 == 1
}

#[cfg(test)]
mod tests {
    use super::super::vocabulary::{Domain, Interner};
    use super::*;

    #[test]
    fn knows_valid_numbers() {
        // The first is the example of the standard.
        let cases = [
            ("11010519491231002x", true),
            ("440524188001010014", true),
            ("440524188001010015", false),
            ("110105194913310021", false),
            ("1101051949123100", false),
            ("11010519491231002a", false),
        ];
        for (number, valid) in cases {
            let mut interner = Interner::new();
            let value = interner.intern(Domain::Code, number, |text| text.split(' '));
            assert_eq!(is_identity_number(&interner.finish(1), value), valid, "{number}");
        }
    }
}
