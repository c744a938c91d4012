//! The sweep from left to right.

use smallvec::SmallVec;

use super::arc::{BareTown, Opening};
use super::cost::{self, Cost};
use super::grammar::{self, STEPS, State};
use super::path::{ArcKind, Path, Step};
use super::row::{self, Node, Row};
use super::{Signs, ordinal::OrdinalArc};
use crate::line::Line;
use crate::vocabulary::{Character, Found, Hints, Vocabulary};

/// A line being read.
pub(super) struct Lattice<'a> {
    pub(super) line: &'a Line,
    pub(super) chars: &'a [char],
    pub(super) vocabulary: &'a Vocabulary,
    pub(super) rows: &'a mut [Row],
    /// Where trade names may begin.
    pub(super) openings: &'a mut Vec<Opening>,
    /// Towns without their kind.
    pub(super) bare_towns: SmallVec<[BareTown; 2]>,
    /// How many units have been read.
    pub(super) units: usize,
    /// Where the unit being read begins.
    pub(super) unit_start: usize,
    /// Whether misspelt trade words are among the arcs.
    pub(super) has_slips: bool,
    /// Up to where it has been read.
    at: usize,
    /// The first word found that begins behind it.
    next: usize,
}

impl<'a> Lattice<'a> {
    /// At the front of a line.
    pub(super) fn new(
        line: &'a Line,
        vocabulary: &'a Vocabulary,
        rows: &'a mut Vec<Row>,
        openings: &'a mut Vec<Opening>,
    ) -> Lattice<'a> {
        openings.clear();
        Lattice {
            line,
            chars: line.chars(),
            vocabulary,
            rows: row::begin(rows, line.len() + 1),
            openings,
            bare_towns: SmallVec::new(),
            units: 0,
            unit_start: 0,
            has_slips: false,
            at: 0,
            next: 0,
        }
    }

    /// Reads on up to a position; everything that begins before it must be among the signs.
    pub(super) fn read(&mut self, signs: &Signs, to: usize) {
        self.has_slips = !signs.slips.is_empty();
        if self.at == 0 && matches!(self.chars, ['县' | '区' | '省', ..]) {
            self.add_rest_of_county();
        }
        while self.at < to {
            self.leave(&signs.found);
            self.at += 1;
            self.arrive(signs);
        }
    }

    /// Reads all of the line, writes the best path into `path` and says what it costs.
    pub(super) fn read_whole(&mut self, signs: &Signs, path: &mut Path) -> Cost {
        self.read(signs, self.chars.len());
        self.path(path)
    }

    /// Adds what begins at the present position.
    fn leave(&mut self, found: &[Found]) {
        let at = self.at;
        let mut full_region = usize::MAX;
        while let Some(word) = found.get(self.next).filter(|word| usize::from(word.start) == at) {
            self.next += 1;
            if self.add_word(*word) {
                full_region = full_region.min(usize::from(word.end));
            }
        }
        if at == 0 || !self.line.splits_unit(at) {
            self.open(at, full_region);
        }
    }

    /// Adds what ends at the present position and is no word.
    fn arrive(&mut self, signs: &Signs) {
        let at = self.at;
        let last = signs.characters.get(at - 1).map_or(Hints::NONE, |c| c.hints);
        if signs.has_more {
            self.add_more(signs);
        }
        if last.has(Hints::TOWN.union(Hints::VILLAGE)) || !self.bare_towns.is_empty() {
            self.add_places(last);
        }
        self.add_rests_of_trades(last, signs);
        if signs.characters.len() == at {
            self.add_school(at);
        }
        if !self.line.splits_unit(at) {
            self.units += 1;
            self.add_unknown(at, last.has(Hints::TRADE_SUFFIX));
            if self.may_leave_trade_name(signs) {
                self.add_trade_names(at);
            }
            self.unit_start = at;
        }
    }

    /// Adds the towns and villages that end at the present position.
    #[cold]
    fn add_places(&mut self, last: Hints) {
        let at = self.at;
        if last.has(Hints::TOWN) {
            self.add_town(at);
        }
        if last.has(Hints::VILLAGE) {
            self.add_village(at);
        }
        for town in 0..self.bare_towns.len() {
            let town = self.bare_towns[town];
            if town.end == at {
                self.add_bare_town(town);
            }
        }
    }

    /// Adds what is left of trades at the present position, before a form or where the text ends.
    fn add_rests_of_trades(&mut self, last: Hints, signs: &Signs) {
        let at = self.at;
        if !ends_at(&signs.characters, at) {
            return;
        }
        let before = at.checked_sub(2).and_then(|at| signs.characters.get(at));
        if before.is_some_and(|c| c.hints.has(Hints::TRADE_ONLY)) {
            self.add_odd_trade(at);
        }
        // 赤天化|集团 is known by the whole of its name, and so are 中国石(化) and 中国工商银(行).
        let is_begun = last.has(Hints::TRADE_BEGUN)
            && self.chars.get(at) != Some(&'集')
            && !self.names_nation();
        if last.has(Hints::TRADE_LEFT) || is_begun {
            self.add_cut_trade(at);
        }
    }

    /// Whether the nation is named: of its firms, what is left says who is meant.
    #[cold]
    fn names_nation(&self) -> bool {
        self.chars.windows(2).any(|pair| pair == ['中', '国'])
    }

    /// Adds the misspelt forms, nations and places, slips and numerals that end at the present position.
    #[cold]
    fn add_more(&mut self, signs: &Signs) {
        let at = self.at;
        for word in
            signs.misspelt.iter().chain(&signs.places).filter(|word| usize::from(word.end) == at)
        {
            self.add_word(*word);
        }
        for slip in signs.slips.iter().filter(|slip| slip.end == at) {
            self.add_slip(slip);
        }
        for arc in signs.ordinals.iter().filter(|arc| arc.end == at) {
            self.add_ordinal(arc);
        }
    }

    /// False only when no arc from a trade name begins at the present position; most end nowhere else.
    fn may_leave_trade_name(&self, signs: &Signs) -> bool {
        let at = self.at;
        at >= signs.searched
            || signs.found.get(self.next).is_some_and(|word| usize::from(word.start) == at)
            || signs.has_more
            // The first of a doubled character.
            || self.chars.get(at) == self.chars.get(at + 1)
            || begins_rest_of_trade(&signs.characters[at..])
    }

    fn add_ordinal(&mut self, arc: &OrdinalArc) {
        self.relax(arc.start, arc.end, ArcKind::Ordinal, arc.value, 0, |state, _| {
            if state >= State::Org { cost::ORDINAL_IN_BRANCH } else { arc.cost }
        });
    }

    /// Tries an arc from every state at `start`; `own` gives its cost there, `region` is its role if it
    /// is one.
    #[inline(always)]
    pub(super) fn relax(
        &mut self,
        start: usize,
        end: usize,
        kind: ArcKind,
        data: u32,
        region: u16,
        own: impl Fn(State, &Node) -> Cost,
    ) {
        let steps = &STEPS[kind as usize];
        let (before, after) = self.rows.split_at_mut(end);
        let (Some(source), Some(target)) = (before.get(start), after.first_mut()) else { return };
        let mut states = source.reached.meet(steps.from);
        while let Some(state) = states.pop() {
            let node = source.node(state);
            let (next, extra) = steps.to(state);
            let cost = source.cost(state) + extra + own(state, node);
            if cost < target.cost(next) {
                let home = match state {
                    State::Head if region > 0 => region,
                    State::Head => node.region,
                    _ => node.home,
                };
                let from = start as u16;
                let node = Node { data, region, home, from, from_state: state, kind };
                target.set(next, cost, node);
            }
        }
    }

    /// Adds a company's form that stands here and ends the line; false, and nothing added, if another
    /// way to the end may cost less.
    pub(super) fn ends_over_form(&mut self, form: Found) -> bool {
        let (at, end) = (self.at, self.chars.len());
        let into_form = self.rows[at].least() + cost::INTO_FORM;
        let over = self.openings.iter().filter_map(|opening| {
            let units = self.units - opening.units() + 1;
            cost::TRADE_NAME_LEAST.get(units).map(|least| opening.cost + least)
        });
        let over_form = over.min();
        self.add_word(form);
        let cost = self.rows[end].least();
        let is_least = cost < into_form && over_form.is_none_or(|over| cost < over);
        if !is_least {
            self.rows[end].clear();
        }
        is_least
    }

    /// Writes the best path into `path` and says what it costs.
    pub(super) fn path(&self, path: &mut Path) -> Cost {
        let mut end = self.chars.len();
        let last = &self.rows[end];
        let mut state = (last.reached.iter())
            .min_by_key(|&state| last.cost(state) + grammar::end(state))
            .unwrap_or(State::Head);
        let cost = last.cost(state) + grammar::end(state);
        path.clear();
        while end > 0 {
            let in_branch = state >= State::BranchName;
            // Only a run of strange signs longer than any trade name has no reading at all.
            let row = &self.rows[end];
            if !row.reached.contains(state) {
                let kind = ArcKind::Unknown;
                path.push(Step { kind, in_branch: false, start: 0, end: end as u16, data: 0 });
                break;
            }
            let node = row.node(state);
            let Node { kind, data, from: start, .. } = *node;
            path.push(Step { kind, in_branch, start, end: end as u16, data });
            if usize::from(start) >= end {
                break;
            }
            state = node.from_state;
            end = usize::from(start);
        }
        path.reverse();
        cost
    }
}

/// Whether what is left of a trade, one character or two, begins here and reaches to the end or to a form.
fn begins_rest_of_trade(characters: &[Character]) -> bool {
    characters.first().is_some_and(|first| {
        let is_one = first.hints.has(Hints::TRADE_LEFT.union(Hints::TRADE_BEGUN));
        is_one
            && (ends_at(characters, 1)
                || first.hints.has(Hints::TRADE_ONLY) && ends_at(characters, 2))
    })
}

/// Whether the text ends here, or a form may begin.
fn ends_at(characters: &[Character], at: usize) -> bool {
    characters.get(at).is_none_or(|c| c.hints.has(Hints::FORM_FIRST))
}
