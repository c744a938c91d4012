//! The prior: how many duplicates a record is expected to have.
//!
//! Among the candidate pairs, which hold nearly all matches, the mixing weight of the matches is
//! the one that the pairs' own posteriors add up to (the M step for the mixing weight of
//! Fellegi & Sunter's model; Dempster, Laird & Rubin 1977).

use rayon::prelude::*;

use super::{Settings, sample};
use crate::block::pairs::CandidateIndex;
use crate::cluster::Standing;
use crate::score::model::Model;
use crate::score::pair::PairScorer;
use crate::subject::{Subject, look_ahead};

/// Duplicates of a record are looked for between these bounds: what a file would have to be like
/// outside of them is likelier a model that does not fit.
const LEAST: f64 = 0.1;
const MOST: f64 = 4.0;

/// Estimates how many duplicates a record has on average, the model's own prior being the start.
pub fn duplicates(
    subject: &dyn Subject,
    index: &CandidateIndex<'_>,
    model: &Model,
    settings: &Settings,
) -> f64 {
    /// Steps; each shrinks what is missing to the fixed point several times.
    const ROUNDS: usize = 8;
    let records = subject.records();
    let log_odds = log_odds(subject, index, model, settings);
    let drawn = log_odds.drawn.max(1) as f64;
    let mut found = model.prior * records as f64;
    for _ in 0..ROUNDS {
        let shift = prior(found, records).ln() - model.prior.ln();
        let matches: f64 = log_odds.of_pairs.iter().map(|l| 1.0 / (1.0 + (-l - shift).exp())).sum();
        // Each pair is seen from one of its two records.
        found = (2.0 * matches / drawn).clamp(LEAST, MOST);
    }
    found
}

/// The probability that two records drawn at random match, when each has so many duplicates.
pub fn prior(duplicates: f64, records: usize) -> f64 {
    (duplicates / records.saturating_sub(1).max(1) as f64).min(0.5)
}

/// Log-odds, in nats, of the candidate pairs of some records.
struct LogOdds {
    /// Records looked at.
    drawn: usize,
    /// The pairs to the right of each, in their order, so that sums are always the same.
    of_pairs: Vec<f64>,
}

fn log_odds(
    subject: &dyn Subject,
    index: &CandidateIndex<'_>,
    model: &Model,
    settings: &Settings,
) -> LogOdds {
    let rules: Vec<usize> = (0..subject.rules().len()).collect();
    let every = sample::stride_of(index.pairs_of(&rules), settings.prior_pairs);
    let lefts = index.records().filter(|&left| sample::is_drawn(left, every));
    let lefts: Vec<u32> = lefts.collect();
    let weights = model.weights();
    let scorer = PairScorer::new(subject, &weights);
    let of_pairs: Vec<Vec<f64>> = lefts
        .par_iter()
        .map_init(Vec::new, |found, &left| {
            index.worth_comparing(subject, left, found);
            look_ahead(subject, found.iter().map(|found| found.right));
            let scores = found.iter().map(|candidate| scorer.score(left, candidate.right));
            // What the rules keep apart is no match whatever its weight.
            let open = scores.filter(|score| {
                !matches!(score.ruling.standing, Standing::Vetoed | Standing::Forbidden)
            });
            open.map(|score| score.weight.bits() * std::f64::consts::LN_2).collect()
        })
        .collect();
    LogOdds { drawn: lefts.len(), of_pairs: of_pairs.concat() }
}
