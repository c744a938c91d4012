//! Identity: which entity goes on as which, when the groups of records change.
//!
//! The policy, in the words of `docs/ids.md`:
//!
//! 1. An entity lives on in the group that holds most of its records; of two equal ones in the one
//!    with the record that has been in the store longest, then with the first by source and key.
//! 2. Where several entities live on in one group, the oldest keeps its id, and the ids of the
//!    others become references to it.
//! 3. A group in which no entity lives on takes back an id that one of its records had before, if
//!    nobody bears it now; else it gets a new one.
//! 4. An entity none of whose records is left is closed.

use std::cmp::Reverse;
use std::fmt;
use std::str::FromStr;

use guiyi_core::Error;
use rustc_hash::FxHashMap;

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
    /// The groups, by their first record; each rising. Records are numbered by source and key.
    pub groups: &'a [Vec<u32>],
    /// For each record the entity it was in; 0 for none.
    pub before: &'a [i64],
    /// For each record the step that brought it.
    pub born: &'a [i64],
    /// For each record an entity that it was in earlier and that nobody bears now; 0 for none.
    pub retired: &'a [i64],
    /// The next new id.
    pub next: i64,
}

/// Which entity each group is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Identified {
    /// For each group its entity.
    pub entities: Vec<i64>,
    /// For each group whether its entity is new.
    pub is_new: Vec<bool>,
    /// For each group whether its entity was taken back.
    pub is_revived: Vec<bool>,
    /// Entities that became references, with the one they refer to; rising.
    pub joined: Vec<(i64, i64)>,
}

/// Identifies the groups.
pub fn identify(regrouped: &Regrouped<'_>) -> Identified {
    let groups = regrouped.groups;
    let mut found = Identified {
        entities: vec![0; groups.len()],
        is_new: vec![false; groups.len()],
        is_revived: vec![false; groups.len()],
        joined: Vec::new(),
    };
    let living = heirs(regrouped, regrouped.before, |_| true);
    for &(entity, group) in &living {
        let held = &mut found.entities[group];
        // They come oldest first.
        if *held == 0 {
            *held = entity;
        } else {
            found.joined.push((entity, *held));
        }
    }
    let homeless: Vec<bool> = found.entities.iter().map(|&entity| entity == 0).collect();
    for (entity, group) in heirs(regrouped, regrouped.retired, |group| homeless[group]) {
        if found.entities[group] == 0 {
            found.entities[group] = entity;
            found.is_revived[group] = true;
        }
    }
    let mut next = regrouped.next;
    for (entity, is_new) in found.entities.iter_mut().zip(&mut found.is_new) {
        if *entity == 0 {
            *entity = next;
            *is_new = true;
            next += 1;
        }
    }
    found
}

/// For each entity the group, among those asked for, that holds most of its records; oldest first.
fn heirs(
    regrouped: &Regrouped<'_>,
    homes: &[i64],
    asked: impl Fn(usize) -> bool,
) -> Vec<(i64, usize)> {
    /// Records of an entity in a group, and the most senior of them.
    type Share = (usize, Reverse<(i64, u32)>);
    let mut shares: FxHashMap<(i64, usize), Share> = FxHashMap::default();
    for (at, group) in regrouped.groups.iter().enumerate().filter(|(at, _)| asked(*at)) {
        for &record in group.iter().filter(|&&record| homes[record as usize] != 0) {
            let senior = Reverse((regrouped.born[record as usize], record));
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
        let born: Vec<i64> = (1..=before.len() as i64).collect();
        identify(&Regrouped { groups, before, born: &born, retired, next: 100 })
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
        assert_eq!((found.entities, found.is_new), (vec![100, 7], vec![true, false]));
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
        assert_eq!(found.is_revived, [false, true, false]);
    }
}
