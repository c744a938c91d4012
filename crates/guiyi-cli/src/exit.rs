//! Exit codes, and how errors reach the user.

use std::process::ExitCode;

use guiyi_core::{Error, ErrorKind, Lang};

use crate::lang;
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

/// Prints every problem and gives the exit code of the most telling one: 2 for wrong use (a file of
/// another version among it), 4 for too many rejects, 5 when another process is at work on a store, 1
/// for everything else.
pub fn report(problems: &[Error]) -> ExitCode {
    for problem in problems {
        print::note(&format!("{}\n", describe(problem)));
    }
    let kind = problems.first().map(Error::kind);
    ExitCode::from(match kind {
        Some(ErrorKind::Usage | ErrorKind::Format) => 2,
        Some(ErrorKind::TooManyRejects) => 4,
        Some(ErrorKind::Busy) => 5,
        _ => 1,
    })
}

/// Place, message and remedy in the language of this process.
fn describe(problem: &Error) -> String {
    let english = problem.to_string();
    if lang::current() == Lang::En {
        return format!("error: {english}");
    }
    let place = problem.place();
    let mut text = String::from("错误：");
    match (&place.file, place.line) {
        (Some(file), Some(line)) => text += &format!("{}:{line}：", lang::tr(file)),
        (Some(file), None) => text += &format!("{}：", lang::tr(file)),
        (None, Some(line)) => text += &format!("第 {line} 行："),
        (None, None) => {}
    }
    if let Some(column) = &place.column {
        text += &format!("列“{column}”：");
    }
    text += &lang::tr(problem.message());
    if let Some(remedy) = problem.remedy() {
        text += &format!("\n  提示：{}", lang::tr(remedy));
    }
    text
}
