//! Why two records do not stand in one profile.

use super::{Explainer, Explanation};
use crate::cluster::Standing;
use crate::record::RecordId;
use crate::score::weight::MatchWeight;
use crate::subject::Reason;

/// What kept two records apart.
#[derive(Clone, Debug, PartialEq)]
pub enum Barrier {
    /// No blocking rule brought them together: they were never compared.
    NeverCompared,
    /// A rule or a person stands against the pair itself.
    Ruled(Standing, Option<Reason>),
    /// The weight lacks so much to the match threshold.
    TooLight(MatchWeight),
    /// Another pair of the two profiles must stay apart.
    Closed {
        /// A record of the first profile.
        left: RecordId,
        /// A record of the second.
        right: RecordId,
        /// Why.
        reason: Option<Reason>,
    },
    /// The pair could join, but the mean over all pairs of the two profiles speaks against it.
    Mean(MatchWeight),
}

/// The pair's waterfall with what would bring the two together and what keeps them apart.
#[derive(Clone, Debug, PartialEq)]
pub struct WhyNot {
    /// The pair.
    pub explanation: Explanation,
    /// Blocking rules under which the two share a key.
    pub rules: Vec<String>,
    /// What stands between them, the most decisive first.
    pub barriers: Vec<Barrier>,
}

impl Explainer<'_> {
    /// The blocking rules under which two records share a key. In a block above the limit that
    /// may not suffice to be compared.
    pub fn shared_rules(&self, a: RecordId, b: RecordId) -> Vec<String> {
        let keys = |rule: usize, record: RecordId| {
            let mut keys = Vec::new();
            self.subject.keys(rule, record.0, &mut |key, _| keys.push(key));
            keys
        };
        let names = self.subject.rules().into_iter().enumerate();
        names
            .filter(|(rule, _)| {
                let mine = keys(*rule, a);
                keys(*rule, b).iter().any(|key| mine.contains(key))
            })
            .map(|(_, name)| name)
            .collect()
    }

    /// Why `a`, of the profile with the records `mine`, and `b`, of that with `theirs`, stand apart.
    pub fn why_not(&self, a: RecordId, b: RecordId, mine: &[u32], theirs: &[u32]) -> WhyNot {
        let explanation = self.pair(a, b);
        let rules = self.shared_rules(a, b);
        let mut barriers = Vec::new();
        match explanation.standing {
            Standing::Free | Standing::Required => {}
            standing => barriers.push(Barrier::Ruled(standing, explanation.reason)),
        }
        if rules.is_empty() {
            barriers.push(Barrier::NeverCompared);
        }
        let lacks = self.options.match_threshold - explanation.weight;
        if lacks > MatchWeight::ZERO && explanation.standing != Standing::Required {
            barriers.push(Barrier::TooLight(lacks));
        }
        barriers.extend(self.closed(explanation.left, explanation.right, mine, theirs));
        if barriers.is_empty() {
            barriers.push(Barrier::Mean(self.mean(mine, theirs)));
        }
        WhyNot { explanation, rules, barriers }
    }

    /// Pairs between two groups that are looked at, at most.
    const MOST_PAIRS: usize = 100_000;

    /// The first pair between the groups, other than the one asked about, that must stay apart.
    fn closed(
        &self,
        left: RecordId,
        right: RecordId,
        mine: &[u32],
        theirs: &[u32],
    ) -> Option<Barrier> {
        let scorer = self.scorer();
        let pairs = between(mine, theirs).take(Self::MOST_PAIRS);
        let others = pairs.filter(|&pair| pair != (left.0, right.0));
        others
            .map(|(x, y)| {
                let ruling = scorer.score(x, y).ruling;
                let decided = self.decided(x, y);
                (
                    x,
                    y,
                    decided.unwrap_or(ruling.standing),
                    ruling.reason.filter(|_| decided.is_none()),
                )
            })
            .find(|(_, _, standing, _)| *standing == Standing::Forbidden)
            .map(|(x, y, _, reason)| Barrier::Closed {
                left: RecordId(x),
                right: RecordId(y),
                reason,
            })
    }

    fn mean(&self, mine: &[u32], theirs: &[u32]) -> MatchWeight {
        let scorer = self.scorer();
        let linkage = &self.options.linkage;
        let (mut sum, mut count) = (0i64, 0i64);
        for (x, y) in between(mine, theirs).take(Self::MOST_PAIRS) {
            let score = scorer.score(x, y);
            let weight = match score.ruling.standing {
                Standing::Vetoed | Standing::Forbidden => linkage.least,
                _ => score.weight.clamp(linkage.least, linkage.most),
            };
            sum += i64::from(weight.parts());
            count += 1;
        }
        MatchWeight::from_parts((sum / count.max(1)) as i32)
    }
}

/// The pairs between two groups, the smaller record first.
fn between<'a>(mine: &'a [u32], theirs: &'a [u32]) -> impl Iterator<Item = (u32, u32)> + 'a {
    mine.iter().flat_map(move |&x| theirs.iter().map(move |&y| (x.min(y), x.max(y))))
}
