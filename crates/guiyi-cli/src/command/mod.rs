//! The commands, one file each.

pub mod dedupe;
pub mod index;
pub mod inspect;
pub mod link;
pub mod match_;
pub mod parse;
pub mod synth;
