//! Which part may follow which.

use std::sync::LazyLock;

use super::ArcKind;
use super::cost::{self, Cost};

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
    pub(super) fn pop(&mut self) -> Option<State> {
        let first = State::ALL.get(self.0.trailing_zeros() as usize)?;
        self.0 &= self.0 - 1;
        Some(*first)
    }
}

/// For each kind of arc the states it may follow, and for each state the next one and what the step
/// costs beside the arc.
pub(super) static STEPS: LazyLock<[Steps; ArcKind::ALL.len()]> = LazyLock::new(|| {
    ArcKind::ALL.map(|arc| {
        let mut steps = Steps { from: StateSet::default(), to: [(State::Head, 0); STATES] };
        for state in State::ALL {
            if let Some(to) = step(state, arc) {
                steps.from.insert(state);
                steps.to[state as usize] = to;
            }
        }
        steps
    })
});

/// The steps an arc can take.
pub(super) struct Steps {
    pub(super) from: StateSet,
    pub(super) to: [(State, Cost); STATES],
}

/// The state after an arc and what the step costs beside the arc; `None` when it may not follow.
fn step(state: State, arc: ArcKind) -> Option<(State, Cost)> {
    use State as S;
    let free = |next| Some((next, 0));
    match state {
        S::Head => match arc {
            ArcKind::Nation | ArcKind::Ownership | ArcKind::Region => free(S::Head),
            ArcKind::TradeName => free(S::TradeName),
            ArcKind::Trade | ArcKind::Modifier | ArcKind::Ordinal => free(S::Trade),
            ArcKind::Group => Some((S::Group, cost::NO_TRADE_NAME_NO_REGION)),
            ArcKind::Org => free(S::Org),
            ArcKind::Branch => Some((S::BranchEnd, cost::NO_TRADE_NAME_NO_REGION)),
            ArcKind::Unknown => None,
        },
        S::TradeName | S::Trade | S::Unknown | S::Group | S::MidRegion => match arc {
            ArcKind::Trade | ArcKind::Modifier => free(S::Trade),
            ArcKind::Ordinal => free(S::Trade),
            ArcKind::Group if state == S::TradeName => Some((S::Group, cost::NO_TRADE)),
            ArcKind::Group => free(S::Group),
            ArcKind::Region | ArcKind::Nation => Some((S::MidRegion, cost::REGION_INSIDE)),
            ArcKind::Org if state == S::TradeName => Some((S::Org, cost::NO_TRADE)),
            ArcKind::Org => free(S::Org),
            ArcKind::Branch => Some((S::BranchEnd, cost::BRANCH_WITHOUT_HEAD_FORM)),
            ArcKind::Unknown if matches!(state, S::Trade | S::Unknown | S::Group) => {
                free(S::Unknown)
            }
            ArcKind::Unknown if state == S::MidRegion => {
                Some((S::BranchName, cost::BRANCH_BEGINS + cost::BRANCH_WITHOUT_HEAD_FORM))
            }
            ArcKind::TradeName if matches!(state, S::Group | S::MidRegion) => {
                Some((S::TradeName, cost::TRADE_NAME_AGAIN))
            }
            ArcKind::Unknown | ArcKind::TradeName | ArcKind::Ownership => None,
        },
        S::Org | S::BranchName | S::BranchEnd => {
            let begins = if state == S::BranchName { 0 } else { cost::BRANCH_BEGINS };
            match arc {
                ArcKind::Org | ArcKind::Branch => free(S::BranchEnd),
                ArcKind::TradeName => None,
                _ => Some((S::BranchName, begins)),
            }
        }
    }
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
