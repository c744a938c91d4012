//! `guiyi master update`: records into the store.

use std::time::Instant;

use guiyi_core::{Error, Role, Source};
use guiyi_store::{Batch, Mode, Outcome, Status, Store};
use serde_json::json;

use crate::args::{self, master};
use crate::command::dedupe::{describe_input, set_threads};
use crate::job::{self, Job, Request};
use crate::lang::say;
use crate::print;
use crate::progress::Progress;
use crate::table::aligned;

/// Runs the command.
pub fn run(args: &master::Update) -> Result<(), Vec<Error>> {
    let one = |problem| vec![problem];
    let begun = Instant::now();
    set_threads(args.threads);
    let mut store = super::open(&args.opening).map_err(one)?;
    let asked = args::Job { files: args.files.clone(), ..args::Job::default() };
    let request = Request::new(&asked, &args.reading)?;
    let progress = Progress::new(args.quiet || args.json);
    progress.stage("read", request.files.len() as u64);
    let mut job = job::read(&request)?;
    let sources = std::mem::take(&mut job.sources);
    let sources = sources.into_iter().map(|source| known(&store, source, args, &request));
    let sources = sources.collect::<Result<Vec<_>, _>>().map_err(one)?;
    if !args.quiet && !args.json {
        // What the store knows of the columns outranks what they look like.
        for (file, source) in job.files.iter_mut().zip(&sources) {
            for ((_, guess), &role) in file.columns.iter_mut().zip(&source.roles) {
                if guess.role != role {
                    (guess.role, guess.reason) = (role, "as in earlier updates".to_string());
                }
            }
        }
        print::note(&describe_input(&job));
    }
    let batch = Batch {
        sources,
        mode: if args.snapshot { Mode::Snapshot } else { Mode::Delta },
        deleted_column: args.deleted_column.clone(),
        may_shrink: args.allow_shrink,
    };
    let before = store.status().map_err(one)?;
    let outcome = store.update(&batch, &super::stamp(&args.signing), &progress).map_err(one)?;
    let status = store.status().map_err(one)?;
    progress.finish();
    if args.json {
        let answer = format!("{}\n", summary(&outcome, &status, &job));
        print::answer(&answer).map_err(one)?;
    } else if !args.quiet {
        print::note(&describe(&outcome, before, status, begun));
    }
    Ok(())
}

/// The source with what the store knows of it: its name, and what its columns mean.
fn known(
    store: &Store,
    mut source: Source,
    args: &master::Update,
    request: &Request,
) -> Result<Source, Error> {
    if let Some(name) = &args.source {
        source.name.clone_from(name);
    }
    let headers: Vec<&str> = source.table.headers().collect();
    let held = store.roles(&source.name, &headers)?;
    for (at, header) in headers.iter().enumerate() {
        if let Some(role) = held[at].filter(|_| !request.settings.roles.contains_key(header.trim()))
        {
            source.roles[at] = role;
        }
    }
    // A column that is new may not take the place of the key or the source.
    for (at, header) in headers.iter().enumerate() {
        let role = source.roles[at];
        let is_typed = request.settings.roles.contains_key(header.trim());
        let is_taken = (0..headers.len()).any(|other| {
            other != at && source.roles[other] == role && (held[other].is_some() || other < at)
        });
        if matches!(role, Role::RecordId | Role::Source)
            && held[at].is_none()
            && !is_typed
            && is_taken
        {
            source.roles[at] = Role::Text;
        }
    }
    Ok(source)
}

fn summary(outcome: &Outcome, status: &Status, job: &Job) -> serde_json::Value {
    json!({
        "step": outcome.step,
        "new": outcome.new,
        "changed": outcome.changed,
        "deleted": outcome.deleted,
        "unchanged": outcome.unchanged,
        "repeated": outcome.repeated,
        "unknown_deletions": outcome.unknown,
        "rejected": job.files.iter().map(|file| file.rejects.len()).sum::<usize>(),
        "new_sources": outcome.new_sources,
        "changes": super::counts_json(outcome),
        "records": status.records,
        "entities": status.entities,
    })
}

fn describe(outcome: &Outcome, before: Status, status: Status, begun: Instant) -> String {
    let mut rows = vec![
        vec![say!("new records", "新记录"), outcome.new.to_string()],
        vec![say!("changed", "变更"), outcome.changed.to_string()],
        vec![say!("deleted", "删除"), outcome.deleted.to_string()],
        vec![say!("unchanged", "未变"), outcome.unchanged.to_string()],
    ];
    if outcome.repeated > 0 {
        rows.push(vec![
            say!("repeated, last one taken", "重复，取最后一行"),
            outcome.repeated.to_string(),
        ]);
    }
    if outcome.unknown > 0 {
        rows.push(vec![
            say!("deletions of unknown records", "删除不存在的记录"),
            outcome.unknown.to_string(),
        ]);
    }
    for (kind, count) in &outcome.changes {
        rows.push(vec![super::kind_name(*kind), count.to_string()]);
    }
    let mut text = aligned(&rows);
    if before.records > 0 && !outcome.new_sources.is_empty() {
        let names = outcome.new_sources.join(", ");
        text += &say!(
            "warning: new source {names}; if it is one the store has, take this back with 'guiyi master undo' and give --source\n",
            "警告：新来源 {names}；若它是已有的来源，请用 guiyi master undo 撤回，并用 --source 指明\n"
        );
    }
    text + &say!(
        "step {}: {} records, {} customers, {:.1} s\n",
        "第 {} 步：{} 条记录，{} 个客户，{:.1} 秒\n",
        outcome.step,
        status.records,
        status.entities,
        begun.elapsed().as_secs_f64()
    )
}
