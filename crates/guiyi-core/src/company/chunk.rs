//! Records read into rows, piece by piece on all threads.

use std::ops::Range;
use std::sync::Mutex;

use guiyi_name::Parser;
use rayon::prelude::*;

use super::read::{Reader, Remembered, Worths};
use super::row::{NameRow, Row};
use super::sound::Sounds;
use crate::pipeline::Observer;
use crate::record::{RecordId, Records};

/// Rows with their texts and further names, offsets counted from the chunk's start.
#[derive(Default)]
pub struct Chunk {
    /// One row a record.
    pub rows: Vec<Row>,
    /// The further names of all rows.
    pub further: Vec<NameRow>,
    /// The texts of names and addresses.
    pub arena: Vec<u16>,
    /// What each record's name and address are worth.
    pub worths: Vec<Worths>,
}

/// Records a task reads at once.
const CHUNK: usize = 1024;

/// Chunks that are read while those before them are put together: what is held twice.
const BATCH: usize = 64;

impl Chunk {
    /// Reads all records.
    pub fn of(records: &Records, sounds: &Sounds, observer: &dyn Observer) -> Chunk {
        let reader = Reader { records, parser: Parser::new(), sounds };
        // A single record is read before another thread has woken up.
        if records.len() <= 1 {
            return Chunk::read(&reader, 0..records.len(), &mut Remembered::default());
        }
        // What is remembered goes from task to task.
        let remembered = Mutex::new(Vec::<Remembered>::new());
        let read = |chunk: usize| {
            let ids = chunk * CHUNK..records.len().min((chunk + 1) * CHUNK);
            observer.advance(ids.len() as u64);
            let held = remembered.lock().ok().and_then(|mut all| all.pop());
            let mut known = held.unwrap_or_default();
            let chunk = Chunk::read(&reader, ids, &mut known);
            if let Ok(mut all) = remembered.lock() {
                all.push(known);
            }
            chunk
        };
        let chunks = records.len().div_ceil(CHUNK);
        let batch = |first: usize| -> Vec<Chunk> {
            (first..chunks.min(first + BATCH)).into_par_iter().with_max_len(1).map(read).collect()
        };
        let (mut all, mut came) = (Chunk::default(), batch(0));
        all.reserve(records.len(), &came);
        for next in (BATCH..chunks + BATCH).step_by(BATCH) {
            let join = || came.into_iter().for_each(|chunk| all.append(chunk));
            came = rayon::join(join, || batch(next)).1;
        }
        all
    }

    fn read(reader: &Reader<'_>, range: Range<usize>, known: &mut Remembered) -> Chunk {
        let mut chunk = Chunk::default();
        range.for_each(|id| reader.read(RecordId(id as u32), known, &mut chunk));
        chunk
    }

    /// Makes room for so many records, of which these are the first.
    fn reserve(&mut self, records: usize, first: &[Chunk]) {
        let read: usize = first.iter().map(|chunk| chunk.rows.len()).sum();
        let text: usize = first.iter().map(|chunk| chunk.arena.len()).sum();
        // The others are like them; a thirty-second more is seldom exceeded.
        let text = text * records / read.max(1);
        self.rows.reserve_exact(records);
        self.worths.reserve_exact(records);
        self.arena.reserve_exact(text + text / 32);
    }

    /// Puts another chunk's records behind these.
    pub fn append(&mut self, mut other: Chunk) {
        let (text, name) = (self.arena.len() as u32, self.further.len() as u32);
        self.rows.extend(other.rows.iter().map(|row| row.behind(text, name)));
        other.further.iter_mut().for_each(|name| name.start += text);
        self.further.append(&mut other.further);
        self.arena.append(&mut other.arena);
        self.worths.append(&mut other.worths);
    }
}
