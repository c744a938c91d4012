//! Average-link clustering with cannot-link constraints, inside one connected component.
//!
//! Groups join in the order of their mean pair weight (UPGMA on clamped log-odds; Sokal & Michener
//! 1958) where one pair between them is strong enough to join alone and the mean does not speak
//! against it. A pair that was never weighed is weighed now where the groups are small, and is
//! otherwise unknown: it takes no part in the mean.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use rustc_hash::FxHashMap;

use super::edge::{Edge, Standing};
use crate::score::weight::MatchWeight;

/// How clustering decides.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    /// Log-odds that at least one pair between two groups needs.
    pub threshold: MatchWeight,
    /// Mean log-odds that all pairs between two groups need.
    pub mean: MatchWeight,
    /// One pair counts for joining at most this much, so that no single pair outvotes the rest.
    pub most: MatchWeight,
    /// One pair counts against joining at most this much; a vetoed one does.
    pub least: MatchWeight,
    /// Two groups with at most this many pairs between them have all of them weighed.
    pub complete: usize,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings {
            threshold: MatchWeight::ZERO,
            // Most pairs between two groups of sparse records say little, and little is slightly
            // against: the prior is.
            mean: MatchWeight::whole(-3),
            most: MatchWeight::whole(12),
            least: MatchWeight::whole(-8),
            complete: 256,
        }
    }
}

/// Weighs a pair on demand.
pub trait Weigh {
    /// The weight and standing of two records of this component.
    fn weigh(&self, left: u32, right: u32) -> Edge;
}

/// What is known between two groups.
#[derive(Clone, Copy, Debug, Default)]
struct Link {
    /// Sum of clamped weights in 1/1024 bits.
    sum: i64,
    /// Pairs in the sum.
    pairs: u32,
    /// Sum of the weights as they are: the order among links whose pairs all reach the clamp.
    surplus: i64,
    /// Whether some pair is strong enough to join alone.
    joins: bool,
    required: bool,
    forbidden: bool,
}

impl Link {
    fn of(edge: &Edge, settings: &Settings) -> Link {
        let weight = match edge.standing {
            Standing::Vetoed | Standing::Forbidden => settings.least,
            Standing::Required => settings.most,
            _ => edge.weight.clamp(settings.least, settings.most),
        };
        Link {
            sum: i64::from(weight.parts()),
            pairs: 1,
            surplus: i64::from(edge.weight.parts()),
            joins: edge.standing == Standing::Free && edge.weight >= settings.threshold,
            required: edge.standing == Standing::Required,
            forbidden: edge.standing == Standing::Forbidden,
        }
    }

    fn add(self, other: Link) -> Link {
        Link {
            sum: self.sum + other.sum,
            pairs: self.pairs + other.pairs,
            surplus: self.surplus.saturating_add(other.surplus),
            joins: self.joins || other.joins,
            required: self.required || other.required,
            forbidden: self.forbidden || other.forbidden,
        }
    }

    fn mean(&self) -> i64 {
        self.sum / i64::from(self.pairs.max(1))
    }

    /// The order in which links are tried; `None` when they never join.
    fn rank(&self, settings: &Settings) -> Option<Rank> {
        let joins = self.joins && self.mean() >= i64::from(settings.mean.parts());
        let surplus = self.surplus / i64::from(self.pairs.max(1));
        // Means of weights are weights.
        (!self.forbidden && (self.required || joins))
            .then(|| (self.required, self.mean() as i32, surplus as i32))
    }
}

/// Groups the records of one component. `edges` may only name `members`; the result lists the
/// groups by their smallest member, each group rising.
pub fn cluster(
    members: &[u32],
    edges: &[Edge],
    weigh: &impl Weigh,
    settings: &Settings,
) -> Vec<Vec<u32>> {
    let mut state = State::new(members, edges, settings);
    while let Some((_, Reverse((a, b)), stamp)) = state.queue.pop() {
        if state.stamp(a, b) == stamp {
            state.join(a, b, weigh, settings);
        }
    }
    let mut groups: Vec<Vec<u32>> =
        state.groups.into_iter().filter(|group| !group.is_empty()).collect();
    groups.iter_mut().for_each(|group| group.sort_unstable());
    groups.sort_unstable();
    groups
}

/// Required links first, then by mean, then by mean without the clamp.
type Rank = (bool, i32, i32);
/// A link to try: its rank, its groups, and their [`State::stamp`] of then. Small, for a large component queues millions.
type Queued = (Rank, Reverse<(u32, u32)>, u32);

struct State {
    /// Records of each group; a group that was joined to another is empty.
    groups: Vec<Vec<u32>>,
    /// Links to other groups, by their index.
    links: Vec<FxHashMap<u32, Link>>,
    /// How often a group has changed, to recognise outdated queue entries.
    version: Vec<u32>,
    queue: BinaryHeap<Queued>,
}

impl State {
    fn new(members: &[u32], edges: &[Edge], settings: &Settings) -> State {
        let place: FxHashMap<u32, u32> =
            members.iter().enumerate().map(|(at, &record)| (record, at as u32)).collect();
        let mut state = State {
            groups: members.iter().map(|&record| vec![record]).collect(),
            links: vec![FxHashMap::default(); members.len()],
            version: vec![0; members.len()],
            queue: BinaryHeap::new(),
        };
        let mut queue = Vec::new();
        for edge in edges {
            if let (Some(&a), Some(&b)) = (place.get(&edge.left), place.get(&edge.right)) {
                queue.extend(state.set(a, b, Link::of(edge, settings), settings));
            }
        }
        state.queue = queue.into();
        state
    }

    /// Sets the link of two groups; gives what is to be queued if it may join them.
    fn set(&mut self, a: u32, b: u32, link: Link, settings: &Settings) -> Option<Queued> {
        self.links[a as usize].insert(b, link);
        self.links[b as usize].insert(a, link);
        let (a, b) = (a.min(b), a.max(b));
        Some((link.rank(settings)?, Reverse((a, b)), self.stamp(a, b)))
    }

    /// Tells whether either of two groups has changed: versions only rise, and so does their sum.
    fn stamp(&self, a: u32, b: u32) -> u32 {
        self.version[a as usize] + self.version[b as usize]
    }

    /// Joins group `b` into group `a` and renews the links of the union.
    fn join(&mut self, a: u32, b: u32, weigh: &impl Weigh, settings: &Settings) {
        let from_a = std::mem::take(&mut self.links[a as usize]);
        let from_b = std::mem::take(&mut self.links[b as usize]);
        let mut others: Vec<u32> =
            from_a.keys().chain(from_b.keys()).copied().filter(|&o| o != a && o != b).collect();
        others.sort_unstable();
        others.dedup();
        self.version[a as usize] += 1;
        self.version[b as usize] += 1;
        for other in others {
            let half = |links: &FxHashMap<u32, Link>, group: u32| match links.get(&other) {
                Some(link) => Some(*link),
                None => self.weigh_groups(group, other, weigh, settings),
            };
            let (left, right) = (half(&from_a, a), half(&from_b, b));
            let link = left.into_iter().chain(right).reduce(Link::add).unwrap_or_default();
            self.links[other as usize].remove(&b);
            let queued = self.set(a, other, link, settings);
            self.queue.extend(queued);
        }
        let moved = std::mem::take(&mut self.groups[b as usize]);
        self.groups[a as usize].extend(moved);
    }

    /// Weighs all pairs between two groups that had no link, if they are few.
    fn weigh_groups(
        &self,
        a: u32,
        b: u32,
        weigh: &impl Weigh,
        settings: &Settings,
    ) -> Option<Link> {
        let (a, b) = (&self.groups[a as usize], &self.groups[b as usize]);
        if a.len() * b.len() > settings.complete {
            return None;
        }
        let pairs = a.iter().flat_map(|&x| b.iter().map(move |&y| (x.min(y), x.max(y))));
        pairs.map(|(x, y)| Link::of(&weigh.weigh(x, y), settings)).reduce(Link::add)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Weighs from a list; what is not in it is mildly against.
    struct Listed(Vec<Edge>);

    impl Weigh for Listed {
        fn weigh(&self, left: u32, right: u32) -> Edge {
            let listed = self.0.iter().find(|e| (e.left, e.right) == (left, right));
            listed.copied().unwrap_or(edge(left, right, -6, Standing::Free))
        }
    }

    fn edge(left: u32, right: u32, bits: i32, standing: Standing) -> Edge {
        Edge { left, right, weight: MatchWeight::whole(bits), standing }
    }

    fn run(edges: Vec<Edge>, records: u32) -> Vec<Vec<u32>> {
        let members: Vec<u32> = (0..records).collect();
        // A mean that speaks against it keeps groups apart, and one pair has its full say.
        let settings = Settings {
            threshold: MatchWeight::ZERO,
            mean: MatchWeight::ZERO,
            most: MatchWeight::whole(12),
            least: MatchWeight::whole(-12),
            complete: 64,
        };
        let known: Vec<Edge> = edges.clone();
        cluster(&members, &edges, &Listed(known), &settings)
    }

    #[test]
    fn a_chain_does_not_swallow_its_neighbours() {
        let chain = vec![
            edge(0, 1, 9, Standing::Free),
            edge(1, 2, 4, Standing::Free),
            edge(2, 3, 9, Standing::Free),
        ];
        assert_eq!(run(chain, 4), [vec![0, 1], vec![2, 3]]);
    }

    #[test]
    fn of_two_certain_pairs_the_stronger_joins_first() {
        let edges = vec![
            edge(0, 1, 13, Standing::Free),
            edge(0, 2, 18, Standing::Free),
            edge(1, 2, 0, Standing::Forbidden),
        ];
        assert_eq!(run(edges, 3), [vec![0, 2], vec![1]]);
    }

    #[test]
    fn a_forbidden_pair_keeps_its_groups_apart() {
        let edges = vec![
            edge(0, 1, 12, Standing::Free),
            edge(1, 2, 12, Standing::Free),
            edge(0, 2, 12, Standing::Forbidden),
        ];
        assert_eq!(run(edges, 3), [vec![0, 1], vec![2]]);
    }

    #[test]
    fn a_required_pair_joins_first_whatever_its_weight() {
        let edges = vec![edge(0, 1, -9, Standing::Required), edge(1, 2, 3, Standing::Free)];
        assert_eq!(run(edges, 3), [vec![0, 1], vec![2]]);
    }

    #[test]
    fn capped_pairs_do_not_join_alone() {
        assert_eq!(run(vec![edge(0, 1, 9, Standing::Capped)], 2), [vec![0], vec![1]]);
    }

    #[test]
    fn order_of_edges_does_not_matter() {
        let mut edges = vec![
            edge(0, 1, 5, Standing::Free),
            edge(1, 2, 5, Standing::Free),
            edge(0, 2, 5, Standing::Free),
            edge(2, 3, 5, Standing::Free),
        ];
        let first = run(edges.clone(), 4);
        edges.reverse();
        assert_eq!(run(edges, 4), first);
    }
}
