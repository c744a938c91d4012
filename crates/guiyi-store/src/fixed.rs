//! Golden values that a person has fixed.

use rusqlite::Connection;
use rustc_hash::FxHashMap;

use crate::fault::Outcome;

/// The values in force, by the entity that has them now.
#[derive(Debug, Default)]
pub struct Fixed(FxHashMap<i64, Vec<(String, String)>>);

impl Fixed {
    /// Reads the values in force. What was said of an entity holds for the one it was joined into.
    pub fn read(db: &Connection) -> Outcome<Fixed> {
        let mut found = db.prepare(
            "SELECT entity, field, value FROM fixed WHERE retracted IS NULL ORDER BY id",
        )?;
        let mut rows = found.query([])?;
        let mut heir = db.prepare("SELECT heir FROM entity WHERE id = ?")?;
        let mut fixed = Fixed::default();
        while let Some(row) = rows.next()? {
            let mut entity: i64 = row.get(0)?;
            while let Some(next) = heir.query_row([entity], |row| row.get::<_, Option<i64>>(0))? {
                entity = next;
            }
            let (field, value): (String, String) = (row.get(1)?, row.get(2)?);
            let values = fixed.0.entry(entity).or_default();
            // What was said last holds.
            values.retain(|(held, _)| *held != field);
            values.push((field, value));
        }
        Ok(fixed)
    }

    /// The value of an entity's field.
    pub fn value(&self, entity: i64, field: &str) -> Option<&str> {
        let values = self.0.get(&entity)?;
        values.iter().find(|(held, _)| held == field).map(|(_, value)| value.as_str())
    }

    /// All values of an entity.
    pub fn of(&self, entity: i64) -> &[(String, String)] {
        self.0.get(&entity).map_or(&[], Vec::as_slice)
    }
}
