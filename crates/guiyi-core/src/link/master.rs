//! A master of companies that stands still, and the rows held against it.

use super::customers::Customers;
use super::decide::{Decider, each};
use super::settle::{Mode, settle};
use super::verdict::{Answer, Verdict, Why};
use crate::company::frozen::Frozen;
use crate::error::Error;
use crate::index::codec::{Writer, inconsistent, opened, sealed};
use crate::index::lookup::Lookup;
use crate::pipeline::{self, Observer, Options};
use crate::record::{Records, Source};
use crate::role::Role;
use crate::score::model::{Model, Weights};
use crate::score::pair::PairScorer;
use crate::score::weight::MatchWeight;
use crate::settings::Settings;
use crate::subject::Subject;

/// A frozen master: the features of its records, how common their values are, the model, and the
/// blocks in which a row finds its candidates.
#[derive(Debug)]
pub struct Master {
    pub(super) companies: Frozen,
    pub(super) customers: Customers,
    pub(super) lookup: Lookup,
    pub(super) model: Model,
    weights: Weights,
    options: Options,
    columns: Vec<(String, Role)>,
}

/// Of the rows that come in, the share that are expected to be customers of the master.
const EXPECTED: f64 = 0.5;

impl Master {
    /// Freezes a master. The model is the one in `options`, else it is trained on the master.
    ///
    /// # Errors
    /// When the master has no column with names of companies, or the model does not fit.
    pub fn new(
        records: &Records,
        settings: &Settings,
        options: &Options,
        observer: &dyn Observer,
    ) -> Result<Master, Error> {
        if !records.has(Role::CompanyName) {
            return Err(Error::usage("no column of the master holds names of companies")
                .hint("name one with --role COLUMN=company-name"));
        }
        observer.begin(pipeline::Stage::Feature, records.len() as u64);
        let companies = Frozen::new(records, settings, observer);
        let customers = Customers::new(records, |_| true);
        let mut model = pipeline::train(companies.companies(), options, observer)?.0;
        model.prior = prior(customers.len());
        observer.begin(pipeline::Stage::Block, 1);
        let lookup = Lookup::new(companies.companies(), &customers.all_records(), options.limits);
        let weights = model.weights();
        let columns = columns(records);
        let options = options.clone();
        Ok(Master { companies, customers, lookup, model, weights, options, columns })
    }

    /// The master as the bytes of an index.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = Writer::default();
        out.text(env!("CARGO_PKG_VERSION"));
        out.text(&serde_json::to_string(&self.model).unwrap_or_default());
        for threshold in [self.options.match_threshold, self.options.review_threshold] {
            out.u32(threshold.parts() as u32);
        }
        out.u64(self.options.limits.block as u64);
        out.u64(self.columns.len() as u64);
        for (header, role) in &self.columns {
            out.text(header);
            out.text(role.name());
        }
        out.u32(self.companies.len());
        out.section(|out| self.companies.write(out));
        out.section(|out| self.customers.write(out));
        out.section(|out| self.lookup.write(out));
        sealed(&out.bytes)
    }

    /// Opens the bytes of an index.
    ///
    /// # Errors
    /// When they are no index, one of another version, cut short, damaged or inconsistent.
    pub fn from_bytes(bytes: Vec<u8>) -> Result<Master, Error> {
        let mut from = opened(bytes)?;
        // Features and keys are those of the program that made them.
        let made_by = from.text()?;
        if made_by != env!("CARGO_PKG_VERSION") {
            let message =
                format!("is an index of guiyi {made_by}, this is {}", env!("CARGO_PKG_VERSION"));
            return Err(Error::usage(message).hint("make it anew: guiyi index MASTER -o FILE"));
        }
        let model: Model = serde_json::from_str(&from.text()?).map_err(|_| inconsistent())?;
        let mut options = Options {
            match_threshold: MatchWeight::from_parts(from.u32()? as i32),
            review_threshold: MatchWeight::from_parts(from.u32()? as i32),
            ..Options::default()
        };
        options.limits.block = from.u64()? as usize;
        let mut columns = Vec::new();
        for _ in 0..from.count(2)? {
            columns.push((from.text()?, from.text()?.parse()?));
        }
        let records = from.u32()?;
        let (mut own, mut called, mut blocks) = (from.section()?, from.section()?, from.section()?);
        let (companies, (customers, lookup)) = rayon::join(
            || Frozen::read(&mut own),
            || {
                rayon::join(
                    || Customers::read(&mut called, records as usize),
                    || Lookup::read(&mut blocks, records),
                )
            },
        );
        let (companies, customers, lookup) = (companies?, customers?, lookup?);
        let rules = companies.companies().rules().len();
        if companies.len() != records || lookup.rules() != rules {
            return Err(inconsistent());
        }
        model.check(companies.companies().comparisons())?;
        let weights = model.weights();
        Ok(Master { companies, customers, lookup, model, weights, options, columns })
    }

    /// The columns of the master's file and what they mean.
    pub fn columns(&self) -> &[(String, Role)] {
        &self.columns
    }

    /// The master's customers.
    pub fn customers(&self) -> &Customers {
        &self.customers
    }

    /// The model that weighs the pairs.
    pub fn model(&self) -> &Model {
        &self.model
    }

    /// The customers and the model, without the rest.
    pub fn into_parts(self) -> (Customers, Model) {
        (self.customers, self.model)
    }

    /// The answer about each row, in their canonical order.
    pub fn answer(&mut self, rows: &Records, mode: Mode, observer: &dyn Observer) -> Vec<Answer> {
        let own = self.companies.len();
        let range = self.companies.take_in(rows);
        observer.begin(pipeline::Stage::Score, range.len() as u64);
        let companies = self.companies.companies();
        let decider = Decider {
            subject: companies,
            scorer: PairScorer::new(companies, &self.weights),
            lookup: &self.lookup,
            customers: &self.customers,
            options: &self.options,
        };
        let rows: Vec<u32> = range.collect();
        let answers = each(&rows, |found, row| {
            observer.advance(1);
            match self.companies.is_customer(row) {
                true => decider.answer(row, found),
                false => Answer::without(Verdict::Reject, Why::NoCustomer),
            }
        });
        let settled = settle(&decider, &rows, answers, mode);
        self.companies.truncate(own);
        settled
    }
}

/// The headers of all sources with their roles.
fn columns(records: &Records) -> Vec<(String, Role)> {
    let of = |source: &Source| {
        let headers = source.table.headers().map(str::to_string);
        headers.zip(source.roles.iter().copied()).collect::<Vec<_>>()
    };
    records.sources().iter().flat_map(of).collect()
}

/// The probability that a row is a given customer, before any evidence.
pub(super) fn prior(customers: usize) -> f64 {
    EXPECTED / customers.max(1) as f64
}
