//! Groups of given sizes laid out one after another, so that a member's group is found by arithmetic instead of a table.

/// A step of a ladder: so many groups of one size.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Step {
    size: u64,
    first_group: u64,
    first_member: u64,
}

/// Groups of few sizes that hold a given number of members.
#[derive(Clone, Debug)]
pub(crate) struct Ladder {
    steps: Vec<Step>,
    groups: u64,
}

/// Where a member stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    /// Number of the group.
    pub(crate) group: u64,
    /// Number within the group.
    pub(crate) member: u64,
    /// Members of the group.
    pub(crate) size: u64,
}

impl Ladder {
    /// Groups for `members` members, of the sizes and the shares *of the groups* given; a share counts against the sum of all.
    ///
    /// What does not come out even becomes groups of one.
    pub(crate) fn new(members: u64, shares: &[(u64, f64)]) -> Ladder {
        let sum: f64 = shares.iter().map(|&(size, share)| size as f64 * share).sum();
        let mut ladder = Ladder { steps: Vec::new(), groups: 0 };
        let mut placed = 0;
        for &(size, share) in shares.iter().filter(|&&(size, share)| size > 1 && share > 0.0) {
            let groups = ((members as f64 * share / sum) as u64).min((members - placed) / size);
            ladder.step(size, groups, &mut placed);
        }
        let rest = members - placed;
        ladder.step(1, rest, &mut placed);
        ladder
    }

    fn step(&mut self, size: u64, groups: u64, placed: &mut u64) {
        if groups > 0 {
            self.steps.push(Step { size, first_group: self.groups, first_member: *placed });
            self.groups += groups;
            *placed += groups * size;
        }
    }

    pub(crate) fn groups(&self) -> u64 {
        self.groups
    }

    /// Where member `member` stands. The steps are few: a walk from the end is as quick as any search.
    pub(crate) fn locate(&self, member: u64) -> Place {
        let step = self.steps.iter().rev().find(|step| step.first_member <= member);
        let Some(step) = step else { return Place { group: member, member: 0, size: 1 } };
        let offset = member - step.first_member;
        Place {
            group: step.first_group + offset / step.size,
            member: offset % step.size,
            size: step.size,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn every_member_has_one_place(members in 0u64..5000, shares in prop::collection::vec((1u64..40, 0.0f64..1.0), 1..6)) {
            let ladder = Ladder::new(members, &shares);
            let mut last = None;
            for member in 0..members {
                let place = ladder.locate(member);
                prop_assert!(place.member < place.size && place.group < ladder.groups());
                // Walking through the members walks through the groups, each from its first to its last.
                match last {
                    None => prop_assert_eq!((place.group, place.member), (0, 0)),
                    Some(Place { group, member, size }) if member + 1 == size => {
                        prop_assert_eq!((place.group, place.member), (group + 1, 0));
                    }
                    Some(Place { group, member, .. }) => prop_assert_eq!((place.group, place.member), (group, member + 1)),
                }
                last = Some(place);
            }
            prop_assert_eq!(last.map_or(0, |place| place.group + 1), ladder.groups());
        }
    }

    #[test]
    fn shares_are_of_groups() {
        let ladder = Ladder::new(1_000_000, &[(1, 0.5), (3, 0.5)]);
        assert_eq!(ladder.groups(), 500_000);
        assert_eq!(ladder.locate(999_999).size, 1);
        assert_eq!(ladder.locate(0).size, 3);
    }
}
