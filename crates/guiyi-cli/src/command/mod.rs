//! The commands, one file each.

pub mod dedupe;
pub mod evaluate;
pub mod explain;
pub mod label;
pub mod synth;
pub mod why;
pub mod why_not;
