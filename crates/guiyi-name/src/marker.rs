//! Words that say something about the record, not the customer.

use std::sync::LazyLock;

use guiyi_lexicon::word::{self, Kind, Meaning, Status};

use crate::part::PartKind;

/// Markers that need no bracket because no name begins or ends with them.
const BARE: [&str; 13] = [
    "停用",
    "已停用",
    "作废",
    "已作废",
    "勿用",
    "请勿使用",
    "已注销",
    "已吊销",
    "重复",
    "已倒闭",
    "已删除",
    "黑名单",
    "vip",
];

/// Remarks that need no bracket at the end.
const BARE_REMARKS: [&str; 6] = ["老客户", "新客户", "月结", "现结", "已开票", "不开票"];

/// The status a whole text means.
pub(crate) fn status(text: &str) -> Option<Status> {
    match word::lookup(Kind::Marker, text) {
        Some(Meaning::Status(status)) => Some(status),
        _ => None,
    }
}

/// What a whole text behind a separator is, if it is a marker or a remark.
pub(crate) fn kind(text: &str) -> Option<PartKind> {
    if word::is(Kind::Marker, text) {
        Some(PartKind::Marker)
    } else if word::is(Kind::Remark, text) {
        Some(PartKind::Remark)
    } else {
        None
    }
}

/// The bare marker at the front, with its length; never the whole text.
pub(crate) fn at_front(chars: &[char]) -> Option<(usize, Status)> {
    WORDS.iter().find_map(|word| {
        let fits = chars.first() == word.chars.first()
            && chars.len() > word.chars.len() + 1
            && chars.starts_with(&word.chars);
        if fits { word.status.map(|status| (word.chars.len(), status)) } else { None }
    })
}

/// The bare marker or remark at the end, with its length; never the whole text.
pub(crate) fn at_back(chars: &[char]) -> Option<(usize, Option<Status>)> {
    let found = WORDS.iter().find(|word| {
        chars.last() == word.chars.last()
            && chars.len() > word.chars.len() + 1
            && chars.ends_with(&word.chars)
    });
    found.map(|word| (word.chars.len(), word.status))
}

/// [`BARE`] and [`BARE_REMARKS`], ready to compare, long ones first: 已停用 before 停用.
static WORDS: LazyLock<Vec<BareWord>> = LazyLock::new(|| {
    let words = BARE.iter().chain(&BARE_REMARKS);
    let mut words: Vec<BareWord> = words
        .map(|word| BareWord { chars: word.chars().collect(), status: status(word) })
        .collect();
    words.sort_by_key(|word| std::cmp::Reverse(word.chars.len()));
    words
});

/// A word that needs no bracket; a remark has no status.
struct BareWord {
    chars: Vec<char>,
    status: Option<Status>,
}
