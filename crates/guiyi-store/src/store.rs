//! The store as a file: made, opened, read, and changed step by step.

use std::path::Path;
use std::time::Duration;

use guiyi_core::score::model::Model;
use guiyi_core::settings::Settings;
use guiyi_core::{Error, ErrorKind, Role};
use rusqlite::{Connection, OpenFlags, TransactionBehavior, params};

use crate::catalog::Catalog;
use crate::fault::{Fault, Outcome};
use crate::frozen::Frozen;
use crate::schema;

/// Who does a step, when and why: written down as it is said.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stamp {
    /// When, such as `2026-11-22T02:15:00Z`.
    pub at: String,
    /// Who.
    pub by: String,
    /// Why.
    pub why: String,
}

/// A living archive in a file.
#[derive(Debug)]
pub struct Store {
    db: Connection,
    file: String,
}

/// How large a store is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Status {
    /// Records in it.
    pub records: u64,
    /// Entities that have records.
    pub entities: u64,
    /// Sources.
    pub sources: u64,
    /// The last step; 0 before the first.
    pub step: i64,
}

impl Store {
    /// Makes an empty store. It appears whole or not at all.
    ///
    /// # Errors
    /// When the file is there already or cannot be written.
    pub fn create(path: &Path, settings: &Settings, model: Option<Model>) -> Result<(), Error> {
        let file = path.display().to_string();
        let refused = |problem: std::io::Error| {
            Error::new(ErrorKind::Output, format!("cannot be made: {problem}")).in_file(&file)
        };
        if path.try_exists().map_err(refused)? {
            return Err(Error::usage("is there already")
                .in_file(&file)
                .hint("a store is made once; to add records: guiyi master update STORE FILE…"));
        }
        let mut part = path.as_os_str().to_owned();
        part.push(format!(".{}.part", std::process::id()));
        let part = Path::new(&part);
        let made = make(part, &Frozen { settings: settings.clone(), model, counts: None });
        let placed = made.map_err(|fault| fault.told(&file)).and_then(|()| {
            // Unlike a rename, a link never takes the place of a store made meanwhile.
            std::fs::hard_link(part, path).map_err(refused)
        });
        let _ = std::fs::remove_file(part);
        placed
    }

    /// Opens a store. A step waits this long for another process to finish its own.
    ///
    /// # Errors
    /// When there is none, when it is of a newer format, or no store at all.
    pub fn open(path: &Path, wait: Duration) -> Result<Store, Error> {
        let file = path.display().to_string();
        if !path.exists() {
            return Err(Error::usage("there is no store")
                .in_file(&file)
                .hint("make one: guiyi master init STORE"));
        }
        connect(path, wait).map(|db| Store { db, file: file.clone() }).map_err(|f| f.told(&file))
    }

    /// How large it is.
    ///
    /// # Errors
    /// When the store cannot be read; so with all methods.
    pub fn status(&self) -> Result<Status, Error> {
        self.read(|db| {
            let count = |text: &str| db.query_row(text, [], |row| row.get::<_, i64>(0));
            Ok(Status {
                records: count("SELECT count(*) FROM record")? as u64,
                entities: count("SELECT count(*) FROM entity WHERE ended IS NULL")? as u64,
                sources: count("SELECT count(*) FROM source")? as u64,
                step: last_step(db)?,
            })
        })
    }

    /// What headers meant when this feed (a file, or what it was said to be) last came, or else in any
    /// file of the same headers; `None` for one that is new.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn roles(&self, feed: &str, headers: &[&str]) -> Result<Vec<Option<Role>>, Error> {
        self.read(|db| {
            let settings = Frozen::read(db)?.settings;
            let mut roles = Catalog::read(db)?.roles(db, feed, headers)?;
            for (role, header) in roles.iter_mut().zip(headers) {
                *role = settings.roles.get(header.trim()).copied().or(*role);
            }
            Ok(roles)
        })
    }

    /// Reads, all from one state of the store.
    pub(crate) fn read<T>(&self, read: impl FnOnce(&Connection) -> Outcome<T>) -> Result<T, Error> {
        let done = self.db.unchecked_transaction().map_err(Fault::from).and_then(|whole| {
            let found = read(&whole)?;
            whole.finish()?;
            Ok(found)
        });
        done.map_err(|fault| fault.told(&self.file))
    }

    /// Changes the store: all of it or, when anything goes wrong, nothing.
    pub(crate) fn write<T>(
        &mut self,
        change: impl FnOnce(&Connection) -> Outcome<T>,
    ) -> Result<T, Error> {
        let begun = self.db.transaction_with_behavior(TransactionBehavior::Immediate);
        let done = begun.map_err(Fault::from).and_then(|whole| {
            let found = change(&whole)?;
            whole.commit()?;
            Ok(found)
        });
        done.map_err(|fault| fault.told(&self.file))
    }

    /// The connection, for what cannot stand inside a transaction.
    pub(crate) fn outside(&self) -> (&Connection, &str) {
        (&self.db, &self.file)
    }
}

/// The last step; 0 before the first.
pub fn last_step(db: &Connection) -> Outcome<i64> {
    Ok(db.query_row("SELECT coalesce(max(id), 0) FROM step", [], |row| row.get(0))?)
}

/// Begins a step in the log and gives its number; its summary comes at its end.
pub fn begin_step(db: &Connection, kind: &str, stamp: &Stamp) -> Outcome<i64> {
    let step = last_step(db)? + 1;
    db.execute(
        "INSERT INTO step (id, at, kind, by, why, summary) VALUES (?, ?, ?, ?, ?, '')",
        params![step, stamp.at, kind, stamp.by, stamp.why],
    )?;
    Ok(step)
}

/// Writes what a step did, in one line.
pub fn end_step(db: &Connection, step: i64, summary: &str) -> Outcome<()> {
    db.execute("UPDATE step SET summary = ? WHERE id = ?", params![summary, step])?;
    Ok(())
}

fn make(path: &Path, frozen: &Frozen) -> Outcome<()> {
    let db = Connection::open(path)?;
    db.execute_batch("BEGIN")?;
    schema::make(&db)?;
    frozen.write(&db)?;
    db.execute_batch("COMMIT")?;
    db.close().map_err(|(_, problem)| problem)?;
    Ok(())
}

fn connect(path: &Path, wait: Duration) -> Outcome<Connection> {
    /// Memory for pages, in KiB: the leaves that a nightly update of ten thousand rows touches.
    const CACHE: i64 = 400_000;
    /// Statements kept ready.
    const STATEMENTS: usize = 64;
    let db = Connection::open_with_flags(
        path,
        OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX,
    )?;
    db.busy_timeout(wait)?;
    schema::check(&db)?;
    db.set_prepared_statement_cache_capacity(STATEMENTS);
    db.pragma_update(None, "journal_mode", "wal")?;
    // What was reported as done outlives a power cut.
    db.pragma_update(None, "synchronous", "full")?;
    db.pragma_update(None, "cache_size", -CACHE)?;
    db.pragma_update(None, "temp_store", "memory")?;
    Ok(db)
}
