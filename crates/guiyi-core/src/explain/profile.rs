//! What holds a profile together.

use super::Explainer;
use crate::cluster::Standing;
use crate::record::RecordId;
use crate::review::{WeakestLink, spanning_tree};
use crate::subject::Reason;
use crate::unify::{Profile, unify};

/// A profile with the links that hold it together.
#[derive(Clone, Debug, PartialEq)]
pub struct WhyProfile {
    /// The golden values, each with the record it came from.
    pub profile: Profile,
    /// The strongest links that reach every record: one fewer than records, strongest first.
    pub links: Vec<WeakestLink>,
    /// Pairs inside the profile that a rule or a person stands against.
    pub conflicts: Vec<Conflict>,
}

/// A pair inside one profile that should not be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// The smaller record.
    pub left: RecordId,
    /// The larger record.
    pub right: RecordId,
    /// How hard the rule is.
    pub standing: Standing,
    /// Why; `None` for a person's decision.
    pub reason: Option<Reason>,
}

impl Explainer<'_> {
    /// Why these records, rising, are one profile.
    pub fn profile(&self, cluster: &[u32]) -> WhyProfile {
        /// Records of a profile among which conflicts are looked for: half a million pairs.
        const MOST_RECORDS: usize = 1_000;
        let scorer = self.scorer();
        let tree = spanning_tree(cluster, |left, right| scorer.weight(left, right).1);
        let mut links: Vec<WeakestLink> = tree.iter().map(|link| link.explain(&scorer)).collect();
        links.sort_by_key(|link| (std::cmp::Reverse(link.weight), link.left, link.right));
        let mut conflicts = Vec::new();
        let looked_at = &cluster[..cluster.len().min(MOST_RECORDS)];
        for (at, &left) in looked_at.iter().enumerate() {
            for &right in &looked_at[at + 1..] {
                let ruling = scorer.score(left, right).ruling;
                let decided = self.decided(left, right);
                let standing = decided.unwrap_or(ruling.standing);
                if matches!(standing, Standing::Vetoed | Standing::Forbidden) {
                    let reason = ruling.reason.filter(|_| decided.is_none());
                    let (left, right) = (RecordId(left), RecordId(right));
                    conflicts.push(Conflict { left, right, standing, reason });
                }
            }
        }
        let known = |at, role| scorer.subject().worth(at, role);
        let mut profiles = unify(self.records, &known, &self.fields, &[cluster.to_vec()]);
        let empty = Profile { members: Vec::new(), values: Vec::new(), aliases: Vec::new() };
        WhyProfile { profile: profiles.pop().unwrap_or(empty), links, conflicts }
    }
}
