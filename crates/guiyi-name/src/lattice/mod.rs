//! The best path through everything the words of a name can be (Viterbi, *Error bounds for
//! convolutional codes*, IEEE Trans. Inf. Theory 13, 1967).
//!
//! Nodes are (position, [`State`]); arcs are words found, numerals, trade names and unknown
//! characters. The text is read once from left to right; every node keeps its cheapest way in.

mod arc;
pub(crate) mod cost;
mod grammar;
mod ordinal;

pub(crate) use arc::begins_with;

use std::cell::RefCell;

use smallvec::SmallVec;

use crate::line::Line;
use crate::vocabulary::{FORM_SURE, Found, Slip, Vocabulary};
use cost::{Cost, NEVER};
use grammar::{STATES, STEPS, State, StateSet, Steps};
use ordinal::OrdinalArc;

/// What an arc stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum ArcKind {
    Nation,
    Ownership,
    Region,
    TradeName,
    Trade,
    Modifier,
    /// One character of a trade or of a branch's name that no lexicon knows.
    Unknown,
    Ordinal,
    Group,
    Org,
    Branch,
}

impl ArcKind {
    const ALL: [ArcKind; 11] = [
        ArcKind::Nation,
        ArcKind::Ownership,
        ArcKind::Region,
        ArcKind::TradeName,
        ArcKind::Trade,
        ArcKind::Modifier,
        ArcKind::Unknown,
        ArcKind::Ordinal,
        ArcKind::Group,
        ArcKind::Org,
        ArcKind::Branch,
    ];
}

/// One arc of the best path.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Step {
    pub(crate) kind: ArcKind,
    /// Whether it lies behind the head's form, in a branch.
    pub(crate) in_branch: bool,
    /// Characters of the line.
    pub(crate) start: usize,
    pub(crate) end: usize,
    /// The word for arcs of the lexicon, the value for ordinals.
    pub(crate) data: u32,
}

/// The best path, from left to right.
pub(crate) type Path = SmallVec<[Step; 16]>;

/// Shortest trade name, in characters, that may hide a misspelt trade word.
const TRADE_NAME_SUSPECT: usize = 4;

#[derive(Clone, Copy)]
struct Node {
    cost: Cost,
    from: u16,
    from_state: State,
    kind: ArcKind,
    data: u32,
    /// The last region passed, as word number + 1, while nothing but regions followed.
    region: u32,
    /// The last region of the head, in the same way, whatever followed.
    home: u32,
}

/// Where every path begins; also fills rows before anything is known of them.
const START: Node = Node {
    cost: 0,
    from: 0,
    from_state: State::Head,
    kind: ArcKind::Unknown,
    data: 0,
    region: 0,
    home: 0,
};

/// The nodes of one position.
#[derive(Clone, Copy)]
struct Row {
    /// The states that have a way in; the nodes of the others are left over from another line.
    reached: StateSet,
    /// The end of the shortest division with its kind that begins here; [`NOWHERE`] when none does.
    full_region: u16,
    /// The first and the last of the words that end here, by their place in [`Words::found`].
    first: u16,
    last: u16,
    nodes: [Node; STATES],
}

/// No position and no word: a line has far fewer of both.
const NOWHERE: u16 = u16::MAX;

const EMPTY: Row = Row {
    reached: StateSet::NONE,
    full_region: NOWHERE,
    first: NOWHERE,
    last: NOWHERE,
    nodes: [START; STATES],
};

/// What this thread needs to read a line, kept so that reading a name asks for no memory.
#[derive(Default)]
struct Scratch {
    rows: Vec<Row>,
    found: Vec<Link>,
    slips: Vec<Slip>,
    openings: Vec<Opening>,
}

/// A word of the line and the next one that ends where it does.
struct Link {
    found: Found,
    next: u16,
}

/// What was found in a line besides words, each kind by ascending end.
struct Arcs<'a> {
    found: &'a [Link],
    ordinals: &'a [OrdinalArc],
    slips: &'a [Slip],
}

thread_local! {
    static SCRATCH: RefCell<Scratch> = RefCell::default();
}

/// A place where a trade name may begin.
struct Opening {
    at: usize,
    /// How many units stand before it.
    units: usize,
    /// What the cheapest of the ways costs.
    least: Cost,
    /// The ways in from which a trade name may follow.
    ways: SmallVec<[Way; 3]>,
}

/// A way into an opening.
#[derive(Clone, Copy)]
struct Way {
    /// Of the node and the step.
    cost: Cost,
    state: State,
    before: Before,
    home: u32,
}

/// What stands straight before a trade name.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Before {
    /// Nothing or no region.
    Other,
    /// A region with its kind: 太原市.
    Full,
    /// A region without: 太原.
    Short,
}

struct Lattice<'a> {
    chars: &'a [char],
    vocabulary: &'a Vocabulary,
    steps: &'static [Steps; ArcKind::ALL.len()],
    /// For each position its nodes.
    rows: &'a mut [Row],
    /// The trade words that end at the current position.
    trades_here: TradesHere,
    /// Where trade names may begin.
    openings: &'a mut Vec<Opening>,
    /// Where towns without their kind begin and end.
    bare_towns: SmallVec<[(usize, usize); 2]>,
    /// How many units have been read.
    units: usize,
    /// Where the unit being read begins.
    unit_start: usize,
    /// Whether misspelt trade words are among the arcs.
    has_slips: bool,
}

/// The trade words that end at a position.
#[derive(Clone, Copy, Default)]
struct TradesHere {
    /// Their lengths in characters, as bits, without modifiers. The longest have seven.
    lengths: u32,
    /// Where the last of them begins that has two characters or more; 0 for none.
    last: usize,
}

/// Finds the cheapest reading of a line. Where it leaves text unknown, slips of the pen are
/// considered and it is read again.
pub(crate) fn solve(line: &Line, vocabulary: &Vocabulary) -> Path {
    SCRATCH.with_borrow_mut(|scratch| {
        let length = line.len() + 1;
        if scratch.rows.len() < length {
            scratch.rows.resize(length, EMPTY);
        }
        let ordinals = ordinal::arcs(line);
        let quick = solve_before_form(scratch, &ordinals, line, vocabulary);
        let is_quick = quick.is_some();
        let Scratch { rows, found, slips, openings } = scratch;
        let rows = &mut rows[..length];
        let path = quick.unwrap_or_else(|| {
            find_words(line, vocabulary, rows, found);
            let arcs = Arcs { found, ordinals: &ordinals, slips: &[] };
            solve_with(rows, openings, &arcs, line, vocabulary)
        });
        let Some((from, to)) = suspects(&path, vocabulary) else { return path };
        slips.clear();
        vocabulary.slips(line.chars(), from, to, slips);
        if slips.is_empty() {
            return path;
        }
        if is_quick {
            find_words(line, vocabulary, rows, found);
        }
        let arcs = Arcs { found, ordinals: &ordinals, slips };
        solve_with(rows, openings, &arcs, line, vocabulary)
    })
}

/// Reads only what stands before a company's form at the end, where that is certain to give the same
/// path as reading everything: no word and no cheap trade name reaches into the form, and every way
/// through its characters one by one costs more than the form. `None` when it is not certain.
fn solve_before_form(
    scratch: &mut Scratch,
    ordinals: &[OrdinalArc],
    line: &Line,
    vocabulary: &Vocabulary,
) -> Option<Path> {
    let chars = line.chars();
    let form = vocabulary.form_at_end(chars)?;
    let at = form.start;
    // A trade word may have its last character doubled.
    if at == 0 || chars[at - 1] == chars[at] {
        return None;
    }
    let Scratch { rows, found, openings, .. } = scratch;
    let rows = &mut rows[..=chars.len()];
    let mut words = Chained::new(rows, found);
    let (mut is_clear, mut is_sure) = (true, chars.len() - at >= FORM_SURE);
    vocabulary.find(chars, at, |word, is_sure_form| {
        is_sure |= is_sure_form;
        is_clear &= word.end <= at;
        if is_clear {
            words.add(word);
        }
    });
    if !is_sure {
        vocabulary.find_misspelt(chars, |_| is_clear = false);
    }
    if !is_clear {
        return None;
    }
    let mut lattice = Lattice::new(rows, openings, line, vocabulary);
    lattice.read(&Arcs { found, ordinals, slips: &[] }, line, at);
    let into_form = lattice.least(at) + cost::INTO_FORM;
    let over = lattice.openings.iter().filter(|opening| opening.at < at);
    let over_form = over
        .filter_map(|opening| {
            let units = lattice.units - opening.units + 1;
            cost::TRADE_NAME_LEAST.get(units).map(|least| opening.least + least)
        })
        .min();
    lattice.add_word(form);
    let path_cost = lattice.least(chars.len());
    (path_cost < into_form && over_form.is_none_or(|over| path_cost < over)).then(|| lattice.path())
}

/// From where to where a path holds what may be a misspelt trade word.
fn suspects(path: &Path, vocabulary: &Vocabulary) -> Option<(usize, usize)> {
    let suspects = path.iter().filter_map(|step| {
        let is_suspect = !step.in_branch
            && match step.kind {
                ArcKind::Unknown => true,
                ArcKind::TradeName => step.end - step.start >= TRADE_NAME_SUSPECT,
                ArcKind::Trade => step.data == vocabulary.cut_trade(),
                _ => false,
            };
        // With one character more, what is left of a trade may be a misspelt word.
        let before = usize::from(step.kind == ArcKind::Trade).min(step.start);
        is_suspect.then_some((step.start - before, step.end))
    });
    suspects.reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)))
}

fn solve_with(
    rows: &mut [Row],
    openings: &mut Vec<Opening>,
    arcs: &Arcs,
    line: &Line,
    vocabulary: &Vocabulary,
) -> Path {
    let mut lattice = Lattice::new(rows, openings, line, vocabulary);
    lattice.read(arcs, line, line.len());
    lattice.path()
}

/// The words of a line; forms with a wrong character are looked for only when no form of several
/// characters stands there as it should.
fn find_words(line: &Line, vocabulary: &Vocabulary, rows: &mut [Row], found: &mut Vec<Link>) {
    let mut words = Chained::new(rows, found);
    let mut is_sure = false;
    vocabulary.find(line.chars(), line.len(), |word, is_sure_form| {
        is_sure |= is_sure_form;
        words.add(word);
    });
    if !is_sure {
        vocabulary.find_misspelt(line.chars(), |word| words.add(word));
    }
}

/// Words found, chained by their ends.
struct Chained<'a> {
    rows: &'a mut [Row],
    found: &'a mut Vec<Link>,
}

impl<'a> Chained<'a> {
    fn new(rows: &'a mut [Row], found: &'a mut Vec<Link>) -> Chained<'a> {
        found.clear();
        for row in rows.iter_mut() {
            (row.first, row.last) = (NOWHERE, NOWHERE);
        }
        Chained { rows, found }
    }

    fn add(&mut self, word: Found) {
        let Ok(at) = u16::try_from(self.found.len()) else { return };
        let row = &mut self.rows[word.end];
        match self.found.get_mut(usize::from(row.last)) {
            Some(last) => last.next = at,
            None => row.first = at,
        }
        row.last = at;
        self.found.push(Link { found: word, next: NOWHERE });
    }
}

impl<'a> Lattice<'a> {
    fn new(
        rows: &'a mut [Row],
        openings: &'a mut Vec<Opening>,
        line: &'a Line,
        vocabulary: &'a Vocabulary,
    ) -> Lattice<'a> {
        openings.clear();
        for row in rows.iter_mut() {
            row.reached = StateSet::NONE;
            row.full_region = NOWHERE;
        }
        rows[0].nodes[State::Head as usize] = START;
        rows[0].reached.insert(State::Head);
        let mut lattice = Lattice {
            chars: line.chars(),
            vocabulary,
            steps: &STEPS,
            rows,
            trades_here: TradesHere::default(),
            openings,
            bare_towns: SmallVec::new(),
            units: 0,
            unit_start: 0,
            has_slips: false,
        };
        lattice.open(0);
        lattice
    }

    /// Reads from the front up to a position.
    fn read(&mut self, arcs: &Arcs, line: &Line, to: usize) {
        self.has_slips = !arcs.slips.is_empty();
        for end in 1..=to {
            self.trades_here = TradesHere::default();
            let mut next = self.rows[end].first;
            while let Some(link) = arcs.found.get(usize::from(next)) {
                self.add_word(link.found);
                next = link.next;
            }
            for slip in arcs.slips.iter().filter(|slip| slip.end == end) {
                self.add_slip(slip);
            }
            for arc in arcs.ordinals.iter().filter(|arc| arc.end == end) {
                self.add_ordinal(arc);
            }
            self.add_town(end);
            for at in 0..self.bare_towns.len() {
                let (start, town_end) = self.bare_towns[at];
                if town_end == end {
                    self.add_bare_town(start, end);
                }
            }
            if end == line.len() {
                self.add_school(end);
            }
            self.add_cut_trade(end);
            if !line.splits_unit(end) {
                self.units += 1;
                self.add_unknown(end);
                self.add_trade_names(end);
                self.open(end);
            }
        }
    }

    /// What the cheapest way to a position costs.
    fn least(&self, at: usize) -> Cost {
        let row = &self.rows[at];
        let states = State::ALL.into_iter().filter(|&state| row.reached.contains(state));
        states.map(|state| row.nodes[state as usize].cost).min().unwrap_or(NEVER)
    }
}

impl Lattice<'_> {
    /// Tries an arc from every state at `start`; `own` gives its cost there.
    fn relax(
        &mut self,
        start: usize,
        end: usize,
        kind: ArcKind,
        data: u32,
        own: impl Fn(State, &Node) -> Cost,
    ) {
        let steps = &self.steps[kind as usize];
        let (before, after) = self.rows.split_at_mut(end);
        let (Some(source), Some(target)) = (before.get(start), after.first_mut()) else { return };
        let mut states = source.reached.meet(steps.from);
        while let Some(state) = states.pop() {
            let node = &source.nodes[state as usize];
            let (next, extra) = steps.to[state as usize];
            let cost = node.cost + extra + own(state, node);
            let slot = &mut target.nodes[next as usize];
            if cost < NEVER && (!target.reached.contains(next) || cost < slot.cost) {
                target.reached.insert(next);
                let region = if kind == ArcKind::Region { data + 1 } else { 0 };
                let home = match state {
                    State::Head if region > 0 => region,
                    State::Head => node.region,
                    _ => node.home,
                };
                let from = start as u16;
                *slot = Node { cost, from, from_state: state, kind, data, region, home };
            }
        }
    }

    /// Notes that a unit ends here and, if so, that a trade name may begin.
    fn open(&mut self, at: usize) {
        self.unit_start = at;
        let row = &self.rows[at];
        if row.reached.contains(State::Head) {
            self.find_bare_towns(at, row.nodes[State::Head as usize]);
        }
        let row = &self.rows[at];
        let mut states = row.reached.meet(StateSet::BEFORE_TRADE_NAME);
        if states == StateSet::NONE {
            return;
        }
        let steps = &self.steps[ArcKind::TradeName as usize];
        let mut ways = SmallVec::new();
        let mut least = NEVER;
        while let Some(state) = states.pop() {
            let node = &row.nodes[state as usize];
            let before = match node.region.checked_sub(1) {
                None => Before::Other,
                Some(id) => match self.vocabulary.region(self.vocabulary.word(id)) {
                    Some(region) if !region.is_full => Before::Short,
                    _ => Before::Full,
                },
            };
            let home = if state == State::Head { node.region } else { node.home };
            let cost = node.cost + steps.to[state as usize].1;
            least = least.min(cost);
            ways.push(Way { cost, state, before, home });
        }
        self.openings.push(Opening { at, units: self.units, least, ways });
    }

    fn path(&self) -> Path {
        let mut end = self.chars.len();
        let last = &self.rows[end];
        let mut state = State::ALL
            .into_iter()
            .filter(|&state| last.reached.contains(state))
            .min_by_key(|&state| last.nodes[state as usize].cost + grammar::end(state))
            .unwrap_or(State::Head);
        let mut path = Path::new();
        while end > 0 {
            // Only a run of strange signs longer than any trade name has no reading at all.
            if !self.rows[end].reached.contains(state) {
                let kind = ArcKind::Unknown;
                path.push(Step { kind, in_branch: false, start: 0, end, data: 0 });
                break;
            }
            let node = &self.rows[end].nodes[state as usize];
            let start = usize::from(node.from);
            let in_branch = state >= State::BranchName;
            path.push(Step { kind: node.kind, in_branch, start, end, data: node.data });
            if start >= end {
                break;
            }
            state = node.from_state;
            end = start;
        }
        path.reverse();
        path
    }
}
