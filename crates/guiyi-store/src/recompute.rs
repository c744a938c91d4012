//! Recompute: which records are one customer.

use guiyi_core::dedupe::Customers;
use guiyi_core::pipeline::{Observer, resolve};
use rusqlite::Connection;

use crate::catalog::Catalog;
use crate::fault::Outcome;
use crate::frozen::Frozen;
use crate::row::{self, Row};
use crate::working::Working;

/// Records grouped anew.
#[derive(Debug)]
pub struct Regrouped {
    /// The records' rows, in the order of source and key.
    pub rows: Vec<Row>,
    /// The groups, by their first record; each rising.
    pub groups: Vec<Vec<u32>>,
}

/// Groups all records of the store. The first time, a model is trained.
pub fn whole(
    db: &Connection,
    catalog: &Catalog,
    frozen: &mut Frozen,
    observer: &dyn Observer,
) -> Outcome<Regrouped> {
    let rows = row::all(db)?;
    if rows.is_empty() {
        return Ok(Regrouped { rows, groups: Vec::new() });
    }
    let working = Working::new(rows.iter(), catalog)?;
    let customers = Customers::read(&working.records, &frozen.settings, observer)?;
    let mut options = frozen.settings.options();
    options.model = frozen.model.clone();
    let resolution = resolve(customers.subject(), &options, observer)?;
    if frozen.model.is_none() && matches!(customers, Customers::Companies(_)) {
        frozen.model = Some(resolution.model);
        frozen.write(db)?;
    }
    Ok(Regrouped { rows: ranked(rows, &working), groups: resolution.clusters })
}

/// The rows in the order of the records made of them.
fn ranked(rows: Vec<Row>, working: &Working) -> Vec<Row> {
    let mut rows: Vec<Option<Row>> = rows.into_iter().map(Some).collect();
    working.records.ids().filter_map(|id| rows[working.place(id)].take()).collect()
}
