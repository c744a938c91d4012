//! What markers say about a record, as a set.

use guiyi_lexicon::word::Status;

/// All statuses, most serious first.
const ALL: [Status; 9] = [
    Status::Inactive,
    Status::Cancelled,
    Status::Blocked,
    Status::Test,
    Status::Duplicate,
    Status::Pending,
    Status::Old,
    Status::New,
    Status::Vip,
];

/// A set of statuses.
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct StatusSet(u16);

impl StatusSet {
    pub(crate) fn insert(&mut self, status: Status) {
        self.0 |= 1 << status as u16;
    }

    /// Whether the status was marked.
    pub fn contains(self, status: Status) -> bool {
        self.0 & (1 << status as u16) != 0
    }

    /// Whether nothing was marked.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The statuses, most serious first.
    pub fn iter(self) -> impl Iterator<Item = Status> {
        ALL.into_iter().filter(move |&status| self.contains(status))
    }

    /// The words for the statuses in output: `inactive`.
    pub fn names(self) -> impl Iterator<Item = &'static str> {
        self.iter().map(|status| match status {
            Status::Inactive => "inactive",
            Status::Cancelled => "cancelled",
            Status::Blocked => "blocked",
            Status::Test => "test",
            Status::Duplicate => "duplicate",
            Status::Pending => "pending",
            Status::Old => "old",
            Status::New => "new",
            Status::Vip => "vip",
        })
    }
}

impl std::fmt::Debug for StatusSet {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_set().entries(self.iter()).finish()
    }
}
