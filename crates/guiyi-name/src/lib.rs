//! Folding and parsing of Chinese company names.

mod assemble;
mod exchange;
pub mod fold;
mod frame;
mod latin;
mod lattice;
mod line;
mod marker;
mod name;
pub mod note;
mod number;
mod parser;
mod part;
mod region;
mod sieve;
mod status;
mod vocabulary;

pub use fold::{Folded, Origin, WILDCARD, fold};
pub use name::{Branch, CompanyName, OrgForm, TradeUnit};
pub use note::{Note, Notes};
pub use parser::Parser;
pub use part::{Part, PartKind, Source, Span};
pub use region::{Position, Region};
pub use status::StatusSet;
