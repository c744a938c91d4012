//! The words of all lexicons, and where in a text they stand.

mod build;
mod character;
mod misspelt;
mod near;
mod repair;
mod trie;
mod word;

use std::ops::Range;
use std::sync::{LazyLock, OnceLock};

use near::NearWords;
use near::place::NearPlaces;
use trie::Trie;

pub(crate) use character::{Character, Hints};
pub(crate) use misspelt::is_alike;
pub(crate) use near::{Slip, Suspects};
pub(crate) use word::{
    BranchRole, Condition, Marks, OrgRole, RegionRole, TradeRole, TradeWeight, Word,
};

/// Shortest organisation form, in characters, that makes a search for misspelt ones needless.
pub(crate) const FORM_SURE: usize = 3;

/// All words, what they can be, and where they stand in a text.
pub(crate) struct Vocabulary {
    trie: Trie,
    words: Vec<Word>,
    regions: Vec<RegionRole>,
    trades: Vec<TradeRole>,
    orgs: Vec<OrgRole>,
    branches: Vec<BranchRole>,
    /// Forms whose misspellings with one wrong character are looked for.
    watched: Vec<Watched>,
    /// The same of words of trades that are forms as well.
    watched_public: Vec<Watched>,
    /// [`FORMS_AT_END`] with their words.
    forms_at_end: Vec<(Vec<char>, u32)>,
    /// The word for any township, village or zone without a code of its own.
    town: u32,
    /// The word for any town written without its kind.
    bare_town: u32,
    /// The word for any trade of which one character is left.
    cut_trade: u32,
    /// The word for a nation that is misspelt.
    misspelt_nation: u32,
    /// What the names of the nation's well-known organisations go on with behind 中国, sorted.
    nation_rests: Vec<NationRest>,
    /// The short forms of schools and the word each stands for: 中 for 中学.
    schools: [(char, u32); repair::SCHOOLS.len()],
    near: OnceLock<NearWords>,
    near_places: OnceLock<NearPlaces>,
    short_places: OnceLock<NearPlaces>,
}

/// What stands behind 中国 in the name of an organisation: so much must be known, for less begins other names as well.
pub(crate) type NationRest = [char; 4];

/// A form whose misspellings are looked for, and its word.
type Watched = (Vec<char>, u32);

/// Forms that most companies end in, longer ones first. No word inside one of them, up to its
/// end, is more than a trade word.
const FORMS_AT_END: [&str; 4] = ["有限责任公司", "股份有限公司", "有限公司", "公司"];

/// A word found in a text, with its characters there.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Found {
    pub(crate) start: u16,
    pub(crate) end: u16,
    pub(crate) word: u32,
}

impl Found {
    /// The word between two positions of a line, which has far fewer than 65,536.
    fn new(start: usize, end: usize, word: u32) -> Found {
        Found { start: start as u16, end: end as u16, word }
    }
}

/// The vocabulary of the compiled-in lexicons, built on first use.
pub(crate) fn vocabulary() -> &'static Vocabulary {
    static VOCABULARY: LazyLock<Vocabulary> = LazyLock::new(build::vocabulary);
    &VOCABULARY
}

impl Vocabulary {
    /// What is known of a character by itself.
    #[inline]
    pub(crate) fn character(&self, c: char) -> Character {
        self.trie.character(c)
    }

    /// Every occurrence of every word that begins within a range, by ascending start, then by length, and
    /// whether it is a form as it should be, so long that a search for misspelt ones is needless.
    ///
    /// Words that are cut off count only where the text ends.
    #[inline]
    pub(crate) fn find(
        &self,
        text: &[Character],
        range: Range<usize>,
        mut each: impl FnMut(Found, bool),
    ) {
        self.trie.find(text, range, |start, end, word| {
            let marks = self.words[word as usize].marks;
            if end == text.len() || !marks.has(Marks::AT_END_ONLY) {
                each(Found::new(start, end, word), marks.has(Marks::SURE_FORM));
            }
        });
    }

    /// A company's form at the end of the characters; [`FORMS_AT_END`] says which.
    pub(crate) fn form_at_end(&self, chars: &[char]) -> Option<Found> {
        if chars.last() != Some(&'司') {
            return None;
        }
        let (form, word) = self.forms_at_end.iter().find(|(form, _)| chars.ends_with(form))?;
        Some(Found::new(chars.len() - form.len(), chars.len(), *word))
    }

    /// The word with this number, as [`Vocabulary::find`] gives it.
    pub(crate) fn word(&self, id: u32) -> Word {
        self.words[id as usize]
    }

    /// What a word is as a region, if it is one; so with the other roles.
    pub(crate) fn region(&self, word: Word) -> Option<&RegionRole> {
        self.region_role(word.region)
    }

    /// What a region is that is known by its number; `None` for 0.
    #[inline]
    pub(crate) fn region_role(&self, id: u16) -> Option<&RegionRole> {
        self.regions.get(usize::from(id).wrapping_sub(1))
    }

    pub(crate) fn trade(&self, word: Word) -> Option<&TradeRole> {
        self.trades.get(usize::from(word.trade).wrapping_sub(1))
    }

    pub(crate) fn org(&self, word: Word) -> Option<&OrgRole> {
        self.orgs.get(usize::from(word.org).wrapping_sub(1))
    }

    pub(crate) fn branch(&self, word: Word) -> Option<&BranchRole> {
        self.branches.get(usize::from(word.branch).wrapping_sub(1))
    }

    /// The word that stands for any township, village or zone without a code of its own.
    pub(crate) fn town(&self) -> u32 {
        self.town
    }

    /// The word that stands for any town written without its kind: 寮步 behind 东莞.
    pub(crate) fn bare_town(&self) -> u32 {
        self.bare_town
    }

    /// The word that stands for any trade of which one character is left: 贸 of 商贸.
    pub(crate) fn cut_trade(&self) -> u32 {
        self.cut_trade
    }

    /// A nation at the front that is misspelt, of so many characters.
    pub(crate) fn misspelt_nation(&self, length: usize) -> Found {
        Found::new(0, length, self.misspelt_nation)
    }

    /// Whether a nation is written otherwise than it should be.
    pub(crate) fn is_misspelt_nation(&self, id: u32) -> bool {
        id == self.misspelt_nation
    }

    /// What the names of the nation's well-known organisations go on with behind 中国.
    pub(crate) fn nation_rests(&self) -> &[NationRest] {
        &self.nation_rests
    }

    /// Whether characters begin like that.
    pub(crate) fn is_of_nation(&self, chars: &[char]) -> bool {
        chars.first_chunk().is_some_and(|rest| self.nation_rests.binary_search(rest).is_ok())
    }

    /// The longest trade word among characters that holds the one at a position.
    pub(crate) fn trade_around(&self, chars: &[char], at: usize) -> Option<(Range<usize>, u32)> {
        let text: Vec<Character> = chars.iter().map(|&c| self.character(c)).collect();
        let mut longest: Option<(Range<usize>, u32)> = None;
        self.find(&text, 0..at + 1, |found, _| {
            let range = usize::from(found.start)..usize::from(found.end);
            let is_whole = self.word(found.word).trade().is_some_and(|trade| trade.is_whole);
            let is_longer = longest.as_ref().is_none_or(|(known, _)| known.len() < range.len());
            if is_whole && range.contains(&at) && range.len() > 1 && is_longer {
                longest = Some((range, found.word));
            }
        });
        longest
    }

    /// Whether a trade is written otherwise than it should be, or one character is left of it.
    pub(crate) fn is_damaged_trade(&self, id: u32) -> bool {
        id == self.cut_trade
            || self.word(id).trade().is_some_and(|trade| !trade.is_whole && !trade.is_cut)
    }

    /// The school that a character behind a number stands for: 一中 is 第一中学.
    pub(crate) fn school(&self, short: char) -> Option<u32> {
        self.schools.iter().find(|(c, _)| *c == short).map(|(_, word)| *word)
    }
}

/// Whether characters begin with a text.
pub(crate) fn begins_with(chars: &[char], text: &str) -> bool {
    let mut chars = chars.iter();
    text.chars().all(|c| chars.next() == Some(&c))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lattice::cost;

    #[test]
    fn forms_at_the_end_hold_nothing_cheap() {
        let vocabulary = vocabulary();
        for form in FORMS_AT_END {
            let chars: Vec<char> = format!("{form}厂").chars().collect();
            let text: Vec<Character> = chars.iter().map(|&c| vocabulary.character(c)).collect();
            let length = chars.len() - 1;
            vocabulary.find(&text, 0..length, |found, _| {
                let word = vocabulary.word(found.word);
                let is_trade_only = (word.region, word.org, word.branch) == (0, 0, 0)
                    && !word.marks.has(Marks::PARTS);
                let is_dear =
                    vocabulary.trade(word).is_none_or(|trade| trade.cost >= cost::INTO_FORM);
                assert!(
                    usize::from(found.end) >= length || is_trade_only && is_dear,
                    "{form} {found:?}"
                );
            });
            assert_eq!(vocabulary.form_at_end(&chars[..length]).map(|found| found.start), Some(0));
        }
    }
}
