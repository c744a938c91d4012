//! The program `guiyi`: reads arguments, opens files, calls the stages, prints.

mod args;
mod command;
mod decisions;
mod exit;
mod job;
mod lang;
mod print;
mod progress;
mod report;
mod result;
mod run_dir;
mod session;
mod settings_file;
mod table;
mod truth;

use std::process::ExitCode;

use clap::FromArgMatches;
use mimalloc::MiMalloc;

use crate::args::{Args, Command};

/// Millions of short texts and lists come and go on all threads: see docs/performance.md.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    lang::settle(std::env::args());
    let parsed = lang::command().try_get_matches().and_then(|found| Args::from_arg_matches(&found));
    let args = match parsed {
        Ok(args) => args,
        Err(problem) => return lang::usage_error(&problem),
    };
    let done = match &args.command {
        Command::Dedupe(dedupe) => command::dedupe::run(dedupe),
        Command::Init(init) => command::init::run(init),
        Command::Plan(plan) => command::plan::run(plan),
        Command::Train(train) => command::train::run(train),
        Command::ImportSplink(import) => command::import_splink::run(import),
        Command::Evaluate(evaluate) => command::evaluate::run(evaluate),
        Command::Explain(pair) => command::explain::run(pair),
        Command::Why(why) => command::why::run(why),
        Command::WhyNot(pair) => command::why_not::run(pair),
        Command::Label(label) => command::label::run(label),
        Command::Link(link) => return exit::decided(command::link::run(link)),
        Command::Index(index) => command::index::run(index),
        Command::Match(rows) => command::match_::run(rows),
        Command::Inspect(inspect) => command::inspect::run(inspect),
        Command::Completions(shell) => command::completions::run(shell),
        Command::Master(master) => command::master::run(&master.command),
        Command::Man(man) => command::man::run(man),
        Command::Synth(synth) => command::synth::run(synth),
        Command::Parse(parse) => command::parse::run(parse),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(problems) => exit::report(&problems),
    }
}
