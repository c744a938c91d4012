//! What stands still in a store: settings and model, so that records weigh the same whenever they
//! come.

use guiyi_core::score::model::Model;
use guiyi_core::settings::Settings;
use rusqlite::{Connection, OptionalExtension, params};

use crate::fault::{Outcome, damaged};

/// What a store decides by.
#[derive(Clone, Debug)]
pub struct Frozen {
    /// The settings.
    pub settings: Settings,
    /// The model; `None` until the first records come.
    pub model: Option<Model>,
}

const SETTINGS: &str = "settings";
const MODEL: &str = "model";

impl Frozen {
    /// Reads it from a store.
    pub fn read(db: &Connection) -> Outcome<Frozen> {
        let settings = text(db, SETTINGS)?.ok_or_else(|| damaged("it has no settings"))?;
        let settings =
            serde_json::from_slice(&settings).map_err(|_| damaged("its settings are torn"))?;
        let model = text(db, MODEL)?
            .map(|text| serde_json::from_slice(&text).map_err(|_| damaged("its model is torn")))
            .transpose()?;
        Ok(Frozen { settings, model })
    }

    /// Writes it into a store.
    pub fn write(&self, db: &Connection) -> Outcome<()> {
        put(db, SETTINGS, &json(&self.settings)?)?;
        if let Some(model) = &self.model {
            put(db, MODEL, &json(model)?)?;
        }
        Ok(())
    }
}

fn json<T: serde::Serialize>(value: &T) -> Outcome<Vec<u8>> {
    serde_json::to_vec(value).map_err(|_| damaged("a setting cannot be kept"))
}

fn text(db: &Connection, name: &str) -> Outcome<Option<Vec<u8>>> {
    let found = db.query_row("SELECT value FROM setting WHERE name = ?", [name], |row| row.get(0));
    Ok(found.optional()?)
}

fn put(db: &Connection, name: &str, value: &[u8]) -> Outcome<()> {
    db.execute("INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)", params![name, value])?;
    Ok(())
}
