//! Settle: what the answers about rows mean for each other.

use std::cmp::Reverse;

use rustc_hash::FxHashSet;

use super::decide::Decider;
use super::verdict::{Answer, Verdict, Why};
use crate::cluster::Standing;
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

/// Lets rows that are one customer speak for each other: what is a known customer with one row is
/// it with all, and of new rows the first in canonical order stands for the others.
fn speak_for_each_other(decider: &Decider<'_>, rows: &[u32], answers: &mut [Answer]) {
    let is_customer = |answer: &Answer| answer.verdict != Verdict::Reject;
    let open: Vec<u32> =
        rows.iter().zip(answers.iter()).filter(|it| is_customer(it.1)).map(|it| *it.0).collect();
    let among = Lookup::new(decider.subject, &open, decider.options.limits);
    let groups = pipeline::group(&decider.scorer, &open, decider.options, |row, found| {
        among.candidates(decider.subject, row, found);
    });
    for group in groups {
        let places: Vec<usize> =
            group.iter().filter_map(|row| rows.binary_search(row).ok()).collect();
        let with = |verdict: Verdict| {
            let answers = &answers;
            places.iter().copied().find(|&at| answers[at].verdict == verdict)
        };
        match (with(Verdict::Match), with(Verdict::New)) {
            (Some(matched), _) => {
                join_known(decider, rows, answers, &places, matched);
                let is_new = |at: &usize| answers[*at].verdict == Verdict::New;
                let left: Vec<usize> = places.iter().copied().filter(is_new).collect();
                if let Some(&first) = left.first() {
                    join_new(answers, &left, first);
                }
            }
            (None, Some(first)) => join_new(answers, &places, first),
            (None, None) => {}
        }
    }
}

/// Log-odds that a row must have with the customer that another row finds for it: most pairs of
/// sparse records say little, and little is some bits against.
const LEAST: MatchWeight = MatchWeight::whole(-6);

/// Rows of a group in which all that match mean one customer match it too, unless they speak
/// against it.
fn join_known(
    decider: &Decider<'_>,
    rows: &[u32],
    answers: &mut [Answer],
    places: &[usize],
    matched: usize,
) {
    let Some(known) = answers[matched].candidates.first().copied() else { return };
    let means = |answer: &Answer| answer.candidates.first().map(|it| it.customer);
    let agree = |at: &usize| {
        answers[*at].verdict != Verdict::Match || means(&answers[*at]) == Some(known.customer)
    };
    let is_agreed = places.iter().all(agree);
    for &at in places.iter().filter(|&&at| at != matched) {
        if answers[at].verdict == Verdict::Match {
            continue;
        }
        let candidate = decider.candidate(known.customer, rows[at]);
        let answer = &mut answers[at];
        // What the row itself says outweighs what others say for it.
        let speaks_against = candidate.weight < LEAST
            || matches!(candidate.standing, Standing::Forbidden | Standing::Vetoed);
        if is_agreed && !speaks_against {
            (answer.verdict, answer.why) = (Verdict::Match, Why::Through);
            answer.candidates.retain(|other| other.customer != known.customer);
            answer.candidates.insert(0, candidate);
            answer.same_as = Some(matched as u32);
        }
    }
}

/// In a group without a known customer the first new row stands for all.
fn join_new(answers: &mut [Answer], places: &[usize], first: usize) {
    for &at in places.iter().filter(|&&at| at != first) {
        let answer = &mut answers[at];
        (answer.verdict, answer.why) = (Verdict::DuplicateWithin, Why::SameRow);
        answer.same_as = Some(first as u32);
    }
}
