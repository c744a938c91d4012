//! Workspace tasks.
//!
//! - `cargo run -p xtask -- lexicon` makes the generated tables of `guiyi-lexicon` anew;
//! - `cargo run -p xtask -- check` proves what can be proven without a network.

mod check;
mod lexicon;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Anything that stops a task, in words for the person at the terminal.
type Failure = Box<dyn std::error::Error>;

const USAGE: &str = "usage: cargo run -p xtask -- (lexicon [SOURCES] | check)";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let done = match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["lexicon"] => lexicon::regenerate(&root().join(lexicon::SOURCES)),
        ["lexicon", sources] => lexicon::regenerate(Path::new(sources)),
        ["check"] => check::run(),
        _ => Err(USAGE.into()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("xtask: {failure}");
            ExitCode::FAILURE
        }
    }
}

/// The root of the workspace.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().map(Path::to_path_buf).unwrap_or_default()
}
