//! The parts of a Chinese address after its divisions, cut from left to right: names end in a
//! word for their kind (路, 村, 大厦), numbers are told by the unit after them (号, 栋, 室).

mod ending;
mod name;
mod unit;

use std::borrow::Cow;
use std::sync::LazyLock;

use super::{AddressParts, HouseNumber, part};
use crate::normalize::text::is_han;
use ending::{Ending, ending_at, may_end};
use name::{clean, quarter, road_core, runs_on, town};
use unit::{Unit, digits_of, numeral_len, unit_at};

/// The parts of `text`: folded, without spaces, brackets and divisions.
pub fn parts(text: &str) -> AddressParts {
    Found::read(text).parts()
}

/// The parts of `text` as words, each with what it is.
pub fn words(text: &str) -> Vec<(&'static str, String)> {
    let found = Found::read(text);
    let number = if found.number.is_some() { found.number.to_string() } else { String::new() };
    let words = [
        ("town", found.town),
        ("road", found.road + &*found.lane),
        ("village", found.village),
        ("landmark", found.landmark),
        ("number", number.into()),
        ("group", found.group),
        ("building", found.building),
        ("entrance", found.unit),
        ("floor", found.floor),
        ("room", found.room),
    ];
    let words = words.into_iter().filter(|(_, text)| !text.is_empty());
    words.map(|(name, text)| (name, text.into_owned())).collect()
}

/// Parts as text, before they are hashed.
#[derive(Debug, Default, PartialEq)]
struct Found<'a> {
    town: Cow<'a, str>,
    road: Cow<'a, str>,
    /// Section and lanes: 3段, 99弄.
    lane: Cow<'a, str>,
    village: Cow<'a, str>,
    landmark: Cow<'a, str>,
    /// Whether the landmark is a mere zone, which a finer name replaces.
    zone: bool,
    number: HouseNumber,
    group: Cow<'a, str>,
    building: Cow<'a, str>,
    unit: Cow<'a, str>,
    floor: Cow<'a, str>,
    room: Cow<'a, str>,
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
    /// Where the name that is being read began.
    name_from: usize,
    found: Found<'a>,
}

/// Common Han characters that stand inside names only: no number, no word for a kind and no crossing begins with
/// one. One bit each from [`FIRST_HAN`] on.
static PLAIN: LazyLock<Vec<u64>> = LazyLock::new(|| {
    let mut plain = vec![0; HAN / 64];
    for (at, c) in (FIRST_HAN..).take(HAN).enumerate() {
        let mut bytes = [0; 4];
        let text = &*c.encode_utf8(&mut bytes);
        if numeral_len(text) == 0 && c != '与' && !may_end(text) {
            plain[at / 64] |= 1 << (at % 64);
        }
    }
    plain
});

/// First of the CJK Unified Ideographs.
const FIRST_HAN: char = '\u{4e00}';
/// How many of them there are.
const HAN: usize = 0x5200;

impl<'a> Reader<'a> {
    fn read(&mut self) {
        let plain = &*PLAIN;
        while let Some(c) = self.text[self.at..].chars().next() {
            let place = (c as usize).wrapping_sub(FIRST_HAN as usize);
            if plain.get(place / 64).is_some_and(|bits| bits >> (place % 64) & 1 != 0) {
                self.at += c.len_utf8();
                continue;
            }
            let numeral = numeral_len(&self.text[self.at..]);
            if numeral > 0 {
                self.numeral(numeral);
            } else if !(is_han(c) || c.is_ascii_alphanumeric()) || self.is_crossing(c) {
                self.at += c.len_utf8();
                self.name_from = self.at;
            } else if let Some((ending, len)) = ending_at(&self.text[self.at..]) {
                self.ending(ending, len);
            } else {
                self.at += c.len_utf8();
            }
        }
    }

    /// Whether `c` joins two roads: 雪松路与伏虎路交叉口.
    fn is_crossing(&self, c: char) -> bool {
        c == '与' && self.at == self.name_from && !self.found.road.is_empty()
    }

    /// Whether nothing finer than a town was found yet.
    fn is_head(&self) -> bool {
        let found = &self.found;
        found.road.is_empty() && found.village.is_empty() && found.landmark.is_empty()
    }

    /// A number at `at` with the unit after it.
    fn numeral(&mut self, len: usize) {
        let text: &'a str = self.text;
        let text = &text[self.at..self.at + len];
        let after = self.at + len;
        let (unit, unit_len) = unit_at(text, &self.text[after..]);
        if unit == Unit::Name {
            // 107国道, 二街: the number belongs to a name.
            self.at = after;
            return;
        }
        let value = digits_of(text, self.prefix());
        self.name_before(unit);
        self.take(unit, value);
        self.at = after + unit_len;
        if matches!(unit, Unit::House | Unit::Floor) {
            self.second_number(unit);
        }
        self.name_from = self.at;
    }

    /// A name without a word for its kind before a number: 高家咀70号, 交大花苑西区3号楼.
    fn name_before(&mut self, unit: Unit) {
        let text: &'a str = self.text;
        let name = clean(&text[self.name_from..self.at]);
        if name.chars().count() < SHORTEST_PLACE || !name.chars().all(is_han) {
            return;
        }
        let nothing = self.found.road.is_empty() && self.found.village.is_empty();
        match unit {
            Unit::House if nothing && self.found.landmark.is_empty() => {
                set(&mut self.found.village, name)
            }
            Unit::Building if self.found.landmark.is_empty() => set(&mut self.found.landmark, name),
            _ => {}
        }
    }

    /// 10号-3, 9号之1, 二楼之五: a second number behind the unit.
    fn second_number(&mut self, unit: Unit) {
        let text: &'a str = self.text;
        let rest = &text[self.at..];
        let Some(mark) = rest.chars().next().filter(|c| matches!(c, '-' | '之')) else { return };
        let len = numeral_len(&rest[mark.len_utf8()..]);
        if len == 0 {
            return;
        }
        let end = mark.len_utf8() + len;
        let value = digits_of(&rest[mark.len_utf8()..end], None);
        match unit {
            Unit::House => self.found.number = self.found.number.with_sub(&value),
            _ if self.found.room.is_empty() => self.found.room = value,
            _ => {}
        }
        self.at += end;
    }

    /// The prefix (甲, 附) right before the number, if the name being read ends in one.
    fn prefix(&self) -> Option<char> {
        let name = &self.text[self.name_from..self.at];
        let prefix = name.chars().next_back().map(|c| if c == '付' { '附' } else { c });
        prefix.filter(|c| matches!(c, '甲' | '乙' | '丙' | '丁' | '附'))
    }

    fn take(&mut self, unit: Unit, value: Cow<'a, str>) {
        let found = &mut self.found;
        let inside =
            !found.building.is_empty() || !found.floor.is_empty() || !found.unit.is_empty();
        match unit {
            Unit::House if !found.number.is_some() && !inside => {
                found.number = HouseNumber::read(&value).unwrap_or_default();
            }
            // A stall of a market, a door of a building.
            Unit::House if inside || !found.landmark.is_empty() => set(&mut found.room, value),
            Unit::House => set(&mut found.building, value),
            Unit::Building => set(&mut found.building, value),
            Unit::Entrance => set(&mut found.unit, value),
            Unit::Floor => set(&mut found.floor, value),
            Unit::Room => set(&mut found.room, value),
            Unit::Group => set(&mut found.group, value),
            Unit::Lane | Unit::Section if !found.road.is_empty() && !found.number.is_some() => {
                let lane = found.lane.to_mut();
                lane.push_str(&value);
                lane.push(if unit == Unit::Lane { '弄' } else { '段' });
            }
            Unit::Bare
                if !(found.road.is_empty() && found.village.is_empty())
                    && !found.number.is_some()
                    && !inside =>
            {
                found.number = HouseNumber::read(&value).unwrap_or_default();
            }
            Unit::Bare if inside || found.number.is_some() => set(&mut found.room, value),
            _ => {}
        }
    }

    /// A word at `at` that ends a name.
    fn ending(&mut self, ending: Ending, len: usize) {
        let end = self.at + len;
        let text: &'a str = self.text;
        let name = clean(&text[self.name_from..end]);
        let after = &text[end..];
        self.at = end;
        if name.len() <= len {
            // 开发区解放路: a zone without a name tells nothing, but it is no part of the road's.
            if ending == Ending::Zone {
                self.name_from = end;
            }
            return;
        }
        let long = len > '路'.len_utf8();
        if runs_on(ending, long, name, after) || (ending == Ending::District && !self.is_head()) {
            return;
        }
        let found = &mut self.found;
        match ending {
            Ending::Town => set(&mut found.town, town(name)),
            Ending::Village | Ending::Quarter => set(&mut found.village, quarter(name)),
            Ending::Road => {
                let crossing = self.text[..self.name_from].ends_with('与');
                if !found.number.is_some() && !(crossing && !found.road.is_empty()) {
                    found.road = name.into();
                    found.lane = "".into();
                    self.direction();
                }
            }
            Ending::Lane if !found.road.is_empty() && !found.number.is_some() => {
                found.lane += name;
            }
            Ending::Lane => set(&mut found.road, name),
            Ending::District => {}
            Ending::Zone | Ending::Landmark => {
                if found.landmark.is_empty() || (found.zone && ending == Ending::Landmark) {
                    found.landmark = name.into();
                    found.zone = ending == Ending::Zone;
                }
            }
        }
        self.name_from = self.at;
    }

    /// 广州大道南12号: a direction between road and number is the road's; 东侧, 中段 are dropped.
    fn direction(&mut self) {
        let mut chars = self.text[self.at..].chars();
        let Some(direction) = chars.next().filter(|c| "东南西北中".contains(*c)) else {
            return;
        };
        let after = self.at + direction.len_utf8();
        if numeral_len(&self.text[after..]) > 0 {
            self.found.road.to_mut().push(direction);
            self.at = after;
        } else if let Some(word) = chars.next().filter(|c| "侧段端头首面邻口".contains(*c))
        {
            self.at = after + word.len_utf8();
        }
    }
}

impl Found<'_> {
    fn read(text: &str) -> Found<'_> {
        let mut reader = Reader { text, at: 0, name_from: 0, found: Found::default() };
        reader.read();
        reader.found
    }

    fn parts(&self) -> AddressParts {
        let hash = |text: &str| if text.is_empty() { 0 } else { part(text) };
        let room: Cow<'_, str> = match (&*self.room, &*self.floor) {
            ("", "") => "".into(),
            ("", floor) => format!("{floor}f").into(),
            (room, _) if self.unit.is_empty() => room.into(),
            (room, _) => format!("{}-{room}", self.unit).into(),
        };
        let road = match (&*self.road, &*self.lane) {
            ("", _) => 0,
            (road, "") => part(road_core(road)),
            (road, lane) => part(&format!("{}{lane}", road_core(road))),
        };
        AddressParts {
            town: hash(&self.town),
            road,
            village: hash(&self.village),
            landmark: hash(&self.landmark),
            number: self.number,
            group: hash(&self.group),
            building: hash(&self.building),
            room: hash(&room),
        }
    }
}

/// Fewer characters before a number are no name.
const SHORTEST_PLACE: usize = 2;

/// Sets a part that is not set yet.
fn set<'a>(place: &mut Cow<'a, str>, value: impl Into<Cow<'a, str>>) {
    if place.is_empty() {
        *place = value.into();
    }
}

#[cfg(test)]
mod tests;
