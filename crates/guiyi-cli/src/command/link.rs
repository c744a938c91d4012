//! `guiyi link`: new rows held against a master, a verdict for each.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use guiyi_core::index::codec::MARK;
use guiyi_core::link::table::Tables;
use guiyi_core::link::{Linked, Mode, Verdict, link, link_to};
use guiyi_core::plan::roles::RoleGuess;
use guiyi_core::score::model::Model;
use guiyi_core::{Error, ErrorKind, RecordId, Role, Source};
use serde_json::{Value, json};

use crate::args::Link;
use crate::exit::Decided;
use crate::job::{self, FileReport};
use crate::print;
use crate::progress::Progress;
use crate::result::{RejectedRow, ResultDir};
use crate::table::aligned;

/// Runs the command.
pub fn run(args: &Link) -> Result<Decided, Vec<Error>> {
    if let Some(threads) = args.threads {
        // Fails only when a pool was made before, which is then used.
        let _ = rayon::ThreadPoolBuilder::new().num_threads(threads).build_global();
    }
    let master = MasterFile::find(&args.against).map_err(one)?;
    let frozen = match master.is_index {
        true => Some(job::index(&master.path).map_err(one)?),
        false => None,
    };
    // Of an index no rows are read.
    let own = usize::from(frozen.is_none());
    let mut files: Vec<PathBuf> = vec![master.path.clone(); own];
    files.extend(args.files.iter().cloned());
    let result = ResultDir::create(&args.writing, &files).map_err(one)?;
    let mut settings = job::settings(args.settings.as_deref())?;
    let progress = Progress::new(args.quiet || args.json);
    progress.stage("read", files.len() as u64);
    let mut opened = job::open(&files, &args.reading, &mut settings)?;
    let mut reports: Vec<FileReport> = Vec::new();
    let mut sources: Vec<Source> = Vec::new();
    for (at, (path, mut one_file)) in files.iter().zip(opened.drain(..)).enumerate() {
        if at < own && master.is_archive {
            take_profiles_for_keys(&mut one_file.columns);
        }
        if let Some(most) = args.reading.max_rejects {
            one_file.input.check_rejects(most).map_err(one)?;
        }
        let (report, source) = job::taken(path, one_file);
        reports.push(report);
        sources.push(source);
    }
    let mut options = settings.options();
    options.model = match &args.model {
        Some(path) => Some(job::model(path).map_err(one)?),
        None => master.model().map_err(one)?,
    };
    let mode = Mode { one_to_one: args.one_to_one, link_only: args.link_only };
    let incoming = sources.split_off(own);
    let linked = match (frozen, sources.pop()) {
        (Some(frozen), _) => link_to(frozen, incoming, mode, &progress),
        (None, Some(own)) => link(own, incoming, &settings, &options, mode, &progress),
        (None, None) => return Ok(Decided::All),
    };
    let linked = linked.map_err(one)?;
    let tables = linked.tables();
    progress.stage("write", 1);
    let rejected: Vec<RejectedRow> = tables
        .rejected()
        .map(|(id, reason)| RejectedRow {
            file: file_of(&reports, &linked, id),
            line: linked.records.line(id),
            reason,
        })
        .collect();
    check_rejects(args, &reports[own..], &rejected).map_err(one)?;
    result.link(&tables).map_err(one)?;
    result.rejects_with(&reports[own..], &rejected).map_err(one)?;
    let counts = counts(&tables, &reports[own..]);
    let times = progress.finish();
    let run = json!({
        "program": { "name": "guiyi", "version": env!("CARGO_PKG_VERSION") },
        "settings": settings,
        "master": match own {
            0 => json!({ "file": args.against }),
            _ => job::input_json(&reports[0]),
        },
        "inputs": reports[own..].iter().map(job::input_json).collect::<Vec<_>>(),
        "counts": counts,
        "model": linked.model,
        "seconds": times.iter().map(|(stage, took)| ((*stage).to_string(), json!(took.as_secs_f64())))
            .collect::<serde_json::Map<_, _>>(),
    });
    result.run(&run).map_err(one)?;
    let to_review = tables.count(Verdict::Review);
    result.commit().map_err(one)?;
    if args.json {
        let answer = json!({ "out": args.writing.out, "counts": counts });
        print::answer(&format!("{answer}\n")).map_err(one)?;
    } else if !args.quiet {
        print::note(&describe(&counts, &args.writing.out));
    }
    Ok(if to_review > 0 { Decided::NotAll } else { Decided::All })
}

fn one(problem: Error) -> Vec<Error> {
    vec![problem]
}

/// Where the records of a master are.
pub struct MasterFile {
    /// The file of its records, or the index.
    pub path: PathBuf,
    /// Whether it is an archive.
    pub is_archive: bool,
    /// Whether it is an index.
    pub is_index: bool,
}

impl MasterFile {
    /// A file, or the members of an archive that `guiyi dedupe` wrote.
    pub fn find(against: &Path) -> Result<MasterFile, Error> {
        if !against.is_dir() {
            let is_index = begins_like_an_index(against);
            return Ok(MasterFile { path: against.to_path_buf(), is_archive: false, is_index });
        }
        let endings = ["csv", "xlsx", "jsonl", "parquet"];
        let members = endings.iter().map(|ending| against.join(format!("members.{ending}")));
        match members.into_iter().find(|path| path.is_file()) {
            Some(path) => Ok(MasterFile { path, is_archive: true, is_index: false }),
            None => Err(Error::usage("is a directory without members.csv")
                .in_file(against.display().to_string())
                .hint("name a file, or a directory written by guiyi dedupe")),
        }
    }

    /// The model of the run that made an archive, if it is still there.
    pub fn model(&self) -> Result<Option<Model>, Error> {
        let run = self.path.with_file_name("run.json");
        if !self.is_archive || !run.is_file() {
            return Ok(None);
        }
        let name = run.display().to_string();
        let read = std::fs::read_to_string(&run)
            .map_err(|e| Error::usage(format!("cannot be read: {e}")).in_file(&name))?;
        let broken = |e: serde_json::Error| {
            Error::new(ErrorKind::Format, format!("holds no model: {e}")).in_file(&name)
        };
        let mut run: Value = serde_json::from_str(&read).map_err(broken)?;
        serde_json::from_value(run["model"].take()).map(Some).map_err(broken)
    }
}

fn begins_like_an_index(path: &Path) -> bool {
    let mut head = Vec::new();
    let read =
        File::open(path).and_then(|file| file.take(MARK.len() as u64).read_to_end(&mut head));
    read.is_ok() && head == MARK
}

/// In the members of an archive the profile is the customer, whatever keys its records had.
pub fn take_profiles_for_keys(columns: &mut [(String, RoleGuess)]) {
    for (header, guess) in columns {
        guess.role = match (header.as_str(), guess.role) {
            ("profile_id", _) => Role::RecordId,
            ("source" | "record_id" | "confidence", _) => Role::Ignore,
            (_, Role::RecordId | Role::Source) => Role::Ignore,
            (_, role) => role,
        };
    }
}

fn file_of(reports: &[FileReport], linked: &Linked, id: RecordId) -> String {
    let at = linked.records.row(id).source as usize;
    // Where the master's records are among the rows, its file is the first.
    let own = reports.len() - linked.records.sources().len();
    reports.get(at + own).map_or(String::new(), |report| report.file.clone())
}

/// Rows that cannot be read and rows that name no customer are bounded together.
fn check_rejects(
    args: &Link,
    reports: &[FileReport],
    rejected: &[RejectedRow],
) -> Result<(), Error> {
    let Some(most) = args.reading.max_rejects else { return Ok(()) };
    let count = rejects(reports) + rejected.len();
    if count as u64 <= most {
        return Ok(());
    }
    let message = format!("{count} rows are rejected, {most} may be");
    Err(Error::new(ErrorKind::TooManyRejects, message)
        .hint("look at the rows with a larger --max-rejects, in rejects.csv"))
}

fn rejects(reports: &[FileReport]) -> usize {
    reports.iter().map(|report| report.rejects.len()).sum()
}

fn counts(tables: &Tables<'_>, reports: &[FileReport]) -> Value {
    let mut counts = json!({
        "master_customers": tables.customers.len(),
        "rows": tables.rows.len(),
        "unreadable": rejects(reports),
    });
    for verdict in Verdict::ALL {
        counts[verdict.name().replace('-', "_")] = tables.count(verdict).into();
    }
    counts
}

fn describe(counts: &Value, out: &Path) -> String {
    let rows = [
        ("customers in the master", "master_customers"),
        ("rows", "rows"),
        ("  match", "match"),
        ("  new", "new"),
        ("  review", "review"),
        ("  duplicate-within", "duplicate_within"),
        ("  reject", "reject"),
        ("unreadable rows", "unreadable"),
    ]
    .map(|(label, name)| vec![label.to_string(), counts[name].to_string()]);
    format!("{}written to {}\n", aligned(&rows), out.display())
}
