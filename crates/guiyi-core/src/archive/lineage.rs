//! The table of where golden values came from.

use std::borrow::Cow;

use super::{Rows, Tables};
use crate::record::{Record, RecordId};

/// A record that golden values came from: mostly several, one after the other.
struct Origin<'a> {
    id: RecordId,
    record: Record<'a>,
    source: &'a str,
    key: Cow<'a, str>,
    line: String,
}

impl<'a> Tables<'a> {
    /// Where every golden value came from.
    pub fn lineage(&self) -> Rows<'_> {
        let header = [
            "profile_id",
            "field",
            "value",
            "source",
            "record_id",
            "line",
            "rule",
            "support",
            "records",
        ];
        let labels = self.labels();
        Rows::new(&header, self.archive.profiles.len(), move |at, out| {
            let profile = &self.archive.profiles[at];
            let id = self.profile_id(at);
            let (mut count, mut support) = (itoa::Buffer::new(), itoa::Buffer::new());
            let count = count.format(profile.members.len());
            let mut known: Option<Origin<'_>> = None;
            let fields = self.archive.fields.iter().zip(&labels).zip(&profile.values);
            for ((field, label), value) in fields {
                let Some(value) = value else { continue };
                let from = match &known {
                    Some(origin) if origin.id == value.from => origin,
                    _ => known.insert(self.origin(value.from)),
                };
                out.row(&[
                    &id,
                    label,
                    value.raw_of(field, from.record),
                    from.source,
                    &from.key,
                    &from.line,
                    value.rule.name(),
                    support.format(value.support),
                    count,
                ])?;
            }
            Ok(())
        })
        .after(|some| self.look_ahead(some))
    }

    /// The record that a golden value came from.
    fn origin(&self, id: RecordId) -> Origin<'a> {
        let record = self.records.record(id);
        Origin {
            id,
            record,
            source: self.records.source(id),
            key: self.key_of(id, record),
            line: self.records.line(id).to_string(),
        }
    }
}
