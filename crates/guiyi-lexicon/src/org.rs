//! Organisation forms (组织形式), their classes, and how classes go together.
//!
//! ```
//! use guiyi_lexicon::org::{self, OrgClass, Relation};
//!
//! assert_eq!(org::lookup("有限责任公司").map(|form| form.class), Some(OrgClass::Ltd));
//! assert_eq!(org::lookup("co ltd").map(|form| form.class), Some(OrgClass::Ltd));
//! assert_eq!(org::relation(Some(OrgClass::Ltd), Some(OrgClass::Plc)), Relation::Compatible);
//! assert_eq!(org::relation(Some(OrgClass::Ltd), Some(OrgClass::Shop)), Relation::Conflict);
//! assert_eq!(org::relation(None, Some(OrgClass::Ltd)), Relation::Compatible);
//! ```

use crate::table::{entries, triple};
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// An organisation form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OrgForm {
    /// The text, folded: 有限公司. Latin forms are words without points, parted by one space: co ltd.
    pub text: &'static str,
    /// What kind of organisation bears it.
    pub class: OrgClass,
    /// Whether the text is the form itself or a damaged writing of it.
    pub writing: Writing,
}

/// How a text writes its form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Writing {
    /// As registered: 有限公司.
    Full,
    /// Usual short form: 有限, 股份.
    Short,
    /// The end is missing: 有限公.
    Cut,
    /// A typing error: 有限公可.
    Typo,
}

/// Kinds of organisations.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum OrgClass {
    /// 有限公司, 有限责任公司, 公司.
    Ltd,
    /// 股份有限公司.
    Plc,
    /// 总公司.
    State,
    /// 集团, 集团有限公司, 控股集团.
    Group,
    /// 厂, 总厂.
    Plant,
    /// 矿.
    Mine,
    /// 店, 商行, 经营部, 馆: small businesses.
    Shop,
    /// 合伙企业.
    Partnership,
    /// 合作社.
    Coop,
    /// 个人独资企业.
    Sole,
    /// 事务所.
    Firm,
    /// 医院, 学校, 研究院, 局, 委员会, 协会.
    Institution,
}

impl OrgClass {
    /// Every class.
    pub const ALL: [Self; 12] = [
        Self::Ltd,
        Self::Plc,
        Self::State,
        Self::Group,
        Self::Plant,
        Self::Mine,
        Self::Shop,
        Self::Partnership,
        Self::Coop,
        Self::Sole,
        Self::Firm,
        Self::Institution,
    ];

    /// The name used in the tables and in settings: ltd, plc, state…
    pub const fn name(self) -> &'static str {
        match self {
            Self::Ltd => "ltd",
            Self::Plc => "plc",
            Self::State => "state",
            Self::Group => "group",
            Self::Plant => "plant",
            Self::Mine => "mine",
            Self::Shop => "shop",
            Self::Partnership => "partnership",
            Self::Coop => "coop",
            Self::Sole => "sole",
            Self::Firm => "firm",
            Self::Institution => "institution",
        }
    }

    /// Whether the class is that of companies, whose names do not take a second form.
    pub const fn is_company(self) -> bool {
        matches!(self, Self::Ltd | Self::Plc | Self::State | Self::Group)
    }

    /// The class of a name used in the tables.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|class| class.name() == name)
    }
}

/// How the forms of two names go together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Relation {
    /// One class, or no form on either side.
    Same,
    /// Often written for each other: 有限公司 and 股份有限公司.
    Compatible,
    /// May be one customer with other evidence: 有限公司 and 集团, 有限公司 and 厂.
    Weak,
    /// Different customers: a company and a shop.
    Conflict,
}

/// Every form, sorted by text.
pub fn forms() -> &'static [OrgForm] {
    &FORMS.sorted
}

/// The form written as this folded text.
pub fn lookup(folded: &str) -> Option<&'static OrgForm> {
    FORMS.by_text.get(folded).and_then(|at| FORMS.sorted.get(*at))
}

/// How two classes go together; `None` is a name without a form. Symmetric.
pub fn relation(a: Option<OrgClass>, b: Option<OrgClass>) -> Relation {
    if a == b {
        return Relation::Same;
    }
    RELATIONS.get(&(a.min(b), a.max(b))).copied().unwrap_or(Relation::Conflict)
}

struct Forms {
    sorted: Vec<OrgForm>,
    by_text: FxHashMap<&'static str, usize>,
}

static FORMS: LazyLock<Forms> = LazyLock::new(|| {
    let mut sorted: Vec<OrgForm> = entries(include_str!("../data/org.tsv"))
        .filter_map(triple)
        .flat_map(|(class, writing, texts)| {
            texts.split(',').filter_map(move |text| OrgForm::read(class, writing, text))
        })
        .collect();
    sorted.sort_by_key(|form| form.text);
    let by_text = sorted.iter().enumerate().map(|(at, form)| (form.text, at)).collect();
    Forms { sorted, by_text }
});

impl OrgForm {
    fn read(class: &str, writing: &str, text: &'static str) -> Option<Self> {
        let writing = match writing {
            "full" => Writing::Full,
            "short" => Writing::Short,
            "cut" => Writing::Cut,
            "typo" => Writing::Typo,
            _ => return None,
        };
        Some(Self { text, class: OrgClass::from_name(class)?, writing })
    }
}

type Pair = (Option<OrgClass>, Option<OrgClass>);

static RELATIONS: LazyLock<FxHashMap<Pair, Relation>> = LazyLock::new(|| {
    entries(include_str!("../data/org_relation.tsv"))
        .filter_map(triple)
        .map(|(a, b, relation)| {
            let (a, b) = (OrgClass::from_name(a), OrgClass::from_name(b));
            let relation = match relation {
                "compatible" => Relation::Compatible,
                _ => Relation::Weak,
            };
            ((a.min(b), a.max(b)), relation)
        })
        .collect()
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_is_folded_and_stands_once() {
        assert!(forms().is_sorted_by(|a, b| a.text < b.text));
        for form in forms() {
            assert_eq!(crate::fold::fold_text(form.text), form.text);
        }
    }

    #[test]
    fn every_line_is_read() {
        let texts = entries(include_str!("../data/org.tsv")).filter_map(triple);
        assert_eq!(
            texts.map(|(_, _, texts)| texts.split(',').count()).sum::<usize>(),
            forms().len()
        );
        for class in OrgClass::ALL {
            assert!(forms().iter().any(|form| form.class == class), "{class:?}");
        }
    }

    #[test]
    fn forms_have_the_class_of_the_law() {
        let cases = [
            ("有限公司", OrgClass::Ltd, Writing::Full),
            ("公司", OrgClass::Ltd, Writing::Full),
            ("有限公", OrgClass::Ltd, Writing::Cut),
            ("有限公可", OrgClass::Ltd, Writing::Typo),
            ("股份有限公司", OrgClass::Plc, Writing::Full),
            ("总公司", OrgClass::State, Writing::Full),
            ("集团", OrgClass::Group, Writing::Full),
            ("厂", OrgClass::Plant, Writing::Full),
            ("经营部", OrgClass::Shop, Writing::Full),
            ("合伙企业(有限合伙)", OrgClass::Partnership, Writing::Full),
            ("农民专业合作社", OrgClass::Coop, Writing::Full),
            ("事务所", OrgClass::Firm, Writing::Full),
            ("研究院", OrgClass::Institution, Writing::Full),
            ("株式会社", OrgClass::Plc, Writing::Full),
            ("sdn bhd", OrgClass::Ltd, Writing::Full),
        ];
        for (text, class, writing) in cases {
            assert_eq!(
                lookup(text).map(|form| (form.class, form.writing)),
                Some((class, writing)),
                "{text}"
            );
        }
        assert_eq!(lookup("煤业"), None);
    }

    #[test]
    fn relations_are_symmetric() {
        use OrgClass::{Firm, Group, Institution, Ltd, Partnership, Plant, Plc, Shop};
        let cases = [
            (Some(Ltd), Some(Ltd), Relation::Same),
            (None, None, Relation::Same),
            (Some(Ltd), Some(Plc), Relation::Compatible),
            (None, Some(Plc), Relation::Compatible),
            (Some(Group), Some(Ltd), Relation::Weak),
            (Some(Plant), Some(Ltd), Relation::Weak),
            (Some(Firm), Some(Partnership), Relation::Compatible),
            (Some(Shop), Some(Ltd), Relation::Conflict),
            (Some(Institution), Some(Ltd), Relation::Conflict),
        ];
        for (a, b, expected) in cases {
            assert_eq!(relation(a, b), expected, "{a:?} {b:?}");
            assert_eq!(relation(b, a), expected, "{b:?} {a:?}");
        }
    }
}
