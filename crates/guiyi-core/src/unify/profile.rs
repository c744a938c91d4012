//! Golden profiles with their lineage.

use rayon::prelude::*;

use super::survivorship::{Offer, Preference, Rule, USUAL, choose, choose_by};
use super::value::{self, Worth};
use crate::field::Field;
use crate::record::{Record, RecordId, Records, soon};
use crate::role::Role;

/// One golden value and where it came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GoldenValue {
    /// The record it came from.
    pub from: RecordId,
    /// Which of its source's columns of the field it stands in; the last that can be told behind 65,535.
    pub place: u16,
    /// Records that say the same.
    pub support: u32,
    /// What decided for it.
    pub rule: Rule,
}

impl GoldenValue {
    /// The value exactly as its record has it, of the field that it is a value of.
    pub fn raw<'a>(&self, field: &'a Field, records: &'a Records) -> &'a str {
        self.raw_of(field, records.record(self.from))
    }

    /// The same when the record that it came from was looked up.
    pub(crate) fn raw_of<'a>(&self, field: &Field, from: Record<'a>) -> &'a str {
        field.cell_at(from, self.place)
    }
}

/// One real customer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Profile {
    /// The records of this customer, rising.
    pub members: Vec<RecordId>,
    /// A golden value for each field, in the order of the fields; `None` where no record has one.
    pub values: Vec<Option<GoldenValue>>,
    /// Other spellings of the name, most frequent first.
    pub aliases: Vec<String>,
}

/// What a record's first value of a role is worth, where that is known already; see
/// [`Subject::worth`](crate::subject::Subject::worth).
pub type Known<'a> = dyn Fn(u32, Role) -> Option<Worth> + Sync + 'a;

/// Unifies each cluster into a profile, in the order of the clusters.
pub fn unify(
    records: &Records,
    known: &Known<'_>,
    fields: &[Field],
    clusters: &[Vec<u32>],
) -> Vec<Profile> {
    unify_by(records, known, fields, clusters, &Preference::default())
}

/// Unifies each cluster into a profile, by what is preferred.
pub fn unify_by(
    records: &Records,
    known: &Known<'_>,
    fields: &[Field],
    clusters: &[Vec<u32>],
    preference: &Preference,
) -> Vec<Profile> {
    let orders: Vec<Vec<Rule>> =
        fields.iter().map(|field| preference.order(&field.label)).collect();
    let trust = |id: RecordId| preference.trust.get(records.source(id)).copied().unwrap_or(0);
    let one = |(at, cluster): (usize, &Vec<u32>)| {
        let members = soon(clusters, at).iter().flatten();
        records.look_ahead(members.map(|&record| RecordId(record)));
        unify_one(records, known, (fields, &orders), &trust, cluster)
    };
    clusters.par_iter().enumerate().with_max_len(FEW).map(one).collect()
}

/// Clusters a task takes at most, so that no thread is left with many in the end.
const FEW: usize = 4096;

fn unify_one<'a>(
    records: &'a Records,
    known: &Known<'_>,
    (fields, orders): (&'a [Field], &[Vec<Rule>]),
    trust: &impl Fn(RecordId) -> i64,
    cluster: &[u32],
) -> Profile {
    let members: Vec<RecordId> = cluster.iter().map(|&record| RecordId(record)).collect();
    let rows: Vec<Record<'_>> = members.iter().map(|&id| records.record(id)).collect();
    let mut offers = Vec::new();
    let mut value = |field: &'a Field, order: &[Rule], days: &[Option<i32>]| {
        offers.clear();
        for ((&record, row), &day) in members.iter().zip(&rows).zip(days) {
            let offer = |(place, raw)| Offer::unjudged(record, place, raw, day);
            offers.extend(field.placed_cells_of(*row).map(offer));
        }
        judge(&mut offers, field.role, known);
        if order.contains(&Rule::MostTrusted) {
            offers.iter_mut().for_each(|offer| offer.trust = trust(offer.record));
        }
        let choice = if order == USUAL { choose(&offers) } else { choose_by(&offers, order) }?;
        let Offer { record: from, place, .. } = offers[choice.offer];
        Some(GoldenValue { from, place, support: choice.support as u32, rule: choice.rule })
    };
    let values: Vec<Option<GoldenValue>> = match (members.as_slice(), rows.as_slice()) {
        (&[only], &[row]) => fields
            .iter()
            .zip(orders)
            .map(|(field, order)| {
                let mut cells = field.placed_cells_of(row);
                let (place, _) = cells.next()?;
                if cells.next().is_some() {
                    return value(field, order, &[None]);
                }
                // Of one value there is nothing to choose.
                Some(GoldenValue { from: only, place, support: 1, rule: Rule::OnlyValue })
            })
            .collect(),
        _ => {
            let day = |row: &Record<'_>| row.cells(Role::Date).find_map(value::day);
            let days: Vec<Option<i32>> = rows.iter().map(day).collect();
            fields.iter().zip(orders).map(|(field, order)| value(field, order, &days)).collect()
        }
    };
    let aliases =
        if rows.len() > 1 { aliases(records, fields, &rows, &values) } else { Vec::new() };
    Profile { members, values, aliases }
}

/// Says what each offer of a field is worth. Where all say the same to the letter there is nothing to judge.
fn judge(offers: &mut [Offer<'_>], role: Role, known: &Known<'_>) {
    if offers.iter().all(|offer| offer.raw == offers[0].raw) {
        return;
    }
    for at in 0..offers.len() {
        let (before, rest) = offers.split_at_mut(at);
        let Some((offer, behind)) = rest.split_first_mut() else { return };
        let is_only = [before.last(), behind.first()]
            .into_iter()
            .flatten()
            .all(|other| other.record != offer.record);
        let judged = before.iter().find(|other| other.raw == offer.raw);
        let worth = judged
            .map(|other| Worth { key: other.key, quality: other.quality })
            .or_else(|| is_only.then(|| known(offer.record.0, role)).flatten())
            .unwrap_or_else(|| value::worth(role, offer.raw));
        (offer.key, offer.quality) = (worth.key, worth.quality);
    }
}

/// The spellings of the name that are not the golden one, most frequent first, then by text.
fn aliases(
    records: &Records,
    fields: &[Field],
    rows: &[Record<'_>],
    values: &[Option<GoldenValue>],
) -> Vec<String> {
    let named = fields.iter().zip(values).find(|(field, _)| is_name(field.role));
    let Some((field, golden)) = named else { return Vec::new() };
    let golden = golden.as_ref().map_or("", |value| value.raw(field, records).trim());
    let mut counted: Vec<(usize, &str)> = Vec::new();
    let names = rows.iter().flat_map(|row| field.cells_of(*row)).map(str::trim);
    for raw in names.filter(|raw| *raw != golden) {
        match counted.iter_mut().find(|(_, seen)| *seen == raw) {
            Some((count, _)) => *count += 1,
            None => counted.push((1, raw)),
        }
    }
    counted.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(b.1)));
    counted.into_iter().map(|(_, raw)| raw.to_string()).collect()
}

/// Whether the role names the customer.
pub fn is_name(role: Role) -> bool {
    matches!(role, Role::CompanyName | Role::PersonName | Role::Surname)
}
