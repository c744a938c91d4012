//! Exit codes, and how errors reach the user.

use std::process::ExitCode;

use guiyi_core::{Error, ErrorKind};

/// Prints every problem and gives the exit code of the most telling one: 2 for wrong use (a file of another
/// version among it), 4 for
/// too many rejects, 1 for everything else.
pub fn report(problems: &[Error]) -> ExitCode {
    for problem in problems {
        eprintln!("error: {problem}");
    }
    let kind = problems.first().map(Error::kind);
    ExitCode::from(match kind {
        Some(ErrorKind::Usage | ErrorKind::Format) => 2,
        Some(ErrorKind::TooManyRejects) => 4,
        _ => 1,
    })
}
