//! The commands, one file each.

pub mod dedupe;
pub mod inspect;
pub mod synth;
