//! Customers of a master: which records are one, and what each is called.

use rustc_hash::FxHashMap;

use crate::error::Error;
use crate::index::codec::{Reader, Writer, inconsistent};
use crate::record::{RecordId, Records};
use crate::role::Role;

/// The customers of a master, by number.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Customers {
    /// For each record its customer; [`NOBODY`] for records that are not the master's.
    of: Vec<u32>,
    /// Where each customer's records end.
    ends: Vec<u32>,
    records: Vec<u32>,
    ids: Texts,
    names: Texts,
}

/// The customer of a record that is not the master's.
pub const NOBODY: u32 = u32::MAX;

impl Customers {
    /// The customers of these records, `of` saying which are the master's. Records of one source
    /// with one key are one customer; a record without a key is known by its line.
    pub fn new(records: &Records, of: impl Fn(RecordId) -> bool) -> Customers {
        let mut known: FxHashMap<(&str, &str), u32> = FxHashMap::default();
        let mut customers = Customers { of: vec![NOBODY; records.len()], ..Customers::default() };
        let mut members: Vec<(u32, u32)> = Vec::new();
        for id in records.ids().filter(|&id| of(id)) {
            let key = records.key(id).trim();
            let next = customers.ids.len() as u32;
            let customer = match key {
                "" => next,
                key => *known.entry((records.source(id), key)).or_insert(next),
            };
            if customer == next {
                match key {
                    "" => customers.ids.push(&records.line(id).to_string()),
                    key => customers.ids.push(key),
                }
                customers.names.push(name(records, id));
            }
            customers.of[id.index()] = customer;
            members.push((customer, id.0));
        }
        members.sort_unstable();
        customers.ends = vec![0; customers.ids.len()];
        for (at, (customer, _)) in members.iter().enumerate() {
            customers.ends[*customer as usize] = at as u32 + 1;
        }
        customers.records = members.into_iter().map(|(_, record)| record).collect();
        customers
    }

    /// Appends the customers to an index.
    pub fn write(&self, out: &mut Writer) {
        out.u32s(&self.of);
        out.u32s(&self.ends);
        out.u32s(&self.records);
        self.ids.write(out);
        self.names.write(out);
    }

    /// Reads the customers of so many records.
    ///
    /// # Errors
    /// When they are not theirs.
    pub fn read(from: &mut Reader<'_>, records: usize) -> Result<Customers, Error> {
        let customers = Customers {
            of: from.u32s()?,
            ends: from.u32s()?,
            records: from.u32s()?,
            ids: Texts::read(from)?,
            names: Texts::read(from)?,
        };
        let count = customers.len();
        let is_whole = customers.of.len() == records
            && customers.of.iter().all(|&it| (it as usize) < count || it == NOBODY)
            && customers.ends.is_sorted()
            && customers.ends.last().map_or(0, |&end| end as usize) == customers.records.len()
            && customers.records.iter().all(|&it| (it as usize) < records)
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

    /// The customer of a record, [`NOBODY`] if it is not the master's.
    pub fn of(&self, record: u32) -> u32 {
        self.of.get(record as usize).copied().unwrap_or(NOBODY)
    }

    /// A customer's records, rising.
    pub fn records(&self, customer: u32) -> &[u32] {
        let at = customer as usize;
        let start = if at == 0 { 0 } else { self.ends[at - 1] };
        &self.records[start as usize..self.ends[at] as usize]
    }

    /// All records of the master, rising.
    pub fn all_records(&self) -> Vec<u32> {
        let mut all = self.records.clone();
        all.sort_unstable();
        all
    }

    /// What the master calls the customer.
    pub fn id(&self, customer: u32) -> &str {
        self.ids.get(customer as usize)
    }

    /// A name of the customer, as the master writes it.
    pub fn name(&self, customer: u32) -> &str {
        self.names.get(customer as usize)
    }
}

/// What a record calls its customer; empty without a name.
pub fn name(records: &Records, id: RecordId) -> &str {
    let named = |role| records.cells(id, role).next();
    named(Role::CompanyName).or_else(|| named(Role::PersonName)).unwrap_or("")
}

/// Short texts one after the other, less than 4 GiB in all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Texts {
    text: String,
    ends: Vec<u32>,
}

impl Texts {
    fn push(&mut self, text: &str) {
        self.text.push_str(text);
        self.ends.push(self.text.len() as u32);
    }

    fn get(&self, at: usize) -> &str {
        let start = if at == 0 { 0 } else { self.ends[at - 1] };
        self.text.get(start as usize..self.ends[at] as usize).unwrap_or_default()
    }

    fn write(&self, out: &mut Writer) {
        out.text(&self.text);
        out.u32s(&self.ends);
    }

    fn read(from: &mut Reader<'_>) -> Result<Texts, Error> {
        Ok(Texts { text: from.text()?.to_string(), ends: from.u32s()? })
    }

    fn len(&self) -> usize {
        self.ends.len()
    }
}
