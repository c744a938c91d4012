//! The archive as tables: rows for `profiles`, `members`, `review`, `links` and `lineage`.
//!
//! Pure: each function gives the [`Rows`] of a table, which hand themselves to a [`RowWriter`], whatever the
//! format.

mod lineage;
mod rows;

use std::borrow::Cow;
use std::ops::Range;

use crate::dedupe::Archive;
use crate::record::{Record, RecordId, Records};
use crate::review::WeakestLink;
use crate::role::Role;
use crate::score::weight::MatchWeight;
use crate::unify::profile::is_name;

pub use rows::{RowWriter, Rows};

/// What separates several values in one cell: it does not occur in names or numbers.
const SEPARATOR: &str = "; ";

/// Writes the tables of one archive.
#[derive(Debug)]
pub struct Tables<'a> {
    records: &'a Records,
    archive: &'a Archive,
    /// Digits of a profile id.
    width: usize,
}

impl<'a> Tables<'a> {
    /// The tables of this archive over these records.
    pub fn new(records: &'a Records, archive: &'a Archive) -> Tables<'a> {
        let width = archive.profiles.len().to_string().len().max(6);
        Tables { records, archive, width }
    }

    /// The id of a profile in this run: `P000001`.
    pub fn profile_id(&self, profile: usize) -> String {
        let mut number = itoa::Buffer::new();
        let number = number.format(profile + 1);
        let mut id = String::with_capacity(1 + self.width);
        id.push('P');
        (number.len()..self.width).for_each(|_| id.push('0'));
        id.push_str(number);
        id
    }

    /// One row a customer: id, golden values, aliases, records, sources, confidence, weakest link.
    pub fn profiles(&self) -> Rows<'_> {
        let labels = self.labels();
        let mut header = vec!["profile_id"];
        header.extend(labels.iter().map(String::as_str));
        header.extend(["aliases", "records", "sources", "confidence", "weakest_link", "warnings"]);
        let (warnings, width) = (self.warnings(), header.len());
        Rows::new(&header, self.archive.profiles.len(), move |at, out| {
            let profile = &self.archive.profiles[at];
            let id = self.profile_id(at);
            let weakest = self.archive.cohesion[at].weakest;
            let aliases = profile.aliases.join(SEPARATOR);
            let mut count = itoa::Buffer::new();
            let count = count.format(profile.members.len());
            let sources = sources(self.records, &profile.members);
            let confidence =
                weakest.map_or(Cow::Borrowed(CERTAIN), |link| probability(link.weight));
            let link = weakest.map_or(String::new(), |link| self.describe(&link));
            let mut row = Vec::with_capacity(width);
            row.push(id.as_str());
            let mut known: Option<(RecordId, Record<'_>)> = None;
            row.extend(self.archive.fields.iter().zip(&profile.values).map(|(field, value)| {
                let Some(value) = value else { return "" };
                let record = match known {
                    Some((from, record)) if from == value.from => record,
                    _ => known.insert((value.from, self.records.record(value.from))).1,
                };
                value.raw_of(field, record)
            }));
            let warning = warnings.get(&at).map_or("", String::as_str);
            row.extend([aliases.as_str(), count, &sources, &confidence, &link, warning]);
            out.row(&row)
        })
        .after(|some| self.look_ahead(some))
    }

    /// Every input row with its profile, in canonical order, with the input's own columns.
    pub fn members(&self) -> Rows<'_> {
        const OWN: [&str; 4] = ["profile_id", "source", "record_id", "confidence"];
        let columns = self.records.columns();
        // A column that says the same as one of ours is not repeated; one that only has its name is
        // told apart.
        let repeats = |at: usize| {
            let is = |role| {
                let mut ids = self.records.ids();
                let same = |id| self.records.role_of(id, at).is_none_or(|own| own == role);
                ids.all(same)
            };
            match columns[at].name.as_str() {
                "record_id" => is(Role::RecordId),
                "source" => is(Role::Source),
                _ => false,
            }
        };
        let kept: Vec<usize> = (0..columns.len()).filter(|&at| !repeats(at)).collect();
        let names: Vec<String> = kept
            .iter()
            .map(|&at| match columns[at].name.as_str() {
                name if OWN.contains(&name) => format!("{name}_input"),
                name => name.to_string(),
            })
            .collect();
        let mut header = OWN.to_vec();
        header.extend(names.iter().map(String::as_str));
        let confidences = self.confidences();
        Rows::new(&header, self.records.len(), move |at, out| {
            let id = RecordId(at as u32);
            let record = self.records.record(id);
            let profile = self.profile_id(self.archive.profile_of[at] as usize);
            let key = self.key_of(id, record);
            let confidence = probability(confidences[at]);
            let mut row = Vec::with_capacity(OWN.len() + kept.len());
            row.extend([profile.as_str(), self.records.source(id), &key, &confidence]);
            row.extend(kept.iter().map(|&column| record.cell(column)));
            out.row(&row)
        })
    }

    /// Pairs for clerical review, with the reason in words.
    pub fn review(&self) -> Rows<'_> {
        let header = [
            "question",
            "profile_a",
            "profile_b",
            "source_a",
            "record_a",
            "source_b",
            "record_b",
            "name_a",
            "name_b",
            "probability",
            "weight",
            "reason",
            "reason_zh",
        ];
        Rows::new(&header, self.archive.review.len(), |at, out| {
            let item = &self.archive.review[at];
            let (left, right) = (RecordId(item.left), RecordId(item.right));
            let profile =
                |id: RecordId| self.profile_id(self.archive.profile_of[id.index()] as usize);
            let fallback = ("near, but not sure enough", "相近，但把握不足");
            let (reason, reason_zh) = item.reason.map_or(fallback, |reason| reason.words());
            out.row(&[
                item.question.name(),
                &profile(left),
                &profile(right),
                self.records.source(left),
                &self.key(left),
                self.records.source(right),
                &self.key(right),
                self.name(left),
                self.name(right),
                &probability(item.weight),
                &format!("{:.2}", item.weight.bits()),
                reason,
                reason_zh,
            ])
        })
    }

    /// Every pair that was kept: those at or above the review threshold, and those that rules or
    /// decisions require or forbid.
    pub fn pairs(&self) -> Rows<'_> {
        let header =
            ["source_a", "record_a", "source_b", "record_b", "weight", "probability", "standing"];
        Rows::new(&header, self.archive.resolution.edges.len(), |at, out| {
            let edge = &self.archive.resolution.edges[at];
            let (left, right) = (RecordId(edge.left), RecordId(edge.right));
            out.row(&[
                self.records.source(left),
                &self.key(left),
                self.records.source(right),
                &self.key(right),
                &format!("{:.4}", edge.weight.bits()),
                &probability(edge.weight),
                edge.standing.name(),
            ])
        })
    }

    /// Typed relations between profiles.
    pub fn links(&self) -> Rows<'_> {
        let header = ["profile_id", "relation", "to_profile_id", "name", "to_name"];
        Rows::new(&header, self.archive.links.len(), |at, out| {
            let link = &self.archive.links[at];
            let name = |profile: u32| {
                let first = self.archive.profiles[profile as usize].members.first();
                first.map_or("", |&id| self.name(id))
            };
            out.row(&[
                &self.profile_id(link.from as usize),
                link.relation.name(),
                &self.profile_id(link.to as usize),
                name(link.from),
                name(link.to),
            ])
        })
    }

    /// Looks at the records of some profiles.
    fn look_ahead(&self, profiles: Range<usize>) {
        let members = self.archive.profiles[profiles].iter().flat_map(|profile| &profile.members);
        self.records.look_ahead(members.copied());
    }

    /// What the fields are called in headers and cells.
    fn labels(&self) -> Vec<String> {
        self.archive.fields.iter().map(|field| field.label.replace('-', "_")).collect()
    }

    /// The record's own key, or its line where the source has no keys.
    fn key(&self, id: RecordId) -> Cow<'a, str> {
        self.key_of(id, self.records.record(id))
    }

    /// The same of a record that was looked up.
    fn key_of(&self, id: RecordId, record: Record<'a>) -> Cow<'a, str> {
        match record.key() {
            "" => Cow::Owned(self.records.line(id).to_string()),
            key => Cow::Borrowed(key),
        }
    }

    fn name(&self, id: RecordId) -> &str {
        let named = self.archive.fields.iter().find(|field| is_name(field.role));
        named.and_then(|field| field.cells(self.records, id).next()).unwrap_or("")
    }

    /// A link in words: `erp/17 ~ finance/4 (reason)`.
    fn describe(&self, link: &WeakestLink) -> String {
        let (left, right) = (RecordId(link.left), RecordId(link.right));
        let mut text = String::new();
        text.extend([self.records.source(left), "/", &self.key(left)]);
        text.extend([" ~ ", self.records.source(right), "/", &self.key(right)]);
        if let Some(reason) = link.reason {
            text.extend([" (", reason.words().0, ")"]);
        }
        text
    }

    /// For each record, the log-odds that it belongs where it stands.
    fn confidences(&self) -> Vec<MatchWeight> {
        let mut confidences = vec![MatchWeight::whole(20); self.records.len()];
        // A record alone is as sure as its best rejected partner is unlikely.
        for item in &self.archive.review {
            for id in [item.left, item.right] {
                let slot = &mut confidences[id as usize];
                *slot = (*slot).min(-item.weight);
            }
        }
        for (profile, cohesion) in self.archive.profiles.iter().zip(&self.archive.cohesion) {
            for (id, &strength) in profile.members.iter().zip(&cohesion.strength) {
                confidences[id.index()] = strength;
            }
        }
        confidences
    }

    fn warnings(&self) -> std::collections::BTreeMap<usize, String> {
        let mut warnings: std::collections::BTreeMap<usize, String> = Default::default();
        for &(left, right) in &self.archive.code_conflicts {
            let profile = |id: u32| self.archive.profile_of[id as usize] as usize;
            for (own, other) in [(left, right), (right, left)] {
                let text =
                    format!("same name as {}, another valid code", self.profile_id(profile(other)));
                let held = warnings.entry(profile(own)).or_default();
                if !held.contains(&text) {
                    if !held.is_empty() {
                        held.push_str(SEPARATOR);
                    }
                    held.push_str(&text);
                }
            }
        }
        warnings
    }
}

/// How many of these records each source has, by the source's name: `erp:1; finance:2`.
pub fn sources(records: &Records, members: &[RecordId]) -> String {
    // By the number of a source, which is its place by name.
    let mut counted: Vec<(usize, usize)> = Vec::new();
    for &id in members {
        let source = records.source_number(id);
        match counted.iter_mut().find(|(seen, _)| *seen == source) {
            Some((_, count)) => *count += 1,
            None => counted.push((source, 1)),
        }
    }
    counted.sort_unstable();
    let (mut text, mut number) = (String::new(), itoa::Buffer::new());
    for (at, (source, count)) in counted.iter().enumerate() {
        let name = records.source_names()[*source].as_str();
        let before = if at > 0 { SEPARATOR } else { "" };
        text.extend([before, name, ":", number.format(*count)]);
    }
    text
}

fn probability(weight: MatchWeight) -> Cow<'static, str> {
    // From 11 bits on, 1 in 2049 against, the figure rounds to one: so it is for most.
    match weight >= MatchWeight::whole(11) {
        true => Cow::Borrowed(CERTAIN),
        false => Cow::Owned(format!("{:.3}", weight.probability())),
    }
}

/// A probability of one, as it is written.
const CERTAIN: &str = "1.000";
