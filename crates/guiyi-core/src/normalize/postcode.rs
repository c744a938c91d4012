//! Postcodes of any country.

use std::fmt;

use super::Normalized;
use super::narrow::{is_missing, narrowed};

/// A postcode: its letters (upper case) and digits, at most [`LONGEST`], packed into a word.
///
/// Made only by [`Postcode::normalize`].
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Postcode(u64);

/// Most characters of a postcode; the longest in use (Iran, ZIP+4 without its hyphen) have 9–10.
pub const LONGEST: usize = 10;
/// Fewer are no postcode (Faroe Islands and Iceland have 3).
const SHORTEST: usize = 3;
/// Bits per packed character.
const BITS: u32 = 6;

impl Postcode {
    /// Reads a cell. Five digits that a spreadsheet made of `01…`–`07…` cannot be told from another
    /// country's five and stay as they are; repeated digits (`000000`) are missing.
    pub fn normalize(cell: &str) -> Normalized<Postcode> {
        if is_missing(cell) {
            return Normalized::Missing;
        }
        let cell = cell.trim();
        let cell = cell.strip_suffix(".0").unwrap_or(cell);
        let (mut packed, mut len) = (0, 0);
        for c in narrowed(cell) {
            let value = match c.to_ascii_uppercase() {
                c @ '0'..='9' => c as u64 - u64::from(b'0') + 1,
                c @ 'A'..='Z' => c as u64 - u64::from(b'A') + 11,
                ' ' | '-' | '.' | '\'' => continue,
                _ => return Normalized::Invalid,
            };
            if len == LONGEST {
                return Normalized::Invalid;
            }
            packed = packed << BITS | value;
            len += 1;
        }
        let postcode = Postcode(packed << (BITS * (LONGEST - len) as u32));
        let mut characters = postcode.characters();
        let first = characters.next();
        if first.is_some_and(|c| c.is_ascii_digit()) && characters.all(|c| Some(c) == first) {
            return Normalized::Missing;
        }
        if len < SHORTEST { Normalized::Invalid } else { Normalized::Valid(postcode) }
    }

    /// The characters, without spaces.
    pub fn characters(self) -> impl Iterator<Item = char> {
        (0..LONGEST as u32).rev().map_while(move |place| {
            match (self.0 >> (BITS * place) & 0x3f) as u8 {
                0 => None,
                digit @ 1..=10 => Some(char::from(b'0' + digit - 1)),
                letter => Some(char::from(b'A' + letter - 11)),
            }
        })
    }

    /// How many leading characters both share. On the mainland two are a province and four a city.
    pub fn common_prefix(self, other: Postcode) -> usize {
        self.characters().zip(other.characters()).take_while(|(a, b)| a == b).count()
    }

    /// The packed characters.
    pub fn key(self) -> u64 {
        self.0
    }
}

impl fmt::Display for Postcode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.characters().try_for_each(|c| fmt::Write::write_char(f, c))
    }
}

impl fmt::Debug for Postcode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Postcode({self})")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_people_write() {
        let cases = [
            ("030001", Some("030001")),
            ("０３０００１", Some("030001")),
            ("sk14 8nw", Some("SK148NW")),
            ("12345-6789", Some("123456789")),
            ("5009.0", Some("5009")),
            ("30001", Some("30001")),
        ];
        for (cell, wanted) in cases {
            let found = Postcode::normalize(cell).valid().map(|code| code.to_string());
            assert_eq!(found.as_deref(), wanted, "{cell:?}");
        }
        for cell in ["", "-", "无", "000000", "111111"] {
            assert_eq!(Postcode::normalize(cell), Normalized::Missing, "{cell:?}");
        }
        for cell in ["太原", "12", "12345678901", "0351@"] {
            assert_eq!(Postcode::normalize(cell), Normalized::Invalid, "{cell:?}");
        }
    }

    #[test]
    fn shares_a_prefix() {
        let code = |cell| Postcode::normalize(cell).valid().unwrap();
        assert_eq!(code("030001").common_prefix(code("030024")), 4);
        assert_eq!(code("2500").common_prefix(code("25001")), 4);
    }
}
