//! The sources of a store, and what the columns of their rows mean.

use guiyi_core::{Error, Role};
use rusqlite::{Connection, OptionalExtension, params};
use rustc_hash::FxHashMap;

use crate::fault::{Outcome, damaged};

/// Headers with their roles, in the order of the cells.
pub type Layout = Vec<(String, Role)>;

/// All sources and layouts.
#[derive(Debug, Default)]
pub struct Catalog {
    sources: Vec<SourceEntry>,
    by_name: FxHashMap<String, usize>,
    layouts: Vec<(i64, Layout)>,
}

/// A source.
#[derive(Clone, Debug)]
pub struct SourceEntry {
    /// Its number.
    pub id: i64,
    /// Its name.
    pub name: String,
    /// How far its values are trusted; higher wins, 0 is the usual.
    pub trust: i64,
}

impl Catalog {
    /// Reads the catalog.
    pub fn read(db: &Connection) -> Outcome<Catalog> {
        let mut catalog = Catalog::default();
        let mut found = db.prepare("SELECT id, name, trust FROM source ORDER BY id")?;
        let rows = found.query_map([], |row| {
            Ok(SourceEntry { id: row.get(0)?, name: row.get(1)?, trust: row.get(2)? })
        })?;
        for entry in rows {
            catalog.add(entry?);
        }
        let mut found = db.prepare("SELECT id, columns FROM layout ORDER BY id")?;
        let rows =
            found.query_map([], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, String>(1)?)))?;
        for row in rows {
            let (id, text) = row?;
            let layout =
                serde_json::from_str(&text).map_err(|_| damaged("a layout cannot be read"))?;
            catalog.layouts.push((id, layout));
        }
        Ok(catalog)
    }

    fn add(&mut self, entry: SourceEntry) {
        self.by_name.insert(entry.name.clone(), self.sources.len());
        self.sources.push(entry);
    }

    /// All sources.
    pub fn sources(&self) -> &[SourceEntry] {
        &self.sources
    }

    /// A source by name.
    pub fn find(&self, name: &str) -> Option<i64> {
        self.by_name.get(name).map(|&at| self.sources[at].id)
    }

    /// A source by number.
    pub fn source(&self, id: i64) -> Outcome<&SourceEntry> {
        // Numbers are given in sequence from 1.
        let at = usize::try_from(id - 1).ok();
        at.and_then(|at| self.sources.get(at)).ok_or_else(|| damaged("a source is missing"))
    }

    /// A source by name, taken into the catalog when it is new.
    pub fn source_named(&mut self, db: &Connection, name: &str) -> Outcome<i64> {
        if let Some(id) = self.find(name) {
            return Ok(id);
        }
        let id = self.sources.len() as i64 + 1;
        db.execute("INSERT INTO source (id, name, trust) VALUES (?, ?, 0)", params![id, name])?;
        self.add(SourceEntry { id, name: name.to_string(), trust: 0 });
        Ok(id)
    }

    /// Sets how far a source is trusted.
    pub fn set_trust(&mut self, db: &Connection, name: &str, trust: i64) -> Outcome<()> {
        let Some(&at) = self.by_name.get(name) else {
            let names: Vec<&str> = self.sources.iter().map(|source| source.name.as_str()).collect();
            let problem = Error::usage(format!("there is no source {name}"));
            return Err(problem.hint(format!("the sources are: {}", names.join(", "))).into());
        };
        self.sources[at].trust = trust;
        db.execute("UPDATE source SET trust = ? WHERE name = ?", params![trust, name])?;
        Ok(())
    }

    /// All headers with their roles.
    pub fn columns(&self) -> impl Iterator<Item = &(String, Role)> {
        self.layouts.iter().flat_map(|(_, layout)| layout)
    }

    /// A layout by number.
    pub fn layout(&self, id: i64) -> Outcome<&Layout> {
        let at = self.layouts.binary_search_by_key(&id, |entry| entry.0);
        at.map(|at| &self.layouts[at].1).map_err(|_| damaged("a layout is missing"))
    }

    /// The number of a layout, taken into the catalog when it is new.
    pub fn layout_id(&mut self, db: &Connection, layout: &Layout) -> Outcome<i64> {
        if let Some((id, _)) = self.layouts.iter().find(|(_, held)| held == layout) {
            return Ok(*id);
        }
        let id = self.layouts.last().map_or(1, |(id, _)| id + 1);
        let text = serde_json::to_string(layout).map_err(|_| damaged("a layout cannot be kept"))?;
        db.execute("INSERT INTO layout (id, columns) VALUES (?, ?)", params![id, text])?;
        self.layouts.push((id, layout.clone()));
        Ok(id)
    }

    /// Remembers the layout a feed came in.
    pub fn set_feed(&self, db: &Connection, feed: &str, layout: i64) -> Outcome<()> {
        db.execute(
            "INSERT OR REPLACE INTO feed (name, layout) VALUES (?, ?)",
            params![feed, layout],
        )?;
        Ok(())
    }

    /// What the headers meant when this feed last came, or else in any layout of the same headers.
    pub fn roles(
        &self,
        db: &Connection,
        feed: &str,
        headers: &[&str],
    ) -> Outcome<Vec<Option<Role>>> {
        let own: Option<i64> = db
            .query_row("SELECT layout FROM feed WHERE name = ?", [feed], |row| row.get(0))
            .optional()?;
        let known = match own {
            Some(id) => Some(self.layout(id)?),
            None => self.layouts.iter().rev().map(|(_, layout)| layout).find(|layout| {
                let mut held: Vec<&str> =
                    layout.iter().map(|(header, _)| header.as_str()).collect();
                let mut asked = headers.to_vec();
                held.sort_unstable();
                asked.sort_unstable();
                held == asked
            }),
        };
        let role = |header: &&str| {
            let known = known?.iter().find(|(held, _)| held.trim() == header.trim());
            known.map(|(_, role)| *role)
        };
        Ok(headers.iter().map(role).collect())
    }
}
