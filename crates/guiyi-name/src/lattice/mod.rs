//! The best path through everything the words of a name can be (Viterbi, *Error bounds for
//! convolutional codes*, IEEE Trans. Inf. Theory 13, 1967).
//!
//! Nodes are (position, state); arcs are words found, numerals, trade names and unknown
//! characters. The text is read once from left to right; every node keeps its cheapest way in.

mod arc;
pub(crate) mod cost;
mod grammar;
mod nation;
mod ordinal;
mod path;
mod row;
mod swapped;
mod sweep;

pub(crate) use path::{ArcKind, Path, Step};

use std::cell::RefCell;

use smallvec::SmallVec;

use crate::line::Line;
use crate::vocabulary::{Character, FORM_SURE, Found, Hints, Slip, Suspects, Vocabulary};
use arc::Opening;
use nation::Damage;
use ordinal::OrdinalArc;
use row::Row;
use swapped::Reading;
use sweep::Lattice;

/// Shortest trade name, in characters, that may hide a misspelt trade word.
const TRADE_NAME_SUSPECT: usize = 4;

/// Lengths of a trade name at the front, in characters, that may be a misspelt place and a trade name.
const PLACE_AND_TRADE_NAME: std::ops::RangeInclusive<usize> = 4..=5;

/// What this thread needs to read a line, kept so that reading a name asks for no memory.
#[derive(Default)]
struct Scratch {
    rows: Vec<Row>,
    openings: Vec<Opening>,
    signs: Signs,
}

/// What was found in a line before it is read.
#[derive(Default)]
struct Signs {
    /// Its characters as the vocabulary knows them.
    characters: Vec<Character>,
    /// The hints of all of them.
    hints: Hints,
    /// Its words, by ascending start; those that begin before [`Signs::searched`].
    found: Vec<Found>,
    searched: usize,
    /// Whether a form stands there as it should, so long that a search for misspelt ones is needless.
    is_sure: bool,
    /// Forms with a wrong character; looked for only when no form is sure.
    misspelt: Vec<Found>,
    ordinals: SmallVec<[OrdinalArc; 4]>,
    /// The nation at the front and long names of places, misspelt.
    places: SmallVec<[Found; 2]>,
    slips: Vec<Slip>,
    /// Whether there is any of the last four.
    has_more: bool,
}

thread_local! {
    static SCRATCH: RefCell<Scratch> = RefCell::default();
}

/// Finds the cheapest reading of a line and writes it into `path`. Where it leaves text unknown, slips of the pen are
/// considered and it is read again; two characters that changed places are put back.
pub(crate) fn solve(line: &mut Line, vocabulary: &Vocabulary, path: &mut Path) {
    SCRATCH.with_borrow_mut(|scratch| {
        let Scratch { rows, openings, signs } = scratch;
        signs.begin(line, vocabulary);
        if nation::is_near(line.chars()) {
            signs.find_nation(line, vocabulary);
        }
        let mut lattice = Lattice::new(line, vocabulary, rows, openings);
        if !is_solved_before_form(&mut lattice, signs) {
            signs.find_all(line, vocabulary);
            lattice.read(signs, line.len());
        }
        let mut cost = lattice.path(path);
        let Some(suspects) = suspects(path, vocabulary) else { return };
        if signs.find_slips(line, vocabulary, suspects) {
            cost = Lattice::new(line, vocabulary, rows, openings).read_whole(signs, path);
        }
        if line.swapped().is_some() {
            return;
        }
        let reading =
            Reading { chars: line.chars(), characters: &signs.characters, path, vocabulary };
        for swapped in reading.swapped().into_iter().flatten() {
            line.swap(swapped.at);
            signs.begin(line, vocabulary);
            signs.find_all(line, vocabulary);
            let mut other = Path::new();
            let mut lattice = Lattice::new(line, vocabulary, rows, openings);
            let other_cost = lattice.read_whole(signs, &mut other);
            if other_cost + swapped.cost <= cost && swapped::is_border(&other, swapped) {
                *path = other;
                return;
            }
            line.swap(swapped.at);
        }
    })
}

/// Reads only what stands before a company's form at the end, where that is certain to give the same
/// path as reading everything: no word and no cheap trade name reaches into the form, and every way
/// through its characters one by one costs more than the form. False when it is not certain.
fn is_solved_before_form(lattice: &mut Lattice, signs: &mut Signs) -> bool {
    let (chars, vocabulary) = (lattice.chars, lattice.vocabulary);
    let Some(form) = vocabulary.form_at_end(chars) else { return false };
    let at = usize::from(form.start);
    // A trade word may have its last character doubled.
    if at == 0 || chars[at - 1] == chars[at] {
        return false;
    }
    signs.find(vocabulary, at);
    if signs.found.iter().any(|word| word.end > form.start) {
        return false;
    }
    signs.is_sure |= chars.len() - at >= FORM_SURE;
    signs.find_misspelt(chars, vocabulary);
    if !signs.misspelt.is_empty() {
        return false;
    }
    lattice.read(signs, at);
    lattice.ends_over_form(form)
}

/// Where a path holds what may be a misspelt trade word.
fn suspects(path: &Path, vocabulary: &Vocabulary) -> Option<Suspects> {
    let is_trade = |step: &Step| matches!(step.kind, ArcKind::Trade | ArcKind::Modifier);
    let suspects = path.iter().enumerate().filter_map(|(at, step)| {
        let is_suspect = match step.kind {
            ArcKind::Unknown => true,
            ArcKind::TradeName => step.range().len() >= TRADE_NAME_SUSPECT,
            ArcKind::Trade | ArcKind::Modifier => vocabulary.is_damaged_trade(step.data),
            _ => false,
        };
        if !is_suspect || step.in_branch {
            return None;
        }
        // With one character more, what is left of a trade may be a misspelt word, and so may the end of a trade
        // name with the trade behind it: 恒源医辽|器械.
        let before = usize::from(is_trade(step)).min(step.start());
        let behind = path.get(at + 1).filter(|next| is_trade(next) && !next.in_branch);
        let to = behind.filter(|_| step.kind == ArcKind::TradeName).map_or(step.end(), Step::end);
        Some(Suspects { from: step.start() - before, border: step.end(), to })
    });
    suspects.reduce(|a, b| Suspects {
        from: a.from.min(b.from),
        border: a.border.max(b.border),
        to: a.to.max(b.to),
    })
}

/// Whether a slip at the end of the text would take the end of a trade word that is whole: 建筑|房 is cut off and no 建|住房.
fn is_halved(found: &Found, slip: &Slip, vocabulary: &Vocabulary) -> bool {
    let (start, end) = (usize::from(found.start), usize::from(found.end));
    let is_inside = start < slip.start && slip.start < end && end < slip.end;
    is_inside && vocabulary.word(found.word).trade().is_some_and(|trade| trade.is_whole)
}

impl Signs {
    /// Forgets the last line and looks at another one's characters.
    fn begin(&mut self, line: &Line, vocabulary: &Vocabulary) {
        self.characters.clear();
        self.characters.extend(line.chars().iter().map(|&c| vocabulary.character(c)));
        let hints = self.characters.iter().map(|character| character.hints);
        self.hints = hints.fold(Hints::NONE, Hints::union);
        self.found.clear();
        self.misspelt.clear();
        self.ordinals.clear();
        self.slips.clear();
        self.searched = 0;
        self.is_sure = false;
        if self.hints.has(Hints::NUMERAL) {
            self.ordinals = ordinal::arcs(line);
        }
        self.has_more = !self.ordinals.is_empty();
        self.places.clear();
    }

    /// Looks for damage at the front of the name of one of the nation's organisations.
    #[cold]
    fn find_nation(&mut self, line: &mut Line, vocabulary: &Vocabulary) {
        match nation::damage(line.chars(), vocabulary) {
            Some(Damage::Nation(found)) => self.places.push(found),
            Some(Damage::Trade(slip)) => self.slips.push(slip),
            Some(Damage::Swapped(at)) => {
                line.swap(at);
                return self.begin(line, vocabulary);
            }
            None => return,
        }
        self.has_more = true;
    }

    /// Finds the words that begin before a position.
    fn find(&mut self, vocabulary: &Vocabulary, to: usize) {
        let Signs { characters, found, is_sure, searched, .. } = self;
        vocabulary.find(characters, *searched..to, |word, is_sure_form| {
            *is_sure |= is_sure_form;
            found.push(word);
        });
        *searched = to.max(*searched);
    }

    /// Looks for misspelt forms where no form is sure.
    fn find_misspelt(&mut self, chars: &[char], vocabulary: &Vocabulary) {
        self.misspelt.clear();
        if !self.is_sure {
            let watched = self.characters.iter().filter(|c| c.hints.has(Hints::WATCHED)).count();
            vocabulary.find_misspelt(chars, watched, |word| self.misspelt.push(word));
            if self.hints.has(Hints::PUBLIC) {
                vocabulary.find_misspelt_public(chars, |word| self.misspelt.push(word));
            }
            self.has_more |= !self.misspelt.is_empty();
        }
    }

    /// Finds the words that suspect characters may be slips for, and misspelt forms before a branch with a sure one;
    /// false when there are none.
    fn find_slips(&mut self, line: &Line, vocabulary: &Vocabulary, suspects: Suspects) -> bool {
        vocabulary.slips(line.chars(), suspects, &mut self.slips);
        if self.slips.iter().any(|slip| slip.end == line.len()) {
            self.find(vocabulary, line.len());
            let found = &self.found;
            self.slips.retain(|slip| {
                slip.end < line.len() || !found.iter().any(|word| is_halved(word, slip, vocabulary))
            });
        }
        let known = self.places.len();
        vocabulary.find_misspelt_places(line.chars(), |place| self.places.push(place));
        if suspects.from == 0 && PLACE_AND_TRADE_NAME.contains(&suspects.border) && line.is_in_row()
        {
            let place = vocabulary.misspelt_short_place(line.chars());
            self.places.extend(place.filter(|place| !self.begins_trade(place.end, vocabulary)));
        }
        let finds_place = self.places.len() > known;
        // Behind a misspelt form of the head, 恒源股份有县公司, a branch may have a sure one.
        let is_hidden = self.is_sure && self.searched == line.len();
        if is_hidden {
            self.is_sure = false;
            self.find_misspelt(line.chars(), vocabulary);
        }
        if self.slips.is_empty() && !finds_place && !(is_hidden && !self.misspelt.is_empty()) {
            return false;
        }
        self.has_more = true;
        self.find_all(line, vocabulary);
        true
    }

    /// Whether a trade word begins at a position, misspelt or not: 漓江|茶厂 has no other trade name.
    fn begins_trade(&self, at: u16, vocabulary: &Vocabulary) -> bool {
        let is_trade = |word: &&Found| vocabulary.word(word.word).trade().is_some();
        self.slips.iter().any(|slip| slip.start == usize::from(at))
            || self.found.iter().filter(|word| word.start == at).any(|word| is_trade(&word))
    }

    /// Finds all there is.
    fn find_all(&mut self, line: &Line, vocabulary: &Vocabulary) {
        self.find(vocabulary, line.len());
        self.find_misspelt(line.chars(), vocabulary);
    }
}
