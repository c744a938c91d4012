//! What was typed after `guiyi master`.

use std::path::PathBuf;

use clap::Subcommand;

use super::{Reading, Writing};

/// `guiyi master`.
#[derive(Debug, clap::Args)]
pub struct Master {
    /// What to do with the store.
    #[command(subcommand)]
    pub command: MasterCommand,
}

/// The commands of the living archive.
#[derive(Debug, Subcommand)]
pub enum MasterCommand {
    /// Make an empty store
    #[command(after_help = "Example:\n  guiyi master init customers.guiyi")]
    Init(Init),
    /// Put new, changed and deleted records into the store, in one step
    #[command(after_help = "Examples:\n  guiyi master update customers.guiyi crm.csv\n  \
                            guiyi master update customers.guiyi crm-2026-11-22.csv --source crm --snapshot")]
    Update(Update),
    /// Show a customer by any id it ever had, or by one of its records
    #[command(after_help = "Examples:\n  guiyi master show customers.guiyi E00000042\n  \
                            guiyi master show customers.guiyi crm/10086")]
    Show(Show),
    /// Write the archive as tables: profiles, members, lineage
    #[command(after_help = "Example:\n  guiyi master export customers.guiyi --out archive")]
    Export(Export),
    /// Say what a person knows: records are one customer or two, belong to an entity, a value is right
    #[command(after_help = "Examples:\n  \
        guiyi master decide customers.guiyi different erp/10086 crm/7731 --why '张总确认'\n  \
        guiyi master decide customers.guiyi assign crm/7731 E00000042\n  \
        guiyi master decide customers.guiyi fix E00000042 phone 0351-7654321\n  \
        guiyi master decide customers.guiyi --from decisions.csv")]
    Decide(Decide),
    /// Say which of several values becomes the golden one, or how far a source is trusted
    #[command(after_help = "Examples:\n  \
        guiyi master prefer customers.guiyi phone most-trusted,most-recent\n  \
        guiyi master prefer customers.guiyi --trust erp=2")]
    Prefer(Prefer),
    /// List the steps of the store, or what happened to one customer
    #[command(after_help = "Examples:\n  guiyi master history customers.guiyi\n  \
                            guiyi master history customers.guiyi E00000042")]
    History(History),
    /// Write what changed since a step, for other systems to follow
    #[command(
        after_help = "Example:\n  guiyi master changes customers.guiyi --since 41 --format jsonl"
    )]
    Changes(Changes),
    /// Take a step back: an update, a decision, or an undo
    #[command(after_help = "Example:\n  guiyi master undo customers.guiyi 42 --why 'wrong file'")]
    Undo(Undo),
    /// Count and train anew on the records that are in the store now
    #[command(after_help = "Example:\n  guiyi master retrain customers.guiyi")]
    Retrain(Maintain),
    /// Erase for good what was deleted or replaced, and give back the room
    #[command(
        after_help = "Example:\n  guiyi master compact customers.guiyi --why 'request for erasure'"
    )]
    Compact(Maintain),
    /// Check that the store is whole and says what a full run would say
    #[command(after_help = "Example:\n  guiyi master verify customers.guiyi")]
    Verify(Verify),
}

/// `guiyi master init`.
#[derive(Debug, clap::Args)]
pub struct Init {
    /// The file to make
    #[arg(value_name = "STORE")]
    pub store: PathBuf,
    /// Settings file (TOML), as 'guiyi init' writes it
    #[arg(long, value_name = "FILE")]
    pub settings: Option<PathBuf>,
    /// One setting, over the file's: thresholds.match=0.8 (repeatable)
    #[arg(long, value_name = "PATH=VALUE")]
    pub set: Vec<String>,
    /// Use a saved model, or that of a run.json; else the first update trains one
    #[arg(long, value_name = "FILE")]
    pub model: Option<PathBuf>,
    /// Customer exports to count and train on, without taking them in (repeatable); else the first
    /// update is what is counted
    #[arg(long, value_name = "FILE")]
    pub train: Vec<PathBuf>,
    /// How the files to train on are read.
    #[command(flatten)]
    pub reading: Reading,
}

/// Which store, and how long another process is waited for.
#[derive(Debug, clap::Args)]
pub struct Opening {
    /// The store
    #[arg(value_name = "STORE")]
    pub store: PathBuf,
    /// Seconds to wait while another process changes the store
    #[arg(long, value_name = "SECONDS", default_value_t = 60)]
    pub wait: u64,
}

/// Who does it and why, for the log.
#[derive(Debug, clap::Args)]
pub struct Signing {
    /// Who does this; the login name without it
    #[arg(long, value_name = "NAME")]
    pub by: Option<String>,
    /// Why, for the log
    #[arg(long, value_name = "TEXT")]
    pub why: Option<String>,
}

/// `guiyi master update`.
#[derive(Debug, clap::Args)]
pub struct Update {
    #[command(flatten)]
    pub opening: Opening,
    /// Customer exports, each a source of its own; `-` is standard input
    #[arg(value_name = "FILE", required = true)]
    pub files: Vec<PathBuf>,
    /// The source of rows that do not say theirs in a column; else the file's name
    #[arg(long, value_name = "NAME")]
    pub source: Option<String>,
    /// The files hold all records of their sources: those that are missing are deleted
    #[arg(long)]
    pub snapshot: bool,
    /// Let a full export delete more than half of a source's records
    #[arg(long, requires = "snapshot")]
    pub allow_shrink: bool,
    /// The column that says which rows are deletions: any cell but an empty one, 0, no or 否
    #[arg(long, value_name = "COLUMN")]
    pub deleted_column: Option<String>,
    #[command(flatten)]
    pub signing: Signing,
    /// Threads to use; all cores by default
    #[arg(long, value_name = "N")]
    pub threads: Option<usize>,
    /// Print nothing but errors
    #[arg(long, short)]
    pub quiet: bool,
    /// Print the summary as JSON
    #[arg(long)]
    pub json: bool,
    /// How the files are read.
    #[command(flatten)]
    pub reading: Reading,
}

/// `guiyi master show`.
#[derive(Debug, clap::Args)]
pub struct Show {
    #[command(flatten)]
    pub opening: Opening,
    /// An id such as E00000042, or a record as source/key
    #[arg(value_name = "ID")]
    pub id: String,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

/// `guiyi master export`.
#[derive(Debug, clap::Args)]
pub struct Export {
    #[command(flatten)]
    pub opening: Opening,
    /// Print nothing but errors
    #[arg(long, short)]
    pub quiet: bool,
    /// Where and how the results are written.
    #[command(flatten)]
    pub writing: Writing,
}

/// `guiyi master verify`.
#[derive(Debug, clap::Args)]
pub struct Verify {
    #[command(flatten)]
    pub opening: Opening,
    /// Threads to use; all cores by default
    #[arg(long, value_name = "N")]
    pub threads: Option<usize>,
}

/// `guiyi master decide`.
#[derive(Debug, clap::Args)]
pub struct Decide {
    #[command(flatten)]
    pub opening: Opening,
    /// same, different or unsure RECORD RECORD; assign RECORD ID; fix ID FIELD VALUE
    #[arg(value_name = "WORD", required_unless_present = "from")]
    pub words: Vec<String>,
    /// A file of decisions on pairs, as 'guiyi label' writes them
    #[arg(long, value_name = "FILE", conflicts_with = "words")]
    pub from: Option<PathBuf>,
    #[command(flatten)]
    pub signing: Signing,
    /// Print the summary as JSON
    #[arg(long)]
    pub json: bool,
}

/// `guiyi master prefer`.
#[derive(Debug, clap::Args)]
pub struct Prefer {
    #[command(flatten)]
    pub opening: Opening,
    /// A field, such as phone
    #[arg(value_name = "FIELD", required_unless_present = "trust", requires = "rules")]
    pub field: Option<String>,
    /// usual, or with commas: most-trusted, most-recent, most-frequent, longest, best-quality
    #[arg(value_name = "RULES", value_delimiter = ',')]
    pub rules: Vec<String>,
    /// Trust in a source; 0 is the usual, more is better
    #[arg(long, value_name = "SOURCE=N", conflicts_with = "field")]
    pub trust: Option<String>,
    #[command(flatten)]
    pub signing: Signing,
    /// Print the summary as JSON
    #[arg(long)]
    pub json: bool,
}

/// `guiyi master history`.
#[derive(Debug, clap::Args)]
pub struct History {
    #[command(flatten)]
    pub opening: Opening,
    /// The customer, by any id it ever had
    #[arg(value_name = "ID")]
    pub id: Option<String>,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

/// `guiyi master changes`.
#[derive(Debug, clap::Args)]
pub struct Changes {
    #[command(flatten)]
    pub opening: Opening,
    /// The last step that is known already; 0 for all
    #[arg(long, value_name = "STEP", default_value_t = 0)]
    pub since: i64,
    /// csv or jsonl
    #[arg(long, value_name = "FORMAT", default_value = "csv", value_parser = ["csv", "jsonl"])]
    pub format: String,
}

/// `guiyi master undo`.
#[derive(Debug, clap::Args)]
pub struct Undo {
    #[command(flatten)]
    pub opening: Opening,
    /// The number of the step, as 'guiyi master history' lists it
    #[arg(value_name = "STEP")]
    pub step: i64,
    #[command(flatten)]
    pub signing: Signing,
    /// Print the summary as JSON
    #[arg(long)]
    pub json: bool,
}

/// `guiyi master retrain`, `guiyi master compact`.
#[derive(Debug, clap::Args)]
pub struct Maintain {
    #[command(flatten)]
    pub opening: Opening,
    #[command(flatten)]
    pub signing: Signing,
    /// Threads to use; all cores by default
    #[arg(long, value_name = "N")]
    pub threads: Option<usize>,
    /// Print the summary as JSON
    #[arg(long)]
    pub json: bool,
}
