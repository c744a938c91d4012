//! Tails that make a name part of another organisation: 分公司, 支行, 项目部, 加油站.
//!
//! ```
//! use guiyi_lexicon::branch::{self, BranchKind};
//!
//! assert_eq!(branch::lookup("支行").map(|form| form.kind), Some(BranchKind::Bank));
//! ```

use crate::table::{entries, pair};
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// A branch form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BranchForm {
    /// The text, folded.
    pub text: &'static str,
    /// What kind of part it names.
    pub kind: BranchKind,
}

/// Kinds of parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BranchKind {
    /// 分公司, 支公司.
    Company,
    /// 分厂, 车间.
    Plant,
    /// 分矿, 采区.
    Mine,
    /// 分店, 专卖店, 门市部.
    Shop,
    /// 分行, 支行, 分理处.
    Bank,
    /// 营业部, 办事处, 销售部.
    Sales,
    /// 加油站, 服务站, 配送中心.
    Station,
    /// 项目部, 工程处, 施工队.
    Project,
    /// 分院, 分校, 分所, 校区.
    Institute,
    /// 事业部, 财务部: inside the organisation.
    Department,
}

impl BranchKind {
    /// Every kind.
    pub const ALL: [Self; 10] = [
        Self::Company,
        Self::Plant,
        Self::Mine,
        Self::Shop,
        Self::Bank,
        Self::Sales,
        Self::Station,
        Self::Project,
        Self::Institute,
        Self::Department,
    ];

    /// The name used in the table and in output: company, plant…
    pub const fn name(self) -> &'static str {
        match self {
            Self::Company => "company",
            Self::Plant => "plant",
            Self::Mine => "mine",
            Self::Shop => "shop",
            Self::Bank => "bank",
            Self::Sales => "sales",
            Self::Station => "station",
            Self::Project => "project",
            Self::Institute => "institute",
            Self::Department => "department",
        }
    }
}

/// Every form, sorted by text.
pub fn forms() -> &'static [BranchForm] {
    &FORMS.sorted
}

/// The form written as this folded text.
pub fn lookup(folded: &str) -> Option<&'static BranchForm> {
    FORMS.by_text.get(folded).and_then(|at| FORMS.sorted.get(*at))
}

struct Forms {
    sorted: Vec<BranchForm>,
    by_text: FxHashMap<&'static str, usize>,
}

static FORMS: LazyLock<Forms> = LazyLock::new(|| {
    let mut sorted: Vec<BranchForm> = entries(include_str!("../data/branch.tsv"))
        .filter_map(pair)
        .filter_map(|(name, texts)| {
            Some((BranchKind::ALL.into_iter().find(|kind| kind.name() == name)?, texts))
        })
        .flat_map(|(kind, texts)| texts.split(',').map(move |text| BranchForm { text, kind }))
        .collect();
    sorted.sort_by_key(|form| form.text);
    let by_text = sorted.iter().enumerate().map(|(at, form)| (form.text, at)).collect();
    Forms { sorted, by_text }
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_is_read_folded_and_stands_once() {
        let texts = entries(include_str!("../data/branch.tsv")).filter_map(pair);
        assert_eq!(texts.map(|(_, texts)| texts.split(',').count()).sum::<usize>(), forms().len());
        assert!(forms().is_sorted_by(|a, b| a.text < b.text));
        assert!(forms().iter().all(|form| crate::fold::fold_text(form.text) == form.text));
    }

    #[test]
    fn kinds() {
        let cases = [
            ("分公司", BranchKind::Company),
            ("分厂", BranchKind::Plant),
            ("支行", BranchKind::Bank),
            ("加油站", BranchKind::Station),
            ("项目部", BranchKind::Project),
            ("办事处", BranchKind::Sales),
        ];
        for (text, kind) in cases {
            assert_eq!(lookup(text).map(|form| form.kind), Some(kind), "{text}");
        }
        assert_eq!(lookup("公司"), None);
    }
}
