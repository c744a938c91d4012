//! Reading one record's cells into features.

mod name;

use guiyi_lexicon::alias;
use guiyi_lexicon::division::Division;
use guiyi_name::{CompanyName, Parser};

use super::align::LONGEST;
use super::chunk::Chunk;
use super::row::{AddressRow, NameRow, PHONES, Row};
use super::sound::Sounds;
use super::testimony::{Columns, Testimonies};
use crate::hash::hash_text;
use crate::normalize::narrow::is_letter;
use crate::normalize::place::{Testimony, Witness};
use crate::normalize::{Address, CreditCode, emails, persons, phones};
use crate::record::{Record, RecordId, Records};
use crate::role::Role;
use crate::unify::{Worth, value};
use name::missing_name;

/// Keeps the hashes of different kinds of text apart.
mod seed {
    pub const TEXT: u64 = 1;
    pub const BRAND: u64 = 2;
    pub const READING: u64 = 3;
    pub const TRADE: u64 = 4;
    pub const ADDRESS: u64 = 5;
    pub const SURNAME: u64 = 6;
    pub const TOWN: u64 = 7;
}

/// Names a record brings beside the one in use.
const FURTHER_NAMES: usize = 4;

/// What a record's first name and first address are worth as golden values; packed, since there is one a record.
#[derive(Clone, Copy, Debug)]
pub struct Worths {
    keys: [u64; 2],
    qualities: [u8; 2],
}

impl Worths {
    /// The quality of what is not there.
    const NONE: u8 = u8::MAX;

    /// What a name and an address are worth; `None` without one.
    pub fn new(name: Option<Worth>, address: Option<Worth>) -> Worths {
        let worths = [name, address];
        Worths {
            keys: worths.map(|worth| worth.map_or(0, |worth| worth.key)),
            qualities: worths.map(|worth| worth.map_or(Worths::NONE, |worth| worth.quality)),
        }
    }

    /// Of the name.
    pub fn name(&self) -> Option<Worth> {
        self.at(0)
    }

    /// Of the address.
    pub fn address(&self) -> Option<Worth> {
        self.at(1)
    }

    fn at(&self, at: usize) -> Option<Worth> {
        let (key, quality) = (self.keys[at], self.qualities[at]);
        (quality != Worths::NONE).then_some(Worth { key, quality })
    }
}

/// What is remembered from record to record.
#[derive(Default)]
pub struct Remembered {
    columns: Columns,
    name: LastName,
}

/// The name read last. Records are in the order of their names, so the next is often the same.
#[derive(Default)]
struct LastName {
    cell: String,
    name: CompanyName,
}

impl LastName {
    fn read(&mut self, cell: &str, parser: &Parser) -> &CompanyName {
        if self.cell != cell {
            self.name = parser.parse(cell);
            self.cell.clear();
            self.cell.push_str(cell);
        }
        &self.name
    }
}

/// Reads records.
pub struct Reader<'a> {
    /// The records.
    pub records: &'a Records,
    /// The reader of names.
    pub parser: Parser,
    /// Readings of characters.
    pub sounds: &'a Sounds,
}

impl Reader<'_> {
    /// Reads one record and appends its row, its further names, their texts and what they are
    /// worth.
    pub fn read(&self, id: RecordId, known: &mut Remembered, out: &mut Chunk) {
        let Chunk { rows, further, arena: texts, worths } = out;
        let record = self.records.record(id);
        let mut names = record.cells(Role::CompanyName);
        let Remembered { columns, name: last } = known;
        let first = names.next().map(|cell| last.read(cell, &self.parser));
        let first_further = further.len();
        let name = match first {
            Some(name) => self.name(name, texts),
            None => NameRow { start: texts.len() as u32, ..missing_name() },
        };
        if let Some(name) = first {
            self.further_names(name, further, texts);
        }
        for cell in names {
            further.push(self.name(&self.parser.parse(cell), texts));
        }
        further.truncate(first_further + FURTHER_NAMES);
        let (mut row, address) = self.fields(record, first, name, columns);
        row.further = (first_further as u32, further.len() as u32);
        row.address = Reader::address(address.as_ref(), texts);
        rows.push(row);
        let name = first.map(value::of_name);
        worths.push(Worths::new(name, address.as_ref().map(value::of_address)));
    }

    /// Former names, the second name of a cell, and the full form of a known alias.
    fn further_names(&self, name: &CompanyName, further: &mut Vec<NameRow>, texts: &mut Vec<u16>) {
        for text in name.former_names().chain(name.second_name()) {
            further.push(self.name(&self.parser.parse(text), texts));
        }
        let known = name.alias().filter(|it| it.text == name.head());
        if let Some(known) = known.filter(|it| !it.is_shared && !it.is_full) {
            let branches: String = name.branches().map(|branch| branch.text).collect();
            let full = format!("{}{branches}", alias::organisation(known.organisation).full);
            further.push(self.name(&self.parser.parse(&full), texts));
        }
    }

    /// The address behind its divisions.
    fn address(address: Option<&Address>, texts: &mut Vec<u16>) -> AddressRow {
        let Some(address) = address else { return AddressRow::default() };
        let (mut units, mut kept) = ([0; LONGEST], 0);
        let letters = address.text().chars().filter(|c| is_letter(*c));
        for (place, c) in units.iter_mut().zip(letters) {
            *place = unit(c);
            kept += 1;
        }
        if kept == 0 {
            return AddressRow::default();
        }
        let start = texts.len() as u32;
        texts.extend_from_slice(&units[..kept]);
        AddressRow {
            start,
            text: kept as u8,
            sharing: 0,
            is_agency: address.is_agency(),
            whole: hash_text(address.text(), seed::ADDRESS),
            parts: address.parts(),
        }
    }

    fn fields(
        &self,
        record: Record<'_>,
        name: Option<&CompanyName>,
        row: NameRow,
        columns: &mut Columns,
    ) -> (Row, Option<Address>) {
        let cells = |role| record.cells(role);
        let code = cells(Role::CreditCode).find_map(CreditCode::normalize);
        let mut told = Testimonies::new(columns);
        told.name(name);
        told.column(Witness::Province, cells(Role::Province).next());
        told.column(Witness::City, cells(Role::City).next());
        let address =
            cells(Role::Address).find_map(|cell| Address::normalize(cell, told.division()));
        if let Some(address) = &address {
            told.hear(&address.testimony());
        }
        if let Some(code) = code {
            told.hear(&Testimony::credit_code(code));
        }
        let mut found = [None; PHONES];
        let numbers = cells(Role::Phone).flat_map(|cell| phones(cell, area_code(told.division())));
        for (slot, phone) in found.iter_mut().zip(numbers) {
            *slot = Some(phone);
        }
        found.iter().flatten().for_each(|phone| told.hear(&Testimony::phone(*phone)));
        let email = cells(Role::Email).find_map(|cell| emails(cell).into_iter().next());
        let person = cells(Role::Contact)
            .chain(name.and_then(CompanyName::contact))
            .find_map(|cell| persons(cell).into_iter().next());
        let surname = person.as_ref().map_or("", |person| person.surname());
        let row = Row {
            name: row,
            further: (0, 0),
            code,
            phones: found,
            phone_sharing: [0; PHONES],
            email: email.as_ref().map_or(0, |email| email.key()),
            domain: email.as_ref().and_then(|email| email.own_domain_key()).unwrap_or(0),
            contact: person.as_ref().and_then(|person| person.key()).unwrap_or(0),
            contact_surprisal: 0,
            surname: if surname.is_empty() { 0 } else { hash_text(surname, seed::SURNAME) as u32 },
            place: told.division().map_or(0, division_code),
            place_surprisal: [0; 2],
            address: AddressRow::default(),
        };
        (row, address)
    }
}

/// The telephone area code of a place, where it has one.
fn area_code(place: Option<Division>) -> Option<u16> {
    match place?.prefecture().or(place)?.area_codes() {
        [one] => Some(*one),
        _ => None,
    }
}

/// A division of today as six digits.
fn division_code(division: Division) -> u32 {
    division.current().first().map_or(division.code(), |today| today.code())
}

/// A character as one UTF-16 unit; those outside the basic plane become a wildcard's neighbour.
fn unit(c: char) -> u16 {
    u16::try_from(u32::from(c)).unwrap_or(0xE000)
}
