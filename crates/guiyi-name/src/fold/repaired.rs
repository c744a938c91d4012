//! A text decoded again, which knows where in the original each of its characters was.

use super::Origin;

/// A text decoded again.
#[derive(Debug, Default)]
pub(super) struct Repaired {
    /// The text.
    pub(super) text: String,
    /// For each byte of `text`, the part of the original that held it.
    pub(super) places: Vec<Origin>,
}

impl Repaired {
    /// Adds a character that came from this part of the original.
    pub(super) fn push(&mut self, c: char, place: Origin) {
        self.text.push(c);
        self.places.resize(self.text.len(), place);
    }

    /// Where a span of the repaired text stood in the original.
    pub(super) fn original(&self, span: Origin) -> Origin {
        let start = self.places.get(span.start as usize).map_or(0, |o| o.start);
        let last = (span.end as usize).checked_sub(1).and_then(|at| self.places.get(at));
        Origin { start, end: last.map_or(start, |o| o.end) }
    }
}
