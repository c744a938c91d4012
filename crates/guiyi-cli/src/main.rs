//! The program `guiyi`: reads arguments, opens files, calls the stages, prints.

mod args;
mod command;
mod exit;
mod job;
mod print;
mod progress;
mod result;
mod table;

use std::process::ExitCode;

use clap::Parser;

use crate::args::{Args, Command};

fn main() -> ExitCode {
    let args = Args::parse();
    let done = match &args.command {
        Command::Dedupe(dedupe) => command::dedupe::run(dedupe),
        Command::Link(link) => return exit::decided(command::link::run(link)),
        Command::Index(index) => command::index::run(index),
        Command::Match(rows) => command::match_::run(rows),
        Command::Inspect(inspect) => command::inspect::run(inspect),
        Command::Synth(synth) => command::synth::run(synth),
        Command::Parse(parse) => command::parse::run(parse),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(problems) => exit::report(&problems),
    }
}
