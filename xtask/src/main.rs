//! Workspace tasks: `cargo run -p xtask -- check`.

fn main() {}
