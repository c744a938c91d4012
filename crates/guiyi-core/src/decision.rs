//! Decisions: what a person has said about pairs of records. They outrank every score.
//!
//! A log is only added to: what was said last about a pair holds, and a retraction is a later line
//! too. [`in_force`] gives what holds, [`contradictions`] what cannot hold together.

use rustc_hash::FxHashMap;

use crate::cluster::components::DisjointSets;

/// What was decided about two records.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// They are one customer.
    Same,
    /// They are two.
    Different,
    /// The person could not tell; the engine decides, and the pair is not asked about again.
    Unsure,
}

impl Verdict {
    /// The word in files.
    pub fn name(self) -> &'static str {
        match self {
            Verdict::Same => "same",
            Verdict::Different => "different",
            Verdict::Unsure => "unsure",
        }
    }
}

/// One line of a log of decisions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line {
    /// Where it stands in its file, from 1.
    pub line: u64,
    /// One record.
    pub left: u32,
    /// The other.
    pub right: u32,
    /// What was decided; `None` takes back what was said before.
    pub verdict: Option<Verdict>,
}

/// A decision that holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Decision {
    /// The smaller record.
    pub left: u32,
    /// The larger record.
    pub right: u32,
    /// What was decided.
    pub verdict: Verdict,
    /// The line that says so.
    pub line: u64,
}

/// The decisions that hold, by pair: of several lines about one pair the last.
pub fn in_force(log: &[Line]) -> Vec<Decision> {
    let mut last: FxHashMap<(u32, u32), (u64, Option<Verdict>)> = FxHashMap::default();
    for line in log.iter().filter(|line| line.left != line.right) {
        let pair = (line.left.min(line.right), line.left.max(line.right));
        last.insert(pair, (line.line, line.verdict));
    }
    let mut decisions: Vec<Decision> = last
        .into_iter()
        .filter_map(|((left, right), (line, verdict))| {
            verdict.map(|verdict| Decision { left, right, verdict, line })
        })
        .collect();
    decisions.sort_unstable();
    decisions
}

/// The pairs of [`crate::pipeline::Options::decisions`]: those decided the one way or the other.
pub fn pairs(decisions: &[Decision]) -> Vec<(u32, u32, bool)> {
    let decided = decisions.iter().filter(|decision| decision.verdict != Verdict::Unsure);
    decided.map(|d| (d.left, d.right, d.verdict == Verdict::Same)).collect()
}

/// A decision for two customers against those for one that, taken together, say the opposite.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contradiction {
    /// The decision for two.
    pub different: Decision,
    /// A shortest chain of decisions for one, from one of its records to the other.
    pub same: Vec<Decision>,
}

/// Every decision for two customers whose records other decisions make one.
pub fn contradictions(decisions: &[Decision]) -> Vec<Contradiction> {
    let mut links: FxHashMap<u32, Vec<&Decision>> = FxHashMap::default();
    for decision in decisions.iter().filter(|d| d.verdict == Verdict::Same) {
        links.entry(decision.left).or_default().push(decision);
        links.entry(decision.right).or_default().push(decision);
    }
    let different = decisions.iter().filter(|d| d.verdict == Verdict::Different);
    let found = different.filter_map(|decision| {
        let same = chain(&links, decision.left, decision.right)?;
        Some(Contradiction { different: *decision, same })
    });
    found.collect()
}

/// A shortest chain of links between two records, by breadth-first search.
fn chain(links: &FxHashMap<u32, Vec<&Decision>>, from: u32, to: u32) -> Option<Vec<Decision>> {
    let mut reached: FxHashMap<u32, Option<&Decision>> = FxHashMap::default();
    reached.insert(from, None);
    let mut queue = std::collections::VecDeque::from([from]);
    while let Some(record) = queue.pop_front().filter(|_| !reached.contains_key(&to)) {
        for &link in links.get(&record).into_iter().flatten() {
            let other = if link.left == record { link.right } else { link.left };
            reached.entry(other).or_insert_with(|| {
                queue.push_back(other);
                Some(link)
            });
        }
    }
    let mut at = to;
    let mut chain = Vec::new();
    while let Some(link) = *reached.get(&at)? {
        chain.push(*link);
        at = if link.left == at { link.right } else { link.left };
    }
    chain.reverse();
    Some(chain)
}

/// Clusters in which every decision holds. The rules may have kept apart what a person joined: then
/// the clusters of both records become one, or, where that would join what a person has parted,
/// the records decided to be one leave their clusters together. Decisions that contradict each other
/// are not for this function; see [`contradictions`].
pub fn uphold(clusters: Vec<Vec<u32>>, decisions: &[(u32, u32, bool)]) -> Vec<Vec<u32>> {
    if decisions.is_empty() {
        return clusters;
    }
    let mut place: FxHashMap<u32, usize> = FxHashMap::default();
    for (at, cluster) in clusters.iter().enumerate() {
        place.extend(cluster.iter().map(|&record| (record, at)));
    }
    let is_known =
        |&&(a, b, _): &&(u32, u32, bool)| place.contains_key(&a) && place.contains_key(&b);
    let known: Vec<(u32, u32, bool)> = decisions.iter().filter(is_known).copied().collect();
    let apart: Vec<(u32, u32)> =
        known.iter().filter(|d| !d.2).map(|&(a, b, _)| (a.min(b), a.max(b))).collect();
    let mut groups = clusters;
    for decided in decided_groups(&known) {
        let homes: Vec<usize> = {
            let mut homes: Vec<usize> = decided.iter().map(|record| place[record]).collect();
            homes.sort_unstable();
            homes.dedup();
            homes
        };
        let Some((&first, others)) = homes.split_first().filter(|(_, others)| !others.is_empty())
        else {
            continue;
        };
        let mut union: Vec<u32> = homes.iter().flat_map(|&home| groups[home].clone()).collect();
        union.sort_unstable();
        let holds = |record: &u32| union.binary_search(record).is_ok();
        if apart.iter().any(|(a, b)| holds(a) && holds(b)) {
            homes.iter().for_each(|&home| groups[home].retain(|r| !decided.contains(r)));
            place.extend(decided.iter().map(|&record| (record, groups.len())));
            groups.push(decided);
        } else {
            others.iter().for_each(|&other| groups[other].clear());
            place.extend(union.iter().map(|&record| (record, first)));
            groups[first] = union;
        }
    }
    groups.retain(|group| !group.is_empty());
    groups.sort_unstable();
    groups
}

/// The records that decisions make one customer, group by group, each rising.
fn decided_groups(decisions: &[(u32, u32, bool)]) -> Vec<Vec<u32>> {
    let same = || decisions.iter().filter(|decision| decision.2);
    let mut records: Vec<u32> = same().flat_map(|&(a, b, _)| [a, b]).collect();
    records.sort_unstable();
    records.dedup();
    // Every record of a decision is in the list.
    let place = |record: u32| records.partition_point(|&other| other < record) as u32;
    let mut sets = DisjointSets::new(records.len());
    same().for_each(|&(a, b, _)| {
        sets.union(place(a), place(b));
    });
    let labels = sets.into_labels();
    let mut groups: Vec<Vec<u32>> = vec![Vec::new(); records.len()];
    for (&record, &label) in records.iter().zip(&labels) {
        groups[label as usize].push(record);
    }
    groups.retain(|group| !group.is_empty());
    groups
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn line(line: u64, left: u32, right: u32, verdict: Option<Verdict>) -> Line {
        Line { line, left, right, verdict }
    }

    #[test]
    fn the_last_line_about_a_pair_holds_and_a_retraction_leaves_none() {
        let log = [
            line(2, 5, 3, Some(Verdict::Same)),
            line(3, 3, 5, Some(Verdict::Different)),
            line(4, 1, 2, Some(Verdict::Same)),
            line(5, 2, 1, None),
            line(6, 7, 8, Some(Verdict::Unsure)),
        ];
        let held = in_force(&log);
        assert_eq!(held.iter().map(|d| d.line).collect::<Vec<_>>(), [3, 6]);
        assert_eq!(pairs(&held), [(3, 5, false)]);
    }

    #[test]
    fn a_contradiction_names_its_chain() {
        let log = [
            line(2, 1, 2, Some(Verdict::Same)),
            line(3, 2, 3, Some(Verdict::Same)),
            line(4, 1, 3, Some(Verdict::Different)),
            line(5, 8, 9, Some(Verdict::Different)),
        ];
        let found = contradictions(&in_force(&log));
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].different.line, 4);
        assert_eq!(found[0].same.iter().map(|d| d.line).collect::<Vec<_>>(), [2, 3]);
    }

    proptest! {
        /// Whatever the clusters: every record stays, and every consistent decision holds.
        #[test]
        fn decisions_hold(
            labels in proptest::collection::vec(0u8..4, 10),
            said in proptest::collection::vec((0u32..10, 0u32..10, any::<bool>()), 0..12),
        ) {
            let mut clusters: Vec<Vec<u32>> = vec![Vec::new(); 4];
            for (record, &label) in labels.iter().enumerate() {
                clusters[usize::from(label)].push(record as u32);
            }
            clusters.retain(|cluster| !cluster.is_empty());
            let verdict = |same| Some(if same { Verdict::Same } else { Verdict::Different });
            let log: Vec<Line> = said.iter().enumerate()
                .map(|(at, &(a, b, same))| line(at as u64, a, b, verdict(same))).collect();
            let held = in_force(&log);
            prop_assume!(contradictions(&held).is_empty());
            // Clustering has parted what was decided to be two already.
            for decision in held.iter().filter(|d| d.verdict == Verdict::Different) {
                for cluster in &mut clusters {
                    if cluster.contains(&decision.left) {
                        cluster.retain(|&record| record != decision.right);
                    }
                }
                if !clusters.iter().flatten().any(|&record| record == decision.right) {
                    clusters.push(vec![decision.right]);
                }
            }
            let held = pairs(&held);
            let upheld = uphold(clusters, &held);
            let mut all: Vec<u32> = upheld.iter().flatten().copied().collect();
            all.sort_unstable();
            prop_assert_eq!(all, (0..10).collect::<Vec<u32>>());
            let place = |record: u32| upheld.iter().position(|group| group.contains(&record));
            for (a, b, same) in held {
                prop_assert_eq!(place(a) == place(b), same, "{} {}", a, b);
            }
        }
    }
}
