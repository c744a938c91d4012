//! Dates as people and programs write them.

mod parse;

use std::fmt;

use super::Normalized;

/// A day, a month or a year, ordered; an unknown month or day sorts first.
///
/// Made only by [`Date::normalize`].
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Date(u32);

/// Years that are read as years: wide enough for historical persons, too narrow for other numbers.
pub const YEARS: std::ops::RangeInclusive<u32> = 1000..=2199;

impl Date {
    /// Reads a cell.
    ///
    /// - year first: `2021-03-04`, `2021/3/4`, `2021.3.4`, `20210304`, `2021年3月4日`, `二〇二一年三月四日`,
    ///   with or without a time of day; a year alone or a year and month are kept as such;
    /// - year last: the *day* comes first (`04/03/2021` is 4 March) unless only the other order is a
    ///   date (`03/25/2021`);
    /// - months in English: `4 Mar 2021`, `March 4, 2021`, `04-MAR-21` (50–99 are 1950–1999);
    /// - the years of the Republic: `民國110年3月4日`, `110/03/04`;
    /// - Excel's day numbers (five digits) and Unix times (ten or thirteen digits, in UTC).
    ///
    /// What software writes for "none" (`1900-01-01`, `1970-01-01`, `9999-12-31`, zeros) is missing;
    /// impossible dates, and those whose century *and* order would be guesses (`03/04/05`), are invalid.
    pub fn normalize(cell: &str) -> Normalized<Date> {
        parse::date(cell)
    }

    /// The year.
    pub fn year(self) -> u32 {
        self.0 >> YEAR_SHIFT
    }

    /// The month from 1, if known.
    pub fn month(self) -> Option<u32> {
        Some(self.0 >> MONTH_SHIFT & 0xf).filter(|month| *month > 0)
    }

    /// The day of the month from 1, if known.
    pub fn day(self) -> Option<u32> {
        Some(self.0 & 0x1f).filter(|day| *day > 0)
    }

    /// Days since 1970-01-01 in the Gregorian calendar, if the day is known.
    pub fn day_number(self) -> Option<i32> {
        let (month, day) = (self.month()?, self.day()?);
        // Days from civil: a year that begins in March has its leap day last (Hinnant,
        // "chrono-compatible low-level date algorithms").
        let year = self.year() as i32 - i32::from(month <= 2);
        let (era, year_of_era) = (year.div_euclid(400), year.rem_euclid(400));
        let day_of_year = (153 * ((month as i32 + 9) % 12) + 2) / 5 + day as i32 - 1;
        let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
        Some(era * 146_097 + day_of_era - 719_468)
    }

    /// The packed date; equal dates have equal keys, and keys sort like dates.
    pub fn key(self) -> u32 {
        self.0
    }

    /// `month` or `day` 0 when unknown; `None` when there is no such date.
    fn new(year: u32, month: u32, day: u32) -> Option<Date> {
        let exists = YEARS.contains(&year)
            && month <= 12
            && day <= if month == 0 { 0 } else { days_in_month(year, month) };
        exists.then_some(Date(year << YEAR_SHIFT | month << MONTH_SHIFT | day))
    }

    fn from_day_number(days: i32) -> Option<Date> {
        // The inverse of `day_number`, from the same source.
        let shifted = days.checked_add(719_468)?;
        let (era, day_of_era) = (shifted.div_euclid(146_097), shifted.rem_euclid(146_097));
        let year_of_era =
            (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let from_march = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * from_march + 2) / 5 + 1;
        let month = (from_march + 2) % 12 + 1;
        let year = era * 400 + year_of_era + i32::from(month <= 2);
        Date::new(u32::try_from(year).ok()?, month as u32, day as u32)
    }
}

const YEAR_SHIFT: u32 = 9;
const MONTH_SHIFT: u32 = 5;

fn days_in_month(year: u32, month: u32) -> u32 {
    match month {
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => {
            29
        }
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year())?;
        match (self.month(), self.day()) {
            (Some(month), Some(day)) => write!(f, "-{month:02}-{day:02}"),
            (Some(month), None) => write!(f, "-{month:02}"),
            _ => Ok(()),
        }
    }
}

impl fmt::Debug for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests;
