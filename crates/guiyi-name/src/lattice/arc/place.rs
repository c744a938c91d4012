//! Places: divisions, zones, towns with their kind or without.

use guiyi_lexicon::division::{self, Division, Form, Level};
use guiyi_lexicon::town;

use super::super::cost::{self, Cost, NEVER};
use super::super::grammar::State;
use super::super::path::ArcKind;
use super::super::sweep::Lattice;
use crate::fold::is_hanzi;
use crate::vocabulary::RegionRole;

/// Lengths of the name of a township or village with its 镇, in characters. Long ones are written
/// after the sound of another language: 英吾斯塘乡.
const TOWN_CHARS: std::ops::RangeInclusive<usize> = 2..=6;

/// Length up to which the name of a township or village is nothing special, in characters.
const TOWN_CHARS_USUAL: usize = 4;

/// Length of the name of a village that is told by its last character, 王家山: two characters could be anything.
const VILLAGE_CHARS: usize = 3;

/// Length of a zone's own name, in characters: 大榭|开发区.
const ZONE_NAME_CHARS: usize = 2;

/// What stands behind 路 in trade names rather than in addresses: 镇海|路安.
const BEHIND_ROAD_IN_NAMES: &str = "桥通达安顺成诚力飞涛遥畅捷友邦劲翔易";

/// What stands behind 乡 where it means home: 乡亲, 家乡菜.
const BEHIND_HOME: &str = "亲情味音菜墅愁";

/// What goes on with 省 or 渠 as a trade name.
const IN_WORDS_WITH_KINDS: &str = "力心钱时油电成道";

/// A town without its kind.
#[derive(Clone, Copy)]
pub(in super::super) struct BareTown {
    start: usize,
    pub(in super::super) end: usize,
    /// What it costs more than one that lies where the name says.
    further: Cost,
}

impl Lattice<'_> {
    /// A region costs less inside one that contains it, and more behind one that does not.
    pub(super) fn add_region(&mut self, start: usize, end: usize, id: u32, region: &RegionRole) {
        let role = self.vocabulary.word(id).region_id();
        let vocabulary = self.vocabulary;
        let contains = |outer: u16| {
            let outer = vocabulary.region_role(outer)?;
            Some(outer.contains(region) && !outer.repeats(region))
        };
        // 河南|庄甲, 宝鸡|道生: a province or a prefecture at the front is no village and no road.
        let is_large = start == 0 && region.cost <= cost::PREFECTURE_SHORT;
        let may_be_road = !region.is_full && !is_large;
        let road = if may_be_road && self.names_a_road(end) { cost::ROAD } else { 0 };
        // 仁怀|长春: behind what is a place itself the trade name begins. 永安|太原分公司 is a branch.
        let behind_place = start > 0
            && self.rows[start].reached.contains(State::Head)
            && !matches!(self.chars.get(end), Some('分' | '支' | '营' | '办' | '项'));
        self.relax(start, end, ArcKind::Region, id, role, |state, node| {
            let own = match contains(node.region) {
                Some(true) => region.cost_contained,
                Some(false) => region.cost + cost::NOT_CONTAINED,
                None if state != State::Head && contains(node.home) == Some(true) => {
                    region.cost_contained
                }
                None => region.cost,
            };
            let is_behind_place = behind_place && state == State::TradeName && node.home == 0;
            own + road + if is_behind_place { cost::REGION_BEHIND_PLACE } else { 0 }
        });
    }

    /// Whether what stands here makes the text before it a road or a village: 桃园|路.
    fn names_a_road(&self, at: usize) -> bool {
        let mut rest = self.chars[at..].iter();
        match rest.next() {
            // 路桥 is a place and a trade, 路通 and 路安 are trade names.
            Some('路') => !rest.next().is_some_and(|&c| BEHIND_ROAD_IN_NAMES.contains(c)),
            Some('街' | '道' | '巷' | '镇' | '乡' | '村' | '庄' | '屯' | '桥') => true,
            Some('大' | '中' | '东' | '南' | '西' | '北') => {
                matches!(rest.next(), Some('路' | '街' | '道'))
            }
            _ => false,
        }
    }

    /// A zone behind the place it belongs to, 榆林|高新区, perhaps with a name of its own, 宁波|大榭开发区.
    pub(super) fn add_zone(&mut self, start: usize, end: usize) {
        let town = self.vocabulary.town();
        let role = self.vocabulary.word(town).region_id();
        if let Some(named) = start.checked_sub(ZONE_NAME_CHARS)
            && self.chars[named..start].iter().all(|&c| is_hanzi(c))
        {
            self.relax(named, end, ArcKind::Region, town, role, |state, node| match state {
                State::Head if node.region > 0 => cost::ZONE_NAMED,
                _ => NEVER,
            });
        }
        self.relax(start, end, ArcKind::Region, town, role, |state, node| match state {
            State::Head if node.region > 0 => cost::ZONE,
            State::Head => cost::ZONE_ALONE,
            _ => NEVER,
        });
    }

    /// The kind of a county whose name was lost, at the front: 县|恒昌 of 清徐县恒昌. Hardly a trade name begins with it.
    #[cold]
    pub(in super::super) fn add_rest_of_county(&mut self) {
        let town = self.vocabulary.bare_town();
        let role = self.vocabulary.word(town).region_id();
        let (end, role) = match self.chars {
            ['县' | '区', ..] => (1, role),
            // Counties follow as if they stood at the front: 省直辖县|琼海.
            ['省', '直', '辖', '县', ..] => (4, 0),
            _ => return,
        };
        self.relax(0, end, ArcKind::Region, town, role, |_, _| cost::REST_OF_COUNTY);
    }

    /// A township or village behind a region: 番禺区|大石镇.
    pub(in super::super) fn add_town(&mut self, end: usize) {
        let chars = &self.chars[..end];
        let own = match self.chars[end - 1] {
            // 老乡亲 and 家乡菜 are no townships.
            '乡' if self.chars.get(end).is_some_and(|&c| BEHIND_HOME.contains(c)) => return,
            '镇' | '乡' => cost::TOWN,
            '道' if chars.ends_with(&['街', '道']) => cost::TOWN,
            // 农村 and 度假村 are no villages.
            '村' if !matches!(chars, [.., '农' | '乡' | '假', _]) => cost::VILLAGE,
            '省' | '渠' => return self.add_wrong_kind(end),
            _ => return,
        };
        let town = self.vocabulary.town();
        let role = self.vocabulary.word(town).region_id();
        for length in TOWN_CHARS {
            let Some(start) = end.checked_sub(length) else { return };
            // 润乡, 县壮乡 and 供销社龙王镇 are none.
            if is_home(&chars[start..]) || holds_other(&chars[start..]) {
                continue;
            }
            // 固城乡 is a township, but 永通|城乡 says city and country.
            let is_both = matches!(chars[start..], [_, _, .., '城', '乡']);
            if !is_both && chars[start..].iter().all(|&c| is_hanzi(c)) {
                let longer = length.saturating_sub(TOWN_CHARS_USUAL) as Cost;
                let own = own + longer * cost::TOWN_LONG;
                let is_clear = start == 0 && is_clear_town(chars, self.chars.get(end).copied());
                self.relax(start, end, ArcKind::Region, town, role, |state, node| match state {
                    State::Head if node.region > 0 => own,
                    State::Head if is_clear => own + cost::TOWN_ALONE,
                    _ => NEVER,
                });
            }
        }
    }

    /// A kind of place behind a place that is none of it: 银川省 for 银川市, 南川渠 for 南川区.
    fn add_wrong_kind(&mut self, end: usize) {
        let kind = self.chars[end - 1];
        // 省力 and 渠成 begin trade names.
        if self.chars.get(end).is_none_or(|&c| IN_WORDS_WITH_KINDS.contains(c)) {
            return;
        }
        let vocabulary = self.vocabulary;
        let town = vocabulary.bare_town();
        let role = vocabulary.word(town).region_id();
        let takes = |region: &RegionRole| {
            let may = |place: Division| match kind {
                '省' => place.level() == Level::Prefecture,
                _ => place.level() == Level::County && place.name().ends_with('区'),
            };
            !region.is_full && region.candidates.iter().any(|candidate| may(candidate.division))
        };
        self.relax(end - 1, end, ArcKind::Region, town, role, |state, node| match state {
            State::Head if vocabulary.region_role(node.region).is_some_and(takes) => {
                cost::WRONG_KIND
            }
            _ => NEVER,
        });
    }

    /// Looks for towns without their kind that begin here, behind a county or a city that has them.
    pub(super) fn find_bare_towns(&mut self, start: usize) {
        let node = self.rows[start].node(State::Head);
        if node.region == 0 {
            return;
        }
        let [first, second, ..] = self.chars[start..] else { return };
        let Some(region) = self.vocabulary.region_role(node.region) else { return };
        let places = || region.candidates.iter().map(|candidate| candidate.division);
        let holds = |name: &[char]| {
            let mut places = places().filter(|place| place.level() != Level::Province);
            places.any(|place| town::lies_in(name, place))
        };
        // Towns change from district to district of a city, and old names stay: 宝安区|观澜. In 北京市|天竺 the district
        // is left out.
        let city_of = |place: Division| match place.level() {
            Level::Province if place.name().ends_with('市') => Some(place),
            Level::County if place.name().ends_with('区') => place.prefecture(),
            _ => None,
        };
        let holds_near = |name: &[char]| {
            region.is_full && places().filter_map(city_of).any(|city| town::lies_in(name, city))
        };
        for length in town::CHARS.filter(|&length| town::may_begin(first, second, length)) {
            let end = start + length;
            let Some(name) = self.chars.get(start..end) else { continue };
            if holds(name) || is_county_seat(name) && region.is_full {
                self.bare_towns.push(BareTown { start, end, further: 0 });
                // 番禺区|市桥街; 街道 is a kind.
                if let ['街', next, ..] = self.chars[end..]
                    && next != '道'
                {
                    self.bare_towns.push(BareTown { start, end: end + 1, further: 0 });
                }
            } else if holds_near(name) {
                self.bare_towns.push(BareTown { start, end, further: cost::TOWN_MOVED });
            }
        }
    }

    /// A village without its 村 behind a county with its kind or a town: 屯留县|王家山. With so dear a place the trade
    /// name behind it has two characters or more.
    pub(in super::super) fn add_village(&mut self, end: usize) {
        self.add_village_of_town(end);
        let Some(start) = end.checked_sub(VILLAGE_CHARS).filter(|&start| start > 0) else { return };
        // 金缘谷 is rather a trade name, and 乡三里 is none of both.
        let is_other = matches!(self.chars[end - 1], '谷' | '里' | '边');
        if is_other || !self.rows[start].reached.contains(State::Head) {
            return;
        }
        let vocabulary = self.vocabulary;
        let town = vocabulary.bare_town();
        let role = vocabulary.word(town).region_id();
        let is_full = |id| {
            let region = vocabulary.region_role(id);
            region.is_some_and(|region| region.is_full || region.is_bare_town || region.is_zone())
        };
        self.relax(start, end, ArcKind::Region, town, role, |state, node| match state {
            State::Head if is_full(node.region) => cost::VILLAGE_BARE,
            _ => NEVER,
        });
    }

    /// A village of two characters straight behind a town with its kind: 横龙镇|东谷. The trade name behind it has two
    /// characters or more.
    fn add_village_of_town(&mut self, end: usize) {
        let Some(start) = end.checked_sub(VILLAGE_CHARS - 1) else { return };
        if !matches!(self.chars[..start], [.., '镇' | '乡' | '道'])
            || !self.rows[start].reached.contains(State::Head)
        {
            return;
        }
        let vocabulary = self.vocabulary;
        let town = vocabulary.word(vocabulary.town()).region_id();
        let bare = vocabulary.bare_town();
        let role = vocabulary.word(bare).region_id();
        self.relax(start, end, ArcKind::Region, bare, role, |state, node| match state {
            State::Head if node.region == town => cost::VILLAGE_OF_TOWN,
            _ => NEVER,
        });
    }

    /// A town without its kind, behind the place it belongs to: 东莞市|寮步. What ends the text is the trade name.
    pub(in super::super) fn add_bare_town(&mut self, town: BareTown) {
        let BareTown { start, end, further } = town;
        if end == self.chars.len() {
            return;
        }
        let road = if self.names_a_road(end) { cost::ROAD } else { 0 };
        let town = self.vocabulary.bare_town();
        let role = self.vocabulary.word(town).region_id();
        self.relax(start, end, ArcKind::Region, town, role, |state, node| match state {
            State::Head if node.region > 0 => cost::TOWN_BARE + further + road,
            _ => NEVER,
        });
    }
}

/// Whether characters are the name that the seats of counties everywhere have: 滑县|城关.
fn is_county_seat(name: &[char]) -> bool {
    name == ['城', '关']
}

/// Whether characters are the name of a township that needs no region before it to be seen: 镇 or 乡
/// behind anything but a place with its kind (前郭县乡企) or without where another may begin (宁波镇海).
fn is_clear_town(chars: &[char], next: Option<char>) -> bool {
    let (name, kind) = match chars {
        [name @ .., '街', '道'] => return name.len() > 1 && !name.iter().any(is_kind),
        [name @ .., kind @ ('镇' | '乡')] => (name, kind),
        _ => return false,
    };
    let is_place = |chars: &mut dyn Iterator<Item = char>| {
        let places = division::lookup(&chars.collect::<String>());
        places.iter().any(|place| place.form != Form::Zone)
    };
    !name.iter().any(is_kind)
        && !(is_place(&mut name.iter().copied())
            && (next.is_none() || is_place(&mut [*kind].into_iter().chain(next))))
}

/// Whether a character is the kind of a division.
fn is_kind(c: &char) -> bool {
    matches!(c, '省' | '市' | '县' | '区' | '旗')
}

/// Whether 乡 has one character before it, 水乡, alone or behind a place: the name of a township has more.
fn is_home(chars: &[char]) -> bool {
    match chars {
        [_, '乡'] | ['市' | '县' | '区', .., '乡'] => true,
        [place @ .., _, '乡'] if place.len() > 1 => {
            !division::lookup(&place.iter().collect::<String>()).is_empty()
        }
        _ => false,
    }
}

/// Whether characters hold more than the name of a town: a county's before it, or what stands there.
fn holds_other(chars: &[char]) -> bool {
    let other = |pair: &[char]| matches!(pair, ['供', '销'] | ['合', '作'] | ['公', '司']);
    // 唐县镇 is a town.
    let county = chars.iter().skip(1).rev().skip(2).any(|c| matches!(c, '县' | '区'));
    county || chars.windows(2).any(other)
}
