//! Training over the whole space of pairs, without passes.
//!
//! Candidate pairs hold nearly all matches, so a pair outside the blocks counts as no match, and
//! the share of matches among *all* pairs is the prior. u comes from pairs drawn at random, minus
//! what looks like matches among them: in a small file, or one with many duplicates of each
//! customer, matches are a good part of the pairs that agree.

use super::em::{Fit, PatternCounts};
use super::{Report, SessionReport, sample};
use crate::block::pairs::CandidateIndex;
use crate::compare::pattern::{MOST_COMPARISONS, MOST_LEVELS};
use crate::score::model::{Model, Provenance};
use crate::subject::Subject;

/// The pairs a file is trained on.
#[derive(Clone, Debug)]
pub struct Space {
    /// Patterns of pairs drawn at random from the whole space.
    pub random: PatternCounts,
    /// Patterns of candidate pairs.
    pub candidates: PatternCounts,
    /// How many pairs of the file one counted candidate stands for, at least 1.
    pub scale: f64,
    /// All pairs of the file.
    pub pairs: f64,
}

/// How the estimation is set up.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    /// Matches that the shipped m is worth.
    pub m_prior_pairs: f64,
    /// Random pairs that the shipped u is worth.
    pub u_prior_pairs: f64,
    /// Stops when neither an m nor the prior, in natural logarithms, moves by more than this.
    pub tolerance: f64,
    /// Stops after this many rounds at the latest.
    pub rounds: usize,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings { m_prior_pairs: 50.0, u_prior_pairs: 2_000.0, tolerance: 1e-3, rounds: 200 }
    }
}

/// Trains `shipped` on the subject's records. However few they are, what was shipped is the prior.
pub fn train(
    subject: &dyn Subject,
    index: &CandidateIndex<'_>,
    shipped: Model,
    settings: &super::Settings,
) -> (Model, Report) {
    let names = subject.rules();
    let rules: Vec<usize> = (0..names.len()).collect();
    let random = sample::random_pairs(subject, settings.random_pairs);
    let drawn: u64 = random.values().sum();
    let space = Space {
        candidates: sample::candidate_pairs(subject, index, &rules, settings),
        scale: sample::stride(index, &rules, settings) as f64,
        pairs: sample::comparable_pairs(subject, drawn, settings.random_pairs),
        random,
    };
    let (model, fit) = fit(&shipped, &space, &Settings::default());
    let session = SessionReport {
        rules: names,
        pairs: space.candidates.values().sum(),
        matches: fit.matches,
        rounds: fit.rounds,
    };
    (model, Report { random_pairs: drawn, sessions: vec![session], duplicates: 0.0 })
}

/// Estimates m, u and the prior.
pub fn fit(shipped: &Model, space: &Space, settings: &Settings) -> (Model, Fit) {
    let mut model = shipped.clone();
    let all_random: f64 = space.random.values().map(|&count| count as f64).sum();
    let mut fit = Fit { matches: model.prior, rounds: 0, moved: f64::INFINITY };
    // The random pairs count at first as if none matched.
    count_u(&mut model, shipped, &space.random, None, settings);
    while fit.rounds < settings.rounds && fit.moved > settings.tolerance {
        let matched = expect(&model, &space.candidates);
        let share = (matched.all * space.scale / space.pairs.max(1.0)).clamp(1e-12, 0.5);
        let before = model.prior;
        fit.moved = count_m(&mut model, shipped, &matched, settings);
        fit.moved = fit.moved.max((share / before).ln().abs());
        model.prior = share;
        if all_random > 0.0 {
            let among_random = expect(&model, &space.random);
            count_u(&mut model, shipped, &space.random, Some(&among_random), settings);
        }
        fit.rounds += 1;
    }
    fit.matches = model.prior;
    (model, fit)
}

/// Expected matches, in all and at every level.
struct Matched {
    levels: [[f64; MOST_LEVELS]; MOST_COMPARISONS],
    all: f64,
}

fn expect(model: &Model, patterns: &PatternCounts) -> Matched {
    let ratios = ratios(model);
    let odds = model.prior / (1.0 - model.prior);
    let mut matched = Matched { levels: [[0.0; MOST_LEVELS]; MOST_COMPARISONS], all: 0.0 };
    for (&pattern, &count) in patterns {
        let levels = || (0..model.comparisons.len()).map(|at| (at, pattern.level(at)));
        let odds = odds * levels().map(|(at, level)| ratios[at][level]).product::<f64>();
        let share = count as f64 * odds / (1.0 + odds);
        matched.all += share;
        for (at, level) in levels() {
            matched.levels[at][level] += share;
        }
    }
    matched
}

/// m over u of every level; null says nothing.
fn ratios(model: &Model) -> [[f64; MOST_LEVELS]; MOST_COMPARISONS] {
    let mut ratios = [[1.0; MOST_LEVELS]; MOST_COMPARISONS];
    for (row, comparison) in ratios.iter_mut().zip(&model.comparisons) {
        for (slot, level) in row.iter_mut().skip(1).zip(&comparison.levels) {
            *slot = level.m.max(1e-9) / level.u.max(1e-9);
        }
    }
    ratios
}

/// Sets m to the expected matches plus the prior; gives the largest change.
fn count_m(model: &mut Model, shipped: &Model, matched: &Matched, settings: &Settings) -> f64 {
    let mut moved = 0.0_f64;
    for (at, (own, spec)) in model.comparisons.iter_mut().zip(&shipped.comparisons).enumerate() {
        let seen = &matched.levels[at][1..];
        let levels = own.levels.len();
        let total: f64 = seen[..levels].iter().sum::<f64>() + settings.m_prior_pairs;
        for ((level, spec), seen) in own.levels.iter_mut().zip(&spec.levels).zip(seen) {
            let m = (seen + spec.m * settings.m_prior_pairs) / total;
            moved = moved.max((m - level.m).abs());
            level.m = m;
            level.m_from = Provenance::Trained;
        }
    }
    moved
}

/// Sets u to the random pairs less the matches among them, plus the prior.
fn count_u(
    model: &mut Model,
    shipped: &Model,
    random: &PatternCounts,
    matched: Option<&Matched>,
    settings: &Settings,
) {
    let mut counts = [[0.0; MOST_LEVELS]; MOST_COMPARISONS];
    for (&pattern, &count) in random {
        for (at, row) in counts.iter_mut().enumerate().take(model.comparisons.len()) {
            row[pattern.level(at)] += count as f64;
        }
    }
    for (at, (own, spec)) in model.comparisons.iter_mut().zip(&shipped.comparisons).enumerate() {
        let unmatched = |level: usize| {
            let matched = matched.map_or(0.0, |matched| matched.levels[at][level]);
            (counts[at][level] - matched).max(0.0)
        };
        let total: f64 =
            (1..=own.levels.len()).map(unmatched).sum::<f64>() + settings.u_prior_pairs;
        for (place, (level, spec)) in own.levels.iter_mut().zip(&spec.levels).enumerate() {
            level.u = (unmatched(place + 1) + spec.u * settings.u_prior_pairs) / total;
            level.u_from = Provenance::Trained;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compare::level::Comparison;
    use crate::compare::pattern::AgreementPattern;
    use crate::hash::mix;

    /// Three comparisons with these probabilities of agreeing.
    const M: [f64; 3] = [0.9, 0.8, 0.7];
    const U: [f64; 3] = [0.02, 0.005, 0.1];

    /// Patterns of `pairs` pairs drawn from the model, a share of them matches.
    fn draw(pairs: u64, share: f64, seed: u64) -> PatternCounts {
        let mut patterns = PatternCounts::new();
        let mut state = seed;
        let mut chance = || {
            state = mix(state, 0x9e37);
            (state >> 11) as f64 / (1u64 << 53) as f64
        };
        for _ in 0..pairs {
            let agree = if chance() < share { M } else { U };
            let pattern = agree.iter().enumerate().fold(AgreementPattern::NULL, |p, (at, &a)| {
                p.with(at, if chance() < a { 1 } else { 2 })
            });
            *patterns.entry(pattern).or_default() += 1;
        }
        patterns
    }

    fn shipped(prior: f64) -> Model {
        let comparisons: Vec<Comparison> = ["a", "b", "c"]
            .map(|name| Comparison::new(name, &[("same", 0.6, 0.05), ("differ", 0.4, 0.95)]))
            .to_vec();
        Model::shipped(&comparisons, prior)
    }

    #[test]
    fn recovers_m_u_and_the_prior() {
        const SHARE: f64 = 0.002;
        const PAIRS: u64 = 1_000_000;
        let all = draw(PAIRS, SHARE, 3);
        // Blocking keeps the pairs that agree on anything at all.
        let none = AgreementPattern::NULL.with(0, 2).with(1, 2).with(2, 2);
        let mut candidates = all.clone();
        candidates.remove(&none);
        let space = Space { random: all, candidates, scale: 1.0, pairs: PAIRS as f64 };
        let (model, fit) = fit(&shipped(0.01), &space, &Settings::default());
        assert!((fit.matches / SHARE - 1.0).abs() < 0.15, "{fit:?}");
        for (at, comparison) in model.comparisons.iter().enumerate() {
            let same = &comparison.levels[0];
            assert!((same.m - M[at]).abs() < 0.06, "m of {at}: {}", same.m);
            assert!((same.u / U[at] - 1.0).abs() < 0.1, "u of {at}: {}", same.u);
        }
    }

    #[test]
    fn without_pairs_the_shipped_values_stay() {
        let space = Space {
            random: PatternCounts::new(),
            candidates: PatternCounts::new(),
            scale: 1.0,
            pairs: 0.0,
        };
        let (model, _) = fit(&shipped(0.01), &space, &Settings::default());
        let same = &model.comparisons[0].levels[0];
        assert!((same.m - 0.6).abs() < 1e-9 && (same.u - 0.05).abs() < 1e-9);
        assert!(model.prior > 0.0);
    }
}
