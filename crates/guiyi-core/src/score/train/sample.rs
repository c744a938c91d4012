//! Pairs for training, drawn without chance: by stable hashes of the records' ranks.

use rayon::prelude::*;

use super::Settings;
use super::em::PatternCounts;
use crate::block::pairs::CandidateIndex;
use crate::cluster::Standing;
use crate::hash::mix;
use crate::subject::Subject;

/// Keeps training apart from other uses of the hash.
const SEED: u64 = 0x7261_6e64;

/// Patterns of about `wanted` pairs drawn uniformly.
pub fn random_pairs(subject: &dyn Subject, wanted: u64) -> PatternCounts {
    let records = subject.records() as u64;
    let chunks: Vec<PatternCounts> = (0..64u64)
        .into_par_iter()
        .map(|chunk| {
            let mut counts = PatternCounts::new();
            for draw in (chunk..wanted).step_by(64) {
                let a = (mix(SEED, 2 * draw) % records) as u32;
                let b = (mix(SEED, 2 * draw + 1) % records) as u32;
                if a != b && subject.is_comparable(a, b) {
                    let pattern = subject.compare(a.min(b), a.max(b)).pattern;
                    *counts.entry(pattern).or_default() += 1;
                }
            }
            counts
        })
        .collect();
    sum(chunks)
}

/// Patterns of candidate pairs credited to any of `rules`, from a sample of the records.
pub fn candidate_pairs(
    subject: &dyn Subject,
    index: &CandidateIndex<'_>,
    rules: &[usize],
    settings: &Settings,
) -> PatternCounts {
    let records = subject.records() as u32;
    let every = stride(index, rules, settings);
    let chunks: Vec<PatternCounts> = (0..records)
        .into_par_iter()
        .with_min_len(1024)
        .filter(|&left| mix(SEED, u64::from(left)).is_multiple_of(every))
        .fold(
            || (PatternCounts::new(), Vec::new()),
            |(mut counts, mut found), left| {
                index.of(left, &mut found);
                for candidate in found.iter().filter(|c| rules.contains(&usize::from(c.rule))) {
                    let compared = subject.compare(left, candidate.right);
                    let ruling = subject.ruling(left, candidate.right, &compared);
                    // What a rule knows to be two customers would pass for a third kind of pair.
                    if !matches!(ruling.standing, Standing::Vetoed | Standing::Forbidden) {
                        *counts.entry(compared.pattern).or_default() += 1;
                    }
                }
                (counts, found)
            },
        )
        .map(|(counts, _)| counts)
        .collect();
    sum(chunks)
}

/// One record in so many is looked at; its pairs are all used.
pub fn stride(index: &CandidateIndex<'_>, rules: &[usize], settings: &Settings) -> u64 {
    (index.pairs_of(rules) / settings.session_pairs.max(1)).max(1)
}

/// Integer counts, so the order of the chunks does not matter.
fn sum(chunks: Vec<PatternCounts>) -> PatternCounts {
    chunks.into_iter().fold(PatternCounts::new(), |mut all, chunk| {
        for (pattern, count) in chunk {
            *all.entry(pattern).or_default() += count;
        }
        all
    })
}
