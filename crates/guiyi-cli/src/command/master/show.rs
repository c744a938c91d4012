//! `guiyi master show`: one customer by any of its ids.

use guiyi_core::Error;
use guiyi_store::{EntityId, EntityState, Shown};
use serde_json::{Value, json};

use crate::args::master::Show;
use crate::lang::say;
use crate::print;
use crate::table::aligned;

/// Runs the command.
pub fn run(args: &Show) -> Result<(), Error> {
    let store = super::open(&args.opening)?;
    let id = match args.id.contains('/') {
        true => {
            let record = super::record(&args.id)?;
            store.entity_of(&record.source, &record.key)?
        }
        false => args.id.parse::<EntityId>()?,
    };
    let shown = store.show(id)?;
    if args.json {
        return print::answer(&format!("{}\n", as_json(&shown)));
    }
    print::answer(&as_text(&shown))
}

/// The id the entity bears now.
fn now(shown: &Shown) -> EntityId {
    shown.path.last().copied().unwrap_or(shown.asked)
}

fn as_text(shown: &Shown) -> String {
    let mut text = String::new();
    for pair in shown.path.windows(2) {
        text += &say!("{} was joined into {}\n", "{} 已并入 {}\n", pair[0], pair[1]);
    }
    text += &match shown.state {
        EntityState::Open => {
            say!("{}: {} records\n", "{}：{} 条记录\n", now(shown), shown.members.len())
        }
        EntityState::Closed { step } => {
            say!(
                "{}: closed by step {step}, none of its records is left\n",
                "{}：第 {step} 步关闭，已无记录\n",
                now(shown)
            )
        }
    };
    text += &aligned(&rows(&shown.values));
    for member in &shown.members {
        text += &format!("\n{}/{}\n", member.source, member.key);
        text += &aligned(&rows(&member.cells));
    }
    text.push('\n');
    for change in &shown.changes {
        text += &super::change_line(change);
    }
    text
}

fn rows(cells: &[(String, String)]) -> Vec<Vec<String>> {
    cells.iter().map(|(name, value)| vec![name.clone(), value.clone()]).collect()
}

fn as_json(shown: &Shown) -> Value {
    let object = |cells: &[(String, String)]| -> Value {
        let entries = cells.iter().map(|(name, value)| (name.clone(), json!(value)));
        Value::Object(entries.collect())
    };
    let closed = match shown.state {
        EntityState::Open => Value::Null,
        EntityState::Closed { step } => json!(step),
    };
    let members = shown.members.iter().map(|member| {
        json!({ "source": member.source, "record_id": member.key, "cells": object(&member.cells) })
    });
    json!({
        "asked": shown.asked.to_string(),
        "entity_id": now(shown).to_string(),
        "closed_by_step": closed,
        "values": object(&shown.values),
        "members": members.collect::<Vec<_>>(),
        "changes": shown.changes.iter().map(super::change_json).collect::<Vec<_>>(),
    })
}
