//! `area_code.tsv`: telephone area codes and the prefectures they serve.

use super::super::source::Sources;
use super::super::table::{Generated, combined, entries, fingerprint};
use crate::Failure;
use std::collections::{BTreeMap, BTreeSet};

const PHONE: &str = "phone/phone.dat";

/// Makes the table from the places of the number ranges of mobile phones and `area_code_hand.tsv`.
pub fn make(sources: &Sources) -> Result<Generated, Failure> {
    let bytes = sources.bytes_in_pip(PHONE)?;
    let places = Places::read()?;
    let mut areas: BTreeMap<u16, BTreeSet<u32>> = BTreeMap::new();
    for record in records(&bytes)? {
        let fields: Vec<&str> = record.split('|').collect();
        let [province, place, _postcode, area] = fields[..] else { continue };
        if let Ok(area) = area.trim_start_matches('0').parse() {
            areas.entry(area).or_default().extend(places.find(province, place));
        }
    }
    let hand = std::fs::read_to_string(super::super::data().join("area_code_hand.tsv"))?;
    for line in entries(&hand) {
        let (area, path) = line.split_once('\t').ok_or_else(|| format!("area code: {line}"))?;
        let (province, place) = path.split_once('/').ok_or_else(|| format!("area code: {line}"))?;
        let found = places.find(province, place);
        if found.is_empty() {
            return Err(format!("area code: {line}: no such place").into());
        }
        areas.entry(area.parse()?).or_default().extend(found);
    }
    areas.retain(|_, codes| !codes.is_empty());
    Ok(Generated {
        header: vec![
            "What: telephone area codes without the leading 0, and the divisions each serves: \"area code, codes\".".into(),
            "Source: phone 0.4.5 (PyPI, BSD and MIT), places of number ranges; area_code_hand.tsv.".into(),
            "Date: 2026-11-22".into(),
        ],
        source: combined(&[fingerprint(&bytes)]),
        lines: areas.iter().map(|(area, codes)| format!("{area}\t{}", super::list(codes))).collect(),
    })
}

/// The records `province|place|postcode|area code` at the head of the file: version, offset of the index, then text
/// parted by NUL.
fn records(bytes: &[u8]) -> Result<Vec<&str>, Failure> {
    let end = bytes
        .get(4..8)
        .and_then(|field| field.try_into().ok())
        .map(u32::from_le_bytes)
        .ok_or("phone.dat is short")?;
    let text = std::str::from_utf8(bytes.get(8..end as usize).ok_or("phone.dat is short")?)?;
    Ok(text.split('\0').collect())
}

/// Prefectures, and counties directly under a province, by province and name, past names included.
struct Places {
    by_name: BTreeMap<(String, String), BTreeSet<u32>>,
}

impl Places {
    fn read() -> Result<Self, Failure> {
        let divisions = std::fs::read_to_string(super::super::data().join("division.tsv"))?;
        let past = std::fs::read_to_string(super::super::data().join("division_past.tsv"))?;
        let mut provinces = BTreeMap::new();
        let mut by_name: BTreeMap<(String, String), BTreeSet<u32>> = BTreeMap::new();
        for line in entries(&divisions) {
            let fields: Vec<&str> = line.split('\t').collect();
            let [code, level, _, short, "-"] = fields[..] else { continue };
            let code: u32 = code.parse()?;
            if level == "p" {
                provinces.insert(code / 10_000, short.to_owned());
            }
            let direct = code % 10_000 / 100 == 90;
            if level == "c" || (level == "d") || (level == "k" && direct) {
                let province = provinces.get(&(code / 10_000)).cloned().unwrap_or_default();
                by_name.entry((province, short.to_owned())).or_default().insert(code);
            }
        }
        for line in entries(&past) {
            let fields: Vec<&str> = line.split('\t').collect();
            let [_, short, heirs] = fields[..] else { continue };
            for heir in heirs.split(',').map(str::parse::<u32>) {
                let heir = heir?;
                if let Some(province) = provinces.get(&(heir / 10_000))
                    && heir % 100 == 0
                {
                    by_name.entry((province.clone(), short.to_owned())).or_default().insert(heir);
                }
            }
        }
        Ok(Self { by_name })
    }

    /// The prefectures named so; the group of direct counties and districts of a municipality count too.
    fn find(&self, province: &str, place: &str) -> BTreeSet<u32> {
        self.by_name.get(&(province.to_owned(), place.to_owned())).cloned().unwrap_or_default()
    }
}
