//! The arcs: what each stretch of the text can be, and what that costs.

use super::cost::{self, Cost, NEVER};
use super::grammar::State;
use super::ordinal::OrdinalArc;
use super::{ArcKind, Before, Lattice, Node, TradesHere};
use crate::fold::{is_hanzi, is_word_like};
use crate::number;
use crate::vocabulary::{
    BranchRole, Condition, Found, Marks, OrgRole, RegionRole, Slip, TradeRole, Word,
};
use guiyi_lexicon::alias;
use guiyi_lexicon::division::{self, Level};
use guiyi_lexicon::org::OrgClass;
use guiyi_lexicon::town;

/// Longest trade name tried, in units (a hanzi, or a run of Latin letters or digits).
const TRADE_NAME_UNITS: usize = cost::TRADE_NAME.len() - 1;

/// Lengths of the name of a township or village with its 镇, in characters. Long ones are written
/// after the sound of another language: 英吾斯塘乡.
const TOWN_CHARS: std::ops::RangeInclusive<usize> = 2..=6;

/// Length up to which the name of a township or village is nothing special, in characters.
const TOWN_CHARS_USUAL: usize = 4;

/// Length of a zone's own name, in characters: 大榭|开发区.
const ZONE_NAME_CHARS: usize = 2;

/// A trade word of the usual length, in characters.
const TRADE_CHARS: usize = 2;

/// Characters that words of trade begin or end with and trade names do not end in: what is left of 商贸,
/// 建筑, 物流 where damage took the other.
const LEFT_OF_TRADES: &str = "贸建械饰输筑术询售具材储料媒牧饮务程设工机车投农矿纺棉印塑橡钢铁药医食装修造销营服管商资邮煤泵阀\
     模锻焊纸板线缆仪表教旅酒茶物网软电房告产流技器件剂备殖植种养劳咨策租赁疗训娱播测监铸炼冶畜禽蔬粮苗饲";

/// What the form of a company or cooperative begins with.
const COMPANIES: [&str; 6] = ["有限", "公司", "股份", "集团", "责任", "专业合作"];

/// A place without its kind, of the usual length, in characters.
const PLACE_CHARS: usize = 2;

/// Longest short name of a well-known organisation that may end like a trade, in characters.
const TRADE_NAME_KNOWN_CHARS: usize = 4;

/// What may follow a form in brackets and only says which kind of it is meant.
const PARTNERSHIPS: [&str; 3] = ["有限合伙", "普通合伙", "特殊普通合伙"];

impl Lattice<'_> {
    pub(super) fn add_word(&mut self, found: Found) {
        let vocabulary = self.vocabulary;
        let Found { start, end, word: id } = found;
        let word = vocabulary.word(id);
        let at_end = end == self.chars.len();
        if word.marks.has(Marks::PARTS) {
            self.add_marked(found, word.marks);
        }
        if let Some(region) = vocabulary.region(word) {
            self.add_region(start, end, id, region);
        }
        if word.marks.has(Marks::ZONE) {
            self.add_zone(start, end);
        }
        if let Some(trade) = vocabulary.trade(word).filter(|role| role.condition.fits(at_end)) {
            self.add_trade(start, end, id, trade);
        }
        if let Some(org) = vocabulary.org(word).filter(|role| role.condition.fits(at_end)) {
            self.add_org(start, end, id, org, word);
        }
        if let Some(branch) = vocabulary.branch(word).filter(|role| role.condition.fits(at_end)) {
            self.add_branch(start, end, id, branch, word);
        }
    }

    /// A nation, an owner, a well-known name, a word for a group.
    fn add_marked(&mut self, found: Found, marks: Marks) {
        let Found { start, end, word } = found;
        let kinds = [
            (Marks::NATION, ArcKind::Nation, cost::NATION),
            (Marks::OWNERSHIP, ArcKind::Ownership, cost::OWNERSHIP),
            (Marks::KNOWN, ArcKind::TradeName, cost::TRADE_NAME_KNOWN),
            (Marks::GROUP, ArcKind::Group, cost::GROUP),
        ];
        for (mark, kind, cost) in kinds {
            if marks.has(mark) {
                self.relax(start, end, kind, word, |_, _| cost);
            }
        }
    }

    /// A region costs less inside one that contains it, and more behind one that does not.
    fn add_region(&mut self, start: usize, end: usize, id: u32, region: &RegionRole) {
        if region.is_full {
            let row = &mut self.rows[start];
            row.full_region = row.full_region.min(end as u16);
        }
        let vocabulary = self.vocabulary;
        let contains = |outer: u32| {
            let outer = vocabulary.region(vocabulary.word(outer.checked_sub(1)?));
            outer.map(|outer| outer.contains(region) && !outer.repeats(region))
        };
        let road = if !region.is_full && self.names_a_road(end) { cost::ROAD } else { 0 };
        self.relax(start, end, ArcKind::Region, id, |state, node| {
            let own = match contains(node.region) {
                Some(true) => region.cost_contained,
                Some(false) => region.cost + cost::NOT_CONTAINED,
                None if state != State::Head && contains(node.home) == Some(true) => {
                    region.cost_contained
                }
                None => region.cost,
            };
            own + road
        });
    }

    /// Whether what stands here makes the text before it a road or a village: 桃园|路.
    fn names_a_road(&self, at: usize) -> bool {
        let mut rest = self.chars[at..].iter();
        match rest.next() {
            // 路桥 is a place and a trade.
            Some('路') => rest.next() != Some(&'桥'),
            Some('街' | '道' | '巷' | '镇' | '乡' | '村' | '庄' | '屯' | '桥') => true,
            Some('大' | '中' | '东' | '南' | '西' | '北') => {
                matches!(rest.next(), Some('路' | '街' | '道'))
            }
            _ => false,
        }
    }

    /// A zone behind the place it belongs to, 榆林|高新区, perhaps with a name of its own, 宁波|大榭开发区.
    fn add_zone(&mut self, start: usize, end: usize) {
        let town = self.vocabulary.town();
        if let Some(named) = start.checked_sub(ZONE_NAME_CHARS)
            && self.chars[named..start].iter().all(|&c| is_hanzi(c))
        {
            self.relax(named, end, ArcKind::Region, town, |state, node| match state {
                State::Head if node.region > 0 => cost::ZONE_NAMED,
                _ => NEVER,
            });
        }
        self.relax(start, end, ArcKind::Region, town, |state, node| match state {
            State::Head if node.region > 0 => cost::ZONE,
            State::Head => cost::ZONE_ALONE,
            _ => NEVER,
        });
    }

    /// A trade word, whose first or last character may be doubled by mistake.
    fn add_trade(&mut self, start: usize, end: usize, id: u32, trade: &TradeRole) {
        let is_modifier = trade.word.is_some_and(|word| word.is_modifier);
        if trade.condition == Condition::Whole {
            self.trades_here.add(start, end, is_modifier);
        }
        let kind = if is_modifier { ArcKind::Modifier } else { ArcKind::Trade };
        let chars = self.chars;
        let own = match chars[end..] {
            ['厂' | '店' | '铺' | '行' | '社' | '馆' | '坊' | '场'] if end - start == 1 => {
                trade.cost.min(cost::TRADE_CHAR_BEFORE_FORM)
            }
            _ => trade.cost,
        };
        self.relax_trade(start, end, kind, id, own);
        if start > 0 && chars[start - 1] == chars[start] {
            self.relax_trade(start - 1, end, kind, id, trade.cost + cost::REPAIR);
        }
        if chars.get(end) == Some(&chars[end - 1]) {
            self.relax_trade(start, end + 1, kind, id, trade.cost + cost::REPAIR);
        }
    }

    /// A trade word written with a wrong character or without one.
    pub(super) fn add_slip(&mut self, slip: &Slip) {
        let vocabulary = self.vocabulary;
        let Some(trade) = vocabulary.trade(vocabulary.word(slip.word)) else { return };
        let is_modifier = trade.word.is_some_and(|word| word.is_modifier);
        let kind = if is_modifier { ArcKind::Modifier } else { ArcKind::Trade };
        let own = cost::TRADE_WORD[TRADE_CHARS] + cost::SLIP;
        self.relax_trade(slip.start, slip.end, kind, slip.word, own);
    }

    fn relax_trade(&mut self, start: usize, end: usize, kind: ArcKind, id: u32, own: Cost) {
        let lattice = Missing { vocabulary: self.vocabulary };
        let is_public = self.vocabulary.word(id).marks.has(Marks::PUBLIC);
        let modifier = if kind == ArcKind::Modifier { cost::MODIFIER_FIRST } else { 0 };
        self.relax(start, end, kind, id, |state, node| match state {
            State::Head => own + modifier + lattice.trade_name(node, is_public),
            _ => own,
        });
    }

    fn add_org(&mut self, start: usize, end: usize, id: u32, org: &OrgRole, word: Word) {
        let missing = Missing { vocabulary: self.vocabulary };
        let own = org.cost + self.inside(end, word);
        let is_company = org.is_company;
        let is_public = word.marks.has(Marks::PUBLIC);
        let takes_no_second = org.form.class.is_company() || org.form.class == OrgClass::Coop;
        self.relax(start, end, ArcKind::Org, id, |state, node| {
            if state >= State::Org {
                let is_again = is_company || takes_no_second && state == State::Org;
                return own + if is_again { cost::COMPANY_AGAIN } else { 0 };
            }
            if org.in_branch_only {
                return NEVER;
            }
            match state {
                State::Head if org.says_trade || is_public => {
                    own + missing.trade_name(node, is_public)
                }
                State::Head => own + cost::NO_TRADE_NAME_NO_REGION,
                _ => own,
            }
        });
    }

    fn add_branch(&mut self, start: usize, end: usize, id: u32, branch: &BranchRole, word: Word) {
        let own = branch.cost + self.inside(end, word);
        self.relax(start, end, ArcKind::Branch, id, |_, _| own);
    }

    /// A form that does not end the text must be a strong one, or the head of a branch.
    fn inside(&self, end: usize, word: Word) -> Cost {
        let is_strong = self.vocabulary.org(word).is_some_and(|org| org.is_strong())
            || word.chars > 1 && self.vocabulary.branch(word).is_some();
        let is_end = || {
            let rest = &self.chars[end..];
            rest.is_empty() || PARTNERSHIPS.iter().any(|kind| begins_with(rest, kind))
        };
        if is_strong || is_end() { 0 } else { cost::FORM_SHORT_INSIDE }
    }

    pub(super) fn add_ordinal(&mut self, arc: &OrdinalArc) {
        self.relax(arc.start, arc.end, ArcKind::Ordinal, arc.value, |state, _| {
            if state >= State::Org { cost::ORDINAL_IN_BRANCH } else { arc.cost }
        });
    }

    /// The 中 at the end of 张家界一中, which stands for 中学.
    pub(super) fn add_school(&mut self, end: usize) {
        let Some((&short, [.., number])) = self.chars.get(..end).and_then(<[char]>::split_last)
        else {
            return;
        };
        if !number::is_numeral(*number) {
            return;
        }
        let Some(school) = self.vocabulary.school(short) else { return };
        self.relax(end - 1, end, ArcKind::Org, school, |_, node| {
            if node.kind == ArcKind::Ordinal { cost::FORM } else { NEVER }
        });
    }

    /// A township or village behind a region: 番禺区|大石镇.
    pub(super) fn add_town(&mut self, end: usize) {
        let chars = &self.chars[..end];
        let own = match self.chars[end - 1] {
            '镇' | '乡' => cost::TOWN,
            '道' if chars.ends_with(&['街', '道']) => cost::TOWN,
            // 农村 and 度假村 are no villages.
            '村' if !matches!(chars, [.., '农' | '乡' | '假', _]) => cost::VILLAGE,
            _ => return,
        };
        let town = self.vocabulary.town();
        for length in TOWN_CHARS {
            let Some(start) = end.checked_sub(length) else { return };
            // 固城乡 is a township, but 永通|城乡 says city and country.
            let is_both = matches!(chars[start..], [_, _, .., '城', '乡']);
            if !is_both && chars[start..].iter().all(|&c| is_hanzi(c)) {
                let longer = length.saturating_sub(TOWN_CHARS_USUAL) as Cost;
                let own = own + longer * cost::TOWN_LONG;
                let is_clear = start == 0 && is_clear_town(chars, self.chars.get(end).copied());
                self.relax(start, end, ArcKind::Region, town, |state, node| match state {
                    State::Head if node.region > 0 => own,
                    State::Head if is_clear => own + cost::TOWN_ALONE,
                    _ => NEVER,
                });
            }
        }
    }

    /// Looks for towns without their kind that begin here, behind a county or a city that has them.
    pub(super) fn find_bare_towns(&mut self, start: usize, node: Node) {
        if node.region == 0 {
            return;
        }
        let [first, second, ..] = self.chars[start..] else { return };
        if !town::may_begin(first, second) {
            return;
        }
        let region = node.region.checked_sub(1).map(|id| self.vocabulary.word(id));
        let Some(region) = region.and_then(|word| self.vocabulary.region(word)) else { return };
        let holds = |name: &[char]| {
            let places = region.candidates.iter().map(|candidate| candidate.division);
            let mut places = places.filter(|place| place.level() != Level::Province);
            places.any(|place| town::lies_in(name, place))
        };
        for end in town::CHARS.map(|length| start + length) {
            if self.chars.get(start..end).is_some_and(holds) {
                self.bare_towns.push((start, end));
            }
        }
    }

    /// A town without its kind, behind the place it belongs to: 东莞市|寮步.
    pub(super) fn add_bare_town(&mut self, start: usize, end: usize) {
        let road = if self.names_a_road(end) { cost::ROAD } else { 0 };
        let town = self.vocabulary.bare_town();
        self.relax(start, end, ArcKind::Region, town, |state, node| match state {
            State::Head if node.region > 0 => cost::TOWN_BARE + road,
            _ => NEVER,
        });
    }

    /// A trade of which damage left one character before a company's form or at the end: 恒源贸有限公司.
    pub(super) fn add_cut_trade(&mut self, end: usize) {
        let (chars, rest) = self.chars.split_at(end);
        let begins_form = match rest.first() {
            None => true,
            Some('有' | '公' | '股' | '集' | '责' | '专') => {
                COMPANIES.iter().any(|form| begins_with(rest, form))
            }
            Some(_) => false,
        };
        // A whole trade word that ends here is the better reading.
        if self.trades_here.last > 0
            || !begins_form
            || !chars.last().is_some_and(|c| LEFT_OF_TRADES.contains(*c))
        {
            return;
        }
        // 中铁建 is no 中铁 with half a trade.
        let is_known = |length| {
            let name =
                end.checked_sub(length).map(|start| chars[start..].iter().collect::<String>());
            name.is_some_and(|name| alias::lookup(&name).is_some())
        };
        if (TRADE_CHARS..=TRADE_NAME_KNOWN_CHARS).any(is_known) {
            return;
        }
        let cut = self.vocabulary.cut_trade();
        let missing = Missing { vocabulary: self.vocabulary };
        let own = cost::TRADE_CUT + if self.has_slips { cost::TRADE_CUT_OR_SLIP } else { 0 };
        let start = end - 1;
        self.relax(start, end, ArcKind::Trade, cut, |state, node| match state {
            State::Head => own + missing.trade_name(node, false),
            State::TradeName if node.home == 0 => {
                let first = chars[usize::from(node.from)..].iter().take(PLACE_CHARS);
                let is_place = !division::lookup(&first.collect::<String>()).is_empty();
                own + if is_place { cost::TRADE_CUT_OR_PLACE } else { 0 }
            }
            State::TradeName => own,
            State::Trade if rest.is_empty() => own + cost::TRADE_CUT_AGAIN,
            _ => NEVER,
        });
    }

    /// The unit that ends here, as part of a trade or of a branch's name.
    pub(super) fn add_unknown(&mut self, end: usize) {
        let is_suffix = self.chars[end - 1] == '业';
        self.relax(self.unit_start, end, ArcKind::Unknown, 0, |state, _| match state {
            State::Trade if is_suffix => cost::TRADE_SUFFIX,
            State::Unknown => cost::UNKNOWN_NEXT,
            State::Org | State::BranchName | State::BranchEnd | State::MidRegion => {
                cost::BRANCH_NAME
            }
            _ => cost::UNKNOWN_FIRST,
        });
    }

    /// The best trade name that ends here, from everywhere one may begin.
    pub(super) fn add_trade_names(&mut self, end: usize) {
        let row = &self.rows[end];
        let mut least = match row.reached.contains(State::TradeName) {
            true => row.nodes[State::TradeName as usize].cost,
            false => NEVER,
        };
        let mut best = None;
        for opening in self.openings.iter().rev() {
            let units = self.units - opening.units;
            if units > TRADE_NAME_UNITS {
                break;
            }
            if opening.least + cost::TRADE_NAME_LEAST[units] >= least {
                continue;
            }
            let start = opening.at;
            let (plain, placed) = self.trade_name_costs(start, end, units);
            for way in &opening.ways {
                let own = match way.before {
                    Before::Other => plain,
                    Before::Short if end - start == 1 && is_landmark(self.chars[start]) => {
                        placed + cost::TRADE_NAME_IS_LANDMARK
                    }
                    _ => placed,
                };
                if way.cost + own < least {
                    least = way.cost + own;
                    best = Some((start, way));
                }
            }
        }
        let Some((start, way)) = best else { return };
        let node = Node {
            cost: least,
            from: start as u16,
            from_state: way.state,
            kind: ArcKind::TradeName,
            data: 0,
            region: 0,
            home: way.home,
        };
        let row = &mut self.rows[end];
        row.reached.insert(State::TradeName);
        row.nodes[State::TradeName as usize] = node;
    }

    /// What a trade name costs with no region straight before it, and with one.
    fn trade_name_costs(&self, start: usize, end: usize, units: usize) -> (Cost, Cost) {
        let chars = &self.chars[start..end];
        let mut plain = match chars {
            [first, ..] if units == 1 && is_word_like(*first) => cost::TRADE_NAME_LATIN,
            ['第', second, ..] if number::is_numeral(*second) => {
                cost::TRADE_NAME[units] + cost::TRADE_NAME_ORDINAL
            }
            _ => cost::TRADE_NAME[units],
        };
        if usize::from(self.rows[start].full_region) < end {
            plain += cost::TRADE_NAME_HIDES_REGION;
        }
        let mut placed = plain;
        if self.trades_here.has_length(end - start) {
            placed += cost::TRADE_NAME_IS_TRADE;
        }
        if self.trades_here.last > start {
            placed += cost::TRADE_NAME_SWALLOWS_TRADE;
        }
        // 立|新科技 is rather 立新|科技.
        let goes_on = self.chars.get(end) == Some(&'新');
        if matches!(chars, [c] if is_hanzi(*c) && !matches!(c, '中' | '国')) && !goes_on {
            placed += cost::TRADE_NAME_SINGLE;
        }
        (plain, placed)
    }
}

/// Whether characters are the name of a township that needs no region before it to be seen: 镇 or 乡
/// behind anything but a place with its kind (前郭县乡企) or without where another may begin (宁波镇海).
fn is_clear_town(chars: &[char], next: Option<char>) -> bool {
    let [name @ .., kind @ ('镇' | '乡')] = chars else { return false };
    let is_place = |chars: &mut dyn Iterator<Item = char>| {
        !division::lookup(&chars.collect::<String>()).is_empty()
    };
    !name.iter().any(|c| matches!(c, '省' | '市' | '县' | '区' | '旗'))
        && !(is_place(&mut name.iter().copied())
            && (next.is_none() || is_place(&mut [*kind].into_iter().chain(next))))
}

/// Whether characters begin with a text.
pub(crate) fn begins_with(chars: &[char], text: &str) -> bool {
    let mut chars = chars.iter();
    text.chars().all(|c| chars.next() == Some(&c))
}

impl TradesHere {
    fn add(&mut self, start: usize, end: usize, is_modifier: bool) {
        let length = end - start;
        if !is_modifier {
            self.lengths |= 1 << length.min(LONGEST);
        }
        if length > 1 {
            self.last = self.last.max(start);
        }
    }

    /// Whether one of them, no modifier, has this length.
    fn has_length(self, length: usize) -> bool {
        length < LONGEST && self.lengths & 1 << length != 0
    }
}

/// More characters than any trade word has.
const LONGEST: usize = 31;

/// What makes a place's name the name of a landmark there: 赤水|河, 浔阳|楼.
fn is_landmark(c: char) -> bool {
    matches!(
        c,
        '河' | '江'
            | '湖'
            | '海'
            | '山'
            | '岭'
            | '峰'
            | '峡'
            | '谷'
            | '岛'
            | '洲'
            | '湾'
            | '滩'
            | '港'
            | '溪'
            | '泉'
            | '池'
            | '潭'
            | '楼'
            | '塔'
            | '寺'
            | '庙'
            | '观'
            | '桥'
            | '关'
            | '城'
    )
}

/// What it costs that no trade name stands before a trade word.
struct Missing<'a> {
    vocabulary: &'a crate::vocabulary::Vocabulary,
}

impl Missing<'_> {
    fn trade_name(&self, node: &Node, is_public: bool) -> Cost {
        let id = node.region.checked_sub(1);
        let region = id.and_then(|id| self.vocabulary.region(self.vocabulary.word(id)));
        match region {
            // 观上|供销合作社: the place stands for the trade name.
            Some(_) if id == Some(self.vocabulary.bare_town()) => cost::NO_TRADE_NAME_DOUBTFUL,
            Some(region) if region.is_doubtful && !is_public => cost::NO_TRADE_NAME_DOUBTFUL,
            Some(_) => cost::NO_TRADE_NAME,
            None if node.kind == ArcKind::Nation => cost::NO_TRADE_NAME,
            None => cost::NO_TRADE_NAME_NO_REGION,
        }
    }
}
