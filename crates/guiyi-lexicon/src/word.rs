//! Words around a name: nation, ownership, group, markers, remarks, titles, placeholders, agency addresses.
//!
//! ```
//! use guiyi_lexicon::word::{self, Kind, Meaning, Status};
//!
//! assert!(word::is(Kind::Placeholder, "散客"));
//! assert_eq!(word::lookup(Kind::Marker, "停用"), Some(Meaning::Status(Status::Inactive)));
//! assert!(word::texts(Kind::Agency).any(|text| text == "集群注册"));
//! ```

use crate::table::{entries, triple};
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// What a word does to a name or an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// 中国, 全国, 国家: before a name and part of its identity.
    Nation,
    /// 国营, 民营, 集体: before a name, of little identity.
    Ownership,
    /// 集团, (集团).
    Group,
    /// 经济开发区, 高新区: behind a region, the zone of that place.
    Zone,
    /// 停用, 作废, 重复, 测试, vip: a status, no part of the name.
    Marker,
    /// 月结, 老客户, 含税: a note, no part of the name.
    Remark,
    /// 原, 曾用名: a former name follows.
    Former,
    /// 现更名为: the present name follows.
    Later,
    /// 又名, 简称: another name follows.
    Second,
    /// 总, 经理, 女士: follows a person.
    Title,
    /// 散客, 现金, 测试客户: the whole text names no customer.
    Placeholder,
    /// 集群注册, 商务秘书, 托管: the address is shared by many.
    Agency,
}

/// What a word says beyond its kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Meaning {
    /// Nothing more.
    Plain,
    /// Who owns it.
    Ownership(Ownership),
    /// The status a marker sets.
    Status(Status),
    /// What a remark is about.
    Topic(Topic),
    /// Whether a title names an office (总, 经理) rather than a person (先生).
    Office(bool),
}

/// Ownership.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Ownership {
    /// 国营.
    State,
    /// 民营.
    Private,
    /// 集体.
    Collective,
    /// 外资.
    Foreign,
}

/// The status of a record, as a marker says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// 停用, 作废, 勿用.
    Inactive,
    /// 注销, 吊销, 倒闭.
    Cancelled,
    /// 测试.
    Test,
    /// 重复, 已合并.
    Duplicate,
    /// 旧, 历史客户.
    Old,
    /// 新.
    New,
    /// vip, 重点客户.
    Vip,
    /// 待确认, 临时.
    Pending,
    /// 黑名单, 失信.
    Blocked,
}

/// What a remark is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Topic {
    /// Terms of payment: 月结.
    Terms,
    /// Tax and invoices: 专票.
    Tax,
    /// What the customer is to us: 老客户, 供应商.
    Relation,
    /// Where: 总部, 外地, 新址.
    Place,
    /// Anything else: 备用, 已搬迁.
    Other,
}

/// What a folded text means as a word of `kind`.
pub fn lookup(kind: Kind, folded: &str) -> Option<Meaning> {
    let words = WORDS.get(kind as usize).filter(|words| folded.len() <= words.longest)?;
    words.by_text.get(folded).copied()
}

/// Whether a folded text is a word of `kind`.
pub fn is(kind: Kind, folded: &str) -> bool {
    lookup(kind, folded).is_some()
}

/// The words of a kind, folded, in the order of the table.
pub fn texts(kind: Kind) -> impl Iterator<Item = &'static str> {
    lines().filter(move |line| line.0 == kind).flat_map(|(_, _, texts)| texts.split(','))
}

/// The words of a kind with their meaning, in the order of the table.
pub fn meanings(kind: Kind) -> impl Iterator<Item = (&'static str, Meaning)> {
    lines()
        .filter(move |line| line.0 == kind)
        .flat_map(|(_, meaning, texts)| texts.split(',').map(move |text| (text, meaning)))
}

/// The words of one kind.
#[derive(Default)]
struct Words {
    by_text: FxHashMap<&'static str, Meaning>,
    /// Bytes of the longest: most texts asked for are whole names, and longer.
    longest: usize,
}

/// How many kinds there are.
const KINDS: usize = Kind::Agency as usize + 1;

static WORDS: LazyLock<[Words; KINDS]> = LazyLock::new(|| {
    let mut kinds = std::array::from_fn(|_| Words::default());
    for (kind, meaning, texts) in lines() {
        let words: &mut Words = &mut kinds[kind as usize];
        for text in texts.split(',') {
            words.by_text.insert(text, meaning);
            words.longest = words.longest.max(text.len());
        }
    }
    kinds
});

fn lines() -> impl Iterator<Item = (Kind, Meaning, &'static str)> {
    entries(include_str!("../data/word.tsv")).filter_map(triple).filter_map(
        |(kind, meaning, texts)| Some((read_kind(kind)?, read_meaning(meaning)?, texts)),
    )
}

fn read_kind(name: &str) -> Option<Kind> {
    Some(match name {
        "nation" => Kind::Nation,
        "ownership" => Kind::Ownership,
        "group" => Kind::Group,
        "zone" => Kind::Zone,
        "marker" => Kind::Marker,
        "remark" => Kind::Remark,
        "former" => Kind::Former,
        "later" => Kind::Later,
        "second" => Kind::Second,
        "title" => Kind::Title,
        "placeholder" => Kind::Placeholder,
        "agency" => Kind::Agency,
        _ => return None,
    })
}

fn read_meaning(name: &str) -> Option<Meaning> {
    Some(match name {
        "-" => Meaning::Plain,
        "state" => Meaning::Ownership(Ownership::State),
        "private" => Meaning::Ownership(Ownership::Private),
        "collective" => Meaning::Ownership(Ownership::Collective),
        "foreign" => Meaning::Ownership(Ownership::Foreign),
        "inactive" => Meaning::Status(Status::Inactive),
        "cancelled" => Meaning::Status(Status::Cancelled),
        "test" => Meaning::Status(Status::Test),
        "duplicate" => Meaning::Status(Status::Duplicate),
        "old" => Meaning::Status(Status::Old),
        "new" => Meaning::Status(Status::New),
        "vip" => Meaning::Status(Status::Vip),
        "pending" => Meaning::Status(Status::Pending),
        "blocked" => Meaning::Status(Status::Blocked),
        "terms" => Meaning::Topic(Topic::Terms),
        "tax" => Meaning::Topic(Topic::Tax),
        "relation" => Meaning::Topic(Topic::Relation),
        "place" => Meaning::Topic(Topic::Place),
        "other" => Meaning::Topic(Topic::Other),
        "person" => Meaning::Office(false),
        "office" => Meaning::Office(true),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_read_and_every_word_is_folded() {
        assert_eq!(lines().count(), entries(include_str!("../data/word.tsv")).count());
        for (_, _, texts) in lines() {
            for text in texts.split(',') {
                assert_eq!(crate::fold::fold_text(text), text);
                assert!(!text.is_empty());
            }
        }
    }

    #[test]
    fn words_of_the_domain() {
        for text in ["散客", "零售", "个人", "现金", "无", "测试客户", "待定"] {
            assert!(is(Kind::Placeholder, text), "{text}");
        }
        for text in ["集群注册", "商务秘书", "托管", "自主申报"] {
            assert!(is(Kind::Agency, text), "{text}");
        }
        for (text, status) in [
            ("停用", Status::Inactive),
            ("已注销", Status::Cancelled),
            ("重复", Status::Duplicate),
            ("vip", Status::Vip),
        ] {
            assert_eq!(lookup(Kind::Marker, text), Some(Meaning::Status(status)), "{text}");
        }
        assert_eq!(lookup(Kind::Title, "总"), Some(Meaning::Office(true)));
        assert!(!is(Kind::Placeholder, "红光"));
    }
}
