//! Frequencies: how common trade names, industries, contacts and numbers are.
//!
//! Counted on distinct values, not on rows, because duplicates inflate rows; blended with a
//! background, so that a small file knows that 恒源 is common and 颖泰 is not.

use guiyi_lexicon::idf;
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use super::row::{NameFlags, NameRow, Row};
use crate::hash::mix;
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

/// Counts what the rows hold and writes the surprisals and sharings into them.
pub fn weigh(rows: &mut [Row], further: &mut [NameRow], arena: &[u16]) {
    let names: FxHashSet<(u64, u64)> = rows
        .iter()
        .filter(|row| row.name.brand != 0 && !row.name.flags.has(NameFlags::BRANCH))
        .map(|row| (row.name.brand, mix(u64::from(row.place / 100), row.name.strict)))
        .collect();
    let mut brands: FxHashMap<u64, u32> = FxHashMap::default();
    let mut trades: FxHashMap<u64, u32> = FxHashMap::default();
    for (brand, _) in &names {
        *brands.entry(*brand).or_default() += 1;
    }
    let industries: FxHashSet<(u64, u64)> =
        rows.iter().map(|row| (row.name.strict, row.name.brand)).filter(|it| it.0 != 0).collect();
    for (strict, _) in &industries {
        *trades.entry(*strict).or_default() += 1;
    }
    let persons: FxHashSet<(u64, u64)> =
        rows.iter().map(|row| (row.contact, row.name.brand)).filter(|it| it.0 != 0).collect();
    let mut contacts: FxHashMap<u64, u32> = FxHashMap::default();
    for (contact, _) in &persons {
        *contacts.entry(*contact).or_default() += 1;
    }
    let frequencies = Frequencies {
        names: names.len() as f64,
        brands,
        industries: industries.len() as f64,
        trades,
        persons: persons.len() as f64,
        contacts,
    };
    rows.par_iter_mut().for_each(|row| {
        frequencies.weigh_name(&mut row.name, arena);
        row.contact_surprisal = frequencies.contact(row.contact);
    });
    further.par_iter_mut().for_each(|name| frequencies.weigh_name(name, arena));
    share(rows, arena);
    count_rivals(rows, arena);
}

/// Counts, for every name in use, who else could be meant by it.
fn count_rivals(rows: &mut [Row], arena: &[u16]) {
    let whole = |name: &NameRow| {
        let length = usize::from(name.body) + usize::from(name.branch);
        let units = &arena[name.start as usize..][..length];
        units.iter().fold(u64::from(name.branch_number), |hash, &c| mix(hash, u64::from(c)))
    };
    let prefecture =
        |row: &Row| u64::from(row.place / 100) * u64::from(!(row.place / 100).is_multiple_of(100));
    let mut homonyms: Vec<(u64, u64)> = Vec::new();
    let mut firms: Vec<(u64, u64)> = Vec::new();
    for row in rows.iter() {
        let place = prefecture(row);
        if place != 0 {
            homonyms.push((whole(&row.name), place));
        }
        if row.name.is_counted() {
            firms.push((mix(row.name.brand, place), row.name.loose));
            firms.push((row.name.brand, mix(row.name.loose, place)));
        }
    }
    let brandless = |name: &NameRow| mix(mix(u64::from(name.place), name.strict), u64::MAX);
    for row in rows.iter().filter(|row| row.name.is_brandless()) {
        if let Some(code) = row.code.filter(|code| code.is_valid()) {
            firms.push((brandless(&row.name), code.key() as u64));
        }
    }
    let (homonyms, firms) = (distinct_values(homonyms), distinct_values(firms));
    rows.par_iter_mut().for_each(|row| {
        let place = prefecture(row);
        let count = |map: &FxHashMap<u64, u8>, key| map.get(&key).copied().unwrap_or(0);
        row.name.homonyms = count(&homonyms, whole(&row.name));
        let around = match place {
            _ if row.name.is_brandless() => brandless(&row.name),
            0 => row.name.brand,
            place => mix(row.name.brand, place),
        };
        row.name.namesakes = count(&firms, around);
    });
}

/// How many different values each key has, saturating.
fn distinct_values(mut pairs: Vec<(u64, u64)>) -> FxHashMap<u64, u8> {
    pairs.par_sort_unstable();
    pairs.dedup();
    pairs
        .chunk_by(|a, b| a.0 == b.0)
        .map(|group| (group[0].0, group.len().min(255) as u8))
        .collect()
}

struct Frequencies {
    names: f64,
    brands: FxHashMap<u64, u32>,
    industries: f64,
    trades: FxHashMap<u64, u32>,
    persons: f64,
    contacts: FxHashMap<u64, u32>,
}

impl Frequencies {
    fn weigh_name(&self, name: &mut NameRow, arena: &[u16]) {
        let count = |map: &FxHashMap<u64, u32>, key| f64::from(*map.get(&key).unwrap_or(&0));
        let background = BACKGROUND_SHARE * (-brand_nats(name, arena)).exp();
        let brand =
            blended(count(&self.brands, name.brand), self.names, background, BACKGROUND_NAMES);
        name.brand_surprisal = surprisal(brand);
        // An unknown industry is one of some two hundred.
        let trade = blended(count(&self.trades, name.strict), self.industries, 0.005, 1_000.0);
        name.trade_surprisal = surprisal(trade);
    }

    fn contact(&self, contact: u64) -> i32 {
        let count = f64::from(*self.contacts.get(&contact).unwrap_or(&0));
        surprisal(blended(count, self.persons, 1.0 / BACKGROUND_PERSONS, BACKGROUND_PERSONS))
    }
}

/// How rare the characters of a trade name are together, in nats.
fn brand_nats(name: &NameRow, arena: &[u16]) -> f64 {
    let body = &arena[name.start as usize..][..usize::from(name.body)];
    body.iter()
        .enumerate()
        .filter(|(at, _)| name.brand_mask >> at & 1 == 1)
        .filter_map(|(_, &c)| char::from_u32(u32::from(c)))
        .map(|c| f64::from(idf::nats(c)))
        .sum()
}

fn blended(count: f64, total: f64, background: f64, weight: f64) -> f64 {
    (count + background * weight) / (total + weight)
}

fn surprisal(frequency: f64) -> i32 {
    MatchWeight::from_bits((-frequency.log2()).clamp(0.0, RAREST)).parts()
}

/// Counts by how many trade names each phone and each address is used.
fn share(rows: &mut [Row], arena: &[u16]) {
    let mut phones: Vec<(u64, u32)> = Vec::new();
    let mut addresses: Vec<(u64, u32)> = Vec::new();
    for (at, row) in rows.iter().enumerate() {
        phones.extend(row.phones.iter().flatten().map(|phone| (phone.number(), at as u32)));
        if row.address.whole != 0 {
            addresses.push((row.address.whole, at as u32));
        }
    }
    let phones = sharing(phones, rows, arena);
    let addresses = sharing(addresses, rows, arena);
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
    /// Records looked at a value: enough to know that it is common.
    const LOOKED_AT: usize = 40;
    uses.par_sort_unstable();
    let groups: Vec<&[(u64, u32)]> =
        uses.chunk_by(|a, b| a.0 == b.0).filter(|group| group.len() > 1).collect();
    groups
        .par_iter()
        .map(|group| {
            let mut kinds: Vec<&[u16]> = Vec::new();
            for &(_, at) in group.iter().take(LOOKED_AT) {
                let name = &rows[at as usize].name;
                let body = &arena[name.start as usize..][..usize::from(name.body)];
                if !kinds.iter().any(|kind| is_one_name(kind, body)) {
                    kinds.push(body);
                }
            }
            (group[0].0, kinds.len().min(255) as u8)
        })
        .collect()
}

fn is_one_name(a: &[u16], b: &[u16]) -> bool {
    let shorter = a.len().min(b.len());
    let common = a.iter().filter(|c| b.contains(c)).count();
    shorter == 0 || common * 2 >= shorter
}
