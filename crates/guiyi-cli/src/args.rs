//! What was typed.

pub mod master;

use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};
use guiyi_core::Lang;
use serde::{Deserialize, Serialize};

use crate::lang::named;

/// One profile per real customer, from messy customer exports.
#[derive(Debug, Parser)]
#[command(
    name = "guiyi",
    version,
    about = "One profile per real customer, from messy customer exports",
    disable_help_subcommand = true,
    after_help = "Example:\n  guiyi dedupe erp.csv finance.csv --out archive"
)]
pub struct Args {
    /// Language of the messages: zh or en; the locale decides without it
    #[arg(long, global = true, value_name = "LANG", value_parser = lang)]
    pub lang: Option<Lang>,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

fn lang(word: &str) -> Result<Lang, String> {
    named(word).ok_or_else(|| "write zh or en".to_string())
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Find the records that are one customer and write one profile each
    #[command(after_help = "Example:\n  guiyi dedupe erp.csv finance.csv --out archive")]
    Dedupe(Dedupe),
    /// Write a commented settings file from what the columns seem to mean
    #[command(after_help = "Example:\n  guiyi init erp.csv finance.csv --out job.toml")]
    Init(Init),
    /// Show what a run would do: roles, settings, pairs to compare by each blocking rule
    #[command(after_help = "Example:\n  guiyi plan erp.csv finance.csv")]
    Plan(Plan),
    /// Train a model on records, for later runs to use
    #[command(after_help = "Example:\n  guiyi train erp.csv finance.csv --out model.json")]
    Train(Train),
    /// Turn a Splink settings or model JSON into settings, and say what does not carry over
    #[command(after_help = "Example:\n  guiyi import-splink splink_model.json --out job.toml")]
    ImportSplink(ImportSplink),
    /// Measure a run against the truth, or compare it with another run
    #[command(after_help = "Example:\n  guiyi evaluate archive --truth truth.csv")]
    Evaluate(Evaluate),
    /// Show why two records are, or are not, one customer: every comparison with its weight
    #[command(after_help = "Example:\n  guiyi explain erp/K10085 service/SV-334 --run archive")]
    Explain(Pair),
    /// Show what holds a profile together and where its values come from
    #[command(after_help = "Example:\n  guiyi why P000012 --run archive")]
    Why(Why),
    /// Show what kept two records, or the profiles they are in, apart
    #[command(after_help = "Example:\n  guiyi why-not erp/K10001 finance/02001 --run archive")]
    WhyNot(Pair),
    /// Ask about the pairs that teach most, and write down the answers for later runs to obey
    #[command(after_help = "Example:\n  guiyi label --run archive --decisions decisions.csv")]
    Label(Label),
    /// Hold new rows against a master: known customer, new, or for a person
    #[command(after_help = "Example:\n  guiyi link new.csv --against master.csv --out import\n\n\
                            Exit codes: 0 all rows decided, 3 some for review, 4 too many rejects,\n\
                            2 wrong use, 1 failure")]
    Link(Link),
    /// Compile a master into an index, which opens at once
    #[command(after_help = "Example:\n  guiyi index master.csv --out master.idx")]
    Index(Index),
    /// Answer rows line by line from an index
    #[command(
        after_help = "Reads CSV (with a header) or JSON lines in UTF-8 from standard input, one row a line;\n\
                            answers each at once with one JSON object a line.\n\n\
                            Example:\n  guiyi match --index master.idx < new.jsonl\n\n\
                            Exit codes: 0 done, 2 wrong use, 1 failure"
    )]
    Match(Match),
    /// Show what is in customer files, before anything is matched
    #[command(after_help = "Example:\n  guiyi inspect erp.csv finance.xlsx")]
    Inspect(Inspect),
    /// Make up customers with known duplicates, to measure with
    #[command(after_help = "Example:\n  guiyi synth --records 1000000 --out made-up")]
    Synth(Synth),
    /// Keep a living archive: ids that last, nightly updates, decisions that hold
    #[command(after_help = "Example:\n  guiyi master init customers.guiyi\n  \
                            guiyi master update customers.guiyi erp.csv finance.csv")]
    Master(master::Master),
    /// Print completions for a shell
    #[command(after_help = "Example:\n  guiyi completions bash > /etc/bash_completion.d/guiyi")]
    Completions(Completions),
    /// Print the manual page, of the program or of a command
    #[command(after_help = "Example:\n  guiyi man dedupe > guiyi-dedupe.1")]
    Man(Man),
    /// Read Chinese company names into their parts
    #[command(after_help = "Examples:\n  guiyi parse 红光（北京）酒业发展有限公司太原分公司\n  \
                            guiyi parse --format csv - < names.txt > parts.csv")]
    Parse(Parse),
}

/// What is read, and how: shared by `dedupe` and `plan`.
#[derive(Debug, Default, clap::Args)]
pub struct Job {
    /// Customer exports, each a source of its own; `-` is standard input
    #[arg(value_name = "FILE", required_unless_present = "settings")]
    pub files: Vec<PathBuf>,
    /// Settings file (TOML), as 'guiyi init' writes it
    #[arg(long, value_name = "FILE")]
    pub settings: Option<PathBuf>,
    /// One setting, over the file's: thresholds.match=0.8 (repeatable)
    #[arg(long, value_name = "PATH=VALUE")]
    pub set: Vec<String>,
    /// Use a saved model, or that of a run.json
    #[arg(long, value_name = "FILE")]
    pub model: Option<PathBuf>,
    /// Decisions of persons to obey, as 'guiyi label' writes them
    #[arg(long, value_name = "FILE")]
    pub decisions: Option<PathBuf>,
    /// Threads to use; all cores by default
    #[arg(long, value_name = "N")]
    pub threads: Option<usize>,
}

/// `guiyi dedupe`.
#[derive(Debug, clap::Args)]
pub struct Dedupe {
    #[command(flatten)]
    pub job: Job,
    /// Write pairs.csv too: every pair that was weighed and kept
    #[arg(long)]
    pub pairs: bool,
    /// Print nothing but errors
    #[arg(long, short)]
    pub quiet: bool,
    /// Print the summary as JSON
    #[arg(long)]
    pub json: bool,
    // Their headings hold from there on: they stand last.
    /// Where and how the results are written.
    #[command(flatten)]
    pub writing: Writing,
    /// How the files are read.
    #[command(flatten)]
    pub reading: Reading,
}

/// `guiyi link`.
#[derive(Debug, clap::Args)]
pub struct Link {
    /// Files with new rows; `-` is standard input
    #[arg(value_name = "NEW", required_unless_present = "settings")]
    pub files: Vec<PathBuf>,
    /// The master: a file, an index, a store, or a directory that 'guiyi dedupe' wrote
    #[arg(long, value_name = "MASTER")]
    pub against: PathBuf,
    /// Each customer of the master is in the new rows at most once
    #[arg(long)]
    pub one_to_one: bool,
    /// Do not look for customers that are twice among the new rows
    #[arg(long)]
    pub link_only: bool,
    /// How the run is set.
    #[command(flatten)]
    pub master: MasterRun,
    /// Print nothing but errors
    #[arg(long, short)]
    pub quiet: bool,
    /// Print the summary as JSON
    #[arg(long)]
    pub json: bool,
    /// Where and how the results are written.
    #[command(flatten)]
    pub writing: Writing,
    /// How the files are read.
    #[command(flatten)]
    pub reading: Reading,
}

/// What `link` and `index` are told about a run over a master.
#[derive(Debug, clap::Args)]
pub struct MasterRun {
    /// Settings file (TOML), as 'guiyi init' writes it
    #[arg(long, value_name = "FILE")]
    pub settings: Option<PathBuf>,
    /// One setting, over the file's: thresholds.match=0.8 (repeatable)
    #[arg(long, value_name = "PATH=VALUE")]
    pub set: Vec<String>,
    /// Use a saved model, or that of a run.json, instead of training one on the master
    #[arg(long, value_name = "FILE")]
    pub model: Option<PathBuf>,
    /// Threads to use; all cores by default
    #[arg(long, value_name = "N")]
    pub threads: Option<usize>,
}

impl MasterRun {
    /// The job over these files.
    pub fn job(&self, files: &[PathBuf]) -> Job {
        Job {
            files: files.to_vec(),
            settings: self.settings.clone(),
            set: self.set.clone(),
            model: self.model.clone(),
            decisions: None,
            threads: self.threads,
        }
    }
}

/// `guiyi index`.
#[derive(Debug, clap::Args)]
pub struct Index {
    /// The master: a file, a store, or a directory that 'guiyi dedupe' wrote
    #[arg(value_name = "MASTER")]
    pub file: PathBuf,
    /// The index; it appears complete or not at all
    #[arg(long, short, value_name = "FILE")]
    pub out: PathBuf,
    /// Replace an existing file
    #[arg(long)]
    pub force: bool,
    /// How the run is set.
    #[command(flatten)]
    pub master: MasterRun,
    /// Print nothing but errors
    #[arg(long, short)]
    pub quiet: bool,
    /// How the file is read.
    #[command(flatten)]
    pub reading: Reading,
}

/// `guiyi match`.
#[derive(Debug, clap::Args)]
pub struct Match {
    /// The index, as 'guiyi index' writes it
    #[arg(long, value_name = "FILE")]
    pub index: PathBuf,
    /// What a column means (repeatable)
    #[arg(long = "role", value_name = "COLUMN=ROLE")]
    pub roles: Vec<String>,
    /// The character between the cells of CSV, `tab` for a tab; the header tells it otherwise
    #[arg(long, value_name = "CHARACTER", value_parser = delimiter)]
    pub delimiter: Option<char>,
}

/// `guiyi inspect`.
#[derive(Debug, clap::Args)]
pub struct Inspect {
    /// Customer exports; `-` is standard input
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
    /// How the files are read.
    #[command(flatten)]
    pub reading: Reading,
}

/// How files are read; what is not said is found out.
#[derive(Clone, Debug, Default, Serialize, Deserialize, clap::Args)]
#[serde(default)]
#[command(next_help_heading = "Reading (what is not said is found out)")]
pub struct Reading {
    /// What a column means (repeatable)
    #[arg(long = "role", value_name = "COLUMN=ROLE")]
    pub roles: Vec<String>,
    /// The column with each row's own key
    #[arg(long, value_name = "COLUMN")]
    pub id_column: Option<String>,
    /// Encoding of text: utf-8, gb18030, gbk, big5, utf-16le …
    #[arg(long, value_name = "NAME")]
    pub encoding: Option<String>,
    /// The character between cells; `tab` for a tab
    #[arg(long, value_name = "CHARACTER", value_parser = delimiter)]
    pub delimiter: Option<char>,
    /// The sheet of a workbook, by name or number
    #[arg(long, value_name = "SHEET")]
    pub sheet: Option<String>,
    /// The line of the header, 0 for none
    #[arg(long, value_name = "LINE")]
    pub header_row: Option<u64>,
    /// Fail when more rows of a file cannot be read
    #[arg(long, value_name = "N")]
    pub max_rejects: Option<u64>,
}

/// Where and how results are written.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Writing")]
pub struct Writing {
    /// Directory for the results; it appears complete or not at all
    #[arg(long, short, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Replace an existing output directory
    #[arg(long)]
    pub force: bool,
    #[cfg_attr(not(feature = "parquet"), doc = "csv, xlsx or jsonl")]
    #[cfg_attr(feature = "parquet", doc = "csv, xlsx, jsonl or parquet")]
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t, hide_possible_values = true)]
    pub output_format: Format,
    /// Encoding of CSV, such as gbk; utf-8 is without a mark [default: utf-8-bom]
    #[arg(long, value_name = "NAME")]
    pub output_encoding: Option<String>,
    /// Write cells unchanged that a spreadsheet would run as formulas
    #[arg(long)]
    pub no_formula_guard: bool,
}

/// The formats tables are written in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// Text with commas.
    #[default]
    Csv,
    /// A workbook of text cells.
    Xlsx,
    /// One JSON object a line.
    Jsonl,
    /// Columns of text, packed.
    #[cfg(feature = "parquet")]
    Parquet,
}

/// One character, or the name of one that is hard to type.
fn delimiter(typed: &str) -> Result<char, String> {
    let mut characters = typed.chars();
    match (typed, characters.next(), characters.next()) {
        ("tab" | "\\t", ..) => Ok('\t'),
        (_, Some(one), None) => Ok(one),
        _ => Err("give one character, or 'tab'".to_owned()),
    }
}

/// `guiyi plan`.
#[derive(Debug, clap::Args)]
pub struct Plan {
    #[command(flatten)]
    pub job: Job,
    /// Print the plan as JSON
    #[arg(long)]
    pub json: bool,
    /// How the files are read.
    #[command(flatten)]
    pub reading: Reading,
}

/// `guiyi train`.
#[derive(Debug, clap::Args)]
pub struct Train {
    /// Customer exports to train on
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// Where to write the model, as JSON
    #[arg(long, short, value_name = "FILE")]
    pub out: PathBuf,
    /// Replace an existing file
    #[arg(long)]
    pub force: bool,
    /// Compare with a saved model, or that of a run.json
    #[arg(long, value_name = "FILE")]
    pub against: Option<PathBuf>,
    /// Threads to use; all cores by default
    #[arg(long, value_name = "N")]
    pub threads: Option<usize>,
    /// How the files are read.
    #[command(flatten)]
    pub reading: Reading,
}

/// `guiyi init`.
#[derive(Debug, clap::Args)]
pub struct Init {
    /// Customer exports to look at
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// Where to write; to the screen without it
    #[arg(long, short, value_name = "FILE")]
    pub out: Option<PathBuf>,
    /// Replace an existing file
    #[arg(long)]
    pub force: bool,
    /// How the files are read.
    #[command(flatten)]
    pub reading: Reading,
}

/// `guiyi import-splink`.
#[derive(Debug, clap::Args)]
pub struct ImportSplink {
    /// A Splink settings or model JSON
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// Where to write the settings; to the screen without it
    #[arg(long, short, value_name = "FILE")]
    pub out: Option<PathBuf>,
    /// Replace an existing file
    #[arg(long)]
    pub force: bool,
}

/// `guiyi evaluate`.
#[derive(Debug, clap::Args)]
pub struct Evaluate {
    /// Directory that `guiyi dedupe` wrote
    #[arg(value_name = "RUN_DIR")]
    pub run: PathBuf,
    /// Which records are one customer: columns record_id and entity_id (and source, where ids
    /// repeat), or record_a and record_b with a label
    #[arg(long, value_name = "FILE", required_unless_present = "against")]
    pub truth: Option<PathBuf>,
    /// An earlier run to compare with
    #[arg(long, value_name = "RUN_DIR")]
    pub against: Option<PathBuf>,
    /// Read the run's inputs again and count the true pairs that blocking brings together
    #[arg(long, requires = "truth")]
    pub blocking: bool,
    /// Errors or changes of each kind to list
    #[arg(long, value_name = "N", default_value_t = 5)]
    pub worst: usize,
    /// Print the figures as JSON
    #[arg(long)]
    pub json: bool,
}

/// Which run is asked about.
#[derive(Debug, clap::Args)]
pub struct Asked {
    /// Customer exports to unify first; with --run, where that run's files are now
    #[arg(value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// Directory that `guiyi dedupe` wrote
    #[arg(long, short, value_name = "DIR", required_unless_present = "files")]
    pub run: Option<PathBuf>,
    /// How to print: text, json, or svg for the picture of a pair
    #[arg(long, value_name = "FORMAT", default_value = "text", value_parser = ["text", "json", "svg"])]
    pub format: String,
}

/// `guiyi explain`, `guiyi why-not`.
#[derive(Debug, clap::Args)]
pub struct Pair {
    /// A record: source/key, its key alone, or the customer's name
    #[arg(value_name = "RECORD")]
    pub left: String,
    /// The other record
    #[arg(value_name = "RECORD")]
    pub right: String,
    #[command(flatten)]
    pub asked: Asked,
}

/// `guiyi why`.
#[derive(Debug, clap::Args)]
pub struct Why {
    /// A profile's id, or a record in it
    #[arg(value_name = "PROFILE")]
    pub profile: String,
    #[command(flatten)]
    pub asked: Asked,
}

/// `guiyi completions`.
#[derive(Debug, clap::Args)]
pub struct Completions {
    /// bash, zsh, fish, powershell or elvish
    #[arg(value_name = "SHELL", hide_possible_values = true)]
    pub shell: clap_complete::Shell,
}

/// `guiyi man`.
#[derive(Debug, clap::Args)]
pub struct Man {
    /// A command; the program itself without one
    #[arg(value_name = "COMMAND")]
    pub command: Option<String>,
}

/// `guiyi label`.
#[derive(Debug, clap::Args)]
pub struct Label {
    /// Directory that `guiyi dedupe` wrote
    #[arg(long, short, value_name = "DIR")]
    pub run: PathBuf,
    /// The log of decisions; answers are added at its end (CSV, or JSON lines for .jsonl)
    #[arg(long, short, value_name = "FILE")]
    pub decisions: PathBuf,
    /// Pairs to ask about at most
    #[arg(long, value_name = "N", default_value_t = 50)]
    pub limit: usize,
    /// Who decides; the login name without it
    #[arg(long, value_name = "NAME")]
    pub by: Option<String>,
}

/// `guiyi synth`.
#[derive(Debug, clap::Args)]
pub struct Synth {
    /// Directory for the records and their truth
    #[arg(long, short, value_name = "DIR")]
    pub out: PathBuf,
    /// Replace an existing output directory
    #[arg(long)]
    pub force: bool,
    /// Records to make
    #[arg(long, value_name = "N", default_value_t = 10_000)]
    pub records: u64,
    /// Chooses one population among all; the same seed makes the same files
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub seed: u64,
    /// The rate of a kind of damage, 0 to 1 (repeatable)
    #[arg(long = "rate", value_name = "NAME=RATE")]
    pub rates: Vec<String>,
    /// Hostile skew: many records share one name, one phone, one address
    #[arg(long)]
    pub crowded: bool,
    /// One file for each of the four systems instead of one for all
    #[arg(long)]
    pub split: bool,
    /// Threads to use; all cores by default
    #[arg(long, value_name = "N")]
    pub threads: Option<usize>,
    /// Print nothing but errors
    #[arg(long, short)]
    pub quiet: bool,
}

/// `guiyi parse`.
#[derive(Debug, clap::Args)]
pub struct Parse {
    /// Company names; `-` reads one a line (UTF-8) from standard input
    #[arg(required = true, value_name = "NAME")]
    pub names: Vec<String>,
    /// A table for people, a JSON object a line, or a CSV row a name
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t = ParseFormat::Table)]
    pub format: ParseFormat,
}

/// How `guiyi parse` prints. Comments stand on the option, so that the help fits a screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ParseFormat {
    Table,
    Json,
    Csv,
}
