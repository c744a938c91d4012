//! The best path: what each stretch of a line is.

use std::ops::Range;

use smallvec::SmallVec;

/// The best path, from left to right.
pub(crate) type Path = SmallVec<[Step; 16]>;

/// One arc of the best path.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Step {
    pub(crate) kind: ArcKind,
    /// Whether it lies behind the head's form, in a branch.
    pub(crate) in_branch: bool,
    /// Characters of the line.
    pub(super) start: u16,
    pub(super) end: u16,
    /// The word for arcs of the lexicon, the value for ordinals.
    pub(crate) data: u32,
}

impl Step {
    /// Its first character in the line.
    pub(crate) fn start(&self) -> usize {
        usize::from(self.start)
    }

    /// The character behind its last.
    pub(crate) fn end(&self) -> usize {
        usize::from(self.end)
    }

    /// Its characters in the line.
    pub(crate) fn range(&self) -> Range<usize> {
        self.start()..self.end()
    }
}

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
    pub(super) const ALL: [ArcKind; 11] = [
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
