//! Connected components by union–find.

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

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

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
