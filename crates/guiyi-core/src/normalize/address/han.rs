//! The parts of a Chinese address after its divisions, cut from left to right: names end in a
//! word for their kind (路, 村, 大厦), numbers are told by the unit after them (号, 栋, 室).

mod ending;
mod unit;

use super::{AddressParts, HouseNumber, part};
use crate::normalize::text::is_han;
use ending::{Ending, ending_at};
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
        ("road", found.road + &found.lane),
        ("village", found.village),
        ("landmark", found.landmark),
        ("number", number),
        ("group", found.group),
        ("building", found.building),
        ("entrance", found.unit),
        ("floor", found.floor),
        ("room", found.room),
    ];
    words.into_iter().filter(|(_, text)| !text.is_empty()).collect()
}

/// Parts as text, before they are hashed.
#[derive(Debug, Default, PartialEq)]
struct Found {
    town: String,
    road: String,
    /// Section and lanes: 3段, 99弄.
    lane: String,
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

    /// Whether nothing finer than a town was found yet.
    fn is_head(&self) -> bool {
        let found = &self.found;
        found.road.is_empty() && found.village.is_empty() && found.landmark.is_empty()
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
        self.name_before(unit);
        self.take(unit, &value);
        self.at = after + unit_len;
        if matches!(unit, Unit::House | Unit::Floor) {
            self.second_number(unit);
        }
        self.name_from = self.at;
    }

    /// A name without a word for its kind before a number: 高家咀70号, 交大花苑西区3号楼.
    fn name_before(&mut self, unit: Unit) {
        let name = clean(&self.text[self.name_from..self.at]);
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
        let prefix = name.chars().next_back().map(|c| if c == '付' { '附' } else { c });
        prefix.filter(|c| matches!(c, '甲' | '乙' | '丙' | '丁' | '附'))
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
                found.lane.push_str(value);
                found.lane.push(if unit == Unit::Lane { '弄' } else { '段' });
            }
            Unit::Bare
                if !(found.road.is_empty() && found.village.is_empty())
                    && !found.number.is_some()
                    && !inside =>
            {
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
            Ending::Town => set(&mut found.town, &canonical(name, &TOWN_WORDS, "街道")),
            Ending::Village | Ending::Quarter => {
                let village = canonical(name, &VILLAGE_WORDS, "村");
                set(&mut found.village, &canonical(&village, &QUARTER_WORDS, "社区"));
            }
            Ending::Road => {
                let crossing = self.text[..self.name_from].ends_with('与');
                if !found.number.is_some() && !(crossing && !found.road.is_empty()) {
                    found.road.clear();
                    found.lane.clear();
                    found.road.push_str(name);
                    self.direction();
                }
            }
            Ending::Lane if !found.road.is_empty() && !found.number.is_some() => {
                found.lane.push_str(name);
            }
            Ending::Lane => set(&mut found.road, name),
            Ending::District => {}
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
    fn read(text: &str) -> Found {
        let mut reader = Reader { text, at: 0, name_from: 0, found: Found::default() };
        reader.read();
        reader.found
    }

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
            road: if self.road.is_empty() {
                0
            } else {
                part(&format!("{}{}", road_core(&self.road), self.lane))
            },
            village: hash(&self.village),
            landmark: hash(&self.landmark),
            number: self.number,
            group: hash(&self.group),
            building: hash(&self.building),
            room: hash(&room),
        }
    }
}

/// The part of a road's name that everybody writes: its word for a kind, a direction or number
/// before it and two characters. What stands before is often a quarter: 五里桥解放东路 → 解放东路.
fn road_core(road: &str) -> &str {
    let bare = road.strip_suffix(DIRECTIONS).unwrap_or(road);
    let kind = ["大道", "大街", "公路", "胡同"].iter().find(|kind| bare.ends_with(**kind));
    let stem = &bare[..bare.len() - kind.map_or('路'.len_utf8(), |kind| kind.len())];
    let directed = stem.ends_with(DIRECTIONS) || stem.ends_with(NUMERALS);
    let kept = CORE_CHARACTERS + usize::from(directed);
    let from = stem.char_indices().rev().take(kept).last().map_or(0, |(at, _)| at);
    &road[from..]
}

/// Characters of a road's name proper: 解放, 人民; the third from the end is a quarter's more often.
const CORE_CHARACTERS: usize = 2;
const DIRECTIONS: [char; 5] = ['东', '南', '西', '北', '中'];
const NUMERALS: [char; 10] = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十'];

/// `name` with the one of `words` it ends in written as `canonical`.
fn canonical(name: &str, words: &[&str], canonical: &str) -> String {
    let stem = words.iter().find_map(|word| name.strip_suffix(word));
    stem.map_or_else(|| name.to_string(), |stem| format!("{stem}{canonical}"))
}

const TOWN_WORDS: [&str; 4] = ["街道办事处", "街道办", "街办", "办事处"];
const VILLAGE_WORDS: [&str; 3] = ["村民委员会", "村委会", "村委"];
const QUARTER_WORDS: [&str; 2] = ["社区居委会", "居委会"];

/// Whether the name goes on behind its seeming end: 城市广场, 古镇路, 街坊, 园林路. `long`: its word
/// for a kind has two characters or more.
fn runs_on(ending: Ending, long: bool, name: &str, after: &str) -> bool {
    let next = after.chars().next();
    let follows = ending_at(after);
    let road = |word: &str| matches!(ending_at(word), Some((Ending::Road | Ending::Lane, _)));
    let settles =
        matches!(follows, Some((Ending::Town | Ending::Village, len)) if len <= '镇'.len_utf8());
    match ending {
        Ending::Road if name.ends_with('道') && !long => {
            matches!(next, Some('里' | '外' | '口')) || settles
        }
        Ending::Road | Ending::Lane => next == Some('坊') || (settles && !long),
        Ending::Town | Ending::Village => {
            // 柳村南街 is a street, 和溪镇南街 a town and a street.
            let short = name.chars().count() <= 2;
            let directed = short && next.is_some_and(|c| DIRECTIONS.contains(&c));
            let behind = &after[next.map_or(0, char::len_utf8)..];
            (road(after) && next != Some('道')) || (directed && road(behind)) || (settles && !long)
        }
        Ending::Quarter => !after.starts_with(|c: char| c.is_ascii_digit()),
        Ending::District => {
            let word = ["场", "政", "民", "域", "城", "中", "内", "级"]
                .iter()
                .any(|word| after.starts_with(word));
            let other = ["城市", "都市", "超市", "夜市", "门市", "环市", "菜市", "花市"]
                .iter()
                .any(|word| name.ends_with(word));
            word || other || road(after)
        }
        Ending::Zone | Ending::Landmark if long => road(after),
        // One character is an end only where something else clearly begins.
        Ending::Zone | Ending::Landmark => {
            follows.is_some() || (next.is_some_and(is_han) && numeral_len(after) == 0)
        }
    }
}

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

/// Fewer characters before a number are no name.
const SHORTEST_PLACE: usize = 2;

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
