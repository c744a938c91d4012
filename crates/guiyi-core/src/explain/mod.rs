//! Explain: why two records are one customer or two, and what holds a profile together.
//!
//! Nothing of this is kept during a run: an [`Explainer`] compares the records again, under the run's
//! frozen model, and takes the sum apart. For every pair the prior and the terms add up to the
//! weight exactly.

mod pair;
mod profile;
mod svg;
mod text;
mod values;
mod why_not;
mod words;

pub use pair::{Explanation, Term};
pub use profile::{Conflict, WhyProfile};
pub use svg::{Chart, escape};
pub use text::{bits, pair_text, standing_text};
pub use why_not::{Barrier, WhyNot};
pub use words::{comparison_words, level_words};

use guiyi_name::Parser;

use crate::cluster::Standing;
use crate::error::Error;
use crate::field::{Field, fields};
use crate::pipeline::Options;
use crate::record::{RecordId, Records};
use crate::score::model::{Model, Weights};
use crate::score::pair::PairScorer;
use crate::subject::Subject;
use crate::unify::profile::is_name;

/// Explains pairs and profiles of one run.
pub struct Explainer<'a> {
    records: &'a Records,
    fields: Vec<Field>,
    subject: &'a dyn Subject,
    weights: Weights,
    options: &'a Options,
    parser: Parser,
}

impl<'a> Explainer<'a> {
    /// An explainer for these records under the model and options of their run.
    ///
    /// # Errors
    /// When the model was not made for the subject's comparisons.
    pub fn new(
        records: &'a Records,
        subject: &'a dyn Subject,
        model: &Model,
        options: &'a Options,
    ) -> Result<Explainer<'a>, Error> {
        model.check(subject.comparisons())?;
        Ok(Explainer {
            records,
            fields: fields(records),
            subject,
            weights: model.weights(),
            options,
            parser: Parser::new(),
        })
    }

    /// The run's options.
    pub fn options(&self) -> &Options {
        self.options
    }

    /// A record as its owner knows it: source and key, or source and line.
    pub fn label(&self, id: RecordId) -> String {
        match self.records.key(id) {
            "" => format!("{}/{}", self.records.source(id), self.records.line(id)),
            key => format!("{}/{key}", self.records.source(id)),
        }
    }

    /// The customer's name as the record has it.
    pub fn name(&self, id: RecordId) -> &str {
        let named = self.fields.iter().find(|field| is_name(field.role));
        named.and_then(|field| field.cells(self.records, id).next()).unwrap_or("")
    }

    /// What the records have in common.
    pub fn fields(&self) -> &[Field] {
        &self.fields
    }

    fn scorer(&self) -> PairScorer<'_> {
        PairScorer::new(self.subject, &self.weights)
    }

    /// A person's decision about the pair: the standing it gives.
    fn decided(&self, left: u32, right: u32) -> Option<Standing> {
        let is_it = |&&(a, b, _): &&(u32, u32, bool)| (a.min(b), a.max(b)) == (left, right);
        let decision = self.options.decisions.iter().rev().find(is_it);
        decision.map(|&(_, _, same)| if same { Standing::Required } else { Standing::Forbidden })
    }
}
