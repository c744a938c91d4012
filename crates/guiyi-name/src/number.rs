//! Numerals in names: 12, 十二, 一〇二, 第五五.

use crate::sieve::Sieve;

/// The value of a digit, Chinese or ASCII.
fn digit(c: char) -> Option<u32> {
    Some(match c {
        '0'..='9' => c as u32 - '0' as u32,
        '零' | '〇' => 0,
        '一' | '壹' => 1,
        '二' | '贰' | '两' => 2,
        '三' | '叁' => 3,
        '四' | '肆' => 4,
        '五' | '伍' => 5,
        '六' | '陆' => 6,
        '七' | '柒' => 7,
        '八' | '捌' => 8,
        '九' | '玖' => 9,
        _ => return None,
    })
}

fn unit(c: char) -> Option<u32> {
    match c {
        '十' | '拾' => Some(10),
        '百' | '佰' => Some(100),
        '千' | '仟' => Some(1000),
        _ => None,
    }
}

/// Whether a character can stand in a numeral.
pub(crate) fn is_numeral(c: char) -> bool {
    c.is_ascii_digit() || NUMERALS.may_hold(c) && (digit(c).is_some() || unit(c).is_some())
}

/// The numerals of [`digit`] and [`unit`] that are no ASCII.
pub(crate) const SIGNS: &str = "零〇一壹二贰两三叁四肆五伍六陆七柒八捌九玖十拾百佰千仟";

/// The same, to refuse most other characters by one look.
static NUMERALS: Sieve = Sieve::of(SIGNS);

/// The value of a numeral up to 99,999; `None` when the characters are none or it is larger.
///
/// Digits with units count (二十三 is 23), digits alone are read one by one (五五 is 55).
pub(crate) fn value(chars: &[char]) -> Option<u32> {
    const DIGITS: usize = 5;
    if chars.is_empty() || chars.len() > 2 * DIGITS {
        return None;
    }
    if chars.iter().all(|&c| digit(c).is_some()) {
        return (chars.len() <= DIGITS)
            .then(|| chars.iter().filter_map(|&c| digit(c)).fold(0, |sum, d| sum * 10 + d));
    }
    let (mut total, mut pending, mut last_unit) = (0, None, u32::MAX);
    for &c in chars {
        match (digit(c), unit(c)) {
            (Some(0), _) if pending.is_none() => {}
            (Some(d), _) if pending.is_none() => pending = Some(d),
            (_, Some(u)) if u < last_unit => {
                total += pending.take().unwrap_or(1) * u;
                last_unit = u;
            }
            _ => return None,
        }
    }
    Some(total + pending.unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sieve_lets_every_numeral_through() {
        for c in '\u{80}'..='\u{FFFF}' {
            assert_eq!(is_numeral(c), digit(c).is_some() || unit(c).is_some(), "{c}");
        }
    }

    #[test]
    fn reads_what_signs_say() {
        let cases = [
            ("一", Some(1)),
            ("十", Some(10)),
            ("十二", Some(12)),
            ("二十", Some(20)),
            ("二十三", Some(23)),
            ("一百零二", Some(102)),
            ("五五", Some(55)),
            ("一〇二", Some(102)),
            ("0775", Some(775)),
            ("两千", Some(2000)),
            ("十十", None),
            ("十百", None),
            ("123456", None),
            ("煤", None),
            ("", None),
        ];
        for (text, expected) in cases {
            let chars: Vec<char> = text.chars().collect();
            assert_eq!(value(&chars), expected, "{text}");
        }
    }
}
