//! Typed relations between profiles that are not one customer.

use rustc_hash::{FxHashMap, FxHashSet};

use super::Companies;
use super::row::{NameFlags, NameRow};
use crate::hash::mix;

/// How one profile belongs to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Relation {
    /// A branch of a head office.
    BranchOf,
    /// A company of a group's name.
    GroupMember,
}

impl Relation {
    /// The word in `links.csv`.
    pub fn name(self) -> &'static str {
        match self {
            Relation::BranchOf => "branch_of",
            Relation::GroupMember => "group_member",
        }
    }
}

/// A relation between two profiles, by their index.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct TypedLink {
    /// The branch, the member.
    pub from: u32,
    /// The head office, the group.
    pub to: u32,
    /// How they belong together.
    pub relation: Relation,
}

/// The relations that the names tell: a branch has its head's name before its own, a member of a
/// group has the group's trade name and place. Only where one profile can be meant.
pub fn links(companies: &Companies, profile_of: &[u32]) -> Vec<TypedLink> {
    let is_branch = |name: &NameRow| name.flags.has(NameFlags::BRANCH);
    let branches = companies.names_in_use().filter(|(_, name)| is_branch(name));
    // Few names have branches, and only their heads are asked for.
    let asked: FxHashSet<u64> = branches.map(|(_, name)| head_key(name)).collect();
    let mut heads: FxHashMap<u64, Option<u32>> = FxHashMap::default();
    let mut groups: FxHashMap<u64, Option<u32>> = FxHashMap::default();
    for (record, name) in companies.names_in_use() {
        if is_branch(name) || name.text == 0 {
            continue;
        }
        let profile = profile_of[record as usize];
        if asked.contains(&head_key(name)) {
            note(&mut heads, head_key(name), profile);
        }
        if name.flags.has(NameFlags::GROUP) && name.brand != 0 {
            note(&mut groups, group_key(name), profile);
        }
    }
    let mut links = Vec::new();
    for (record, name) in companies.names_in_use() {
        let from = profile_of[record as usize];
        let (to, relation) = if is_branch(name) {
            (heads.get(&head_key(name)), Relation::BranchOf)
        } else if name.brand != 0 && !name.flags.has(NameFlags::GROUP) {
            (groups.get(&group_key(name)), Relation::GroupMember)
        } else {
            continue;
        };
        if let Some(&Some(to)) = to
            && to != from
        {
            links.push(TypedLink { from, to, relation });
        }
    }
    links.sort_unstable();
    links.dedup();
    links
}

/// Remembers the one profile of a key; two make it ambiguous.
fn note(seen: &mut FxHashMap<u64, Option<u32>>, key: u64, profile: u32) {
    seen.entry(key)
        .and_modify(|held| {
            if *held != Some(profile) {
                *held = None;
            }
        })
        .or_insert(Some(profile));
}

fn head_key(name: &NameRow) -> u64 {
    mix(name.text, u64::from(name.place))
}

fn group_key(name: &NameRow) -> u64 {
    mix(name.brand, u64::from(name.place))
}
