//! Characters that may stand for each other, and where in a text those are that may stand for one.

/// Which characters may stand for each other.
pub trait Soft {
    /// Four marks of two numbers below 64, a byte each. A character may stand only for one with which it has a mark in
    /// common; every character has one.
    fn marks(&self, c: u16) -> u64;

    /// The marks beyond four, which few have; `None` for a character that stands for any.
    fn further_marks(&self, c: u16) -> Option<impl Iterator<Item = u16>>;

    /// Whether two different characters may.
    fn alike(&self, a: u16, b: u16) -> bool;
}

/// Where the characters of a text stand, by the two numbers of their marks: both together leave hardly any that has no mark
/// in common (Bloom 1970).
#[derive(Debug)]
pub struct Near {
    by_low: [u32; NUMBERS],
    by_high: [u32; NUMBERS],
    any: u32,
}

impl Near {
    /// No characters yet.
    pub fn new() -> Near {
        Near { by_low: [0; NUMBERS], by_high: [0; NUMBERS], any: 0 }
    }

    /// Adds a character; `place` is its bit.
    pub fn add(&mut self, c: u16, place: u32, soft: &impl Soft) {
        let marks = soft.marks(c);
        for mark in four(marks) {
            self.put(mark, place);
        }
        if marks & MORE != 0 {
            match soft.further_marks(c) {
                Some(further) => further.for_each(|mark| self.put(mark, place)),
                None => self.any |= place,
            }
        }
    }

    fn put(&mut self, mark: u16, place: u32) {
        self.by_low[usize::from(mark & LAST)] |= place;
        self.by_high[usize::from(mark >> 8 & LAST)] |= place;
    }

    fn of(&self, mark: u16) -> u32 {
        self.by_low[usize::from(mark & LAST)] & self.by_high[usize::from(mark >> 8 & LAST)]
    }

    /// The places of the characters that may be equal or alike to this one, and perhaps of others.
    pub fn to(&self, c: u16, soft: &impl Soft) -> u32 {
        let marks = soft.marks(c);
        let mut near = self.any;
        for mark in four(marks) {
            near |= self.of(mark);
        }
        if marks & MORE != 0 {
            match soft.further_marks(c) {
                Some(further) => further.for_each(|mark| near |= self.of(mark)),
                None => near = u32::MAX,
            }
        }
        near
    }
}

fn four(marks: u64) -> [u16; 4] {
    [marks as u16, (marks >> 16) as u16, (marks >> 32) as u16, (marks >> 48) as u16]
}

/// Set in marks where there are more than four.
pub const MORE: u64 = 1 << 63;

/// Numbers of a mark.
const NUMBERS: usize = 64;
const LAST: u16 = NUMBERS as u16 - 1;
