//! Identity: which entity goes on as which, when the groups of records change.
//!
//! The policy, in the words of `docs/ids.md`:
//!
//! 1. An entity lives on in the group that holds most of its records; of two equal ones in the one
//!    with the record that has been in the store longest.
//! 2. Where several entities live on in one group, the oldest keeps its id, and the ids of the
//!    others become references to it.
//! 3. A group in which no entity lives on takes back an id that one of its records had before, if
//!    nobody bears it now; else it gets a new one.
//! 4. An entity none of whose records is left is closed.

use std::cmp::Reverse;
use std::fmt;
use std::str::FromStr;

use guiyi_core::Error;
use rustc_hash::{FxHashMap, FxHashSet};

/// The id of an entity: it lasts for ever. `E00000042`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntityId(pub i64);

impl fmt::Display for EntityId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "E{:08}", self.0)
    }
}

impl FromStr for EntityId {
    type Err = Error;

    fn from_str(text: &str) -> Result<EntityId, Error> {
        let digits = text.trim().strip_prefix(['E', 'e']);
        let number = digits.and_then(|digits| digits.parse::<i64>().ok()).filter(|&id| id > 0);
        number.map(EntityId).ok_or_else(|| {
            Error::usage(format!("'{text}' is no id of an entity"))
                .hint("ids look like E00000042; they are in profiles.csv and members.csv")
        })
    }
}

/// The groups of some records, and where the records come from.
#[derive(Debug)]
pub struct Regrouped<'a> {
    /// The groups, by their first record; each rising.
    pub groups: &'a [Vec<u32>],
    /// For each record the entity it is in; 0 for none.
    pub before: &'a [i64],
    /// For each record the entity it should be in: the same, but where a step is taken back the one
    /// that the step took it from.
    pub home: &'a [i64],
    /// For each record its number in the store, which rises as records come.
    pub seniority: &'a [i64],
    /// For each record that comes back an entity that was closed without it; 0 for none.
    pub retired: &'a [i64],
    /// The next new id.
    pub next: i64,
}

/// Which entity each group is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Identified {
    /// For each group its entity.
    pub entities: Vec<i64>,
    /// For each group what its entity was before.
    pub origins: Vec<Origin>,
    /// Entities that became references, with the one they refer to; rising.
    pub joined: Vec<(i64, i64)>,
}

/// What the entity of a group was before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// In use.
    Alive,
    /// Closed, or a reference.
    Revived,
    /// Nothing.
    New,
}

/// Identifies the groups.
pub fn identify(regrouped: &Regrouped<'_>) -> Identified {
    let alive: FxHashSet<i64> = regrouped.before.iter().copied().collect();
    let mut entities = vec![0; regrouped.groups.len()];
    let mut joined = Vec::new();
    for homes in [regrouped.home, regrouped.before] {
        let placed: FxHashSet<i64> = entities.iter().copied().collect();
        let joins: FxHashSet<i64> = joined.iter().map(|&(entity, _)| entity).collect();
        for (entity, group) in heirs(regrouped, homes) {
            if placed.contains(&entity) || joins.contains(&entity) {
                continue;
            }
            // They come oldest first.
            let held: &mut i64 = &mut entities[group];
            if *held == 0 {
                *held = entity;
            } else if alive.contains(&entity) {
                joined.push((entity, *held));
            }
        }
    }
    for (entity, group) in heirs(regrouped, regrouped.retired) {
        if entities[group] == 0 {
            entities[group] = entity;
        }
    }
    let mut next = regrouped.next;
    let origins = entities.iter_mut().map(|entity| match *entity {
        0 => {
            *entity = next;
            next += 1;
            Origin::New
        }
        entity if alive.contains(&entity) => Origin::Alive,
        _ => Origin::Revived,
    });
    let origins = origins.collect();
    joined.sort_unstable();
    Identified { entities, origins, joined }
}

/// For each entity the group that holds most of its records; oldest first.
fn heirs(regrouped: &Regrouped<'_>, homes: &[i64]) -> Vec<(i64, usize)> {
    /// Records of an entity in a group, and the most senior of them.
    type Share = (usize, Reverse<(i64, u32)>);
    let mut shares: FxHashMap<(i64, usize), Share> = FxHashMap::default();
    for (at, group) in regrouped.groups.iter().enumerate() {
        for &record in group.iter().filter(|&&record| homes[record as usize] != 0) {
            let senior = Reverse((regrouped.seniority[record as usize], record));
            let share = shares.entry((homes[record as usize], at)).or_insert((0, senior));
            share.0 += 1;
            share.1 = share.1.max(senior);
        }
    }
    let mut best: FxHashMap<i64, (Share, usize)> = FxHashMap::default();
    for ((entity, group), share) in shares {
        let held = best.entry(entity).or_insert((share, group));
        if share > held.0 {
            *held = (share, group);
        }
    }
    let mut heirs: Vec<(i64, usize)> = best.into_iter().map(|(e, (_, group))| (e, group)).collect();
    heirs.sort_unstable();
    heirs
}

#[cfg(test)]
mod tests {
    use super::*;

    fn identified(groups: &[Vec<u32>], before: &[i64], retired: &[i64]) -> Identified {
        back(groups, before, before, retired)
    }

    fn back(groups: &[Vec<u32>], before: &[i64], home: &[i64], retired: &[i64]) -> Identified {
        let seniority: Vec<i64> = (1..=before.len() as i64).collect();
        identify(&Regrouped { groups, before, home, seniority: &seniority, retired, next: 100 })
    }

    #[test]
    fn ids_read_back() {
        assert_eq!(EntityId(42).to_string(), "E00000042");
        for text in ["E00000042", "e42", " E042 "] {
            assert_eq!(text.parse::<EntityId>().unwrap(), EntityId(42));
        }
        for text in ["", "42", "E", "E0", "E-1", "P000001"] {
            assert!(text.parse::<EntityId>().is_err(), "{text}");
        }
    }

    #[test]
    fn on_a_join_the_oldest_stays() {
        let found = identified(&[vec![0, 1, 2]], &[7, 7, 3], &[0; 3]);
        assert_eq!((found.entities, found.joined), (vec![3], vec![(7, 3)]));
    }

    #[test]
    fn on_a_split_the_largest_part_keeps_the_id() {
        let found = identified(&[vec![0], vec![1, 2]], &[7, 7, 7], &[0; 3]);
        assert_eq!(found.entities, [100, 7]);
        assert_eq!(found.origins, [Origin::New, Origin::Alive]);
    }

    #[test]
    fn of_equal_parts_the_one_with_the_oldest_record_keeps_it() {
        let found = identified(&[vec![0, 3], vec![1, 2]], &[7, 7, 7, 7], &[0; 4]);
        assert_eq!(found.entities, [7, 100]);
    }

    #[test]
    fn a_part_that_moves_over_leaves_its_id_behind() {
        // 5 loses a record to 2; both live on.
        let found = identified(&[vec![0, 1], vec![2, 3]], &[2, 5, 5, 5], &[0; 4]);
        assert_eq!((found.entities, found.joined), (vec![2, 5], vec![]));
    }

    #[test]
    fn what_comes_back_takes_its_id_back() {
        let found = identified(&[vec![0], vec![1], vec![2]], &[4, 0, 0], &[0, 9, 0]);
        assert_eq!(found.entities, [4, 9, 100]);
        assert_eq!(found.origins, [Origin::Alive, Origin::Revived, Origin::New]);
    }

    #[test]
    fn a_step_taken_back_gives_every_id_back() {
        // 1 held {0, 1} and 2 {2, 3, 4}; a step made {0, 2, 3} of 1, and {1, 4} of 3.
        let (before, home) = ([1, 3, 1, 1, 3], [1, 1, 2, 2, 2]);
        let found = back(&[vec![0, 1], vec![2, 3, 4]], &before, &home, &[0; 5]);
        assert_eq!(found.entities, [1, 2]);
        assert_eq!(found.origins, [Origin::Alive, Origin::Revived]);
        assert_eq!(found.joined, [(3, 1)]);
    }
}
