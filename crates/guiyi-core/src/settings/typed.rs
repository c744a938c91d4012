//! Settings as typed: keys with their values and their places, before anything is known of them.

use super::key::{self, KEYS, Kind, TABLES};
use crate::error::{Error, ErrorKind};
use crate::role::Role;
use crate::suggest::nearest;

/// The newest format of settings this program knows.
pub const FORMAT: i64 = 1;

/// A value as typed.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// A text.
    Text(String),
    /// A list of texts.
    Texts(Vec<String>),
    /// A whole number.
    Integer(i64),
    /// Another number.
    Float(f64),
    /// `true` or `false`.
    Flag(bool),
    /// Something no setting is, by the name of its type.
    Other(&'static str),
}

/// One key with its value.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// The table; empty at the top.
    pub table: String,
    /// The key.
    pub name: String,
    /// The value.
    pub value: Value,
    /// Where it was typed: the file, or the option.
    pub file: String,
    /// The line in the file.
    pub line: Option<u64>,
}

impl Entry {
    /// An error about this entry, with its place.
    pub fn problem(&self, message: impl Into<String>) -> Error {
        let problem = Error::usage(message).in_file(&self.file);
        match self.line {
            Some(line) => problem.at_line(line),
            None => problem,
        }
    }

    fn path(&self) -> String {
        if self.table.is_empty() {
            self.name.clone()
        } else {
            format!("{}.{}", self.table, self.name)
        }
    }

    /// What is wrong with this entry by itself.
    fn check(&self) -> Option<Error> {
        let path = self.path();
        let Some(key) = key::find(&self.table, &self.name) else { return Some(self.unknown()) };
        let wrong = || {
            let words = key.kind.words().0;
            let problem = self.problem(format!("{path} must be {words}"));
            Some(problem.hint(format!("such as {} = {}", self.name, key.example)))
        };
        match (key.kind, &self.value) {
            (Kind::Probability, Value::Float(p)) if *p > 0.0 && *p < 1.0 => None,
            (Kind::Count(least), Value::Integer(n)) if *n < least => Some(
                self.problem(format!("{path} must be at least {least}"))
                    .hint(format!("such as {} = {}", self.name, key.example)),
            ),
            (Kind::Count(_), Value::Integer(_))
            | (Kind::Flag, Value::Flag(_))
            | (Kind::Text, Value::Text(_))
            | (Kind::Texts, Value::Texts(_)) => None,
            (Kind::Role, Value::Text(word)) => match word.parse::<Role>() {
                Ok(_) => None,
                Err(problem) => {
                    let hint = problem.remedy().unwrap_or_default().to_string();
                    let message = format!("column '{}': '{word}' is not a role", self.name);
                    Some(self.problem(message).hint(hint))
                }
            },
            _ => wrong(),
        }
    }

    fn unknown(&self) -> Error {
        let path = self.path();
        let paths: Vec<String> = KEYS.iter().map(key::Key::path).collect();
        let problem = self.problem(format!("there is no setting '{path}'"));
        if let Some(meant) = nearest(&path, paths.iter().map(String::as_str)) {
            return problem.hint(format!("did you mean {meant}?"));
        }
        let in_table: Vec<&str> =
            KEYS.iter().filter(|key| key.table == self.table).map(|key| key.name).collect();
        problem.hint(if in_table.is_empty() {
            let tables: Vec<&str> =
                TABLES.iter().map(|(name, _)| *name).filter(|t| !t.is_empty()).collect();
            format!("the tables are: {}", tables.join(", "))
        } else {
            format!("[{}] has: {}", self.table, in_table.join(", "))
        })
    }
}

/// Settings as typed; of two entries for one key the later one holds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Typed {
    entries: Vec<Entry>,
}

impl Typed {
    /// Adds an entry, which replaces an earlier one for the same key.
    pub fn set(&mut self, entry: Entry) {
        self.entries.retain(|held| (&held.table, &held.name) != (&entry.table, &entry.name));
        self.entries.push(entry);
    }

    /// All entries, in the order in which they were typed.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The entry of a key.
    pub fn get(&self, table: &str, name: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.table == table && entry.name == name)
    }

    /// The text of a key.
    pub fn text(&self, table: &str, name: &str) -> Option<&str> {
        match &self.get(table, name)?.value {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The number of a key.
    pub fn integer(&self, table: &str, name: &str) -> Option<i64> {
        match self.get(table, name)?.value {
            Value::Integer(number) => Some(number),
            _ => None,
        }
    }

    /// The number of a key, whole or not.
    pub fn float(&self, table: &str, name: &str) -> Option<f64> {
        match self.get(table, name)?.value {
            Value::Float(number) => Some(number),
            Value::Integer(number) => Some(number as f64),
            _ => None,
        }
    }

    /// The yes or no of a key.
    pub fn flag(&self, table: &str, name: &str) -> Option<bool> {
        match self.get(table, name)?.value {
            Value::Flag(flag) => Some(flag),
            _ => None,
        }
    }

    /// The texts of a key.
    pub fn texts(&self, table: &str, name: &str) -> &[String] {
        match self.get(table, name).map(|entry| &entry.value) {
            Some(Value::Texts(texts)) => texts,
            _ => &[],
        }
    }

    /// What is wrong with the entries, one by one. Of settings in a newer format only that is said:
    /// the rest may be right in it.
    pub(super) fn check(&self) -> Vec<Error> {
        if let Some(entry) = self.get("", "format")
            && let Value::Integer(format) = entry.value
            && format > FORMAT
        {
            let message = format!("the settings have format {format}, this program reads {FORMAT}");
            let problem = Error::new(ErrorKind::Format, message).in_file(&entry.file);
            let problem = match entry.line {
                Some(line) => problem.at_line(line),
                None => problem,
            };
            return vec![
                problem.hint("use a newer program, or write the settings anew with 'guiyi init'"),
            ];
        }
        self.entries.iter().filter_map(Entry::check).collect()
    }
}
