//! The parts a name is made of.

use std::ops::Range;

/// A range of positions, half open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Span {
    /// The first position.
    pub start: u32,
    /// One past the last.
    pub end: u32,
}

impl Span {
    pub(crate) fn new(start: usize, end: usize) -> Span {
        Span { start: start as u32, end: end as u32 }
    }

    /// As a range for slicing.
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// How many positions.
    pub fn len(self) -> usize {
        self.end.saturating_sub(self.start) as usize
    }

    /// Whether it holds no position.
    pub fn is_empty(self) -> bool {
        self.end <= self.start
    }
}

/// What a part of a name is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub enum PartKind {
    /// 中国, 全国: part of the identity.
    Nation,
    /// 国营, 民营: who owned it when it was named.
    Ownership,
    /// 行政区划: a place known as a division.
    Region,
    /// 字号: what the owner chose.
    TradeName,
    /// A number that tells units apart: 第一, 三, 12.
    Ordinal,
    /// 行业或经营特点: a word of a trade, known or not.
    Industry,
    /// 集团.
    Group,
    /// 组织形式: 有限公司, 厂, 合作社.
    OrgForm,
    /// The region inside a branch's own name.
    BranchRegion,
    /// The rest of a branch's own name.
    BranchName,
    /// The number inside a branch's own name.
    BranchOrdinal,
    /// 分公司, 支行, 门市部; also an organisation form behind another one: …公司石材厂.
    BranchForm,
    /// 【停用】, 测试, VIP, numbering.
    Marker,
    /// （老客户）, （月结） and any other bracket that is no part of the name.
    Remark,
    /// （原…公司）, （曾用名…）.
    FormerName,
    /// Another name in the same cell, or a short form given beside the name.
    SecondName,
    /// -张总, （王经理）.
    Contact,
    /// Separators and stops that belong to no part.
    Punctuation,
    /// The rest of a text too long to be a name.
    Surplus,
}

impl PartKind {
    /// Whether the part belongs to the name itself, and so to [`crate::CompanyName::core`].
    pub fn is_in_core(self) -> bool {
        self <= PartKind::BranchForm
    }

    /// Whether the part names a branch, not the head.
    pub fn is_branch(self) -> bool {
        (PartKind::BranchRegion..=PartKind::BranchForm).contains(&self)
    }

    /// The word for this kind in output: `trade-name`.
    pub fn name(self) -> &'static str {
        match self {
            PartKind::Nation => "nation",
            PartKind::Ownership => "ownership",
            PartKind::Region => "region",
            PartKind::TradeName => "trade-name",
            PartKind::Ordinal => "ordinal",
            PartKind::Industry => "industry",
            PartKind::Group => "group",
            PartKind::OrgForm => "org-form",
            PartKind::BranchRegion => "branch-region",
            PartKind::BranchName => "branch-name",
            PartKind::BranchOrdinal => "branch-ordinal",
            PartKind::BranchForm => "branch-form",
            PartKind::Marker => "marker",
            PartKind::Remark => "remark",
            PartKind::FormerName => "former-name",
            PartKind::SecondName => "second-name",
            PartKind::Contact => "contact",
            PartKind::Punctuation => "punctuation",
            PartKind::Surplus => "surplus",
        }
    }
}

/// How a part was recognised.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Source {
    /// By a word of a lexicon.
    Lexicon,
    /// By its form: numerals, brackets, separators.
    Pattern,
    /// By a word of a lexicon after one wrong, missing or swapped character was forgiven.
    Repair,
    /// By what stands around it.
    Context,
}

impl Source {
    /// The word for this source in output: `lexicon`.
    pub fn name(self) -> &'static str {
        match self {
            Source::Lexicon => "lexicon",
            Source::Pattern => "pattern",
            Source::Repair => "repair",
            Source::Context => "context",
        }
    }
}

/// One part of a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    /// What it is.
    pub kind: PartKind,
    /// How it was recognised.
    pub source: Source,
    /// Its characters (not bytes) in the folded text, with the brackets and separators that belong
    /// to it. A bracket that someone put in the middle of a word lies inside that word's span;
    /// otherwise spans do not overlap. Two characters that changed places across the border of trade name and
    /// trade, 恒商源贸, are parts by themselves, and so are the pieces they were parted from.
    pub chars: Span,
    /// Its bytes in the core for parts of the name, in the folded text for the others, without
    /// brackets and separators.
    pub(crate) text: Span,
}

impl Part {
    /// Whether it is a town without its 镇 or 街道, 寮步 in 东莞市寮步美力. The file of another customer, and
    /// damage, may take it for the beginning of the trade name, so matching compares the two as one.
    pub fn is_bare_town(&self) -> bool {
        self.kind == PartKind::Region && self.source == Source::Context
    }
}
