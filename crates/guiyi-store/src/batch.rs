//! Batches: what comes in, held against what is there.

use guiyi_core::hash::{hash_bytes, mix};
use guiyi_core::{Error, Role, Source};
use rusqlite::Connection;
use rustc_hash::FxHashMap;

use crate::catalog::{Catalog, Layout};
use crate::cells;
use crate::fault::{Fault, Outcome};
use crate::row::{self, Finder, Row};

/// Records of one or more sources.
#[derive(Debug)]
pub struct Batch {
    /// The files with their roles. A row's source is its source column's cell, else its file's name.
    pub sources: Vec<Source>,
    /// What is meant by a record that is not in the batch.
    pub mode: Mode,
    /// A column that says which rows are deletions: any cell but an empty one, 0, no, false, n, 否.
    pub deleted_column: Option<String>,
    /// Whether a full export may take away more than half of a source's records.
    pub may_shrink: bool,
}

/// What is meant by a record that is not in the batch.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mode {
    /// Nothing: the batch holds what is new or changed.
    #[default]
    Delta,
    /// It is gone: the batch holds all records of the sources it names.
    Snapshot,
}

/// A record that comes in.
#[derive(Debug)]
pub struct Incoming {
    pub source: i64,
    pub key: String,
    pub layout: i64,
    pub cells: Vec<u8>,
}

/// What a batch changes.
#[derive(Debug, Default)]
pub struct Difference {
    /// Records that were not there.
    pub fresh: Vec<Incoming>,
    /// Records that were there with other cells, as they were and as they come.
    pub changed: Vec<(Row, Incoming)>,
    /// Records to take away.
    pub gone: Vec<Row>,
    /// Rows that say what the store holds already.
    pub unchanged: usize,
    /// Rows whose record comes again further down; the last one counts.
    pub repeated: usize,
    /// Deletions of records that are not there.
    pub unknown: usize,
}

/// Holds a batch against the store.
pub fn difference(db: &Connection, catalog: &mut Catalog, batch: &Batch) -> Outcome<Difference> {
    let mut difference = Difference::default();
    let rows = gather(db, catalog, batch, &mut difference)?;
    let is_empty: bool =
        db.query_row("SELECT NOT EXISTS (SELECT 1 FROM record)", [], |row| row.get(0))?;
    let mut finder = Finder::new(db)?;
    let mut seen: FxHashMap<(i64, String), ()> = FxHashMap::default();
    let snapshot = batch.mode == Mode::Snapshot;
    for (incoming, is_deletion) in rows {
        if snapshot && !is_deletion {
            seen.insert((incoming.source, incoming.key.clone()), ());
        }
        let held = if is_empty { None } else { finder.key(incoming.source, &incoming.key)? };
        match (held, is_deletion) {
            (None, true) => difference.unknown += 1,
            (None, false) => difference.fresh.push(incoming),
            (Some(_), true) if snapshot => {} // It is missing from `seen`.
            (Some(held), true) => difference.gone.push(held),
            (Some(held), false) => {
                if held.layout == incoming.layout && held.cells == incoming.cells {
                    difference.unchanged += 1;
                } else {
                    difference.changed.push((held, incoming));
                }
            }
        }
    }
    if snapshot && !is_empty {
        missing(db, catalog, batch, &seen, &mut difference)?;
    }
    Ok(difference)
}

/// The rows of a batch, each record once, in the order of the files; with whether it is a deletion.
fn gather(
    db: &Connection,
    catalog: &mut Catalog,
    batch: &Batch,
    difference: &mut Difference,
) -> Outcome<Vec<(Incoming, bool)>> {
    let mut rows: Vec<(Incoming, bool)> = Vec::new();
    let mut place: FxHashMap<(i64, u64), Vec<usize>> = FxHashMap::default();
    for source in &batch.sources {
        let reader = RowReader::new(db, catalog, source, batch.deleted_column.as_deref())?;
        catalog.set_feed(db, &source.name, reader.layout)?;
        for at in 0..source.table.rows() {
            let name = reader.source(at);
            let own = catalog.source_named(db, name)?;
            let incoming = reader.read(at, own);
            let is_deletion = reader.is_deletion(at);
            let hash = hash_bytes(incoming.key.as_bytes(), 0);
            let places = place.entry((own, hash)).or_default();
            match places.iter().find(|&&at| rows[at].0.key == incoming.key) {
                Some(&at) => {
                    difference.repeated += 1;
                    rows[at] = (incoming, is_deletion);
                }
                None => {
                    places.push(rows.len());
                    rows.push((incoming, is_deletion));
                }
            }
        }
        if source.table.rows() == 0 {
            // An empty full export says that the source has nothing any more.
            catalog.source_named(db, &source.name)?;
        }
    }
    Ok(rows)
}

/// Reads the rows of one file.
struct RowReader<'a> {
    source: &'a Source,
    layout: i64,
    /// The columns that are kept.
    kept: Vec<usize>,
    key: Option<usize>,
    named: Option<usize>,
    deleted: Option<usize>,
}

impl<'a> RowReader<'a> {
    fn new(
        db: &Connection,
        catalog: &mut Catalog,
        source: &'a Source,
        deleted: Option<&str>,
    ) -> Outcome<RowReader<'a>> {
        let headers: Vec<&str> = source.table.headers().collect();
        let deleted = match deleted {
            None => None,
            Some(name) => {
                let at = headers.iter().position(|header| header.trim() == name.trim());
                Some(at.ok_or_else(|| {
                    Error::usage("the file has no such column")
                        .in_file(&source.name)
                        .in_column(name)
                        .hint(format!("the columns are: {}", headers.join(", ")))
                })?)
            }
        };
        let kept: Vec<usize> = (0..headers.len()).filter(|&at| Some(at) != deleted).collect();
        let layout: Layout =
            kept.iter().map(|&at| (headers[at].to_string(), source.roles[at])).collect();
        let layout = catalog.layout_id(db, &layout)?;
        let first = |role| kept.iter().copied().find(|&at| source.roles[at] == role);
        let (key, named) = (first(Role::RecordId), first(Role::Source));
        Ok(RowReader { source, layout, key, named, deleted, kept })
    }

    fn cell(&self, row: usize, column: Option<usize>) -> &'a str {
        column.map_or("", |column| self.source.table.cell(row, column))
    }

    /// The row's source.
    fn source(&self, row: usize) -> &'a str {
        match self.cell(row, self.named) {
            "" => &self.source.name,
            named => named,
        }
    }

    fn read(&self, row: usize, source: i64) -> Incoming {
        let cells = cells::encode(self.kept.iter().map(|&at| self.source.table.cell(row, at)));
        let key = match self.cell(row, self.key) {
            "" => self.derived_key(row),
            key => key.to_string(),
        };
        Incoming { source, key, layout: self.layout, cells }
    }

    /// The key of a row that has none of its own: what its cells say under their headers.
    fn derived_key(&self, row: usize) -> String {
        let headers: Vec<&str> = self.source.table.headers().collect();
        let filled = self.kept.iter().filter(|&&at| !self.source.table.cell(row, at).is_empty());
        let said = filled.map(|&at| {
            let cell = self.source.table.cell(row, at);
            mix(hash_bytes(headers[at].as_bytes(), 1), hash_bytes(cell.as_bytes(), 2))
        });
        // The order of the columns says nothing.
        format!("#{:016x}", said.fold(0_u64, u64::wrapping_add))
    }

    fn is_deletion(&self, row: usize) -> bool {
        let word = self.cell(row, self.deleted).trim().to_lowercase();
        !matches!(word.as_str(), "" | "0" | "no" | "n" | "false" | "f" | "否" | "正常")
    }
}

/// The records of the batch's sources that a full export does not have any more.
fn missing(
    db: &Connection,
    catalog: &Catalog,
    batch: &Batch,
    seen: &FxHashMap<(i64, String), ()>,
    difference: &mut Difference,
) -> Outcome<()> {
    let mut sources: Vec<i64> = seen.keys().map(|(source, _)| *source).collect();
    let empty = batch.sources.iter().filter(|source| source.table.rows() == 0);
    sources.extend(empty.filter_map(|source| catalog.find(&source.name)));
    sources.sort_unstable();
    sources.dedup();
    for source in sources {
        let held = row::of_source(db, source)?;
        let before = held.len();
        let gone = held.into_iter().filter(|row| !seen.contains_key(&(source, row.key.clone())));
        let gone: Vec<Row> = gone.collect();
        if !batch.may_shrink && gone.len() * 2 > before {
            let name = &catalog.source(source)?.name;
            let problem = Error::usage(format!(
                "the full export of {name} lacks {} of the {before} records the store has of it",
                gone.len()
            ));
            return Err(Fault::Told(problem.hint(
                "if only new and changed records are in it, leave out --snapshot; if they are gone indeed, add --allow-shrink",
            )));
        }
        difference.gone.extend(gone);
    }
    Ok(())
}
