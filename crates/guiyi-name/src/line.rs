//! The characters of the name itself, in a row, without brackets, remarks and separators.

use smallvec::SmallVec;

use crate::fold::{is_hanzi, is_word_like};

/// The characters to be read by the lattice, with the way back to the folded text.
#[derive(Debug, Default)]
pub(crate) struct Line {
    chars: SmallVec<[char; 32]>,
    /// For each character its index in the folded text; of characters that stand in a row, nothing.
    places: SmallVec<[u32; 32]>,
    /// The index of the first of characters in a row.
    first: usize,
    /// Whether a character may be no hanzi.
    may_have_runs: bool,
    /// Where two neighbours have been put back.
    swapped: Option<usize>,
}

impl Line {
    /// Adds the character that stands at `place` in the folded text.
    pub(crate) fn push(&mut self, c: char, place: usize) {
        self.may_have_runs |= !is_hanzi(c);
        self.chars.push(c);
        self.places.push(place as u32);
    }

    /// Fills an empty line with characters, all hanzi, that stand at `first` and behind in the folded text.
    pub(crate) fn fill_with_hanzi(&mut self, chars: &[char], first: usize) {
        self.chars.extend_from_slice(chars);
        self.first = first;
    }

    /// Takes the first character away.
    pub(crate) fn remove_first(&mut self) {
        if !self.chars.is_empty() {
            self.chars.remove(0);
            if self.places.is_empty() {
                self.first += 1;
            } else {
                self.places.remove(0);
            }
        }
    }

    /// Lets a character, not the last one, and the next one change places; twice, and all is as it was.
    pub(crate) fn swap(&mut self, at: usize) {
        if self.places.is_empty() {
            self.places = (self.first..self.first + self.len()).map(|place| place as u32).collect();
        }
        self.chars.swap(at, at + 1);
        self.places.swap(at, at + 1);
        self.swapped = if self.swapped.is_none() { Some(at) } else { None };
    }

    /// The place of the first of two characters that have been put back where they belong.
    pub(crate) fn swapped(&self) -> Option<usize> {
        self.swapped
    }

    /// Whether its characters stand in a row in the folded text, with no bracket between them that may hold a place.
    pub(crate) fn is_in_row(&self) -> bool {
        self.places.is_empty()
    }

    pub(crate) fn chars(&self) -> &[char] {
        &self.chars
    }

    pub(crate) fn len(&self) -> usize {
        self.chars.len()
    }

    /// The index in the folded text of a character.
    pub(crate) fn place(&self, at: usize) -> usize {
        self.places.get(at).map_or(self.first + at, |&place| place as usize)
    }

    /// Whether a position, not the first, lies inside a run of Latin letters or digits.
    #[inline]
    pub(crate) fn splits_unit(&self, at: usize) -> bool {
        self.may_have_runs && self.splits_run(at)
    }

    fn splits_run(&self, at: usize) -> bool {
        let is_run =
            |c: char| !is_hanzi(c) && (is_word_like(c) || matches!(c, ' ' | '&' | '.' | '+' | '-'));
        self.chars.get(at).is_some_and(|&c| is_run(c)) && is_run(self.chars[at - 1])
    }
}
