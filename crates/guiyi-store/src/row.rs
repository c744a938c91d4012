//! Records as they are stored.

use rusqlite::{Connection, Statement, params};

use crate::fault::Outcome;

/// A record of a source, as stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Its number in the store.
    pub id: i64,
    /// Its source.
    pub source: i64,
    /// Its own key in its source.
    pub key: String,
    /// What its cells mean.
    pub layout: i64,
    /// Its cells; see [`crate::cells`].
    pub cells: Vec<u8>,
    /// Its entity; 0 while it has none.
    pub entity: i64,
    /// The step that brought it.
    pub born: i64,
    /// The step that last wrote its cells.
    pub updated: i64,
}

const COLUMNS: &str = "id, source, key, layout, cells, entity, born, updated";

impl Row {
    fn read(row: &rusqlite::Row<'_>) -> rusqlite::Result<Row> {
        Ok(Row {
            id: row.get(0)?,
            source: row.get(1)?,
            key: row.get(2)?,
            layout: row.get(3)?,
            cells: row.get(4)?,
            entity: row.get(5)?,
            born: row.get(6)?,
            updated: row.get(7)?,
        })
    }

    /// Puts the row into the store, in the place of one with the same number.
    pub fn put(&self, db: &Connection) -> Outcome<()> {
        let mut put = db.prepare_cached(
            "INSERT OR REPLACE INTO record (id, source, key, layout, cells, entity, born, updated)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        )?;
        put.execute(params![
            self.id,
            self.source,
            self.key,
            self.layout,
            self.cells,
            self.entity,
            self.born,
            self.updated
        ])?;
        Ok(())
    }

    /// Remembers the row as it was before a step; `gone` when the step took it away.
    pub fn remember(&self, db: &Connection, step: i64, gone: bool) -> Outcome<()> {
        let mut put = db.prepare_cached(
            "INSERT INTO former
             (step, record, source, key, layout, cells, entity, born, updated, gone)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        )?;
        put.execute(params![
            step,
            self.id,
            self.source,
            self.key,
            self.layout,
            self.cells,
            self.entity,
            self.born,
            self.updated,
            gone
        ])?;
        Ok(())
    }
}

/// All rows.
pub fn all(db: &Connection) -> Outcome<Vec<Row>> {
    let mut found = db.prepare(&format!("SELECT {COLUMNS} FROM record ORDER BY id"))?;
    let rows = found.query_map([], Row::read)?.collect::<Result<_, _>>()?;
    Ok(rows)
}

/// All rows of a source.
pub fn of_source(db: &Connection, source: i64) -> Outcome<Vec<Row>> {
    let text = format!("SELECT {COLUMNS} FROM record WHERE source = ? ORDER BY id");
    let rows = db.prepare(&text)?.query_map([source], Row::read)?.collect::<Result<_, _>>()?;
    Ok(rows)
}

/// The rows of an entity.
pub fn of_entity(db: &Connection, entity: i64) -> Outcome<Vec<Row>> {
    let text = format!("SELECT {COLUMNS} FROM record WHERE entity = ? ORDER BY id");
    let mut found = db.prepare_cached(&text)?;
    let rows = found.query_map([entity], Row::read)?.collect::<Result<_, _>>()?;
    Ok(rows)
}

/// The rows that a step brought and that are still there.
pub fn born(db: &Connection, step: i64) -> Outcome<Vec<Row>> {
    let text = format!("SELECT {COLUMNS} FROM record WHERE born = ? ORDER BY id");
    let rows = db.prepare(&text)?.query_map([step], Row::read)?.collect::<Result<_, _>>()?;
    Ok(rows)
}

/// The rows that a step replaced or took away, as they were; with whether it took them away.
pub fn former(db: &Connection, step: i64) -> Outcome<Vec<(Row, bool)>> {
    let mut found = db.prepare(
        "SELECT record, source, key, layout, cells, entity, born, updated, gone
         FROM former WHERE step = ? ORDER BY record",
    )?;
    let rows = found.query_map([step], |row| Ok((Row::read(row)?, row.get(8)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Finds rows one by one.
pub struct Finder<'a> {
    by_id: Statement<'a>,
    by_key: Statement<'a>,
}

impl<'a> Finder<'a> {
    /// A finder in this store.
    pub fn new(db: &'a Connection) -> Outcome<Finder<'a>> {
        Ok(Finder {
            by_id: db.prepare(&format!("SELECT {COLUMNS} FROM record WHERE id = ?"))?,
            by_key: db
                .prepare(&format!("SELECT {COLUMNS} FROM record WHERE source = ? AND key = ?"))?,
        })
    }

    /// The row with this number.
    pub fn id(&mut self, id: i64) -> Outcome<Option<Row>> {
        Ok(self.by_id.query_map([id], Row::read)?.next().transpose()?)
    }

    /// The row of a source with this key.
    pub fn key(&mut self, source: i64, key: &str) -> Outcome<Option<Row>> {
        Ok(self.by_key.query_map(params![source, key], Row::read)?.next().transpose()?)
    }
}
