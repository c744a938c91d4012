//! Settle: what the answers about rows mean for each other.

use std::cmp::Reverse;

use rustc_hash::FxHashSet;

use super::customers::NOBODY;
use super::decide::{Decider, each};
use super::verdict::{Answer, Verdict, Why};
use crate::cluster::average::Weigh;
use crate::cluster::{Edge, Standing};
use crate::index::lookup::Lookup;
use crate::pipeline;
use crate::score::weight::MatchWeight;

/// What is asked of a link.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Mode {
    /// Each customer of the master has at most one row, and each row one customer.
    pub one_to_one: bool,
    /// Rows are held against the master alone, not against each other.
    pub link_only: bool,
}

/// Settles the answers about these rows, which rise.
pub fn settle(
    decider: &Decider<'_>,
    rows: &[u32],
    mut answers: Vec<Answer>,
    mode: Mode,
) -> Vec<Answer> {
    if mode.one_to_one {
        assign(&mut answers);
    }
    if !mode.link_only && !mode.one_to_one {
        speak_for_each_other(decider, rows, &mut answers);
    }
    answers
}

/// Gives each customer to the row that is nearest, the strongest pair of all first. A row whose
/// customers are all taken is for a person.
fn assign(answers: &mut [Answer]) {
    let mut pairs: Vec<(Reverse<bool>, Reverse<_>, usize, u32)> = Vec::new();
    for (row, answer) in answers.iter().enumerate() {
        let joined = answer.candidates.iter().filter(|candidate| candidate.joins);
        pairs.extend(joined.map(|candidate| {
            let is_certain = candidate.standing == Standing::Required;
            (Reverse(is_certain), Reverse(candidate.weight), row, candidate.customer)
        }));
    }
    pairs.sort_unstable();
    let (mut rows, mut customers) = (FxHashSet::default(), FxHashSet::default());
    for (_, _, row, customer) in pairs {
        if answers[row].verdict != Verdict::Match || rows.contains(&row) {
            continue;
        }
        if !customers.insert(customer) {
            continue;
        }
        rows.insert(row);
        let candidates = &mut answers[row].candidates;
        if let Some(at) = candidates.iter().position(|it| it.customer == customer) {
            candidates[..=at].rotate_right(1);
        }
    }
    for (row, answer) in answers.iter_mut().enumerate() {
        if answer.verdict == Verdict::Match && !rows.contains(&row) {
            (answer.verdict, answer.why) = (Verdict::Review, Why::Taken);
        }
    }
}

/// Lets rows that are one customer speak for each other: rows and the customers they join are
/// clustered as in a run over everything, in which the customers are given. What is in one cluster
/// with a customer is that customer, and of the new rows of a cluster the first in canonical order
/// stands for the others.
fn speak_for_each_other(decider: &Decider<'_>, rows: &[u32], answers: &mut [Answer]) {
    let is_open = |answer: &Answer| answer.verdict != Verdict::Reject;
    let open: Vec<u32> =
        rows.iter().zip(answers.iter()).filter(|it| is_open(it.1)).map(|it| *it.0).collect();
    let mut edges = among(decider, &open);
    for (&row, answer) in rows.iter().zip(answers.iter()) {
        let joined = answer.candidates.iter().filter(|candidate| candidate.joins);
        edges.extend(joined.flat_map(|it| decider.edges(it.customer, row)));
    }
    for group in pipeline::groups(&edges, decider, decider.options) {
        let mut customers: Vec<u32> =
            group.iter().map(|&it| decider.customers.of(it)).filter(|&it| it != NOBODY).collect();
        customers.sort_unstable();
        customers.dedup();
        let places: Vec<usize> =
            group.iter().filter_map(|row| rows.binary_search(row).ok()).collect();
        match customers[..] {
            [] => stand_for_new(answers, &places),
            [customer] => stand_for_known(decider, rows, answers, &places, customer),
            // Too large a group to tell them apart.
            _ => {}
        }
    }
}

/// The pairs among these rows that decide.
fn among(decider: &Decider<'_>, rows: &[u32]) -> Vec<Edge> {
    let lookup = Lookup::new(decider.subject, rows, decider.options.limits);
    let edges: Vec<Vec<Edge>> = each(rows, |found, left| {
        lookup.candidates(decider.subject, left, found);
        let rights = found.candidates.iter().filter(|candidate| candidate.right > left);
        rights
            .map(|candidate| decider.weigh(left, candidate.right))
            .filter(|edge| pipeline::is_kept(edge, decider.options))
            .collect()
    });
    edges.into_iter().flatten().collect()
}

/// Log-odds that a row must have with the customer that other rows find for it: most pairs of
/// sparse records say little, and little is some bits against.
const LEAST: MatchWeight = MatchWeight::whole(-6);

/// Rows of a cluster with a customer match it, unless they speak against it.
fn stand_for_known(
    decider: &Decider<'_>,
    rows: &[u32],
    answers: &mut [Answer],
    places: &[usize],
    customer: u32,
) {
    let means = |at: &usize| {
        let answer = &answers[*at];
        let first = answer.candidates.first().filter(|_| answer.verdict == Verdict::Match);
        first.is_some_and(|candidate| candidate.customer == customer)
    };
    let Some(matched) = places.iter().copied().find(means) else { return };
    let mut left = Vec::new();
    for &at in places {
        if answers[at].verdict == Verdict::Match {
            continue;
        }
        let candidate = decider.candidate(customer, rows[at]);
        let answer = &mut answers[at];
        // What the row itself says outweighs what others say for it.
        let speaks_against = candidate.weight < LEAST
            || matches!(candidate.standing, Standing::Forbidden | Standing::Vetoed);
        if speaks_against {
            left.push(at);
            continue;
        }
        (answer.verdict, answer.why) = (Verdict::Match, Why::Through);
        answer.candidates.retain(|other| other.customer != customer);
        answer.candidates.insert(0, candidate);
        answer.same_as = Some(matched as u32);
    }
    stand_for_new(answers, &left);
}

/// Of rows that are one customer whom the master lacks, the first stands for all. A row that would
/// match alone, and is nearer to the others than to its customer, goes with the others.
fn stand_for_new(answers: &mut [Answer], places: &[usize]) {
    let with = |verdict| places.iter().copied().find(|&at| answers[at].verdict == verdict);
    let Some(first) = with(Verdict::New) else { return };
    for &at in places.iter().filter(|&&at| at != first) {
        let answer = &mut answers[at];
        (answer.verdict, answer.why) = (Verdict::DuplicateWithin, Why::SameRow);
        answer.same_as = Some(first as u32);
    }
}
