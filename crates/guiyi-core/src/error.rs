//! One error for the whole library: what went wrong, where, and what helps.

use std::fmt;

/// What kind of thing went wrong; decides the exit code of the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The call itself is wrong: an unknown column, a contradictory setting.
    Usage,
    /// The input cannot be used: not text, no columns, damaged.
    Input,
    /// More rows were rejected than the caller allows.
    TooManyRejects,
    /// The output cannot be written.
    Output,
    /// A file was written by another version of the program, or is not one of ours.
    Format,
    /// Another process is at work on what is to be changed; trying again later helps.
    Busy,
}

/// Where something went wrong; every field is optional.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// The file as the user named it.
    pub file: Option<String>,
    /// The line in that file, from 1.
    pub line: Option<u64>,
    /// The column's header, or its number from 1 as text.
    pub column: Option<String>,
}

/// An error with its kind, its place and a remedy. Messages carry no customer data
/// beyond the one cell concerned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error(Box<Inner>);

#[derive(Clone, Debug, PartialEq, Eq)]
struct Inner {
    kind: ErrorKind,
    message: String,
    place: Place,
    hint: Option<String>,
}

impl Error {
    /// A new error with neither place nor hint yet.
    pub fn new(kind: ErrorKind, message: impl Into<String>) -> Error {
        Error(Box::new(Inner {
            kind,
            message: message.into(),
            place: Place::default(),
            hint: None,
        }))
    }

    /// A usage error.
    pub fn usage(message: impl Into<String>) -> Error {
        Error::new(ErrorKind::Usage, message)
    }

    /// An error about the input.
    pub fn input(message: impl Into<String>) -> Error {
        Error::new(ErrorKind::Input, message)
    }

    /// Names the file.
    #[must_use]
    pub fn in_file(mut self, file: impl Into<String>) -> Error {
        self.0.place.file = Some(file.into());
        self
    }

    /// Names the line, from 1.
    #[must_use]
    pub fn at_line(mut self, line: u64) -> Error {
        self.0.place.line = Some(line);
        self
    }

    /// Names the column.
    #[must_use]
    pub fn in_column(mut self, column: impl Into<String>) -> Error {
        self.0.place.column = Some(column.into());
        self
    }

    /// Adds what the user can do about it.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Error {
        self.0.hint = Some(hint.into());
        self
    }

    /// What kind of error this is.
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// What went wrong, without place and remedy.
    pub fn message(&self) -> &str {
        &self.0.message
    }

    /// Where it happened.
    pub fn place(&self) -> &Place {
        &self.0.place
    }

    /// What helps, if known.
    pub fn remedy(&self) -> Option<&str> {
        self.0.hint.as_deref()
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Inner { message, place, hint, .. } = &*self.0;
        if let Some(file) = &place.file {
            write!(f, "{file}")?;
            if let Some(line) = place.line {
                write!(f, ":{line}")?;
            }
            write!(f, ": ")?;
        } else if let Some(line) = place.line {
            write!(f, "line {line}: ")?;
        }
        if let Some(column) = &place.column {
            write!(f, "column '{column}': ")?;
        }
        write!(f, "{message}")?;
        if let Some(hint) = hint {
            write!(f, "\n  help: {hint}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Error {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn says_place_message_and_help() {
        let e = Error::input("the quote is never closed")
            .in_file("erp.csv")
            .at_line(80_412)
            .hint("close it");
        assert_eq!(e.to_string(), "erp.csv:80412: the quote is never closed\n  help: close it");
        assert_eq!(e.kind(), ErrorKind::Input);
    }
}
