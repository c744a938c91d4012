//! The commands, one file each.

pub mod completions;
pub mod dedupe;
pub mod evaluate;
pub mod explain;
pub mod import_splink;
pub mod index;
pub mod init;
pub mod inspect;
pub mod label;
pub mod link;
pub mod man;
pub mod master;
pub mod match_;
pub mod parse;
pub mod plan;
pub mod synth;
pub mod train;
pub mod why;
pub mod why_not;
