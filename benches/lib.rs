//! Benches of the stages; see `runs/` for what was measured.

pub mod stage;
