//! Companies under counts that stand still, for runs that do not see all records at once.
//!
//! What a value is worth depends on how common it is among all records. [`Frozen`] counts that
//! once; every record it reads after that is weighed as if it alone had been added to those
//! counted, so features, keys and pair weights are a pure function of (record, counts), whatever
//! else is read and in whatever order. The records counted are read to the same features again.
//!
//! - [`Frozen::new`] reads the records and counts. [`Frozen::counts`] and [`Frozen::from_counts`]
//!   save and open the counts alone, [`Frozen::write`] and [`Frozen::read`] with the records.
//! - [`Frozen::take_in`] reads further records behind those held and gives their numbers;
//!   [`Frozen::truncate`] takes them off. A number holds until then.
//! - [`Frozen::encode`] gives the features of one record as bytes (some 200), [`Frozen::add`] holds
//!   them again under a new number, without the record. They are good for these counts and this
//!   [`FORMAT`](crate::index::codec::FORMAT).
//! - [`Frozen::companies`] is the [`Subject`](crate::subject::Subject) over what is held. `keys`
//!   gives a record's keys rule by rule, `limits` how many records a key may join;
//!   [`Lookup`](crate::index::lookup::Lookup) finds candidates by key in memory, a store may keep the keys
//!   itself: a pair is a candidate by the first rule in which both have a key and that does not
//!   [`Pass`](crate::subject::Glance) it on.
//! - [`PairScorer`](crate::score::pair::PairScorer) under a frozen model gives weight and ruling of two
//!   numbers, [`pipeline::cluster`](crate::pipeline::cluster) the clusters of the records held, of
//!   which the edges are known that [`pipeline::is_kept`](crate::pipeline::is_kept) keeps. Number the
//!   records of a component in canonical order ([`Records`]), since what weighs the same is told
//!   apart by number.

use std::ops::Range;

use rayon::prelude::*;
use rustc_hash::FxHashSet;

use super::frequency::{self, Frequencies, KnownSurprisals, Rival};
use super::row::{NameFlags, Row};
use super::{Chunk, Companies, codec};
use crate::error::Error;
use crate::hash::mix;
use crate::index::codec::{Reader, Writer, inconsistent};
use crate::index::key_table::KeyTable;
use crate::index::numbers::Numbers;
use crate::pipeline::{Observer, Unobserved};
use crate::record::Records;
use crate::settings::Settings;

/// Features of records under frozen counts.
#[derive(Debug)]
pub struct Frozen {
    companies: Companies,
    counts: Counts,
}

impl Frozen {
    /// Reads the records, counts what they hold, and keeps them.
    pub fn new(records: &Records, settings: &Settings, observer: &dyn Observer) -> Frozen {
        let companies = Companies::read(records, settings, observer);
        let counts = Counts::of(&companies.rows, &companies.arena);
        Frozen { companies, counts }
    }

    /// The records held.
    pub fn companies(&self) -> &Companies {
        &self.companies
    }

    /// How many records are held.
    pub fn len(&self) -> u32 {
        self.companies.rows.len() as u32
    }

    /// Whether none is held.
    pub fn is_empty(&self) -> bool {
        self.companies.rows.is_empty()
    }

    /// Appends the counts, without records.
    pub fn counts(&self, out: &mut Writer) {
        out.u8(u8::from(self.companies.join_brandless));
        out.u64(self.companies.population as u64);
        self.counts.write(out);
    }

    /// Reads counts; no record is held.
    ///
    /// # Errors
    /// When the parts do not go together.
    pub fn from_counts(from: &mut Reader) -> Result<Frozen, Error> {
        let join_brandless = from.u8()? != 0;
        let population = usize::try_from(from.u64()?).map_err(|_| inconsistent())?;
        let (counts, mut companies) = rayon::join(|| Counts::read(from), Companies::empty);
        (companies.population, companies.join_brandless) = (population, join_brandless);
        Ok(Frozen { companies, counts: counts? })
    }

    /// Appends counts and records.
    pub fn write(&self, out: &mut Writer) {
        out.section(|out| self.counts(out));
        out.section(|out| codec::write_table(&self.companies, out));
    }

    /// Reads counts and records.
    ///
    /// # Errors
    /// When the parts do not go together.
    pub fn read(from: &mut Reader) -> Result<Frozen, Error> {
        let (mut counts, mut table) = (from.section()?, from.section()?);
        let (frozen, table) =
            rayon::join(|| Frozen::from_counts(&mut counts), || codec::read_table(&mut table));
        let mut frozen = frozen?;
        frozen.companies.append(table?);
        Ok(frozen)
    }

    /// Reads records behind those held, and gives their numbers.
    pub fn take_in(&mut self, records: &Records) -> Range<u32> {
        let mut came = Chunk::of(records, &self.companies.sounds, &Unobserved);
        let (counts, arena) = (&self.counts, &came.arena);
        let frequencies = &counts.frequencies;
        // A single record is weighed before another thread has woken up.
        if came.rows.len() <= 1 {
            came.rows.iter_mut().for_each(|row| counts.weigh(row, arena));
            let mut known = KnownSurprisals::default();
            let weigh = |name| frequencies.weigh_name(name, arena, &mut known);
            came.further.iter_mut().for_each(weigh);
        } else {
            came.rows.par_iter_mut().for_each(|row| counts.weigh(row, arena));
            frequency::weigh_names(frequencies, &mut came.further, arena);
        }
        let first = self.len();
        self.companies.append(came);
        first..self.len()
    }

    /// The features of a record, to be held again under the same counts.
    ///
    /// # Panics
    /// When no record has this number.
    pub fn encode(&self, record: u32) -> Vec<u8> {
        let mut out = Writer::default();
        codec::write_record(&self.companies, record, &mut out);
        out.bytes
    }

    /// Holds a record that was encoded, and gives its number.
    ///
    /// # Errors
    /// When the bytes are no features.
    pub fn add(&mut self, encoded: &[u8]) -> Result<u32, Error> {
        let number = self.len();
        self.companies.append(codec::read_record(encoded)?);
        Ok(number)
    }

    /// Blanks the names among the counts that no record held bears, for who must erase them; whether
    /// there were any. A blank name stands for whichever uses its phone or address, so the counts stay.
    pub fn forget_names(&mut self) -> bool {
        let Companies { rows, arena, .. } = &self.companies;
        let borne: FxHashSet<&[u16]> = rows.iter().map(|row| row.name.body_in(arena)).collect();
        let (mut ends, mut units, mut forgotten) = (Vec::<u32>::new(), Vec::new(), false);
        for at in 0..self.counts.ends.len() as u32 {
            let name = self.counts.name(at);
            if borne.contains(name) {
                units.extend_from_slice(name);
            } else {
                forgotten |= !name.is_empty();
            }
            ends.push(units.len() as u32);
        }
        (self.counts.ends, self.counts.units) = (ends.into_iter().collect(), units);
        forgotten
    }

    /// Holds only the first so many records.
    pub fn truncate(&mut self, records: u32) {
        self.companies.truncate(records);
    }

    /// Whether the record names a customer: neither a placeholder nor nothing at all.
    ///
    /// # Panics
    /// When no record has this number.
    pub fn is_customer(&self, record: u32) -> bool {
        let row = &self.companies.rows[record as usize];
        let says_nothing = row.name.flags.has(NameFlags::MISSING)
            && row.code.is_none()
            && row.phones[0].is_none()
            && row.email == 0;
        !says_nothing && !row.name.flags.has(NameFlags::PLACEHOLDER)
    }
}

/// What was counted.
#[derive(Debug)]
struct Counts {
    frequencies: Frequencies,
    /// By kind and key, how many bearers.
    rivals: KeyTable,
    /// By kind, key and bearer, those that were counted.
    bearers: KeyTable,
    /// By phone number, and by address, the different names that use it, and [`MANY`] where no
    /// further one is looked at.
    uses: KeyTable,
    /// Where each of those names ends in `units`.
    ends: Numbers,
    units: Vec<u16>,
}

/// Stands behind the names that use a value, where more records use it than are looked at.
const MANY: u32 = u32::MAX;

impl Counts {
    fn of(rows: &[Row], arena: &[u16]) -> Counts {
        let (mut rivals, mut bearers) = (Vec::new(), Vec::new());
        for (kind, mut found) in frequency::rivals(rows, arena).into_iter().enumerate() {
            found.par_sort_unstable();
            found.dedup();
            for group in found.chunk_by(|a, b| a.0 == b.0) {
                rivals.push((mix(group[0].0, kind as u64), group.len().min(255) as u32));
            }
            bearers.extend(found.iter().map(|&(key, who)| (bearer(kind, key, who), 0)));
        }
        let (uses, ends, units) = uses(rows, arena);
        Counts {
            frequencies: Frequencies::count(rows),
            rivals: KeyTable::new(rivals),
            bearers: KeyTable::new(bearers),
            uses: KeyTable::new(uses),
            ends: ends.into_iter().collect(),
            units,
        }
    }

    fn write(&self, out: &mut Writer) {
        self.frequencies.write(out);
        self.rivals.write(out);
        self.bearers.write(out);
        self.uses.write(out);
        out.numbers(&self.ends);
        out.u16s(&self.units);
    }

    fn read(from: &mut Reader) -> Result<Counts, Error> {
        let frequencies = Frequencies::read(from)?;
        let (rivals, bearers) = (KeyTable::read(from)?, KeyTable::read(from)?);
        let (uses, ends, units) = (KeyTable::read(from)?, from.numbers()?, from.u16s()?);
        let is_whole = ends.is_sorted()
            && ends.last().map_or(0, |end| end as usize) == units.len()
            && uses.values_are(|name| (name as usize) < ends.len() || name == MANY);
        match is_whole {
            true => Ok(Counts { frequencies, rivals, bearers, uses, ends, units }),
            false => Err(inconsistent()),
        }
    }

    /// Weighs a row as if it had been counted.
    fn weigh(&self, row: &mut Row, arena: &[u16]) {
        self.frequencies.weigh_row(row, arena, &mut KnownSurprisals::default());
        let mut new: Vec<(Rival, u64, u64)> = Vec::new();
        frequency::each_rival(row, arena, |kind, key, who| {
            if !self.bearers.has(bearer(kind as usize, key, who)) {
                new.push((kind, key, who));
            }
        });
        new.sort_unstable();
        new.dedup();
        frequency::weigh_rivals(row, arena, |kind, key| {
            let counted = self.rivals.count(mix(key, kind as u64));
            let more = new.iter().filter(|it| (it.0, it.1) == (kind, key)).count() as u32;
            (counted + more).min(255) as u8
        });
        let body = row.name.body_in(arena);
        for at in 0..row.phones.len() {
            if let Some(phone) = row.phones[at] {
                row.phone_sharing[at] = self.users(phone_use(phone.number()), body);
            }
        }
        row.address.sharing = match row.address.whole {
            0 => 1,
            whole => self.users(address_use(whole), body),
        };
    }

    /// How many different names use a value, this one among them.
    fn users(&self, value: u64, body: &[u16]) -> u8 {
        let names = self.uses.get(value);
        let is_full = names.last() == Some(MANY);
        let different = names.len() - usize::from(is_full);
        let is_one = |name| frequency::is_one_name(self.name(name), body);
        let is_known = is_full || names.iter().any(is_one);
        (different + usize::from(!is_known)).min(255) as u8
    }

    fn name(&self, at: u32) -> &[u16] {
        let start = if at == 0 { 0 } else { self.ends.get(at as usize - 1) };
        &self.units[start as usize..self.ends.get(at as usize) as usize]
    }
}

/// For each phone number and each address the different names that use it, by number, and the names.
fn uses(rows: &[Row], arena: &[u16]) -> (Vec<(u64, u32)>, Vec<u32>, Vec<u16>) {
    let mut users: Vec<(u64, u32)> = Vec::new();
    for (at, row) in rows.iter().enumerate() {
        let numbers = row.phones.iter().flatten().map(|phone| phone_use(phone.number()));
        users.extend(numbers.map(|key| (key, at as u32)));
        if row.address.whole != 0 {
            users.push((address_use(row.address.whole), at as u32));
        }
    }
    users.par_sort_unstable();
    let groups: Vec<&[(u64, u32)]> = users.chunk_by(|a, b| a.0 == b.0).collect();
    // The row that is the first of each different name.
    let first_rows = |group: &&[(u64, u32)]| {
        let name = |at: u32| rows[at as usize].name.body_in(arena);
        frequency::different_names(group.iter().map(|&(_, at)| (at, name(at))))
    };
    let different: Vec<Vec<u32>> = groups.par_iter().map(first_rows).collect();
    let mut named = vec![false; rows.len()];
    different.iter().flatten().for_each(|&at| named[at as usize] = true);
    let (mut ends, mut units, mut number) = (Vec::new(), Vec::new(), vec![0; rows.len()]);
    for (at, row) in rows.iter().enumerate().filter(|(at, _)| named[*at]) {
        number[at] = ends.len() as u32;
        units.extend_from_slice(row.name.body_in(arena));
        ends.push(units.len() as u32);
    }
    let mut uses = Vec::new();
    for (group, different) in groups.iter().zip(different) {
        let key = group[0].0;
        uses.extend(different.into_iter().map(|at| (key, number[at as usize])));
        if group.len() >= frequency::LOOKED_AT {
            uses.push((key, MANY));
        }
    }
    (uses, ends, units)
}

fn bearer(kind: usize, key: u64, who: u64) -> u64 {
    mix(mix(key, kind as u64), who)
}

fn phone_use(number: u64) -> u64 {
    mix(number, 1)
}

fn address_use(whole: u64) -> u64 {
    mix(whole, 2)
}
