//! Administrative divisions by their six-digit code (GB/T 2260), present and past.
//!
//! A [`Division`] is a code that is or was in use since 1980. Places that ended lead to their heirs, so that an old
//! name, an old code and the present ones can meet. Texts are looked up in folded form.
//!
//! ```
//! use guiyi_lexicon::division::{self, Division, Level};
//!
//! let chaoyang = Division::from_code(110_105).ok_or("unknown")?;
//! assert_eq!((chaoyang.name(), chaoyang.short_name(), chaoyang.level()), ("朝阳区", "朝阳", Level::County));
//! assert_eq!(chaoyang.prefecture().map(Division::code), Some(110_100));
//! assert_eq!(chaoyang.province().name(), "北京市");
//!
//! // 吴江 was a city of its own until 2012 and is a district of 苏州 now.
//! let wujiang = Division::from_code(320_584).ok_or("unknown")?;
//! assert_eq!(wujiang.current().iter().map(|place| place.code()).collect::<Vec<_>>(), [320_509]);
//!
//! let found: Vec<u32> = division::lookup("襄樊").iter().map(|found| found.division.code()).collect();
//! assert_eq!(found, [420_600]);
//! # Ok::<(), &str>(())
//! ```

mod data;
mod initial;
mod surface;
mod well_known;

use data::{DATA, Entry};
pub use surface::{Candidate, Form, Surface, lookup, surfaces};
pub use well_known::is_well_known;

/// A division: one six-digit code that is known to the table.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Division(u32);

/// How high a division stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// Province, autonomous region, municipality, special region.
    Province,
    /// Prefecture, city, autonomous prefecture, league; also the group of districts of a municipality (110100).
    Prefecture,
    /// County, district, county-level city, banner; township in Taiwan.
    County,
    /// Development zone or administrative committee that has a code in the statistics only.
    Zone,
}

impl Division {
    /// The division of a six-digit code, present or past.
    pub fn from_code(code: u32) -> Option<Self> {
        DATA.entry(code).map(|_| Self(code))
    }

    /// The six-digit code: 140100.
    pub const fn code(self) -> u32 {
        self.0
    }

    /// How high it stands.
    pub fn level(self) -> Level {
        self.entry().map_or(Level::County, |entry| entry.level)
    }

    /// The last official name under this code, not folded: 太原市.
    pub fn name(self) -> &'static str {
        self.entry().map_or("", |entry| entry.name)
    }

    /// The name without its kind: 太原; the whole name where one character would remain (和县).
    pub fn short_name(self) -> &'static str {
        self.entry().map_or("", |entry| entry.short)
    }

    /// Whether the code is in use today.
    pub fn is_current(self) -> bool {
        self.entry().is_some_and(|entry| entry.heirs.is_empty())
    }

    /// What it is today: itself, or the divisions that took its place (several when it was split).
    pub fn current(self) -> &'static [Self] {
        self.entry()
            .map_or(&[], |entry| if entry.heirs.is_empty() { &entry.itself } else { &entry.heirs })
    }

    /// The division above it; none for a province.
    pub fn parent(self) -> Option<Self> {
        match self.level() {
            Level::Province => None,
            Level::Prefecture => Some(self.province()),
            Level::County | Level::Zone => Self::from_code(self.0 / 100 * 100)
                .filter(|above| *above != self)
                .or_else(|| Some(self.province())),
        }
    }

    /// The province it lies in, itself if it is one.
    pub fn province(self) -> Self {
        Self(self.0 / 10_000 * 10_000)
    }

    /// The unit at the level of a prefecture it lies in, itself if it is one.
    ///
    /// A county directly under its province (仙桃 429004) is its own; the districts and the counties of Chongqing
    /// share 500100; provinces, and the districts of Hong Kong and Macau, have none.
    pub fn prefecture(self) -> Option<Self> {
        let middle = self.0 / 100 % 100;
        match middle {
            0 => None,
            90 => (!self.0.is_multiple_of(100)).then_some(self),
            2 if is_municipality(self.0) => Self::from_code(self.0 / 10_000 * 10_000 + 100),
            _ => Self::from_code(self.0 / 100 * 100),
        }
    }

    /// The county it is, if it is one; a zone counts.
    pub fn county(self) -> Option<Self> {
        matches!(self.level(), Level::County | Level::Zone).then_some(self)
    }

    /// Whether `other` is this division or lies in it. Compare present divisions: see [`Division::current`].
    pub fn contains(self, other: Self) -> bool {
        // Names are read by millions, and nearly all of them ask: the code tells the level.
        self == other
            || match (self.0 % 10_000, self.0 % 100) {
                (0, _) => self == other.province(),
                (_, 0) => other.prefecture().is_some() && other.prefecture() == self.prefecture(),
                _ => false,
            }
    }

    /// Codes among which those of all divisions within this one are.
    pub(crate) fn codes(self) -> std::ops::RangeInclusive<u32> {
        let width = match (self.0 % 10_000, self.0 % 100) {
            (0, _) => 10_000,
            // The counties of Chongqing are numbered apart from its districts.
            (_, 0) if is_municipality(self.0) => 10_000,
            (_, 0) => 100,
            _ => 1,
        };
        let first = self.0 / width * width;
        first..=first + width - 1
    }

    /// Telephone area codes without the leading 0, those given up included: 太原 → 351. Empty for counties
    /// but those with a code of their own.
    pub fn area_codes(self) -> &'static [u16] {
        self.entry().map_or(&[], |entry| &entry.area_codes)
    }

    fn entry(self) -> Option<&'static Entry> {
        DATA.entry(self.0)
    }
}

impl std::fmt::Debug for Division {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}", self.0, self.name())
    }
}

impl std::fmt::Display for Division {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name())
    }
}

/// Every division, past ones included, in the order of codes.
pub fn all() -> impl Iterator<Item = Division> {
    DATA.entries.iter().map(|entry| Division(entry.code))
}

/// The divisions a telephone area code serves, without its leading 0: 351 → 太原, 24 → 沈阳 抚顺 本溪 铁岭.
pub fn by_area_code(area: u16) -> &'static [Division] {
    DATA.by_area_code.get(&area).map_or(&[], Vec::as_slice)
}

/// Beijing, Tianjin, Shanghai, Chongqing.
fn is_municipality(code: u32) -> bool {
    matches!(code / 10_000, 11 | 12 | 31 | 50)
}

#[cfg(test)]
mod tests;
