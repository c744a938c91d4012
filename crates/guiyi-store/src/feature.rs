//! Features of records as they are kept, so that a candidate need not be read from its cells again.

use guiyi_core::company::frozen::Frozen as Counted;
use rayon::prelude::*;
use rusqlite::{Connection, OptionalExtension, params};

use crate::fault::{Outcome, damaged};
use crate::row::Row;

/// Keeps the features of these rows, which are all that is held, in their order.
pub fn keep(db: &Connection, counted: &Counted, rows: &[Row]) -> Outcome<()> {
    /// Rows encoded at once.
    const CHUNK: usize = 1 << 16;
    let mut insert =
        db.prepare_cached("INSERT OR REPLACE INTO feature (record, bytes) VALUES (?, ?)")?;
    let mut order: Vec<u32> = (0..rows.len() as u32).collect();
    order.sort_unstable_by_key(|&at| rows[at as usize].id);
    for chunk in order.chunks(CHUNK) {
        let encoded: Vec<Vec<u8>> = chunk.par_iter().map(|&at| counted.encode(at)).collect();
        for (&at, bytes) in chunk.iter().zip(encoded) {
            insert.execute(params![rows[at as usize].id, bytes])?;
        }
    }
    Ok(())
}

/// Takes away the features of a record.
pub fn remove(db: &Connection, record: i64) -> Outcome<()> {
    db.prepare_cached("DELETE FROM feature WHERE record = ?")?.execute([record])?;
    Ok(())
}

/// Holds the features of these rows and no others, in their order.
pub fn hold(db: &Connection, counted: &mut Counted, rows: &[Row]) -> Outcome<()> {
    let mut find = db.prepare_cached("SELECT bytes FROM feature WHERE record = ?")?;
    counted.truncate(0);
    for row in rows {
        let bytes: Option<Vec<u8>> = find.query_row([row.id], |row| row.get(0)).optional()?;
        let bytes = bytes.ok_or_else(|| damaged("a record has no features"))?;
        counted.add(&bytes).map_err(|_| damaged("features are torn"))?;
    }
    Ok(())
}
