//! Counts of values by their bearers, and how surprising a value is by them.

use guiyi_lexicon::idf;
use rayon::prelude::*;

use super::gather;
use crate::company::levels::place;
use crate::company::row::{NameFlags, NameRow, Row};
use crate::error::Error;
use crate::hash::mix;
use crate::index::codec::{Reader, Writer};
use crate::index::key_table::KeyTable;
use crate::score::weight::MatchWeight;

/// Distinct names that the background counts for. A file of some thousand customers outweighs it.
const BACKGROUND_NAMES: f64 = 5_000.0;

/// A trade name's characters stand anywhere in a name for the background, and in the trade name
/// here; a chosen combination is that much rarer than its characters make it.
const BACKGROUND_SHARE: f64 = 0.2;

/// The rarest that a value may count as, in bits: one in a million companies.
const RAREST: f64 = 20.0;

/// Distinct contacts that the background counts for: a Chinese full name is one of some 50,000.
const BACKGROUND_PERSONS: f64 = 50_000.0;

/// Records that the shipped frequency of a place counts for.
const BACKGROUND_PLACES: f64 = 2_000.0;

/// How common the values of a file are.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::company) struct Frequencies {
    brands: Counts,
    trades: Counts,
    contacts: Counts,
    /// Places as the names say them.
    named: Counts,
    counties: Counts,
    prefectures: Counts,
}

impl Frequencies {
    /// Counts what the rows hold.
    pub fn count(rows: &[Row]) -> Frequencies {
        let firm = |row: &Row| mix(u64::from(row.place / 100), row.name.strict);
        let brand = |row: &Row| match row.name.flags.has(NameFlags::BRANCH) {
            true => (0, 0),
            false => (row.name.brand, firm(row)),
        };
        let [brands, trades, contacts] = count(rows, |row| {
            let Row { name, contact, .. } = row;
            [brand(row), (name.strict, name.brand), (*contact, name.brand)]
        });
        let [named, counties, prefectures] = count(rows, |row| {
            [row.name.place, row.county(), row.prefecture()]
                .map(|place| (place.into(), row.name.text))
        });
        Frequencies { brands, trades, contacts, named, counties, prefectures }
    }

    /// Appends the counts to an index.
    pub fn write(&self, out: &mut Writer) {
        for counts in [
            &self.brands,
            &self.trades,
            &self.contacts,
            &self.named,
            &self.counties,
            &self.prefectures,
        ] {
            counts.write(out);
        }
    }

    /// Reads the counts of an index.
    pub fn read(from: &mut Reader) -> Result<Frequencies, Error> {
        Ok(Frequencies {
            brands: Counts::read(from)?,
            trades: Counts::read(from)?,
            contacts: Counts::read(from)?,
            named: Counts::read(from)?,
            counties: Counts::read(from)?,
            prefectures: Counts::read(from)?,
        })
    }

    /// Writes the surprisals of a row's values into it, those of its further names left out.
    pub fn weigh_row(&self, row: &mut Row, arena: &[u16], known: &mut KnownSurprisals) {
        let Frequencies { contacts, counties, prefectures, .. } = self;
        let place = |counts: &Counts, known: &mut Known, place: u32, level| {
            let shipped = place::shipped_u(level);
            known.of(place.into(), |place| counts.surprisal(place, shipped, BACKGROUND_PLACES))
        };
        self.weigh_name(&mut row.name, arena, known);
        row.contact_surprisal = known.contact.of(row.contact, |contact| {
            contacts.surprisal(contact, 1.0 / BACKGROUND_PERSONS, BACKGROUND_PERSONS)
        });
        row.place_surprisal = [
            place(counties, &mut known.county, row.place, place::COUNTY),
            place(prefectures, &mut known.prefecture, row.place / 100, place::PREFECTURE),
        ];
    }

    /// Writes the surprisals of a name's parts into it.
    pub fn weigh_name(&self, name: &mut NameRow, arena: &[u16], known: &mut KnownSurprisals) {
        let Frequencies { brands, trades, named, .. } = self;
        name.brand_surprisal = known.brand.of(name.brand, |brand| {
            let background = BACKGROUND_SHARE * (-brand_nats(name, arena)).exp();
            brands.surprisal(brand, background, BACKGROUND_NAMES)
        });
        // An unknown industry is one of some two hundred.
        let trade = |strict| trades.surprisal(strict, 0.005, 1_000.0);
        name.trade_surprisal = known.trade.of(name.strict, trade);
        let shipped = place::shipped_u(place::NAMED);
        let place = |place| named.surprisal(place, shipped, BACKGROUND_PLACES);
        name.place_surprisal = known.named.of(name.place.into(), place);
    }
}

/// The surprisals told last: records of one customer stand side by side, and mostly say the same.
#[derive(Default)]
pub(in crate::company) struct KnownSurprisals {
    brand: Known,
    trade: Known,
    contact: Known,
    named: Known,
    county: Known,
    prefecture: Known,
}

/// A value and its surprisal.
#[derive(Default)]
struct Known(Option<(u64, i32)>);

impl Known {
    fn of(&mut self, value: u64, surprisal: impl FnOnce(u64) -> i32) -> i32 {
        match self.0 {
            Some((known, surprisal)) if known == value => surprisal,
            _ => self.0.insert((value, surprisal(value))).1,
        }
    }
}

/// By how many different bearers each value is borne.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Counts {
    total: f64,
    bearers: KeyTable,
    /// What a count is too high by as an estimate for the next bearer (absolute discounting; Ney,
    /// Essen & Kneser 1994): a value seen once is not expected once more.
    discount: f64,
}

impl Counts {
    /// Counts the different bearers of each value, given in pairs.
    fn of(mut borne: Vec<(u64, u64)>) -> Counts {
        borne.par_sort_unstable();
        borne.dedup();
        let mut bearers = Vec::new();
        let (mut once, mut twice) = (0.0, 0.0);
        for group in borne.chunk_by(|a, b| a.0 == b.0) {
            bearers.push((group[0].0, group.len() as u32));
            once += f64::from(u8::from(group.len() == 1));
            twice += f64::from(u8::from(group.len() == 2));
        }
        /// In a small file nearly everything is seen once, which says little.
        const MOST: f64 = 0.75;
        let discount = if once > 0.0 { (once / (once + 2.0 * twice)).min(MOST) } else { 0.0 };
        Counts { total: borne.len() as f64, bearers: KeyTable::new(bearers), discount }
    }

    fn write(&self, out: &mut Writer) {
        out.f64(self.total);
        out.f64(self.discount);
        self.bearers.write(out);
    }

    fn read(from: &mut Reader) -> Result<Counts, Error> {
        let (total, discount) = (from.f64()?, from.f64()?);
        Ok(Counts { total, discount, bearers: KeyTable::read(from)? })
    }

    /// The surprisal of a value in 1/1024 bits: its share among all bearers, blended with the
    /// `background` share that counts for `weight` bearers.
    fn surprisal(&self, value: u64, background: f64, weight: f64) -> i32 {
        let count = match self.bearers.count(value) {
            0 => 0.0,
            n => f64::from(n) - self.discount,
        };
        let share = (count + background * weight) / (self.total + weight);
        MatchWeight::from_bits((-share.log2()).clamp(0.0, RAREST)).parts()
    }
}

/// Counts the bearers of three kinds of values other than 0 that the rows bear, looking at each row once.
fn count(rows: &[Row], borne: impl Fn(&Row) -> [(u64, u64); 3] + Sync) -> [Counts; 3] {
    let [first, second, third] = gather(rows, |rows| {
        let (mut lists, mut last) = ([const { Vec::new() }; 3], [(0, 0); 3]);
        for row in rows {
            let all = borne(row);
            for ((list, it), last) in lists.iter_mut().zip(all).zip(last) {
                // Records of one customer stand side by side and mostly bear the same.
                if it.0 != 0 && it != last {
                    list.push(it);
                }
            }
            last = all;
        }
        lists
    });
    let ((first, second), third) = rayon::join(
        || rayon::join(|| Counts::of(first), || Counts::of(second)),
        || Counts::of(third),
    );
    [first, second, third]
}

/// How rare the characters of a trade name are together, in nats.
fn brand_nats(name: &NameRow, arena: &[u16]) -> f64 {
    name.body_in(arena)
        .iter()
        .enumerate()
        .filter(|(at, _)| name.brand_mask >> at & 1 == 1)
        .filter_map(|(_, &c)| char::from_u32(u32::from(c)))
        .map(|c| f64::from(idf::nats(c)))
        .sum()
}
