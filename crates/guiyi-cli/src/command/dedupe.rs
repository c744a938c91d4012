//! `guiyi dedupe`: customer exports in, the unified archive out.

use std::time::Instant;

use guiyi_core::archive::Tables;
use guiyi_core::dedupe::{Archive, dedupe};
use guiyi_core::review::Question;
use guiyi_core::{Error, RecordId, Records};
use serde_json::{Value, json};

use crate::args::Dedupe;
use crate::job::{self, Job};
use crate::print;
use crate::progress::Progress;
use crate::result::ResultDir;
use crate::table::aligned;

/// Runs the command.
pub fn run(args: &Dedupe) -> Result<(), Vec<Error>> {
    let begun = Instant::now();
    if let Some(threads) = args.threads {
        // Fails only when a pool was made before, which is then used.
        let _ = rayon::ThreadPoolBuilder::new().num_threads(threads).build_global();
    }
    let result = ResultDir::create(&args.writing, &args.files).map_err(one)?;
    let mut settings = job::settings(args.settings.as_deref())?;
    let progress = Progress::new(args.quiet || args.json);
    progress.stage("read", args.files.len() as u64);
    let mut job = job::read(&args.files, &args.reading, &mut settings)?;
    let records = Records::new(std::mem::take(&mut job.sources));
    if !args.quiet && !args.json {
        print::note(&describe_input(&job));
    }
    let mut options = settings.options();
    options.model = args.model.as_deref().map(job::model).transpose().map_err(one)?;
    let archive = dedupe(&records, &settings, &options, &progress).map_err(one)?;
    progress.stage("write", 1);
    let tables = Tables::new(&records, &archive);
    result.tables(&tables).map_err(one)?;
    result.rejects(&job.files).map_err(one)?;
    let times = progress.finish();
    let summary = summary(&records, &archive, &job);
    let run = json!({
        "program": { "name": "guiyi", "version": env!("CARGO_PKG_VERSION") },
        "settings": settings,
        "inputs": job.files.iter().map(job::input_json).collect::<Vec<_>>(),
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
        let answer = json!({ "out": args.writing.out, "counts": summary });
        print::answer(&format!("{answer}\n")).map_err(one)?;
    } else if !args.quiet {
        print::note(&describe_result(&summary, args, &records, &archive, begun));
    }
    Ok(())
}

fn one(problem: Error) -> Vec<Error> {
    vec![problem]
}

fn block_json(report: &guiyi_core::block::index::RuleReport) -> Value {
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

fn describe_input(job: &Job) -> String {
    let mut text = String::new();
    for file in &job.files {
        text.push_str(&format!("{}: {} rows, {}", file.file, file.rows, file.encoding));
        if !file.rejects.is_empty() {
            text.push_str(&format!(", {} rejected", file.rejects.len()));
        }
        text.push('\n');
        for note in &file.notes {
            text.push_str(&format!("  note: {note}\n"));
        }
        let rows: Vec<Vec<String>> = file
            .columns
            .iter()
            .map(|(header, guess)| {
                vec![header.clone(), guess.role.to_string(), guess.reason.clone()]
            })
            .collect();
        text.push_str(&aligned(&rows));
    }
    text
}

fn describe_result(
    summary: &Value,
    args: &Dedupe,
    records: &Records,
    archive: &Archive,
    begun: Instant,
) -> String {
    let count = |name: &str| summary[name].to_string();
    let rows = [
        ("records", count("records")),
        ("profiles", count("profiles")),
        ("duplicates found", count("duplicates")),
        ("to review", count("to_review")),
        ("rejected rows", count("rejected")),
    ]
    .map(|(label, count)| vec![label.to_string(), count]);
    let mut text = aligned(&rows);
    for &(left, right) in archive.code_conflicts.iter().take(3) {
        text.push_str(&format!(
            "warning: {} and {} carry one name and two valid, different codes; they stay apart\n",
            record_name(records, left),
            record_name(records, right),
        ));
    }
    let more = archive.code_conflicts.len().saturating_sub(3);
    if more > 0 {
        text.push_str(&format!(
            "warning: {more} more such pairs; see 'warnings' in the profiles\n"
        ));
    }
    text.push_str(&format!(
        "written to {} in {:.1} s; start with profiles.{}\n",
        args.writing.out.display(),
        begun.elapsed().as_secs_f64(),
        args.writing.output_format.ending()
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
