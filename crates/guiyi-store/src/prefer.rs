//! Preferences: which of several values becomes the golden one, and which sources are trusted.

use guiyi_core::Error;
use guiyi_core::unify::Preference;
use guiyi_core::unify::survivorship::Rule;
use rusqlite::Connection;

use crate::catalog::Catalog;
use crate::change::{self, Change, ChangeKind};
use crate::fault::Outcome;
use crate::fixed::Fixed;
use crate::frozen;
use crate::golden::{self, Values};
use crate::identity::EntityId;
use crate::row::{self, Row};
use crate::store::{Stamp, Store, begin_step, end_step};
use crate::update::{self, counted};

/// What is preferred from now on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Preferred {
    /// The criteria of a field that come before the usual ones; none for the usual ones alone.
    Rules(String, Vec<Rule>),
    /// How far a source is trusted; 0 is the usual.
    Trust(String, i64),
}

impl Store {
    /// Sets a preference and says whose golden values are other ones by that.
    ///
    /// # Errors
    /// When the field or the source is unknown, or the store cannot be written.
    pub fn prefer(
        &mut self,
        preferred: &Preferred,
        stamp: &Stamp,
    ) -> Result<update::Outcome, Error> {
        self.write(|db| prefer(db, preferred, stamp))
    }
}

fn prefer(db: &Connection, preferred: &Preferred, stamp: &Stamp) -> Outcome<update::Outcome> {
    let step = begin_step(db, "prefer", stamp)?;
    let (before, mut catalog) = (all(db)?, Catalog::read(db)?);
    let summary = match preferred {
        Preferred::Rules(field, rules) => {
            let field = catalog.field(field)?;
            let mut preference = frozen::preference(db)?;
            preference.rules.insert(field.clone(), rules.clone());
            preference.rules.retain(|_, rules| !rules.is_empty());
            frozen::set_preference(db, &preference)?;
            let names: Vec<&str> = rules.iter().map(|rule| rule.name()).collect();
            format!("{field}: {}", names.join(","))
        }
        Preferred::Trust(source, trust) => {
            catalog.set_trust(db, source, *trust)?;
            format!("trust {trust} in {source}")
        }
    };
    let after = all(db)?;
    let mut changes = Vec::new();
    for ((entity, before), (_, after)) in before.iter().zip(&after) {
        let detail = golden::differing(before, after);
        if !detail.is_empty() {
            let (entity, kind) = (EntityId(*entity), ChangeKind::Value);
            changes.push(Change { step, entity, kind, other: None, detail });
        }
    }
    change::append(db, &changes)?;
    end_step(db, step, &summary)?;
    Ok(update::Outcome { step, changes: counted(&changes), ..update::Outcome::default() })
}

/// The golden values of all entities that have records, rising.
fn all(db: &Connection) -> Outcome<Vec<(i64, Values)>> {
    let mut rows = row::all(db)?;
    rows.sort_by_key(|row| row.entity);
    let groups = rows.chunk_by(|a, b| a.entity == b.entity);
    let groups: Vec<(i64, Vec<&Row>)> =
        groups.map(|group| (group[0].entity, group.iter().collect())).collect();
    let values = golden::values(&groups, &Catalog::read(db)?, &read(db)?, &Fixed::read(db)?)?;
    Ok(groups.iter().map(|(entity, _)| *entity).zip(values).collect())
}

/// What is preferred now.
pub fn read(db: &Connection) -> Outcome<Preference> {
    let mut preference = frozen::preference(db)?;
    let catalog = Catalog::read(db)?;
    let trusted = catalog.sources().iter().filter(|source| source.trust != 0);
    preference.trust = trusted.map(|source| (source.name.clone(), source.trust)).collect();
    Ok(preference)
}
