//! How divisions are written: texts in folded form and the divisions each may mean.

use super::Division;
use crate::table::{entries, pair, split};
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// A text that names divisions.
#[derive(Debug)]
pub struct Surface {
    text: &'static str,
    candidates: Vec<Candidate>,
}

/// One division a text may mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// A division of today; the heir, where the text is an old name.
    pub division: Division,
    /// In which way the text names it.
    pub form: Form,
    /// Whether the name is no longer in use.
    pub past: bool,
}

/// The way a text names a division, from the plainest to the remotest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Form {
    /// The official name: 太原市, 内蒙古自治区.
    Full,
    /// Without its kind: 太原, 内蒙古.
    Short,
    /// Another short writing: 内蒙, 延边州, 彭水县, 北平.
    Colloquial,
    /// A zone, park or new area inside the division: 张江, 苏州工业园区.
    Zone,
    /// English or another Latin writing: shanghai, hong kong.
    Latin,
    /// One letter of a province or city, good only in abbreviations: 晋, 沪, 甬.
    Letter,
}

impl Surface {
    /// The text, folded.
    pub fn text(&self) -> &'static str {
        self.text
    }

    /// What it may mean: present names first, then the higher level, the plainer form, the lower code. Never empty.
    pub fn candidates(&self) -> &[Candidate] {
        &self.candidates
    }
}

/// Every text, sorted; the index of a text is its id.
pub fn surfaces() -> &'static [Surface] {
    &SURFACES.sorted
}

/// What a folded text may mean; empty when it names no division.
pub fn lookup(folded: &str) -> &'static [Candidate] {
    SURFACES.by_text.get(folded).map_or(&[], |at| &SURFACES.sorted[*at as usize].candidates)
}

struct Surfaces {
    sorted: Vec<Surface>,
    by_text: FxHashMap<&'static str, u32>,
}

static SURFACES: LazyLock<Surfaces> = LazyLock::new(|| {
    let sorted: Vec<Surface> = entries(include_str!("../../data/division_surface.tsv"))
        .filter_map(pair)
        .map(|(text, candidates)| Surface {
            text,
            candidates: split(candidates, b',').filter_map(Candidate::read).collect(),
        })
        .collect();
    let by_text = (0..).zip(&sorted).map(|(at, surface)| (surface.text, at)).collect();
    Surfaces { sorted, by_text }
});

impl Candidate {
    /// Perhaps - for a past name, the letter of the form, the code.
    fn read(field: &str) -> Option<Self> {
        let (past, field) = match field.strip_prefix('-') {
            Some(field) => (true, field),
            None => (false, field),
        };
        let (form, code) = field.split_at_checked(1)?;
        let form = match form {
            "f" => Form::Full,
            "s" => Form::Short,
            "c" => Form::Colloquial,
            "z" => Form::Zone,
            "e" => Form::Latin,
            "l" => Form::Letter,
            _ => return None,
        };
        Some(Self { division: Division(code.parse().ok()?), form, past })
    }
}
