//! Edges: the pairs of records that later stages need, with weight and standing, kept both ways.

use guiyi_core::cluster::{Edge, Standing};
use guiyi_core::score::weight::MatchWeight;
use rusqlite::{Connection, Statement, params};

use crate::fault::{Outcome, damaged};

/// Standings in the order of the numbers that stand for them in the store.
const STANDINGS: [Standing; 5] =
    [Standing::Free, Standing::Capped, Standing::Vetoed, Standing::Forbidden, Standing::Required];

/// A neighbour of a record.
#[derive(Clone, Copy, Debug)]
pub struct Neighbour {
    /// The other record.
    pub record: i64,
    /// Log-odds that the two are one customer.
    pub weight: MatchWeight,
    /// Whether the weight may decide.
    pub standing: Standing,
}

/// Reads edges record by record.
pub struct Edges<'a>(Statement<'a>);

impl<'a> Edges<'a> {
    /// The edges of this store.
    pub fn new(db: &'a Connection) -> Outcome<Edges<'a>> {
        Ok(Edges(db.prepare("SELECT b, weight, standing FROM edge WHERE a = ?")?))
    }

    /// The neighbours of a record.
    pub fn of(&mut self, record: i64) -> Outcome<Vec<Neighbour>> {
        let mut rows = self.0.query([record])?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            let standing = usize::try_from(row.get::<_, i64>(2)?).ok();
            let standing = standing.and_then(|at| STANDINGS.get(at));
            found.push(Neighbour {
                record: row.get(0)?,
                weight: MatchWeight::from_parts(row.get(1)?),
                standing: *standing.ok_or_else(|| damaged("an edge of an unknown standing"))?,
            });
        }
        Ok(found)
    }
}

/// Takes away the edges of these records.
pub fn remove(db: &Connection, records: &[i64]) -> Outcome<()> {
    let mut others = db.prepare("SELECT b FROM edge WHERE a = ?")?;
    let mut back = db.prepare("DELETE FROM edge WHERE a = ? AND b = ?")?;
    let mut all = db.prepare("DELETE FROM edge WHERE a = ?")?;
    for &record in records {
        let found: Vec<i64> =
            others.query_map([record], |row| row.get(0))?.collect::<Result<_, _>>()?;
        for other in found {
            back.execute([other, record])?;
        }
        all.execute([record])?;
    }
    Ok(())
}

/// Keeps edges between records, whose store numbers `ids` gives.
pub fn insert(db: &Connection, edges: &[Edge], ids: &[i64]) -> Outcome<()> {
    let mut both: Vec<(i64, i64, i32, i64)> = Vec::with_capacity(edges.len() * 2);
    for edge in edges {
        let (a, b) = (ids[edge.left as usize], ids[edge.right as usize]);
        let standing = STANDINGS.iter().position(|it| *it == edge.standing).unwrap_or(0) as i64;
        both.push((a, b, edge.weight.parts(), standing));
        both.push((b, a, edge.weight.parts(), standing));
    }
    both.sort_unstable();
    let mut insert = db.prepare("INSERT INTO edge (a, b, weight, standing) VALUES (?, ?, ?, ?)")?;
    for (a, b, weight, standing) in both {
        insert.execute(params![a, b, weight, standing])?;
    }
    Ok(())
}
