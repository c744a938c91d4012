//! `guiyi why-not`: what kept two records apart.

use guiyi_core::cluster::Standing;
use guiyi_core::explain::{Barrier, Explainer, bits};
use guiyi_core::subject::Reason;
use guiyi_core::{Error, RecordId};
use serde_json::{Value, json};

use super::explain::{describe, find_pair, pair_json};
use crate::args::Pair;
use crate::lang::{self, say};
use crate::print;
use crate::session::Session;

/// Runs the command.
pub fn run(args: &Pair) -> Result<(), Vec<Error>> {
    let session = Session::open(&args.asked)?;
    let explainer = session.explainer()?;
    let (left, right) = find_pair(&session, &explainer, args)?;
    let (a, b) = (session.profile_of(left), session.profile_of(right));
    if a == b {
        return Err(vec![
            Error::usage(format!("both are in {a}"))
                .hint("'guiyi explain' and 'guiyi why' say what joined them"),
        ]);
    }
    let why = explainer.why_not(left, right, session.members(a), session.members(b));
    if args.asked.format == "json" {
        let barriers: Vec<Value> =
            why.barriers.iter().map(|barrier| barrier_json(&explainer, barrier)).collect();
        let mut json = pair_json(&explainer, &why.explanation);
        json["rules"] = json!(why.rules);
        json["barriers"] = json!(barriers);
        json["profiles"] = json!([a, b]);
        return print::answer(&format!("{json}\n")).map_err(|problem| vec![problem]);
    }
    let rules = why.rules.join("; ");
    let mut text = describe(&explainer, &why.explanation);
    text += &say!("\nwhat keeps {a} and {b} apart:\n", "\n{a} 与 {b} 未合并的原因：\n");
    for barrier in &why.barriers {
        text += &format!("  - {}\n", barrier_text(&explainer, barrier));
    }
    if !rules.is_empty() {
        text += &say!("brought together by: {rules}\n", "由以下分块规则放在一起：{rules}\n");
    }
    print::answer(&text).map_err(|problem| vec![problem])
}

fn barrier_text(explainer: &Explainer<'_>, barrier: &Barrier) -> String {
    let reason = |reason: &Option<Reason>| match reason {
        Some(reason) => lang::current().pick(reason.words()).to_string(),
        None => say!("a person's decision", "人工判定"),
    };
    match barrier {
        Barrier::NeverCompared => say!(
            "no blocking rule brings them together, so a run never compares them",
            "没有分块规则将二者放在一起，运行时从未比较"
        ),
        Barrier::Ruled(Standing::Capped, why) => say!(
            "{}: it takes another piece of evidence (a phone, an address, a code)",
            "{}：需要另一项佐证（电话、地址或代码）",
            reason(why)
        ),
        Barrier::Ruled(Standing::Vetoed, why) => say!("{}: vetoed", "{}：否决", reason(why)),
        Barrier::Ruled(_, why) => say!("{}: forbidden", "{}：禁止", reason(why)),
        Barrier::TooLight(lacks) => {
            say!(
                "the weight lacks {} bits to the threshold",
                "权重距阈值还差 {} 比特",
                bits(*lacks)
            )
        }
        Barrier::Closed { left, right, reason: why } => say!(
            "{} and {} must stay apart: {}",
            "{} 与 {} 不得合并：{}",
            explainer.label(*left),
            explainer.label(*right),
            reason(why)
        ),
        Barrier::Mean(mean) => say!(
            "this pair could join, but over all pairs of the two profiles the mean is {} bits; below {} they stay apart",
            "这一对可以合并，但两个档案所有记录对的平均权重为 {} 比特；低于 {} 不合并",
            bits(*mean),
            bits(explainer.options().linkage.mean)
        ),
    }
}

fn barrier_json(explainer: &Explainer<'_>, barrier: &Barrier) -> Value {
    let reason = |reason: &Option<Reason>| reason.map(|reason| reason.words().0);
    let label = |id: &RecordId| explainer.label(*id);
    match barrier {
        Barrier::NeverCompared => json!({ "kind": "never-compared" }),
        Barrier::Ruled(standing, why) => {
            json!({ "kind": "ruled", "standing": standing.name(), "reason": reason(why) })
        }
        Barrier::TooLight(lacks) => json!({ "kind": "too-light", "lacks": lacks.bits() }),
        Barrier::Closed { left, right, reason: why } => {
            json!({ "kind": "closed", "left": label(left), "right": label(right), "reason": reason(why) })
        }
        Barrier::Mean(mean) => json!({ "kind": "mean", "mean": mean.bits() }),
    }
}
