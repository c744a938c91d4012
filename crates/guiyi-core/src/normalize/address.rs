//! Postal addresses: where in a city, as far as it can be compared.

mod agency;
mod han;
mod latin;
mod number;

use guiyi_lexicon::division::Division;

use super::narrow::is_missing;
use super::place::{Located, Testimony, Witness, common, locate};
use super::text::{folded, is_han};
use crate::hash::hash_text;

pub use number::HouseNumber;

/// An address in parts.
///
/// Made only by [`Address::normalize`].
#[derive(Clone, Debug, Default)]
pub struct Address {
    text: String,
    located: Located,
    parts: AddressParts,
    agency: bool,
}

/// The comparable parts of an address: 32-bit hashes of folded text, 0 where the part is absent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct AddressParts {
    /// 街道, 镇, 乡.
    pub town: u32,
    /// Road or street with its section and lane.
    pub road: u32,
    /// Village, community or quarter.
    pub village: u32,
    /// Building, estate, park or market with a name.
    pub landmark: u32,
    /// House number on the road, or in the village.
    pub number: HouseNumber,
    /// Villagers' group: 3组, 二社.
    pub group: u32,
    /// Numbered building: 5栋, A座, 3号楼.
    pub building: u32,
    /// Room with its unit, or the floor where there is no room.
    pub room: u32,
}

/// How two addresses agree, from the strongest evidence against to the strongest in favour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum AddressAgreement {
    /// One road or village, different numbers.
    OtherNumber,
    /// Different roads, or different villages.
    OtherRoad,
    /// Nothing both say.
    Unknown,
    /// The same town.
    Town,
    /// The same road or village, without a number on one side.
    Road,
    /// The same named building, estate or market.
    Landmark,
    /// The same road and number (or building of a landmark), but different rooms.
    OtherRoom,
    /// The same road and number, or building of a landmark.
    Number,
    /// The same down to the room.
    Room,
}

impl Address {
    /// Reads a cell. `within` is where the customer is by other evidence; it chooses among divisions
    /// of one name. `None` when the cell says nothing.
    pub fn normalize(cell: &str, within: Option<Division>) -> Option<Address> {
        if is_missing(cell) {
            return None;
        }
        let spaced = folded(cell);
        if !spaced.chars().any(is_han) {
            let located = latin::locate(&spaced);
            let parts = latin::parts(&spaced);
            let agency = agency::is_agency(&spaced);
            return Some(Address { text: spaced, located, parts, agency });
        }
        let mut whole = spaced;
        if whole.contains(' ') {
            whole.retain(|c| c != ' ');
        }
        let agency = agency::is_agency(&whole);
        let head = without_head(&whole);
        let located = locate(head, within);
        let from = whole.len() - head.len() + located.len;
        let has_brackets = whole.as_bytes()[from..].iter().any(|c| matches!(c, b'(' | b')'));
        let text = match has_brackets {
            true => without_brackets(&whole[from..]),
            false => {
                whole.drain(..from);
                whole
            }
        };
        let parts = han::parts(&text);
        Some(Address { text, located, parts, agency })
    }

    /// What follows the divisions, folded, without brackets: for a fuzzy comparison.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The comparable parts.
    pub fn parts(&self) -> AddressParts {
        self.parts
    }

    /// The parts as words, each with what it is: for an explanation, read anew from the text.
    pub fn words(&self) -> Vec<(&'static str, String)> {
        if self.text.chars().any(is_han) { han::words(&self.text) } else { Vec::new() }
    }

    /// The finest division the address names; of several that one name may mean, what they share.
    pub fn division(&self) -> Option<Division> {
        common(&self.located.possible)
    }

    /// What the address says about the place. If it contradicts itself it may mean either place.
    pub fn testimony(&self) -> Testimony {
        let places = self.located.possible.iter().copied();
        Testimony::new(Witness::Address, places.chain(self.located.contradiction))
    }

    /// A province or prefecture the address names outright besides the one it ends in.
    pub fn contradiction(&self) -> Option<Division> {
        self.located.contradiction
    }

    /// Whether many firms are registered here and the address says nothing: 集群注册, 商务秘书 ….
    pub fn is_agency(&self) -> bool {
        self.agency
    }
}

impl AddressParts {
    /// Whether nothing finer than a town was found.
    pub fn is_vague(&self) -> bool {
        self.road == 0 && self.village == 0 && self.landmark == 0
    }

    /// Whether it goes down to one house: a road, village or landmark with a number or building.
    pub fn is_exact(&self) -> bool {
        let located = self.road != 0 || self.village != 0;
        (located && self.number.is_some()) || (self.landmark != 0 && self.building != 0)
    }

    /// How the addresses agree. Compare divisions apart: the same road exists in many cities.
    pub fn agreement(self, other: AddressParts) -> AddressAgreement {
        use AddressAgreement::*;
        let same = |a: u32, b: u32| a != 0 && a == b;
        let differ = |a: u32, b: u32| a != 0 && b != 0 && a != b;
        let line = same(self.road, other.road)
            || (same(self.village, other.village) && !differ(self.road, other.road));
        let landmark = same(self.landmark, other.landmark);
        let numbers = self.number.is_some() && other.number.is_some();
        let house = line && numbers && self.number == other.number;
        let block = landmark && same(self.building, other.building);
        if house || block {
            let buildings = differ(self.building, other.building);
            return if buildings || differ(self.room, other.room) {
                OtherRoom
            } else if same(self.room, other.room) {
                Room
            } else {
                Number
            };
        }
        if landmark {
            return if differ(self.building, other.building) { OtherRoom } else { Landmark };
        }
        if line {
            return if numbers { OtherNumber } else { Road };
        }
        if differ(self.road, other.road) || differ(self.village, other.village) {
            return OtherRoad;
        }
        if same(self.town, other.town) { Town } else { Unknown }
    }
}

/// The hash of one part; never 0, which stands for "absent".
fn part(text: &str) -> u32 {
    (hash_text(text, PART_SEED) as u32).max(1)
}

/// Keeps the hashes of address parts apart from other keys.
const PART_SEED: u64 = 0x6164_6472;

/// `text` without a leading country and postcode.
fn without_head(text: &str) -> &str {
    let text = text.strip_prefix("中华人民共和国").unwrap_or(text);
    let after_digits = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = text.len() - after_digits.len();
    let text = if matches!(digits, 3 | 5 | 6) && after_digits.starts_with(is_han) {
        after_digits
    } else {
        text
    };
    text.strip_prefix("中国").unwrap_or(text)
}

/// `text` without what stands in round brackets, unless nothing else is there.
fn without_brackets(text: &str) -> String {
    let mut outside = String::with_capacity(text.len());
    let mut depth = 0_u32;
    for c in text.chars() {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            c if depth == 0 => outside.push(c),
            _ => {}
        }
    }
    if outside.is_empty() { text.replace(['(', ')'], "") } else { outside }
}

#[cfg(test)]
mod tests;
