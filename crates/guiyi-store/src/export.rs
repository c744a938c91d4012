//! Export: the whole archive as tables.

use guiyi_core::Error;
use guiyi_core::archive::{RowWriter, sources};
use guiyi_core::field::Field;
use guiyi_core::unify::{GoldenValue, Preference, Profile};

use crate::catalog::Catalog;
use crate::fault::Outcome;
use crate::fixed::Fixed;
use crate::golden;
use crate::identity::EntityId;
use crate::prefer;
use crate::row::{self, Row};
use crate::store::Store;
use crate::working::Working;

/// The archive as it is now, ready to be written.
#[derive(Debug)]
pub struct Exported {
    working: Working,
    /// The entity of each group.
    entities: Vec<EntityId>,
    /// For each record its group.
    group_of: Vec<u32>,
    fields: Vec<Field>,
    profiles: Vec<Profile>,
    fixed: Fixed,
}

/// What separates several values in one cell.
const SEPARATOR: &str = "; ";

impl Store {
    /// Reads the archive.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn exported(&self) -> Result<Exported, Error> {
        self.read(|db| {
            let catalog = Catalog::read(db)?;
            exported(&row::all(db)?, &catalog, &prefer::read(db)?, Fixed::read(db)?)
        })
    }
}

fn exported(
    rows: &[Row],
    catalog: &Catalog,
    preference: &Preference,
    fixed: Fixed,
) -> Outcome<Exported> {
    let working = Working::new(rows.iter(), catalog)?;
    let mut members: Vec<(i64, u32)> =
        working.records.ids().map(|id| (rows[working.place(id)].entity, id.0)).collect();
    members.sort_unstable();
    let (mut entities, mut groups) = (Vec::new(), Vec::new());
    let mut group_of = vec![0; members.len()];
    for group in members.chunk_by(|a, b| a.0 == b.0) {
        group.iter().for_each(|&(_, record)| group_of[record as usize] = groups.len() as u32);
        entities.push(EntityId(group[0].0));
        groups.push(group.iter().map(|&(_, record)| record).collect::<Vec<u32>>());
    }
    let (fields, profiles) = golden::profiles(&working, &groups, preference);
    Ok(Exported { working, entities, group_of, fields, profiles, fixed })
}

impl Exported {
    /// How many records and entities.
    pub fn counts(&self) -> (usize, usize) {
        (self.group_of.len(), self.entities.len())
    }

    /// One row an entity: id, golden values, other spellings of the name, records, sources.
    pub fn profiles(&self, out: &mut dyn RowWriter) -> Result<(), Error> {
        let labels: Vec<String> =
            self.fields.iter().map(|field| field.label.replace('-', "_")).collect();
        let mut header = vec!["entity_id"];
        header.extend(labels.iter().map(String::as_str));
        header.extend(["aliases", "records", "sources"]);
        out.row(&header)?;
        for (entity, profile) in self.entities.iter().zip(&self.profiles) {
            let id = entity.to_string();
            let (aliases, count) =
                (profile.aliases.join(SEPARATOR), profile.members.len().to_string());
            let sources = sources(&self.working.records, &profile.members);
            let mut row = vec![id.as_str()];
            row.extend(self.fields.iter().zip(&profile.values).map(|(field, value)| {
                let raw = |value: &GoldenValue| value.raw(field, &self.working.records);
                let chosen = value.as_ref().map_or("", raw);
                self.fixed.value(entity.0, &field.label).unwrap_or(chosen)
            }));
            row.extend([aliases.as_str(), &count, &sources]);
            out.row(&row)?;
        }
        Ok(())
    }

    /// One row a record, by source and key: its entity, source and key.
    pub fn members(&self, out: &mut dyn RowWriter) -> Result<(), Error> {
        out.row(&["entity_id", "source", "record_id"])?;
        let records = &self.working.records;
        for id in records.ids() {
            let entity = self.entities[self.group_of[id.index()] as usize].to_string();
            out.row(&[&entity, records.source(id), records.key(id)])?;
        }
        Ok(())
    }

    /// One row a golden value: where it comes from and which rule chose it.
    pub fn lineage(&self, out: &mut dyn RowWriter) -> Result<(), Error> {
        out.row(&[
            "entity_id",
            "field",
            "value",
            "source",
            "record_id",
            "rule",
            "support",
            "records",
        ])?;
        let records = &self.working.records;
        for (entity, profile) in self.entities.iter().zip(&self.profiles) {
            let (id, count) = (entity.to_string(), profile.members.len().to_string());
            for (field, value) in self.fields.iter().zip(&profile.values) {
                let label = field.label.replace('-', "_");
                if let Some(value) = self.fixed.value(entity.0, &field.label) {
                    out.row(&[&id, &label, value, "", "", "fixed-by-hand", "", &count])?;
                    continue;
                }
                let Some(value) = value else { continue };
                out.row(&[
                    &id,
                    &label,
                    value.raw(field, records),
                    records.source(value.from),
                    records.key(value.from),
                    value.rule.name(),
                    &value.support.to_string(),
                    &count,
                ])?;
            }
        }
        Ok(())
    }
}
