//! Review: what needs a person's eye, and why.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::cluster::{Edge, KnownPairs, Standing};
use crate::score::pair::PairScorer;
use crate::score::weight::MatchWeight;
use crate::subject::Reason;

/// What is asked about a pair.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Question {
    /// Two profiles that may be one customer.
    Join,
    /// One profile that hangs together by this pair.
    WeakestLink,
}

impl Question {
    /// The word in `review.csv`.
    pub fn name(self) -> &'static str {
        match self {
            Question::Join => "join",
            Question::WeakestLink => "weakest-link",
        }
    }
}

/// One pair for clerical review.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ReviewItem {
    /// What is asked.
    pub question: Question,
    /// The strongest pair between two profiles, or the weakest that holds one together.
    pub left: u32,
    /// The pair's other record.
    pub right: u32,
    /// Log-odds that the two are one customer.
    pub weight: MatchWeight,
    /// What the rules said, if they spoke.
    pub reason: Option<Reason>,
}

/// How the records of a cluster hold together.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct WeakestLink {
    /// The pair.
    pub left: u32,
    /// The pair's other record.
    pub right: u32,
    /// Its log-odds.
    pub weight: MatchWeight,
    /// What the rules said, if they spoke.
    pub reason: Option<Reason>,
}

/// The questions between clusters: for each two clusters the strongest pair that rules or weight
/// kept from joining, strongest first. `label` gives each record's cluster.
pub fn questions(edges: &[Edge], label: &[u32], scorer: &PairScorer<'_>) -> Vec<ReviewItem> {
    let mut best: FxHashMap<(u32, u32), Edge> = FxHashMap::default();
    let mut closed: Vec<(u32, u32)> = Vec::new();
    for edge in edges {
        let (a, b) = (label[edge.left as usize], label[edge.right as usize]);
        if a == b {
            continue;
        }
        let key = (a.min(b), a.max(b));
        match edge.standing {
            Standing::Forbidden => closed.push(key),
            Standing::Vetoed => {}
            _ => {
                best.entry(key)
                    .and_modify(|held| {
                        if edge.weight > held.weight {
                            *held = *edge;
                        }
                    })
                    .or_insert(*edge);
            }
        }
    }
    for key in closed {
        best.remove(&key);
    }
    let best: Vec<Edge> = best.into_values().collect();
    let mut items: Vec<ReviewItem> = best
        .into_par_iter()
        .map(|edge| ReviewItem {
            question: Question::Join,
            left: edge.left,
            right: edge.right,
            weight: edge.weight,
            reason: scorer.score(edge.left, edge.right).ruling.reason,
        })
        .collect();
    items.par_sort_by_key(|item| (std::cmp::Reverse(item.weight), item.left, item.right));
    items
}

/// How a cluster holds together.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Cohesion {
    /// For each member its strongest link to the others; empty for a single record.
    pub strength: Vec<MatchWeight>,
    /// The pair whose removal would split the cluster most cheaply.
    pub weakest: Option<WeakestLink>,
}

/// Measures a cluster on its [`spanning_tree`]. What clustering has weighed is `known`; other pairs are weighed now.
pub fn cohesion(cluster: &[u32], known: &KnownPairs<'_>, scorer: &PairScorer<'_>) -> Cohesion {
    if cluster.len() < 2 {
        return Cohesion::default();
    }
    let weigh = |left, right| match known.between(left, right) {
        Some(edge) => edge.weight,
        None => scorer.weight(left, right).1,
    };
    let tree = spanning_tree(cluster, weigh);
    let mut strength = vec![MatchWeight::from_parts(i32::MIN); cluster.len()];
    for link in &tree {
        for record in [link.left, link.right] {
            if let Ok(at) = cluster.binary_search(&record) {
                strength[at] = strength[at].max(link.weight);
            }
        }
    }
    let weakest = tree.iter().min_by_key(|link| link.weight);
    Cohesion { strength, weakest: weakest.map(|link| link.explain(scorer)) }
}

/// Two records of a cluster that its spanning tree links.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TreeLink {
    /// The smaller record.
    pub left: u32,
    /// The larger record.
    pub right: u32,
    /// Its log-odds.
    pub weight: MatchWeight,
}

impl TreeLink {
    /// The link with what the rules said about it.
    pub fn explain(&self, scorer: &PairScorer<'_>) -> WeakestLink {
        let TreeLink { left, right, weight } = *self;
        WeakestLink { left, right, weight, reason: scorer.score(left, right).ruling.reason }
    }
}

/// The maximum spanning tree of a cluster (Prim 1957), in the order in which it grows from the
/// first record: the links that hold it together, the weakest of which is the smallest.
pub fn spanning_tree(cluster: &[u32], weigh: impl Fn(u32, u32) -> MatchWeight) -> Vec<TreeLink> {
    /// In a larger cluster a record is weighed only against this many on either side.
    const NEAR: usize = 48;
    let link = |a: u32, b: u32| {
        let (left, right) = (a.min(b), a.max(b));
        TreeLink { left, right, weight: weigh(left, right) }
    };
    let mut tree = Vec::with_capacity(cluster.len().saturating_sub(1));
    let mut reach: Vec<Option<TreeLink>> = vec![None; cluster.len()];
    let mut outside: Vec<usize> = (1..cluster.len()).collect();
    let mut at = 0;
    while !outside.is_empty() {
        for &other in outside.iter().filter(|other| other.abs_diff(at) <= NEAR) {
            let link = link(cluster[at], cluster[other]);
            if reach[other].is_none_or(|held| link.weight > held.weight) {
                reach[other] = Some(link);
            }
        }
        let strongest = |&place: &usize| {
            let other = outside[place];
            (reach[other].map(|link| link.weight), std::cmp::Reverse(other))
        };
        let Some(place) = (0..outside.len()).max_by_key(strongest) else { break };
        at = outside.swap_remove(place);
        tree.extend(reach[at]);
    }
    tree
}
