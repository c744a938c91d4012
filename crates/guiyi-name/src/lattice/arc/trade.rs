//! Trade words: whole, misspelt, cut off.

use guiyi_lexicon::alias;
use guiyi_lexicon::division::{self, Level};

use super::super::cost::{self, Cost, NEVER};
use super::super::grammar::State;
use super::super::path::ArcKind;
use super::super::row::Node;
use super::super::sweep::Lattice;
use crate::fold::is_hanzi;
use crate::vocabulary::{Hints, Marks, Slip, TradeWeight, Vocabulary, Word, begins_with};

/// A trade word of the usual length, in characters.
const TRADE_CHARS: usize = 2;

/// The fewest characters of a trade name before a trade that no lexicon knows.
const TRADE_NAME_CHARS: usize = 2;

/// What the form of a company or cooperative begins with.
const COMPANIES: [&str; 6] = ["有限", "公司", "股份", "集团", "责任", "专业合作"];

/// A place without its kind, of the usual length, in characters.
const PLACE_CHARS: usize = 2;

/// Longest short name of a well-known organisation that may end like a trade, in characters.
const TRADE_NAME_KNOWN_CHARS: usize = 4;

/// A trade word as an arc.
#[derive(Clone, Copy)]
struct TradeArc {
    id: u32,
    is_public: bool,
    is_modifier: bool,
    is_name: bool,
    is_name_end: bool,
}

impl Lattice<'_> {
    /// A trade word, whose first or last character may be doubled by mistake.
    pub(super) fn add_trade(
        &mut self,
        start: usize,
        end: usize,
        id: u32,
        word: Word,
        trade: TradeWeight,
    ) {
        if trade.is_whole {
            self.rows[end].add_trade(end - start, start, trade.is_modifier);
        }
        let chars = self.chars;
        let is_before_form = |c| self.vocabulary.character(c).hints.has(Hints::SHORT_FORM);
        let own = match chars[end..] {
            [form] if end - start == 1 && is_before_form(form) => {
                trade.cost.min(cost::TRADE_CHAR_BEFORE_FORM)
            }
            _ => trade.cost,
        };
        let is_public = word.marks.has(Marks::PUBLIC);
        let is_name = word.marks.has(Marks::NAME);
        let is_name_end = word.marks.has(Marks::NAME_END);
        let arc = TradeArc { id, is_public, is_modifier: trade.is_modifier, is_name, is_name_end };
        self.relax_trade(start, end, arc, own);
        if start > 0 && chars[start - 1] == chars[start] {
            let is_rest = self.vocabulary.character(chars[start]).hints.has(Hints::TRADE_REST);
            let repair = if is_rest { cost::REPAIR_BEFORE_TRADE } else { cost::REPAIR };
            self.relax_trade(start - 1, end, arc, trade.cost + repair);
        }
        if chars.get(end) == Some(&chars[end - 1]) {
            self.relax_trade(start, end + 1, arc, trade.cost + cost::REPAIR);
        }
    }

    /// A trade word written with a wrong character or without one.
    pub(in super::super) fn add_slip(&mut self, slip: &Slip) {
        let word = self.vocabulary.word(slip.word);
        let is_public = word.marks.has(Marks::PUBLIC);
        let Some(TradeWeight { is_modifier, .. }) = word.trade() else { return };
        let own = cost::TRADE_WORD[TRADE_CHARS] + slip.cost;
        self.relax_trade(
            slip.start,
            slip.end,
            TradeArc { id: slip.word, is_public, is_modifier, is_name: false, is_name_end: false },
            own,
        );
    }

    fn relax_trade(&mut self, start: usize, end: usize, arc: TradeArc, own: Cost) {
        if arc.is_name_end {
            return self.relax_name(start, end, arc, own);
        }
        let missing = Missing { vocabulary: self.vocabulary };
        let (kind, modifier) = match arc.is_modifier {
            true => (ArcKind::Modifier, cost::MODIFIER_FIRST),
            false => (ArcKind::Trade, 0),
        };
        let chars = self.chars;
        self.relax(start, end, kind, arc.id, 0, |state, node| match state {
            // 中国|联合 has no trade name.
            State::Head if arc.is_modifier && node.kind == ArcKind::Nation => {
                own + cost::MODIFIER_BEHIND_NATION + missing.trade_name(node, arc.is_public)
            }
            State::Head => own + modifier + missing.trade_name(node, arc.is_public),
            State::TradeName if arc.is_modifier && node.from == 0 => {
                let is_place = start == PLACE_CHARS && is_prefecture(&chars[..start]);
                own + if is_place { cost::MODIFIER_BEHIND_PLACE } else { 0 }
            }
            _ => own,
        });
    }

    /// A trade word that is often a trade name or ends one.
    #[cold]
    fn relax_name(&mut self, start: usize, end: usize, arc: TradeArc, own: Cost) {
        let missing = Missing { vocabulary: self.vocabulary };
        let kind = if arc.is_modifier { ArcKind::Modifier } else { ArcKind::Trade };
        let chars = self.chars;
        let is_behind_place = arc.is_name && self.hides_place(start);
        let is_long = end - start > TRADE_CHARS;
        let is_new = arc.is_name && is_long && chars[start] == '新';
        let first = match (arc.is_name, is_long) {
            // 开封市|新农村|牧业: dearer than 新农村 as a trade name, in which 农村 is a trade.
            _ if is_new => cost::NAME_FIRST_NEW,
            // 南京|向日葵|园林: dearer than a trade name of three characters.
            (true, true) => cost::NAME_FIRST_LONG,
            (true, false) => cost::NAME_FIRST,
            (false, _) if arc.is_modifier => cost::MODIFIER_FIRST,
            (false, _) => 0,
        };
        self.relax(start, end, kind, arc.id, 0, |state, node| match state {
            // 中国|联合 has no trade name.
            State::Head if arc.is_modifier && node.kind == ArcKind::Nation => {
                own + cost::MODIFIER_BEHIND_NATION + missing.trade_name(node, arc.is_public)
            }
            State::Head => own + first + missing.trade_name(node, arc.is_public),
            State::MidRegion if is_new => own + first,
            // 海南|心动力: behind a single character, the end of the trade name.
            State::TradeName if start == usize::from(node.from) + 1 => {
                own + if is_long { cost::NAME_LONG_BEHIND_CHAR } else { cost::NAME_BEHIND_CHAR }
            }
            // 樟树|新农村, not 樟树新|农村.
            State::TradeName if !arc.is_name && chars[start - 1] == '新' => {
                own + cost::NAME_BEHIND_NEW
            }
            // 四川|元宝枫, 北京|城建: the place is no trade name.
            State::TradeName if is_behind_place && is_new => own + first,
            State::TradeName if is_behind_place => {
                own + if is_long { cost::NAME_LONG_BEHIND_PLACE } else { cost::NAME_BEHIND_PLACE }
            }
            State::TradeName if arc.is_modifier && node.from == 0 => {
                let is_place = start == PLACE_CHARS && is_prefecture(&chars[..start]);
                own + if is_place { cost::MODIFIER_BEHIND_PLACE } else { 0 }
            }
            _ => own,
        });
    }

    /// Whether the trade name that ends here may be a place instead: a county or a larger one at the front, or one inside the
    /// place before it.
    fn hides_place(&self, at: usize) -> bool {
        let row = &self.rows[at];
        if !row.reached.contains(State::TradeName) || !row.reached.contains(State::Head) {
            return false;
        }
        let (place, from) = (row.node(State::Head), row.node(State::TradeName).from);
        let Some(role) = self.vocabulary.region_role(place.region) else { return false };
        let outer =
            || self.vocabulary.region_role(self.rows[usize::from(from)].node(State::Head).region);
        place.from == from
            && match from {
                0 => role.cost <= cost::COUNTY_SHORT + cost::PAST,
                _ => outer().is_some_and(|outer| outer.contains(role)),
            }
    }

    /// A trade of which damage left one character before a company's form or at the end: 恒源贸有限公司.
    #[cold]
    pub(in super::super) fn add_cut_trade(&mut self, end: usize) {
        let (chars, rest) = self.chars.split_at(end);
        // 好之旅 and 锦绣前程 are one name.
        let goes_on = matches!(chars, [.., '之', _] | [.., '前', '程']);
        // A whole trade word that ends here is the better reading.
        if self.rows[end].last_trade > 0
            || goes_on
            || !rest.is_empty() && !COMPANIES.iter().any(|form| begins_with(rest, form))
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
        self.relax(start, end, ArcKind::Trade, cut, 0, |state, node| match state {
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

    /// Two characters before a company's form or at the end, the first of which is part of trades alone, behind a
    /// trade name: 恒源|房第, 恒源|技械.
    #[cold]
    pub(in super::super) fn add_odd_trade(&mut self, end: usize) {
        let (chars, rest) = self.chars.split_at(end);
        let before_form = COMPANIES.iter().any(|form| begins_with(rest, form));
        let own = match rest {
            [] => cost::TRADE_ODD_AT_END,
            _ if before_form => cost::TRADE_ODD,
            _ => return,
        };
        if self.rows[end].last_trade > 0 || !chars.last().is_some_and(|&c| is_hanzi(c)) {
            return;
        }
        let start = end - TRADE_CHARS;
        let cut = self.vocabulary.cut_trade();
        self.relax(start, end, ArcKind::Trade, cut, 0, |state, node| match state {
            State::TradeName if start >= usize::from(node.from) + TRADE_NAME_CHARS => own,
            _ => NEVER,
        });
    }
}

/// Whether characters are the name of a prefecture without its kind.
fn is_prefecture(chars: &[char]) -> bool {
    let places = division::lookup(&chars.iter().collect::<String>());
    places.first().is_some_and(|place| place.division.level() == Level::Prefecture)
}

/// What it costs that no trade name stands before a trade word.
pub(super) struct Missing<'a> {
    pub(super) vocabulary: &'a Vocabulary,
}

impl Missing<'_> {
    pub(super) fn trade_name(&self, node: &Node, is_public: bool) -> Cost {
        match self.vocabulary.region_role(node.region) {
            // 观上|供销合作社: the place stands for the trade name.
            Some(region) if region.is_bare_town => cost::NO_TRADE_NAME_DOUBTFUL,
            Some(region) if region.is_doubtful && !is_public => cost::NO_TRADE_NAME_DOUBTFUL,
            Some(_) => cost::NO_TRADE_NAME,
            None if node.kind == ArcKind::Nation => cost::NO_TRADE_NAME,
            None => cost::NO_TRADE_NAME_NO_REGION,
        }
    }
}
