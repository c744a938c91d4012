//! Compact: what was deleted leaves the file for good, and the file gives back the room.

use guiyi_core::Error;
use guiyi_core::pipeline::Observer;
use rusqlite::Connection;

use crate::catalog::Catalog;
use crate::fault::{Fault, Outcome};
use crate::frozen::{self, Frozen};
use crate::row;
use crate::settle::Touched;
use crate::store::{Stamp, Store, begin_step, end_step};
use crate::update::{self, counted, settle_whole};
use crate::working::Working;

impl Store {
    /// Erases the values of records that were deleted or changed, from tables, free pages and the
    /// write-ahead log. Ids and the log of changes stay; the steps before can no longer be undone.
    ///
    /// # Errors
    /// When another process uses the store, or the disk has no room for a second copy of it.
    pub fn compact(
        &mut self,
        stamp: &Stamp,
        observer: &dyn Observer,
    ) -> Result<update::Outcome, Error> {
        let (db, file) = self.outside();
        let told = |problem: rusqlite::Error| Fault::from(problem).told(file);
        db.pragma_update(None, "secure_delete", true).map_err(told)?;
        let outcome = self.write(|db| erase(db, stamp, observer))?;
        let (db, file) = self.outside();
        let told = |problem: rusqlite::Error| Fault::from(problem).told(file);
        // A store may be larger than memory.
        db.pragma_update(None, "temp_store", "file").map_err(told)?;
        db.execute_batch("VACUUM").map_err(told)?;
        let busy: i64 =
            db.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0)).map_err(told)?;
        if busy != 0 {
            let problem = Error::new(
                guiyi_core::ErrorKind::Busy,
                "another process reads this store, so its log still holds what was erased",
            );
            return Err(problem.in_file(file).hint("run it again when nobody reads"));
        }
        Ok(outcome)
    }
}

fn erase(db: &Connection, stamp: &Stamp, observer: &dyn Observer) -> Outcome<update::Outcome> {
    let step = begin_step(db, "compact", stamp)?;
    let former = db.execute("DELETE FROM former", [])?;
    db.execute("DELETE FROM move", [])?;
    // A decision about a record that is gone for good can never hold again.
    for (source, key) in [("source_a", "record_a"), ("source_b", "record_b")] {
        db.execute(
            &format!(
                "UPDATE decision SET source_a = '', record_a = '', source_b = '', record_b = '',
                     retracted = coalesce(retracted, ?1)
                 WHERE NOT EXISTS (SELECT 1 FROM record JOIN source ON source.id = record.source
                                   WHERE source.name = {source} AND record.key = {key})"
            ),
            [step],
        )?;
    }
    db.execute(
        "UPDATE fixed SET value = '', retracted = coalesce(retracted, ?1)
         WHERE retracted IS NOT NULL
         OR entity IN (SELECT id FROM entity WHERE ended IS NOT NULL AND heir IS NULL)",
        [step],
    )?;
    frozen::set_erased(db, step)?;
    let changes = match forget_names(db)? {
        true => settle_whole(db, step, &Touched::default(), observer)?,
        false => Vec::new(),
    };
    end_step(db, step, &format!("{former} former rows erased"))?;
    Ok(update::Outcome {
        step,
        deleted: former,
        changes: counted(&changes),
        ..update::Outcome::default()
    })
}

/// Blanks the names among the counts that no record bears any more; whether there were any.
fn forget_names(db: &Connection) -> Outcome<bool> {
    let mut frozen = Frozen::read(db)?;
    let Some(mut counted) = frozen.counted(db)? else { return Ok(false) };
    let rows = row::all(db)?;
    let working = Working::new(rows.iter(), &Catalog::read(db)?)?;
    counted.take_in(&working.records);
    let forgotten = counted.forget_names();
    if forgotten {
        frozen.set_counts(&counted);
        frozen.write(db)?;
    }
    Ok(forgotten)
}
