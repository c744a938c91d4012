//! A company name, read.

use guiyi_lexicon::alias::Alias;
use guiyi_lexicon::branch::BranchKind;
use guiyi_lexicon::org::OrgClass;
use guiyi_lexicon::trade::{LooseId, StrictId};
use smallvec::SmallVec;

use crate::exchange;
use crate::fold::Folded;
use crate::note::{Note, Notes};
use crate::part::{Part, PartKind, Span};
use crate::region::{Region, RegionSlot};
use crate::status::StatusSet;

/// A company name with its parts. Texts are folded: good for comparing, not for showing.
#[derive(Clone, Debug, Default)]
pub struct CompanyName {
    pub(crate) folded: Folded,
    pub(crate) core: String,
    pub(crate) parts: SmallVec<[Part; 12]>,
    /// The kinds of its parts, one bit each.
    pub(crate) kinds: u32,
    pub(crate) notes: Notes,
    pub(crate) status: StatusSet,
    pub(crate) regions: SmallVec<[RegionSlot; 3]>,
    pub(crate) units: SmallVec<[TradeSlot; 4]>,
    pub(crate) branches: SmallVec<[BranchSlot; 1]>,
    pub(crate) ordinals: SmallVec<[u32; 2]>,
    pub(crate) trade_name: Span,
    pub(crate) org: Option<(Span, OrgClass)>,
    pub(crate) alias: Option<&'static Alias>,
    pub(crate) is_group: bool,
    pub(crate) is_placeholder: bool,
}

#[derive(Clone, Copy, Debug)]
pub(crate) struct TradeSlot {
    pub(crate) text: Span,
    pub(crate) strict: Option<StrictId>,
    pub(crate) loose: Option<LooseId>,
    pub(crate) is_modifier: bool,
}

#[derive(Clone, Debug)]
pub(crate) struct BranchSlot {
    pub(crate) text: Span,
    pub(crate) name: Span,
    pub(crate) form: Option<(Span, Option<BranchKind>)>,
    pub(crate) number: Option<u32>,
    /// Its regions among those of the name.
    pub(crate) regions: Span,
}

/// A unit of the industry text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TradeUnit<'a> {
    /// Its folded text.
    pub text: &'a str,
    /// The concept of its strict synonyms (商贸 = 贸易); `None` for words no lexicon knows.
    pub strict: Option<StrictId>,
    /// The concept of its loose synonyms (科技 ~ 技术).
    pub loose: Option<LooseId>,
    /// Whether it says little: 实业, 发展, 国际.
    pub is_modifier: bool,
}

/// The organisation form of the head.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OrgForm<'a> {
    /// Its folded text as written, perhaps cut off or misspelt.
    pub text: &'a str,
    /// Its class.
    pub class: OrgClass,
}

/// A branch named behind the head.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Branch<'a> {
    /// The whole of it: 太原迎泽第二支行.
    pub text: &'a str,
    /// What it is; `None` when the form is missing.
    pub kind: Option<BranchKind>,
    /// Its form as written: 支行.
    pub form: &'a str,
    /// Its number.
    pub number: Option<u32>,
    /// Its own name without regions, number and form: 吉祥 in 吉祥店.
    pub proper_name: &'a str,
    /// Its regions, as indices into [`CompanyName::regions`].
    regions: Span,
}

impl Branch<'_> {
    /// Its regions, as a range of [`CompanyName::regions`].
    pub fn regions(&self) -> std::ops::Range<usize> {
        self.regions.range()
    }
}

impl CompanyName {
    /// The whole text in the normal form of characters, with the way back to the original.
    pub fn folded(&self) -> &Folded {
        &self.folded
    }

    /// The name without markers, remarks and former names, brackets gone and a bracketed region
    /// moved to the head: 红光（北京）酒业 and 北京红光酒业 have one core. Two characters that changed places across the
    /// border of trade name and trade stand where they belong.
    pub fn core(&self) -> &str {
        &self.core
    }

    /// The core without its branches.
    pub fn head(&self) -> &str {
        let end = self.branches.first().map_or(self.core.len(), |b| b.text.start as usize);
        self.core.get(..end).unwrap_or(&self.core)
    }

    /// All parts: those of the name in the order of the core, then the others.
    pub fn parts(&self) -> &[Part] {
        &self.parts
    }

    /// The folded text of one of this name's parts, without brackets and separators.
    pub fn text(&self, part: &Part) -> &str {
        if part.kind.is_in_core() {
            self.slice(part.text)
        } else {
            self.folded.text().get(part.text.range()).unwrap_or("")
        }
    }

    /// The bytes of the original text a part came from.
    pub fn original(&self, part: &Part) -> Option<std::ops::Range<usize>> {
        self.folded.original(part.chars.range())
    }

    /// What was noticed.
    pub fn notes(&self) -> Notes {
        self.notes
    }

    /// The regions: of the head in the order of the core, then of the branches.
    pub fn regions(&self) -> impl ExactSizeIterator<Item = Region<'_>> {
        self.regions.iter().map(|slot| Region {
            text: self.slice(slot.text),
            position: slot.position,
            candidates: &slot.candidates,
            is_bare_town: slot.is_bare_town,
        })
    }

    /// 中国, 全国 …; empty without.
    pub fn nation(&self) -> &str {
        self.first(PartKind::Nation)
    }

    /// 字号, what the owner chose; empty for a brandless name such as 山西煤业.
    pub fn trade_name(&self) -> &str {
        self.slice(self.trade_name)
    }

    /// Whether the trade name could as well be another stretch of the text.
    pub fn trade_name_is_doubtful(&self) -> bool {
        self.notes.contains(Note::TradeNameDoubtful)
    }

    /// The units of the head's industry text, in order.
    pub fn industry(&self) -> impl DoubleEndedIterator<Item = TradeUnit<'_>> {
        self.units.iter().map(|slot| TradeUnit {
            text: self.slice(slot.text),
            strict: slot.strict,
            loose: slot.loose,
            is_modifier: slot.is_modifier,
        })
    }

    /// The unit that says most about the trade: the last one that is no modifier, or the last.
    pub fn trade_head(&self) -> Option<TradeUnit<'_>> {
        let last = self.industry().rfind(|unit| !unit.is_modifier);
        last.or_else(|| self.industry().next_back())
    }

    /// The organisation form of the head; `None` when none is written.
    pub fn org_form(&self) -> Option<OrgForm<'_>> {
        self.org.map(|(text, class)| OrgForm { text: self.slice(text), class })
    }

    /// Whether the head calls itself a group.
    pub fn is_group(&self) -> bool {
        self.is_group
    }

    /// Whether it is the short name of a listed company, told by the mark an exchange puts beside it.
    pub fn is_listed(&self) -> bool {
        self.all(PartKind::Marker).any(exchange::is_mark)
    }

    /// The branches behind the head, outermost first.
    pub fn branches(&self) -> impl DoubleEndedIterator<Item = Branch<'_>> + ExactSizeIterator {
        self.branches.iter().map(|slot| Branch {
            text: self.slice(slot.text),
            kind: slot.form.and_then(|(_, kind)| kind),
            form: slot.form.map_or("", |(span, _)| self.slice(span)),
            number: slot.number,
            proper_name: self.slice(slot.name),
            regions: slot.regions,
        })
    }

    /// The numbers that belong to the head's identity: 第一机床厂 has 1, 三建 has 3.
    pub fn ordinals(&self) -> &[u32] {
        &self.ordinals
    }

    /// What markers and remarks say about the record.
    pub fn status(&self) -> StatusSet {
        self.status
    }

    /// Names the customer had before, without 原 and the like.
    pub fn former_names(&self) -> impl Iterator<Item = &str> {
        self.all(PartKind::FormerName)
    }

    /// Another name in the same cell.
    pub fn second_name(&self) -> Option<&str> {
        self.all(PartKind::SecondName).next()
    }

    /// Who to talk to, from a remark: 张总.
    pub fn contact(&self) -> Option<&str> {
        self.all(PartKind::Contact).next()
    }

    /// The well-known organisation the head is a short or full name of: 工行 in 工行太原分行.
    /// [`guiyi_lexicon::alias::organisation`] gives its registered name.
    pub fn alias(&self) -> Option<&'static Alias> {
        self.alias
    }

    /// Whether it names nobody: 散客, 个人, 测试客户.
    pub fn is_placeholder(&self) -> bool {
        self.is_placeholder
    }

    /// Whether characters are lost and stand as wildcards.
    pub fn is_damaged(&self) -> bool {
        self.notes.contains(Note::Damaged)
    }

    /// Whether something was forgiven: a wrong encoding, a misspelt form or trade word.
    pub fn was_repaired(&self) -> bool {
        [Note::MojibakeRepaired, Note::FormRepaired, Note::TradeRepaired]
            .into_iter()
            .any(|note| self.notes.contains(note))
    }

    pub(crate) fn has(&self, kind: PartKind) -> bool {
        self.kinds & 1 << kind as u32 != 0
    }

    pub(crate) fn slice(&self, span: Span) -> &str {
        self.core.get(span.range()).unwrap_or("")
    }

    fn first(&self, kind: PartKind) -> &str {
        self.all(kind).next().unwrap_or("")
    }

    fn all(&self, kind: PartKind) -> impl Iterator<Item = &str> {
        // Of most kinds a name has none.
        let parts = if self.has(kind) { self.parts.as_slice() } else { &[] };
        parts.iter().filter(move |part| part.kind == kind).map(|part| self.text(part))
    }
}
