//! What tells at a glance that two records need not be compared: beside the rows, because it is looked at for many pairs
//! that then are not.

use rayon::prelude::*;

use super::row::{NameFlags, Row};
use super::sound::Sounds;
use crate::hash::mix;

/// Records from which it is worth waking other threads to look at them.
const SEVERAL: usize = 4096;

/// A glance at every record.
#[derive(Debug, Default)]
pub struct Glances {
    /// The first four digits of each record's place, 0 where the prefecture is unknown.
    prefectures: Vec<u16>,
    /// The sounds of each trade name: one bit a sound, which several share. All bits where the name may have another
    /// trade name than it shows.
    brands: Vec<u32>,
}

impl Glances {
    /// Looks at further records.
    pub fn extend(&mut self, rows: &[Row], arena: &[u16], sounds: &Sounds) {
        let of = |row: &Row| (row.prefecture() as u16, brand(row, arena, sounds));
        let (mut prefectures, mut brands): (Vec<u16>, Vec<u32>) = match rows.len() {
            ..=SEVERAL => rows.iter().map(of).unzip(),
            _ => rows.par_iter().with_min_len(SEVERAL).map(of).unzip(),
        };
        self.prefectures.append(&mut prefectures);
        self.brands.append(&mut brands);
    }

    /// Takes off all records but the first so many.
    pub fn truncate(&mut self, records: usize) {
        self.prefectures.truncate(records);
        self.brands.truncate(records);
    }

    /// Whether two records lie in two prefectures.
    pub fn are_apart(&self, left: u32, right: u32) -> bool {
        let [a, b] = [left, right].map(|record| self.prefectures[record as usize]);
        a != b && a != 0 && b != 0
    }

    /// Whether two trade names have no sound in common.
    pub fn are_unlike(&self, left: u32, right: u32) -> bool {
        self.brands[left as usize] & self.brands[right as usize] == 0
    }
}

fn brand(row: &Row, arena: &[u16], sounds: &Sounds) -> u32 {
    let name = &row.name;
    let has = |flag| name.flags.has(flag);
    let is_only_one = row.further.0 == row.further.1 && !has(NameFlags::SECOND);
    if name.brand == 0 || has(NameFlags::NATION) || has(NameFlags::DAMAGED) || !is_only_one {
        return u32::MAX;
    }
    // A short form takes characters from the industry as well.
    let mask =
        if has(NameFlags::OPEN) || has(NameFlags::SHORT) { u32::MAX } else { name.brand_mask };
    let chars = name.body_in(arena).iter().enumerate().filter(|(at, _)| mask >> at & 1 == 1);
    chars.fold(0, |sounds_of, (_, &c)| sounds_of | bit(sounds.first(c)))
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

    /// Whether two firms of one house are compared because of it.
    fn meet(names: [&str; 2]) -> bool {
        let mut table = TableBuilder::new(["名称", "地址"]);
        for (at, name) in names.into_iter().enumerate() {
            table.push(at as u64 + 1, [name, "太原市迎泽区解放路17号"]);
        }
        let roles = vec![Role::CompanyName, Role::Address];
        let source = Source { name: "x".to_string(), table: table.finish(), roles };
        let companies =
            Companies::new(&Records::new(vec![source]), &Settings::default(), &Unobserved);
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
}
