//! The regions of a name and the divisions they can mean.

use guiyi_lexicon::division::{Candidate, Division};
use smallvec::SmallVec;

use crate::part::Span;

/// Where in the name a region stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Position {
    /// At the head: 太原恒源商贸.
    Prefix,
    /// In brackets: 恒源（太原）商贸.
    Parenthesis,
    /// Behind trade name or industry: …集团山西有限公司.
    Inside,
    /// In the name of a branch: …太原分公司.
    Branch,
}

impl Position {
    /// The word for this position in output: `prefix`.
    pub fn name(self) -> &'static str {
        match self {
            Position::Prefix => "prefix",
            Position::Parenthesis => "parenthesis",
            Position::Inside => "inside",
            Position::Branch => "branch",
        }
    }
}

/// A region of a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Region<'a> {
    /// Its folded text, without brackets.
    pub text: &'a str,
    /// Where it stands.
    pub position: Position,
    /// The divisions it can mean, those that fit the other regions of the name; one when the text
    /// is clear, several for 朝阳. Divisions of today: an old name gives what it became.
    pub candidates: &'a [Division],
    /// Whether it is a town without its 镇 or 街道: see [`crate::Part::is_bare_town`].
    pub is_bare_town: bool,
}

/// A region as it is kept.
#[derive(Clone, Debug)]
pub(crate) struct RegionSlot {
    pub(crate) text: Span,
    pub(crate) position: Position,
    pub(crate) candidates: Candidates,
    pub(crate) is_bare_town: bool,
}

/// Divisions a region can mean.
pub(crate) type Candidates = SmallVec<[Division; 2]>;

/// The candidates of a word, each once, in the order of the lexicon.
pub(crate) fn divisions(candidates: &[Candidate]) -> Candidates {
    let mut out = Candidates::new();
    for candidate in candidates {
        if !out.contains(&candidate.division) {
            out.push(candidate.division);
        }
    }
    out
}

/// Keeps of each region the candidates that agree with another region of the same unit, where any
/// do: 山西 says which 朝阳 is meant, and 太原市 which 山西.
pub(crate) fn narrow(regions: &mut [RegionSlot]) {
    for at in 0..regions.len() {
        for other in 0..regions.len() {
            let same_unit = (regions[at].position == Position::Branch)
                == (regions[other].position == Position::Branch);
            if at == other || !same_unit {
                continue;
            }
            let agreeing: Candidates = regions[at]
                .candidates
                .iter()
                .copied()
                .filter(|&a| regions[other].candidates.iter().any(|&b| agree(a, b)))
                .collect();
            if !agreeing.is_empty() {
                regions[at].candidates = agreeing;
            }
        }
    }
}

/// Whether the candidates lie apart: 朝阳 in 辽宁 and in 北京, but not 上海 and its only prefecture.
pub(crate) fn is_ambiguous(slot: &RegionSlot) -> bool {
    let [first, rest @ ..] = slot.candidates.as_slice() else { return false };
    rest.iter().any(|&other| !agree(*first, other))
}

/// Whether one division lies in the other.
fn agree(a: Division, b: Division) -> bool {
    a.contains(b) || b.contains(a)
}
