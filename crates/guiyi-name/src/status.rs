//! What a marker says about the record: closed, a test, a duplicate.

use guiyi_lexicon::word;

/// What a marker or remark says about the record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub enum Status {
    /// 停用, 作废, 勿用: not to be used any more.
    Disabled,
    /// 已注销, 吊销, 倒闭: the company is gone.
    Closed,
    /// 测试: no customer at all.
    Test,
    /// 重复: a duplicate, somebody thought.
    Duplicate,
    /// 旧.
    Old,
    /// 新.
    New,
    /// VIP, 重点客户.
    Vip,
}

impl Status {
    const ALL: [Status; 7] = [
        Status::Disabled,
        Status::Closed,
        Status::Test,
        Status::Duplicate,
        Status::Old,
        Status::New,
        Status::Vip,
    ];

    /// The word for this status in output.
    pub fn name(self) -> &'static str {
        match self {
            Status::Disabled => "disabled",
            Status::Closed => "closed",
            Status::Test => "test",
            Status::Duplicate => "duplicate",
            Status::Old => "old",
            Status::New => "new",
            Status::Vip => "vip",
        }
    }
}

/// A set of statuses.
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct StatusSet(u8);

impl StatusSet {
    pub(crate) fn insert(&mut self, status: Status) {
        self.0 |= 1 << status as u8;
    }

    /// Whether the status was marked.
    pub fn contains(self, status: Status) -> bool {
        self.0 & (1 << status as u8) != 0
    }

    /// Whether nothing was marked.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The statuses, most serious first.
    pub fn iter(self) -> impl Iterator<Item = Status> {
        Status::ALL.into_iter().filter(move |&status| self.contains(status))
    }
}

impl std::fmt::Debug for StatusSet {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_set().entries(self.iter()).finish()
    }
}
