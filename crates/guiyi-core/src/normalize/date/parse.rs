//! From a cell to a date: fields first, then what their order and lengths mean.

use super::{Date, Normalized, YEARS};
use crate::normalize::narrow::{is_missing, narrowed};

/// Reads a cell; see [`Date::normalize`] for what is understood.
pub fn date(cell: &str) -> Normalized<Date> {
    if is_missing(cell) {
        return Normalized::Missing;
    }
    let Some(fields) = Fields::read(cell) else { return Normalized::Invalid };
    if fields.is_nothing() {
        return Normalized::Missing;
    }
    match fields.date() {
        Some(date) if NOTHING.contains(&(date.year(), date.month(), date.day())) => {
            Normalized::Missing
        }
        Some(date) => Normalized::Valid(date),
        None => Normalized::Invalid,
    }
}

/// The first days of calendars in software, which stand for "none".
const NOTHING: [(u32, Option<u32>, Option<u32>); 2] =
    [(1900, Some(1), Some(1)), (1970, Some(1), Some(1))];

/// Excel's day 0: 1899-12-30, since Excel counts a 29 February 1900 that never was.
const EXCEL_ZERO: i32 = -25_569;
/// Day numbers of Excel from 1927 to 2099: five digits.
const EXCEL_DAYS: std::ops::RangeInclusive<u64> = 10_000..=73_050;
/// Seconds of Unix time written with ten digits: from September 2001.
const UNIX_SECONDS: std::ops::Range<u64> = 1_000_000_000..5_000_000_000;
/// The year before the first of the Republic of China.
const REPUBLIC_ZERO: u64 = 1911;

/// A number or the name of a month.
#[derive(Clone, Copy, Default)]
struct Field {
    value: u64,
    /// Digits as written, 0 for a month's name.
    digits: usize,
}

/// The first three fields of a cell.
#[derive(Default)]
struct Fields {
    fields: [Field; 3],
    len: usize,
    republic: bool,
}

impl Fields {
    /// `None` when the cell has a letter or a word no date has.
    fn read(cell: &str) -> Option<Fields> {
        let mut fields = Fields::default();
        let mut number = Number::default();
        let mut chars = narrowed(cell).peekable();
        while let Some(c) = chars.next() {
            if let Some(digit) = c.to_digit(10) {
                number.digit(digit.into());
                continue;
            }
            if number.chinese(c) {
                continue;
            }
            // A time of day follows: 10 in "10:11".
            if c == ':' && fields.len > 0 {
                return Some(fields);
            }
            fields.push(number.take())?;
            match c {
                '-' | '/' | '.' | ',' | ' ' | '\'' | '年' | '月' | '日' | '号' | '號' | '\t' =>
                    {}
                '民' | '國' | '国' => fields.republic = true,
                'T' | 't' if fields.len == 3 => return Some(fields),
                _ if c.is_ascii_alphabetic() => {
                    let mut word = c.to_ascii_lowercase().to_string();
                    while let Some(next) = chars.next_if(char::is_ascii_alphabetic) {
                        word.push(next.to_ascii_lowercase());
                    }
                    fields.word(&word)?;
                }
                // The morning or the afternoon: a time of day follows.
                '上' | '下' if fields.len == 3 => return Some(fields),
                _ => return None,
            }
            if fields.len == 3 {
                return Some(fields);
            }
        }
        fields.push(number.take())?;
        Some(fields)
    }

    fn push(&mut self, field: Option<Field>) -> Option<()> {
        if let Some(field) = field {
            *self.fields.get_mut(self.len)? = field;
            self.len += 1;
        }
        Some(())
    }

    fn word(&mut self, word: &str) -> Option<()> {
        let month = MONTHS.iter().position(|month| {
            word.len() >= 3 && (month.starts_with(word) || word.starts_with(&month[..3]))
        });
        match month {
            Some(month) => self.push(Some(Field { value: month as u64 + 1, digits: 0 })),
            None => FILLERS.contains(&word).then_some(()),
        }
    }

    fn is_nothing(&self) -> bool {
        let fields = &self.fields[..self.len];
        fields.iter().all(|field| field.value == 0 && field.digits > 0)
            || matches!(fields, [year, ..] if year.value == 9999 || year.value == 99_991_231)
    }

    fn date(&self) -> Option<Date> {
        match self.fields[..self.len] {
            [one] => single(one),
            // A day number of Excel with a time of day behind the point.
            [first, _] if first.digits == 5 => single(first),
            [first, second] if first.digits == 4 => day_of(first.value, second.value, 0),
            [first, second] if second.digits == 4 => day_of(second.value, first.value, 0),
            [first, second, third] => self.triple(first, second, third),
            _ => None,
        }
    }

    fn triple(&self, first: Field, second: Field, third: Field) -> Option<Date> {
        if self.republic || first.digits == 3 {
            return day_of(first.value + REPUBLIC_ZERO, second.value, third.value);
        }
        if first.digits == 4 {
            let (month, day) = (second.value, third.value);
            return day_of(first.value, month, day).or_else(|| day_of(first.value, day, month));
        }
        // Two digits above 31 can only be a year.
        if first.digits == 2 && first.value > 31 {
            return day_of(century(first.value), second.value, third.value);
        }
        let year = match third.digits {
            4 => third.value,
            2 if first.digits == 0 || second.digits == 0 => century(third.value),
            _ => return None,
        };
        if first.digits == 0 {
            return day_of(year, first.value, second.value);
        }
        let (day, month) = (first.value, second.value);
        day_of(year, month, day)
            .or_else(|| if second.digits == 0 { None } else { day_of(year, day, month) })
    }
}

/// English names of months; three letters are enough.
const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// Words that stand in dates and say nothing: ordinals' ends, days of the week.
const FILLERS: [&str; 21] = [
    "st",
    "nd",
    "rd",
    "th",
    "of",
    "t",
    "z",
    "mon",
    "tue",
    "wed",
    "thu",
    "fri",
    "sat",
    "sun",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
];

/// A date written as one number.
fn single(field: Field) -> Option<Date> {
    let value = field.value;
    match field.digits {
        4 => day_of(value, 0, 0),
        5 if EXCEL_DAYS.contains(&value) => Date::from_day_number(value as i32 + EXCEL_ZERO),
        6 => day_of(value / 100, value % 100, 0).filter(|date| date.month().is_some()),
        7 => day_of(value / 10_000 + REPUBLIC_ZERO, value / 100 % 100, value % 100),
        8 => day_of(value / 10_000, value / 100 % 100, value % 100)
            .filter(|date| date.day().is_some())
            .or_else(|| day_of(value % 10_000, value / 10_000 % 100, value / 1_000_000)),
        12 | 14 => {
            let day = value / if field.digits == 12 { 10_000 } else { 1_000_000 };
            day_of(day / 10_000, day / 100 % 100, day % 100)
        }
        10 if UNIX_SECONDS.contains(&value) => Date::from_day_number((value / 86_400) as i32),
        13 if UNIX_SECONDS.contains(&(value / 1000)) => {
            Date::from_day_number((value / 86_400_000) as i32)
        }
        _ => None,
    }
}

/// Oracle's rule for two digits (RR): 50–99 are the twentieth century.
fn century(year: u64) -> u64 {
    if year < 50 { 2000 + year } else { 1900 + year }
}

fn day_of(year: u64, month: u64, day: u64) -> Option<Date> {
    let year = u32::try_from(year).ok().filter(|year| YEARS.contains(year))?;
    Date::new(year, u32::try_from(month).ok()?, u32::try_from(day).ok()?)
        // A written 0 is no month and no day.
        .filter(|date| date.day().is_some() || day == 0)
}

/// A number as it is read, in ASCII or Chinese digits.
#[derive(Default)]
struct Number {
    field: Field,
    /// The tens of 十二, which multiply what stood before them.
    tens: bool,
}

impl Number {
    fn digit(&mut self, digit: u64) {
        self.field.value = self.field.value.saturating_mul(10).saturating_add(digit);
        self.field.digits += 1;
    }

    /// Takes `c` if it is a Chinese digit or ten.
    fn chinese(&mut self, c: char) -> bool {
        if c == '十' {
            let before = if self.field.digits == 0 { 1 } else { self.field.value };
            self.field = Field { value: before.saturating_mul(10), digits: 2 };
            self.tens = true;
            return true;
        }
        let Some(digit) = CHINESE_DIGITS.iter().position(|pair| pair.contains(&c)) else {
            return false;
        };
        if self.tens {
            self.field.value += digit as u64;
        } else {
            self.digit(digit as u64);
        }
        true
    }

    fn take(&mut self) -> Option<Field> {
        let field = std::mem::take(self).field;
        (field.digits > 0).then_some(field)
    }
}

/// Chinese digits by value, with their other forms.
const CHINESE_DIGITS: [[char; 2]; 10] = [
    ['〇', '零'],
    ['一', '元'],
    ['二', '贰'],
    ['三', '叁'],
    ['四', '肆'],
    ['五', '伍'],
    ['六', '陆'],
    ['七', '柒'],
    ['八', '捌'],
    ['九', '玖'],
];
