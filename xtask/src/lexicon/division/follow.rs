//! Follows a place from year to year to what it is today.
//!
//! Codes were given anew several times, and the same code has meant different places; names change when a county
//! becomes a city or a district. So a place is followed by its short name inside its province, first where the
//! code agrees, then where it newly appears; a code that keeps its prefecture but bears a name not known the year
//! before was renamed. What these rules cannot see is written down in `division_succession.tsv`.

use super::years::{Place, Rank, Year, Years};
use crate::Failure;
use std::collections::BTreeMap;

/// Names that many cities give to their inner districts: they say nothing outside their prefecture.
const GENERIC: [&str; 11] =
    ["市中", "城区", "郊区", "矿区", "东区", "西区", "南区", "北区", "市区", "新区", "市郊"];

/// Code and name of a place that ended → the codes that follow it today.
pub type Successions<'a> = BTreeMap<(u32, &'a str), Vec<u32>>;

/// Reads `division_succession.tsv` against the places of today.
pub fn successions<'a>(text: &'a str, today: &Year<'_>) -> Result<Successions<'a>, Failure> {
    let mut successions = Successions::new();
    for line in super::super::table::entries(text) {
        let fields: Vec<&str> = line.split('\t').collect();
        let [code, name, heirs] = fields[..] else {
            return Err(format!("succession: {line}").into());
        };
        let heirs: Result<Vec<u32>, Failure> =
            heirs.split('|').map(|heir| find(heir, today)).collect();
        successions.insert((code.parse()?, name), heirs?);
    }
    Ok(successions)
}

/// The one place of today named `prefecture/county`, or `/name` for a prefecture or province.
pub fn find(path: &str, today: &Year<'_>) -> Result<u32, Failure> {
    let (above, name) = path.split_once('/').ok_or_else(|| format!("{path}: no stroke"))?;
    let fits = |place: &Place<'_>| {
        let inside = if above.is_empty() {
            place.rank < 3 || place.prefecture == DIRECT
        } else {
            place.prefecture == above || place.province == above
        };
        place.name == name && inside
    };
    let mut found = today.iter().filter(|(_, place)| fits(place)).map(|(code, _)| *code);
    match (found.next(), found.next()) {
        (Some(code), None) => Ok(code),
        (None, _) => Err(format!("{path}: no such division today").into()),
        (Some(_), Some(_)) => Err(format!("{path}: several divisions of that name").into()),
    }
}

/// The rank of counties.
const LOWEST: Rank = 3;

/// Prefecture of counties directly under a province, in the source's words.
pub const DIRECT: &str = "直辖县";

/// Where places went.
pub struct Follower<'a> {
    years: &'a Years<'a>,
    by_short: BTreeMap<u16, BTreeMap<&'a str, Vec<u32>>>,
    successions: Successions<'a>,
}

impl<'a> Follower<'a> {
    /// Indexes the years by short name.
    pub fn new(years: &'a Years<'a>, successions: Successions<'a>) -> Self {
        let mut by_short: BTreeMap<u16, BTreeMap<&str, Vec<u32>>> = BTreeMap::new();
        for (year, places) in &years.years {
            let shorts = by_short.entry(*year).or_default();
            for (code, place) in places {
                shorts.entry(place.short).or_default().push(*code);
            }
        }
        Self { years, by_short, successions }
    }

    /// What the place that bore `code` in `year` is today; its prefecture's heir when nothing closer is known.
    pub fn heirs(&self, mut year: u16, mut code: u32) -> Vec<u32> {
        while let Some(place) = self.place(year, code) {
            if let Some(heirs) = self.successions.get(&(code, place.name)) {
                return heirs.clone();
            }
            if !self.years.years.contains_key(&(year + 1)) {
                return vec![code];
            }
            match self.next(year, code, place) {
                Some(next) => code = next,
                None if place.rank == 3 => return self.heirs(year, code / 100 * 100),
                None if super::is_group(place) => return vec![code / 10_000 * 10_000 + 100],
                None => return Vec::new(),
            }
            year += 1;
        }
        Vec::new()
    }

    fn place(&self, year: u16, code: u32) -> Option<&'a Place<'a>> {
        self.years.years.get(&year)?.get(&code)
    }

    /// The code of the place one year on.
    fn next(&self, year: u16, code: u32, place: &Place<'a>) -> Option<u32> {
        if let Some(same) = self.place(year + 1, code)
            && same.short == place.short
        {
            return Some(code);
        }
        // A prefecture is not its seat, though both bear one name: 思茅市 became 普洱市, not 思茅区.
        self.moved(year, code, place, place.rank.max(2))
            .or_else(|| self.renamed(year, code, place))
            .or_else(|| self.moved(year, code, place, LOWEST))
    }

    /// The place of the same short name elsewhere in the province, of rank `lowest` or higher.
    fn moved(&self, year: u16, code: u32, place: &Place<'a>, lowest: Rank) -> Option<u32> {
        let generic = GENERIC.contains(&place.short) || place.short.chars().count() < 2;
        let named: Vec<(u32, &Place<'_>)> = self
            .by_short
            .get(&(year + 1))?
            .get(place.short)?
            .iter()
            .filter_map(|code| Some((*code, self.place(year + 1, *code)?)))
            .filter(|(_, to)| same_province(place.province, to.province) && to.rank <= lowest)
            .filter(|(_, to)| !generic || to.prefecture == place.prefecture)
            .collect();
        let is_new = |to: &(u32, &Place<'_>)| {
            to.0 == code || self.place(year, to.0).is_none_or(|before| before.name != to.1.name)
        };
        let is_near = |to: &(u32, &Place<'_>)| {
            to.0 / 100 == code / 100 || to.1.prefecture == place.prefecture
        };
        let same_and_new =
            named.iter().copied().filter(|to| is_new(to) && to.1.name == place.name).collect();
        let new = named.iter().copied().filter(is_new).collect();
        let near = named.iter().copied().filter(is_near).collect();
        [same_and_new, new, near].into_iter().find_map(|group: Vec<_>| closest(code, place, &group))
    }

    /// The same code under a name that no place of the province bore the year before.
    fn renamed(&self, year: u16, code: u32, place: &Place<'a>) -> Option<u32> {
        let to = self.place(year + 1, code)?;
        let known_before = self
            .years
            .years
            .get(&year)?
            .values()
            .any(|any| any.name == to.name && any.province == place.province);
        (same_province(place.province, to.province) && to.rank == place.rank && !known_before)
            .then_some(code)
    }
}

/// The only place of `group` that agrees most: prefecture by code, prefecture by name, rank, any.
fn closest(code: u32, place: &Place<'_>, group: &[(u32, &Place<'_>)]) -> Option<u32> {
    let likeness =
        |to: u32, found: &Place<'_>| match (found.rank == place.rank, to / 100 == code / 100) {
            (true, true) => 3,
            (true, false) if found.prefecture == place.prefecture => 2,
            (true, false) => 1,
            (false, _) => 0,
        };
    for least in [3, 2, 1, 0] {
        let fitting: Vec<u32> = group
            .iter()
            .filter(|(to, found)| likeness(*to, found) >= least)
            .map(|(to, _)| *to)
            .collect();
        match fitting[..] {
            [] => {}
            [one] => return Some(one),
            _ => return None,
        }
    }
    None
}

/// Chongqing left Sichuan in 1997, Hainan left Guangdong in 1988.
fn same_province(before: &str, after: &str) -> bool {
    before == after || matches!((before, after), ("四川", "重庆") | ("广东", "海南"))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Years as lines `year rank code province prefecture name short`.
    fn years(
        lines: &'static [(
            u16,
            Rank,
            u32,
            &'static str,
            &'static str,
            &'static str,
            &'static str,
        )],
    ) -> Years<'static> {
        let mut years: BTreeMap<u16, Year<'static>> = BTreeMap::new();
        for &(year, rank, code, province, prefecture, name, short) in lines {
            years
                .entry(year)
                .or_default()
                .insert(code, Place { name, short, prefecture, province, rank });
        }
        Years { years }
    }

    fn heirs(years: &Years<'_>, succession: &str, code: u32) -> Vec<u32> {
        let today =
            years.last().map(|(_, today)| today).unwrap_or_else(|error| unreachable!("{error}"));
        let successions =
            successions(succession, today).unwrap_or_else(|error| unreachable!("{error}"));
        Follower::new(years, successions).heirs(1980, code)
    }

    #[test]
    fn a_county_that_becomes_a_district_is_followed_by_its_name() {
        let years = years(&[
            (1980, 3, 320_584, "江苏", "苏州", "吴江市", "吴江"),
            (1981, 3, 320_509, "江苏", "苏州", "吴江区", "吴江"),
        ]);
        assert_eq!(heirs(&years, "", 320_584), [320_509]);
    }

    #[test]
    fn a_renamed_place_keeps_its_code() {
        let years = years(&[
            (1980, 2, 420_600, "湖北", "襄樊", "襄樊市", "襄樊"),
            (1981, 2, 420_600, "湖北", "襄阳", "襄阳市", "襄阳"),
        ]);
        assert_eq!(heirs(&years, "", 420_600), [420_600]);
    }

    #[test]
    fn a_prefecture_does_not_become_its_seat() {
        let years = years(&[
            (1980, 2, 530_800, "云南", "思茅", "思茅市", "思茅"),
            (1980, 3, 530_802, "云南", "思茅", "翠云区", "翠云"),
            (1981, 2, 530_800, "云南", "普洱", "普洱市", "普洱"),
            (1981, 3, 530_802, "云南", "普洱", "思茅区", "思茅"),
        ]);
        assert_eq!(heirs(&years, "", 530_800), [530_800]);
    }

    #[test]
    fn a_code_given_to_another_place_does_not_inherit() {
        let years = years(&[
            (1980, 3, 332_401, "浙江", "金华", "金华市", "金华"),
            (1980, 3, 332_402, "浙江", "金华", "临海市", "临海"),
            (1981, 3, 332_401, "浙江", "台州", "临海市", "临海"),
            (1981, 2, 330_700, "浙江", "金华", "金华市", "金华"),
        ]);
        assert_eq!(heirs(&years, "", 332_401), [330_700]);
        assert_eq!(heirs(&years, "", 332_402), [332_401]);
    }

    #[test]
    fn districts_named_alike_stay_in_their_city() {
        let years = years(&[
            (1980, 2, 410_700, "河南", "新乡", "新乡市", "新乡"),
            (1980, 3, 410_711, "河南", "新乡", "郊区", "郊区"),
            (1981, 2, 410_700, "河南", "新乡", "新乡市", "新乡"),
            (1981, 3, 410_411, "河南", "平顶山", "郊区", "郊区"),
        ]);
        // Nothing closer is known than the city it lay in.
        assert_eq!(heirs(&years, "", 410_711), [410_700]);
    }

    #[test]
    fn what_is_written_down_goes_first() {
        let years = years(&[
            (1980, 3, 442_730, "广东", "佛山", "高鹤县", "高鹤"),
            (1981, 3, 440_608, "广东", "佛山", "高明区", "高明"),
            (1981, 3, 440_784, "广东", "江门", "鹤山市", "鹤山"),
        ]);
        let succession = "442730\t高鹤县\t佛山/高明区|江门/鹤山市";
        assert_eq!(heirs(&years, succession, 442_730), [440_608, 440_784]);
    }

    #[test]
    fn a_succession_to_nowhere_is_refused() {
        let years = years(&[(1980, 3, 110_101, "北京", "市辖区", "东城区", "东城")]);
        let today = &years.years[&1980];
        assert!(successions("110103\t崇文区\t北京/东城区", today).is_ok());
        assert!(successions("110103\t崇文区\t北京/崇文区", today).is_err());
        assert!(successions("110103\t崇文区", today).is_err());
    }
}
