//! Connected components by union–find.

use super::Edge;

/// Disjoint sets over `0..n`; the representative of a set is its smallest member.
#[derive(Debug)]
pub struct DisjointSets {
    parent: Vec<u32>,
}

impl DisjointSets {
    /// `n` sets of one member.
    pub fn new(n: usize) -> DisjointSets {
        DisjointSets { parent: (0..n as u32).collect() }
    }

    /// The smallest member of the set that holds `at`.
    pub fn find(&mut self, at: u32) -> u32 {
        let mut root = at;
        while self.parent[root as usize] != root {
            // Path halving: every other node skips its parent.
            let grandparent = self.parent[self.parent[root as usize] as usize];
            self.parent[root as usize] = grandparent;
            root = grandparent;
        }
        root
    }

    /// Joins two sets; false when they were one already.
    pub fn union(&mut self, a: u32, b: u32) -> bool {
        let (a, b) = (self.find(a), self.find(b));
        if a != b {
            self.parent[a.max(b) as usize] = a.min(b);
        }
        a != b
    }

    /// The representative of every member.
    pub fn into_labels(mut self) -> Vec<u32> {
        (0..self.parent.len() as u32).map(|at| self.find(at)).collect()
    }
}

/// The connected components, by their smallest record, with the edges inside each.
#[derive(Debug)]
pub struct Components {
    members: Grouped<u32>,
    edges: Grouped<Edge>,
}

impl Components {
    /// The components that `sets` are, and what of `edges` lies inside one.
    pub fn new(sets: DisjointSets, edges: &[Edge]) -> Components {
        let labels = sets.into_labels();
        // The smallest record of a component comes first and is its label.
        let mut place = vec![0; labels.len()];
        let mut count = 0;
        for (record, &label) in labels.iter().enumerate() {
            if label as usize == record {
                place[record] = count;
                count += 1;
            }
        }
        let of = |record: u32| place[labels[record as usize] as usize];
        let members = (0..labels.len() as u32).map(|record| (of(record), record));
        let is_inside = |edge: &&Edge| labels[edge.left as usize] == labels[edge.right as usize];
        let inside = edges.iter().filter(is_inside).map(|edge| (of(edge.left), *edge));
        let (members, edges) =
            rayon::join(|| Grouped::new(count, members), || Grouped::new(count, inside));
        Components { members, edges }
    }

    /// How many components.
    pub fn len(&self) -> usize {
        self.members.starts.len() - 1
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The records of a component, rising.
    pub fn members(&self, component: usize) -> &[u32] {
        self.members.of(component)
    }

    /// The edges inside a component, in the order in which they were given.
    pub fn edges(&self, component: usize) -> &[Edge] {
        self.edges.of(component)
    }
}

/// Items by group, in one arena; those of a group keep their order.
#[derive(Debug)]
struct Grouped<T> {
    /// Where each group begins among the items, and behind them where the last one ends.
    starts: Vec<usize>,
    items: Vec<T>,
}

impl<T: Copy> Grouped<T> {
    fn new(groups: usize, items: impl Iterator<Item = (usize, T)> + Clone) -> Grouped<T> {
        let mut starts = vec![0; groups + 1];
        for (group, _) in items.clone() {
            starts[group + 1] += 1;
        }
        for group in 1..=groups {
            starts[group] += starts[group - 1];
        }
        let Some((_, first)) = items.clone().next() else {
            return Grouped { starts, items: Vec::new() };
        };
        let mut grouped = vec![first; starts[groups]];
        let mut next = starts.clone();
        for (group, item) in items {
            grouped[next[group]] = item;
            next[group] += 1;
        }
        Grouped { starts, items: grouped }
    }

    fn of(&self, group: usize) -> &[T] {
        &self.items[self.starts[group]..self.starts[group + 1]]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cluster::Standing;
    use crate::score::weight::MatchWeight;
    use proptest::prelude::*;

    #[test]
    fn components_hold_their_records_and_edges() {
        let edge = |left, right| Edge {
            left,
            right,
            weight: MatchWeight::from_parts(0),
            standing: Standing::Free,
        };
        let mut sets = DisjointSets::new(5);
        sets.union(4, 1);
        sets.union(2, 3);
        let edges = [edge(0, 1), edge(1, 4), edge(2, 3), edge(3, 4)];
        let found = Components::new(sets, &edges);
        let members: Vec<&[u32]> = (0..found.len()).map(|at| found.members(at)).collect();
        assert_eq!(members, [&[0][..], &[1, 4], &[2, 3]]);
        let inside: Vec<&[Edge]> = (0..found.len()).map(|at| found.edges(at)).collect();
        assert_eq!(inside, [&edges[..0], &edges[1..2], &edges[2..3]]);
        assert!(Components::new(DisjointSets::new(0), &[]).is_empty());
    }

    proptest! {
        #[test]
        fn agrees_with_flooding(pairs in proptest::collection::vec((0u32..20, 0u32..20), 0..30)) {
            let mut sets = DisjointSets::new(20);
            for &(a, b) in &pairs {
                sets.union(a, b);
            }
            let mut flooded: Vec<u32> = (0..20).collect();
            for _ in 0..20 {
                for &(a, b) in &pairs {
                    let low = flooded[a as usize].min(flooded[b as usize]);
                    flooded[a as usize] = low;
                    flooded[b as usize] = low;
                }
            }
            prop_assert_eq!(sets.into_labels(), flooded);
        }
    }
}
