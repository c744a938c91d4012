//! `guiyi evaluate` as a user runs it.

#![allow(clippy::unwrap_used)]

mod harness;

use std::collections::BTreeMap;
use std::fs;

use harness::{column, dedupe, demo, fixture, read, refuse, succeed};
use serde_json::Value;

fn json(arguments: &[&str]) -> Value {
    serde_json::from_str(&succeed(arguments)).unwrap()
}

/// Pairs in truth and in the run, counted one by one.
#[test]
fn figures_are_those_of_counting_every_pair() {
    let (_guard, out) = dedupe(&demo(), &[]);
    let truth = fixture("demo/truth.csv");
    let figures =
        json(&["evaluate", out.to_str().unwrap(), "--truth", truth.to_str().unwrap(), "--json"]);
    let (members, truth) = (read(&out.join("members.csv")), read(&truth));
    let keys = |table, name| {
        let keys = column(table, "source").into_iter().zip(column(table, "record_id"));
        let labels = column(table, name).into_iter().map(str::to_string);
        keys.map(|(a, b)| (a.to_string(), b.to_string())).zip(labels).collect::<Vec<_>>()
    };
    let profile: BTreeMap<_, _> = keys(&members, "profile_id").into_iter().collect();
    let entities = keys(&truth, "entity");
    let (mut both, mut want, mut got) = (0, 0, 0);
    for (at, (key, entity)) in entities.iter().enumerate() {
        for (other, second) in &entities[..at] {
            let joined = profile[key] == profile[other];
            both += u32::from(joined && entity == second);
            want += u32::from(entity == second);
            got += u32::from(joined);
        }
    }
    let value = |name: &str| figures["scores"]["pairwise"][name]["value"].as_f64().unwrap();
    assert!((value("precision") - f64::from(both) / f64::from(got)).abs() < 1e-12);
    assert!((value("recall") - f64::from(both) / f64::from(want)).abs() < 1e-12);
    assert_eq!(figures["scores"]["missed_pairs"], want - both);
    assert_eq!(figures["left_out"]["not_in_run"], 0);
}

#[test]
fn blocking_brings_nearly_all_true_pairs_together() {
    let (_guard, out) = dedupe(&demo(), &[]);
    let truth = fixture("demo/truth.csv");
    let (out, truth) = (out.to_str().unwrap(), truth.to_str().unwrap());
    let figures = json(&["evaluate", out, "--truth", truth, "--blocking", "--json"]);
    let blocking = &figures["blocking"];
    assert_eq!(blocking["true_pairs"], figures["scores"]["true_pairs"]);
    assert!(blocking["completeness"]["value"].as_f64().unwrap() > 0.9, "{blocking}");
    let run = fs::read_to_string(std::path::Path::new(out).join("run.json")).unwrap();
    let run: Value = serde_json::from_str(&run).unwrap();
    // Some candidates are seen to differ at a glance.
    assert!(blocking["candidates"].as_u64() >= run["counts"]["pairs_compared"].as_u64());
}

#[test]
fn a_run_agrees_with_itself_and_differs_where_settings_do() {
    let (_one, one) = dedupe(&demo(), &["--pairs"]);
    let settings = tempfile::tempdir().unwrap();
    let file = settings.path().join("apart.toml");
    fs::write(&file, "[names]\njoin-brandless = false\n").unwrap();
    let (_two, two) = dedupe(&demo(), &["--settings", file.to_str().unwrap()]);
    let (one, two) = (one.to_str().unwrap(), two.to_str().unwrap());
    let same = json(&["evaluate", one, "--against", one, "--json"]);
    assert_eq!(same["against"]["profiles_joined"], 0);
    assert_eq!(same["against"]["profiles_split"], 0);
    let apart = json(&["evaluate", two, "--against", one, "--json"]);
    assert!(apart["against"]["profiles_split"].as_u64().unwrap() > 0);
    assert!(apart["split"]["worst"][0]["parts"][0]["record"].is_string());
    // The threshold curve comes with the weights, and only with them.
    let truth = fixture("demo/truth.csv");
    let truth = truth.to_str().unwrap();
    let curve = json(&["evaluate", one, "--truth", truth, "--json"])["curve"].clone();
    let recalls: Vec<f64> =
        curve.as_array().unwrap().iter().map(|p| p["recall"].as_f64().unwrap()).collect();
    assert!(recalls.windows(2).all(|two| two[0] >= two[1]) && recalls[0] > 0.5);
    assert!(json(&["evaluate", two, "--truth", truth, "--json"])["curve"].is_null());
}

#[test]
fn labelled_pairs_are_judged_alone() {
    let (guard, out) = dedupe(&demo(), &[]);
    let members = read(&out.join("members.csv"));
    let row = |at: usize| (column(&members, "source")[at], column(&members, "record_id")[at]);
    let profile = column(&members, "profile_id");
    let twin = (1..profile.len()).find(|&at| profile[at] == profile[0]);
    let other = (1..profile.len()).find(|&at| profile[at] != profile[0]).unwrap();
    let mut text = "source_a,record_a,source_b,record_b,label\n".to_string();
    for (at, label) in [(twin, "same"), (Some(other), "different"), (Some(other), "unsure")] {
        if let Some(at) = at {
            let (a, b) = (row(0), row(at));
            text += &format!("{},{},{},{},{label}\n", a.0, a.1, b.0, b.1);
        }
    }
    let file = guard.path().join("pairs.csv");
    fs::write(&file, text).unwrap();
    let figures =
        json(&["evaluate", out.to_str().unwrap(), "--truth", file.to_str().unwrap(), "--json"]);
    assert_eq!(figures["pairs"]["pairs"], 1 + u32::from(twin.is_some()));
    assert_eq!(figures["wrong_joins"].as_array().unwrap().len(), 0);
}

#[test]
fn what_is_no_run_or_no_truth_says_so() {
    let guard = tempfile::tempdir().unwrap();
    let said = refuse(&["evaluate", guard.path().to_str().unwrap(), "--truth", "x.csv"]);
    assert!(said.contains("run.json") && said.contains("dedupe --out"), "{said}");
    let (_run, out) = dedupe(&[fixture("founding/three.csv")], &[]);
    let said = refuse(&[
        "evaluate",
        out.to_str().unwrap(),
        "--truth",
        fixture("demo/erp.csv").to_str().unwrap(),
    ]);
    assert!(said.contains("record_id") && said.contains("客户名称"), "{said}");
}
