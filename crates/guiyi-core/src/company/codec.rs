//! Codec: rows of companies to bytes and back, each row and each name of one fixed length, so that
//! several threads can read them at once.

use std::sync::atomic::{AtomicBool, Ordering};

use guiyi_lexicon::branch::BranchKind;
use guiyi_lexicon::org::OrgClass;
use rayon::prelude::*;

use super::align::LONGEST;
use super::row::{AddressRow, NameFlags, NameRow, PHONES, Row};
use super::{Chunk, Companies};
use crate::error::Error;
use crate::index::codec::{Reader, Writer, inconsistent};
use crate::normalize::address::HouseNumber;
use crate::normalize::{AddressParts, CreditCode, Phone};

/// Bytes of a name.
const NAME: usize = 96;
/// Bytes of a row.
const ROW: usize = NAME + 136;
/// Bytes before a record: how many characters its texts have, and how many further names.
const RECORD_HEAD: usize = 3;

/// Appends all records of a table.
pub fn write_table(companies: &Companies, out: &mut Writer) {
    out.u64(companies.rows.len() as u64);
    out.u64(companies.further.len() as u64);
    companies.rows.iter().for_each(|row| write_row(row, out));
    companies.further.iter().for_each(|name| write_name(name, out));
    out.u16s(&companies.arena);
}

/// Reads a table. What its values are worth is left open.
///
/// # Errors
/// When a row points outside of it.
pub fn read_table(from: &mut Reader) -> Result<Chunk, Error> {
    let (rows, further) = (from.u64()? as usize, from.u64()? as usize);
    let length = |count: usize, size: usize| count.checked_mul(size).ok_or_else(inconsistent);
    let rows = from.bytes(length(rows, ROW)?)?;
    let further = from.bytes(length(further, NAME)?)?;
    let arena = from.u16s()?;
    let bounds = Bounds { names: further.len() / NAME, texts: arena.len() };
    // Checked while they are read: going over them again would cost as much.
    let is_sound = AtomicBool::new(true);
    let sound = |holds: bool| {
        if !holds {
            is_sound.store(false, Ordering::Relaxed);
        }
    };
    let rows: Vec<Row> = rows
        .par_chunks_exact(ROW)
        .map(|bytes| {
            let row = read_row(&mut Fields { left: bytes });
            sound(bounds.hold_row(&row));
            row
        })
        .collect();
    let further: Vec<NameRow> = further
        .par_chunks_exact(NAME)
        .map(|bytes| {
            let name = read_name(&mut Fields { left: bytes });
            sound(bounds.hold_name(&name));
            name
        })
        .collect();
    let table = Chunk { rows, further, arena, worths: Vec::new() };
    if is_sound.into_inner() { Ok(table) } else { Err(inconsistent()) }
}

/// Appends one record, its offsets counted from its own texts.
pub fn write_record(companies: &Companies, record: u32, out: &mut Writer) {
    let mut row = companies.rows[record as usize];
    let mut texts: Vec<u16> = Vec::new();
    let mut names: Vec<NameRow> = Vec::new();
    for name in companies.names(&row) {
        names.push(NameRow { start: texts.len() as u32, ..*name });
        texts.extend_from_slice(name.body_in(&companies.arena));
        texts.extend_from_slice(name.branch_in(&companies.arena));
    }
    let further = names.split_off(1);
    row.name.start = 0;
    row.further = (0, further.len() as u32);
    let address = &companies.arena[row.address.start as usize..][..usize::from(row.address.text)];
    row.address.start = texts.len() as u32;
    texts.extend_from_slice(address);
    out.u16(texts.len() as u16);
    out.u8(further.len() as u8);
    texts.iter().for_each(|unit| out.u16(*unit));
    write_row(&row, out);
    further.iter().for_each(|name| write_name(name, out));
}

/// Reads what [`write_record`] wrote, as a table of one row.
///
/// # Errors
/// When the row points outside of it.
pub fn read_record(encoded: &[u8]) -> Result<Chunk, Error> {
    let (head, left) = encoded.split_at_checked(RECORD_HEAD).ok_or_else(inconsistent)?;
    let mut head = Fields { left: head };
    let (texts, names) = (usize::from(head.u16()), usize::from(head.u8()));
    let expected = texts * 2 + ROW + names * NAME;
    if left.len() != expected {
        return Err(inconsistent());
    }
    let (texts, left) = left.split_at(texts * 2);
    let arena: Vec<u16> = texts.as_chunks().0.iter().map(|it| u16::from_le_bytes(*it)).collect();
    let mut fields = Fields { left };
    let rows = vec![read_row(&mut fields)];
    let further: Vec<NameRow> = (0..names).map(|_| read_name(&mut fields)).collect();
    let bounds = Bounds { names: further.len(), texts: arena.len() };
    let is_sound = rows.iter().all(|row| bounds.hold_row(row))
        && further.iter().all(|name| bounds.hold_name(name));
    let table = Chunk { rows, further, arena, worths: Vec::new() };
    if is_sound { Ok(table) } else { Err(inconsistent()) }
}

/// How far rows may point.
struct Bounds {
    names: usize,
    texts: usize,
}

impl Bounds {
    fn hold_row(&self, row: &Row) -> bool {
        let (start, end) = row.further;
        self.hold_name(&row.name)
            && start <= end
            && end as usize <= self.names
            && self.hold_text(row.address.start, usize::from(row.address.text))
    }

    fn hold_name(&self, name: &NameRow) -> bool {
        let body = usize::from(name.body);
        body <= LONGEST && self.hold_text(name.start, body + usize::from(name.branch))
    }

    fn hold_text(&self, start: u32, length: usize) -> bool {
        start as usize + length <= self.texts
    }
}

/// Takes values off the front of bytes that are known to be enough; zero behind them.
struct Fields<'a> {
    left: &'a [u8],
}

impl Fields<'_> {
    fn array<const N: usize>(&mut self) -> [u8; N] {
        match self.left.split_first_chunk() {
            Some((array, left)) => {
                self.left = left;
                *array
            }
            None => [0; N],
        }
    }

    fn u8(&mut self) -> u8 {
        let [byte] = self.array();
        byte
    }

    fn u16(&mut self) -> u16 {
        u16::from_le_bytes(self.array())
    }

    fn u32(&mut self) -> u32 {
        u32::from_le_bytes(self.array())
    }

    fn u64(&mut self) -> u64 {
        u64::from_le_bytes(self.array())
    }

    fn words<const N: usize>(&mut self) -> [u64; N] {
        [(); N].map(|()| self.u64())
    }
}

fn write_name(name: &NameRow, out: &mut Writer) {
    for value in [name.brand, name.reading, name.figures, name.text, name.strict, name.loose] {
        out.u64(value);
    }
    for value in [
        name.start,
        name.brand_mask,
        name.words,
        name.concepts,
        name.ordinals,
        name.branch_number,
        name.place,
        name.town,
    ] {
        out.u32(value);
    }
    for value in [name.brand_surprisal, name.trade_surprisal, name.place_surprisal] {
        out.u16(surprisal(value));
    }
    let kind = name.branch_kind.and_then(|it| place(&BranchKind::ALL, it));
    let class = name.org.and_then(|it| place(&OrgClass::ALL, it));
    for value in [
        name.body,
        name.branch,
        name.branch_region,
        name.homonyms,
        name.namesakes,
        name.branches,
        kind.unwrap_or(0),
        class.unwrap_or(0),
    ] {
        out.u8(value);
    }
    out.u16(name.flags.0);
}

fn read_name(from: &mut Fields<'_>) -> NameRow {
    let [brand, reading, figures, text, strict, loose] = from.words();
    let start = from.u32();
    let [brand_mask, words, concepts] = [(); 3].map(|()| from.u32());
    let ordinals = from.u32();
    let branch_number = from.u32();
    let (place, town) = (from.u32(), from.u32());
    let [brand_surprisal, trade_surprisal, place_surprisal] =
        [(); 3].map(|()| i32::from(from.u16()));
    let (body, branch, branch_region) = (from.u8(), from.u8(), from.u8());
    let (homonyms, namesakes, branches) = (from.u8(), from.u8(), from.u8());
    let branch_kind = at(&BranchKind::ALL, from.u8());
    let org = at(&OrgClass::ALL, from.u8());
    let flags = NameFlags(from.u16());
    NameRow {
        start,
        body,
        branch,
        branch_region,
        brand_mask,
        words,
        brand,
        reading,
        figures,
        text,
        strict,
        loose,
        concepts,
        ordinals,
        branch_number,
        branch_kind,
        place,
        town,
        brand_surprisal,
        trade_surprisal,
        place_surprisal,
        homonyms,
        namesakes,
        branches,
        org,
        flags,
    }
}

fn write_row(row: &Row, out: &mut Writer) {
    write_name(&row.name, out);
    let code = row.code.map_or(0, CreditCode::packed);
    out.u64(code as u64);
    out.u64((code >> 64) as u64);
    row.phones.iter().for_each(|phone| out.u64(phone.map_or(0, Phone::packed)));
    for value in [row.email, row.domain, row.contact, row.address.whole] {
        out.u64(value);
    }
    let parts = &row.address.parts;
    for value in [
        row.further.0,
        row.further.1,
        row.surname,
        row.place,
        row.address.start,
        parts.town,
        parts.road,
        parts.village,
        parts.landmark,
        parts.number.key(),
        parts.group,
        parts.building,
        parts.room,
    ] {
        out.u32(value);
    }
    for value in [row.contact_surprisal, row.place_surprisal[0], row.place_surprisal[1]] {
        out.u16(surprisal(value));
    }
    row.phone_sharing.iter().for_each(|&sharing| out.u8(sharing));
    out.u8(row.address.text);
    out.u8(row.address.sharing);
    out.u8(u8::from(row.address.is_agency));
}

fn read_row(from: &mut Fields<'_>) -> Row {
    let name = read_name(from);
    let [low, high] = from.words();
    let code = CreditCode::from_packed(u128::from(high) << 64 | u128::from(low));
    let phones: [u64; PHONES] = from.words();
    let [email, domain, contact, whole] = from.words();
    let further = (from.u32(), from.u32());
    let (surname, place) = (from.u32(), from.u32());
    let start = from.u32();
    let parts = AddressParts {
        town: from.u32(),
        road: from.u32(),
        village: from.u32(),
        landmark: from.u32(),
        number: HouseNumber::from_key(from.u32()),
        group: from.u32(),
        building: from.u32(),
        room: from.u32(),
    };
    let [contact_surprisal, county_surprisal, prefecture_surprisal] =
        [(); 3].map(|()| i32::from(from.u16()));
    let mut phone_sharing = [0; PHONES];
    for sharing in &mut phone_sharing {
        *sharing = from.u8();
    }
    let (text, sharing, is_agency) = (from.u8(), from.u8(), from.u8() != 0);
    Row {
        name,
        further,
        code,
        phones: phones.map(Phone::from_packed),
        phone_sharing,
        email,
        domain,
        contact,
        contact_surprisal,
        surname,
        place,
        place_surprisal: [county_surprisal, prefecture_surprisal],
        address: AddressRow { start, text, sharing, is_agency, whole, parts },
    }
}

/// Surprisals are some bits in 1/1024: two bytes hold them all.
fn surprisal(parts: i32) -> u16 {
    parts.clamp(0, u16::MAX.into()) as u16
}

/// One more than where a kind stands among all; 0 is none.
fn place<T: PartialEq>(all: &[T], kind: T) -> Option<u8> {
    all.iter().position(|other| *other == kind).map(|at| at as u8 + 1)
}

/// The kind of a place; none for what is no place.
fn at<T: Copy>(all: &[T], place: u8) -> Option<T> {
    usize::from(place).checked_sub(1).and_then(|at| all.get(at).copied())
}
