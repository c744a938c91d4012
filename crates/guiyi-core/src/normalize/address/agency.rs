//! Addresses that many firms share on paper.

use std::sync::LazyLock;

use guiyi_lexicon::word::{self, Kind};

use crate::normalize::words::Words;

/// Whether the folded `text` says that it is only a registered address.
pub fn is_agency(text: &str) -> bool {
    PHRASES.are_in(text)
}

/// The phrases of agents, clusters and self-declared premises.
static PHRASES: LazyLock<Words<()>> =
    LazyLock::new(|| Words::new(word::texts(Kind::Agency).map(|phrase| (phrase, ()))));
