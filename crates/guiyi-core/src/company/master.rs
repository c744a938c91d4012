//! A master of companies: features and counts that stand still while further records are held
//! against them.

use std::ops::Range;

use rayon::prelude::*;

use super::compare::References;
use super::frequency::{self, Frequencies, LOOKED_AT, Rival};
use super::row::{NameFlags, Row};
use super::sound::Sounds;
use super::{Chunk, Companies, codec, levels};
use crate::error::Error;
use crate::hash::mix;
use crate::index::codec::{Reader, Writer, inconsistent};
use crate::index::key_table::KeyTable;
use crate::pipeline::{Observer, Unobserved};
use crate::record::Records;
use crate::settings::Settings;

/// The records of a master, and behind them, for a while, records that come in. Each of these is
/// weighed as if it alone had been added to the master, so that it does not matter with which
/// others it comes.
#[derive(Debug)]
pub struct Master {
    companies: Companies,
    counts: Counts,
}

impl Master {
    /// Reads the master's records.
    pub fn new(records: &Records, settings: &Settings, observer: &dyn Observer) -> Master {
        let companies = Companies::new(records, settings, observer);
        let counts = Counts::of(&companies.rows, &companies.arena);
        Master { companies, counts }
    }

    /// The master's records, with those that came in behind them.
    pub fn companies(&self) -> &Companies {
        &self.companies
    }

    /// How many records are the master's own.
    pub fn len(&self) -> usize {
        self.companies.population
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Appends the master to an index; nothing may have come in.
    pub fn write(&self, out: &mut Writer) {
        let companies = &self.companies;
        out.u8(u8::from(companies.join_brandless));
        out.u64(companies.rows.len() as u64);
        out.section(|out| {
            codec::write_table(&companies.rows, &companies.further, &companies.arena, out);
        });
        out.section(|out| self.counts.write(out));
    }

    /// Reads the master of an index.
    ///
    /// # Errors
    /// When its parts do not go together.
    pub fn read(from: &mut Reader<'_>) -> Result<Master, Error> {
        let join_brandless = from.u8()? != 0;
        let records = u32::try_from(from.u64()?).map_err(|_| inconsistent())?;
        let (mut table, mut counts) = (from.section()?, from.section()?);
        let ((table, counts), sounds) = rayon::join(
            || rayon::join(|| codec::read_table(&mut table), || Counts::read(&mut counts, records)),
            Sounds::new,
        );
        let ((rows, further, arena), counts) = (table?, counts?);
        if rows.len() != records as usize {
            return Err(inconsistent());
        }
        let companies = Companies {
            population: rows.len(),
            rows,
            further,
            arena,
            sounds,
            references: References::new(),
            comparisons: levels::comparisons(),
            join_brandless,
        };
        Ok(Master { companies, counts })
    }

    /// Puts records behind the master's and gives their numbers.
    pub fn take_in(&mut self, records: &Records) -> Range<u32> {
        let companies = &mut self.companies;
        let first = companies.rows.len() as u32;
        let came = Chunk::of(records, &companies.sounds, &Unobserved);
        let mut all = Chunk {
            rows: std::mem::take(&mut companies.rows),
            further: std::mem::take(&mut companies.further),
            arena: std::mem::take(&mut companies.arena),
        };
        let names = all.further.len();
        all.append(came);
        let Chunk { mut rows, mut further, arena } = all;
        let (own, came) = rows.split_at_mut(first as usize);
        let counts = &self.counts;
        let own = &own[..companies.population];
        came.par_iter_mut().for_each(|row| counts.weigh(row, own, &arena));
        further[names..]
            .par_iter_mut()
            .for_each(|name| counts.frequencies.weigh_name(name, &arena));
        let range = first..rows.len() as u32;
        (companies.rows, companies.further, companies.arena) = (rows, further, arena);
        range
    }

    /// Takes off what came in.
    pub fn clear(&mut self) {
        let companies = &mut self.companies;
        let Some(first) = companies.rows.get(companies.population).copied() else { return };
        companies.rows.truncate(companies.population);
        companies.further.truncate(first.further.0 as usize);
        companies.arena.truncate(first.name.start as usize);
    }

    /// Whether the record names a customer: neither a placeholder nor nothing at all.
    pub fn is_customer(&self, record: u32) -> bool {
        let row = &self.companies.rows[record as usize];
        let says_nothing = row.name.flags.has(NameFlags::MISSING)
            && row.code.is_none()
            && row.phones[0].is_none()
            && row.email == 0;
        !says_nothing && !row.name.flags.has(NameFlags::PLACEHOLDER)
    }
}

/// What was counted over the master's records.
#[derive(Debug)]
struct Counts {
    frequencies: Frequencies,
    /// By kind and key, how many bearers.
    rivals: KeyTable,
    /// By kind, key and bearer, those that were counted.
    bearers: KeyTable,
    /// By phone number, and by address, the first records that use it.
    uses: KeyTable,
}

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
        Counts {
            frequencies: Frequencies::count(rows),
            rivals: KeyTable::new(rivals),
            bearers: KeyTable::new(bearers),
            uses: KeyTable::new(first_uses(rows)),
        }
    }

    fn write(&self, out: &mut Writer) {
        self.frequencies.write(out);
        self.rivals.write(out);
        self.bearers.write(out);
        self.uses.write(out);
    }

    fn read(from: &mut Reader<'_>, records: u32) -> Result<Counts, Error> {
        Ok(Counts {
            frequencies: Frequencies::read(from)?,
            rivals: KeyTable::read(from, u32::MAX, u32::MAX)?,
            bearers: KeyTable::read(from, u32::MAX, u32::MAX)?,
            uses: KeyTable::read(from, records, u32::MAX)?,
        })
    }

    /// Weighs a row that was not counted, as if it had been.
    fn weigh(&self, row: &mut Row, own: &[Row], arena: &[u16]) {
        self.frequencies.weigh_row(row, arena);
        let mut new: Vec<(Rival, u64, u64)> = Vec::new();
        frequency::each_rival(row, arena, |kind, key, who| {
            if !self.bearers.has(bearer(kind as usize, key, who)) {
                new.push((kind, key, who));
            }
        });
        frequency::weigh_rivals(row, arena, |kind, key| {
            let counted = self.rivals.count(mix(key, kind as u64));
            let more = new.iter().filter(|it| (it.0, it.1) == (kind, key)).count() as u32;
            (counted + more).min(255) as u8
        });
        let users = |value: u64, row: &Row| {
            let uses = self.uses.get(value).iter().take(LOOKED_AT - 1);
            let names = uses.map(|&at| &own[at as usize].name);
            frequency::kinds(names.chain(std::iter::once(&row.name)), arena)
        };
        for at in 0..row.phones.len() {
            if let Some(phone) = row.phones[at] {
                row.phone_sharing[at] = users(phone_use(phone.number()), row);
            }
        }
        row.address.sharing = match row.address.whole {
            0 => 1,
            whole => users(address_use(whole), row),
        };
    }
}

/// For each phone number and each address the records that use it, no more than are looked at.
fn first_uses(rows: &[Row]) -> Vec<(u64, u32)> {
    let mut uses: Vec<(u64, u32)> = Vec::new();
    for (at, row) in rows.iter().enumerate() {
        let numbers = row.phones.iter().flatten().map(|phone| phone_use(phone.number()));
        uses.extend(numbers.map(|key| (key, at as u32)));
        if row.address.whole != 0 {
            uses.push((address_use(row.address.whole), at as u32));
        }
    }
    uses.par_sort_unstable();
    let groups = uses.chunk_by(|a, b| a.0 == b.0);
    groups.flat_map(|group| group.iter().take(LOOKED_AT).copied()).collect()
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
