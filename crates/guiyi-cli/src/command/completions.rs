//! `guiyi completions`: what a shell needs to complete commands and options.

use guiyi_core::Error;

use crate::args::Completions;
use crate::lang;
use crate::print;

/// Runs the command.
pub fn run(args: &Completions) -> Result<(), Vec<Error>> {
    let mut text = Vec::new();
    clap_complete::generate(args.shell, &mut lang::command(), "guiyi", &mut text);
    print::answer(&String::from_utf8_lossy(&text)).map_err(|problem| vec![problem])
}
