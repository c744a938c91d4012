//! `guiyi link`: new rows held against a master, a verdict for each.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use guiyi_core::index::codec::MARK;
use guiyi_core::link::table::Tables;
use guiyi_core::link::{Linked, Mode, Verdict, link, link_to};
use guiyi_core::pipeline::Options;
use guiyi_core::{Error, ErrorKind, RecordId, Role};
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
    let frozen = match master.is_index {
        true => {
            check_left_to_index(&request)?;
            Some(job::index(&master.path).map_err(one)?)
        }
        false => None,
    };
    // Of an index no rows are read.
    let own = usize::from(frozen.is_none());
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
    let settings = &request.settings;
    let mode = Mode { one_to_one: args.one_to_one, link_only: args.link_only };
    let incoming = read.sources.split_off(own);
    let linked = match (frozen, read.sources.pop()) {
        (Some(frozen), _) => link_to(frozen, incoming, mode, &progress),
        (None, Some(own)) => {
            let options = master.options(&request).map_err(one)?;
            link(own, incoming, settings, &options, mode, &progress)
        }
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

/// An index was made with its model and its thresholds; another one would be left out in silence.
fn check_left_to_index(request: &Request) -> Result<(), Vec<Error>> {
    const REMEDY: &str = "make the index anew with it: guiyi index MASTER -o FILE";
    let mut problems = Vec::new();
    if request.model.is_some() {
        problems.push(Error::usage("an index has a model of its own").hint(REMEDY));
    }
    let decide = ["thresholds", "names", "blocks"];
    let settings = request.typed.entries().iter();
    problems.extend(
        settings
            .filter(|entry| decide.contains(&entry.table.as_str()))
            .map(|entry| entry.problem("an index has settings of its own").hint(REMEDY)),
    );
    if problems.is_empty() { Ok(()) } else { Err(problems) }
}

/// Where the records of a master are.
pub struct MasterFile {
    /// The file of its records, or the index.
    pub path: PathBuf,
    /// Whether it is an archive.
    is_archive: bool,
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
                .hint("name a file, or a directory that 'guiyi dedupe' wrote")),
        }
    }

    /// How a run over the master decides: with the model that was asked for, else with that of the
    /// run that made the archive.
    pub fn options(&self, request: &Request) -> Result<Options, Error> {
        let run = self.path.with_file_name("run.json");
        let model = match &request.model {
            Some(path) => Some(job::model(path)?),
            None if self.is_archive && run.is_file() => Some(job::model(&run)?),
            None => None,
        };
        Ok(Options { model, ..request.settings.options() })
    }

    /// In the members of an archive, which were opened first, the profile is the customer, whatever
    /// keys its records had.
    pub fn name_customers(&self, opened: &mut [Opened]) {
        let Some(members) = opened.first_mut().filter(|_| self.is_archive) else { return };
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

fn begins_like_an_index(path: &Path) -> bool {
    let mut head = Vec::new();
    let read =
        File::open(path).and_then(|file| file.take(MARK.len() as u64).read_to_end(&mut head));
    read.is_ok() && head == MARK
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
