//! The stages of a run, each over a made-up population and set up so that it runs alone.

use guiyi_core::archive::{RowWriter, Tables};
use guiyi_core::block::pairs::CandidateIndex;
use guiyi_core::cluster::KnownPairs;
use guiyi_core::dedupe::{Archive, Customers, archive};
use guiyi_core::pipeline::{self, Options, Resolution, Unobserved};
use guiyi_core::plan::roles::infer_roles;
use guiyi_core::review::cohesion;
use guiyi_core::score::pair::PairScorer;
use guiyi_core::settings::Settings;
use guiyi_core::table::TableBuilder;
use guiyi_core::unify::unify;
use guiyi_core::{Error, Records, Role, Source};
use guiyi_name::Parser;
use guiyi_synth::{COLUMNS, Population, Recipe};

/// One stage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Names folded and parsed.
    Parse,
    /// Values and names into features.
    Feature,
    /// Records into blocks.
    Block,
    /// A model from pairs.
    Train,
    /// Candidate pairs into weights.
    Score,
    /// Clusters into profiles, and how they hold together.
    Unify,
    /// Profiles into the rows of the tables.
    Write,
}

impl Stage {
    /// All of them, in the order of a run.
    pub const ALL: [Stage; 7] = [
        Stage::Parse,
        Stage::Feature,
        Stage::Block,
        Stage::Train,
        Stage::Score,
        Stage::Unify,
        Stage::Write,
    ];

    /// The stage's word.
    pub fn name(self) -> &'static str {
        match self {
            Stage::Parse => "parse",
            Stage::Feature => "feature",
            Stage::Block => "block",
            Stage::Train => "train",
            Stage::Score => "score",
            Stage::Unify => "unify",
            Stage::Write => "write",
        }
    }
}

/// A population with what every stage is given by the stages before it.
pub struct Run {
    parser: Parser,
    records: Records,
    settings: Settings,
    options: Options,
    customers: Customers,
    archive: Archive,
}

impl Run {
    /// A run over so many made-up records.
    ///
    /// # Errors
    /// When the program cannot run over them.
    pub fn new(records: u64) -> Result<Run, Error> {
        let records = population(records)?;
        let settings = Settings::default();
        /// Pairs drawn for training, so that it costs no more than the other stages.
        const RANDOM_PAIRS: u64 = 100_000;
        let mut options = settings.options();
        options.training.random_pairs = RANDOM_PAIRS;
        let customers = Customers::read(&records, &settings, &Unobserved)?;
        let archive = archive(&records, &customers, &options, &Unobserved)?;
        options.model = Some(archive.resolution.model.clone());
        Ok(Run { parser: Parser::new(), records, settings, options, customers, archive })
    }

    /// How many records.
    pub fn records(&self) -> u64 {
        self.records.len() as u64
    }

    /// Runs one stage; gives something to count by which a wrong answer would show.
    ///
    /// # Errors
    /// As the stage.
    pub fn stage(&self, stage: Stage) -> Result<u64, Error> {
        let subject = self.customers.subject();
        let limits = self.options.limits;
        Ok(match stage {
            Stage::Parse => {
                let names =
                    self.records.ids().flat_map(|id| self.records.cells(id, Role::CompanyName));
                names.map(|name| self.parser.parse(name).core().len() as u64).sum()
            }
            Stage::Feature => {
                let read = Customers::read(&self.records, &self.settings, &Unobserved)?;
                read.subject().records() as u64
            }
            Stage::Block => {
                let blocks = pipeline::block(subject, limits, &Unobserved);
                CandidateIndex::new(&blocks, subject.records(), limits);
                blocks.len() as u64
            }
            Stage::Train => {
                let options = Options { model: None, ..self.options.clone() };
                let (_, report) = pipeline::train(subject, &options, &Unobserved)?;
                report.random_pairs
            }
            Stage::Score => {
                pipeline::resolve(subject, &self.options, &Unobserved)?.edges.len() as u64
            }
            Stage::Unify => {
                let Resolution { clusters, model, edges, .. } = &self.archive.resolution;
                let (weights, pairs) =
                    (model.weights(), KnownPairs::new(edges, self.records.len()));
                let scorer = PairScorer::new(subject, &weights);
                let holds = |of: &&Vec<u32>| cohesion(of, &pairs, &scorer).weakest.is_some();
                let held = clusters.iter().filter(holds);
                let known = |at, role| subject.worth(at, role);
                let profiles = unify(&self.records, &known, &self.archive.fields, clusters);
                held.count() as u64 + profiles.len() as u64
            }
            Stage::Write => {
                let tables = Tables::new(&self.records, &self.archive);
                let mut rows = Counted(0);
                tables.profiles().write(&mut rows)?;
                tables.members().write(&mut rows)?;
                tables.lineage().write(&mut rows)?;
                rows.0
            }
        })
    }
}

/// Counts rows instead of writing them.
struct Counted(u64);

impl RowWriter for Counted {
    fn row(&mut self, cells: &[&str]) -> Result<(), Error> {
        self.0 += u64::from(!cells.is_empty());
        Ok(())
    }
}

fn population(records: u64) -> Result<Records, Error> {
    let recipe = Recipe { records, ..Recipe::default() };
    let population = Population::new(recipe).map_err(|bad| Error::usage(bad.to_string()))?;
    let mut builder = TableBuilder::new(COLUMNS);
    for (line, record) in (2..).zip(population.records()) {
        builder.push(line, record.cells());
    }
    let table = builder.finish();
    let roles = infer_roles(&[&table]);
    let roles = roles.first().map_or(Vec::new(), |of| of.iter().map(|guess| guess.role).collect());
    Ok(Records::new(vec![Source { name: "population".into(), table, roles }]))
}
