//! What the reader of a name noticed and a person may want to know.

/// Something noticed while a name was folded or parsed. Notes never stop the reading.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
#[non_exhaustive]
pub enum Note {
    /// White space between characters that take none was left out.
    SpacesRemoved,
    /// A reading written in brackets behind a character, 經(jīng)濟, was left out.
    ReadingRemoved,
    /// The text had been decoded with the wrong encoding; it was decoded again.
    MojibakeRepaired,
    /// An HTML character reference, `&amp;`, was read as the character it stands for.
    ReferenceDecoded,
    /// A character is lost (U+FFFD, □, a lone `?` or `*` inside); it stands as a wildcard.
    Damaged,
    /// An opening bracket is never closed, or a closing one never opened.
    BracketUnbalanced,
    /// Only the first part of a very long text was parsed.
    TooLong,
    /// There is no text.
    Empty,
    /// The name ends inside its organisation or branch form: …有限公.
    FormTruncated,
    /// An organisation form with a wrong, dropped, doubled or swapped character: 有限公可.
    FormRepaired,
    /// A trade word with a wrong, dropped or swapped character: 应链官理.
    TradeRepaired,
    /// No organisation form was written.
    FormMissing,
    /// A region could be more than one division.
    RegionAmbiguous,
    /// The bracketed region had been put in the middle of a word.
    RegionMisplaced,
    /// The trade name could also be read as a region, an industry, or a longer or shorter text.
    TradeNameDoubtful,
    /// No trade name: the identity is region and industry (山西煤业).
    TradeNameMissing,
    /// A second company's name stands in the same cell.
    SecondName,
    /// The same name stands twice in the cell.
    Repeated,
}

impl Note {
    /// All notes, in the order of their declaration.
    pub const ALL: [Note; 18] = [
        Note::SpacesRemoved,
        Note::ReadingRemoved,
        Note::MojibakeRepaired,
        Note::ReferenceDecoded,
        Note::Damaged,
        Note::BracketUnbalanced,
        Note::TooLong,
        Note::Empty,
        Note::FormTruncated,
        Note::FormRepaired,
        Note::TradeRepaired,
        Note::FormMissing,
        Note::RegionAmbiguous,
        Note::RegionMisplaced,
        Note::TradeNameDoubtful,
        Note::TradeNameMissing,
        Note::SecondName,
        Note::Repeated,
    ];

    /// The word for this note in output and settings: `mojibake-repaired`.
    pub fn name(self) -> &'static str {
        match self {
            Note::SpacesRemoved => "spaces-removed",
            Note::ReadingRemoved => "reading-removed",
            Note::MojibakeRepaired => "mojibake-repaired",
            Note::ReferenceDecoded => "reference-decoded",
            Note::Damaged => "damaged",
            Note::BracketUnbalanced => "bracket-unbalanced",
            Note::TooLong => "too-long",
            Note::Empty => "empty",
            Note::FormTruncated => "form-truncated",
            Note::FormRepaired => "form-repaired",
            Note::TradeRepaired => "trade-repaired",
            Note::FormMissing => "form-missing",
            Note::RegionAmbiguous => "region-ambiguous",
            Note::RegionMisplaced => "region-misplaced",
            Note::TradeNameDoubtful => "trade-name-doubtful",
            Note::TradeNameMissing => "trade-name-missing",
            Note::SecondName => "second-name",
            Note::Repeated => "repeated",
        }
    }

    /// What was noticed, for people.
    pub fn sentence(self) -> &'static str {
        match self {
            Note::SpacesRemoved => "spaces between characters were left out",
            Note::ReadingRemoved => "a reading in brackets was left out",
            Note::MojibakeRepaired => "read in the wrong encoding before; decoded again",
            Note::ReferenceDecoded => "HTML character references (&amp;) were decoded",
            Note::Damaged => "a character is lost and stands as a wildcard",
            Note::BracketUnbalanced => "a bracket has no partner",
            Note::TooLong => "too long for a name; only the beginning was read",
            Note::Empty => "there is no name",
            Note::FormTruncated => "the form at the end is cut off",
            Note::FormRepaired => "the organisation form is misspelt",
            Note::TradeRepaired => "a trade word is misspelt",
            Note::FormMissing => "no organisation form",
            Note::RegionAmbiguous => "a region could be more than one place",
            Note::RegionMisplaced => "the region in brackets stands inside a word",
            Note::TradeNameDoubtful => "the trade name could be read otherwise",
            Note::TradeNameMissing => "no trade name; region and industry tell who it is",
            Note::SecondName => "a second name stands beside the first",
            Note::Repeated => "the same name stands twice",
        }
    }
}

/// A set of notes.
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Notes(u32);

impl Notes {
    /// No notes.
    pub const NONE: Notes = Notes(0);

    /// Adds a note.
    pub fn insert(&mut self, note: Note) {
        self.0 |= 1 << note as u32;
    }

    /// Whether the note was taken.
    pub fn contains(self, note: Note) -> bool {
        self.0 & (1 << note as u32) != 0
    }

    /// The notes of both.
    #[must_use]
    pub fn union(self, other: Notes) -> Notes {
        Notes(self.0 | other.0)
    }

    /// Whether there is none.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The notes in the order of [`Note::ALL`].
    pub fn iter(self) -> impl Iterator<Item = Note> {
        Note::ALL.into_iter().filter(move |&note| self.contains(note))
    }
}

impl std::fmt::Debug for Notes {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_set().entries(self.iter()).finish()
    }
}
