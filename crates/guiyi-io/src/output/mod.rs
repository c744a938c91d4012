//! Results that are there whole or not at all.
//!
//! Both kinds are written beside their target, brought to the disk, and put in place by one
//! rename. Whatever ends the program before leaves the target as it was, and a sibling
//! `.NAME.guiyi-….partial` that the next run removes: nobody holds its lock any more.

mod dir;
mod file;
mod staging;

use std::fmt;

use guiyi_core::{Error, ErrorKind};

pub use dir::OutputDir;
pub use file::OutputFile;

/// What to do about a result that is already there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Existing {
    /// Leave it and fail.
    #[default]
    Refuse,
    /// Replace it, at the very end.
    Replace,
}

/// The error for output that cannot be written, with what helps.
pub fn failed(what: impl fmt::Display, e: std::io::Error) -> Error {
    let error = Error::new(ErrorKind::Output, format!("{what}: {e}"));
    match e.kind() {
        std::io::ErrorKind::StorageFull
        | std::io::ErrorKind::QuotaExceeded
        | std::io::ErrorKind::FileTooLarge => {
            error.hint("make room or write elsewhere; what was there before is untouched")
        }
        std::io::ErrorKind::PermissionDenied | std::io::ErrorKind::ReadOnlyFilesystem => {
            error.hint("write to a place you may write to")
        }
        _ => error,
    }
}
