//! `guiyi dedupe`: customer exports in, the unified archive out.

use std::path::Path;
use std::time::Instant;

use guiyi_core::archive::Tables;
use guiyi_core::dedupe::{Archive, Customers, archive};
use guiyi_core::explain::Explainer;
use guiyi_core::review::Question;
use guiyi_core::{Error, RecordId, Records};
use serde_json::{Value, json};

use crate::args::Dedupe;
use crate::decisions;
use crate::job::{self, Job, Request};
use crate::lang::{say, tr};
use crate::print;
use crate::progress::Progress;
use crate::report::Report;
use crate::result::ResultDir;
use crate::table::aligned;

/// The format of `run.json`. Raised when an older program could misread a newer one's.
pub const RUN_FORMAT: u64 = 1;

/// Runs the command.
pub fn run(args: &Dedupe) -> Result<(), Vec<Error>> {
    let begun = Instant::now();
    set_threads(args.job.threads);
    let request = Request::new(&args.job, &args.reading)?;
    let Some(target) = args.writing.out.as_ref().or(request.out.as_ref()) else {
        return Err(one(Error::usage("no directory for the results")
            .hint("add --out DIR, or dir under [output] in the settings")));
    };
    let result = ResultDir::create(target, &args.writing, &request.files).map_err(one)?;
    let progress = Progress::new(args.quiet || args.json);
    progress.stage("read", request.files.len() as u64);
    let mut job = job::read(&request)?;
    let settings = &request.settings;
    let records = Records::new(std::mem::take(&mut job.sources));
    if !args.quiet && !args.json {
        print::note(&describe_input(&job));
    }
    let mut options = settings.options();
    options.model = request.model.as_deref().map(job::model).transpose().map_err(one)?;
    let decisions = request.decisions.as_deref().map(decisions::read).transpose().map_err(one)?;
    let decisions = decisions.map(|log| log.resolve(&records)).transpose()?;
    if let Some(decisions) = &decisions {
        options.decisions = decisions.pairs();
        if !args.quiet {
            print::note(&decisions.warnings());
        }
    }
    let customers = Customers::read(&records, settings, &progress).map_err(one)?;
    let archive = archive(&records, &customers, &options, &progress).map_err(one)?;
    progress.stage("write", 1);
    let tables = Tables::new(&records, &archive);
    let summary = summary(&records, &archive, &job);
    let model = &archive.resolution.model;
    let explainer = Explainer::new(&records, customers.subject(), model, &options).map_err(one)?;
    let report = Report {
        records: &records,
        archive: &archive,
        files: &job.files,
        explainer: &explainer,
        counts: &summary,
    };
    let (written, page) = rayon::join(|| result.tables(&tables), || report.html());
    written.map_err(one)?;
    result.report(&page).map_err(one)?;
    if args.pairs || request.typed.flag("output", "pairs").unwrap_or(false) {
        result.pairs(&tables).map_err(one)?;
    }
    result.rejects(&job.files).map_err(one)?;
    let times = progress.finish();
    let run = json!({
        "format": RUN_FORMAT,
        "program": { "name": "guiyi", "version": env!("CARGO_PKG_VERSION") },
        "settings": settings,
        "reading": request.reading,
        "inputs": job.files.iter().map(job::input_json).collect::<Vec<_>>(),
        "decisions": decisions.as_ref().map(|decisions| decisions.json()),
        "counts": summary,
        "blocks": archive.resolution.blocks.iter().map(block_json).collect::<Vec<_>>(),
        "training": archive.resolution.training,
        "model": archive.resolution.model,
        "seconds": times.iter().map(|(stage, took)| ((*stage).to_string(), json!(took.as_secs_f64())))
            .collect::<serde_json::Map<_, _>>(),
    });
    result.run(&run).map_err(one)?;
    result.commit().map_err(one)?;
    if args.json {
        let answer = json!({ "out": target, "counts": summary });
        print::answer(&format!("{answer}\n")).map_err(one)?;
    } else if !args.quiet {
        let ending = args.writing.output_format.ending();
        print::note(&describe_result(&summary, (target, ending), &records, &archive, begun));
    }
    // The program ends here: the system takes all memory back at once.
    std::mem::forget((records, customers, archive));
    Ok(())
}

fn one(problem: Error) -> Vec<Error> {
    vec![problem]
}

/// Uses so many threads; all cores without a number.
pub fn set_threads(threads: Option<usize>) {
    if let Some(threads) = threads {
        // Fails only when a pool was made before, which is then used.
        let _ = rayon::ThreadPoolBuilder::new().num_threads(threads).build_global();
    }
}

pub fn block_json(report: &guiyi_core::block::index::RuleReport) -> Value {
    json!({
        "rule": report.rule,
        "blocks": report.blocks,
        "pairs": report.pairs,
        "split": report.split,
        "windowed": report.windowed,
        "left_out": report.left_out,
        "largest": report.largest,
    })
}

/// The figures a steward looks for.
fn summary(records: &Records, archive: &Archive, job: &Job) -> Value {
    let profiles = archive.profiles.len();
    let asked = |question| archive.review.iter().filter(|item| item.question == question).count();
    json!({
        "files": job.files.len(),
        "records": records.len(),
        "profiles": profiles,
        "duplicates": records.len() - profiles,
        "profiles_with_duplicates": archive.profiles.iter().filter(|p| p.members.len() > 1).count(),
        "largest_profile": archive.profiles.iter().map(|p| p.members.len()).max().unwrap_or(0),
        "to_review": archive.review.len(),
        "review_join": asked(Question::Join),
        "review_weakest_link": asked(Question::WeakestLink),
        "links": archive.links.len(),
        "code_conflicts": archive.code_conflicts.len(),
        "rejected": job.files.iter().map(|file| file.rejects.len()).sum::<usize>(),
        "pairs_compared": archive.resolution.compared,
    })
}

pub fn describe_input(job: &Job) -> String {
    let mut text = String::new();
    for file in &job.files {
        let (name, rows, encoding) = (&file.file, file.rows, file.encoding);
        text += &say!("{name}: {rows} rows, {encoding}", "{name}：{rows} 行，{encoding}");
        if !file.rejects.is_empty() {
            text += &say!(", {} rejected", "，拒绝 {} 行", file.rejects.len());
        }
        text.push('\n');
        for note in &file.notes {
            text += &say!("  note: {}\n", "  注意：{}\n", tr(note));
        }
        let rows: Vec<Vec<String>> = file
            .columns
            .iter()
            .map(|(header, guess)| {
                vec![header.clone(), guess.role.to_string(), tr(&guess.reason).into_owned()]
            })
            .collect();
        text.push_str(&aligned(&rows));
    }
    text
}

fn describe_result(
    summary: &Value,
    (target, ending): (&Path, &str),
    records: &Records,
    archive: &Archive,
    begun: Instant,
) -> String {
    let count = |name: &str| summary[name].to_string();
    let rows = [
        (say!("records", "记录"), count("records")),
        (say!("profiles", "档案"), count("profiles")),
        (say!("duplicates found", "发现重复"), count("duplicates")),
        (say!("to review", "待复核"), count("to_review")),
        (say!("rejected rows", "拒绝的行"), count("rejected")),
    ]
    .map(|(label, count)| vec![label, count]);
    let mut text = aligned(&rows);
    for &(left, right) in archive.code_conflicts.iter().take(3) {
        text.push_str(&say!(
            "warning: {} and {} carry one name and two valid, different codes; they stay apart\n",
            "警告：{} 与 {} 名称相同而有效代码不同，未合并\n",
            record_name(records, left),
            record_name(records, right),
        ));
    }
    let more = archive.code_conflicts.len().saturating_sub(3);
    if more > 0 {
        text.push_str(&say!(
            "warning: {more} more such pairs; see 'warnings' in the profiles\n",
            "警告：另有 {more} 对；见档案表的 warnings 列\n"
        ));
    }
    text.push_str(&say!(
        "written to {} in {:.1} s; start with profiles.{ending} or report.html\n",
        "已写入 {}，用时 {:.1} 秒；请先看 profiles.{ending} 或 report.html\n",
        target.display(),
        begun.elapsed().as_secs_f64()
    ));
    text
}

/// A record as its owner knows it: source and key, or line.
fn record_name(records: &Records, record: u32) -> String {
    let id = RecordId(record);
    let key = match records.key(id) {
        "" => format!("line {}", records.line(id)),
        key => key.to_string(),
    };
    format!("{}/{key}", records.source(id))
}
