//! The best path through everything the words of a name can be (Viterbi, *Error bounds for
//! convolutional codes*, IEEE Trans. Inf. Theory 13, 1967).
//!
//! Nodes are (position, [`State`]); arcs are words found, numerals, trade names and unknown
//! characters. The text is read once from left to right; every node keeps its cheapest way in.

mod arc;
pub(crate) mod cost;
mod grammar;
mod ordinal;

use std::cell::RefCell;

use smallvec::SmallVec;

use crate::line::Line;
use crate::vocabulary::{Found, Slip, Vocabulary};
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

/// Rows and words of the last line read by this thread, kept so that reading a name asks for no
/// memory. Nothing in them is used again: [`Lattice::reached`] says which nodes are this line's.
#[derive(Default)]
struct Scratch {
    table: Table,
    found: Vec<Found>,
}

/// The nodes of a line.
#[derive(Default)]
struct Table {
    nodes: Vec<[Node; STATES]>,
    reached: Vec<StateSet>,
}

/// What was found in a line, each kind by ascending end.
struct Arcs<'a> {
    found: &'a [Found],
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
    /// The ways in from which a trade name may follow.
    ways: SmallVec<[Way; 3]>,
}

/// A way into an opening.
#[derive(Clone, Copy)]
struct Way {
    /// Of the node and the step.
    cost: Cost,
    state: State,
    home: u32,
    /// Whether a region stands straight before, and if so, whether without its kind.
    region: Option<Short>,
}

/// Whether a region is written without its kind.
#[derive(Clone, Copy)]
struct Short(bool);

struct Lattice<'a> {
    text: &'a str,
    chars: &'a [char],
    bytes: &'a [u32],
    vocabulary: &'a Vocabulary,
    steps: &'static [Steps; ArcKind::ALL.len()],
    nodes: &'a mut [[Node; STATES]],
    /// For each position the states that have a way in.
    reached: &'a mut [StateSet],
    /// Where the trade words that end at the current position begin, and whether they are modifiers.
    trades_here: SmallVec<[(usize, bool); 4]>,
    /// Where divisions are written with their kind.
    full_regions: SmallVec<[(usize, usize); 4]>,
    /// Where trade names may begin.
    openings: SmallVec<[Opening; 8]>,
    /// How many units have been read.
    units: usize,
    /// Where the unit being read begins.
    unit_start: usize,
}

/// Finds the cheapest reading of a line. Where it leaves text unknown, slips of the pen are
/// considered and it is read again.
pub(crate) fn solve(line: &Line, vocabulary: &Vocabulary) -> Path {
    SCRATCH.with_borrow_mut(|scratch| {
        let Scratch { table, found } = scratch;
        find_words(line, vocabulary, found);
        solve_in(table, found, line, vocabulary)
    })
}

fn solve_in(table: &mut Table, found: &[Found], line: &Line, vocabulary: &Vocabulary) -> Path {
    let ordinals = ordinal::arcs(line);
    let arcs = Arcs { found, ordinals: &ordinals, slips: &[] };
    let path = table.solve(&arcs, line, vocabulary);
    let suspects = path.iter().filter(|step| {
        !step.in_branch
            && match step.kind {
                ArcKind::Unknown => true,
                ArcKind::TradeName => step.end - step.start >= TRADE_NAME_SUSPECT,
                _ => false,
            }
    });
    let Some((from, to)) =
        suspects.map(|step| (step.start, step.end)).reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)))
    else {
        return path;
    };
    let slips = vocabulary.slips(line.chars(), from, to);
    if slips.is_empty() {
        path
    } else {
        table.solve(&Arcs { slips: &slips, ..arcs }, line, vocabulary)
    }
}

impl Table {
    fn solve(&mut self, arcs: &Arcs, line: &Line, vocabulary: &Vocabulary) -> Path {
        let Table { nodes, reached } = self;
        reached.clear();
        reached.resize(line.len() + 1, StateSet::default());
        if nodes.len() <= line.len() {
            nodes.resize(line.len() + 1, [START; STATES]);
        }
        let mut lattice = Lattice {
            text: line.text(),
            chars: line.chars(),
            bytes: line.bytes(),
            vocabulary,
            steps: &STEPS,
            nodes,
            reached,
            trades_here: SmallVec::new(),
            full_regions: SmallVec::new(),
            openings: SmallVec::new(),
            units: 0,
            unit_start: 0,
        };
        lattice.nodes[0][State::Head as usize] = START;
        lattice.reached[0].insert(State::Head);
        lattice.open(0);
        let mut found = arcs.found.iter().copied().peekable();
        for end in 1..=line.len() {
            lattice.trades_here.clear();
            while let Some(word) = found.next_if(|word| word.end <= end) {
                lattice.add_word(word);
            }
            for slip in arcs.slips.iter().filter(|slip| slip.end == end) {
                lattice.add_slip(slip);
            }
            for arc in arcs.ordinals.iter().filter(|arc| arc.end == end) {
                lattice.add_ordinal(arc);
            }
            lattice.add_town(end);
            lattice.add_school(end);
            if !line.splits_unit(end) {
                lattice.units += 1;
                lattice.add_unknown(end);
                lattice.add_trade_names(end);
                lattice.open(end);
            }
        }
        lattice.path()
    }
}

/// The words of a line by ascending end; forms with a wrong character are looked for only when no
/// form of several characters stands there as it should.
fn find_words(line: &Line, vocabulary: &Vocabulary, found: &mut Vec<Found>) {
    found.clear();
    vocabulary.find(line.chars(), |word| found.push(word));
    let is_sure = found.iter().any(|found| vocabulary.is_sure_form(found.word));
    if !is_sure {
        vocabulary.find_misspelt(line.chars(), |word| found.push(word));
    }
    found.sort_by_key(|found| found.end);
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
        let mut states = self.reached[start].meet(steps.from);
        if states == StateSet::default() {
            return;
        }
        let (before, after) = self.nodes.split_at_mut(end);
        let Some(target) = after.first_mut() else { return };
        while let Some(state) = states.pop() {
            let node = &before[start][state as usize];
            let (next, extra) = steps.to[state as usize];
            let cost = node.cost + extra + own(state, node);
            let slot = &mut target[next as usize];
            let is_known = self.reached[end].contains(next);
            if cost < NEVER && (!is_known || cost < slot.cost) {
                self.reached[end].insert(next);
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
        let mut states = self.reached[at].meet(StateSet::BEFORE_TRADE_NAME);
        if states == StateSet::default() {
            return;
        }
        let steps = &self.steps[ArcKind::TradeName as usize];
        let mut ways = SmallVec::new();
        while let Some(state) = states.pop() {
            let node = &self.nodes[at][state as usize];
            let region = node.region.checked_sub(1).map(|id| {
                let word = self.vocabulary.word(id);
                Short(self.vocabulary.region(word).is_some_and(|region| !region.is_full))
            });
            let home = if state == State::Head { node.region } else { node.home };
            let cost = node.cost + steps.to[state as usize].1;
            ways.push(Way { cost, state, home, region });
        }
        self.openings.push(Opening { at, units: self.units, ways });
    }

    fn path(&self) -> Path {
        let mut end = self.chars.len();
        let (last, reached) = (&self.nodes[end], self.reached[end]);
        let mut state = State::ALL
            .into_iter()
            .filter(|&state| reached.contains(state))
            .min_by_key(|&state| last[state as usize].cost.saturating_add(grammar::end(state)))
            .unwrap_or(State::Head);
        let mut path = Path::new();
        while end > 0 {
            // Only a run of strange signs longer than any trade name has no reading at all.
            if !self.reached[end].contains(state) {
                let kind = ArcKind::Unknown;
                path.push(Step { kind, in_branch: false, start: 0, end, data: 0 });
                break;
            }
            let node = &self.nodes[end][state as usize];
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
