//! Partitions of the same items, and what their groups have in common.

/// To which group each item belongs. Groups are numbered from 0 in the order of their names, so
/// that no figure depends on the order of the items.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Partition {
    labels: Vec<u32>,
    names: Vec<String>,
}

impl Partition {
    /// The partition in which items with equal names stand together.
    pub fn of_names<'a>(names: impl IntoIterator<Item = &'a str>) -> Partition {
        let items: Vec<&str> = names.into_iter().collect();
        let mut distinct = items.clone();
        distinct.sort_unstable();
        distinct.dedup();
        // Every item's name is among the distinct ones.
        let place = |name: &str| distinct.partition_point(|other| *other < name) as u32;
        Partition {
            labels: items.iter().map(|name| place(name)).collect(),
            names: distinct.into_iter().map(str::to_string).collect(),
        }
    }

    /// How many items.
    pub fn len(&self) -> usize {
        self.labels.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.labels.is_empty()
    }

    /// How many groups.
    pub fn groups(&self) -> usize {
        self.names.len()
    }

    /// The group of an item.
    pub fn label(&self, item: usize) -> u32 {
        self.labels[item]
    }

    /// A group's name.
    pub fn name(&self, group: u32) -> &str {
        self.names.get(group as usize).map_or("", String::as_str)
    }

    /// Items of each group.
    pub(super) fn sizes(&self) -> Vec<u64> {
        let mut sizes = vec![0; self.groups()];
        self.labels.iter().for_each(|&label| sizes[label as usize] += 1);
        sizes
    }

    /// The groups of the largest size.
    pub(super) fn largest(&self) -> u64 {
        self.sizes().into_iter().max().unwrap_or(0)
    }
}

/// A group of one partition and a group of another, with the items both hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Cell {
    pub left: u32,
    pub right: u32,
    /// Items in both.
    pub count: u64,
    /// The first of them.
    pub first: u32,
}

/// The non-empty cells of the contingency table of two partitions, by left group, then right.
pub(super) fn cells(left: &Partition, right: &Partition) -> Vec<Cell> {
    let items = 0..left.len().min(right.len());
    let mut keys: Vec<(u32, u32, u32)> =
        items.map(|item| (left.labels[item], right.labels[item], item as u32)).collect();
    keys.sort_unstable();
    keys.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1))
        .map(|same| Cell {
            left: same[0].0,
            right: same[0].1,
            count: same.len() as u64,
            first: same[0].2,
        })
        .collect()
}

/// Pairs inside a group of `items`.
pub(super) fn pairs_in(items: u64) -> u64 {
    items * items.saturating_sub(1) / 2
}
