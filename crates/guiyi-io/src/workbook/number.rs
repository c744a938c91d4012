//! Numbers of a worksheet as the text a person sees.

/// The number of significant digits a spreadsheet keeps.
const DIGITS: usize = 15;

/// The longest number of which a spreadsheet keeps every digit: beyond, codes and card numbers
/// end in zeros that were never there.
const EXACT: f64 = 1e15;

/// Whether a number is so long that its last digits are lost.
pub(super) fn is_damaged(value: f64) -> bool {
    value.abs() >= EXACT && value.is_finite()
}

/// A number by its format code. Formats that are not about digits show it plainly, and no
/// number is shortened to `1.38E+10` or given separators: its digits are the data.
pub(super) fn shown(value: f64, code: &str) -> String {
    Pattern::parse(code).and_then(|pattern| pattern.apply(value)).unwrap_or_else(|| plain(value))
}

/// A number without format: all digits of a whole number, fifteen significant ones otherwise.
fn plain(value: f64) -> String {
    if value.fract() == 0.0 || !value.is_finite() {
        return format!("{}", value + 0.0);
    }
    let rounded = format!("{value:.*e}", DIGITS - 1).parse::<f64>().unwrap_or(value);
    format!("{rounded}")
}

/// A format code made of digits and fixed text: `00000000`, `0.00`, `"K"0000`, `000-0000-0000`,
/// `0.0%`.
#[derive(Debug, Default, PartialEq)]
struct Pattern {
    /// The places before the decimal point, with what stands between them.
    whole: Vec<Piece>,
    /// `None` without a decimal point: the number is rounded to a whole one.
    decimals: usize,
    /// Decimals that are shown only when they are not zero (`#`).
    optional_decimals: usize,
    percent: bool,
    /// Text behind the digits.
    suffix: String,
}

#[derive(Clone, Debug, PartialEq)]
enum Piece {
    /// `0`: a digit, zero where there is none.
    Zero,
    /// `#` or `?`: a digit where there is one.
    Digit,
    Text(char),
}

impl Pattern {
    /// The pattern of a code's part for positive numbers; `None` when it is `General`, a date, a
    /// fraction, scientific, or has conditions.
    fn parse(code: &str) -> Option<Pattern> {
        let mut pattern = Pattern::default();
        let mut in_decimals = false;
        let mut characters = code.chars().peekable();
        while let Some(c) = characters.next() {
            match c {
                ';' => break,
                '0' | '#' | '?' if in_decimals => {
                    pattern.decimals += 1;
                    if c != '0' {
                        pattern.optional_decimals += 1;
                    }
                }
                '0' => pattern.whole.push(Piece::Zero),
                '#' | '?' => pattern.whole.push(Piece::Digit),
                '.' if !in_decimals => in_decimals = true,
                // Thousands are not separated: `13,800` is no number to a machine.
                ',' => {}
                '%' => {
                    pattern.percent = true;
                    pattern.suffix.push('%');
                }
                '"' => {
                    for quoted in characters.by_ref().take_while(|c| *c != '"') {
                        pattern.push_text(quoted, in_decimals);
                    }
                }
                '\\' => pattern.push_text(characters.next()?, in_decimals),
                // The width of a character, and a fill: layout only.
                '_' | '*' => {
                    characters.next();
                }
                '-' | ' ' | '(' | ')' | '+' | '/' | ':' | '¥' | '￥' | '$' => {
                    pattern.push_text(c, in_decimals);
                }
                '[' => {
                    let inside: String = characters.by_ref().take_while(|c| *c != ']').collect();
                    // Currency and colours mean nothing here; a condition does.
                    if inside.starts_with(['<', '>', '=']) {
                        return None;
                    }
                }
                _ => return None,
            }
        }
        let digits = pattern.whole.iter().any(|piece| !matches!(piece, Piece::Text(_)));
        digits.then_some(pattern)
    }

    fn push_text(&mut self, c: char, in_decimals: bool) {
        if in_decimals { self.suffix.push(c) } else { self.whole.push(Piece::Text(c)) }
    }

    fn apply(&self, value: f64) -> Option<String> {
        if !value.is_finite() || is_damaged(value) {
            return None;
        }
        let value = if self.percent { value * 100.0 } else { value };
        let number = format!("{:.*}", self.decimals, value.abs());
        let (whole, decimals) = number.split_once('.').unwrap_or((&number, ""));
        let whole = if whole == "0" { "" } else { whole };
        let mut text = self.fill(whole);
        let (kept, optional) =
            decimals.split_at(decimals.len().saturating_sub(self.optional_decimals));
        let decimals = format!("{kept}{}", optional.trim_end_matches('0'));
        if !decimals.is_empty() {
            text.push('.');
            text.push_str(&decimals);
        }
        text.push_str(&self.suffix);
        let zero = number.bytes().all(|b| matches!(b, b'0' | b'.'));
        Some(if value < 0.0 && !zero { format!("-{text}") } else { text })
    }

    /// Puts digits into their places from the right; those left over go to the first place.
    fn fill(&self, digits: &str) -> String {
        let mut digits = digits.chars().rev();
        let first = self.whole.iter().position(|piece| !matches!(piece, Piece::Text(_)));
        let mut text: Vec<char> = Vec::new();
        for (at, piece) in self.whole.iter().enumerate().rev() {
            match piece {
                Piece::Text(c) => text.push(*c),
                Piece::Zero => text.push(digits.next().unwrap_or('0')),
                Piece::Digit => text.extend(digits.next()),
            }
            if Some(at) == first {
                text.extend(digits.by_ref());
            }
        }
        text.into_iter().rev().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shows_numbers_as_a_person_sees_them() {
        for (value, code, text) in [
            (13_800_138_000.0, "General", "13800138000"),
            (13_800_138_000.0, "0.00E+00", "13800138000"),
            (0.1 + 0.2, "General", "0.3"),
            (-12.5, "General", "-12.5"),
            (1234.0, "00000000", "00001234"),
            (1.0, "0000-0000", "0000-0001"),
            (13_800_138_000.0, "000-0000-0000", "138-0013-8000"),
            (1_013_800_138_000.0, "000-0000-0000", "10138-0013-8000"),
            (7.0, "\"K\"0000", "K0007"),
            (100.5, "#,##0.00", "100.50"),
            (1_234_567.0, "#,##0", "1234567"),
            (0.125, "0.0%", "12.5%"),
            (0.5, "#.##", ".5"),
            (3.0, "0.##", "3"),
            (-0.001, "0.00", "0.00"),
            (99.5, "\"¥\"#,##0.00_);[Red](\"¥\"#,##0.00)", "¥99.50"),
            (5.0, "[<=9999999]###-####;(###) ###-####", "5"),
            (5.0, "@", "5"),
            (0.0, "0", "0"),
            (-0.0, "General", "0"),
            (1e300, "0", &format!("1{}", "0".repeat(300))),
        ] {
            let text = if value == 1e300 { format!("{value}") } else { text.to_owned() };
            assert_eq!(shown(value, code), text, "{value} {code}");
        }
    }

    #[test]
    fn knows_when_digits_are_lost() {
        assert!(is_damaged(911_401_000_000_000_000.0));
        assert!(!is_damaged(862_138_001_380_000.0));
        assert!(!is_damaged(f64::INFINITY));
    }
}
