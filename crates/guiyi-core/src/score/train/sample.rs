//! Pairs for training, drawn without chance: by stable hashes of the records' ranks.

use rayon::prelude::*;

use super::Settings;
use super::em::PatternCounts;
use crate::block::pairs::CandidateIndex;
use crate::cluster::Standing;
use crate::compare::pattern::AgreementPattern;
use crate::hash::mix;
use crate::subject::{Subject, look_ahead};

/// Keeps training apart from other uses of the hash.
const SEED: u64 = 0x7261_6e64;

/// Patterns of about `wanted` comparable pairs drawn uniformly; of all of them, each once, where
/// there are no more.
pub fn random_pairs(subject: &dyn Subject, wanted: u64) -> PatternCounts {
    let records = subject.records() as u64;
    if records * records.saturating_sub(1) / 2 <= wanted {
        return count(subject, records, |left| (0..left).map(move |right| (left, right)));
    }
    count(subject, TASKS, |task| {
        let draw = move |number, below| mix(mix(SEED, task), number) % below;
        // Both records of a pair come from a few that were drawn before: these stay in the processor's cache, while records
        // from everywhere would be waited for.
        let pool = move |side| (0..POOL).map(move |at| draw(2 * at + side, records)).collect();
        let (lefts, rights): (Vec<u64>, Vec<u64>) = (pool(0), pool(1));
        let pairs = (task..wanted).step_by(TASKS as usize);
        pairs.map(move |pair| {
            let [left, right] = [0, 1].map(|side| draw(2 * (POOL + pair) + side, POOL) as usize);
            (lefts[left], rights[right])
        })
    })
}

/// How many comparable pairs the file has, when [`random_pairs`] found `drawn` of `wanted`.
pub fn comparable_pairs(subject: &dyn Subject, drawn: u64, wanted: u64) -> f64 {
    let records = subject.records() as f64;
    if records * (records - 1.0) / 2.0 <= wanted as f64 {
        drawn as f64
    } else {
        // A draw picks an ordered pair, a record with itself among them.
        records * records / 2.0 * drawn as f64 / wanted as f64
    }
}

/// Pairs whose records are looked at before they are compared: their features stay in the processor's first cache.
const AHEAD: usize = 32;

/// Tasks that random draws are split into.
const TASKS: u64 = 64;

/// Records that either side of a task's pairs is drawn from: their features take half a megabyte.
const POOL: u64 = 1024;

/// Counts the patterns of the pairs of all tasks.
fn count<I: Iterator<Item = (u64, u64)>>(
    subject: &dyn Subject,
    tasks: u64,
    pairs: impl Fn(u64) -> I + Sync,
) -> PatternCounts {
    let chunks: Vec<PatternCounts> = (0..tasks)
        .into_par_iter()
        .map(|task| {
            let pairs = pairs(task).map(|(a, b)| (a.min(b) as u32, a.max(b) as u32));
            let comparable = pairs.filter(|&(a, b)| a != b && subject.is_comparable(a, b));
            let comparable: Vec<(u32, u32)> = comparable.collect();
            let mut patterns = Vec::with_capacity(comparable.len());
            for few in comparable.chunks(AHEAD) {
                look_ahead(subject, few.iter().flat_map(|&(a, b)| [a, b]));
                patterns.extend(few.iter().map(|&(a, b)| subject.compare(a, b).pattern));
            }
            counted(patterns)
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
    let every = stride(index, rules, settings);
    let last = rules.iter().copied().max().unwrap_or(0);
    let chunks: Vec<PatternCounts> = index
        .records()
        .into_par_iter()
        .with_min_len(1024)
        .filter(|&left| is_drawn(left, every))
        .fold(
            || (Vec::new(), Vec::new()),
            |(mut patterns, mut found), left| {
                index.worth_comparing_by(last, subject, left, &mut found);
                found.retain(|candidate| rules.contains(&usize::from(candidate.rule)));
                look_ahead(subject, found.iter().map(|found| found.right));
                for candidate in &found {
                    let compared = subject.compare(left, candidate.right);
                    let ruling = subject.ruling(left, candidate.right, &compared);
                    // What a rule knows to be two customers would pass for a third kind of pair.
                    if !matches!(ruling.standing, Standing::Vetoed | Standing::Forbidden) {
                        patterns.push(compared.pattern);
                    }
                }
                (patterns, found)
            },
        )
        .map(|(patterns, _)| counted(patterns))
        .collect();
    sum(chunks)
}

/// One record in so many is looked at; its pairs are all used.
pub fn stride(index: &CandidateIndex<'_>, rules: &[usize], settings: &Settings) -> u64 {
    stride_of(index.pairs_of(rules), settings.session_pairs)
}

/// One record in so many gives about `wanted` of `pairs`.
pub fn stride_of(pairs: u64, wanted: u64) -> u64 {
    (pairs / wanted.max(1)).max(1)
}

/// Whether a record is among one in `every`.
pub fn is_drawn(record: u32, every: u64) -> bool {
    mix(SEED, u64::from(record)).is_multiple_of(every)
}

fn counted(mut patterns: Vec<AgreementPattern>) -> PatternCounts {
    patterns.sort_unstable();
    let runs = patterns.chunk_by(|a, b| a == b);
    runs.filter_map(|run| Some((*run.first()?, run.len() as u64))).collect()
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
