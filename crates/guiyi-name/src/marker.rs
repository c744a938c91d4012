//! Words that say something about the record, not the customer.

use crate::status::Status;

/// Words that mean a status, as a whole text in brackets or behind a separator.
const STATUS: [(&str, Status); 40] = [
    ("停用", Status::Disabled), ("已停用", Status::Disabled), ("作废", Status::Disabled),
    ("已作废", Status::Disabled), ("勿用", Status::Disabled), ("请勿使用", Status::Disabled),
    ("不用", Status::Disabled), ("禁用", Status::Disabled), ("冻结", Status::Disabled),
    ("黑名单", Status::Disabled), ("删除", Status::Disabled), ("已删除", Status::Disabled),
    ("无效", Status::Disabled), ("停止合作", Status::Disabled), ("废", Status::Disabled),
    ("注销", Status::Closed), ("已注销", Status::Closed), ("吊销", Status::Closed),
    ("已吊销", Status::Closed), ("倒闭", Status::Closed), ("已倒闭", Status::Closed),
    ("歇业", Status::Closed), ("破产", Status::Closed),
    ("测试", Status::Test), ("test", Status::Test), ("试用", Status::Test),
    ("重复", Status::Duplicate), ("重", Status::Duplicate), ("重复建档", Status::Duplicate),
    ("旧", Status::Old), ("旧名", Status::Old), ("老", Status::Old), ("旧账", Status::Old),
    ("新", Status::New), ("新开", Status::New), ("新名", Status::New),
    ("vip", Status::Vip), ("重点客户", Status::Vip), ("大客户", Status::Vip), ("vip客户", Status::Vip),
];

/// Markers that need no bracket because no name begins or ends with them.
const BARE: [&str; 13] = [
    "停用", "已停用", "作废", "已作废", "勿用", "请勿使用", "已注销", "已吊销", "重复", "测试", "已倒闭",
    "已删除", "vip",
];

/// Remarks that say nothing about status and need no bracket at the end.
const BARE_REMARKS: [&str; 6] = ["老客户", "新客户", "月结", "现结", "已开票", "不开票"];

/// The status a whole text means.
pub(crate) fn status(text: &str) -> Option<Status> {
    STATUS.iter().find(|(word, _)| *word == text).map(|&(_, status)| status)
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
