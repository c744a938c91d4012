//! `guiyi link`: new rows held against a master, a verdict for each.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::time::Duration;

use guiyi_core::index::codec::MARK;
use guiyi_core::link::table::Tables;
use guiyi_core::link::{Linked, Master, Mode, Verdict, link, link_to};
use guiyi_core::pipeline::Options;
use guiyi_core::{Error, ErrorKind, RecordId, Role};
use guiyi_store::Store;
use serde_json::{Value, json};

use super::dedupe::set_threads;
use crate::args::Link;
use crate::exit::Decided;
use crate::job::{self, FileReport, Opened, Request};
use crate::lang::say;
use crate::print;
use crate::progress::Progress;
use crate::result::{RejectedRow, ResultDir};
use crate::table::aligned;

/// Runs the command.
pub fn run(args: &Link) -> Result<Decided, Vec<Error>> {
    set_threads(args.master.threads);
    let master = MasterFile::find(&args.against).map_err(one)?;
    let mut request = Request::new(&args.master.job(&args.files), &args.reading)?;
    let Some(target) = args.writing.out.clone().or(request.out.clone()) else {
        return Err(one(Error::usage("no directory for the results")
            .hint("add --out DIR, or dir under [output] in the settings")));
    };
    let given = master.given(&request)?;
    // Of an index or a store no file is read as a table.
    let own = usize::from(given.is_none());
    if own == 1 {
        request.files.insert(0, master.path.clone());
    }
    let result = ResultDir::create(&target, &args.writing, &request.files).map_err(one)?;
    let progress = Progress::new(args.quiet || args.json);
    progress.stage("read", request.files.len() as u64);
    let mut opened = job::open(&request)?;
    master.name_customers(&mut opened);
    let mut read = job::take(&request, opened)?;
    let reports = read.files;
    let mode = Mode { one_to_one: args.one_to_one, link_only: args.link_only };
    let incoming = read.sources.split_off(own);
    let linked = match (given, read.sources.pop()) {
        (Some(Given::Index(frozen)), _) => link_to(*frozen, incoming, mode, &progress),
        (Some(Given::Store(store)), _) => {
            let options = store.options();
            link(store.source, incoming, &store.settings, &options, mode, &progress)
        }
        (None, Some(own)) => {
            let options = master.options(&request).map_err(one)?;
            link(own, incoming, &request.settings, &options, mode, &progress)
        }
        (None, None) => return Ok(Decided::All),
    };
    let linked = linked.map_err(one)?;
    let tables = linked.tables();
    progress.stage("write", 1);
    let rejected: Vec<RejectedRow> = tables
        .rejected()
        .map(|(id, reason)| RejectedRow {
            file: file_of(&reports[own..], &linked, id),
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
        "settings": request.settings,
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
        let answer = json!({ "out": target, "counts": counts });
        print::answer(&format!("{answer}\n")).map_err(one)?;
    } else if !args.quiet {
        print::note(&describe(&counts, &target));
    }
    Ok(if to_review > 0 { Decided::NotAll } else { Decided::All })
}

fn one(problem: Error) -> Vec<Error> {
    vec![problem]
}

/// Where the records of a master are.
pub struct MasterFile {
    /// The file of its records, the index or the store.
    pub path: PathBuf,
    kind: Kind,
}

/// What a master is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// A file of records.
    Table,
    /// The members of an archive that `guiyi dedupe` wrote.
    Archive,
    /// A compiled index.
    Index,
    /// The living archive.
    Store,
}

/// A master that brings its model and settings.
pub enum Given {
    /// Frozen already.
    Index(Box<Master>),
    /// The records of a store.
    Store(Box<guiyi_store::Master>),
}

impl MasterFile {
    /// What the path leads to.
    pub fn find(against: &Path) -> Result<MasterFile, Error> {
        let file = |path: &Path, kind| MasterFile { path: path.to_path_buf(), kind };
        if !against.is_dir() {
            let head = head(against);
            let kind = match head.as_slice() {
                head if head.starts_with(MARK) => Kind::Index,
                head if head.starts_with(SQLITE) => Kind::Store,
                _ => Kind::Table,
            };
            return Ok(file(against, kind));
        }
        let endings = ["csv", "xlsx", "jsonl", "parquet"];
        let members = endings.iter().map(|ending| against.join(format!("members.{ending}")));
        match members.into_iter().find(|path| path.is_file()) {
            Some(path) => Ok(file(&path, Kind::Archive)),
            None => Err(Error::usage("is a directory without members.csv")
                .in_file(against.display().to_string())
                .hint("name a file, or a directory that 'guiyi dedupe' wrote")),
        }
    }

    /// The index or the store; `None` for records that are to be read from a file.
    pub fn given(&self, request: &Request) -> Result<Option<Given>, Vec<Error>> {
        let name = self.path.display().to_string();
        match self.kind {
            Kind::Table | Kind::Archive => return Ok(None),
            Kind::Index => check_left_to("an index", request, "guiyi index MASTER -o FILE")?,
            Kind::Store => check_left_to("a store", request, "guiyi master init STORE")?,
        }
        let given = match self.kind {
            Kind::Store => Store::open(&self.path, PATIENCE)
                .and_then(|store| store.master(&name))
                .map(|master| Given::Store(Box::new(master))),
            _ => job::index(&self.path).map(|master| Given::Index(Box::new(master))),
        };
        given.map(Some).map_err(one)
    }

    /// How a run over the master decides: with the model that was asked for, else with that of the
    /// run that made the archive.
    pub fn options(&self, request: &Request) -> Result<Options, Error> {
        let run = self.path.with_file_name("run.json");
        let model = match &request.model {
            Some(path) => Some(job::model(path)?),
            None if self.kind == Kind::Archive && run.is_file() => Some(job::model(&run)?),
            None => None,
        };
        Ok(Options { model, ..request.settings.options() })
    }

    /// In the members of an archive, which were opened first, the profile is the customer, whatever
    /// keys its records had.
    pub fn name_customers(&self, opened: &mut [Opened]) {
        let is_archive = self.kind == Kind::Archive;
        let Some(members) = opened.first_mut().filter(|_| is_archive) else { return };
        for (header, guess) in &mut members.columns {
            guess.role = match (header.as_str(), guess.role) {
                ("profile_id", _) => Role::RecordId,
                ("source" | "record_id" | "confidence", _) => Role::Ignore,
                (_, Role::RecordId | Role::Source) => Role::Ignore,
                (_, role) => role,
            };
        }
    }
}

/// How long another process may keep the store busy.
const PATIENCE: Duration = Duration::from_secs(10);

/// The first bytes of every SQLite file (its file format, 1.3.1).
const SQLITE: &[u8] = b"SQLite format 3\0";

/// The first bytes of a file; none of what cannot be read.
fn head(path: &Path) -> Vec<u8> {
    let mut head = Vec::new();
    let long = SQLITE.len().max(MARK.len()) as u64;
    match File::open(path).and_then(|file| file.take(long).read_to_end(&mut head)) {
        Ok(_) => head,
        Err(_) => Vec::new(),
    }
}

/// An index or a store was made with its model and its thresholds; others would be left out in
/// silence.
fn check_left_to(master: &str, request: &Request, make: &str) -> Result<(), Vec<Error>> {
    let remedy = format!("make it anew with it: {make}");
    let mut problems = Vec::new();
    if request.model.is_some() {
        problems.push(Error::usage(format!("{master} has a model of its own")).hint(&remedy));
    }
    let decide = ["thresholds", "names", "blocks"];
    let settings = request.typed.entries().iter();
    problems.extend(
        settings
            .filter(|entry| decide.contains(&entry.table.as_str()))
            .map(|entry| entry.problem(format!("{master} has settings of its own")).hint(&remedy)),
    );
    if problems.is_empty() { Ok(()) } else { Err(problems) }
}

/// The file that a row came from. For lists without names of companies the master's records stand
/// among the rows, as the first source.
fn file_of(incoming: &[FileReport], linked: &Linked, id: RecordId) -> String {
    let before = linked.records.sources().len().saturating_sub(incoming.len());
    let at = (linked.records.row(id).source as usize).checked_sub(before);
    at.and_then(|at| incoming.get(at)).map_or(String::new(), |report| report.file.clone())
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
        (say!("customers in the master", "主数据中的客户"), "master_customers"),
        (say!("rows", "新行"), "rows"),
        (say!("  match", "  匹配"), "match"),
        (say!("  new", "  新客户"), "new"),
        (say!("  review", "  待复核"), "review"),
        (say!("  duplicate-within", "  与另一新行重复"), "duplicate_within"),
        (say!("  reject", "  拒收"), "reject"),
        (say!("unreadable rows", "无法读取的行"), "unreadable"),
    ]
    .map(|(label, name)| vec![label, counts[name].to_string()]);
    aligned(&rows) + &say!("written to {}\n", "已写入 {}\n", out.display())
}
