//! The words of all lexicons, and where in a text they stand.

mod build;
mod character;
mod near;
mod repair;
mod trie;
mod word;

use std::ops::Range;
use std::sync::{LazyLock, OnceLock};

use guiyi_lexicon::division::{self, Candidate, Form};
use guiyi_lexicon::trade::{self, TradeWord};
use guiyi_lexicon::word::{self as word_list, Kind};
use guiyi_lexicon::{lookalike, reading};

use near::NearWords;
use near::place::{self, NearPlaces};
use trie::Trie;

pub(crate) use character::{Character, Hints};
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

    /// Adds the trade words that stretches of suspect characters may be slips for.
    pub(crate) fn slips(&self, chars: &[char], suspects: Suspects, out: &mut Vec<Slip>) {
        self.near.get_or_init(|| NearWords::new(self.whole_trades())).slips(chars, suspects, out);
    }

    /// The trade words as they should be that are not rare, with their numbers, sorted by text.
    fn whole_trades(&self) -> impl Iterator<Item = (&'static TradeWord, u32)> {
        trade::words().iter().filter(|known| !known.is_rare).filter_map(|known| {
            let id = self.trie.get(known.text)?;
            let role = self.trade(self.word(id))?;
            role.word.is_some_and(|word| word.text == known.text).then_some((known, id))
        })
    }

    /// Every stretch of characters that is a form but for one wrong character. Of the characters,
    /// `watched` have the hint [`Hints::WATCHED`].
    pub(crate) fn find_misspelt(
        &self,
        chars: &[char],
        watched: usize,
        mut each: impl FnMut(Found),
    ) {
        for (form, word) in self.watched.iter().filter(|(form, _)| watched + 1 >= form.len()) {
            find_near(chars, form, *word, &mut each);
        }
    }

    /// Every stretch at the front of a text that is a long name of a place but for one slip.
    pub(crate) fn find_misspelt_places(&self, chars: &[char], mut each: impl FnMut(Found)) {
        if place::may_hold_place(chars) {
            let places = self.near_places.get_or_init(|| NearPlaces::new(self.long_places()));
            places.find(chars, |start, end, word| each(Found::new(start, end, word)));
        }
    }

    /// The short name of a place that a text begins with but for one character.
    pub(crate) fn misspelt_short_place(&self, chars: &[char]) -> Option<Found> {
        let places = self.short_places.get_or_init(|| NearPlaces::new(self.short_places()));
        places.short(chars).map(|(end, word)| Found::new(0, end, word))
    }

    /// The names without their kind of prefectures, cities and counties.
    fn short_places(&self) -> Vec<(Vec<char>, u32)> {
        let is_county = |candidate: &Candidate| {
            let is_district = || candidate.division.name().ends_with('区');
            candidate.form == Form::Short && !candidate.past && !is_district()
        };
        let short = division::surfaces().iter();
        let short = short.filter(|surface| surface.candidates().iter().any(is_county));
        let known = short.map(|surface| (surface.text().chars().collect(), surface.text()));
        known.filter_map(|(chars, text)| Some((chars, self.trie.get(text)?))).collect()
    }

    /// The names with their kind of counties and larger places, and of kinds of zones, that are long enough to be known
    /// with a slip.
    fn long_places(&self) -> Vec<(Vec<char>, u32)> {
        let full = division::surfaces().iter().filter(|surface| {
            surface.candidates().iter().any(|candidate| candidate.form == Form::Full)
        });
        let names = full.map(|surface| surface.text()).chain(word_list::texts(Kind::Zone));
        let known = names.filter_map(|name| {
            let chars: Vec<char> = name.chars().collect();
            let is_long =
                chars.len() >= place::PLACE_CHARS && name.ends_with(['县', '旗', '州', '区']);
            is_long.then_some((chars, self.trie.get(name)?))
        });
        known.collect()
    }

    /// Every stretch of characters that is the name of a supply or credit cooperative but for one wrong character. One
    /// of them has the hint [`Hints::PUBLIC`].
    #[cold]
    pub(crate) fn find_misspelt_public(&self, chars: &[char], mut each: impl FnMut(Found)) {
        for (form, word) in &self.watched_public {
            find_near(chars, form, *word, &mut each);
        }
    }
}

/// Every stretch of characters that is a form but for one wrong character.
fn find_near(chars: &[char], form: &[char], word: u32, each: &mut impl FnMut(Found)) {
    for (start, window) in chars.windows(form.len()).enumerate() {
        // With one wrong character, one of the first two is right.
        if window[0] != form[0] && window[1] != form[1] {
            continue;
        }
        let Some(wrong) = wrong_one(form, window) else { continue };
        let end = start + form.len();
        if is_misspelt(form, wrong, end == chars.len()) {
            // 有限公|武邑支公司: what neither sounds nor looks like 司 belongs to the branch.
            let is_lost = wrong.at + 1 == form.len() && end < chars.len() && !wrong.is_alike();
            let end = if is_lost { end - 1 } else { end };
            each(Found::new(start, end, word));
        }
    }
}

/// The one character that is wrong in a text.
#[derive(Clone, Copy)]
struct Wrong {
    at: usize,
    right: char,
    written: char,
}

impl Wrong {
    /// Whether what is written sounds or looks like the right one.
    fn is_alike(self) -> bool {
        is_alike(self.right, self.written)
    }
}

/// Whether a character sounds or looks like another.
pub(crate) fn is_alike(a: char, b: char) -> bool {
    reading::sounds_alike(a, b) || lookalike::is_lookalike(a, b)
}

/// The only character of a text that is wrong in another of the same length.
fn wrong_one(right: &[char], written: &[char]) -> Option<Wrong> {
    let pairs = right.iter().zip(written).enumerate();
    let mut wrong = pairs.filter(|(_, (a, b))| a != b);
    match (wrong.next(), wrong.next()) {
        (Some((at, (&right, &written))), None) => Some(Wrong { at, right, written }),
        _ => None,
    }
}

/// Whether a text with one wrong character is likely this form. Of the short ones, 分公司 and 供销社, only at the end
/// or where the character in the middle is like the right one; of cooperatives only where the wrong one is, or is cut
/// off as well: 农业合作社 is no misspelt 专业合作社.
fn is_misspelt(form: &[char], wrong: Wrong, at_end: bool) -> bool {
    let (is_long, is_last) = (form.len() >= repair::MISSPELT_CHARS, wrong.at + 1 == form.len());
    let is_safe = is_long || at_end && wrong.at > 0 || wrong.at > 0 && !is_last && wrong.is_alike();
    let is_coop = form.last() == Some(&'社') && !(is_long && is_last && at_end);
    is_safe && (!is_coop || wrong.is_alike())
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
