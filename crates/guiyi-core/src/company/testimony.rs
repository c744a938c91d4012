//! What the fields of a record say about its place.

use guiyi_lexicon::division::Division;
use guiyi_name::CompanyName;
use rustc_hash::FxHashMap;
use smallvec::SmallVec;

use crate::normalize::place::{Hearing, Testimony, Witness};

/// The testimonies of one record's fields, in the order in which they are heard.
pub struct Testimonies<'a> {
    hearing: Hearing,
    columns: &'a mut Columns,
}

impl<'a> Testimonies<'a> {
    /// None heard yet.
    pub fn new(columns: &'a mut Columns) -> Testimonies<'a> {
        Testimonies { hearing: Hearing::default(), columns }
    }

    /// Hears one.
    pub fn hear(&mut self, told: &Testimony) {
        self.hearing.hear(told);
    }

    /// The regions of the head, and those of the branches, which are nearer still.
    pub fn name(&mut self, name: Option<&CompanyName>) {
        for region in name.into_iter().flat_map(CompanyName::regions) {
            self.hear(&Testimony::new(Witness::Name, region.candidates.iter().copied()));
        }
    }

    /// A cell of a column of provinces or cities.
    pub fn column(&mut self, witness: Witness, cell: Option<&str>) {
        if let Some(cell) = cell {
            let within = self.division();
            self.hearing.hear(self.columns.told(witness, cell, within));
        }
    }

    /// Where the record is, by what was heard so far.
    pub fn division(&mut self) -> Option<Division> {
        self.hearing.division()
    }
}

/// What cells of columns say, remembered: a file has few provinces and cities.
#[derive(Default)]
pub struct Columns {
    /// The place of each cell in `told`.
    cells: FxHashMap<Box<str>, u32>,
    /// What each cell says.
    told: Vec<SmallVec<[Told; 2]>>,
    held: usize,
    /// Of a cell that is not remembered.
    passing: Option<Testimony>,
}

/// What a witness says by a cell when the record is known to lie within some place.
struct Told {
    within: Option<Division>,
    testimony: Testimony,
}

/// Testimonies that are remembered, some 100 bytes each: more than the places of the country in
/// their usual spellings. A column of anything else begins anew.
const MOST_HELD: usize = 1 << 14;

/// Bytes of a cell that is remembered: places have some ten characters.
const LONGEST_CELL: usize = 64;

impl Columns {
    /// What [`Testimony::column`] says.
    fn told(&mut self, witness: Witness, cell: &str, within: Option<Division>) -> &Testimony {
        if cell.len() > LONGEST_CELL {
            return self.passing.insert(Testimony::column(witness, cell, within));
        }
        if self.held >= MOST_HELD {
            *self = Columns::default();
        }
        let at = match self.cells.get(cell) {
            Some(&at) => at as usize,
            None => {
                self.cells.insert(cell.into(), self.told.len() as u32);
                self.told.push(SmallVec::new());
                self.told.len() - 1
            }
        };
        let told = &mut self.told[at];
        let is_it = |it: &Told| it.within == within && it.testimony.witness == witness;
        let place = told.iter().position(is_it).unwrap_or_else(|| {
            told.push(Told { within, testimony: Testimony::column(witness, cell, within) });
            self.held += 1;
            told.len() - 1
        });
        &told[place].testimony
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_remembered_is_what_would_be_read() {
        let mut columns = Columns::default();
        let places = [None, Division::from_code(120_000), Division::from_code(220_000)];
        let long = "山西省太原市".repeat(LONGEST_CELL);
        let number = |at: usize| format!("第{at}区");
        let cells = ["太原", "河东", "吉林", "朝阳", "暂无", long.as_str()].map(String::from);
        let cells = cells.into_iter().chain((0..MOST_HELD / 3).map(number));
        let cells: Vec<String> = cells.collect();
        for cell in cells.iter().chain(&cells[..8]) {
            for within in places {
                for witness in [Witness::City, Witness::Province] {
                    let read = Testimony::column(witness, cell, within);
                    assert_eq!(columns.told(witness, cell, within), &read, "{cell}");
                }
            }
        }
    }
}
