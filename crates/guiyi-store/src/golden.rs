//! Golden values of entities.

use guiyi_core::field::{Field, fields};
use guiyi_core::unify::{Preference, Profile, unify_by};

use crate::catalog::Catalog;
use crate::fault::Outcome;
use crate::fixed::Fixed;
use crate::row::Row;
use crate::working::Working;

/// The golden values of one group of records, by field.
pub type Values = Vec<(String, String)>;

/// Unifies groups of rows.
pub fn profiles(
    working: &Working,
    groups: &[Vec<u32>],
    preference: &Preference,
) -> (Vec<Field>, Vec<Profile>) {
    let records = &working.records;
    let fields = fields(records);
    // Values are judged where records differ, which is seldom.
    let profiles = unify_by(records, &|_, _| None, &fields, groups, preference);
    (fields, profiles)
}

/// The golden values of groups of rows.
pub fn values(
    groups: &[(i64, Vec<&Row>)],
    catalog: &Catalog,
    preference: &Preference,
    fixed: &Fixed,
) -> Outcome<Vec<Values>> {
    let rows: Vec<&Row> = groups.iter().flat_map(|(_, rows)| rows).copied().collect();
    if rows.is_empty() {
        return Ok(vec![Vec::new(); groups.len()]);
    }
    let working = Working::new(rows.iter().copied(), catalog)?;
    let mut group_of: Vec<usize> = Vec::with_capacity(rows.len());
    for (at, (_, group)) in groups.iter().enumerate() {
        group_of.extend(group.iter().map(|_| at));
    }
    let mut ranked: Vec<Vec<u32>> = vec![Vec::new(); groups.len()];
    for id in working.records.ids() {
        ranked[group_of[working.place(id)]].push(id.0);
    }
    let (fields, profiles) = profiles(&working, &ranked, preference);
    let values = profiles.into_iter().zip(groups).map(|(profile, (entity, _))| {
        let values = fields.iter().zip(profile.values);
        let chosen = values.filter_map(|(field, value)| {
            let raw = value?.raw(field, &working.records).to_string();
            Some((field.label.clone(), raw))
        });
        let mut values: Values =
            chosen.filter(|(field, _)| fixed.value(*entity, field).is_none()).collect();
        values.extend_from_slice(fixed.of(*entity));
        values
    });
    Ok(values.collect())
}

/// The fields that two sets of values differ in, with commas between.
pub fn differing(before: &Values, after: &Values) -> String {
    let value = |values: &Values, field: &str| {
        values.iter().find(|(name, _)| name == field).map(|(_, value)| value.clone())
    };
    let mut fields: Vec<&str> = before.iter().chain(after).map(|(name, _)| name.as_str()).collect();
    fields.sort_unstable();
    fields.dedup();
    fields.retain(|field| value(before, field) != value(after, field));
    fields.join(",")
}
