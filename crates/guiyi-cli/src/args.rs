//! What was typed.

use std::path::PathBuf;

use clap::{Parser, Subcommand};

/// One profile per real customer, from messy customer exports.
#[derive(Debug, Parser)]
#[command(
    name = "guiyi",
    version,
    about = "One profile per real customer, from messy customer exports",
    disable_help_subcommand = true
)]
pub struct Args {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Find the records that are one customer and write one profile each
    #[command(after_help = "Example:\n  guiyi dedupe erp.csv finance.csv --out archive")]
    Dedupe(Dedupe),
    /// Show what is in customer files, before anything is matched
    #[command(after_help = "Example:\n  guiyi inspect erp.csv finance.xlsx")]
    Inspect(Inspect),
    /// Make up customers with known duplicates, to measure with
    #[command(after_help = "Example:\n  guiyi synth --records 1000000 --out made-up")]
    Synth(Synth),
}

/// `guiyi dedupe`.
#[derive(Debug, clap::Args)]
pub struct Dedupe {
    /// Customer exports; each file is a source of its own
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// Directory for the results; it appears complete or not at all
    #[arg(long, short, value_name = "DIR")]
    pub out: PathBuf,
    /// Replace an existing output directory
    #[arg(long)]
    pub force: bool,
    /// What a column means, overriding what was inferred (repeatable)
    #[arg(long = "role", value_name = "COLUMN=ROLE")]
    pub roles: Vec<String>,
    /// The column with each row's own key
    #[arg(long, value_name = "COLUMN")]
    pub id_column: Option<String>,
    /// Settings file (TOML)
    #[arg(long, value_name = "FILE")]
    pub settings: Option<PathBuf>,
    /// Use a saved model instead of training one
    #[arg(long, value_name = "FILE")]
    pub model: Option<PathBuf>,
    /// Fail when more rows than this cannot be read
    #[arg(long, value_name = "N")]
    pub max_rejects: Option<u64>,
    /// Encoding of the input files, instead of detecting it
    #[arg(long, value_name = "NAME")]
    pub encoding: Option<String>,
    /// Threads to use; all cores by default
    #[arg(long, value_name = "N")]
    pub threads: Option<usize>,
    /// Print nothing but errors
    #[arg(long, short)]
    pub quiet: bool,
    /// Print the summary as JSON
    #[arg(long)]
    pub json: bool,
}

/// `guiyi inspect`.
#[derive(Debug, clap::Args)]
pub struct Inspect {
    /// Customer exports; `-` is standard input
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// What a column means, overriding what was inferred (repeatable)
    #[arg(long = "role", value_name = "COLUMN=ROLE")]
    pub roles: Vec<String>,
    /// The column with each row's own key
    #[arg(long, value_name = "COLUMN")]
    pub id_column: Option<String>,
    /// Encoding of the input files, instead of detecting it
    #[arg(long, value_name = "NAME")]
    pub encoding: Option<String>,
    /// The character between cells, instead of detecting it
    #[arg(long, value_name = "CHARACTER")]
    pub delimiter: Option<char>,
    /// The sheet of a workbook, by name or number; the first by default
    #[arg(long, value_name = "SHEET")]
    pub sheet: Option<String>,
    /// The line of the header, 0 for none, instead of detecting it
    #[arg(long, value_name = "LINE")]
    pub header_line: Option<u64>,
    /// Fail when more rows than this cannot be read
    #[arg(long, value_name = "N")]
    pub max_rejects: Option<u64>,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
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
