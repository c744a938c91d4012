//! Exit codes, and how errors reach the user.

use std::process::ExitCode;

use guiyi_core::{Error, ErrorKind};

use crate::print;

/// How far a command that decides about rows got.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decided {
    /// Every row is decided.
    All,
    /// Some rows are for a person.
    NotAll,
}

/// The exit code of a command that decides about rows: 0 when all are decided, 3 when some are for
/// a person, else as [`report`].
pub fn decided(done: Result<Decided, Vec<Error>>) -> ExitCode {
    match done {
        Ok(Decided::All) => ExitCode::SUCCESS,
        Ok(Decided::NotAll) => ExitCode::from(3),
        Err(problems) => report(&problems),
    }
}

/// Prints every problem and gives the exit code of the most telling one: 2 for wrong use, 4 for
/// too many rejects, 1 for everything else.
pub fn report(problems: &[Error]) -> ExitCode {
    for problem in problems {
        print::note(&format!("error: {problem}\n"));
    }
    let kind = problems.first().map(Error::kind);
    ExitCode::from(match kind {
        Some(ErrorKind::Usage) => 2,
        Some(ErrorKind::TooManyRejects) => 4,
        _ => 1,
    })
}
