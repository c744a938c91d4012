//! Words that say something about the record, not the customer.

use std::sync::LazyLock;

use guiyi_lexicon::word::{self, Kind, Meaning, Status};

use crate::part::PartKind;
use crate::sieve::Sieve;

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
    if !chars.first().is_some_and(|&c| WORDS.firsts.may_hold(c)) {
        return None;
    }
    WORDS.words.iter().find_map(|word| {
        let fits = chars.len() > word.chars.len() + 1 && chars.starts_with(&word.chars);
        if fits { word.status.map(|status| (word.chars.len(), status)) } else { None }
    })
}

/// The bare marker or remark at the end, with its length; never the whole text.
pub(crate) fn at_back(chars: &[char]) -> Option<(usize, Option<Status>)> {
    if !chars.last().is_some_and(|&c| WORDS.lasts.may_hold(c)) {
        return None;
    }
    let found = WORDS
        .words
        .iter()
        .find(|word| chars.len() > word.chars.len() + 1 && chars.ends_with(&word.chars));
    found.map(|word| (word.chars.len(), word.status))
}

/// [`BARE`] and [`BARE_REMARKS`], ready to compare.
struct Words {
    /// Long ones first: 已停用 before 停用.
    words: Vec<BareWord>,
    firsts: Sieve,
    lasts: Sieve,
}

/// A word that needs no bracket; a remark has no status.
struct BareWord {
    chars: Vec<char>,
    status: Option<Status>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let words = BARE.iter().chain(&BARE_REMARKS);
    let mut words: Vec<BareWord> = words
        .map(|word| BareWord { chars: word.chars().collect(), status: status(word) })
        .collect();
    words.sort_by_key(|word| std::cmp::Reverse(word.chars.len()));
    let (mut firsts, mut lasts) = (Sieve::default(), Sieve::default());
    for word in &words {
        firsts.extend(word.chars.first().copied());
        lasts.extend(word.chars.last().copied());
    }
    Words { words, firsts, lasts }
});
