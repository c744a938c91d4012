//! Weighed pairs as clustering sees them.

use crate::score::weight::MatchWeight;

/// Whether a pair's weight may decide by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Standing {
    /// The weight decides.
    Free,
    /// Something is missing to join on this pair alone; it may still be reviewed, and may end up
    /// together through others.
    Capped,
    /// The pair never joins, and speaks against joining the groups it stands in.
    Vetoed,
    /// The two records must never stand in one group: two valid codes, a person's decision.
    Forbidden,
    /// The two records must stand in one group: a person's decision, the same valid code.
    Required,
}

impl Standing {
    /// The word in files.
    pub fn name(self) -> &'static str {
        match self {
            Standing::Free => "free",
            Standing::Capped => "capped",
            Standing::Vetoed => "vetoed",
            Standing::Forbidden => "forbidden",
            Standing::Required => "required",
        }
    }
}

/// A pair with its weight as log-odds. `left < right`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Edge {
    /// The smaller record.
    pub left: u32,
    /// The larger record.
    pub right: u32,
    /// Log-odds that the two are one customer.
    pub weight: MatchWeight,
    /// Whether the weight may decide.
    pub standing: Standing,
}

/// Weighed pairs by their smaller record.
#[derive(Debug)]
pub struct KnownPairs<'a> {
    edges: &'a [Edge],
    /// Where the pairs of each record begin, and behind them where the last ones end.
    starts: Vec<usize>,
}

impl<'a> KnownPairs<'a> {
    /// Edges of so many records, sorted by their smaller record and then by the larger one.
    pub fn new(edges: &'a [Edge], records: usize) -> KnownPairs<'a> {
        let mut starts = vec![0; records + 1];
        for edge in edges {
            starts[edge.left as usize + 1] += 1;
        }
        for record in 0..records {
            starts[record + 1] += starts[record];
        }
        KnownPairs { edges, starts }
    }

    /// The pair of two records, the smaller one first.
    pub fn between(&self, left: u32, right: u32) -> Option<&'a Edge> {
        let left = left as usize;
        let own = &self.edges[self.starts[left]..self.starts[left + 1]];
        let at = own.binary_search_by_key(&right, |edge| edge.right);
        at.ok().map(|at| &own[at])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_pairs_it_was_given() {
        let pairs = [(0, 2), (0, 4), (1, 2), (3, 4)];
        let edges = pairs.map(|(left, right)| Edge {
            left,
            right,
            weight: MatchWeight::whole(left as i32),
            standing: Standing::Free,
        });
        let known = KnownPairs::new(&edges, 5);
        for (left, right) in (0..5).flat_map(|left| (left + 1..5).map(move |right| (left, right))) {
            let found = known.between(left, right).map(|edge| (edge.left, edge.right));
            assert_eq!(found, pairs.contains(&(left, right)).then_some((left, right)));
        }
    }
}
