//! Codec: values to bytes and back, little-endian, one after the other.
//!
//! Long tables are not read at all: [`Bytes`] and [`Numbers`] are parts of what
//! was read, which they share, because taking fresh memory costs more than reading it.
//!
//! A [`sealed`] text begins with a mark, the version of its format, its length and a checksum, so that
//! [`opened`] refuses what is foreign, cut, damaged or of another version.

use std::ops::Deref;
use std::sync::Arc;

use rayon::prelude::*;

use super::numbers::Numbers;
use crate::error::Error;
use crate::hash::{hash_bytes, mix};

/// The first bytes of every index.
pub const MARK: &[u8; 8] = b"GUIYIIDX";
/// Raised whenever the bytes of an index, or the features, keys and rules they hold, change meaning.
pub const FORMAT: u32 = 9;
/// Bytes of mark, version, length and checksum.
pub const HEAD: usize = 8 + 4 + 8 + 8;

/// Bytes behind their head.
pub fn sealed(body: &[u8]) -> Vec<u8> {
    let mut all = Vec::with_capacity(HEAD + body.len());
    all.extend_from_slice(MARK);
    all.extend_from_slice(&FORMAT.to_le_bytes());
    all.extend_from_slice(&(body.len() as u64).to_le_bytes());
    all.extend_from_slice(&checksum(body).to_le_bytes());
    all.extend_from_slice(body);
    all
}

/// A reader of the bytes behind a head that fits them.
///
/// # Errors
/// When they are no index, one of another version, cut short or damaged.
pub fn opened(all: Vec<u8>) -> Result<Reader, Error> {
    let refused =
        |message: String| Error::usage(message).hint("make it anew: guiyi index MASTER -o FILE");
    if !all.starts_with(MARK) {
        return Err(refused("is no index of guiyi".to_string()));
    }
    let mut body = Reader::from(all);
    let mut head = body.take(HEAD)?;
    head.take(MARK.len())?;
    let format = head.u32()?;
    if format != FORMAT {
        let message = format!("is an index of version {format}, this program reads {FORMAT}");
        return Err(refused(message));
    }
    let (length, expected) = (head.u64()?, head.u64()?);
    if body.left.len() as u64 != length {
        return Err(refused(format!("is cut short: {} of {length} bytes", body.left.len())));
    }
    if checksum(&body.left) != expected {
        return Err(refused("is damaged: its checksum does not hold".to_string()));
    }
    Ok(body)
}

/// A hash of the hashes of parts, so that several threads can read at once.
fn checksum(body: &[u8]) -> u64 {
    /// Bytes hashed at once.
    const PART: usize = 1 << 20;
    let parts: Vec<u64> = body.par_chunks(PART).map(|part| hash_bytes(part, 0)).collect();
    parts.into_iter().fold(body.len() as u64, mix)
}

/// Collects bytes.
#[derive(Debug, Default)]
pub struct Writer {
    /// The bytes so far.
    pub bytes: Vec<u8>,
}

impl Writer {
    /// Appends a number.
    pub fn u8(&mut self, value: u8) {
        self.bytes.push(value);
    }

    /// Appends a number.
    pub fn u16(&mut self, value: u16) {
        self.bytes.extend_from_slice(&value.to_le_bytes());
    }

    /// Appends a number.
    pub fn u32(&mut self, value: u32) {
        self.bytes.extend_from_slice(&value.to_le_bytes());
    }

    /// Appends a number.
    pub fn u64(&mut self, value: u64) {
        self.bytes.extend_from_slice(&value.to_le_bytes());
    }

    /// Appends a number.
    pub fn f64(&mut self, value: f64) {
        self.u64(value.to_bits());
    }

    /// Appends a text with its length.
    pub fn text(&mut self, text: &str) {
        self.u64(text.len() as u64);
        self.bytes.extend_from_slice(text.as_bytes());
    }

    /// Appends what `fill` writes, with its length.
    pub fn section(&mut self, fill: impl FnOnce(&mut Writer)) {
        let mut section = Writer::default();
        fill(&mut section);
        self.u64(section.bytes.len() as u64);
        self.bytes.append(&mut section.bytes);
    }

    /// Appends numbers with their count.
    pub fn u16s(&mut self, values: &[u16]) {
        self.u64(values.len() as u64);
        self.bytes.extend(values.iter().flat_map(|value| value.to_le_bytes()));
    }

    /// Appends numbers with their count.
    pub fn numbers(&mut self, values: &Numbers) {
        self.u64(values.len() as u64);
        self.bytes.extend_from_slice(values.bytes());
    }
}

/// Bytes that are part of others and keep them alive.
#[derive(Clone, Default)]
pub struct Bytes {
    whole: Arc<Vec<u8>>,
    from: usize,
    to: usize,
}

impl Bytes {
    /// Cuts the first bytes off; `None` when there are fewer.
    fn cut(&mut self, count: usize) -> Option<Bytes> {
        let middle = self.from.checked_add(count).filter(|&middle| middle <= self.to)?;
        let first = Bytes { whole: Arc::clone(&self.whole), from: self.from, to: middle };
        self.from = middle;
        Some(first)
    }
}

impl From<Vec<u8>> for Bytes {
    fn from(bytes: Vec<u8>) -> Bytes {
        Bytes { from: 0, to: bytes.len(), whole: Arc::new(bytes) }
    }
}

impl Deref for Bytes {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        &self.whole[self.from..self.to]
    }
}

impl PartialEq for Bytes {
    fn eq(&self, other: &Bytes) -> bool {
        **self == **other
    }
}

impl Eq for Bytes {}

impl std::fmt::Debug for Bytes {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} bytes", self.len())
    }
}

/// Takes values off the front of bytes.
#[derive(Debug)]
pub struct Reader {
    left: Bytes,
}

/// What is said of an index whose checksum holds and whose values do not go together.
pub fn inconsistent() -> Error {
    Error::usage("is an index that contradicts itself")
        .hint("make it anew: guiyi index MASTER -o FILE")
}

impl From<Vec<u8>> for Reader {
    fn from(bytes: Vec<u8>) -> Reader {
        Reader { left: bytes.into() }
    }
}

impl Reader {
    /// A reader of a copy of these bytes; of bytes that can be given away, [`Reader::from`].
    pub fn new(bytes: &[u8]) -> Reader {
        Reader::from(bytes.to_vec())
    }

    /// The next bytes.
    ///
    /// # Errors
    /// When there are fewer; so with all methods.
    pub fn bytes(&mut self, count: usize) -> Result<Bytes, Error> {
        self.left.cut(count).ok_or_else(inconsistent)
    }

    /// A reader of the next bytes.
    pub fn take(&mut self, count: usize) -> Result<Reader, Error> {
        Ok(Reader { left: self.bytes(count)? })
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N], Error> {
        let array = self.left.first_chunk().copied().ok_or_else(inconsistent)?;
        self.left.from += N;
        Ok(array)
    }

    /// A number.
    pub fn u8(&mut self) -> Result<u8, Error> {
        self.array().map(u8::from_le_bytes)
    }

    /// A number.
    pub fn u32(&mut self) -> Result<u32, Error> {
        self.array().map(u32::from_le_bytes)
    }

    /// A number.
    pub fn u64(&mut self) -> Result<u64, Error> {
        self.array().map(u64::from_le_bytes)
    }

    /// A number.
    pub fn f64(&mut self) -> Result<f64, Error> {
        self.u64().map(f64::from_bits)
    }

    /// A count of things of `size` bytes each that are still there.
    pub fn count(&mut self, size: usize) -> Result<usize, Error> {
        let count = usize::try_from(self.u64()?).map_err(|_| inconsistent())?;
        let fits = count.checked_mul(size).is_some_and(|bytes| bytes <= self.left.len());
        if fits { Ok(count) } else { Err(inconsistent()) }
    }

    /// A reader of the next section; sections can be read side by side.
    pub fn section(&mut self) -> Result<Reader, Error> {
        let length = self.count(1)?;
        self.take(length)
    }

    /// A text.
    pub fn text(&mut self) -> Result<String, Error> {
        let length = self.count(1)?;
        let bytes = self.bytes(length)?;
        std::str::from_utf8(&bytes).map(str::to_string).map_err(|_| inconsistent())
    }

    /// Numbers.
    pub fn u16s(&mut self) -> Result<Vec<u16>, Error> {
        let count = self.count(2)?;
        let bytes = self.bytes(count * 2)?;
        Ok(bytes.as_chunks().0.iter().map(|it| u16::from_le_bytes(*it)).collect())
    }

    /// Numbers, left where they are.
    pub fn numbers(&mut self) -> Result<Numbers, Error> {
        let count = self.count(4)?;
        self.bytes(count * 4).map(Numbers::from)
    }
}
