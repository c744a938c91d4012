//! Amounts of money and quantities.

use super::Normalized;
use super::narrow::{is_missing, narrowed};

/// An amount in hundredths (分 of a yuan), rounded half away from zero; no currency.
///
/// Made only by [`Amount::normalize`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Amount(i64);

impl Amount {
    /// Reads a cell: digits with separators, Chinese and Latin multipliers (万 亿 k), currency
    /// words and signs, brackets for a negative amount. `1.234,56` is read with a decimal comma,
    /// `1,234` with a separator of thousands.
    pub fn normalize(cell: &str) -> Normalized<Amount> {
        if is_missing(cell) {
            return Normalized::Missing;
        }
        parse(cell).map_or(Normalized::Invalid, |hundredths| Normalized::Valid(Amount(hundredths)))
    }

    /// The amount in hundredths.
    pub fn hundredths(self) -> i64 {
        self.0
    }
}

fn parse(cell: &str) -> Option<i64> {
    let text: String = narrowed(cell).filter(|c| !c.is_whitespace()).collect();
    let mut text = text.to_lowercase();
    if text.contains(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | ',' | '-'))) {
        for word in CURRENCIES {
            if text.contains(word) {
                text = text.replace(word, "");
            }
        }
    }
    let bracketed = text.strip_prefix('(').and_then(|inner| inner.strip_suffix(')'));
    let (sign, mut rest) = match bracketed {
        Some(inner) => (-1, inner),
        None => match text.strip_prefix('-') {
            Some(rest) => (-1, rest),
            None => (1, text.strip_prefix('+').unwrap_or(&text)),
        },
    };
    // 1亿2000万 adds up.
    let mut sum: i64 = 0;
    while !rest.is_empty() {
        let end = rest.find(|c| !is_figure(c)).unwrap_or(rest.len());
        let (figures, after) = rest.split_at(end);
        let (unit, after) = multiplier(after)?;
        sum = sum.checked_add(scaled(figures, unit)?)?;
        rest = after;
    }
    Some(sign * sum)
}

/// Words and signs that name a currency or a counting unit, folded; longer ones first.
const CURRENCIES: [&str; 21] = [
    "人民币",
    "人民幣",
    "新台币",
    "新台幣",
    "港币",
    "港幣",
    "美元",
    "美金",
    "欧元",
    "元整",
    "元",
    "圆",
    "rmb",
    "cny",
    "usd",
    "hkd",
    "twd",
    "eur",
    "¥",
    "$",
    "€",
];

fn is_figure(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, '.' | ',' | '\'')
}

/// The product of the multipliers `text` begins with, and what follows them.
fn multiplier(text: &str) -> Option<(i64, &str)> {
    let mut unit: i64 = 1;
    let mut chars = text.chars();
    let mut rest = text;
    while let Some(c) = chars.next() {
        let factor: i64 = match c {
            '十' | '拾' => 10,
            '百' | '佰' => 100,
            '千' | '仟' | 'k' => 1000,
            '万' | '萬' | 'w' => 10_000,
            'm' => 1_000_000,
            '亿' | '億' => 100_000_000,
            c if is_figure(c) => break,
            _ => return None,
        };
        unit = unit.checked_mul(factor)?;
        rest = chars.as_str();
    }
    Some((unit, rest))
}

/// `figures` times `unit`, in hundredths.
fn scaled(figures: &str, unit: i64) -> Option<i64> {
    let (whole, fraction) = figures.split_at(decimal_point(figures));
    let mut hundredths: i128 = 0;
    let mut digits = 0;
    for c in whole.bytes().filter(u8::is_ascii_digit) {
        hundredths = hundredths.checked_mul(10)?.checked_add(i128::from(c - b'0') * 100)?;
        digits += 1;
    }
    hundredths = hundredths.checked_mul(i128::from(unit))?;
    // Hundredths of the first decimal, times ten to keep a digit for rounding.
    let mut place = i128::from(unit) * 1000;
    let mut tail = 0;
    for c in fraction.bytes().skip(1) {
        if !c.is_ascii_digit() {
            return None;
        }
        place /= 10;
        tail += i128::from(c - b'0') * place;
        digits += 1;
    }
    (digits > 0).then_some(())?;
    i64::try_from(hundredths + (tail + 5) / 10).ok()
}

/// Where the decimal point or comma of `figures` is, its length if there is none: the last `.` or
/// `,` that stands once, unless three digits follow a comma or other separators come after it.
fn decimal_point(figures: &str) -> usize {
    let Some(at) = figures.rfind(['.', ',']) else { return figures.len() };
    let point = &figures[at..=at];
    let once = figures.matches(point).count() == 1;
    let thousands = point == "," && figures.len() - at == 4;
    if once && !thousands { at } else { figures.len() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_people_write() {
        let cases = [
            ("1234.5", 123_450),
            ("1,234.56", 123_456),
            ("1,234", 123_400),
            ("1,234,567", 123_456_700),
            ("1.234.567", 123_456_700),
            ("1.234,56", 123_456),
            ("12,5", 1250),
            ("￥１，２３４.５６元", 123_456),
            ("12.5万", 12_500_000),
            ("12.5万元", 12_500_000),
            ("3亿", 30_000_000_000),
            ("1亿2000万", 12_000_000_000),
            ("五百", i64::MIN),
            ("5百万", 500_000_000),
            ("RMB 20k", 2_000_000),
            ("(123.45)", -12_345),
            ("-0.005", -1),
            ("0", 0),
            ("1.23456789万", 1_234_568),
        ];
        for (cell, wanted) in cases {
            let found = Amount::normalize(cell).valid().map_or(i64::MIN, Amount::hundredths);
            assert_eq!(found, wanted, "{cell:?}");
        }
    }

    #[test]
    fn refuses_what_is_none() {
        for cell in ["abc", "12-15万", "99999999999999999999", "万", "9亿亿亿", "1e400"] {
            assert_eq!(Amount::normalize(cell), Normalized::Invalid, "{cell:?}");
        }
        assert_eq!(Amount::normalize("无"), Normalized::Missing);
    }
}
