//! What all populations stand on: places, words, and the mistakes characters invite. Made once, from the lexicon.

use crate::atlas::Atlas;
use crate::typist::Typist;
use crate::vocabulary::Vocabulary;
use std::sync::LazyLock;

pub(crate) static GROUND: LazyLock<Ground> = LazyLock::new(|| {
    let words = Vocabulary::new();
    Ground { atlas: Atlas::new(), typist: Typist::new(&words), words }
});

#[derive(Debug)]
pub(crate) struct Ground {
    pub(crate) atlas: Atlas,
    pub(crate) words: Vocabulary,
    pub(crate) typist: Typist,
}
