//! Where a customer is: all that speaks of a place, weighed together.

mod locate;

use guiyi_lexicon::division::{self, Division, Level};
use smallvec::SmallVec;

pub use locate::{Divisions, Located, common, locate};

use super::credit_code::CreditCode;
use super::narrow::is_missing;
use super::phone::Phone;
use super::text::folded;

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
    /// What `witness` says; for a region of a name its candidates, or what `Located` found.
    pub fn new(witness: Witness, places: impl IntoIterator<Item = Division>) -> Testimony {
        Testimony { witness, places: places.into_iter().collect() }
    }

    /// What a cell of a column of provinces or cities says. Short forms, letters (沪), ISO 3166-2
    /// letters (`BJ`) and wrong kinds (河东市) are understood; `within` chooses among namesakes.
    pub fn column(witness: Witness, cell: &str, within: Option<Division>) -> Testimony {
        if is_missing(cell) {
            return Testimony::new(witness, []);
        }
        let spaced = folded(cell);
        let text: String = spaced.chars().filter(|c| *c != ' ').collect();
        let mut found = division::lookup(&spaced);
        if found.is_empty() {
            found = division::lookup(&text);
        }
        if found.is_empty() {
            let iso = ISO_PROVINCES.iter().find(|(letters, _)| *letters == text);
            if let Some(province) = iso.and_then(|(_, code)| Division::from_code(*code)) {
                return Testimony::new(witness, [province]);
            }
            return Testimony::new(witness, locate(&text, within).possible);
        }
        let present = found.iter().any(|place| !place.past);
        let places: Divisions = found
            .iter()
            .filter(|place| place.past != present)
            .map(|place| place.division)
            .filter(|place| witness != Witness::Province || place.level() == Level::Province)
            .collect();
        let inside: Divisions = places
            .iter()
            .copied()
            .filter(|place| within.is_some_and(|within| clash(within, *place).is_none()))
            .collect();
        Testimony { witness, places: if inside.is_empty() { places } else { inside } }
    }

    /// What the place digits of a valid code say.
    pub fn credit_code(code: CreditCode) -> Testimony {
        let places = code.division().and_then(|digits| {
            [digits, digits / 100 * 100, digits / 10_000 * 10_000]
                .into_iter()
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

/// Where a customer is, on the word of all witnesses.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Place {
    division: Option<Division>,
    /// One bit per [`Witness`].
    against: u8,
    conflict: Option<Level>,
}

impl Place {
    /// Weighs `testimonies`: the finest division with the most weight behind it, where witnesses
    /// that name a coarser or a finer one that fits count in full. Among places with equal weight
    /// the one that holds them all, if there is one.
    pub fn weigh(testimonies: &[Testimony]) -> Place {
        let named = || testimonies.iter().flat_map(|told| told.places.iter().copied());
        let Some(most) = named().map(|place| support(place, testimonies)).max() else {
            return Place::default();
        };
        let best: Divisions =
            named().filter(|place| support(*place, testimonies) == most).collect();
        let finest: SmallVec<[Division; 8]> = best
            .iter()
            .copied()
            .filter(|place| !best.iter().any(|other| other != place && place.contains(*other)))
            .collect();
        let Some(division) = common(&finest) else { return Place::default() };
        let mut place = Place { division: Some(division), ..Place::default() };
        for told in testimonies {
            // Of several readings the kindest.
            let clashes = told.places.iter().map(|other| clash(division, *other));
            if let Some(Some(level)) = clashes.max_by_key(|clash| clash.map_or(u8::MAX, rank)) {
                place.against |= 1 << told.witness as u8;
                place.conflict = Some(place.conflict.map_or(level, |known| known.min(level)));
            }
        }
        place
    }

    /// The finest division that is known.
    pub fn division(self) -> Option<Division> {
        self.division
    }

    /// The province.
    pub fn province(self) -> Option<Division> {
        self.division.map(Division::province)
    }

    /// The prefecture, or the county directly under its province.
    pub fn prefecture(self) -> Option<Division> {
        self.division.and_then(Division::prefecture)
    }

    /// The county, district or zone.
    pub fn county(self) -> Option<Division> {
        self.division.and_then(Division::county)
    }

    /// The highest level at which some witness contradicts.
    pub fn conflict(self) -> Option<Level> {
        self.conflict
    }

    /// Whether `witness` contradicts.
    pub fn is_contradicted_by(self, witness: Witness) -> bool {
        self.against & 1 << witness as u8 != 0
    }

    /// The highest level at which two customers' places clash; `None` when one lies in the other
    /// or one is unknown.
    pub fn clash(self, other: Place) -> Option<Level> {
        clash(self.division?, other.division?)
    }
}

/// The highest level at which two divisions differ; `None` when one lies in the other. Development
/// zones lie across districts, so inside a prefecture they differ from nothing.
pub fn clash(a: Division, b: Division) -> Option<Level> {
    if a.contains(b) || b.contains(a) {
        return None;
    }
    if a.province() != b.province() {
        return Some(Level::Province);
    }
    if a.prefecture() != b.prefecture() {
        return Some(Level::Prefecture);
    }
    let zone = a.level() == Level::Zone || b.level() == Level::Zone;
    if zone { None } else { Some(Level::County) }
}

/// The weight of all witnesses that `place` fits.
fn support(place: Division, testimonies: &[Testimony]) -> u32 {
    testimonies
        .iter()
        .filter(|told| told.places.iter().any(|other| clash(place, *other).is_none()))
        .map(|told| weight(told.witness))
        .sum()
}

/// How much a witness counts. Columns and addresses are kept for this purpose; a name's region and
/// a code's digits are where the firm was founded; an area code may be a person's.
fn weight(witness: Witness) -> u32 {
    match witness {
        Witness::City | Witness::Address => 4,
        Witness::Name | Witness::CreditCode => 3,
        Witness::Province => 2,
        Witness::AreaCode => 1,
    }
}

fn rank(level: Level) -> u8 {
    level as u8
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::normalize::phones;

    fn codes(told: &Testimony) -> Vec<u32> {
        told.places.iter().map(|place| place.code()).collect()
    }

    #[test]
    fn reads_columns_as_people_fill_them() {
        let cases: [(Witness, &str, Option<u32>, &[u32]); 14] = [
            (Witness::Province, "山西", None, &[140_000]),
            (Witness::Province, "山西省", None, &[140_000]),
            (Witness::Province, "内蒙", None, &[150_000]),
            (Witness::Province, "沪", None, &[310_000]),
            (Witness::Province, "tj", None, &[120_000]),
            (Witness::Province, "Ｇuangdong", None, &[440_000]),
            (Witness::Province, "吉林", None, &[220_000]),
            (Witness::City, "太 原", None, &[140_100]),
            (Witness::City, "太原市", None, &[140_100]),
            (Witness::City, "房山", None, &[110_111]),
            (Witness::City, "河东", Some(120_000), &[120_102]),
            (Witness::City, "西青市", Some(120_000), &[120_111]),
            (Witness::City, "山西太原", None, &[140_100]),
            (Witness::City, "暂无", None, &[]),
        ];
        for (witness, cell, within, wanted) in cases {
            let told = Testimony::column(witness, cell, within.and_then(Division::from_code));
            assert_eq!(codes(&told), wanted, "{cell}");
        }
    }

    #[test]
    fn witnesses_add_up_to_the_finest_place() {
        let at = |witness, code: u32| Testimony::new(witness, Division::from_code(code));
        let namesakes = Testimony::column(Witness::Name, "朝阳", None);
        let cases: [(&[Testimony], Option<u32>, Option<Level>); 7] = [
            (&[], None, None),
            (&[at(Witness::Province, 140_000), at(Witness::City, 140_100)], Some(140_100), None),
            (&[at(Witness::City, 140_100), at(Witness::CreditCode, 140_106)], Some(140_106), None),
            (
                &[
                    at(Witness::City, 140_100),
                    at(Witness::Address, 140_105),
                    at(Witness::AreaCode, 110_100),
                ],
                Some(140_105),
                Some(Level::Province),
            ),
            (
                &[
                    at(Witness::Name, 140_200),
                    at(Witness::City, 140_100),
                    at(Witness::Address, 140_105),
                ],
                Some(140_105),
                Some(Level::Prefecture),
            ),
            (&[namesakes.clone()], None, None),
            (&[namesakes, at(Witness::Province, 220_000)], Some(220_104), None),
        ];
        for (testimonies, wanted, conflict) in cases {
            let place = Place::weigh(testimonies);
            assert_eq!(place.division().map(Division::code), wanted, "{testimonies:?}");
            assert_eq!(place.conflict(), conflict, "{testimonies:?}");
        }
    }

    #[test]
    fn codes_and_telephones_speak_of_places() {
        let code = CreditCode::normalize("91350100M000100Y43").unwrap();
        assert_eq!(codes(&Testimony::credit_code(code)), [350_100]);
        assert_eq!(codes(&Testimony::phone(phones("0351-7042156", None)[0])), [140_100]);
        assert_eq!(codes(&Testimony::phone(phones("13512345067", None)[0])), [0; 0]);
    }

    #[test]
    fn says_how_two_places_clash() {
        let of = |code| Division::from_code(code).unwrap();
        let cases = [
            (140_100, 140_106, None),
            (140_105, 140_106, Some(Level::County)),
            (140_105, 140_213, Some(Level::Prefecture)),
            (140_105, 610_102, Some(Level::Province)),
            (130_171, 130_102, None),
        ];
        for (a, b, wanted) in cases {
            assert_eq!(clash(of(a), of(b)), wanted);
            assert_eq!(clash(of(b), of(a)), wanted);
        }
    }
}
