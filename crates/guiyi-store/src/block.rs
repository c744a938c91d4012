//! Blocks of the store: which records share a slot, and which blocks open and close.

use rusqlite::{Connection, Statement, params};
use rustc_hash::FxHashMap;

use crate::fault::Outcome;
use crate::slot;

/// Blocks that crossed their limit, each with its records now.
#[derive(Debug, Default)]
pub struct Crossings {
    /// Blocks, or cells of blocks that are too large, that have become open.
    pub opened: Vec<Vec<i64>>,
    /// Those that have become closed.
    pub closed: Vec<Vec<i64>>,
}

/// Reads and changes the blocks of a store.
pub struct Blocks<'a> {
    db: &'a Connection,
    between: Statement<'a>,
    /// For each rule how many records an open block has at most.
    limits: Vec<usize>,
    /// Blocks and cells looked at: their records, `None` where they are closed.
    blocks: FxHashMap<i64, Option<Vec<i64>>>,
    cells: FxHashMap<i64, Option<Vec<i64>>>,
}

impl<'a> Blocks<'a> {
    /// The blocks of a store.
    pub fn new(db: &'a Connection, limits: Vec<usize>) -> Outcome<Blocks<'a>> {
        let between = db.prepare("SELECT record FROM slot WHERE slot BETWEEN ? AND ? LIMIT ?")?;
        let (blocks, cells) = (FxHashMap::default(), FxHashMap::default());
        Ok(Blocks { db, between, limits, blocks, cells })
    }

    /// The records that share an open block with the bearer of a slot, itself among them.
    pub fn members(&mut self, slot: i64) -> Outcome<&[i64]> {
        let block = slot::block(slot);
        let limit = self.limits[slot::rule(block)];
        if !self.blocks.contains_key(&block) {
            let found = self.read(slot::range(block), limit + 1)?;
            self.blocks.insert(block, Some(found).filter(|found| found.len() <= limit));
        }
        if self.blocks[&block].is_none() && !self.cells.contains_key(&slot) {
            let found = self.read((slot, slot), limit + 1)?;
            self.cells.insert(slot, Some(found).filter(|found| found.len() <= limit));
        }
        let open = self.blocks[&block].as_ref().or_else(|| self.cells.get(&slot)?.as_ref());
        Ok(open.map_or(&[], Vec::as_slice))
    }

    /// Puts slots in the place of others, both with their records and rising; says which blocks
    /// crossed their limit by that.
    pub fn replace(&mut self, before: &[(i64, i64)], after: &[(i64, i64)]) -> Outcome<Crossings> {
        let mut moves: Vec<Move> = Vec::new();
        let mut delete = self.db.prepare("DELETE FROM slot WHERE slot = ? AND record = ?")?;
        let mut insert = self.db.prepare("INSERT INTO slot (slot, record) VALUES (?, ?)")?;
        for &(slot, record) in before.iter().filter(|it| after.binary_search(it).is_err()) {
            delete.execute([slot, record])?;
            moves.push(Move { slot, came: 0, left: 1 });
        }
        for &(slot, record) in after.iter().filter(|it| before.binary_search(it).is_err()) {
            insert.execute([slot, record])?;
            moves.push(Move { slot, came: 1, left: 0 });
        }
        moves.sort_unstable_by_key(|it| it.slot);
        let mut crossings = Crossings::default();
        for moves in moves.chunk_by(|a, b| slot::block(a.slot) == slot::block(b.slot)) {
            let block = slot::block(moves[0].slot);
            let limit = self.limits[slot::rule(block)];
            let state = self.state(slot::range(block), limit, moves)?;
            if state.is_crossed() {
                crossings.add(state);
                continue;
            }
            if state.is_open {
                continue;
            }
            for moves in moves.chunk_by(|a, b| a.slot == b.slot) {
                let cell = (moves[0].slot, moves[0].slot);
                let state = self.state(cell, limit, moves)?;
                if state.is_crossed() {
                    crossings.add(state);
                }
            }
        }
        Ok(crossings)
    }

    /// Whether a range of slots is open now, and was before these moves.
    fn state(&mut self, range: (i64, i64), limit: usize, moves: &[Move]) -> Outcome<State> {
        let came: usize = moves.iter().map(|it| it.came).sum();
        let left: usize = moves.iter().map(|it| it.left).sum();
        let members = self.read(range, limit + came + 1)?;
        let is_all = members.len() <= limit + came;
        Ok(State {
            is_open: members.len() <= limit,
            was_open: is_all && members.len() + left <= limit + came,
            members,
        })
    }

    fn read(&mut self, (from, to): (i64, i64), most: usize) -> Outcome<Vec<i64>> {
        let found = self.between.query_map(params![from, to, most as i64], |row| row.get(0))?;
        Ok(found.collect::<Result<_, _>>()?)
    }
}

/// A record that came to a slot or left it.
struct Move {
    slot: i64,
    came: usize,
    left: usize,
}

struct State {
    members: Vec<i64>,
    is_open: bool,
    was_open: bool,
}

impl State {
    fn is_crossed(&self) -> bool {
        self.is_open != self.was_open
    }
}

impl Crossings {
    fn add(&mut self, state: State) {
        match state.is_open {
            true => self.opened.push(state.members),
            false => self.closed.push(state.members),
        }
    }
}
