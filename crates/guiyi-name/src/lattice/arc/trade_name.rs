//! Trade names: any stretch behind the head's regions.

use super::super::cost::{self, Cost};
use super::super::grammar::{STEPS, State, StateSet};
use super::super::path::ArcKind;
use super::super::row::Node;
use super::super::sweep::Lattice;
use crate::fold::{is_hanzi, is_word_like};
use crate::number;
use crate::vocabulary::Hints;

/// A way to where a trade name may begin.
#[derive(Clone, Copy)]
pub(in super::super) struct Opening {
    /// Of the node and the step.
    pub(in super::super) cost: Cost,
    at: u16,
    /// How many units stand before it.
    units: u16,
    /// The end of the shortest division with its kind that begins here.
    full_region: u16,
    home: u16,
    state: State,
    before: Before,
    first: First,
}

impl Opening {
    /// How many units stand before it.
    pub(in super::super) fn units(&self) -> usize {
        usize::from(self.units)
    }
}

/// What stands straight before a trade name.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Before {
    /// Nothing or no region.
    Other,
    /// A region with its kind: 太原市.
    Full,
    /// A province without: 山西.
    Province,
    /// Another region without: 太原.
    Short,
}

/// What a trade name begins with.
#[derive(Clone, Copy, PartialEq, Eq)]
enum First {
    Hanzi,
    /// 中 or 国, which begin short names: 中石油.
    Nation,
    /// 第 and a numeral.
    Ordinal,
    /// A run of letters or digits.
    Word,
    Other,
}

impl Lattice<'_> {
    /// Notes that a trade name may begin here; `full_region` is the end of the shortest division with
    /// its kind that does.
    pub(in super::super) fn open(&mut self, at: usize, full_region: usize) {
        let mut states = self.rows[at].reached.meet(StateSet::BEFORE_TRADE_NAME);
        if states == StateSet::NONE {
            return;
        }
        let first = first(&self.chars[at..]);
        let row = &self.rows[at];
        // The last is looked at first, and of equal ways the first is to win.
        let from = self.openings.len();
        while let Some(state) = states.pop() {
            let node = row.node(state);
            let before = match self.vocabulary.region_role(node.region) {
                None => Before::Other,
                Some(region) if region.is_full => Before::Full,
                Some(region) if region.cost <= cost::PROVINCE => Before::Province,
                Some(_) => Before::Short,
            };
            let home = if state == State::Head { node.region } else { node.home };
            let (_, extra) = match state {
                State::Group if self.is_of_nation() => (state, cost::TRADE_NAME_AGAIN),
                _ => STEPS[ArcKind::TradeName as usize].to(state),
            };
            self.openings.push(Opening {
                cost: row.cost(state) + extra,
                at: at as u16,
                units: self.units as u16,
                full_region: full_region.min(usize::from(u16::MAX)) as u16,
                home,
                state,
                before,
                first,
            });
        }
        self.openings[from..].reverse();
        if self.rows[at].reached.contains(State::Head) {
            self.find_bare_towns(at);
        }
    }

    /// The best trade name that ends here, from everywhere one may begin.
    pub(in super::super) fn add_trade_names(&mut self, end: usize) {
        let mut least = self.rows[end].cost(State::TradeName);
        let mut best = None;
        for opening in self.openings.iter().rev() {
            let units = self.units - opening.units();
            let Some(bound) = cost::TRADE_NAME_LEAST.get(units) else { break };
            if opening.cost + bound >= least {
                continue;
            }
            let cost = opening.cost + self.trade_name_cost(opening, end, units);
            if cost < least {
                least = cost;
                best = Some(opening);
            }
        }
        let Some(opening) = best else { return };
        let node = Node {
            data: 0,
            region: 0,
            home: opening.home,
            from: opening.at,
            from_state: opening.state,
            kind: ArcKind::TradeName,
        };
        self.rows[end].set(State::TradeName, least, node);
    }

    /// What a trade name costs from an opening to `end`.
    #[inline]
    fn trade_name_cost(&self, opening: &Opening, end: usize, units: usize) -> Cost {
        let start = usize::from(opening.at);
        let mut own = match opening.first {
            First::Word if units == 1 => cost::TRADE_NAME_LATIN,
            First::Ordinal if units > 1 => cost::TRADE_NAME[units] + cost::TRADE_NAME_ORDINAL,
            _ => cost::TRADE_NAME[units],
        };
        if usize::from(opening.full_region) < end {
            own += cost::TRADE_NAME_HIDES_REGION;
        }
        if opening.before == Before::Other {
            return own;
        }
        let row = &self.rows[end];
        if row.has_trade(end - start) {
            own += cost::TRADE_NAME_IS_TRADE;
        }
        if usize::from(row.last_trade) > start {
            own += cost::TRADE_NAME_SWALLOWS_TRADE;
        }
        if end - start == 1 {
            // 立|新科技 is rather 立新|科技; 古|云科技 and 曙|光通信 too, but 大连|黑云|科技 is dearer than 大连黑|云科技.
            let goes_on = match self.chars.get(end) {
                Some('新') => true,
                Some('云' | '光') => opening.before != Before::Short,
                _ => false,
            };
            if matches!(opening.first, First::Hanzi | First::Ordinal) && !goes_on {
                own += cost::TRADE_NAME_SINGLE;
            }
            let c = self.vocabulary.character(self.chars[start]);
            if matches!(opening.before, Before::Short | Before::Province)
                && c.hints.has(Hints::LANDMARK)
            {
                own += cost::TRADE_NAME_IS_LANDMARK;
            }
        }
        own
    }
}

fn first(chars: &[char]) -> First {
    match chars {
        ['第', second, ..] if number::is_numeral(*second) => First::Ordinal,
        ['中' | '国', ..] => First::Nation,
        [c, ..] if is_hanzi(*c) => First::Hanzi,
        [c, ..] if is_word_like(*c) => First::Word,
        _ => First::Other,
    }
}
