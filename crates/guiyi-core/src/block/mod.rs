//! Block: which records are worth comparing.
//!
//! Each rule emits keys; records that share a key share a block; blocks are bounded. A
//! pair is credited to the first rule whose block both share, and no set of pairs is ever stored:
//! candidates are gathered record by record.

mod entry;
pub mod index;
pub mod pairs;
mod posting;
mod shared;
