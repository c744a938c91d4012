//! The nodes: for each position and state the cheapest way in.

use super::cost::{Cost, NEVER};
use super::grammar::{State, StateSet};
use super::path::ArcKind;

/// How the cheapest way into a state at a position goes, and what it leads past.
#[derive(Clone, Copy)]
pub(super) struct Node {
    /// The word of the arc, or its value.
    pub(super) data: u32,
    /// The last region passed, by its role, while nothing but regions followed; 0 for none.
    pub(super) region: u16,
    /// The last region of the head, in the same way, whatever followed.
    pub(super) home: u16,
    /// Where the arc begins.
    pub(super) from: u16,
    pub(super) from_state: State,
    pub(super) kind: ArcKind,
}

/// Where every path begins; also fills rows before anything is known of them.
const START: Node =
    Node { data: 0, region: 0, home: 0, from: 0, from_state: State::Head, kind: ArcKind::Unknown };

/// Places for states in a row: a power of two, so that a state's place needs no check.
const PLACES: usize = 16;

/// What is known of a position.
#[derive(Clone)]
pub(super) struct Row {
    /// What the cheapest way into each state costs; [`NEVER`] where there is none.
    costs: [Cost; PLACES],
    /// How those ways go; left over from another line where there is none.
    nodes: [Node; PLACES],
    /// The states that have a way in.
    pub(super) reached: StateSet,
    /// Where the last trade word begins that ends here and has two characters or more; 0 for none.
    pub(super) last_trade: u16,
    /// The lengths in characters of the trade words that end here, as bits, without modifiers.
    trade_lengths: u32,
}

/// More characters than any trade word has; the longest have seven.
const LONGEST: usize = 31;

/// Makes so many rows ready for another line: no way leads anywhere but to the first.
pub(super) fn begin(rows: &mut Vec<Row>, positions: usize) -> &mut [Row] {
    if rows.len() < positions {
        let row = Row {
            costs: [NEVER; PLACES],
            nodes: [START; PLACES],
            reached: StateSet::NONE,
            last_trade: 0,
            trade_lengths: 0,
        };
        rows.resize(positions, row);
    }
    let rows = &mut rows[..positions];
    rows.iter_mut().for_each(Row::clear);
    if let Some(first) = rows.first_mut() {
        first.set(State::Head, 0, START);
    }
    rows
}

impl Row {
    /// Forgets every way.
    pub(super) fn clear(&mut self) {
        self.costs = [NEVER; PLACES];
        self.reached = StateSet::NONE;
        self.last_trade = 0;
        self.trade_lengths = 0;
    }

    #[inline]
    pub(super) fn cost(&self, state: State) -> Cost {
        self.costs[state as usize % PLACES]
    }

    /// The node of a state that is reached.
    #[inline]
    pub(super) fn node(&self, state: State) -> &Node {
        &self.nodes[state as usize % PLACES]
    }

    /// Lets a way lead into a state.
    #[inline]
    pub(super) fn set(&mut self, state: State, cost: Cost, node: Node) {
        self.reached.insert(state);
        self.costs[state as usize % PLACES] = cost;
        self.nodes[state as usize % PLACES] = node;
    }

    /// What the cheapest way here costs.
    pub(super) fn least(&self) -> Cost {
        self.costs.iter().copied().min().unwrap_or(NEVER)
    }

    pub(super) fn add_trade(&mut self, length: usize, start: usize, is_modifier: bool) {
        if !is_modifier {
            self.trade_lengths |= 1 << length.min(LONGEST);
        }
        if length > 1 {
            self.last_trade = self.last_trade.max(start as u16);
        }
    }

    /// Whether a trade word that ends here, no modifier, has this length.
    #[inline]
    pub(super) fn has_trade(&self, length: usize) -> bool {
        length < LONGEST && self.trade_lengths & 1 << length != 0
    }
}
