//! Words that a text holds but for a slip: forms, trades, places.

use guiyi_lexicon::division::{self, Candidate, Form};
use guiyi_lexicon::trade::{self, TradeWord};
use guiyi_lexicon::word::{self as word_list, Kind};
use guiyi_lexicon::{lookalike, reading};

use super::near::place::{self, NearPlaces};
use super::near::{NearWords, Slip, Suspects};
use super::{Found, Vocabulary, repair};

impl Vocabulary {
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
pub(super) struct Wrong {
    at: usize,
    pub(super) right: char,
    pub(super) written: char,
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
pub(super) fn wrong_one(right: &[char], written: &[char]) -> Option<Wrong> {
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
