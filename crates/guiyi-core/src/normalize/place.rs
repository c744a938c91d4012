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
    /// What `witness` says; for a region of a name its candidates, or what `Located` found. A name
    /// that means a place and another inside it (新乡市, 新乡县) says only the outer; in a column of
    /// cities 吉林 is the city.
    pub fn new(witness: Witness, places: impl IntoIterator<Item = Division>) -> Testimony {
        let all: Divisions = places.into_iter().collect();
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
        let spots: SmallVec<[(u8, Witness, Spot); 12]> = (0..)
            .zip(testimonies)
            .flat_map(|(at, told)| {
                told.places.iter().map(move |place| (at, told.witness, Spot::of(*place)))
            })
            .collect();
        let support = |spot: Spot| {
            let (mut sum, mut last) = (0, None);
            for (at, witness, other) in &spots {
                if last != Some(*at) && spot.clash(*other).is_none() {
                    sum += weight(*witness);
                    last = Some(*at);
                }
            }
            sum
        };
        let supports: SmallVec<[u32; 12]> = spots.iter().map(|spot| support(spot.2)).collect();
        let Some(&most) = supports.iter().max() else { return Place::default() };
        let best = || spots.iter().zip(&supports).filter(|(_, support)| **support == most);
        let finest: Divisions = best()
            .map(|((_, _, spot), _)| *spot)
            .filter(|spot| !best().any(|((_, _, other), _)| other != spot && spot.contains(*other)))
            .map(|spot| spot.division)
            .collect();
        let Some(division) = common(&finest) else { return Place::default() };
        let mut place = Place { division: Some(division), ..Place::default() };
        place.hear(Spot::of(division), testimonies);
        place
    }

    /// Notes who contradicts; of several readings of a testimony the kindest counts.
    fn hear(&mut self, chosen: Spot, testimonies: &[Testimony]) {
        for told in testimonies {
            let clashes = told.places.iter().map(|other| chosen.clash(Spot::of(*other)));
            let kindest = clashes.max_by_key(|clash| clash.map_or(u8::MAX, |level| level as u8));
            if let Some(Some(level)) = kindest {
                self.against |= 1 << told.witness as u8;
                self.conflict = Some(self.conflict.map_or(level, |known| known.min(level)));
            }
        }
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
    Spot::of(a).clash(Spot::of(b))
}

/// A division with what is above it, looked up once.
#[derive(Clone, Copy, PartialEq)]
struct Spot {
    division: Division,
    level: Level,
    province: u32,
    /// 0 for a province.
    prefecture: u32,
}

impl Spot {
    fn of(division: Division) -> Spot {
        Spot {
            division,
            level: division.level(),
            province: division.province().code(),
            prefecture: division.prefecture().map_or(0, Division::code),
        }
    }

    fn contains(self, other: Spot) -> bool {
        self.division == other.division
            || match self.level {
                Level::Province => self.province == other.province,
                Level::Prefecture => self.prefecture != 0 && self.prefecture == other.prefecture,
                Level::County | Level::Zone => false,
            }
    }

    fn clash(self, other: Spot) -> Option<Level> {
        if self.contains(other) || other.contains(self) {
            return None;
        }
        if self.province != other.province {
            return Some(Level::Province);
        }
        if self.prefecture != other.prefecture {
            return Some(Level::Prefecture);
        }
        let zone = self.level == Level::Zone || other.level == Level::Zone;
        if zone { None } else { Some(Level::County) }
    }
}

fn is_prefecture_in(place: Division, province: Division) -> bool {
    place.level() == Level::Prefecture && province.contains(place)
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::normalize::phones;

    fn codes(told: &Testimony) -> Vec<u32> {
        told.places.iter().map(|place| place.code()).collect()
    }

    #[test]
    fn reads_columns_as_people_fill_them() {
        let cases: [(Witness, &str, Option<u32>, &[u32]); 17] = [
            (Witness::Province, "山西", None, &[140_000]),
            (Witness::Province, "山西省", None, &[140_000]),
            (Witness::Province, "内蒙", None, &[150_000]),
            (Witness::Province, "沪", None, &[310_000]),
            (Witness::Province, "tj", None, &[120_000]),
            (Witness::Province, "Ｇuangdong", None, &[440_000]),
            (Witness::Province, "吉林", None, &[220_000]),
            (Witness::City, "太 原", None, &[140_100]),
            (Witness::City, "太原市", None, &[140_100]),
            (Witness::City, "吉林", None, &[220_200]),
            (Witness::City, "新乡", None, &[410_700]),
            (Witness::City, "大理", None, &[532_900]),
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
