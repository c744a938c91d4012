//! The answers as tables: rows for `matches`, `new` and `review`.
//!
//! Pure: each function hands its header and rows to a [`RowWriter`], whatever the format.

use super::customers::{self, Customers};
use super::verdict::{Answer, Verdict};
use crate::archive::RowWriter;
use crate::error::Error;
use crate::record::{RecordId, Records};
use crate::score::weight::MatchWeight;

/// Writes the tables of one link.
#[derive(Debug)]
pub struct Tables<'a> {
    /// The rows that came in, perhaps among others.
    pub records: &'a Records,
    /// Which of the records they are.
    pub rows: &'a [RecordId],
    /// The answer about each.
    pub answers: &'a [Answer],
    /// The master's customers.
    pub customers: &'a Customers,
}

impl Tables<'_> {
    /// Every row with its verdict.
    pub fn matches(&self, out: &mut dyn RowWriter) -> Result<(), Error> {
        out.row(&[
            "record_id",
            "verdict",
            "master_id",
            "probability",
            "reason",
            "reason_zh",
            "same_as",
            "source",
            "line",
        ])?;
        for (&id, answer) in self.rows.iter().zip(self.answers) {
            let (reason, reason_zh) = answer.why.words();
            let nearest = answer.candidates.first();
            let matched = nearest.filter(|_| answer.verdict == Verdict::Match);
            let probability = nearest.map_or(String::new(), |it| probability(it.weight));
            let same_as = answer.same_as.map_or(String::new(), |at| self.key_of_row(at));
            out.row(&[
                &self.key(id),
                answer.verdict.name(),
                matched.map_or("", |it| self.customers.id(it.customer)),
                &probability,
                reason,
                reason_zh,
                &same_as,
                self.records.source(id),
                &self.records.line(id).to_string(),
            ])?;
        }
        Ok(())
    }

    /// The new rows, ready to load: in the input's own columns.
    pub fn new_rows(&self, out: &mut dyn RowWriter) -> Result<(), Error> {
        let columns = self.records.columns();
        let own: Vec<usize> = (0..columns.len()).filter(|&at| self.is_of_input(at)).collect();
        let header: Vec<&str> = own.iter().map(|&at| columns[at].name.as_str()).collect();
        out.row(&header)?;
        for (&id, _) in self.with(Verdict::New) {
            let record = self.records.record(id);
            let row: Vec<&str> = own.iter().map(|&at| record.cell(at)).collect();
            out.row(&row)?;
        }
        Ok(())
    }

    /// The rows for a person, each with its candidates in order.
    pub fn review(&self, out: &mut dyn RowWriter) -> Result<(), Error> {
        out.row(&[
            "record_id",
            "name",
            "rank",
            "master_id",
            "master_name",
            "probability",
            "margin",
            "reason",
            "reason_zh",
            "source",
            "line",
        ])?;
        for (&id, answer) in self.with(Verdict::Review) {
            let key = self.key(id);
            let (reason, reason_zh) = answer.why.words();
            let line = self.records.line(id).to_string();
            for (at, candidate) in answer.candidates.iter().enumerate() {
                let next = answer.candidates.get(at + 1);
                let margin =
                    next.map_or(String::new(), |next| bits(candidate.weight - next.weight));
                let words = candidate.reason.map_or(("", ""), |reason| reason.words());
                let words = if at == 0 { (reason, reason_zh) } else { words };
                out.row(&[
                    &key,
                    customers::name(self.records, id),
                    &(at + 1).to_string(),
                    self.customers.id(candidate.customer),
                    self.customers.name(candidate.customer),
                    &probability(candidate.weight),
                    &margin,
                    words.0,
                    words.1,
                    self.records.source(id),
                    &line,
                ])?;
            }
        }
        Ok(())
    }

    /// The rows that name no customer: where they stand, and the reason.
    pub fn rejected(&self) -> impl Iterator<Item = (RecordId, &'static str)> {
        self.with(Verdict::Reject).map(|(&id, answer)| (id, answer.why.words().0))
    }

    /// How many rows have a verdict.
    pub fn count(&self, verdict: Verdict) -> usize {
        self.with(verdict).count()
    }

    fn with(&self, verdict: Verdict) -> impl Iterator<Item = (&RecordId, &Answer)> {
        self.rows.iter().zip(self.answers).filter(move |(_, answer)| answer.verdict == verdict)
    }

    /// Whether some row has the column in its file.
    fn is_of_input(&self, column: usize) -> bool {
        self.rows.iter().any(|&id| self.records.role_of(id, column).is_some())
    }

    fn key_of_row(&self, at: u32) -> String {
        self.rows.get(at as usize).map_or(String::new(), |&id| self.key(id))
    }

    /// The record's own key, or its line where the source has no keys.
    fn key(&self, id: RecordId) -> String {
        match self.records.key(id) {
            "" => self.records.line(id).to_string(),
            key => key.to_string(),
        }
    }
}

fn probability(weight: MatchWeight) -> String {
    format!("{:.3}", weight.probability())
}

fn bits(weight: MatchWeight) -> String {
    format!("{:.2}", weight.bits())
}
