//! The pipeline: the stages from blocks to clusters, called in order.

use std::ops::Range;

use rayon::prelude::*;

use crate::block::index::{Blocks, Emit, Limits, RuleReport, Shared};
use crate::block::pairs::CandidateIndex;
use crate::cluster::average::{self, Weigh};
use crate::cluster::components::{Components, DisjointSets};
use crate::cluster::{Edge, Standing};
use crate::decision::uphold;
use crate::error::Error;
use crate::record::TOGETHER;
use crate::score::model::Model;
use crate::score::pair::PairScorer;
use crate::score::train;
use crate::score::weight::MatchWeight;
use crate::subject::{Subject, look_ahead};

/// The stages an [`Observer`] hears of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// Values and names into features.
    Feature,
    /// Records into blocks.
    Block,
    /// Model from candidate pairs.
    Train,
    /// Candidate pairs into weights.
    Score,
    /// Weights into clusters.
    Cluster,
    /// Clusters into profiles.
    Unify,
}

impl Stage {
    /// The stage's word.
    pub fn name(self) -> &'static str {
        match self {
            Stage::Feature => "feature",
            Stage::Block => "block",
            Stage::Train => "train",
            Stage::Score => "score",
            Stage::Cluster => "cluster",
            Stage::Unify => "unify",
        }
    }
}

/// Hears how far a run is. Its methods may be called from several threads.
pub trait Observer: Sync {
    /// A stage begins; it will advance by `total` in all.
    fn begin(&self, _stage: Stage, _total: u64) {}
    /// The current stage has come `by` further.
    fn advance(&self, _by: u64) {}
}

/// An observer that does not listen.
#[derive(Clone, Copy, Debug, Default)]
pub struct Unobserved;

impl Observer for Unobserved {}

/// How the pipeline decides.
#[derive(Clone, Debug)]
pub struct Options {
    /// Log-odds from which a pair, or the mean between two groups, is one customer.
    pub match_threshold: MatchWeight,
    /// Log-odds from which a pair is worth a person's look.
    pub review_threshold: MatchWeight,
    /// Duplicates that a record is expected to have, before any evidence: the prior.
    pub expected_duplicates: f64,
    /// How groups join; its pair threshold is the match threshold.
    pub linkage: average::Settings,
    /// Bounds of blocks.
    pub limits: Limits,
    /// How the model is trained.
    pub training: train::Settings,
    /// A frozen model to use instead of training one.
    pub model: Option<Model>,
    /// Pairs a person has decided: `true` for one customer, `false` for two.
    pub decisions: Vec<(u32, u32, bool)>,
}

impl Default for Options {
    fn default() -> Options {
        Options {
            match_threshold: MatchWeight::ZERO,
            review_threshold: MatchWeight::whole(-4),
            expected_duplicates: 1.0,
            linkage: average::Settings::default(),
            limits: Limits::default(),
            training: train::Settings::default(),
            model: None,
            decisions: Vec::new(),
        }
    }
}

/// What the stages gave.
#[derive(Debug)]
pub struct Resolution {
    /// The model that weighed the pairs.
    pub model: Model,
    /// What training did.
    pub training: train::Report,
    /// What happened to the blocks, rule by rule.
    pub blocks: Vec<RuleReport>,
    /// Pairs that were compared.
    pub compared: u64,
    /// Pairs at or above the review threshold, and those that rules forbid or require: sorted.
    pub edges: Vec<Edge>,
    /// The clusters, by their smallest record; each rising. Every record is in exactly one.
    pub clusters: Vec<Vec<u32>>,
}

/// Runs the stages from blocks to clusters.
pub fn resolve(
    subject: &dyn Subject,
    options: &Options,
    observer: &dyn Observer,
) -> Result<Resolution, Error> {
    let blocks = block(subject, options.limits, observer);
    let index = CandidateIndex::new(&blocks, subject.records(), options.limits);
    let (model, training) = model(subject, &index, options, observer)?;
    let weights = model.weights();
    let scorer = PairScorer::new(subject, &weights);
    let (compared, edges) = score(&scorer, &index, options, observer);
    // What the blocks hold is given back before the clusters are made.
    drop(index);
    let reports = blocks.into_reports();
    let clusters = cluster(&scorer, &edges, subject.records(), options, observer);
    let clusters = uphold(clusters, &options.decisions);
    Ok(Resolution { model, training, blocks: reports, compared, edges, clusters })
}

/// Trains a model on the records, as [`resolve`] does before it scores; one that the options give
/// is checked and taken.
///
/// # Errors
/// When the given model does not fit the comparisons.
pub fn train(
    subject: &dyn Subject,
    options: &Options,
    observer: &dyn Observer,
) -> Result<(Model, train::Report), Error> {
    let blocks = match options.model {
        Some(_) => Blocks::default(),
        None => block(subject, options.limits, observer),
    };
    let index = CandidateIndex::new(&blocks, subject.records(), options.limits);
    model(subject, &index, options, observer)
}

/// The clusters of two records or more that these kept edges make, each rising. Only the records
/// that the edges name take part, whatever their numbers.
pub fn groups(edges: &[Edge], weigh: &(impl Weigh + Sync), options: &Options) -> Vec<Vec<u32>> {
    let mut named: Vec<u32> = edges.iter().flat_map(|edge| [edge.left, edge.right]).collect();
    named.par_sort_unstable();
    named.dedup();
    let place = |record: u32| named.partition_point(|&other| other < record) as u32;
    let mut edges: Vec<Edge> = edges
        .par_iter()
        .map(|edge| Edge { left: place(edge.left), right: place(edge.right), ..*edge })
        .collect();
    edges.par_sort_unstable_by_key(|edge| (edge.left, edge.right));
    edges.dedup_by_key(|edge| (edge.left, edge.right));
    let weigh = Named { weigh, named: &named };
    let clusters = cluster(&weigh, &edges, named.len(), options, &Unobserved);
    let several = clusters.into_iter().filter(|cluster| cluster.len() > 1);
    several.map(|cluster| cluster.iter().map(|&at| named[at as usize]).collect()).collect()
}

/// Weighs records by their places among those named.
struct Named<'a, W> {
    weigh: &'a W,
    named: &'a [u32],
}

impl<W: Weigh> Weigh for Named<'_, W> {
    fn weigh(&self, left: u32, right: u32) -> Edge {
        let edge = self.weigh.weigh(self.named[left as usize], self.named[right as usize]);
        Edge { left, right, ..edge }
    }

    fn look_ahead(&self, records: impl Iterator<Item = u32>) {
        self.weigh.look_ahead(records.map(|record| self.named[record as usize]));
    }
}

/// Groups the records into blocks, rule by rule.
pub fn block(subject: &dyn Subject, limits: Limits, observer: &dyn Observer) -> Blocks {
    let rules = subject.rules();
    observer.begin(Stage::Block, rules.len() as u64);
    let mut blocks = Blocks::default();
    let shared = |rule: usize| {
        let keys = move |record: u32, emit: &mut Emit<'_>| subject.keys(rule, record, emit);
        (rule < rules.len()).then(|| Shared::new(subject.records(), keys))
    };
    let mut ready = shared(0);
    for (rule, name) in rules.iter().enumerate() {
        // What one thread puts into blocks while the others collect the next rule's.
        let Some(found) = ready.take() else { break };
        let limits = subject.limits(rule, limits);
        ready = rayon::join(|| blocks.add_rule(name, &found, limits), || shared(rule + 1)).1;
        observer.advance(1);
    }
    blocks
}

fn model(
    subject: &dyn Subject,
    index: &CandidateIndex<'_>,
    options: &Options,
    observer: &dyn Observer,
) -> Result<(Model, train::Report), Error> {
    if let Some(model) = &options.model {
        model.check(subject.comparisons())?;
        return Ok((model.clone(), train::Report::default()));
    }
    observer.begin(Stage::Train, 1);
    // Of the n(n-1)/2 pairs, n·d/2 are expected to match.
    let others = subject.records().saturating_sub(1).max(1) as f64;
    let prior = (options.expected_duplicates / others).min(0.5);
    let shipped = Model::shipped(subject.comparisons(), prior);
    let trained = train::train(subject, index, shipped, &options.training);
    observer.advance(1);
    Ok(trained)
}

/// Pairs compared and edges kept of some records.
type Scored = (u64, Vec<Edge>);

/// Scores all candidates; keeps the pairs that later stages need, in order.
fn score(
    scorer: &PairScorer<'_>,
    index: &CandidateIndex<'_>,
    options: &Options,
    observer: &dyn Observer,
) -> (u64, Vec<Edge>) {
    /// Records a task takes at once: long enough to be worth a task, short enough to balance.
    const CHUNK: u32 = 2048;
    /// Records of a round, whose edges are put behind the others while those of the next are found: what is held twice.
    const ROUND: u32 = 1_000_000;
    let (subject, records) = (scorer.subject(), index.records().end);
    observer.begin(Stage::Score, u64::from(records));
    let score = |lefts: Range<u32>| {
        let (mut compared, mut edges, mut found) = (0, Vec::new(), Vec::new());
        observer.advance(lefts.len() as u64);
        for first in lefts.clone().step_by(TOGETHER) {
            let some = first..lefts.end.min(first + TOGETHER as u32);
            index.look_ahead(some.clone());
            for left in some {
                index.worth_comparing(subject, left, &mut found);
                compared += found.len() as u64;
                look_ahead(subject, found.iter().map(|found| found.right));
                let first = edges.len();
                let scored = found.iter().map(|c| scorer.weigh(left, c.right));
                edges.extend(scored.filter(|edge| is_kept(edge, options)));
                edges[first..].sort_unstable_by_key(|edge: &Edge| edge.right);
            }
        }
        (compared, edges)
    };
    let chunk = |at: u32| at * CHUNK..records.min((at + 1) * CHUNK);
    let rounds = records.div_ceil(ROUND).max(1) as usize;
    // Every round has chunks of all places, so that the first one tells how many edges there will be.
    let round = |at: usize| -> Vec<Scored> {
        let chunks = (0..records.div_ceil(CHUNK)).into_par_iter().skip(at).step_by(rounds);
        chunks.map(|at| score(chunk(at))).collect()
    };
    let mut scored = round(0);
    let first: usize = scored.iter().map(|(_, edges)| edges.len()).sum();
    // A sixteenth more is seldom exceeded; room that is not needed is never touched.
    let (mut compared, mut edges) = (0, Vec::with_capacity(first * rounds + first * rounds / 16));
    for next in 1..=rounds {
        let put = || {
            for (pairs, mut some) in scored {
                compared += pairs;
                edges.append(&mut some);
            }
        };
        let more = || if next < rounds { round(next) } else { Vec::new() };
        scored = rayon::join(put, more).1;
    }
    edges.par_sort_unstable_by_key(|edge: &Edge| (edge.left, edge.right));
    decide(&mut edges, scorer, &options.decisions);
    (compared, edges)
}

/// Whether later stages need the pair.
pub fn is_kept(edge: &Edge, options: &Options) -> bool {
    match edge.standing {
        Standing::Free | Standing::Capped | Standing::Vetoed => {
            edge.weight >= options.review_threshold
        }
        Standing::Required => true,
        // A forbidden pair matters only where its records could meet; it is weighed again there.
        Standing::Forbidden => edge.weight >= options.review_threshold,
    }
}

/// Puts a person's decisions, which outrank what the rules say, into edges sorted by their records.
pub fn decide(edges: &mut Vec<Edge>, scorer: &PairScorer<'_>, decisions: &[(u32, u32, bool)]) {
    for &(a, b, same) in decisions {
        let (left, right) = (a.min(b), a.max(b));
        let standing = if same { Standing::Required } else { Standing::Forbidden };
        match edges.binary_search_by_key(&(left, right), |edge| (edge.left, edge.right)) {
            Ok(at) => edges[at].standing = standing,
            Err(at) => edges.insert(at, Edge { standing, ..scorer.weigh(left, right) }),
        }
    }
}

/// The clusters of the records below `records`, by the edges among them that are kept: by their
/// smallest record, each rising. The other pairs inside a component are weighed where the linkage
/// needs them. What decisions ask beyond that, [`uphold`] does.
pub fn cluster(
    weigh: &(impl Weigh + Sync),
    edges: &[Edge],
    records: usize,
    options: &Options,
    observer: &dyn Observer,
) -> Vec<Vec<u32>> {
    let joins = |edge: &&Edge| match edge.standing {
        Standing::Required => true,
        Standing::Free => edge.weight >= options.match_threshold,
        _ => false,
    };
    let mut sets = DisjointSets::new(records);
    for edge in edges.iter().filter(joins) {
        sets.union(edge.left, edge.right);
    }
    let components = Components::new(sets, edges);
    observer.begin(Stage::Cluster, components.len() as u64);
    let settings = average::Settings { threshold: options.match_threshold, ..options.linkage };
    let mut clusters: Vec<Vec<u32>> = (0..components.len())
        .into_par_iter()
        .flat_map_iter(|component| {
            observer.advance(1);
            let members = components.members(component);
            match members.len() {
                1 => vec![members.to_vec()],
                _ => average::cluster(members, components.edges(component), weigh, &settings),
            }
        })
        .collect();
    clusters.par_sort_unstable();
    clusters
}
