//! Decide: what one row is told about a master.

use std::cmp::Reverse;

use rayon::prelude::*;

use super::customers::{Customers, NOBODY};
use super::verdict::{Answer, Candidate, Verdict, Why};
use crate::cluster::average::{self, Weigh};
use crate::cluster::{Edge, Standing};
use crate::index::lookup::{Found, Lookup};
use crate::pipeline::Options;
use crate::score::pair::{PairScore, PairScorer};
use crate::score::weight::MatchWeight;
use crate::subject::{Compared, Reason, Subject};

/// How much more the nearest customer must weigh than the next one that the row could also join:
/// three bits are odds of eight to one.
const MARGIN: MatchWeight = MatchWeight::whole(3);

/// Candidates an answer names; a person looks at no more.
const NAMED: usize = 5;

/// Holds rows against a master.
pub struct Decider<'a> {
    /// The master's records and the rows.
    pub subject: &'a dyn Subject,
    /// Scores their pairs.
    pub scorer: PairScorer<'a>,
    /// The master's blocks.
    pub lookup: &'a Lookup,
    /// The master's customers.
    pub customers: &'a Customers,
    /// Thresholds and linkage.
    pub options: &'a Options,
}

impl Decider<'_> {
    /// The answer about one row. `found` is room that is used again.
    pub fn answer(&self, row: u32, found: &mut Found) -> Answer {
        let mut candidates = self.candidates(row, found);
        let (verdict, why) = self.verdict(&candidates);
        candidates.truncate(NAMED);
        Answer { verdict, why, candidates, same_as: None }
    }

    /// Whether two records are one customer by themselves.
    pub fn is_one(&self, a: u32, b: u32) -> bool {
        let score = self.scorer.score(a.min(b), a.max(b));
        match score.ruling.standing {
            Standing::Required => true,
            Standing::Free => score.weight >= self.options.match_threshold,
            _ => false,
        }
    }

    /// The customers near a row, those that it joins first, then by weight, then by record.
    fn candidates(&self, row: u32, found: &mut Found) -> Vec<Candidate> {
        self.lookup.candidates(self.subject, row, found);
        let mut customers: Vec<u32> = found
            .candidates
            .iter()
            .filter(|candidate| self.is_near(candidate.right, row))
            .map(|candidate| self.customers.of(candidate.right))
            .filter(|&customer| customer != NOBODY)
            .collect();
        customers.sort_unstable();
        customers.dedup();
        let mut candidates: Vec<Candidate> =
            customers.into_iter().map(|customer| self.candidate(customer, row)).collect();
        candidates.sort_by_key(|candidate| {
            let is_certain = candidate.standing == Standing::Required;
            (
                Reverse(candidate.joins),
                Reverse(is_certain),
                Reverse(candidate.weight),
                candidate.record,
            )
        });
        candidates
    }

    /// Whether the pair is worth looking at the record's customer.
    fn is_near(&self, record: u32, row: u32) -> bool {
        if !self.subject.is_comparable(record, row) {
            return false;
        }
        let (compared, weight) = self.scorer.weight(record, row);
        let standing = self.subject.ruling(record, row, &compared).standing;
        let least = self.options.review_threshold;
        match standing {
            Standing::Vetoed | Standing::Forbidden => false,
            Standing::Required => true,
            Standing::Free => weight >= least,
            Standing::Capped => {
                weight >= least && weight - self.vagueness(record, row, &compared) >= least
            }
        }
    }

    /// The pair with what decides about it.
    fn score(&self, record: u32, row: u32) -> PairScore {
        let mut score = self.scorer.score(record, row);
        if score.ruling.standing == Standing::Capped {
            score.weight = score.weight - self.vagueness(record, row, &score.compared);
        }
        score
    }

    /// What a doubtful pair weighs less because its vaguer record may as well mean others, of whom
    /// the master need not have all: one of eight is three bits.
    fn vagueness(&self, record: u32, row: u32, compared: &Compared) -> MatchWeight {
        let choices = self.subject.choices(record, row, compared);
        MatchWeight::from_bits(f64::from(choices).log2())
    }

    /// The pairs of a row with a customer's records, and what holds these together.
    pub fn edges(&self, customer: u32, row: u32) -> Vec<Edge> {
        let records = self.customers.records(customer);
        let looked_at = records.iter().take(self.options.linkage.complete);
        let own = looked_at.map(|record| self.weigh(record.min(row), record.max(row)));
        let next = records.iter().zip(records.iter().skip(1));
        own.chain(next.map(|(one, next)| self.weigh(one, next))).collect()
    }

    /// The row against all records of a customer: it joins where one pair is strong enough to join
    /// alone and the mean of all does not speak against it, as in average-link clustering.
    pub fn candidate(&self, customer: u32, row: u32) -> Candidate {
        let linkage =
            average::Settings { threshold: self.options.match_threshold, ..self.options.linkage };
        let records = self.customers.records(customer);
        let looked_at = || records.iter().take(linkage.complete);
        let (mut best, mut exclusion): (Option<Candidate>, Option<Reason>) = (None, None);
        let (mut sum, mut joins) = (0i64, false);
        for record in looked_at() {
            let score = self.score(record, row);
            let (weight, standing) = (score.weight, score.ruling.standing);
            let counted = match standing {
                Standing::Required => linkage.most,
                Standing::Vetoed | Standing::Forbidden => linkage.least,
                _ => weight.clamp(linkage.least, linkage.most),
            };
            sum += i64::from(counted.parts());
            joins |= standing == Standing::Required
                || (standing == Standing::Free && weight >= linkage.threshold);
            if standing == Standing::Forbidden {
                exclusion = exclusion.or(score.ruling.reason);
                continue;
            }
            let rank = |standing, weight| (preference(standing), weight);
            if best.is_none_or(|best| rank(best.standing, best.weight) < rank(standing, weight)) {
                let reason = score.ruling.reason;
                best = Some(Candidate { customer, record, weight, standing, reason, joins: false });
            }
        }
        let mean = sum / looked_at().len().max(1) as i64;
        let mut candidate = best.unwrap_or(Candidate {
            customer,
            record: records.first().unwrap_or(NOBODY),
            weight: linkage.least,
            standing: Standing::Forbidden,
            reason: None,
            joins: false,
        });
        let certain = candidate.standing == Standing::Required;
        candidate.joins =
            joins && exclusion.is_none() && (certain || mean >= i64::from(linkage.mean.parts()));
        if exclusion.is_some() {
            candidate.standing = Standing::Forbidden;
            candidate.reason = exclusion;
        }
        candidate
    }

    fn verdict(&self, candidates: &[Candidate]) -> (Verdict, Why) {
        let Some(first) = candidates.first() else { return (Verdict::New, Why::Nothing) };
        if !first.joins {
            let why = match (first.standing, first.reason) {
                (Standing::Forbidden, Some(reason)) => Why::Excluded(reason),
                (_, Some(reason)) => Why::Rule(reason),
                (_, None) => Why::Near,
            };
            return (Verdict::Review, why);
        }
        if candidates[1..].iter().any(|other| self.is_rival(first, other)) {
            return (Verdict::Review, Why::Ambiguous);
        }
        (Verdict::Match, first.reason.map_or(Why::Agrees, Why::Rule))
    }

    /// Whether another customer could be meant as well. Two entries of the master that are one
    /// customer are no rivals.
    fn is_rival(&self, first: &Candidate, other: &Candidate) -> bool {
        let certain = |candidate: &Candidate| candidate.standing == Standing::Required;
        other.joins
            && certain(first) == certain(other)
            && first.weight - other.weight < MARGIN
            && !self.is_one(first.record, other.record)
    }
}

/// What is told about each row, in their order. `tell` gets room that is used again.
pub fn each<T: Send>(rows: &[u32], tell: impl Fn(&mut Found, u32) -> T + Sync) -> Vec<T> {
    /// Rows a task takes at once.
    const CHUNK: usize = 256;
    // One row is answered before another thread has woken up.
    if let [row] = rows {
        return vec![tell(&mut Found::default(), *row)];
    }
    let told = rows.par_chunks(CHUNK).flat_map_iter(|rows| {
        let mut found = Found::default();
        rows.iter().map(|&row| tell(&mut found, row)).collect::<Vec<T>>()
    });
    told.collect()
}

/// The master's records are one customer or two by what the master says.
impl Weigh for Decider<'_> {
    fn weigh(&self, left: u32, right: u32) -> Edge {
        let of = [self.customers.of(left), self.customers.of(right)];
        let given = |standing| Edge { left, right, weight: MatchWeight::ZERO, standing };
        if of.contains(&NOBODY) {
            let score = self.score(left, right);
            Edge { left, right, weight: score.weight, standing: score.ruling.standing }
        } else if of[0] == of[1] {
            given(Standing::Required)
        } else {
            given(Standing::Forbidden)
        }
    }
}

/// Which of two pairs says more, whatever their weights.
fn preference(standing: Standing) -> u8 {
    match standing {
        Standing::Forbidden => 0,
        Standing::Vetoed => 1,
        Standing::Capped => 2,
        Standing::Free => 3,
        Standing::Required => 4,
    }
}
