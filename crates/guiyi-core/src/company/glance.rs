//! What tells at a glance that two records need not be compared: beside the rows, because it is looked at for many pairs
//! that then are not.

use rayon::prelude::*;

use super::row::{NameFlags, Row};
use super::sound::Sounds;
use crate::hash::mix;

/// Records from which it is worth waking other threads to look at them.
const SEVERAL: usize = 4096;

/// What one look at a record tells, in one piece: of many records nothing else is looked at.
#[derive(Clone, Copy, Debug)]
struct Sight {
    /// The sounds of the trade name: one bit a sound, which several share. All bits where the name may have another
    /// trade name than it shows.
    brand: u32,
    /// The concepts of the industry, as [`NameRow::concepts`](super::row::NameRow::concepts); none where a word of it is unknown
    /// or may be missing.
    trade: u32,
    /// The first four digits of the place, 0 where the prefecture is unknown.
    prefecture: u16,
    /// The sounds of what a branch is called, its regions and its form left out, one bit a sound; none where the record is no branch
    /// or has another name as well.
    branch: u32,
}

/// A glance at every record.
#[derive(Debug, Default)]
pub struct Glances(Vec<Sight>);

impl Glances {
    /// Looks at further records.
    pub fn extend(&mut self, rows: &[Row], arena: &[u16], sounds: &Sounds) {
        let of = |row: &Row| Sight {
            brand: brand(row, arena, sounds),
            trade: trade(row),
            prefecture: row.prefecture() as u16,
            branch: branch(row, arena, sounds),
        };
        match rows.len() {
            ..=SEVERAL => self.0.extend(rows.iter().map(of)),
            _ => self.0.par_extend(rows.par_iter().with_min_len(SEVERAL).map(of)),
        }
    }

    /// Takes off all records but the first so many.
    pub fn truncate(&mut self, records: usize) {
        self.0.truncate(records);
    }

    fn two(&self, left: u32, right: u32) -> [&Sight; 2] {
        [left, right].map(|record| &self.0[record as usize])
    }

    /// Whether two records lie in two prefectures.
    pub fn are_apart(&self, left: u32, right: u32) -> bool {
        let [a, b] = self.two(left, right).map(|it| it.prefecture);
        a != b && a != 0 && b != 0
    }

    /// Whether each of two industries has a concept that the other one lacks.
    pub fn are_of_two_trades(&self, left: u32, right: u32) -> bool {
        let [a, b] = self.two(left, right).map(|it| it.trade);
        a & !b != 0 && b & !a != 0
    }

    /// Whether two branches are called differently: each has two sounds that the other one lacks, and one might be a slip.
    pub fn are_two_branches(&self, left: u32, right: u32) -> bool {
        let [a, b] = self.two(left, right).map(|it| it.branch);
        (a & !b).count_ones() > 1 && (b & !a).count_ones() > 1
    }

    /// Whether two trade names have no sound in common.
    pub fn are_unlike(&self, left: u32, right: u32) -> bool {
        let [a, b] = self.two(left, right).map(|it| it.brand);
        a & b == 0
    }
}

fn trade(row: &Row) -> u32 {
    let name = &row.name;
    let is_whole = name.flags.has(NameFlags::TRADE_KNOWN) && !name.flags.has(NameFlags::OPEN);
    if has_only_one_name(row) && is_whole { name.concepts } else { 0 }
}

fn has_only_one_name(row: &Row) -> bool {
    row.further.0 == row.further.1 && !row.name.flags.has(NameFlags::SECOND)
}

fn brand(row: &Row, arena: &[u16], sounds: &Sounds) -> u32 {
    let name = &row.name;
    let has = |flag| name.flags.has(flag);
    let is_certain = name.brand != 0 && !has(NameFlags::NATION) && !has(NameFlags::DAMAGED);
    if !is_certain || !has_only_one_name(row) {
        return u32::MAX;
    }
    // A short form takes characters from the industry as well.
    let mask =
        if has(NameFlags::OPEN) || has(NameFlags::SHORT) { u32::MAX } else { name.brand_mask };
    let chars = name.body_in(arena).iter().enumerate().filter(|(at, _)| mask >> at & 1 == 1);
    bits_of(chars.map(|(_, c)| c), sounds)
}

fn branch(row: &Row, arena: &[u16], sounds: &Sounds) -> u32 {
    let name = &row.name;
    if !has_only_one_name(row) {
        return 0;
    }
    let own = name.branch_in(arena).get(name.branch_region.into()..).unwrap_or_default();
    bits_of(own.iter(), sounds)
}

/// The sounds of characters, one bit a sound.
fn bits_of<'a>(chars: impl Iterator<Item = &'a u16>, sounds: &Sounds) -> u32 {
    chars.fold(0, |bits, &c| bits | bit(sounds.first(c)))
}

fn bit(sound: u16) -> u32 {
    1 << (mix(0, sound.into()) >> 59)
}

#[cfg(test)]
mod tests {
    use crate::company::Companies;
    use crate::company::key::rule;
    use crate::pipeline::Unobserved;
    use crate::record::{Records, Source};
    use crate::role::Role;
    use crate::settings::Settings;
    use crate::subject::{Glance, Subject};
    use crate::table::TableBuilder;

    /// Two firms of one house.
    fn companies(names: [&str; 2]) -> Companies {
        companies_at(names.map(|name| [name, "太原市迎泽区解放路17号"]))
    }

    /// Two firms with their addresses.
    fn companies_at(rows: [[&str; 2]; 2]) -> Companies {
        let mut table = TableBuilder::new(["名称", "地址"]);
        for (at, row) in rows.into_iter().enumerate() {
            table.push(at as u64 + 1, row);
        }
        let roles = vec![Role::CompanyName, Role::Address];
        let source = Source { name: "x".to_string(), table: table.finish(), roles };
        Companies::new(&Records::new(vec![source]), &Settings::default(), &Unobserved)
    }

    /// Whether two firms of one house are compared because of it.
    fn meet(names: [&str; 2]) -> bool {
        let companies = companies(names);
        let glances = [rule::ADDRESS, rule::ROAD].map(|rule| companies.at_a_glance(rule, 0, 1));
        assert_eq!(glances[0], glances[1]);
        glances[0] == Glance::Compare
    }

    #[test]
    fn firms_of_one_house_meet_if_their_trade_names_share_a_sound() {
        assert!(!meet(["太原恒源商贸有限公司", "太原红光酒业有限公司"]));
        assert!(meet(["太原恒源商贸有限公司", "太原恒通酒业有限公司"]));
        assert!(meet(["太原恒源商贸有限公司", "太原衡原商贸有限公司"]));
    }

    #[test]
    fn a_name_that_may_have_another_is_compared() {
        assert!(meet(["太原恒源商贸有限公司", "太原红光酒业有限公司（原恒源商贸）"]));
        assert!(meet(["太原恒源煤业有限公司", "源煤"]));
        assert!(meet(["中国移动通信集团有限公司", "太原红光酒业有限公司"]));
        assert!(meet(["太原恒源商贸有限公司", "太原煤业有限公司"]));
    }

    #[test]
    fn firms_of_one_trade_name_and_place_meet_unless_both_trades_are_known_to_differ() {
        let meet = |names: [&str; 2]| {
            let companies = companies(names);
            companies.at_a_glance(rule::SOUND_PLACE, 0, 1) == Glance::Compare
        };
        assert!(!meet(["太原恒源商贸有限公司", "太原恒源煤业有限公司"]));
        assert!(meet(["太原恒源商贸有限公司", "太原恒源贸易有限公司"]));
        assert!(meet(["太原恒源汽车运输有限公司", "太原恒源运输有限公司"]));
        assert!(meet(["太原恒源商贸有限公司", "太原恒源有限公司"]));
        // Cut short, of a word nobody knows, with another name beside it.
        assert!(meet(["太原恒源商贸", "太原恒源煤业有限公司"]));
        assert!(meet(["太原恒源商贸有限公司", "太原恒源煤业有限公司（原恒源商贸有限公司）"]));
    }

    #[test]
    fn a_house_has_its_like_in_every_city() {
        let meet = |city: &str, address: &str| {
            let name = format!("{city}恒源商贸有限公司");
            let here = ["太原恒源商贸有限公司", "太原市迎泽区解放路17号"];
            let companies = companies_at([here, [&name, address]]);
            companies.at_a_glance(rule::ROAD, 0, 1) == Glance::Compare
        };
        assert!(meet("太原", "迎泽区解放路17号"));
        assert!(meet("", "解放路17号"));
        assert!(!meet("大同", "大同市平城区解放路17号"));
    }

    #[test]
    fn branches_that_are_called_differently_are_two() {
        let meet = |names: [&str; 2]| {
            let companies = companies(names);
            let rules = [rule::SOUND_PLACE, rule::SOUND_TRADE, rule::RARE, rule::DROPPED];
            let glances = rules.map(|rule| companies.at_a_glance(rule, 0, 1));
            assert!(glances.iter().all(|glance| *glance == glances[0]));
            glances[0] == Glance::Compare
        };
        let whole = "太原恒源药业连锁有限公司长风街店";
        assert!(!meet([whole, "太原恒源药业连锁有限公司双塔寺店"]));
        assert!(meet([whole, "太原恒源药业连锁有限公司长丰街店"]));
        assert!(meet([whole, "太原恒源药业连锁有限公司长风店"]));
        assert!(meet([whole, "太原恒源药业连锁有限公司"]));
        assert!(meet([
            whole,
            "太原恒源药业连锁有限公司双塔寺店（原恒源药业连锁有限公司长风街店）"
        ]));
    }
}
