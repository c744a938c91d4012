//! The program `guiyi`.

fn main() {}
