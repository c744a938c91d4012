//! Verdicts: what a row is told, and why.

use crate::cluster::Standing;
use crate::score::weight::MatchWeight;
use crate::subject::Reason;

/// What becomes of a row that comes in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// It is a customer of the master.
    Match,
    /// Nobody in the master, and no other row before it, is this customer.
    New,
    /// A person must look.
    Review,
    /// The same new customer as another row that comes in.
    DuplicateWithin,
    /// It names no customer.
    Reject,
}

impl Verdict {
    /// Every verdict.
    pub const ALL: [Verdict; 5] =
        [Verdict::Match, Verdict::New, Verdict::Review, Verdict::DuplicateWithin, Verdict::Reject];

    /// The word in `matches.csv`.
    pub fn name(self) -> &'static str {
        match self {
            Verdict::Match => "match",
            Verdict::New => "new",
            Verdict::Review => "review",
            Verdict::DuplicateWithin => "duplicate-within",
            Verdict::Reject => "reject",
        }
    }
}

/// Why a row got its verdict.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// The weight of what agrees decided.
    Agrees,
    /// A rule outside the model spoke.
    Rule(Reason),
    /// Near, but not sure enough.
    Near,
    /// Two customers of the master are about as near.
    Ambiguous,
    /// The nearest customer has a record that excludes the row.
    Excluded(Reason),
    /// Nothing in the master comes near.
    Nothing,
    /// Another row is nearer to its only customer, where each has one row.
    Taken,
    /// It is the same new customer as another row.
    SameRow,
    /// Another row that is the same customer says so.
    Through,
    /// It names no customer.
    NoCustomer,
}

impl Why {
    /// The reason in words, English and Chinese.
    pub fn words(self) -> (&'static str, &'static str) {
        match self {
            Why::Agrees => ("what is compared agrees", "各项信息一致"),
            Why::Rule(reason) | Why::Excluded(reason) => reason.words(),
            Why::Near => ("near, but not sure enough", "相近，但把握不足"),
            Why::Ambiguous => ("two customers are about as near", "有两个客户同样接近"),
            Why::Nothing => ("nothing comes near", "没有相近的客户"),
            Why::Taken => ("another row is nearer to that customer", "另一行与该客户更接近"),
            Why::SameRow => ("the same customer as another new row", "与另一新行是同一客户"),
            Why::Through => {
                ("the same customer as another row, which matches", "与另一匹配行是同一客户")
            }
            Why::NoCustomer => ("a placeholder, not a customer", "占位名称，不是客户"),
        }
    }
}

/// A customer of the master that a row may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// The customer.
    pub customer: u32,
    /// Its record that is nearest to the row.
    pub record: u32,
    /// Log-odds that the two are one customer.
    pub weight: MatchWeight,
    /// Whether the weight may decide.
    pub standing: Standing,
    /// What the rules outside the model said.
    pub reason: Option<Reason>,
    /// Whether the row joins the customer, were there no other.
    pub joins: bool,
}

/// What one row is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The verdict.
    pub verdict: Verdict,
    /// Why.
    pub why: Why,
    /// The customers that came near, the nearest first; the first is the one of a match.
    pub candidates: Vec<Candidate>,
    /// The row that speaks for this one.
    pub same_as: Option<u32>,
}

impl Answer {
    /// An answer about a row that no candidate is near.
    pub fn without(verdict: Verdict, why: Why) -> Answer {
        Answer { verdict, why, candidates: Vec::new(), same_as: None }
    }

    /// How much more the nearest candidate weighs than the next; `None` without a next.
    pub fn margin(&self) -> Option<MatchWeight> {
        match self.candidates.as_slice() {
            [first, second, ..] => Some(first.weight - second.weight),
            _ => None,
        }
    }
}
