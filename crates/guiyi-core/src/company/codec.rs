//! Codec: rows of companies to bytes and back, each row and each name of one fixed length, so that
//! several threads can read them at once.

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
const NAME: usize = 94;
/// Bytes of a row.
const ROW: usize = NAME + 142;

/// Appends all records of a table.
pub fn write_table(companies: &Companies, out: &mut Writer) {
    out.u16s(&companies.arena);
    out.u64(companies.rows.len() as u64);
    companies.rows.iter().for_each(|row| write_row(row, out));
    out.u64(companies.further.len() as u64);
    companies.further.iter().for_each(|name| write_name(name, out));
}

/// Reads a table. What its values are worth is left open.
///
/// # Errors
/// When a row points outside of it.
pub fn read_table(from: &mut Reader<'_>) -> Result<Chunk, Error> {
    let arena = from.u16s()?;
    let rows = from.count(ROW)?;
    let rows: Vec<Row> = from
        .take(rows * ROW)?
        .par_chunks_exact(ROW)
        .map(|bytes| read_row(&mut Reader::new(bytes)))
        .collect::<Result<_, _>>()?;
    let further = from.count(NAME)?;
    let further: Vec<NameRow> = from
        .take(further * NAME)?
        .par_chunks_exact(NAME)
        .map(|bytes| read_name(&mut Reader::new(bytes)))
        .collect::<Result<_, _>>()?;
    checked(Chunk { rows, further, arena, worths: Vec::new() })
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
    out.u16s(&texts);
    write_row(&row, out);
    out.u64(further.len() as u64);
    further.iter().for_each(|name| write_name(name, out));
}

/// Reads what [`write_record`] wrote, as a table of one row.
///
/// # Errors
/// When the row points outside of it.
pub fn read_record(from: &mut Reader<'_>) -> Result<Chunk, Error> {
    let arena = from.u16s()?;
    let rows = vec![read_row(from)?];
    let count = from.count(NAME)?;
    let further = (0..count).map(|_| read_name(from)).collect::<Result<_, _>>()?;
    checked(Chunk { rows, further, arena, worths: Vec::new() })
}

fn checked(table: Chunk) -> Result<Chunk, Error> {
    let holds = |start: u32, length: usize| start as usize + length <= table.arena.len();
    let is_name = |name: &NameRow| {
        let body = usize::from(name.body);
        body <= LONGEST && holds(name.start, body + usize::from(name.branch))
    };
    let is_row = |row: &Row| {
        let (start, end) = row.further;
        is_name(&row.name)
            && start <= end
            && end as usize <= table.further.len()
            && holds(row.address.start, usize::from(row.address.text))
    };
    let are_rows = match table.rows.as_slice() {
        // One row is not worth another thread.
        [row] => is_row(row),
        rows => rows.par_iter().all(is_row),
    };
    match are_rows && table.further.iter().all(is_name) {
        true => Ok(table),
        false => Err(inconsistent()),
    }
}

fn write_name(name: &NameRow, out: &mut Writer) {
    for value in [name.brand, name.reading, name.figures, name.text, name.strict, name.loose] {
        out.u64(value);
    }
    for value in [
        name.start,
        name.brand_mask,
        name.ordinals,
        name.branch_number,
        name.place,
        name.town,
        name.brand_surprisal as u32,
        name.trade_surprisal as u32,
        name.place_surprisal as u32,
    ] {
        out.u32(value);
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

fn read_name(from: &mut Reader<'_>) -> Result<NameRow, Error> {
    let [brand, reading, figures, text, strict, loose] = words(from)?;
    let start = from.u32()?;
    let brand_mask = from.u32()?;
    let ordinals = from.u32()?;
    let branch_number = from.u32()?;
    let (place, town) = (from.u32()?, from.u32()?);
    let brand_surprisal = from.u32()? as i32;
    let trade_surprisal = from.u32()? as i32;
    let place_surprisal = from.u32()? as i32;
    let (body, branch, branch_region) = (from.u8()?, from.u8()?, from.u8()?);
    let (homonyms, namesakes, branches) = (from.u8()?, from.u8()?, from.u8()?);
    let branch_kind = at(&BranchKind::ALL, from.u8()?)?;
    let org = at(&OrgClass::ALL, from.u8()?)?;
    let flags = NameFlags(from.u16()?);
    Ok(NameRow {
        start,
        body,
        branch,
        branch_region,
        brand_mask,
        brand,
        reading,
        figures,
        text,
        strict,
        loose,
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
    })
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
        row.contact_surprisal as u32,
        row.surname,
        row.place,
        row.place_surprisal[0] as u32,
        row.place_surprisal[1] as u32,
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
    row.phone_sharing.iter().for_each(|&sharing| out.u8(sharing));
    out.u8(row.address.text);
    out.u8(row.address.sharing);
    out.u8(u8::from(row.address.is_agency));
}

fn read_row(from: &mut Reader<'_>) -> Result<Row, Error> {
    let name = read_name(&mut Reader::new(from.take(NAME)?))?;
    let [low, high] = words(from)?;
    let code = CreditCode::from_packed(u128::from(high) << 64 | u128::from(low));
    let phones: [u64; PHONES] = words(from)?;
    let [email, domain, contact, whole] = words(from)?;
    let further = (from.u32()?, from.u32()?);
    let contact_surprisal = from.u32()? as i32;
    let (surname, place) = (from.u32()?, from.u32()?);
    let place_surprisal = [from.u32()? as i32, from.u32()? as i32];
    let start = from.u32()?;
    let parts = AddressParts {
        town: from.u32()?,
        road: from.u32()?,
        village: from.u32()?,
        landmark: from.u32()?,
        number: HouseNumber::from_key(from.u32()?),
        group: from.u32()?,
        building: from.u32()?,
        room: from.u32()?,
    };
    let mut phone_sharing = [0; PHONES];
    for sharing in &mut phone_sharing {
        *sharing = from.u8()?;
    }
    let (text, sharing, is_agency) = (from.u8()?, from.u8()?, from.u8()? != 0);
    Ok(Row {
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
        place_surprisal,
        address: AddressRow { start, text, sharing, is_agency, whole, parts },
    })
}

fn words<const N: usize>(from: &mut Reader<'_>) -> Result<[u64; N], Error> {
    let mut words = [0; N];
    for word in &mut words {
        *word = from.u64()?;
    }
    Ok(words)
}

/// One more than where a kind stands among all; 0 is none.
fn place<T: PartialEq>(all: &[T], kind: T) -> Option<u8> {
    all.iter().position(|other| *other == kind).map(|at| at as u8 + 1)
}

fn at<T: Copy>(all: &[T], place: u8) -> Result<Option<T>, Error> {
    match usize::from(place).checked_sub(1) {
        None => Ok(None),
        Some(at) => all.get(at).copied().map(Some).ok_or_else(inconsistent),
    }
}
