//! The best path through everything the words of a name can be (Viterbi, *Error bounds for
//! convolutional codes*, IEEE Trans. Inf. Theory 13, 1967).
//!
//! Nodes are (position, [`State`]); arcs are words found, numerals, trade names and unknown
//! characters. The text is read once from left to right; every node keeps its cheapest way in.

pub(crate) mod cost;
mod grammar;
mod ordinal;

use guiyi_lexicon::division::Form;
use guiyi_lexicon::org::OrgForm;
use smallvec::{SmallVec, smallvec};

use crate::fold::is_word_like;
use crate::line::Line;
use crate::vocabulary::{Condition, Found, RegionWord, Vocabulary, Word};
use cost::{Cost, NEVER};
use grammar::{STATES, State, StateSet, step};

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

/// Shortest organisation form, in characters, that makes a search for misspelt ones needless.
const FORM_SURE: usize = 3;

/// Longest trade name tried, in units (a hanzi, or a run of Latin letters or digits).
const TRADE_NAME_UNITS: usize = cost::TRADE_NAME.len() - 1;

#[derive(Clone, Copy)]
struct Node {
    cost: Cost,
    from: u16,
    from_state: State,
    kind: ArcKind,
    data: u32,
    /// The last region passed, as word number + 1, while nothing but regions followed.
    region: u32,
}

const UNREACHED: Node = Node {
    cost: NEVER,
    from: 0,
    from_state: State::Head,
    kind: ArcKind::Unknown,
    data: 0,
    region: 0,
};

/// Finds the cheapest reading of a line.
pub(crate) fn solve(line: &Line, vocabulary: &Vocabulary) -> Path {
    let mut lattice = Lattice {
        vocabulary,
        nodes: vec![[UNREACHED; STATES]; line.len() + 1],
        reached: smallvec![StateSet::default(); line.len() + 1],
        length: line.len(),
    };
    lattice.nodes[0][State::Head as usize].cost = 0;
    lattice.reached[0].insert(State::Head);
    let ordinals = ordinal::arcs(line);
    let found = words(line, vocabulary);
    let mut found = found.iter().copied().peekable();
    for end in 1..=line.len() {
        while let Some(m) = found.next_if(|m| m.end <= line.byte(end)) {
            lattice.add_word(line, m, end);
        }
        for arc in ordinals.iter().filter(|arc| arc.end == end) {
            lattice.relax(arc.start, end, ArcKind::Ordinal, arc.value, |state, _| {
                if state >= State::Org { cost::ORDINAL_IN_BRANCH } else { arc.cost }
            });
        }
        lattice.add_unknown(line, end);
        lattice.add_trade_names(line, end);
    }
    lattice.path()
}

/// The words of a line by ascending end; forms with a wrong character are looked for only when no
/// form of several characters stands there as it should.
fn words(line: &Line, vocabulary: &Vocabulary) -> SmallVec<[Found; 24]> {
    let mut found: SmallVec<[Found; 24]> = SmallVec::new();
    vocabulary.find(line.text(), |word| found.push(word));
    let is_sure = |found: &Found| {
        let word = vocabulary.word(found.word);
        word.chars >= FORM_SURE && word.org.is_some_and(|org| org.condition != Condition::Truncated)
    };
    if !found.iter().any(is_sure) {
        vocabulary.find_misspelt(line.chars(), |start, end, word| {
            found.push(Found { start: line.byte(start), end: line.byte(end), word });
        });
        found.sort_by_key(|found| found.end);
    }
    found
}

struct Lattice<'a> {
    vocabulary: &'a Vocabulary,
    nodes: Vec<[Node; STATES]>,
    /// For each position the states that have a way in.
    reached: SmallVec<[StateSet; 32]>,
    length: usize,
}

impl Lattice<'_> {
    fn add_word(&mut self, line: &Line, found: Found, end: usize) {
        let start = line.char_at(found.start);
        let word = self.vocabulary.word(found.word);
        let id = found.word;
        if word.is_nation {
            self.relax(start, end, ArcKind::Nation, id, |_, _| cost::NATION);
        }
        if word.is_ownership {
            self.relax(start, end, ArcKind::Ownership, id, |_, _| cost::OWNERSHIP);
        }
        if word.is_group {
            self.relax(start, end, ArcKind::Group, id, |_, _| cost::GROUP);
        }
        if let Some(region) = word.region {
            self.add_region(start, end, id, region);
        }
        if let Some(trade) = word.trade {
            let own = cost::TRADE_WORD[word.chars.min(cost::TRADE_WORD.len() - 1)];
            let kind = if trade.is_modifier { ArcKind::Modifier } else { ArcKind::Trade };
            self.add_trade(start, end, id, kind, own);
        }
        if let Some(org) = word.org
            && (org.condition != Condition::Truncated || end == self.length)
        {
            self.add_form(start, end, id, ArcKind::Org, word, org.cost);
        }
        if let Some(branch) = word.branch
            && (branch.condition != Condition::Truncated || end == self.length)
        {
            self.add_form(start, end, id, ArcKind::Branch, word, branch.cost);
        }
    }

    /// A region costs less inside one that contains it, and more behind one that does not.
    fn add_region(&mut self, start: usize, end: usize, id: u32, region: RegionWord) {
        let vocabulary = self.vocabulary;
        self.relax(start, end, ArcKind::Region, id, |_, node| {
            let Some(outer) = node.region.checked_sub(1) else { return region.cost };
            match vocabulary.word(outer).region {
                Some(outer) if outer.contains(&region) && !outer.repeats(&region) => {
                    (region.cost + cost::CONTAINED).max(cost::PROVINCE)
                }
                _ => region.cost + cost::NOT_CONTAINED,
            }
        });
    }

    /// A trade word straight behind the region means that there is no trade name.
    fn add_trade(&mut self, start: usize, end: usize, id: u32, kind: ArcKind, own: Cost) {
        let vocabulary = self.vocabulary;
        let modifier = if kind == ArcKind::Modifier { cost::MODIFIER_FIRST } else { 0 };
        self.relax(start, end, kind, id, |state, node| {
            if state != State::Head {
                return own;
            }
            let region = node.region.checked_sub(1).and_then(|id| vocabulary.word(id).region);
            let missing = match region {
                Some(region) if region.is_doubtful => cost::NO_TRADE_NAME_DOUBTFUL,
                Some(_) => cost::NO_TRADE_NAME,
                None if node.kind == ArcKind::Nation => cost::NO_TRADE_NAME,
                None => cost::NO_TRADE_NAME_NO_REGION,
            };
            own + missing + modifier
        });
    }

    /// A form that does not end the text must be a strong one, or the head of a branch.
    fn add_form(
        &mut self,
        start: usize,
        end: usize,
        id: u32,
        kind: ArcKind,
        word: &Word,
        own: Cost,
    ) {
        let is_strong = word.org.is_some_and(|org| is_strong(org.form.text))
            || word.chars > 1 && word.branch.is_some();
        let inside = if end < self.length && !is_strong { cost::FORM_SHORT_INSIDE } else { 0 };
        let is_company = kind == ArcKind::Org && word.org.is_some_and(|org| is_company(org.form));
        self.relax(start, end, kind, id, |state, _| {
            let again = if is_company && state >= State::Org { cost::COMPANY_AGAIN } else { 0 };
            own + inside + again
        });
    }

    fn add_unknown(&mut self, line: &Line, end: usize) {
        let start = line.unit_start(end);
        if line.splits_unit(end) {
            return;
        }
        self.relax(start, end, ArcKind::Unknown, 0, |state, _| match state {
            State::Unknown => cost::UNKNOWN_NEXT,
            State::Org | State::BranchName | State::BranchEnd | State::MidRegion => {
                cost::BRANCH_NAME
            }
            _ => cost::UNKNOWN_FIRST,
        });
    }

    fn add_trade_names(&mut self, line: &Line, end: usize) {
        if line.splits_unit(end) {
            return;
        }
        let mut start = end;
        for units in 1..=TRADE_NAME_UNITS {
            if start == 0 {
                return;
            }
            start = line.unit_start(start);
            if !self.reached[start].meets(StateSet::BEFORE_TRADE_NAME) {
                continue;
            }
            let is_latin = units == 1 && end - start > 1 && is_word_like(line.chars()[start]);
            let own = if is_latin { cost::TRADE_NAME_LATIN } else { cost::TRADE_NAME[units] };
            self.relax(start, end, ArcKind::TradeName, 0, |_, _| own);
        }
    }

    /// Tries an arc from every state at `start`; `own` gives its cost there.
    fn relax(
        &mut self,
        start: usize,
        end: usize,
        kind: ArcKind,
        data: u32,
        own: impl Fn(State, &Node) -> Cost,
    ) {
        let (before, after) = self.nodes.split_at_mut(end);
        let Some(target) = after.first_mut() else { return };
        for state in self.reached[start].states() {
            let node = &before[start][state as usize];
            let Some((next, extra)) = step(state, kind) else { continue };
            let cost = node.cost + extra + own(state, node);
            let slot = &mut target[next as usize];
            if cost < slot.cost {
                self.reached[end].insert(next);
                let region = match kind {
                    ArcKind::Region => data + 1,
                    _ => 0,
                };
                *slot = Node { cost, from: start as u16, from_state: state, kind, data, region };
            }
        }
    }

    fn path(&self) -> Path {
        let last = &self.nodes[self.length];
        let mut state = State::ALL
            .into_iter()
            .min_by_key(|&state| last[state as usize].cost.saturating_add(grammar::end(state)))
            .unwrap_or(State::Head);
        let mut path = Path::new();
        let mut end = self.length;
        while end > 0 {
            let node = &self.nodes[end][state as usize];
            let start = usize::from(node.from);
            path.push(Step {
                kind: node.kind,
                in_branch: state >= State::BranchName,
                start,
                end,
                data: node.data,
            });
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

/// Whether a form is a company's in full, 有限公司.
fn is_company(form: &OrgForm) -> bool {
    form.text.ends_with("有限公司") || form.text.ends_with("有限责任公司")
}

/// Whether a form is one that branches hang on, and no part of a longer word: 公司, 合作社, 集团.
fn is_strong(text: &str) -> bool {
    text.ends_with("公司") || text.ends_with('社') || text.ends_with("企业")
}

impl RegionWord {
    /// Whether the other word says the same place again without its kind: the trade name of
    /// 朝阳市朝阳酒业.
    fn repeats(&self, inner: &RegionWord) -> bool {
        let plain = |word: &RegionWord| word.candidates.first().map(|c| c.division.short_name());
        let is_full = inner.candidates.iter().any(|c| c.form == Form::Full);
        !is_full && plain(self) == plain(inner)
    }

    /// Whether one of the divisions of this word contains one of the other's, properly.
    pub(crate) fn contains(&self, inner: &RegionWord) -> bool {
        self.candidates.iter().any(|outer| {
            inner.candidates.iter().any(|inner| {
                outer.division != inner.division && outer.division.contains(inner.division)
            })
        })
    }
}
