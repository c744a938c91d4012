//! The parts of a Chinese address after its divisions, cut from left to right: names end in a
//! word for their kind (路, 村, 大厦), numbers are told by the unit after them (号, 栋, 室).

mod unit;

use super::{AddressParts, HouseNumber, part};
use crate::normalize::text::is_han;
use unit::{Unit, digits_of, numeral_len, unit_at};

/// The parts of `text`: folded, without spaces, brackets and divisions.
pub fn parts(text: &str) -> AddressParts {
    let mut reader = Reader { text, at: 0, name_from: 0, found: Found::default() };
    reader.read();
    reader.found.parts()
}

/// Parts as text, before they are hashed.
#[derive(Debug, Default, PartialEq)]
struct Found {
    town: String,
    road: String,
    village: String,
    landmark: String,
    /// Whether the landmark is a mere zone, which a finer name replaces.
    zone: bool,
    number: HouseNumber,
    group: String,
    building: String,
    unit: String,
    floor: String,
    room: String,
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
    /// Where the name that is being read began.
    name_from: usize,
    found: Found,
}

impl Reader<'_> {
    fn read(&mut self) {
        while let Some(c) = self.text[self.at..].chars().next() {
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

    /// A number at `at` with the unit after it.
    fn numeral(&mut self, len: usize) {
        let text = &self.text[self.at..self.at + len];
        let after = self.at + len;
        let (unit, unit_len) = unit_at(text, &self.text[after..]);
        if unit == Unit::Name {
            // 107国道, 二街: the number belongs to a name.
            self.at = after;
            return;
        }
        let value = digits_of(text, self.prefix());
        self.take(unit, &value);
        self.at = after + unit_len;
        if matches!(unit, Unit::House | Unit::Floor) {
            self.second_number(unit);
        }
        self.name_from = self.at;
    }

    /// 10号-3, 9号之1, 二楼之五: a second number behind the unit.
    fn second_number(&mut self, unit: Unit) {
        let rest = &self.text[self.at..];
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
        name.chars().next_back().filter(|c| matches!(c, '甲' | '乙' | '丙' | '丁' | '附'))
    }

    fn take(&mut self, unit: Unit, value: &str) {
        let found = &mut self.found;
        let inside =
            !found.building.is_empty() || !found.floor.is_empty() || !found.unit.is_empty();
        match unit {
            Unit::House if !found.number.is_some() && !inside => {
                found.number = HouseNumber::read(value).unwrap_or_default();
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
                found.road.push_str(value);
                found.road.push(if unit == Unit::Lane { '弄' } else { '段' });
            }
            Unit::Bare if !found.road.is_empty() && !found.number.is_some() && !inside => {
                found.number = HouseNumber::read(value).unwrap_or_default();
            }
            Unit::Bare if inside || found.number.is_some() => set(&mut found.room, value),
            _ => {}
        }
    }

    /// A word at `at` that ends a name.
    fn ending(&mut self, ending: Ending, len: usize) {
        let end = self.at + len;
        let name = clean(&self.text[self.name_from..end]);
        let after = &self.text[end..];
        self.at = end;
        if name.len() <= len || runs_on(ending, &self.text[..end], after) {
            return;
        }
        let found = &mut self.found;
        match ending {
            Ending::Town => set(&mut found.town, name),
            Ending::Village => set(&mut found.village, name),
            Ending::Road => {
                let crossing = self.text[..self.name_from].ends_with('与');
                if !found.number.is_some() && !(crossing && !found.road.is_empty()) {
                    found.road.clear();
                    found.road.push_str(name);
                    self.direction();
                }
            }
            Ending::Lane if !found.road.is_empty() && !found.number.is_some() => {
                found.road.push_str(name);
            }
            Ending::Lane => set(&mut found.road, name),
            Ending::Zone | Ending::Landmark => {
                if found.landmark.is_empty() || (found.zone && ending == Ending::Landmark) {
                    found.landmark.clear();
                    found.landmark.push_str(name);
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
            self.found.road.push(direction);
            self.at = after;
        } else if let Some(word) = chars.next().filter(|c| "侧段端头首面邻口".contains(*c))
        {
            self.at = after + word.len_utf8();
        }
    }
}

impl Found {
    fn parts(&self) -> AddressParts {
        let hash = |text: &str| if text.is_empty() { 0 } else { part(text) };
        let room = match (self.room.as_str(), self.floor.as_str()) {
            ("", "") => String::new(),
            ("", floor) => format!("{floor}f"),
            (room, _) if self.unit.is_empty() => room.to_string(),
            (room, _) => format!("{}-{room}", self.unit),
        };
        AddressParts {
            town: hash(&self.town),
            road: hash(&self.road),
            village: hash(&self.village),
            landmark: hash(&self.landmark),
            number: self.number,
            group: hash(&self.group),
            building: hash(&self.building),
            room: hash(&room),
        }
    }
}

/// What a word at the end of a name makes of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ending {
    Town,
    Village,
    Road,
    Lane,
    Zone,
    Landmark,
}

/// The longest word for a kind of name at the head of `text`.
fn ending_at(text: &str) -> Option<(Ending, usize)> {
    ENDINGS
        .iter()
        .find(|(word, _)| text.starts_with(word))
        .map(|(word, ending)| (*ending, word.len()))
}

/// Words that end names; where one begins another the longer comes first.
const ENDINGS: [(&str, Ending); 75] = [
    ("街道办事处", Ending::Town),
    ("街道办", Ending::Town),
    ("街道", Ending::Town),
    ("办事处", Ending::Town),
    ("苏木", Ending::Town),
    ("镇", Ending::Town),
    ("乡", Ending::Town),
    ("村民委员会", Ending::Village),
    ("村委会", Ending::Village),
    ("居委会", Ending::Village),
    ("社区", Ending::Village),
    ("嘎查", Ending::Village),
    ("村", Ending::Village),
    ("屯", Ending::Village),
    ("大道", Ending::Road),
    ("大街", Ending::Road),
    ("公路", Ending::Road),
    ("国道", Ending::Road),
    ("省道", Ending::Road),
    ("胡同", Ending::Road),
    ("步行街", Ending::Road),
    ("路", Ending::Road),
    ("街", Ending::Road),
    ("道", Ending::Road),
    ("巷", Ending::Lane),
    ("弄", Ending::Lane),
    ("经济技术开发区", Ending::Zone),
    ("高新技术产业开发区", Ending::Zone),
    ("经济开发区", Ending::Zone),
    ("高新技术开发区", Ending::Zone),
    ("开发区", Ending::Zone),
    ("高新区", Ending::Zone),
    ("保税区", Ending::Zone),
    ("工业集中区", Ending::Zone),
    ("工业园区", Ending::Zone),
    ("工业区", Ending::Zone),
    ("工业园", Ending::Zone),
    ("产业园区", Ending::Zone),
    ("产业园", Ending::Zone),
    ("科技园区", Ending::Zone),
    ("科技园", Ending::Zone),
    ("创业园", Ending::Zone),
    ("园区", Ending::Zone),
    ("新区", Ending::Zone),
    ("大厦", Ending::Landmark),
    ("大楼", Ending::Landmark),
    ("商厦", Ending::Landmark),
    ("商场", Ending::Landmark),
    ("商城", Ending::Landmark),
    ("广场", Ending::Landmark),
    ("中心", Ending::Landmark),
    ("市场", Ending::Landmark),
    ("花园", Ending::Landmark),
    ("花苑", Ending::Landmark),
    ("家园", Ending::Landmark),
    ("小区", Ending::Landmark),
    ("公寓", Ending::Landmark),
    ("新城", Ending::Landmark),
    ("宾馆", Ending::Landmark),
    ("酒店", Ending::Landmark),
    ("饭店", Ending::Landmark),
    ("学校", Ending::Landmark),
    ("医院", Ending::Landmark),
    ("大学", Ending::Landmark),
    ("大院", Ending::Landmark),
    ("仓库", Ending::Landmark),
    ("公司", Ending::Landmark),
    ("城", Ending::Landmark),
    ("园", Ending::Landmark),
    ("苑", Ending::Landmark),
    ("院", Ending::Landmark),
    ("厂", Ending::Landmark),
    ("楼", Ending::Landmark),
    ("场", Ending::Landmark),
    ("府", Ending::Landmark),
];

/// Whether the name goes on behind its seeming end: 城市广场, 古镇路, 街坊, 园林路.
fn runs_on(ending: Ending, name: &str, after: &str) -> bool {
    let next = after.chars().next();
    let road_next =
        || ["路", "街", "大道", "大街", "巷", "道"].iter().any(|word| after.starts_with(word));
    match ending {
        Ending::Road if name.ends_with('道') => matches!(next, Some('里' | '外' | '口')),
        Ending::Road => matches!(next, Some('坊')),
        Ending::Town | Ending::Village => {
            let directed = after.chars().nth(1).is_some_and(|c| matches!(c, '路' | '街'));
            road_next() || (directed && next.is_some_and(|c| "东南西北中前后新老".contains(c)))
        }
        // One character is an end only where something else clearly begins.
        Ending::Landmark if !name.ends_with(LONG_LANDMARKS) => {
            next.is_some_and(is_han) && numeral_len(after) == 0 && ending_at(after).is_none()
        }
        Ending::Zone | Ending::Landmark => road_next(),
        Ending::Lane => false,
    }
}

/// Last characters of landmark words with two characters.
const LONG_LANDMARKS: [char; 10] = ['厦', '心', '区', '寓', '馆', '店', '校', '学', '库', '司'];

/// `name` without what is left of a cut-off division or of a direction before it.
fn clean(name: &str) -> &str {
    let mut rest = name;
    for head in [
        "东侧", "西侧", "南侧", "北侧", "路东", "路西", "路南", "路北", "内", "市", "区", "县",
        "镇", "的",
    ] {
        if let Some(shorter) = rest.strip_prefix(head)
            && shorter.chars().count() > SHORTEST_NAME
        {
            rest = shorter;
        }
    }
    rest
}

/// A name with its word for a kind is longer than this: 区八一路 loses its 区, 市场 does not.
const SHORTEST_NAME: usize = 2;

/// Sets a part that is not set yet.
fn set(place: &mut String, value: &str) {
    if place.is_empty() {
        place.push_str(value);
    }
}

#[cfg(test)]
mod tests;
