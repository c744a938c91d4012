//! `guiyi master history`: the steps of a store, or of one customer.

use guiyi_core::Error;
use guiyi_store::{EntityId, Step};
use serde_json::json;

use crate::args::master::History;
use crate::lang::say;
use crate::print;
use crate::table::aligned;

/// Runs the command.
pub fn run(args: &History) -> Result<(), Error> {
    let store = super::open(&args.opening)?;
    let Some(id) = &args.id else {
        let steps = store.steps()?;
        return print::answer(&match args.json {
            true => steps.iter().map(|step| format!("{}\n", as_json(step))).collect(),
            false => as_text(&steps),
        });
    };
    let shown = store.show(id.parse::<EntityId>()?)?;
    let mut changes = Vec::new();
    for id in &shown.path {
        changes.extend(store.changes_of(*id)?);
    }
    changes.sort();
    changes.dedup();
    print::answer(&match args.json {
        true => changes.iter().map(|it| format!("{}\n", super::change_json(it))).collect(),
        false => changes.iter().map(super::change_line).collect::<String>(),
    })
}

fn as_text(steps: &[Step]) -> String {
    let row = |step: &Step| {
        let undone = step.undone.map(|by| say!("taken back by step {by}", "已由第 {by} 步撤回"));
        vec![
            step.id.to_string(),
            step.at.clone(),
            step.kind.clone(),
            step.by.clone(),
            step.summary.clone(),
            undone.unwrap_or_default(),
            step.why.clone(),
        ]
    };
    aligned(&steps.iter().map(row).collect::<Vec<_>>())
}

fn as_json(step: &Step) -> serde_json::Value {
    json!({
        "step": step.id, "at": step.at, "kind": step.kind, "by": step.by, "why": step.why,
        "summary": step.summary, "undone_by": step.undone,
    })
}
