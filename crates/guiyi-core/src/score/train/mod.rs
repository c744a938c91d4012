//! Training: returns a new model and a report, and changes nothing in place.
//!
//! u is counted on pairs drawn at random, m is found by expectation maximisation on candidate
//! pairs, in the passes ("sessions") the subject names; for a subject without sessions over the
//! whole [space] of pairs.

pub mod em;
mod prior;
mod sample;
pub mod space;

use serde::Serialize;

use crate::block::pairs::CandidateIndex;
use crate::score::model::{Model, Provenance};
use crate::subject::{Session, Subject};
use em::PatternCounts;

/// How the model is trained.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    /// Pairs drawn at random to count u.
    pub random_pairs: u64,
    /// Candidate pairs a session uses at most.
    pub session_pairs: u64,
    /// Random pairs that the shipped u is worth.
    pub u_prior_pairs: f64,
    /// Matching pairs that the shipped m is worth.
    pub m_prior_pairs: f64,
    /// Candidate pairs that the prior is estimated on at most.
    pub prior_pairs: u64,
    /// Below this many records nothing is trained.
    pub least_records: usize,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings {
            random_pairs: 1_000_000,
            session_pairs: 200_000,
            prior_pairs: 400_000,
            // Enough to keep a level that one in a million pairs shows near its shipped value.
            u_prior_pairs: 200_000.0,
            // A session's matches outweigh it from a few thousand on; fifty rows do not.
            m_prior_pairs: 2_000.0,
            least_records: 1_000,
        }
    }
}

/// What training did.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Report {
    /// Random pairs that u was counted on; 0 when the shipped model was kept.
    pub random_pairs: u64,
    /// One entry a session.
    pub sessions: Vec<SessionReport>,
    /// Duplicates found for each record on average, from which the prior follows; 0 where they were
    /// not looked for: the model was given or shipped, or the prior came out of the space of pairs.
    pub duplicates: f64,
}

/// What one session did.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SessionReport {
    /// The rules whose pairs were used.
    pub rules: Vec<String>,
    /// How many pairs.
    pub pairs: u64,
    /// The share of matches found among them.
    pub matches: f64,
    /// Rounds until it settled.
    pub rounds: usize,
}

/// Trains `shipped` on the subject's records.
pub fn train(
    subject: &dyn Subject,
    index: &CandidateIndex<'_>,
    shipped: Model,
    settings: &Settings,
) -> (Model, Report) {
    let sessions = subject.sessions();
    if sessions.is_empty() {
        return space::train(subject, index, shipped, settings);
    }
    let names = subject.rules();
    let mut report = Report::default();
    if subject.records() < settings.least_records {
        return (shipped, report);
    }
    let random = sample::random_pairs(subject, settings.random_pairs);
    report.random_pairs = random.values().sum();
    let mut model = with_counted_u(shipped, subject, &random, settings);
    for session in sessions {
        let patterns = sample::candidate_pairs(subject, index, &session.rules, settings);
        let pairs: u64 = patterns.values().sum();
        if pairs == 0 {
            continue;
        }
        let em = em_settings(&model, &session, settings);
        let (trained, fit) = em::expectation_maximisation(&model, &patterns, &em);
        model = trained;
        let named = session.rules.iter().filter_map(|&at| names.get(at).cloned());
        report.sessions.push(SessionReport {
            rules: named.collect(),
            pairs,
            matches: fit.matches,
            rounds: fit.rounds,
        });
    }
    report.duplicates = prior::duplicates(subject, index, &model, settings);
    model.prior = prior::prior(report.duplicates, subject.records());
    (model, report)
}

fn em_settings(model: &Model, session: &Session, settings: &Settings) -> em::Settings {
    let named =
        |list: &[usize]| (0..model.comparisons.len()).map(|at| list.contains(&at)).collect();
    em::Settings {
        estimate: named(&session.estimate),
        ignore: named(&session.ignore),
        prior_pairs: settings.m_prior_pairs,
        start: 0.3,
        tolerance: 1e-5,
        rounds: 100,
    }
}

/// The model with u counted on random pairs, its shipped value as the prior.
fn with_counted_u(
    mut model: Model,
    subject: &dyn Subject,
    random: &PatternCounts,
    settings: &Settings,
) -> Model {
    for (at, (comparison, spec)) in
        model.comparisons.iter_mut().zip(subject.comparisons()).enumerate()
    {
        let mut counts = vec![0u64; comparison.levels.len() + 1];
        for (pattern, count) in random {
            if let Some(slot) = counts.get_mut(pattern.level(at)) {
                *slot += count;
            }
        }
        let compared: u64 = counts[1..].iter().sum();
        let total = compared as f64 + settings.u_prior_pairs;
        for ((level, spec), &count) in
            comparison.levels.iter_mut().zip(&spec.levels).zip(&counts[1..])
        {
            if !spec.term_frequency {
                level.u = (count as f64 + spec.u * settings.u_prior_pairs) / total;
                level.u_from = Provenance::Trained;
            }
        }
    }
    model
}
