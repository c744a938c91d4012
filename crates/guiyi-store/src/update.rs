//! Update: a batch of records goes into the store, in one step.

use guiyi_core::company::frozen::Frozen as Counted;
use guiyi_core::pipeline::Observer;
use guiyi_core::{Error, Records, Role, Source};
use rusqlite::Connection;

use crate::batch::{Batch, Difference, Incoming, difference};
use crate::catalog::Catalog;
use crate::change::{Change, ChangeKind};
use crate::decide::decided;
use crate::fault::Outcome as Inner;
use crate::frozen::{self, Frozen};
use crate::partial::partial;
use crate::recompute::{train, whole};
use crate::row::Row;
use crate::settle::{Touched, settle};
use crate::store::{Stamp, Store, begin_step, end_step};

/// What a step did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// The number of the step.
    pub step: i64,
    /// Records that were not there.
    pub new: usize,
    /// Records with other cells than before.
    pub changed: usize,
    /// Records taken away.
    pub deleted: usize,
    /// Rows that say what the store held already.
    pub unchanged: usize,
    /// Rows whose record came again further down.
    pub repeated: usize,
    /// Deletions of records that were not there.
    pub unknown: usize,
    /// Sources seen for the first time.
    pub new_sources: Vec<String>,
    /// For each kind of change how many entities.
    pub changes: Vec<(ChangeKind, usize)>,
}

impl Store {
    /// Applies a batch.
    ///
    /// # Errors
    /// When the batch does not fit the store, another process keeps it busy, or it cannot be
    /// written; then nothing is changed.
    pub fn update(
        &mut self,
        batch: &Batch,
        stamp: &Stamp,
        observer: &dyn Observer,
    ) -> Result<Outcome, Error> {
        self.write(|db| update(db, batch, stamp, observer))
    }
}

impl Store {
    /// Trains the model on these records, and counts how common their values are, for a store that has
    /// no records yet. They are not taken into it.
    ///
    /// # Errors
    /// When the store has records, or the sources have no column of company names.
    pub fn train(&mut self, sources: Vec<Source>, observer: &dyn Observer) -> Result<(), Error> {
        self.write(|db| {
            let has: bool =
                db.query_row("SELECT EXISTS (SELECT 1 FROM record)", [], |row| row.get(0))?;
            let records = Records::new(sources);
            if has || !records.has(Role::CompanyName) {
                let problem = Error::usage("only an empty store is trained, on names of companies");
                return Err(problem.hint("leave out --train: the first update trains").into());
            }
            let mut frozen = Frozen::read(db)?;
            let counted = Counted::new(&records, &frozen.settings, observer);
            frozen.set_counts(&counted);
            if frozen.model.is_none() {
                frozen.model = Some(train(&counted, &frozen, observer)?);
            }
            frozen.write(db)
        })
    }
}

fn update(
    db: &Connection,
    batch: &Batch,
    stamp: &Stamp,
    observer: &dyn Observer,
) -> Inner<Outcome> {
    let frozen = Frozen::read(db)?;
    let mut catalog = Catalog::read(db)?;
    let sources_before = catalog.sources().len();
    let step = begin_step(db, "update", stamp)?;
    let difference = difference(db, &mut catalog, batch)?;
    let mut outcome = Outcome {
        step,
        new: difference.fresh.len(),
        changed: difference.changed.len(),
        deleted: difference.gone.len(),
        unchanged: difference.unchanged,
        repeated: difference.repeated,
        unknown: difference.unknown,
        new_sources: catalog.sources()[sources_before..].iter().map(|it| it.name.clone()).collect(),
        changes: Vec::new(),
    };
    let touched = write(db, step, difference)?;
    if outcome.new + outcome.changed + outcome.deleted > 0 {
        let changes = follow(db, step, &catalog, &frozen, &touched, observer)?;
        outcome.changes = counted(&changes);
    }
    let summary =
        format!("{} new, {} changed, {} deleted", outcome.new, outcome.changed, outcome.deleted);
    end_step(db, step, &summary)?;
    Ok(outcome)
}

/// Groups anew what a step touches, and lets the entities follow; gives the changes.
pub fn follow(
    db: &Connection,
    step: i64,
    catalog: &Catalog,
    frozen: &Frozen,
    touched: &Touched,
    observer: &dyn Observer,
) -> Inner<Vec<Change>> {
    if !is_small(db, frozen, touched)? {
        return settle_whole(db, step, touched, observer);
    }
    let decided = decided(db, &touched.gone)?;
    let regrouped = partial(db, catalog, frozen, touched, &decided, observer)?;
    settle(db, step, &regrouped, touched, catalog)
}

/// Groups all records anew, and lets the entities follow; gives the changes.
pub fn settle_whole(
    db: &Connection,
    step: i64,
    touched: &Touched,
    observer: &dyn Observer,
) -> Inner<Vec<Change>> {
    let (catalog, mut frozen) = (Catalog::read(db)?, Frozen::read(db)?);
    let whole = whole(db, &catalog, &mut frozen, &decided(db, &[])?, observer)?;
    frozen.write(db)?;
    whole.keep(db)?;
    settle(db, step, &whole.regrouped, touched, &catalog)
}

/// Whether a step touches so few records that the others need not be looked at.
fn is_small(db: &Connection, frozen: &Frozen, touched: &Touched) -> Inner<bool> {
    /// From this share of all records on, as one in so many, looking at all is faster.
    const SHARE: usize = 4;
    let touches = touched.fresh.len() + touched.changed.len() + touched.gone.len();
    let all: i64 = db.query_row("SELECT count(*) FROM record", [], |row| row.get(0))?;
    let is_frozen = frozen.counts.is_some() && frozen.model.is_some();
    Ok(is_frozen && touches * SHARE <= all as usize)
}

impl Store {
    /// Counts and trains on the records that are in the store now, and groups them anew. Ids follow.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub fn retrain(&mut self, stamp: &Stamp, observer: &dyn Observer) -> Result<Outcome, Error> {
        self.write(|db| {
            let step = begin_step(db, "retrain", stamp)?;
            frozen::thaw(db)?;
            let changes = settle_whole(db, step, &Touched::default(), observer)?;
            end_step(db, step, "counted and trained anew")?;
            Ok(Outcome { step, changes: counted(&changes), ..Outcome::default() })
        })
    }
}

/// Writes the records of a difference.
fn write(db: &Connection, step: i64, difference: Difference) -> Inner<Touched> {
    let next: i64 = db.query_row(
        "SELECT max((SELECT coalesce(max(id), 0) FROM record),
                    (SELECT coalesce(max(record), 0) FROM former)) + 1",
        [],
        |row| row.get(0),
    )?;
    let row = |incoming: Incoming, id, entity, born| Row {
        id,
        source: incoming.source,
        key: incoming.key,
        layout: incoming.layout,
        cells: incoming.cells,
        entity,
        born,
        updated: step,
    };
    let mut touched = Touched { gone: difference.gone, ..Touched::default() };
    for (id, incoming) in (next..).zip(difference.fresh) {
        row(incoming, id, 0, step).put(db)?;
        touched.fresh.push(id);
    }
    for (held, incoming) in difference.changed {
        held.remember(db, step, false)?;
        row(incoming, held.id, held.entity, held.born).put(db)?;
        touched.changed.push(held);
    }
    let mut delete = db.prepare_cached("DELETE FROM record WHERE id = ?")?;
    for held in &touched.gone {
        held.remember(db, step, true)?;
        delete.execute([held.id])?;
    }
    Ok(touched)
}

/// How many changes of each kind.
pub fn counted(changes: &[Change]) -> Vec<(ChangeKind, usize)> {
    let count = |kind| changes.iter().filter(|change| change.kind == kind).count();
    let counts = ChangeKind::ALL.map(|kind| (kind, count(kind)));
    counts.into_iter().filter(|(_, count)| *count > 0).collect()
}
