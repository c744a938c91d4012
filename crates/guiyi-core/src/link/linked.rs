//! Linked: files against a file, in one call.

use super::customers::Customers;
use super::general::link_general;
use super::master::Master;
use super::settle::Mode;
use super::table::Tables;
use super::verdict::Answer;
use crate::error::Error;
use crate::pipeline::{Observer, Options};
use crate::record::{RecordId, Records, Source};
use crate::role::Role;
use crate::score::model::Model;
use crate::settings::Settings;

/// Rows with the answer about each.
#[derive(Debug)]
pub struct Linked {
    /// The rows that came in; for lists without names of companies the master's records among them.
    pub records: Records,
    /// Which of the records came in, in canonical order.
    pub rows: Vec<RecordId>,
    /// The answer about each row.
    pub answers: Vec<Answer>,
    /// The master's customers.
    pub customers: Customers,
    /// The model that weighed the pairs.
    pub model: Model,
}

impl Linked {
    /// The answers as tables.
    pub fn tables(&self) -> Tables<'_> {
        Tables {
            records: &self.records,
            rows: &self.rows,
            answers: &self.answers,
            customers: &self.customers,
        }
    }
}

/// Holds the rows of `incoming` against those of `master`.
///
/// # Errors
/// When one side names companies and the other does not, when no column tells one customer from
/// another, or when a given model does not fit.
pub fn link(
    master: Source,
    incoming: Vec<Source>,
    settings: &Settings,
    options: &Options,
    mode: Mode,
    observer: &dyn Observer,
) -> Result<Linked, Error> {
    let names = |source: &Source| source.roles.contains(&Role::CompanyName);
    match (names(&master), incoming.iter().any(names)) {
        (true, true) => {
            let own = Records::new(vec![master]);
            let master = Master::new(&own, settings, options, observer)?;
            drop(own);
            link_to(master, incoming, mode, observer)
        }
        (false, false) => {
            let sources = std::iter::once(master).chain(incoming).collect();
            let records = Records::new(sources);
            // The master is the first source.
            let is_master = |id| records.row(id).source == 0;
            let found = link_general(&records, is_master, options, mode, observer)?;
            let (rows, answers) = (found.rows, found.answers);
            let (customers, model) = (found.customers, found.model);
            Ok(Linked { records, rows, answers, customers, model })
        }
        (true, false) => Err(no_names_in_rows()),
        (false, true) => Err(Error::usage("the master has no column with names of companies")
            .hint("name it with --role COLUMN=company-name")),
    }
}

/// Holds the rows of `incoming` against a frozen master.
///
/// # Errors
/// When no column of the rows names companies.
pub fn link_to(
    mut master: Master,
    incoming: Vec<Source>,
    mode: Mode,
    observer: &dyn Observer,
) -> Result<Linked, Error> {
    let records = Records::new(incoming);
    if !records.has(Role::CompanyName) {
        return Err(no_names_in_rows());
    }
    let answers = master.answer(&records, mode, observer);
    let rows = records.ids().collect();
    let (customers, model) = master.into_parts();
    Ok(Linked { records, rows, answers, customers, model })
}

fn no_names_in_rows() -> Error {
    Error::usage("the new rows have no column with names of companies")
        .hint("name it with --role COLUMN=company-name")
}
