//! Frequencies: how common trade names, industries, contacts and numbers are.
//!
//! Counted on distinct values, not on rows, because duplicates inflate rows; blended with a
//! background, so that a small file knows that 恒源 is common and 颖泰 is not.

use guiyi_lexicon::idf;
use rayon::prelude::*;
use rustc_hash::{FxBuildHasher, FxHashMap};

use super::levels::place;
use super::row::{NameFlags, NameRow, Row};
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

/// Counts what the rows hold and writes the surprisals and sharings into them.
pub fn weigh(rows: &mut [Row], further: &mut [NameRow], arena: &[u16]) {
    let frequencies = Frequencies::count(rows);
    rows.par_iter_mut().for_each(|row| frequencies.weigh_row(row, arena));
    further.par_iter_mut().for_each(|name| frequencies.weigh_name(name, arena));
    share(rows, arena);
    count_rivals(rows, arena);
}

/// Counts, for every name in use, who else could be meant by it.
fn count_rivals(rows: &mut [Row], arena: &[u16]) {
    let [homonyms, firms, branches] = rivals(rows, arena);
    let ((homonyms, branches), firms) = rayon::join(
        || (distinct_values(homonyms), distinct_values(branches)),
        || distinct_values(firms),
    );
    let counts = [homonyms, firms, branches];
    rows.par_iter_mut().for_each(|row| {
        let count = |kind: Rival, key| counts[kind as usize].get(&key).copied().unwrap_or(0);
        weigh_rivals(row, arena, count);
    });
}

/// Rows that a task looks at, at least: shorter lists are not worth putting together.
const ROWS: usize = 1 << 14;

/// What the rivals of a name are counted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Rival {
    /// The prefectures of a whole name.
    Homonym,
    /// The firms of a trade name around a place; the codes of a name without a trade name.
    Firm,
    /// The branches of a name.
    Branch,
}

/// Rivals of one kind that a row bears.
const MOST_OF_A_KIND: usize = 3;

/// Keys with their bearers, by [`Rival`].
pub(super) fn rivals(rows: &[Row], arena: &[u16]) -> [Vec<(u64, u64)>; 3] {
    let none = || [Vec::new(), Vec::new(), Vec::new()];
    let with = |mut found: [Vec<_>; 3], row| {
        each_rival(row, arena, |kind, key, bearer| {
            let (found, rival) = (&mut found[kind as usize], (key, bearer));
            // Records of one customer stand side by side and mostly bear the same.
            if !found.iter().rev().take(MOST_OF_A_KIND).any(|other| *other == rival) {
                found.push(rival);
            }
        });
        found
    };
    let both = |mut found: [Vec<_>; 3], mut more: [Vec<_>; 3]| {
        found.iter_mut().zip(&mut more).for_each(|(all, more)| all.append(more));
        found
    };
    rows.par_iter().with_min_len(ROWS).fold(none, with).reduce(none, both)
}

/// Emits what a row bears.
pub(super) fn each_rival(row: &Row, arena: &[u16], mut emit: impl FnMut(Rival, u64, u64)) {
    let (name, place) = (&row.name, prefecture(row));
    if place != 0 {
        emit(Rival::Homonym, whole(name, arena), place);
    }
    if name.flags.has(NameFlags::BRANCH) {
        emit(Rival::Branch, name.text, whole(name, arena));
    }
    if name.is_counted() {
        emit(Rival::Firm, mix(name.brand, place), name.loose);
        emit(Rival::Firm, mix(name.brand, county(row)), name.loose);
        emit(Rival::Firm, name.brand, mix(name.loose, place));
    }
    if let Some(code) = row.code.filter(|code| name.is_brandless() && code.is_valid()) {
        emit(Rival::Firm, brandless(name), code.key() as u64);
    }
}

/// Writes the counts of a row's rivals into it.
pub(super) fn weigh_rivals(row: &mut Row, arena: &[u16], count: impl Fn(Rival, u64) -> u8) {
    row.name.homonyms = count(Rival::Homonym, whole(&row.name, arena));
    let around = match prefecture(row) {
        _ if row.name.is_brandless() => brandless(&row.name),
        0 => row.name.brand,
        _ if row.name.place == row.place && county(row) != 0 => mix(row.name.brand, county(row)),
        place => mix(row.name.brand, place),
    };
    row.name.namesakes = count(Rival::Firm, around);
    row.name.branches = count(Rival::Branch, row.name.text);
}

/// Hash of the whole name.
fn whole(name: &NameRow, arena: &[u16]) -> u64 {
    let units = name.body_in(arena).iter().chain(name.branch_in(arena));
    units.fold(u64::from(name.branch_number), |hash, &c| mix(hash, u64::from(c)))
}

fn prefecture(row: &Row) -> u64 {
    row.prefecture().into()
}

fn county(row: &Row) -> u64 {
    row.county().into()
}

fn brandless(name: &NameRow) -> u64 {
    mix(mix(u64::from(name.place), name.strict), u64::MAX)
}

/// How many different values each key has, saturating.
fn distinct_values(mut pairs: Vec<(u64, u64)>) -> FxHashMap<u64, u8> {
    pairs.par_sort_unstable();
    pairs.dedup();
    let groups = || pairs.chunk_by(|a, b| a.0 == b.0);
    let mut counts = FxHashMap::with_capacity_and_hasher(groups().count(), FxBuildHasher);
    counts.extend(groups().map(|group| (group[0].0, group.len().min(255) as u8)));
    counts
}

/// How common the values of a file are.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Frequencies {
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
        let of = |borne: &(dyn Fn(&Row) -> (u64, u64) + Sync)| Counts::of(rows, borne);
        let firm = |row: &Row| mix(u64::from(row.place / 100), row.name.strict);
        let brand = |row: &Row| match row.name.flags.has(NameFlags::BRANCH) {
            true => (0, 0),
            false => (row.name.brand, firm(row)),
        };
        let ((brands, trades), contacts) = rayon::join(
            || rayon::join(|| of(&brand), || of(&|row| (row.name.strict, row.name.brand))),
            || of(&|row| (row.contact, row.name.brand)),
        );
        let ((named, counties), prefectures) = rayon::join(
            || {
                rayon::join(
                    || of(&|row| (row.name.place.into(), row.name.text)),
                    || of(&|row| (row.county().into(), row.name.text)),
                )
            },
            || of(&|row| (row.prefecture().into(), row.name.text)),
        );
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
    pub fn weigh_row(&self, row: &mut Row, arena: &[u16]) {
        self.weigh_name(&mut row.name, arena);
        row.contact_surprisal = self.contact(row.contact);
        row.place_surprisal = self.place(row.place);
    }

    /// Writes the surprisals of a name's parts into it.
    pub fn weigh_name(&self, name: &mut NameRow, arena: &[u16]) {
        let background = BACKGROUND_SHARE * (-brand_nats(name, arena)).exp();
        name.brand_surprisal = self.brands.surprisal(name.brand, background, BACKGROUND_NAMES);
        // An unknown industry is one of some two hundred.
        name.trade_surprisal = self.trades.surprisal(name.strict, 0.005, 1_000.0);
        let shipped = place::shipped_u(place::NAMED);
        name.place_surprisal = self.named.surprisal(name.place.into(), shipped, BACKGROUND_PLACES);
    }

    fn contact(&self, contact: u64) -> i32 {
        self.contacts.surprisal(contact, 1.0 / BACKGROUND_PERSONS, BACKGROUND_PERSONS)
    }

    /// Surprisals of the county and of the prefecture.
    fn place(&self, at: u32) -> [i32; 2] {
        let of = |counts: &Counts, value: u32, level| {
            counts.surprisal(value.into(), place::shipped_u(level), BACKGROUND_PLACES)
        };
        [of(&self.counties, at, place::COUNTY), of(&self.prefectures, at / 100, place::PREFECTURE)]
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
    /// Counts the different bearers of each value other than 0 that the rows bear.
    fn of(rows: &[Row], borne: &(dyn Fn(&Row) -> (u64, u64) + Sync)) -> Counts {
        // Records of one customer stand side by side and mostly bear the same.
        let is_new =
            |&(at, it): &(usize, (u64, u64))| it.0 != 0 && (at == 0 || borne(&rows[at - 1]) != it);
        let all = rows.par_iter().map(borne).enumerate().with_min_len(ROWS);
        let mut borne: Vec<(u64, u64)> = all.filter(is_new).map(|(_, it)| it).collect();
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

/// Counts by how many trade names each phone and each address is used.
fn share(rows: &mut [Row], arena: &[u16]) {
    let numbered = || (0..rows.len() as u32).into_par_iter().with_min_len(ROWS).zip(&*rows);
    let phones = || {
        let numbers = |(at, row): (u32, &Row)| {
            row.phones.into_iter().flatten().map(move |phone| (phone.number(), at))
        };
        sharing(numbered().flat_map_iter(numbers).collect(), rows, arena)
    };
    let addresses = || {
        let whole = |(at, row): (u32, &Row)| (row.address.whole, at);
        sharing(numbered().map(whole).filter(|it| it.0 != 0).collect(), rows, arena)
    };
    let (phones, addresses) = rayon::join(phones, addresses);
    rows.par_iter_mut().for_each(|row| {
        for (slot, phone) in row.phone_sharing.iter_mut().zip(row.phones) {
            let found = phone.and_then(|phone| phones.get(&phone.number()));
            *slot = found.copied().unwrap_or(u8::from(phone.is_some()));
        }
        row.address.sharing = addresses.get(&row.address.whole).copied().unwrap_or(1);
    });
}

/// For each value of two records or more, how many different names use it. Names that share half
/// of the shorter one's characters are one name with slips.
fn sharing(mut uses: Vec<(u64, u32)>, rows: &[Row], arena: &[u16]) -> FxHashMap<u64, u8> {
    uses.par_sort_unstable();
    let groups: Vec<&[(u64, u32)]> =
        uses.chunk_by(|a, b| a.0 == b.0).filter(|group| group.len() > 1).collect();
    groups
        .par_iter()
        .map(|group| {
            let names = group.iter().map(|&(_, at)| (at, rows[at as usize].name.body_in(arena)));
            (group[0].0, different_names(names).len().min(255) as u8)
        })
        .collect()
}

/// Records looked at a value: enough to know that it is common.
pub(super) const LOOKED_AT: usize = 40;

/// Of the first [`LOOKED_AT`] rows with their names, those that are the first of a name.
pub(super) fn different_names<'a>(rows: impl Iterator<Item = (u32, &'a [u16])>) -> Vec<u32> {
    let mut different: Vec<(u32, &[u16])> = Vec::new();
    for (at, body) in rows.take(LOOKED_AT) {
        if !different.iter().any(|(_, other)| is_one_name(other, body)) {
            different.push((at, body));
        }
    }
    different.into_iter().map(|(at, _)| at).collect()
}

pub(super) fn is_one_name(a: &[u16], b: &[u16]) -> bool {
    let shorter = a.len().min(b.len());
    let common = a.iter().filter(|c| b.contains(c)).count();
    shorter == 0 || common * 2 >= shorter
}
