//! Expectation maximisation over counted agreement patterns.
//!
//! The estimator of Winkler (1988) for the Fellegi–Sunter model: u is held fixed, m and the share
//! of matches are found. A Dirichlet prior at the shipped m keeps levels that are rarely seen in
//! their place, so that a file of fifty rows falls back on what was shipped.

use std::collections::BTreeMap;

use crate::compare::pattern::{AgreementPattern, MOST_LEVELS};
use crate::score::model::{Model, Provenance};

/// Agreement patterns with how many pairs showed each.
pub type PatternCounts = BTreeMap<AgreementPattern, u64>;

/// How one run of expectation maximisation is set up.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Comparisons whose m is estimated; the others keep theirs and still count as evidence.
    pub estimate: Vec<bool>,
    /// Comparisons left out altogether, because the pairs were chosen by them.
    pub ignore: Vec<bool>,
    /// How many pairs of matches the shipped m is worth.
    pub prior_pairs: f64,
    /// The share of matches among the pairs to start from, in (0, 1).
    pub start: f64,
    /// Stops when no m moves by more than this.
    pub tolerance: f64,
    /// Stops after this many rounds at the latest.
    pub rounds: usize,
}

/// What a run found.
#[derive(Clone, Debug, PartialEq)]
pub struct Fit {
    /// The share of matches among the pairs.
    pub matches: f64,
    /// Rounds until it settled.
    pub rounds: usize,
    /// The largest change of an m in the last round.
    pub moved: f64,
}

/// Estimates m on `patterns` and returns a new model with what was found.
pub fn expectation_maximisation(
    model: &Model,
    patterns: &PatternCounts,
    settings: &Settings,
) -> (Model, Fit) {
    let shipped = model.clone();
    let mut model = model.clone();
    let mut fit = Fit { matches: settings.start, rounds: 0, moved: f64::INFINITY };
    while fit.rounds < settings.rounds && fit.moved > settings.tolerance {
        let expected = expect(&model, patterns, settings, fit.matches);
        fit.moved = maximise(&mut model, &shipped, &expected, settings);
        fit.matches = expected.share.clamp(1e-9, 1.0 - 1e-9);
        fit.rounds += 1;
    }
    (model, fit)
}

/// Expected matches at every level, and their share of all pairs.
struct Expected {
    levels: Vec<[f64; MOST_LEVELS]>,
    share: f64,
}

fn expect(model: &Model, patterns: &PatternCounts, settings: &Settings, matches: f64) -> Expected {
    let mut levels = vec![[0.0; MOST_LEVELS]; model.comparisons.len()];
    let (mut matched, mut all) = (0.0, 0.0);
    for (pattern, &count) in patterns {
        let odds = matches / (1.0 - matches) * likelihood_ratio(model, *pattern, settings);
        let share = count as f64 * odds / (1.0 + odds);
        matched += share;
        all += count as f64;
        for (at, row) in levels.iter_mut().enumerate() {
            row[pattern.level(at)] += share;
        }
    }
    Expected { levels, share: if all > 0.0 { matched / all } else { 0.0 } }
}

fn likelihood_ratio(model: &Model, pattern: AgreementPattern, settings: &Settings) -> f64 {
    let mut ratio = 1.0;
    for (at, comparison) in model.comparisons.iter().enumerate() {
        if settings.ignore[at] {
            continue;
        }
        if let Some(level) = pattern.level(at).checked_sub(1).and_then(|l| comparison.levels.get(l))
        {
            ratio *= level.m.max(1e-9) / level.u.max(1e-9);
        }
    }
    ratio
}

/// Moves m to the expectation plus the prior; gives the largest change.
fn maximise(model: &mut Model, shipped: &Model, expected: &Expected, settings: &Settings) -> f64 {
    let mut moved = 0.0_f64;
    for (at, comparison) in model.comparisons.iter_mut().enumerate() {
        if !settings.estimate[at] || settings.ignore[at] {
            continue;
        }
        let seen = &expected.levels[at][1..=comparison.levels.len()];
        let total: f64 = seen.iter().sum::<f64>() + settings.prior_pairs;
        for (level, (seen, prior)) in
            comparison.levels.iter_mut().zip(seen.iter().zip(&shipped.comparisons[at].levels))
        {
            let m = (seen + prior.m * settings.prior_pairs) / total;
            moved = moved.max((m - level.m).abs());
            level.m = m;
            level.m_from = Provenance::Trained;
        }
    }
    moved
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compare::level::Comparison;
    use crate::hash::mix;

    /// Draws level 1.. from `probabilities` by a number in [0, 1).
    fn draw(probabilities: &[f64], at: f64) -> usize {
        let mut sum = 0.0;
        for (level, p) in probabilities.iter().enumerate() {
            sum += p;
            if at < sum {
                return level + 1;
            }
        }
        probabilities.len()
    }

    #[test]
    fn recovers_known_m() {
        let truth_m = [vec![0.7, 0.2, 0.1], vec![0.9, 0.1], vec![0.6, 0.4]];
        let truth_u = [vec![0.01, 0.04, 0.95], vec![0.05, 0.95], vec![0.1, 0.9]];
        let mut patterns = PatternCounts::new();
        let mut seed = 7;
        let mut chance = || {
            seed = mix(seed, 0x9e37);
            (seed >> 11) as f64 / (1u64 << 53) as f64
        };
        for _ in 0..200_000 {
            let from = if chance() < 0.2 { &truth_m } else { &truth_u };
            let pattern = from
                .iter()
                .enumerate()
                .fold(AgreementPattern::NULL, |p, (at, levels)| p.with(at, draw(levels, chance())));
            *patterns.entry(pattern).or_default() += 1;
        }
        let names = ["a", "b", "c"];
        let comparisons: Vec<Comparison> = (0..3)
            .map(|at| {
                let n = truth_m[at].len();
                let levels: Vec<(&'static str, f64, f64)> = ["x", "y", "z"][..n]
                    .iter()
                    .zip(&truth_u[at])
                    .map(|(name, &u)| (*name, 1.0 / n as f64, u))
                    .collect();
                Comparison::new(names[at], &levels)
            })
            .collect();
        let settings = Settings {
            estimate: vec![true; 3],
            ignore: vec![false; 3],
            prior_pairs: 1.0,
            start: 0.05,
            tolerance: 1e-6,
            rounds: 500,
        };
        let (model, fit) =
            expectation_maximisation(&Model::shipped(&comparisons, 0.1), &patterns, &settings);
        assert!((fit.matches - 0.2).abs() < 0.01, "{fit:?}");
        for (found, truth) in model.comparisons.iter().zip(&truth_m) {
            for (level, m) in found.levels.iter().zip(truth) {
                assert!((level.m - m).abs() < 0.03, "{}: {} for {m}", found.name, level.m);
            }
        }
    }

    #[test]
    fn few_pairs_leave_the_shipped_values() {
        let comparisons = [Comparison::new("name", &[("same", 0.8, 0.01), ("differ", 0.2, 0.99)])];
        let patterns = PatternCounts::from([(AgreementPattern::NULL.with(0, 2), 3)]);
        let settings = Settings {
            estimate: vec![true],
            ignore: vec![false],
            prior_pairs: 200.0,
            start: 0.5,
            tolerance: 1e-6,
            rounds: 50,
        };
        let (model, _) =
            expectation_maximisation(&Model::shipped(&comparisons, 0.1), &patterns, &settings);
        assert!((model.comparisons[0].levels[0].m - 0.8).abs() < 0.02);
    }
}
