//! Numbers as they stand in the bytes of an index.

use std::ops::Range;

use super::codec::Bytes;

/// A list of 32-bit numbers, kept as little-endian bytes, so that an index is used without being
/// read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Numbers {
    bytes: Bytes,
}

impl Numbers {
    /// How many.
    pub fn len(&self) -> usize {
        self.bytes.len() / 4
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.bytes.is_empty()
    }

    /// The number at a place.
    ///
    /// # Panics
    /// When there are fewer; so with [`Numbers::range`].
    pub fn get(&self, at: usize) -> u32 {
        u32::from_le_bytes(self.chunks()[at])
    }

    /// The numbers at these places.
    pub fn range(&self, places: Range<usize>) -> Slice<'_> {
        Slice { chunks: &self.chunks()[places] }
    }

    /// The last number.
    pub fn last(&self) -> Option<u32> {
        self.range(0..self.len()).last()
    }

    /// All numbers.
    pub fn iter(&self) -> impl Iterator<Item = u32> + '_ {
        self.range(0..self.len()).iter()
    }

    /// Whether they rise or stay.
    pub fn is_sorted(&self) -> bool {
        self.iter().is_sorted()
    }

    pub(super) fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    fn chunks(&self) -> &[[u8; 4]] {
        self.bytes.as_chunks().0
    }
}

impl From<Bytes> for Numbers {
    /// Of bytes that are no multiple of four, the rest is left out.
    fn from(bytes: Bytes) -> Numbers {
        Numbers { bytes }
    }
}

impl FromIterator<u32> for Numbers {
    fn from_iter<I: IntoIterator<Item = u32>>(numbers: I) -> Numbers {
        let numbers = numbers.into_iter();
        let mut bytes = Vec::with_capacity(numbers.size_hint().0 * 4);
        numbers.for_each(|number| bytes.extend_from_slice(&number.to_le_bytes()));
        Numbers { bytes: bytes.into() }
    }
}

/// Some of a list's numbers.
#[derive(Clone, Copy, Debug)]
pub struct Slice<'a> {
    chunks: &'a [[u8; 4]],
}

impl<'a> Slice<'a> {
    /// How many.
    pub fn len(self) -> usize {
        self.chunks.len()
    }

    /// Whether there is none.
    pub fn is_empty(self) -> bool {
        self.chunks.is_empty()
    }

    /// The first number.
    pub fn first(self) -> Option<u32> {
        self.iter().next()
    }

    /// The last number.
    pub fn last(self) -> Option<u32> {
        self.iter().next_back()
    }

    /// The numbers in order.
    pub fn iter(self) -> impl ExactSizeIterator<Item = u32> + DoubleEndedIterator + 'a {
        self.chunks.iter().map(|bytes| u32::from_le_bytes(*bytes))
    }
}
