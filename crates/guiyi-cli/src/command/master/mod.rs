//! `guiyi master`: the living archive, one file a command.

mod changes;
mod decide;
mod export;
mod history;
mod init;
mod maintain;
mod prefer;
mod show;
mod undo;
mod update;
mod verify;

use std::time::Duration;

use guiyi_core::Error;
use guiyi_store::{Change, ChangeKind, Outcome, RecordKey, Stamp, Store};
use serde_json::{Value, json};

use crate::args::master::{MasterCommand, Opening, Signing};
use crate::decisions;
use crate::lang::say;
use crate::print;
use crate::table::aligned;

/// Runs a command.
pub fn run(command: &MasterCommand) -> Result<(), Vec<Error>> {
    let one = |problem: Error| vec![problem];
    match command {
        MasterCommand::Init(args) => init::run(args),
        MasterCommand::Update(args) => update::run(args),
        MasterCommand::Show(args) => show::run(args).map_err(one),
        MasterCommand::Export(args) => export::run(args).map_err(one),
        MasterCommand::Decide(args) => decide::run(args),
        MasterCommand::Prefer(args) => prefer::run(args).map_err(one),
        MasterCommand::History(args) => history::run(args).map_err(one),
        MasterCommand::Changes(args) => changes::run(args).map_err(one),
        MasterCommand::Undo(args) => undo::run(args).map_err(one),
        MasterCommand::Retrain(args) => maintain::retrain(args).map_err(one),
        MasterCommand::Compact(args) => maintain::compact(args).map_err(one),
        MasterCommand::Verify(args) => verify::run(args).map_err(one),
    }
}

fn open(opening: &Opening) -> Result<Store, Error> {
    Store::open(&opening.store, Duration::from_secs(opening.wait))
}

/// A record as it is typed: source/key.
fn record(typed: &str) -> Result<RecordKey, Error> {
    let parts = typed.split_once('/').filter(|(source, key)| !source.is_empty() && !key.is_empty());
    let (source, key) = parts.ok_or_else(|| {
        Error::usage(format!("'{typed}' is no record")).hint("write source/key, such as erp/10086")
    })?;
    Ok(RecordKey { source: source.to_string(), key: key.to_string() })
}

fn stamp(signing: &Signing) -> Stamp {
    let by = signing.by.clone().or_else(|| std::env::var("USER").ok());
    Stamp {
        at: decisions::now(),
        by: by.unwrap_or_default(),
        why: signing.why.clone().unwrap_or_default(),
    }
}

/// Says what a step did, for people or for programs.
fn tell(outcome: &Outcome, as_json: bool) -> Result<(), Error> {
    if as_json {
        let answer = json!({ "step": outcome.step, "changes": counts_json(outcome) });
        return print::answer(&format!("{answer}\n"));
    }
    let counts = outcome.changes.iter();
    let rows: Vec<Vec<String>> =
        counts.map(|(kind, count)| vec![kind_name(*kind), count.to_string()]).collect();
    let done = say!("step {} is done\n", "第 {} 步完成\n", outcome.step);
    print::answer(&(aligned(&rows) + &done))
}

/// For each kind of change how many.
fn counts_json(outcome: &Outcome) -> Value {
    let counts =
        outcome.changes.iter().map(|(kind, count)| (kind.name().to_string(), json!(count)));
    Value::Object(counts.collect())
}

/// The kind of a change in words.
fn kind_name(kind: ChangeKind) -> String {
    match kind {
        ChangeKind::Created => say!("created", "新建"),
        ChangeKind::Split => say!("split", "拆分"),
        ChangeKind::Reopened => say!("reopened", "重开"),
        ChangeKind::Joined => say!("joined", "并入"),
        ChangeKind::Grown => say!("grown", "增加记录"),
        ChangeKind::Shrunk => say!("shrunk", "减少记录"),
        ChangeKind::Value => say!("value", "取值变更"),
        ChangeKind::Closed => say!("closed", "关闭"),
    }
}

/// A change in a line for people.
fn change_line(change: &Change) -> String {
    let (step, entity, kind) = (change.step, change.entity, kind_name(change.kind));
    let mut line = say!("step {step}: {entity} {kind}", "第 {step} 步：{entity} {kind}");
    if let Some(other) = change.other {
        line += &match change.kind {
            ChangeKind::Joined => say!(" into {other}", " {other}"),
            _ => say!(" from {other}", "，来自 {other}"),
        };
    }
    if !change.detail.is_empty() {
        line += &format!(" ({})", change.detail);
    }
    line + "\n"
}

/// A change for programs.
fn change_json(change: &Change) -> Value {
    json!({
        "step": change.step,
        "kind": change.kind.name(),
        "entity_id": change.entity.to_string(),
        "other_id": change.other.map(|other| other.to_string()),
        "detail": change.detail,
    })
}
