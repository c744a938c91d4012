//! What can go wrong inside: SQLite's errors and our own, told to the user as one.

use guiyi_core::{Error, ErrorKind};
use rusqlite::ffi::ErrorCode;

/// An error on its way out.
#[derive(Debug)]
pub enum Fault {
    /// What SQLite says.
    Sql(rusqlite::Error),
    /// What we say.
    Told(Error),
}

/// What the inner functions give.
pub type Outcome<T> = Result<T, Fault>;

impl From<rusqlite::Error> for Fault {
    fn from(problem: rusqlite::Error) -> Fault {
        Fault::Sql(problem)
    }
}

impl From<Error> for Fault {
    fn from(problem: Error) -> Fault {
        Fault::Told(problem)
    }
}

impl Fault {
    /// The error for the user of the store in this file.
    pub fn told(self, file: &str) -> Error {
        let problem = match self {
            Fault::Told(problem) if problem.place().file.is_some() => return problem,
            Fault::Told(problem) => problem,
            Fault::Sql(problem) => of_sqlite(&problem),
        };
        problem.in_file(file)
    }
}

/// A store that contradicts itself.
pub fn damaged(what: &str) -> Fault {
    let problem = Error::new(ErrorKind::Format, format!("the store is damaged: {what}"));
    Fault::Told(
        problem.hint("restore it from a copy; guiyi master verify tells whether one is whole"),
    )
}

fn of_sqlite(problem: &rusqlite::Error) -> Error {
    let Some(code) = problem.sqlite_error_code() else {
        return Error::new(ErrorKind::Format, format!("the store is damaged: {problem}"));
    };
    match code {
        ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => {
            Error::new(ErrorKind::Busy, "another process is changing this store")
                .hint("wait until it is done, or give --wait SECONDS")
        }
        ErrorCode::NotADatabase => Error::new(ErrorKind::Format, "is no store of guiyi")
            .hint("make one: guiyi master init STORE"),
        ErrorCode::DatabaseCorrupt => {
            Error::new(ErrorKind::Format, format!("the store is damaged: {problem}"))
                .hint("restore it from a copy")
        }
        ErrorCode::ReadOnly | ErrorCode::PermissionDenied | ErrorCode::CannotOpen => {
            Error::new(ErrorKind::Output, format!("the store cannot be used: {problem}"))
                .hint("the file and its directory must be there and writable")
        }
        ErrorCode::DiskFull => Error::new(ErrorKind::Output, "the disk is full")
            .hint("nothing was changed; make room and run it again"),
        _ => Error::new(ErrorKind::Output, format!("the store cannot be written: {problem}"))
            .hint("nothing was changed; run it again"),
    }
}
