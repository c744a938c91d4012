//! What one source says about a place.

use guiyi_lexicon::division::{self, Division, Level};

use super::{Divisions, clash, locate};
use crate::normalize::credit_code::CreditCode;
use crate::normalize::narrow::is_missing;
use crate::normalize::phone::Phone;
use crate::normalize::text::folded;

/// Who speaks of a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Witness {
    /// A region in the company's name.
    Name,
    /// A column of cities.
    City,
    /// A column of provinces.
    Province,
    /// The divisions of an address.
    Address,
    /// The place digits of a registration code: where it was first registered.
    CreditCode,
    /// The area code of a telephone.
    AreaCode,
}

/// What one witness says: every division it may mean.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Testimony {
    /// Who speaks.
    pub witness: Witness,
    /// The divisions of today it may mean; empty when it says nothing.
    pub places: Divisions,
}

impl Testimony {
    /// What `witness` says; for a region of a name its candidates, or what `Located` found. A name
    /// that means a place and another inside it (新乡市, 新乡县) says only the outer; in a column of
    /// cities 吉林 is the city.
    pub fn new(witness: Witness, places: impl IntoIterator<Item = Division>) -> Testimony {
        let all: Divisions = places.into_iter().collect();
        if all.len() <= 1 {
            return Testimony { witness, places: all };
        }
        let city = |place: Division| {
            witness == Witness::City
                && place.level() == Level::Province
                && all.iter().any(|other| is_prefecture_in(*other, place))
        };
        let inner = |place: Division| {
            all.iter().any(|other| *other != place && other.contains(place) && !city(*other))
        };
        let places = all.iter().copied().filter(|place| !city(*place) && !inner(*place)).collect();
        Testimony { witness, places }
    }

    /// What a cell of a column of provinces or cities says. Short forms, letters (沪), ISO 3166-2
    /// letters (`BJ`) and wrong kinds (河东市) are understood; `within` chooses among namesakes.
    pub fn column(witness: Witness, cell: &str, within: Option<Division>) -> Testimony {
        if is_missing(cell) {
            return Testimony::new(witness, []);
        }
        let spaced = folded(cell);
        let mut found = division::lookup(&spaced);
        let mut text = spaced;
        if found.is_empty() {
            text.retain(|c| c != ' ');
            found = division::lookup(&text);
        }
        if found.is_empty() {
            let iso = ISO_PROVINCES.iter().find(|(letters, _)| *letters == text);
            if let Some(province) = iso.and_then(|(_, code)| Division::from_code(*code)) {
                return Testimony::new(witness, [province]);
            }
            return Testimony::new(witness, locate(&text, within).possible);
        }
        let places: Divisions = found
            .iter()
            .map(|place| place.division)
            .filter(|place| witness != Witness::Province || place.level() == Level::Province)
            .collect();
        let inside =
            |place: &Division| within.is_some_and(|within| clash(within, *place).is_none());
        if places.iter().any(inside) {
            return Testimony::new(witness, places.into_iter().filter(inside));
        }
        Testimony::new(witness, places)
    }

    /// What the place digits of a valid code say.
    pub fn credit_code(code: CreditCode) -> Testimony {
        let places = code.division().and_then(|digits| {
            // xx90xx are counties directly under their province: no prefecture xx9000 stands above.
            let prefecture = Some(digits / 100 * 100).filter(|code| code / 100 % 100 != 90);
            [Some(digits), prefecture, Some(digits / 10_000 * 10_000)]
                .into_iter()
                .flatten()
                .find_map(Division::from_code)
        });
        Testimony::new(Witness::CreditCode, places.map_or(&[][..], Division::current).to_vec())
    }

    /// What a telephone's area code says.
    pub fn phone(phone: Phone) -> Testimony {
        let places = phone.area().map_or(&[][..], division::by_area_code);
        Testimony::new(Witness::AreaCode, places.iter().copied())
    }
}

/// Letters of provinces in ISO 3166-2:CN, folded, with their codes.
const ISO_PROVINCES: [(&str, u32); 34] = [
    ("bj", 110_000),
    ("tj", 120_000),
    ("he", 130_000),
    ("sx", 140_000),
    ("nm", 150_000),
    ("ln", 210_000),
    ("jl", 220_000),
    ("hl", 230_000),
    ("sh", 310_000),
    ("js", 320_000),
    ("zj", 330_000),
    ("ah", 340_000),
    ("fj", 350_000),
    ("jx", 360_000),
    ("sd", 370_000),
    ("ha", 410_000),
    ("hb", 420_000),
    ("hn", 430_000),
    ("gd", 440_000),
    ("gx", 450_000),
    ("hi", 460_000),
    ("cq", 500_000),
    ("sc", 510_000),
    ("gz", 520_000),
    ("yn", 530_000),
    ("xz", 540_000),
    ("sn", 610_000),
    ("gs", 620_000),
    ("qh", 630_000),
    ("nx", 640_000),
    ("xj", 650_000),
    ("tw", 710_000),
    ("hk", 810_000),
    ("mo", 820_000),
];

fn is_prefecture_in(place: Division, province: Division) -> bool {
    place.level() == Level::Prefecture && province.contains(place)
}
