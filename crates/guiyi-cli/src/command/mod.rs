//! The commands, one file each.

pub mod dedupe;
pub mod evaluate;
pub mod synth;
