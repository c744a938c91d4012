//! Clustering by hand-made pairs, and against a version that looks at every link at every step.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;
use crate::cluster::Standing;

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

/// Joins as [`cluster`] does, by looking at every link at every step.
fn plainly(edges: &[Edge], records: u32, weigh: &impl Weigh, settings: &Settings) -> Vec<Vec<u32>> {
    let mut groups: BTreeMap<u32, Vec<u32>> = (0..records).map(|at| (at, vec![at])).collect();
    let mut links: BTreeMap<(u32, u32), Link> =
        edges.iter().map(|edge| ((edge.left, edge.right), Link::of(edge, settings))).collect();
    loop {
        let ranked =
            links.iter().filter_map(|(&ends, link)| Some((link.rank(settings)?, Reverse(ends))));
        let Some((_, Reverse((a, b)))) = ranked.max() else { break };
        links.remove(&(a, b));
        let others: Vec<u32> = groups.keys().copied().filter(|&at| at != a && at != b).collect();
        for other in others {
            let mut halves =
                [a, b].map(|group| (group, links.remove(&(group.min(other), group.max(other)))));
            if halves.iter().all(|(_, link)| link.is_none()) {
                continue;
            }
            for (group, link) in &mut halves {
                let (x, y) = (&groups[group], &groups[&other]);
                if link.is_none() && x.len() * y.len() <= settings.complete {
                    let pairs =
                        x.iter().flat_map(|&x| y.iter().map(move |&y| (x.min(y), x.max(y))));
                    *link = pairs
                        .map(|(x, y)| Link::of(&weigh.weigh(x, y), settings))
                        .reduce(Link::add);
                }
            }
            let link = halves.into_iter().filter_map(|(_, link)| link).reduce(Link::add);
            links.extend(link.map(|link| ((a.min(other), a.max(other)), link)));
        }
        let moved = groups.remove(&b).unwrap_or_default();
        groups.entry(a).or_default().extend(moved);
    }
    let mut groups: Vec<Vec<u32>> = groups.into_values().collect();
    groups.iter_mut().for_each(|group| group.sort_unstable());
    groups
}

fn standings() -> impl Strategy<Value = Standing> {
    prop_oneof![
        12 => Just(Standing::Free),
        2 => Just(Standing::Capped),
        2 => Just(Standing::Vetoed),
        1 => Just(Standing::Forbidden),
        1 => Just(Standing::Required),
    ]
}

proptest! {
    /// Every pair has a weight, some are known before: what the order of joining asks to weigh matters.
    #[test]
    fn agrees_with_looking_at_every_link(
        pairs in proptest::collection::vec((-12i32..16, standings(), any::<bool>()), 190),
        records in 2u32..20,
        complete in 1usize..12,
    ) {
        let ends = (0..records).flat_map(|a| (a + 1..records).map(move |b| (a, b)));
        let all: Vec<(Edge, bool)> = ends
            .zip(pairs)
            .map(|((a, b), (bits, standing, is_known))| (edge(a, b, bits, standing), is_known))
            .collect();
        let known: Vec<Edge> =
            all.iter().filter(|(_, is_known)| *is_known).map(|(edge, _)| *edge).collect();
        let weigh = Listed(all.into_iter().map(|(edge, _)| edge).collect());
        let settings = Settings { complete, ..Settings::default() };
        let members: Vec<u32> = (0..records).collect();
        let found = cluster(&members, &known, &weigh, &settings);
        prop_assert_eq!(found, plainly(&known, records, &weigh, &settings));
    }
}
