//! House numbers.

use std::fmt;

/// A house number with its prefix and its second number, packed; 0 is none. `64-4`, `64之4` and
/// `64号-4` are one number; `甲1`, `附1` and `1` are three.
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct HouseNumber(u32);

/// Bits 0–9 hold the second number plus one, 10–26 the first, 27–31 the prefix.
const MAIN_SHIFT: u32 = 10;
const PREFIX_SHIFT: u32 = 27;
const MOST_MAIN: u32 = (1 << (PREFIX_SHIFT - MAIN_SHIFT)) - 1;
/// Second numbers above this are cut; letters (12b) come after them.
const MOST_SUB: u32 = 989;

/// Han prefixes, after the 26 letters; a fold of two would join different houses.
const PREFIXES: [char; 5] = ['甲', '乙', '丙', '丁', '附'];

impl HouseNumber {
    /// Reads folded text: a prefix (letter, 甲 乙 丙 丁 附), digits, and after any mark more digits or
    /// a letter. Of a list (`15、16`) the first counts. `None` without digits.
    pub fn read(text: &str) -> Option<HouseNumber> {
        let first = text.chars().next()?;
        let prefix = prefix_code(first);
        let digits = if prefix > 0 { &text[first.len_utf8()..] } else { text };
        let digits = digits.trim_start_matches(['-', '.']);
        let end = digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len());
        let main: u32 = digits[..end].parse().ok().filter(|main| *main <= MOST_MAIN)?;
        Some(HouseNumber(prefix << PREFIX_SHIFT | main << MAIN_SHIFT | sub_code(&digits[end..])))
    }

    /// Whether there is a number.
    pub fn is_some(self) -> bool {
        self.0 != 0
    }

    /// The first number alone.
    pub fn main(self) -> u32 {
        self.0 >> MAIN_SHIFT & MOST_MAIN
    }

    /// The same number with `text` (`-4`, `之4`) as its second, if it has none.
    pub fn with_sub(self, text: &str) -> HouseNumber {
        let bare = self.0 & ((1 << MAIN_SHIFT) - 1) == 0;
        if bare { HouseNumber(self.0 | sub_code(text)) } else { self }
    }

    /// A number from its [`HouseNumber::key`].
    pub(crate) fn from_key(key: u32) -> HouseNumber {
        HouseNumber(key)
    }

    /// The packed number.
    pub fn key(self) -> u32 {
        self.0
    }
}

fn prefix_code(c: char) -> u32 {
    match c {
        'a'..='z' => c as u32 - 'a' as u32 + 1,
        _ => PREFIXES.iter().position(|known| *known == c).map_or(0, |at| at as u32 + 27),
    }
}

/// The second number of what follows the first: `-4`, `b`, `-b4`; 0 for none or for a list.
fn sub_code(text: &str) -> u32 {
    if text.starts_with(['、', ',', '.', '/']) {
        return 0;
    }
    let text = text.trim_start_matches(['-', '~', '之', '#']);
    let digits = text.trim_start_matches(|c: char| c.is_ascii_lowercase());
    let end = digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len());
    match (digits[..end].parse::<u32>(), text.chars().next()) {
        (Ok(sub), _) => sub.min(MOST_SUB - 1) + 1,
        (Err(_), Some(c @ 'a'..='z')) => MOST_SUB + 1 + (c as u32 - 'a' as u32),
        _ => 0,
    }
}

impl fmt::Display for HouseNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 >> PREFIX_SHIFT {
            0 => {}
            letter @ 1..=26 => write!(f, "{}", char::from(b'a' + letter as u8 - 1))?,
            han => write!(f, "{}", PREFIXES.get(han as usize - 27).unwrap_or(&'?'))?,
        }
        write!(f, "{}", self.main())?;
        match self.0 & ((1 << MAIN_SHIFT) - 1) {
            0 => Ok(()),
            sub @ 1..=MOST_SUB => write!(f, "-{}", sub - 1),
            letter => write!(f, "{}", char::from(b'a' + (letter - MOST_SUB - 1) as u8)),
        }
    }
}

impl fmt::Debug for HouseNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_numbers_apart() {
        let read = |text| HouseNumber::read(text).map(|number| number.to_string());
        let cases = [
            ("64", Some("64")),
            ("0064", Some("64")),
            ("64-4", Some("64-4")),
            ("64之4", Some("64-4")),
            ("64-0", Some("64-0")),
            ("12b", Some("12b")),
            ("12-b2", Some("12-2")),
            ("甲1", Some("甲1")),
            ("附1", Some("附1")),
            ("a2005", Some("a2005")),
            ("15、16", Some("15")),
            ("99999999", None),
            ("甲", None),
            ("", None),
        ];
        for (text, wanted) in cases {
            assert_eq!(read(text).as_deref(), wanted, "{text}");
        }
        assert_eq!(
            HouseNumber::read("64").map(|number| number.with_sub("-4")),
            HouseNumber::read("64-4")
        );
    }
}
