//! Customers of a master: which records are one, and what each is called.

use std::ops::Range;

use rustc_hash::FxHashMap;

use crate::error::Error;
use crate::index::codec::{Bytes, Reader, Writer, inconsistent};
use crate::index::numbers::{Numbers, Slice};
use crate::record::{RecordId, Records};
use crate::role::Role;

/// The customers of a master, by number.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Customers {
    /// For each record its customer; [`NOBODY`] for records that are not the master's.
    of: Numbers,
    /// Where each customer's records end.
    ends: Numbers,
    records: Numbers,
    ids: Texts,
    names: Texts,
}

/// The customer of a record that is not the master's.
pub const NOBODY: u32 = u32::MAX;

impl Customers {
    /// The customers of these records, `is_own` saying which are the master's. Records of one source
    /// with one key are one customer; a record without a key is known by its line.
    pub fn new(records: &Records, is_own: impl Fn(RecordId) -> bool) -> Customers {
        let mut known: FxHashMap<(&str, &str), u32> = FxHashMap::default();
        let (mut ids, mut names) = (TextsBuilder::default(), TextsBuilder::default());
        let mut of = vec![NOBODY; records.len()];
        let mut members: Vec<(u32, u32)> = Vec::new();
        for id in records.ids().filter(|&id| is_own(id)) {
            let key = records.key(id).trim();
            let next = ids.ends.len() as u32;
            let customer = match key {
                "" => next,
                key => *known.entry((records.source(id), key)).or_insert(next),
            };
            if customer == next {
                match key {
                    "" => ids.push(&records.line(id).to_string()),
                    key => ids.push(key),
                }
                names.push(name(records, id));
            }
            of[id.index()] = customer;
            members.push((customer, id.0));
        }
        members.sort_unstable();
        let mut ends = vec![0; ids.ends.len()];
        for (at, (customer, _)) in members.iter().enumerate() {
            ends[*customer as usize] = at as u32 + 1;
        }
        Customers {
            of: of.into_iter().collect(),
            ends: ends.into_iter().collect(),
            records: members.into_iter().map(|(_, record)| record).collect(),
            ids: ids.finish(),
            names: names.finish(),
        }
    }

    /// Appends the customers to an index.
    pub fn write(&self, out: &mut Writer) {
        out.numbers(&self.of);
        out.numbers(&self.ends);
        out.numbers(&self.records);
        self.ids.write(out);
        self.names.write(out);
    }

    /// Reads the customers of so many records.
    ///
    /// # Errors
    /// When they are not theirs.
    pub fn read(from: &mut Reader, records: usize) -> Result<Customers, Error> {
        let customers = Customers {
            of: from.numbers()?,
            ends: from.numbers()?,
            records: from.numbers()?,
            ids: Texts::read(from)?,
            names: Texts::read(from)?,
        };
        let count = customers.len();
        let is_whole = customers.of.len() == records
            && customers.of.iter().all(|it| (it as usize) < count || it == NOBODY)
            && customers.ends.is_sorted()
            && customers.ends.last().map_or(0, |end| end as usize) == customers.records.len()
            && customers.records.iter().all(|it| (it as usize) < records)
            && customers.ids.len() == count
            && customers.names.len() == count;
        if is_whole { Ok(customers) } else { Err(inconsistent()) }
    }

    /// How many.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The customer of a record, the number for nobody if it is not the master's.
    pub fn of(&self, record: u32) -> u32 {
        let at = record as usize;
        if at < self.of.len() { self.of.get(at) } else { NOBODY }
    }

    /// A customer's records, rising.
    pub fn records(&self, customer: u32) -> Slice<'_> {
        self.records.range(places(&self.ends, customer))
    }

    /// All records of the master, rising.
    pub fn all_records(&self) -> Vec<u32> {
        let mut all: Vec<u32> = self.records.iter().collect();
        all.sort_unstable();
        all
    }

    /// What the master calls the customer.
    pub fn id(&self, customer: u32) -> &str {
        self.ids.get(customer)
    }

    /// A name of the customer, as the master writes it.
    pub fn name(&self, customer: u32) -> &str {
        self.names.get(customer)
    }
}

/// Where the `at`th of things that end so stands.
fn places(ends: &Numbers, at: u32) -> Range<usize> {
    let start = if at == 0 { 0 } else { ends.get(at as usize - 1) };
    start as usize..ends.get(at as usize) as usize
}

/// What a record calls its customer; empty without a name.
pub fn name(records: &Records, id: RecordId) -> &str {
    let named = |role| records.cells(id, role).next();
    named(Role::CompanyName).or_else(|| named(Role::PersonName)).unwrap_or("")
}

/// Short texts one after the other, less than 4 GiB in all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Texts {
    bytes: Bytes,
    ends: Numbers,
}

impl Texts {
    fn get(&self, at: u32) -> &str {
        let bytes = self.bytes.get(places(&self.ends, at)).unwrap_or_default();
        std::str::from_utf8(bytes).unwrap_or_default()
    }

    fn write(&self, out: &mut Writer) {
        out.u64(self.bytes.len() as u64);
        out.bytes.extend_from_slice(&self.bytes);
        out.numbers(&self.ends);
    }

    fn read(from: &mut Reader) -> Result<Texts, Error> {
        let length = from.count(1)?;
        Ok(Texts { bytes: from.bytes(length)?, ends: from.numbers()? })
    }

    fn len(&self) -> usize {
        self.ends.len()
    }
}

#[derive(Default)]
struct TextsBuilder {
    bytes: Vec<u8>,
    ends: Vec<u32>,
}

impl TextsBuilder {
    fn push(&mut self, text: &str) {
        self.bytes.extend_from_slice(text.as_bytes());
        self.ends.push(self.bytes.len() as u32);
    }

    fn finish(self) -> Texts {
        Texts { bytes: self.bytes.into(), ends: self.ends.into_iter().collect() }
    }
}
