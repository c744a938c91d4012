//! From cells to features.

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use super::person::Parts;
use super::vocabulary::{Domain, Interner, ValueId};
use super::{Cell, Feature, FeatureTable, Kind};
use crate::field::{self, Field};
use crate::normalize::date::Date;
use crate::normalize::narrow::{is_missing, narrowed};
use crate::normalize::text::{folded, tokens};
use crate::normalize::{emails, phones};
use crate::record::{RecordId, Records};
use crate::role::Role;

/// Where a feature's values come from.
enum Origin<'a> {
    /// A part of the person's name.
    Person,
    /// A field.
    Field(&'a Field),
}

/// The columns a person's name stands in.
#[derive(Default)]
struct NameFields<'a> {
    given: Option<&'a Field>,
    surname: Option<&'a Field>,
    full: Option<&'a Field>,
}

/// Reads all features.
pub fn read(records: &Records) -> FeatureTable {
    /// Records whose texts are held at once: enough to share out, few enough to stay in cache.
    const BATCH: usize = 8192;
    let fields = field::fields(records);
    let names = NameFields::new(&fields, records);
    let plan = plan(&fields, &names, records);
    let mut interner = Interner::new();
    let mut values: Vec<ValueId> = Vec::with_capacity(records.len() * plan.len());
    let ids: Vec<RecordId> = records.ids().collect();
    for batch in ids.chunks(BATCH) {
        let rows: Vec<Vec<String>> =
            batch.par_iter().map(|&id| row(&plan, &names, records, id)).collect();
        for (text, (feature, _)) in rows.iter().flat_map(|row| row.iter().zip(&plan)) {
            values.push(intern(&mut interner, feature.kind, text));
        }
    }
    let features = plan.into_iter().map(|(feature, _)| feature).collect();
    let vocabulary = interner.finish(records.len());
    let mut table = FeatureTable {
        features,
        vocabulary,
        cells: values.iter().map(|&value| Cell { value, ..Cell::default() }).collect(),
        siblings: Vec::new(),
        sources: sources(records),
    };
    measure(&mut table);
    table.siblings = siblings(&table);
    table
}

/// Which text features share values, more than by chance: between those cells are exchanged.
fn siblings(table: &FeatureTable) -> Vec<Vec<usize>> {
    /// Values both must have, as a share of those of the poorer feature.
    const SHARED: f64 = 0.02;
    let width = table.features.len();
    let values = |at: usize| -> FxHashSet<ValueId> {
        let text = table.features[at].kind == Kind::Text;
        let cells = table.cells.iter().skip(at).step_by(width).filter(|_| text);
        cells.map(|cell| cell.value).filter(|value| !value.is_missing()).collect()
    };
    let sets: Vec<FxHashSet<ValueId>> = (0..width).map(values).collect();
    let related = |a: &FxHashSet<ValueId>, b: &FxHashSet<ValueId>| {
        let least = a.len().min(b.len()) as f64 * SHARED;
        least > 0.0 && a.intersection(b).count() as f64 >= least
    };
    (0..width)
        .map(|a| (0..width).filter(|&b| a != b && related(&sets[a], &sets[b])).collect())
        .collect()
}

/// A record's texts, one for each feature.
fn row(
    plan: &[(Feature, Origin<'_>)],
    names: &NameFields<'_>,
    records: &Records,
    id: RecordId,
) -> Vec<String> {
    let mut parts = names.parts(records, id);
    plan.iter()
        .map(|(feature, origin)| match (origin, feature.kind) {
            (Origin::Field(field), kind) => normalized(kind, field, records, id),
            (Origin::Person, Kind::Given) => std::mem::take(&mut parts.given),
            (Origin::Person, Kind::Surname) => std::mem::take(&mut parts.surname),
            (Origin::Person, _) => std::mem::take(&mut parts.others),
        })
        .collect()
}

fn intern(interner: &mut Interner, kind: Kind, text: &str) -> ValueId {
    match kind {
        Kind::Text | Kind::Category => interner.intern(domain(kind), text, tokens),
        _ => interner.intern(domain(kind), text, |text| text.split(' ')),
    }
}

fn sources(records: &Records) -> Vec<u32> {
    let mut known: FxHashMap<&str, u32> = FxHashMap::default();
    records
        .ids()
        .map(|id| {
            let next = known.len() as u32;
            *known.entry(records.source(id)).or_insert(next)
        })
        .collect()
}

/// Counts values: how many records are filled, how surprising each value is. Decides which texts
/// are categories.
fn measure(table: &mut FeatureTable) {
    /// Values that a small file is thought to hold beyond its own, each once: two records of fifty
    /// that share a value do not make it one that every twenty-fifth person has.
    const UNSEEN: f64 = 200.0;
    /// A text with at most this many values among a thousand records or more is a category.
    const CATEGORY_VALUES: usize = 64;
    let width = table.features.len();
    for (at, feature) in table.features.iter_mut().enumerate() {
        let mut counts: FxHashMap<ValueId, u32> = FxHashMap::default();
        for cell in table.cells.iter().skip(at).step_by(width) {
            *counts.entry(cell.value).or_default() += 1;
        }
        counts.remove(&ValueId::MISSING);
        let filled: u64 = counts.values().map(|&count| u64::from(count)).sum();
        let same: u64 = counts.values().map(|&count| u64::from(count) * u64::from(count - 1)).sum();
        feature.filled = filled as f64 / (table.sources.len() as f64).max(1.0);
        let all = filled as f64 + UNSEEN;
        feature.coincidence = (same as f64 + 1.0) / (all * all);
        feature.distinct = counts.len();
        if feature.kind == Kind::Text
            && counts.len() <= CATEGORY_VALUES
            && counts.len() as u64 * 16 <= filled
        {
            feature.kind = Kind::Category;
        }
        let words = &table.vocabulary;
        for cell in table.cells.iter_mut().skip(at).step_by(width) {
            let count = counts.get(&cell.value).copied().unwrap_or(0);
            *cell = Cell::new(words, cell.value, f64::from(count) / all);
        }
    }
}

fn domain(kind: Kind) -> Domain {
    match kind {
        Kind::Given | Kind::Surname | Kind::OtherNames => Domain::Name,
        Kind::Date | Kind::Code | Kind::Postcode | Kind::Number => Domain::Code,
        Kind::Email => Domain::Email,
        Kind::Phone => Domain::Phone,
        Kind::Category | Kind::Text => Domain::Word,
    }
}

/// A field's cell in the form in which it is compared.
fn normalized(kind: Kind, field: &Field, records: &Records, id: RecordId) -> String {
    let mut cells = field.cells(records, id).filter(|cell| !is_missing(cell));
    match kind {
        Kind::Phone => {
            let mut numbers: Vec<String> = cells
                .flat_map(|cell| phones(cell, None))
                .map(|phone| phone.number().to_string())
                .collect();
            numbers.sort_unstable();
            numbers.dedup();
            numbers.join(" ")
        }
        Kind::Email => cells.next().map_or_else(String::new, email),
        Kind::Date => cells.next().map_or_else(String::new, date),
        Kind::Code | Kind::Postcode | Kind::Number => cells.next().map_or_else(String::new, code),
        _ => {
            let texts: Vec<String> = cells.map(folded).collect();
            texts.join(" ")
        }
    }
}

/// An address that is mistyped still says something: it is kept as it stands.
fn email(cell: &str) -> String {
    match emails(cell).first() {
        Some(email) => email.as_str().to_string(),
        None => {
            narrowed(cell).filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect()
        }
    }
}

/// Eight digits where the cell is a date; the digits there are where it is none.
fn date(cell: &str) -> String {
    match Date::normalize(cell).valid() {
        Some(date) => {
            format!(
                "{:04}{:02}{:02}",
                date.year(),
                date.month().unwrap_or(0),
                date.day().unwrap_or(0)
            )
        }
        None => narrowed(cell).filter(char::is_ascii_digit).collect(),
    }
}

fn code(cell: &str) -> String {
    let cell = cell.trim();
    let cell = cell.strip_suffix(".0").unwrap_or(cell);
    narrowed(cell).filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The features in order: names first, then the fields by role.
fn plan<'a>(
    fields: &'a [Field],
    names: &NameFields<'_>,
    records: &Records,
) -> Vec<(Feature, Origin<'a>)> {
    let feature = |label: &str, kind| Feature {
        label: label.to_string(),
        kind,
        filled: 0.0,
        coincidence: 0.0,
        distinct: 0,
    };
    let mut plan: Vec<(Feature, Origin<'a>)> = Vec::new();
    if names.given.is_some() || names.full.is_some() {
        plan.push((feature(Role::GivenName.name(), Kind::Given), Origin::Person));
    }
    if names.surname.is_some() || names.full.is_some() {
        plan.push((feature(Role::Surname.name(), Kind::Surname), Origin::Person));
    }
    if names.full.is_some() {
        plan.push((feature("other-names", Kind::OtherNames), Origin::Person));
    }
    for field in fields {
        if let Some(kind) = kind(field, records) {
            plan.push((feature(&field.label, kind), Origin::Field(field)));
        }
    }
    plan
}

/// How a field is compared; `None` for what says nothing about who the customer is.
fn kind(field: &Field, records: &Records) -> Option<Kind> {
    match field.role {
        Role::CreditCode | Role::Identifier => Some(Kind::Code),
        Role::Phone => Some(Kind::Phone),
        Role::Email => Some(Kind::Email),
        Role::Postcode => Some(Kind::Postcode),
        Role::BirthDate => Some(Kind::Date),
        Role::Province | Role::City | Role::Address => Some(Kind::Text),
        Role::Text => Some(if is_numeric(field, records) { Kind::Number } else { Kind::Text }),
        _ => None,
    }
}

/// Whether nearly all cells are digits.
fn is_numeric(field: &Field, records: &Records) -> bool {
    /// Cells looked at, spread over the file.
    const SAMPLE: usize = 2000;
    let step = records.len().div_ceil(SAMPLE).max(1);
    let (mut digits, mut filled) = (0, 0);
    for id in records.ids().step_by(step) {
        for cell in field.cells(records, id) {
            filled += 1;
            let text = code(cell);
            digits += usize::from(!text.is_empty() && text.bytes().all(|b| b.is_ascii_digit()));
        }
    }
    digits * 10 >= filled * 9 && filled > 0
}

impl<'a> NameFields<'a> {
    /// The name columns of a file. Of several full names the one that says most counts: the others
    /// are usually made from it.
    fn new(fields: &'a [Field], records: &Records) -> NameFields<'a> {
        let with = |role: Role| fields.iter().find(|field| field.role == role);
        let length = |field: &&Field| -> usize {
            records.ids().flat_map(|id| field.cells(records, id)).map(str::len).sum()
        };
        let full = fields
            .iter()
            .filter(|field| field.role == Role::PersonName)
            .rev()
            .max_by_key(|field| length(field));
        NameFields { given: with(Role::GivenName), surname: with(Role::Surname), full }
    }

    fn parts(&self, records: &Records, id: RecordId) -> Parts {
        let text = |field: Option<&Field>| {
            let cell = field.and_then(|field| field.cells(records, id).find(|c| !is_missing(c)));
            cell.map_or_else(String::new, folded)
        };
        Parts::new(&text(self.given), &text(self.surname), &text(self.full))
    }
}
