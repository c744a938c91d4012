//! What was typed.

use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};

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
    /// Hold new rows against a master: known customer, new, or for a person
    #[command(after_help = "Example:\n  guiyi link new.csv --against master.csv --out import\n\n\
                            Exit codes: 0 all decided, 3 some to review, 4 too many rejects,\n\
                            2 wrong use, 1 failure")]
    Link(Link),
    /// Compile a master into an index, which opens at once
    #[command(after_help = "Example:\n  guiyi index master.csv --output master.idx")]
    Index(Index),
    /// Answer rows line by line from an index
    #[command(
        after_help = "Reads CSV (with a header) or JSON lines, one row a line, in UTF-8, from standard\n\
                            input; answers each at once with one JSON object a line.\n\n\
                            Example:\n  guiyi match --index master.idx < new.jsonl"
    )]
    Match(Match),
    /// Show what is in customer files, before anything is matched
    #[command(after_help = "Example:\n  guiyi inspect erp.csv finance.xlsx")]
    Inspect(Inspect),
    /// Make up customers with known duplicates, to measure with
    #[command(after_help = "Example:\n  guiyi synth --records 1000000 --out made-up")]
    Synth(Synth),
    /// Read Chinese company names into their parts
    #[command(after_help = "Examples:\n  guiyi parse 红光（北京）酒业发展有限公司太原分公司\n  \
                            guiyi parse --format csv - < names.txt > parts.csv")]
    Parse(Parse),
}

/// `guiyi dedupe`.
#[derive(Debug, clap::Args)]
pub struct Dedupe {
    /// Customer exports, each a source of its own; `-` is standard input
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// Settings file (TOML)
    #[arg(long, value_name = "FILE")]
    pub settings: Option<PathBuf>,
    /// Use a saved model instead of training one
    #[arg(long, value_name = "FILE")]
    pub model: Option<PathBuf>,
    /// Threads to use; all cores by default
    #[arg(long, value_name = "N")]
    pub threads: Option<usize>,
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
    #[arg(required = true, value_name = "NEW")]
    pub files: Vec<PathBuf>,
    /// The master: a file, an index, or a directory that guiyi dedupe wrote
    #[arg(long, value_name = "MASTER")]
    pub against: PathBuf,
    /// Each customer of the master is in the new rows at most once
    #[arg(long)]
    pub one_to_one: bool,
    /// Do not look for customers that are twice among the new rows
    #[arg(long)]
    pub link_only: bool,
    /// Settings file (TOML)
    #[arg(long, value_name = "FILE")]
    pub settings: Option<PathBuf>,
    /// Use a saved model instead of training one on the master
    #[arg(long, value_name = "FILE")]
    pub model: Option<PathBuf>,
    /// Threads to use; all cores by default
    #[arg(long, value_name = "N")]
    pub threads: Option<usize>,
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

/// `guiyi index`.
#[derive(Debug, clap::Args)]
pub struct Index {
    /// The master: a file, or a directory that guiyi dedupe wrote
    #[arg(value_name = "MASTER")]
    pub master: PathBuf,
    /// The index; it appears complete or not at all
    #[arg(long, short, value_name = "FILE")]
    pub output: PathBuf,
    /// Replace an existing index
    #[arg(long)]
    pub force: bool,
    /// Settings file (TOML)
    #[arg(long, value_name = "FILE")]
    pub settings: Option<PathBuf>,
    /// Use a saved model instead of training one on the master
    #[arg(long, value_name = "FILE")]
    pub model: Option<PathBuf>,
    /// Threads to use; all cores by default
    #[arg(long, value_name = "N")]
    pub threads: Option<usize>,
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
    /// The index, made by guiyi index
    #[arg(long, value_name = "FILE")]
    pub index: PathBuf,
    /// What a column means (repeatable)
    #[arg(long = "role", value_name = "COLUMN=ROLE")]
    pub roles: Vec<String>,
    /// The character between cells of CSV; `tab` for a tab
    #[arg(long, value_name = "CHARACTER", value_parser = delimiter, default_value = ",")]
    pub delimiter: char,
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
#[derive(Debug, clap::Args)]
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
    pub out: PathBuf,
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
