//! What stands still in a store: settings, model and counts, so that records weigh the same whenever
//! they come.

use guiyi_core::block::index::Limits;
use guiyi_core::company::frozen::Frozen as Counted;
use guiyi_core::index::codec::{FORMAT, Reader, Writer};
use guiyi_core::pipeline::Options;
use guiyi_core::score::model::Model;
use guiyi_core::settings::Settings;
use guiyi_core::unify::Preference;
use guiyi_core::{Error, ErrorKind};
use rusqlite::{Connection, OptionalExtension, params};

use crate::fault::{Outcome, damaged};

/// What a store decides by.
#[derive(Clone, Debug)]
pub struct Frozen {
    /// The settings.
    pub settings: Settings,
    /// The model; `None` until the first records come.
    pub model: Option<Model>,
    /// How common values are, as bytes; `None` until the first companies come.
    pub counts: Option<Vec<u8>>,
}

const SETTINGS: &str = "settings";
const MODEL: &str = "model";
const COUNTS: &str = "counts";
const PREFERENCE: &str = "preference";
/// The last step whose replaced values were erased.
const ERASED: &str = "erased";
/// The version of the features and keys that counts and slots are made of.
const FEATURES: &str = "features";

impl Frozen {
    /// Reads it from a store.
    ///
    /// # Errors
    /// When the store was computed with features of another version.
    pub fn read(db: &Connection) -> Outcome<Frozen> {
        let settings = value(db, SETTINGS)?.ok_or_else(|| damaged("it has no settings"))?;
        let settings =
            serde_json::from_slice(&settings).map_err(|_| damaged("its settings are torn"))?;
        let model = value(db, MODEL)?
            .map(|text| serde_json::from_slice(&text).map_err(|_| damaged("its model is torn")))
            .transpose()?;
        Ok(Frozen { settings, model, counts: value(db, COUNTS)? })
    }

    /// Writes it into a store.
    pub fn write(&self, db: &Connection) -> Outcome<()> {
        put(db, SETTINGS, &json(&self.settings)?)?;
        if let Some(model) = &self.model {
            put(db, MODEL, &json(model)?)?;
        }
        if let Some(counts) = &self.counts {
            put(db, COUNTS, counts)?;
            put(db, FEATURES, version().as_bytes())?;
        }
        Ok(())
    }

    /// The features' counts, holding no record yet; `None` when the store has none.
    ///
    /// # Errors
    /// When they are of another version of the features.
    pub fn counted(&self, db: &Connection) -> Outcome<Option<Counted>> {
        let Some(bytes) = &self.counts else { return Ok(None) };
        let features = value(db, FEATURES)?.unwrap_or_default();
        let own = version();
        if features != own.as_bytes() {
            let version = String::from_utf8_lossy(&features).into_owned();
            let problem = Error::new(
                ErrorKind::Format,
                format!(
                    "the store was computed with features of version {version}, this program has {own}"
                ),
            );
            return Err(problem.hint("compute it anew: guiyi master retrain STORE").into());
        }
        let counted = Counted::from_counts(&mut Reader::new(bytes));
        Ok(Some(counted.map_err(|_| damaged("its counts are torn"))?))
    }

    /// Takes over what was counted.
    pub fn set_counts(&mut self, counted: &Counted) {
        let mut out = Writer::default();
        counted.counts(&mut out);
        self.counts = Some(out.bytes);
    }

    /// How the pipeline decides under these settings. A block that stays too large when it is split
    /// is left out, since neighbours in it would depend on which records are there.
    pub fn options(&self) -> Options {
        let mut options = self.settings.options();
        options.limits = Limits { window: 0, ..options.limits };
        options.model.clone_from(&self.model);
        options
    }
}

/// Forgets model and counts, so that the records that are there now give new ones.
pub fn thaw(db: &Connection) -> Outcome<()> {
    db.execute("DELETE FROM setting WHERE name IN (?, ?)", [MODEL, COUNTS])?;
    Ok(())
}

/// Which values are preferred; the trust in sources stands in their table.
pub fn preference(db: &Connection) -> Outcome<Preference> {
    let text = value(db, PREFERENCE)?;
    let read = |text: Vec<u8>| serde_json::from_slice(&text);
    let found = text.map(read).transpose().map_err(|_| damaged("its preferences are torn"))?;
    Ok(found.unwrap_or_default())
}

/// Keeps which values are preferred.
pub fn set_preference(db: &Connection, preference: &Preference) -> Outcome<()> {
    put(db, PREFERENCE, &json(preference)?)
}

/// The last step whose replaced values were erased; 0 without one.
pub fn erased(db: &Connection) -> Outcome<i64> {
    let step = value(db, ERASED)?.and_then(|text| String::from_utf8(text).ok()?.parse().ok());
    Ok(step.unwrap_or(0))
}

/// Remembers that what all steps up to this one replaced was erased.
pub fn set_erased(db: &Connection, step: i64) -> Outcome<()> {
    put(db, ERASED, step.to_string().as_bytes())
}

/// The version of the features. Another program may read names in another way, and pairs weighed by
/// one do not go with pairs weighed by the other.
fn version() -> String {
    format!("{FORMAT}/{}", env!("CARGO_PKG_VERSION"))
}

fn json<T: serde::Serialize>(value: &T) -> Outcome<Vec<u8>> {
    serde_json::to_vec(value).map_err(|_| damaged("a setting cannot be kept"))
}

fn value(db: &Connection, name: &str) -> Outcome<Option<Vec<u8>>> {
    let found = db.query_row("SELECT value FROM setting WHERE name = ?", [name], |row| row.get(0));
    Ok(found.optional()?)
}

fn put(db: &Connection, name: &str, value: &[u8]) -> Outcome<()> {
    db.execute("INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)", params![name, value])?;
    Ok(())
}
