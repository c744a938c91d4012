//! Folding and parsing of Chinese company names.

pub mod fold;
pub mod note;

pub use fold::{Folded, Origin, WILDCARD, fold};
pub use note::{Note, Notes};
