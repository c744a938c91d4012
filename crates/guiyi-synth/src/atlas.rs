//! Where customers are: today's counties, the populous ones likelier.

use crate::random::{Dice, Weights};
use guiyi_lexicon::division::{self, Division, Level};

/// A county with what stands above it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Town {
    pub(crate) county: Division,
    /// The prefecture, or the county itself where a province governs it directly.
    pub(crate) city: Division,
    pub(crate) province: Division,
}

/// All towns of the mainland, ordered by code.
#[derive(Clone, Debug)]
pub(crate) struct Atlas {
    towns: Vec<Town>,
    weights: Weights,
    /// The first town of each city, so that cities can be walked through.
    cities: Vec<usize>,
}

/// The first code outside the mainland; Taiwan, Hong Kong and Macau have no credit codes.
const MAINLAND_END: u32 = 710_000;

/// How many customers a city has, for the largest; all others have [`ORDINARY`]. Rough shares of registered firms.
const POPULOUS: &[(u32, u64)] = &[
    (310_100, 42),
    (440_300, 42),
    (110_100, 38),
    (440_100, 34),
    (500_100, 26),
    (510_100, 26),
    (330_100, 22),
    (320_500, 22),
    (441_900, 20),
    (120_100, 18),
    (370_200, 18),
    (420_100, 18),
    (320_100, 18),
    (610_100, 18),
    (330_200, 16),
    (430_100, 16),
    (410_100, 16),
    (370_100, 14),
    (440_600, 14),
    (350_500, 14),
    (330_700, 14),
    (320_200, 12),
    (340_100, 12),
    (350_100, 12),
    (330_300, 12),
    (210_100, 10),
    (210_200, 10),
    (130_100, 10),
    (320_600, 10),
    (370_700, 10),
    (371_300, 10),
    (530_100, 10),
    (350_200, 10),
    (450_100, 8),
    (230_100, 8),
    (220_100, 8),
    (140_100, 8),
    (360_100, 8),
    (520_100, 8),
    (650_100, 6),
    (620_100, 6),
    (150_100, 5),
];

/// The share of a city not in the list, on the same scale.
const ORDINARY: u64 = 3;

impl Atlas {
    pub(crate) fn new() -> Atlas {
        let mut towns: Vec<Town> = division::all().filter_map(town).collect();
        towns.sort_unstable_by_key(|town| (town.city.code(), town.county.code()));
        let firsts = towns.windows(2).enumerate().filter(|(_, pair)| pair[0].city != pair[1].city);
        let cities: Vec<usize> = std::iter::once(0)
            .filter(|_| !towns.is_empty())
            .chain(firsts.map(|(at, _)| at + 1))
            .collect();
        let ends = cities.iter().skip(1).copied().chain([towns.len()]);
        let weights = cities.iter().zip(ends).flat_map(|(&from, to)| {
            let share = towns.get(from).map_or(ORDINARY, |town| share_of(town.city));
            // Scaled, so that a city's share divides among its counties.
            std::iter::repeat_n(share * 1000 / (to - from).max(1) as u64, to - from)
        });
        Atlas { weights: Weights::new(weights), cities, towns }
    }

    /// A town, the populous ones likelier.
    pub(crate) fn draw(&self, dice: &mut Dice) -> Option<Town> {
        self.towns.get(dice.rank(&self.weights)).copied()
    }

    /// The nth of the towns, in an order that leaps through the country from `start`; the first 2,000 differ.
    pub(crate) fn leap(&self, start: u64, n: u64) -> Option<Town> {
        let at = leap(start, n, self.towns.len())?;
        self.towns.get(at).copied()
    }

    /// As [`leap`](Atlas::leap), by cities: the first 300 differ.
    pub(crate) fn leap_cities(&self, start: u64, n: u64) -> Option<Town> {
        let at = leap(start, n, self.cities.len())?;
        self.towns.get(self.cities.get(at).copied()?).copied()
    }
}

impl Town {
    /// Whether its city has phone numbers of eight digits: those with a three-digit area code (010, 02x) and other large ones.
    pub(crate) fn has_long_numbers(self, area: u16) -> bool {
        area < 100 || share_of(self.city) > ORDINARY
    }
}

/// A stride that is prime and divides neither the number of towns nor of cities, so that a walk visits all.
const STRIDE: u64 = 997;

fn leap(start: u64, n: u64, len: usize) -> Option<usize> {
    let len = u64::try_from(len).ok().filter(|&len| len > 0)?;
    Some(((start % len + n % len * (STRIDE % len)) % len) as usize)
}

fn share_of(city: Division) -> u64 {
    POPULOUS.iter().find(|&&(code, _)| code == city.code()).map_or(ORDINARY, |&(_, share)| share)
}

fn town(county: Division) -> Option<Town> {
    if !county.is_current() || county.level() != Level::County || county.code() >= MAINLAND_END {
        return None;
    }
    let city =
        county.prefecture().filter(|city| city.level() == Level::Prefecture).unwrap_or(county);
    Some(Town { county, city, province: county.province() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Stream;
    use std::collections::BTreeSet;

    #[test]
    fn towns_are_todays_and_have_names() {
        let atlas = Atlas::new();
        assert!(atlas.towns.len() > 2_500, "{}", atlas.towns.len());
        assert!(atlas.cities.len() > 330, "{}", atlas.cities.len());
        assert!(atlas.towns.iter().all(|town| !town.city.short_name().is_empty()));
    }

    #[test]
    fn walks_do_not_return_soon() {
        let atlas = Atlas::new();
        let towns: BTreeSet<u32> =
            (0..2000).filter_map(|n| atlas.leap(5, n)).map(|t| t.county.code()).collect();
        assert_eq!(towns.len(), 2000);
        let cities: BTreeSet<u32> =
            (0..300).filter_map(|n| atlas.leap_cities(5, n)).map(|t| t.city.code()).collect();
        assert_eq!(cities.len(), 300);
    }

    #[test]
    fn large_cities_are_drawn_more() {
        let atlas = Atlas::new();
        let mut dice = Dice::of(1, Stream::Order, 0);
        let in_shanghai = (0..10_000)
            .filter_map(|_| atlas.draw(&mut dice))
            .filter(|t| t.city.code() == 310_100)
            .count();
        assert!((150..450).contains(&in_shanghai), "{in_shanghai}");
    }
}
