//! Rows of any kind but companies against a master of the same kind.

use super::customers::{Customers, NOBODY};
use super::decide::{Decider, each};
use super::master::prior;
use super::settle::{Mode, settle};
use super::verdict::Answer;
use crate::error::Error;
use crate::general::General;
use crate::index::lookup::Lookup;
use crate::pipeline::{self, Observer, Options, Stage};
use crate::record::{RecordId, Records};
use crate::score::model::Model;
use crate::score::pair::PairScorer;
use crate::subject::Subject;

/// What linking persons and other lists gave.
#[derive(Debug)]
pub struct GeneralLink {
    /// The rows that came in, in canonical order.
    pub rows: Vec<RecordId>,
    /// The answer about each.
    pub answers: Vec<Answer>,
    /// The master's customers.
    pub customers: Customers,
    /// The model that weighed the pairs.
    pub model: Model,
}

/// Links the records for which `is_master` does not hold to those for which it does. Comparisons,
/// blocking rules and model are chosen and trained on both together: what a person's list holds
/// is known from the list alone.
///
/// # Errors
/// When no column tells one customer from another, or a given model does not fit.
pub fn link_general(
    records: &Records,
    is_master: impl Fn(RecordId) -> bool,
    options: &Options,
    mode: Mode,
    observer: &dyn Observer,
) -> Result<GeneralLink, Error> {
    observer.begin(Stage::Feature, records.len() as u64);
    let customers = Customers::new(records, is_master);
    // Each side lists a customer once, or it does not.
    let each_once = mode.link_only && customers.len() == customers.all_records().len();
    let subject = match each_once {
        true => General::across_sources(records),
        false => General::new(records),
    };
    if subject.comparisons().is_empty() {
        return Err(Error::usage("no column tells one customer from another")
            .hint("name one with --role COLUMN=company-name (or person-name, identifier, text)"));
    }
    let mut model = pipeline::train(&subject, options, observer)?.0;
    if options.model.is_some() {
        model.prior = prior(customers.len());
    }
    let lookup = Lookup::new(&subject, &customers.all_records(), options.limits);
    let weights = model.weights();
    let decider = Decider {
        subject: &subject,
        scorer: PairScorer::new(&subject, &weights),
        lookup: &lookup,
        customers: &customers,
        options,
    };
    let rows: Vec<RecordId> = records.ids().filter(|id| customers.of(id.0) == NOBODY).collect();
    observer.begin(Stage::Score, rows.len() as u64);
    let ids: Vec<u32> = rows.iter().map(|id| id.0).collect();
    let answers = each(&ids, |found, row| {
        observer.advance(1);
        decider.answer(row, found)
    });
    let answers = settle(&decider, &ids, answers, mode);
    Ok(GeneralLink { rows, answers, customers, model })
}
