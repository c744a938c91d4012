//! Groups of one partition that another one takes apart: the errors of a run, or what changed
//! between two runs.

use super::overlap::{Partition, cells, pairs_in};

/// A group that holds items of several groups of another partition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mixture {
    /// The group.
    pub group: u32,
    /// Pairs of its items that the other partition keeps apart.
    pub pairs: u64,
    /// What the other partition makes of it, the largest part first.
    pub parts: Vec<Part>,
}

/// A part of a [`Mixture`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    /// The group of the other partition.
    pub group: u32,
    /// How many items.
    pub count: u64,
    /// One of the items.
    pub item: u32,
}

/// The groups of `whole` that hold items of several groups of `other`, worst first: most pairs,
/// then by number.
///
/// Against the truth, `mixtures(clusters, truth)` are the wrong joins and `mixtures(truth, clusters)`
/// the missed ones; of two runs, `mixtures(new, old)` is what joined and `mixtures(old, new)` what
/// split.
pub fn mixtures(whole: &Partition, other: &Partition) -> Vec<Mixture> {
    let cells = cells(whole, other);
    let mut found: Vec<Mixture> = cells
        .chunk_by(|a, b| a.left == b.left)
        .filter(|parts| parts.len() > 1)
        .map(|parts| {
            let all = parts.iter().map(|part| part.count).sum();
            let apart = parts.iter().map(|part| pairs_in(part.count)).sum::<u64>();
            let mut list: Vec<Part> = parts
                .iter()
                .map(|cell| Part { group: cell.right, count: cell.count, item: cell.first })
                .collect();
            list.sort_by_key(|part| (std::cmp::Reverse(part.count), part.group));
            Mixture { group: parts[0].left, pairs: pairs_in(all) - apart, parts: list }
        })
        .collect();
    found.sort_by_key(|mixture| (std::cmp::Reverse(mixture.pairs), mixture.group));
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_what_was_joined_and_what_was_missed() {
        let truth = Partition::of_names(["a", "a", "a", "b"]);
        let found = Partition::of_names(["1", "1", "2", "2"]);
        let joined = mixtures(&found, &truth);
        assert_eq!(joined.len(), 1);
        assert_eq!((found.name(joined[0].group), joined[0].pairs), ("2", 1));
        let missed = mixtures(&truth, &found);
        assert_eq!((truth.name(missed[0].group), missed[0].pairs), ("a", 2));
        assert_eq!(missed[0].parts[0].count, 2);
        assert!(mixtures(&truth, &truth).is_empty());
    }
}
