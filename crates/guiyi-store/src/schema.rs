//! The tables of a store. Their meaning is described in `docs/store-format.md`.

use guiyi_core::{Error, ErrorKind};
use rusqlite::Connection;

use crate::fault::{Fault, Outcome};

/// The format of the stores this program writes, and the newest it reads.
pub const FORMAT: i64 = 1;

/// Says in the head of the SQLite file that it is ours: `GuiY`.
const APPLICATION: i64 = 0x4775_6959;

const TABLES: &str = "
CREATE TABLE setting (name TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE layout (id INTEGER PRIMARY KEY, columns TEXT NOT NULL UNIQUE);
CREATE TABLE source (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, trust INTEGER NOT NULL);
CREATE TABLE feed (name TEXT PRIMARY KEY, layout INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE record (
    id INTEGER PRIMARY KEY, source INTEGER NOT NULL, key TEXT NOT NULL, layout INTEGER NOT NULL,
    cells BLOB NOT NULL, entity INTEGER NOT NULL, born INTEGER NOT NULL, updated INTEGER NOT NULL);
CREATE UNIQUE INDEX record_key ON record (source, key);
CREATE INDEX record_entity ON record (entity);
CREATE TABLE feature (record INTEGER PRIMARY KEY, bytes BLOB NOT NULL);
CREATE TABLE slot (
    slot INTEGER NOT NULL, record INTEGER NOT NULL, PRIMARY KEY (slot, record)) WITHOUT ROWID;
CREATE TABLE edge (
    a INTEGER NOT NULL, b INTEGER NOT NULL, weight INTEGER NOT NULL, standing INTEGER NOT NULL,
    PRIMARY KEY (a, b)) WITHOUT ROWID;
CREATE TABLE entity (id INTEGER PRIMARY KEY, born INTEGER NOT NULL, heir INTEGER, ended INTEGER);
CREATE TABLE step (
    id INTEGER PRIMARY KEY, at TEXT NOT NULL, kind TEXT NOT NULL, by TEXT NOT NULL,
    why TEXT NOT NULL, summary TEXT NOT NULL, undone INTEGER);
CREATE TABLE change (
    id INTEGER PRIMARY KEY, step INTEGER NOT NULL, kind INTEGER NOT NULL, entity INTEGER NOT NULL,
    other INTEGER, detail TEXT);
CREATE INDEX change_entity ON change (entity);
CREATE INDEX change_other ON change (other) WHERE other IS NOT NULL;
CREATE TABLE former (
    step INTEGER NOT NULL, record INTEGER NOT NULL, source INTEGER NOT NULL, key TEXT NOT NULL,
    layout INTEGER NOT NULL, cells BLOB NOT NULL, entity INTEGER NOT NULL, born INTEGER NOT NULL,
    updated INTEGER NOT NULL, gone INTEGER NOT NULL, PRIMARY KEY (step, record)) WITHOUT ROWID;
CREATE INDEX former_key ON former (source, key);
CREATE TABLE move (
    step INTEGER NOT NULL, record INTEGER NOT NULL, was INTEGER NOT NULL,
    became INTEGER NOT NULL, PRIMARY KEY (step, record)) WITHOUT ROWID;
CREATE TABLE decision (
    id INTEGER PRIMARY KEY, step INTEGER NOT NULL, verdict TEXT NOT NULL,
    source_a TEXT NOT NULL, record_a TEXT NOT NULL, source_b TEXT NOT NULL, record_b TEXT NOT NULL,
    retracted INTEGER);
CREATE TABLE fixed (
    id INTEGER PRIMARY KEY, step INTEGER NOT NULL, entity INTEGER NOT NULL, field TEXT NOT NULL,
    value TEXT NOT NULL, retracted INTEGER);
";

/// What undos said again. Stores of an earlier program get it when they need it first.
const RESTATED: &str = "
CREATE TABLE IF NOT EXISTS restated (
    step INTEGER NOT NULL, said TEXT NOT NULL, id INTEGER NOT NULL,
    PRIMARY KEY (step, said, id)) WITHOUT ROWID;
";

/// Makes the tables in an empty file.
pub fn make(db: &Connection) -> Outcome<()> {
    db.execute_batch(TABLES)?;
    ensure_restated(db)?;
    db.pragma_update(None, "application_id", APPLICATION)?;
    db.pragma_update(None, "user_version", FORMAT)?;
    Ok(())
}

/// Makes the table of what undos said again, where the store has none.
pub fn ensure_restated(db: &Connection) -> Outcome<()> {
    Ok(db.execute_batch(RESTATED)?)
}

/// Checks that the file is a store this program can read.
pub fn check(db: &Connection) -> Outcome<()> {
    let number = |name| db.pragma_query_value(None, name, |row| row.get::<_, i64>(0));
    if number("application_id")? != APPLICATION {
        let problem = Error::new(ErrorKind::Format, "is no store of guiyi");
        return Err(Fault::Told(problem.hint("make one: guiyi master init STORE")));
    }
    let format = number("user_version")?;
    if format > FORMAT {
        let problem = Error::new(
            ErrorKind::Format,
            format!("the store has format {format}, this program reads {FORMAT}"),
        );
        return Err(Fault::Told(problem.hint("use the newer program that wrote it")));
    }
    Ok(())
}
