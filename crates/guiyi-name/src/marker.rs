//! Words that say something about the record, not the customer.

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
    BARE.iter().find_map(|word| {
        let length = word.chars().count();
        let fits = chars.len() > length + 1 && word.chars().eq(chars[..length].iter().copied());
        if fits { status(word).map(|status| (length, status)) } else { None }
    })
}

/// The bare marker or remark at the end, with its length; never the whole text.
pub(crate) fn at_back(chars: &[char]) -> Option<(usize, Option<Status>)> {
    BARE.iter().chain(&BARE_REMARKS).find_map(|word| {
        let length = word.chars().count();
        let start = chars.len().checked_sub(length)?;
        let fits = start > 1 && word.chars().eq(chars[start..].iter().copied());
        fits.then(|| (length, status(word)))
    })
}
