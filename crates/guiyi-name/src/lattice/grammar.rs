//! Which part may follow which.

use super::cost::{self, Cost};
use super::path::ArcKind;

/// What has been read so far.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub(super) enum State {
    /// Nothing but nation and regions.
    Head,
    /// A trade name or an ordinal.
    TradeName,
    /// A trade word.
    Trade,
    /// Part of an unknown trade word.
    Unknown,
    /// 集团.
    Group,
    /// A region behind any of these.
    MidRegion,
    /// The head's organisation form.
    Org,
    /// Part of a branch's own name.
    BranchName,
    /// A branch form.
    BranchEnd,
}

/// How many states there are.
pub(super) const STATES: usize = State::ALL.len();

impl State {
    pub(super) const ALL: [State; 9] = [
        State::Head,
        State::TradeName,
        State::Trade,
        State::Unknown,
        State::Group,
        State::MidRegion,
        State::Org,
        State::BranchName,
        State::BranchEnd,
    ];
}

/// A set of states.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct StateSet(u16);

impl StateSet {
    pub(super) const NONE: StateSet = StateSet(0);

    /// The states that a trade name may follow.
    pub(super) const BEFORE_TRADE_NAME: StateSet =
        StateSet(1 << State::Head as u16 | 1 << State::Group as u16 | 1 << State::MidRegion as u16);

    pub(super) fn insert(&mut self, state: State) {
        self.0 |= 1 << state as u16;
    }

    pub(super) fn contains(self, state: State) -> bool {
        self.0 & (1 << state as u16) != 0
    }

    /// The states of both sets.
    pub(super) fn meet(self, other: StateSet) -> StateSet {
        StateSet(self.0 & other.0)
    }

    /// Takes the first state out.
    #[inline]
    pub(super) fn pop(&mut self) -> Option<State> {
        let first = State::ALL.get(self.0.trailing_zeros() as usize)?;
        self.0 &= self.0 - 1;
        Some(*first)
    }

    /// The states in order.
    pub(super) fn iter(mut self) -> impl Iterator<Item = State> {
        std::iter::from_fn(move || self.pop())
    }
}

/// The steps an arc can take.
pub(super) struct Steps {
    /// The states it may follow.
    pub(super) from: StateSet,
    /// For each state the next one and what the step costs beside the arc.
    to: [(State, Cost); STATES],
}

impl Steps {
    #[inline]
    pub(super) fn to(&self, state: State) -> (State, Cost) {
        self.to[state as usize]
    }

    const fn of(arc: ArcKind) -> Steps {
        let mut steps = Steps { from: StateSet(0), to: [(State::Head, 0); STATES] };
        let mut at = 0;
        while at < STATES {
            if let Some(to) = step(State::ALL[at], arc) {
                steps.from.0 |= 1 << at;
                steps.to[at] = to;
            }
            at += 1;
        }
        steps
    }
}

/// For each kind of arc the steps it can take.
pub(super) static STEPS: [Steps; ArcKind::ALL.len()] = {
    let mut all = [const { Steps::of(ArcKind::Nation) }; ArcKind::ALL.len()];
    let mut at = 0;
    while at < all.len() {
        all[at] = Steps::of(ArcKind::ALL[at]);
        at += 1;
    }
    all
};

/// The state after an arc and what the step costs beside the arc; `None` when it may not follow.
const fn step(state: State, arc: ArcKind) -> Option<(State, Cost)> {
    use ArcKind as A;
    use State as S;
    Some(match (state, arc) {
        (S::Head, A::Nation | A::Ownership | A::Region) => (S::Head, 0),
        (S::Head, A::TradeName) => (S::TradeName, 0),
        (S::Head, A::Trade | A::Modifier | A::Ordinal) => (S::Trade, 0),
        (S::Head, A::Group) => (S::Group, cost::NO_TRADE_NAME_NO_REGION),
        (S::Head, A::Org) => (S::Org, 0),
        (S::Head, A::Branch) => (S::BranchEnd, cost::NO_TRADE_NAME_NO_REGION),
        (S::Head, A::Unknown) => return None,

        (S::Org | S::BranchName | S::BranchEnd, A::Org | A::Branch) => (S::BranchEnd, 0),
        (S::Org | S::BranchName | S::BranchEnd, A::TradeName) => return None,
        (S::BranchName, _) => (S::BranchName, 0),
        (S::Org | S::BranchEnd, _) => (S::BranchName, cost::BRANCH_BEGINS),

        (_, A::Trade | A::Modifier | A::Ordinal) => (S::Trade, 0),
        (S::TradeName, A::Group) => (S::Group, cost::NO_TRADE),
        (_, A::Group) => (S::Group, 0),
        (_, A::Region | A::Nation) => (S::MidRegion, cost::REGION_INSIDE),
        (S::TradeName, A::Org) => (S::Org, cost::NO_TRADE),
        (_, A::Org) => (S::Org, 0),
        (_, A::Branch) => (S::BranchEnd, cost::BRANCH_WITHOUT_HEAD_FORM),
        (S::Trade | S::Unknown | S::Group, A::Unknown) => (S::Unknown, 0),
        (S::MidRegion, A::Unknown) => {
            (S::BranchName, cost::BRANCH_BEGINS + cost::BRANCH_WITHOUT_HEAD_FORM)
        }
        (S::Group, A::TradeName) => (S::TradeName, cost::TRADE_NAME_OF_DAUGHTER),
        (S::MidRegion, A::TradeName) => (S::TradeName, cost::TRADE_NAME_AGAIN),
        (_, A::Unknown | A::TradeName | A::Ownership) => return None,
    })
}

/// What it costs that the text ends here.
pub(super) fn end(state: State) -> Cost {
    match state {
        State::Head => cost::ENDS_WITH_REGION,
        State::TradeName | State::Group => cost::ENDS_BARE,
        State::Trade => cost::ENDS_WITHOUT_FORM,
        State::Unknown | State::MidRegion => cost::ENDS_UNKNOWN,
        State::Org | State::BranchEnd => 0,
        State::BranchName => cost::ENDS_IN_BRANCH,
    }
}
