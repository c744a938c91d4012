//! `guiyi master`: the living archive, one file a command.

mod export;
mod init;
mod show;
mod update;
mod verify;

use std::time::Duration;

use guiyi_core::Error;
use guiyi_store::{Change, ChangeKind, Stamp, Store};
use serde_json::{Value, json};

use crate::args::master::{MasterCommand, Opening, Signing};
use crate::decisions;
use crate::lang::say;

/// Runs a command.
pub fn run(command: &MasterCommand) -> Result<(), Vec<Error>> {
    let one = |problem: Error| vec![problem];
    match command {
        MasterCommand::Init(args) => init::run(args),
        MasterCommand::Update(args) => update::run(args),
        MasterCommand::Show(args) => show::run(args).map_err(one),
        MasterCommand::Export(args) => export::run(args).map_err(one),
        MasterCommand::Verify(args) => verify::run(args).map_err(one),
    }
}

fn open(opening: &Opening) -> Result<Store, Error> {
    Store::open(&opening.store, Duration::from_secs(opening.wait))
}

fn stamp(signing: &Signing) -> Stamp {
    let by = signing.by.clone().or_else(|| std::env::var("USER").ok());
    Stamp {
        at: decisions::now(),
        by: by.unwrap_or_default(),
        why: signing.why.clone().unwrap_or_default(),
    }
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
