//! The arcs: what each stretch of the text can be, and what that costs.

mod place;
mod trade;
mod trade_name;

pub(super) use place::BareTown;
pub(super) use trade_name::Opening;

use guiyi_lexicon::org::OrgClass;

use super::cost::{self, Cost, NEVER};
use super::grammar::State;
use super::path::ArcKind;
use super::sweep::Lattice;
use crate::number;
use crate::vocabulary::{BranchRole, Found, Marks, OrgRole, Word, begins_with};
use trade::Missing;

/// What may follow a form in brackets and only says which kind of it is meant.
const PARTNERSHIPS: [&str; 3] = ["有限合伙", "普通合伙", "特殊普通合伙"];

/// Characters that works and institutions end in, whole or not, where they are no form: 轧钢|厂 and 电业|局 inside a name.
const PARTS_OF_FORMS: &str = "厂局所院站队处社库场段部集公有总行";

impl Lattice<'_> {
    /// Adds all that a word can be; true when it is a division with its kind.
    pub(super) fn add_word(&mut self, found: Found) -> bool {
        let vocabulary = self.vocabulary;
        let word = vocabulary.word(found.word);
        let (start, end) = (usize::from(found.start), usize::from(found.end));
        let at_end = end == self.chars.len();
        let mut is_full_region = false;
        if word.marks.has(Marks::PARTS) {
            self.add_marked(start, end, found.word, word.marks);
        }
        if let Some(region) = vocabulary.region(word) {
            is_full_region = region.is_full;
            self.add_region(start, end, found.word, region);
        }
        if word.marks.has(Marks::ZONE) {
            self.add_zone(start, end);
        }
        if let Some(trade) = word.trade().filter(|trade| at_end || !trade.is_cut) {
            self.add_trade(start, end, found.word, word, trade);
        }
        if let Some(org) = vocabulary.org(word).filter(|role| role.condition.fits(at_end)) {
            self.add_org(start, end, found.word, org, word);
        }
        if let Some(branch) = vocabulary.branch(word).filter(|role| role.condition.fits(at_end)) {
            self.add_branch(start, end, found.word, branch, word);
        }
        is_full_region
    }

    /// A nation, an owner, a well-known name, a word for a group.
    fn add_marked(&mut self, start: usize, end: usize, word: u32, marks: Marks) {
        let kinds = [
            (Marks::NATION, ArcKind::Nation, cost::NATION),
            (Marks::OWNERSHIP, ArcKind::Ownership, cost::OWNERSHIP),
            (Marks::KNOWN, ArcKind::TradeName, cost::TRADE_NAME_KNOWN),
            (Marks::GROUP, ArcKind::Group, cost::GROUP),
        ];
        for (mark, kind, cost) in kinds {
            if marks.has(mark) {
                self.relax(start, end, kind, word, 0, |_, _| cost);
            }
        }
    }

    fn add_org(&mut self, start: usize, end: usize, id: u32, org: &OrgRole, word: Word) {
        let missing = Missing { vocabulary: self.vocabulary };
        let own = org.cost + self.inside(end, word);
        // 公司 behind 有限 is the end of a company's full form.
        let is_end = org.form.class.is_company()
            && matches!(self.chars[..start].last(), Some('限' | '任'))
            && !self.is_of_nation();
        let is_company = org.is_company || is_end;
        let is_public = word.marks.has(Marks::PUBLIC);
        let takes_no_second = || org.form.class.is_company() || org.form.class == OrgClass::Coop;
        self.relax(start, end, ArcKind::Org, id, 0, |state, node| {
            if state >= State::Org {
                let is_again = is_company || state == State::Org && takes_no_second();
                return own + if is_again { cost::COMPANY_AGAIN } else { 0 };
            }
            if org.in_branch_only {
                return NEVER;
            }
            match state {
                State::Head if org.says_trade || is_public => {
                    own + missing.trade_name(node, is_public)
                }
                State::Head => own + cost::NO_TRADE_NAME_NO_REGION,
                _ => own,
            }
        });
    }

    /// Of the nation's groups, 中国石化集团, files of customers hold branches above all.
    pub(super) fn is_of_nation(&self) -> bool {
        matches!(self.chars, ['中', '国' | '华', ..])
    }

    fn add_branch(&mut self, start: usize, end: usize, id: u32, branch: &BranchRole, word: Word) {
        let own = branch.cost + self.inside(end, word);
        self.relax(start, end, ArcKind::Branch, id, 0, |_, _| own);
    }

    /// A form that does not end the text must be a strong one, or the head of a branch.
    fn inside(&self, end: usize, word: Word) -> Cost {
        let rest = &self.chars[end..];
        let is_strong = || {
            self.vocabulary.org(word).is_some_and(|org| org.is_strong())
                || word.chars > 1 && self.vocabulary.branch(word).is_some()
        };
        let is_end = || PARTNERSHIPS.iter().any(|kind| begins_with(rest, kind));
        if rest.is_empty() || is_strong() || is_end() { 0 } else { cost::FORM_SHORT_INSIDE }
    }

    /// The 中 at the end of 张家界一中, which stands for 中学.
    #[cold]
    pub(super) fn add_school(&mut self, end: usize) {
        let Some((&short, [.., number])) = self.chars.get(..end).and_then(<[char]>::split_last)
        else {
            return;
        };
        let Some(school) = self.vocabulary.school(short) else { return };
        if !number::is_numeral(*number) {
            return;
        }
        self.relax(end - 1, end, ArcKind::Org, school, 0, |_, node| {
            if node.kind == ArcKind::Ordinal { cost::FORM } else { NEVER }
        });
    }

    /// The unit that ends here, as part of a trade or of a branch's name.
    pub(super) fn add_unknown(&mut self, end: usize, is_suffix: bool) {
        let vocabulary = self.vocabulary;
        let is_form = || PARTS_OF_FORMS.contains(self.chars[end - 1]);
        self.relax(self.unit_start, end, ArcKind::Unknown, 0, 0, |state, node| match state {
            State::Trade if is_suffix => cost::TRADE_SUFFIX,
            // 长沙|黄金鼎: a trade word without a trade name before it is the beginning of one.
            State::Trade
                if node.from_state == State::Head
                    && node.home > 0
                    && node.kind == ArcKind::Trade
                    && !vocabulary.word(node.data).marks.has(Marks::PUBLIC)
                    && !is_form() =>
            {
                cost::UNKNOWN_FIRST + cost::UNKNOWN_WITHOUT_TRADE_NAME
            }
            // 供销社|万通, not 供销|社万通.
            State::Trade if matches!(self.chars[..end], [.., '销' | '作', '社']) => {
                cost::UNKNOWN_FIRST + cost::UNKNOWN_OF_COOP
            }
            State::Unknown => cost::UNKNOWN_NEXT,
            // 集团公|太原分公司: what damage left of the form.
            State::Org if matches!(self.chars[end - 1], '公' | '司' | '限') => {
                cost::BRANCH_NAME + cost::BRANCH_IN_FORM
            }
            State::Org | State::BranchName | State::BranchEnd | State::MidRegion => {
                cost::BRANCH_NAME
            }
            _ => cost::UNKNOWN_FIRST,
        });
    }
}
