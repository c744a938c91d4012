//! Runs one stage once, for `scripts/instructions` to count what it executes.

use std::hint::black_box;
use std::process::ExitCode;

use guiyi_benches::stage::{Run, Stage};
use guiyi_core::Error;

/// Small enough for an emulated processor, large enough that a stage is more than its beginning.
const RECORDS: u64 = 5_000;

fn main() -> ExitCode {
    let typed = std::env::args().nth(1).unwrap_or_default();
    let Some(stage) = Stage::ALL.into_iter().find(|stage| stage.name() == typed) else {
        eprintln!("usage: count STAGE; one of {}", Stage::ALL.map(Stage::name).join(", "));
        return ExitCode::from(2);
    };
    // One thread, which also is the one that counts.
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build();
    let done = match pool {
        Ok(pool) => pool.install(|| Run::new(RECORDS).and_then(|run| counted_stage(&run, stage))),
        Err(problem) => Err(Error::usage(problem.to_string())),
    };
    match done {
        Ok(answer) => {
            println!("{answer}");
            ExitCode::SUCCESS
        }
        Err(problem) => {
            eprintln!("{problem}");
            ExitCode::FAILURE
        }
    }
}

/// What is counted. The script knows it by this name.
#[inline(never)]
fn counted_stage(run: &Run, stage: Stage) -> Result<u64, Error> {
    black_box(run.stage(black_box(stage)))
}
