//! The commands, one file each.

pub mod dedupe;
pub mod inspect;
pub mod link;
pub mod parse;
pub mod synth;
