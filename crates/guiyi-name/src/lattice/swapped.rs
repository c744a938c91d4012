//! Characters that changed places across the border of trade name and trade: 恒饲源料 for 恒源|饲料.
//!
//! Whole names look like that as well, 富海交运 is no 富交|海运. So the first of the two must be one that trades are made of,
//! what stands there must be no trade, and the line read with the two put back must cost clearly less.

use guiyi_lexicon::reading;
use smallvec::SmallVec;

use super::cost::{self, Cost};
use super::path::{ArcKind, Path, Step};
use crate::vocabulary::{Character, Hints, Vocabulary};

/// Longest trade word looked for, in characters.
const TRADE_CHARS: usize = 7;

/// How many characters of the trade name at least stand before two that changed places behind it: two, and the first of
/// the trade.
const INSIDE: usize = 3;

/// Two neighbours that may have changed places.
#[derive(Clone, Copy)]
pub(super) struct Swapped {
    /// The place of the first in the line.
    pub(super) at: usize,
    /// What the reading with the two put back must cost less at least.
    pub(super) cost: Cost,
    /// Where the trade begins that they hide.
    border: usize,
    /// The characters of the trade that begins there.
    length: usize,
}

/// A line that was read.
pub(super) struct Reading<'a> {
    pub(super) chars: &'a [char],
    pub(super) characters: &'a [Character],
    pub(super) path: &'a Path,
    pub(super) vocabulary: &'a Vocabulary,
}

impl Reading<'_> {
    /// The neighbours in its trade name that may have changed places: those at the end of a trade name that leave the
    /// longest trade, and those behind one.
    pub(super) fn swapped(&self) -> [Option<Swapped>; 2] {
        let is_name = |step: &Step| step.kind == ArcKind::TradeName && !step.in_branch;
        let Some(place) = self.path.iter().position(is_name) else { return [None; 2] };
        let name = self.path[place];
        let next = self.path.get(place + 1);
        let across = (name.start() + 1..name.end()).filter_map(|at| self.across(at, name, next));
        let mut inside = (name.start() + INSIDE..name.end()).filter_map(|at| self.inside(at));
        [across.max_by_key(|swapped| swapped.length), inside.next()]
    }

    /// A character of the trade name and the next one that are the end of a trade and the beginning of another, or of the
    /// form: 恒源纸加|张工厂.
    fn inside(&self, at: usize) -> Option<Swapped> {
        let &[before, first, second, behind] =
            self.characters.get(at - 1..at + 3)?.first_chunk()?;
        let begins = Hints::TRADE_LEFT.union(Hints::TRADE_BEGUN).union(Hints::FORM_FIRST);
        if !first.hints.has(begins) {
            return None;
        }
        let mut text: SmallVec<[Character; TRADE_CHARS]> =
            SmallVec::from_slice(&[before, second, first, behind]);
        text.extend(self.characters[at + 3..].iter().take(TRADE_CHARS - text.len()).copied());
        let (mut ends, mut goes_on) = (false, false);
        self.vocabulary.find(&text, 0..3, |found, _| {
            let word = self.vocabulary.word(found.word);
            let is_whole = word.trade().is_some_and(|trade| trade.is_whole);
            ends |= is_whole && (found.start, found.end) == (0, 2);
            let is_form = || self.vocabulary.org(word).is_some_and(|org| org.is_strong());
            goes_on |= found.start == 2 && found.end > 3 && (is_whole || is_form());
        });
        let border = at - 1;
        (ends && goes_on).then_some(Swapped { at, cost: cost::SWAPPED, border, length: 2 })
    }

    /// A character of the trade name and the next one, if the first may begin a trade behind the second.
    fn across(&self, at: usize, name: Step, next: Option<&Step>) -> Option<Swapped> {
        let &[first, second] = self.chars.get(at..at + 2)? else { return None };
        let [begins, _, goes_on] = self.characters.get(at..at + 3)? else { return None };
        if !begins.hints.has(Hints::TRADE_LEFT.union(Hints::TRADE_BEGUN))
            || reading::sounds_alike(first, second)
        {
            return None;
        }
        let is_clear = goes_on.hints.has(Hints::TRADE_ONLY);
        if at + 2 < name.end() && !self.may_be_in_name(goes_on.hints, next) {
            return None;
        }
        let length = self.trade_behind(at)?;
        let cost = if is_clear { cost::SWAPPED_CLEARLY } else { cost::SWAPPED };
        (!self.is_trade(at)).then_some(Swapped { at, cost, border: at + 1, length })
    }

    /// Whether the second character of the trade, with these hints, may stand at the end of what was read as the trade
    /// name: 恒源料 is one, but 中储智运|物流 is whole.
    fn may_be_in_name(&self, hints: Hints, next: Option<&Step>) -> bool {
        let next = next.filter(|next| matches!(next.kind, ArcKind::Trade | ArcKind::Modifier));
        match next {
            Some(next) if !self.vocabulary.is_damaged_trade(next.data) => {
                hints.has(Hints::TRADE_ONLY)
            }
            Some(_) => true,
            None => !hints.has(Hints::TRADE_LEFT) || hints.has(Hints::TRADE_REST),
        }
    }

    /// The length of the longest trade that would begin behind the first character if it stood behind the second.
    fn trade_behind(&self, at: usize) -> Option<usize> {
        let behind = self.characters.get(at + 2..)?.iter().take(TRADE_CHARS - 1);
        let text: SmallVec<[Character; TRADE_CHARS]> =
            [self.characters[at]].iter().chain(behind).copied().collect();
        let mut longest = None;
        self.vocabulary.find(&text, 0..1, |found, _| {
            let word = self.vocabulary.word(found.word);
            if found.end > 1 && word.trade().is_some_and(|trade| trade.is_whole) {
                longest = Some(usize::from(found.end));
            }
        });
        longest
    }

    /// Whether two neighbours are a trade or the beginning of one as they stand: 房地.
    fn is_trade(&self, at: usize) -> bool {
        let mut is_trade = false;
        self.vocabulary.find(&self.characters[..at + 2], at..at + 1, |found, _| {
            let is_both = usize::from(found.end) == at + 2;
            is_trade |= is_both && self.vocabulary.word(found.word).trade().is_some();
        });
        is_trade
    }
}

/// Whether a path leads from trade name to trade where it should with two characters put back.
pub(super) fn is_border(path: &Path, swapped: Swapped) -> bool {
    path.windows(2).any(|pair| {
        pair[0].end() == swapped.border
            && pair[0].kind == ArcKind::TradeName
            && matches!(pair[1].kind, ArcKind::Trade | ArcKind::Modifier)
    })
}
