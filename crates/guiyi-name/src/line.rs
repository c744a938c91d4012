//! The characters of the name itself, in a row, without brackets, remarks and separators.

use smallvec::SmallVec;

use crate::fold::{is_hanzi, is_word_like};

/// Bytes of a hanzi in UTF-8.
const HANZI_BYTES: usize = 3;

/// A text to be read by the lattice, with the way back to the folded text.
#[derive(Debug, Default)]
pub(crate) struct Line {
    text: String,
    chars: SmallVec<[char; 32]>,
    /// For each character whether it continues a run of Latin letters or digits.
    joined: SmallVec<[bool; 32]>,
    /// For each character its index in the folded text.
    places: SmallVec<[u32; 32]>,
    /// For each character the byte it starts at, and the end of the text.
    bytes: SmallVec<[u32; 36]>,
}

impl Line {
    /// An empty line with room for so many characters.
    pub(crate) fn with_room(chars: usize) -> Line {
        let mut line = Line { text: String::with_capacity(chars * HANZI_BYTES), ..Line::default() };
        line.bytes.push(0);
        line
    }

    /// Adds the character that stands at `place` in the folded text.
    pub(crate) fn push(&mut self, c: char, place: usize) {
        let is_run =
            |c: char| !is_hanzi(c) && (is_word_like(c) || matches!(c, ' ' | '&' | '.' | '+' | '-'));
        self.joined.push(is_run(c) && self.chars.last().is_some_and(|&last| is_run(last)));
        self.text.push(c);
        self.chars.push(c);
        self.places.push(place as u32);
        self.bytes.push(self.text.len() as u32);
    }

    /// The same line from the second character on.
    pub(crate) fn without_first(&self) -> Line {
        let mut line = Line::with_room(self.len());
        for (&c, &place) in self.chars.iter().zip(&self.places).skip(1) {
            line.push(c, place as usize);
        }
        line
    }

    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    pub(crate) fn chars(&self) -> &[char] {
        &self.chars
    }

    pub(crate) fn len(&self) -> usize {
        self.chars.len()
    }

    /// The index in the folded text of a character.
    pub(crate) fn place(&self, at: usize) -> usize {
        self.places.get(at).map_or(0, |&place| place as usize)
    }

    /// The byte at which a character starts; the length of the text for the position behind it.
    pub(crate) fn byte(&self, at: usize) -> usize {
        self.bytes[at] as usize
    }

    /// For each character the byte it starts at, and the end of the text.
    pub(crate) fn bytes(&self) -> &[u32] {
        &self.bytes
    }

    /// Whether a position lies inside a run of Latin letters or digits.
    pub(crate) fn splits_unit(&self, at: usize) -> bool {
        self.joined.get(at).is_some_and(|&joined| joined)
    }
}
