//! Average-link clustering with cannot-link constraints, inside one connected component.
//!
//! Groups join in the order of their mean pair weight (UPGMA on clamped log-odds; Sokal & Michener
//! 1958) where one pair between them is strong enough to join alone and the mean does not speak
//! against it. A pair that was never weighed is weighed now where the groups are small and nothing
//! forbids that they join, and is otherwise unknown: it takes no part in the mean.

use std::cmp::Reverse;

use rustc_hash::FxHashMap;

use super::components::DisjointSets;
use super::edge::Edge;
use super::link::Link;
use super::queue::Queue;
use crate::record::TOGETHER;
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

    /// Has what is known of records that are about to be weighed brought from memory.
    fn look_ahead(&self, _records: impl Iterator<Item = u32>) {}
}

/// Groups the records of one component. `edges` may only name `members`; the result lists the
/// groups by their smallest member, each group rising.
pub fn cluster(
    members: &[u32],
    edges: &[Edge],
    weigh: &impl Weigh,
    settings: &Settings,
) -> Vec<Vec<u32>> {
    // Most components are two records with one pair.
    if let (&[a, b], [edge]) = (members, edges) {
        let joins = Link::of(edge, settings).rank(settings).is_some();
        return if joins { vec![vec![a, b]] } else { vec![vec![a], vec![b]] };
    }
    let mut state = State::new(members, edges, weigh, settings);
    while let Some((a, b)) = state.best() {
        state.join(a, b);
    }
    let mut groups: Vec<Vec<u32>> =
        state.groups.into_iter().filter(|group| !group.is_empty()).collect();
    groups.iter_mut().for_each(|group| group.sort_unstable());
    groups.sort_unstable();
    groups
}

/// One group's link to another: the other group, the group, and the link's place among all.
type Way = (u32, u32, u32);

struct State<'a, W> {
    /// Records of each group; a group that was joined to another is empty.
    groups: Vec<Vec<u32>>,
    /// Which group a joined one has become part of.
    sets: DisjointSets,
    /// What each group is linked to: a group, perhaps joined to another since, and the link's place.
    /// Where several have become one, the last place holds what is known.
    links: Vec<Vec<(u32, u32)>>,
    known: Vec<Link>,
    /// How often a group has changed, to recognise outdated queue entries.
    version: Vec<u32>,
    queue: Queue,
    weigh: &'a W,
    settings: &'a Settings,
}

impl<'a, W: Weigh> State<'a, W> {
    fn new(members: &[u32], edges: &[Edge], weigh: &'a W, settings: &'a Settings) -> Self {
        let place: FxHashMap<u32, u32> =
            members.iter().enumerate().map(|(at, &record)| (record, at as u32)).collect();
        let ends = |edge: &Edge| Some((*place.get(&edge.left)?, *place.get(&edge.right)?));
        let (edges, ends): (Vec<&Edge>, Vec<(u32, u32)>) =
            edges.iter().filter_map(|edge| Some((edge, ends(edge)?))).unzip();
        let mut links = vec![0; members.len()];
        for &(a, b) in &ends {
            links[a as usize] += 1;
            links[b as usize] += 1;
        }
        let mut links: Vec<Vec<(u32, u32)>> = links.into_iter().map(Vec::with_capacity).collect();
        let known: Vec<Link> = edges.into_iter().map(|edge| Link::of(edge, settings)).collect();
        let mut queue = Vec::new();
        for (at, (link, (a, b))) in known.iter().zip(ends).enumerate() {
            links[a as usize].push((b, at as u32));
            links[b as usize].push((a, at as u32));
            let rank = link.rank(settings);
            queue.extend(rank.map(|rank| (rank, Reverse((a.min(b), a.max(b))), 0)));
        }
        State {
            groups: members.iter().map(|&record| vec![record]).collect(),
            sets: DisjointSets::new(members.len()),
            links,
            known,
            version: vec![0; members.len()],
            queue: Queue::new(queue),
            weigh,
            settings,
        }
    }

    /// The two groups to join next.
    fn best(&mut self) -> Option<(u32, u32)> {
        let State { queue, version, .. } = self;
        let (_, Reverse(groups), _) =
            queue.pop(|&(_, Reverse((a, b)), stamp)| stamp_of(version, a, b) == stamp)?;
        Some(groups)
    }

    /// Joins group `b` into group `a`, which is before it, and renews the links of the union.
    fn join(&mut self, a: u32, b: u32) {
        self.sets.union(a, b);
        self.version[a as usize] += 1;
        self.version[b as usize] += 1;
        let ways = self.ways(a, b);
        let links: Vec<Renewed> =
            ways.chunk_by(|x, y| x.0 == y.0).map(|of| self.known(of, a, b)).collect();
        for some in links.chunks(TOGETHER) {
            let asked = some.iter().filter(|renewed| renewed.asked.is_some());
            let records = asked.flat_map(|renewed| &self.groups[renewed.other as usize]);
            self.weigh.look_ahead(records.copied());
            for renewed in some {
                self.renew(a, renewed);
            }
        }
        let moved = std::mem::take(&mut self.groups[b as usize]);
        self.groups[a as usize].extend(moved);
        self.links[a as usize] =
            links.iter().map(|renewed| (renewed.other, renewed.place)).collect();
    }

    /// The links of two groups that are one now, by what they lead to.
    fn ways(&mut self, a: u32, b: u32) -> Vec<Way> {
        let mut ways = Vec::new();
        for group in [a, b] {
            let links = std::mem::take(&mut self.links[group as usize]);
            let sets = &mut self.sets;
            ways.extend(links.into_iter().map(|(other, place)| (sets.find(other), group, place)));
        }
        ways.retain(|&(other, ..)| other != a);
        ways.sort_unstable();
        ways
    }

    /// What is known between the union of two groups and another, by their links to it.
    fn known(&self, ways: &[Way], a: u32, b: u32) -> Renewed {
        let known = |group| ways.iter().rev().find(|way| way.1 == group).map(|way| way.2);
        let (left, right) = (known(a), known(b));
        let link = |place: Option<u32>| place.map(|place| self.known[place as usize]);
        let link = link(left).into_iter().chain(link(right)).reduce(Link::add).unwrap_or_default();
        let unknown = match (left, right) {
            (None, _) => Some(a),
            (_, None) => Some(b),
            _ => None,
        };
        let (other, size) = (ways[0].0, |group: u32| self.groups[group as usize].len());
        let is_asked = |&group: &u32| {
            !link.is_forbidden() && size(group) * size(other) <= self.settings.complete
        };
        let place = left.max(right).unwrap_or_default();
        Renewed { other, place, link, asked: unknown.filter(is_asked) }
    }

    /// Sets the link of a union to another group, and queues it if it may join them.
    fn renew(&mut self, a: u32, renewed: &Renewed) {
        let mut link = renewed.link;
        if let Some(group) = renewed.asked {
            let of = |group: u32| self.groups[group as usize].iter();
            let pairs =
                of(group).flat_map(|&x| of(renewed.other).map(move |&y| (x.min(y), x.max(y))));
            let weighed = pairs.map(|(x, y)| Link::of(&self.weigh.weigh(x, y), self.settings));
            link = weighed.fold(link, Link::add);
        }
        self.known[renewed.place as usize] = link;
        let (first, second) = (a.min(renewed.other), a.max(renewed.other));
        if let Some(rank) = link.rank(self.settings) {
            let stamp = stamp_of(&self.version, first, second);
            self.queue.push((rank, Reverse((first, second)), stamp));
        }
    }
}

/// What is known between a union and another group.
struct Renewed {
    other: u32,
    /// Where the link is kept: the last of the places, which the other group's own links lead to as well.
    place: u32,
    link: Link,
    /// The half of the union whose pairs with the other group were never weighed and are to be: they are few, and what is
    /// known does not forbid the link already.
    asked: Option<u32>,
}

/// Tells whether either of two groups has changed: versions only rise, and so does their sum.
fn stamp_of(version: &[u32], a: u32, b: u32) -> u32 {
    version[a as usize] + version[b as usize]
}

#[cfg(test)]
mod tests;
