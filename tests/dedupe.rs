//! `guiyi dedupe` as a user runs it: the founding example, the demo, dirty input, and wrong calls.

#![allow(clippy::unwrap_used)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use guiyi_core::Table;

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures").join(name)
}

fn guiyi(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_guiyi")).args(arguments).output().unwrap()
}

/// Runs `dedupe` over these files; gives the output directory, which lives as long as the guard.
fn dedupe(files: &[PathBuf], more: &[&str]) -> (tempfile::TempDir, PathBuf) {
    let guard = tempfile::tempdir().unwrap();
    let out = guard.path().join("out");
    let mut arguments = vec!["dedupe", "--quiet", "--out", out.to_str().unwrap()];
    arguments.extend(files.iter().map(|file| file.to_str().unwrap()));
    arguments.extend(more);
    let done = guiyi(&arguments);
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    (guard, out)
}

fn read(path: &Path) -> Table {
    guiyi_io::read(path, &guiyi_io::ReadOptions::default()).unwrap().table
}

/// The values of two columns, row by row.
fn columns(table: &Table, a: &str, b: &str) -> Vec<(String, String)> {
    let at = |name: &str| table.headers().position(|header| header == name).unwrap();
    let (a, b) = (at(a), at(b));
    (0..table.rows()).map(|row| (table.cell(row, a).into(), table.cell(row, b).into())).collect()
}

/// Groups of keys by label, whatever the labels are.
fn groups(pairs: impl IntoIterator<Item = (String, String)>) -> BTreeSet<BTreeSet<String>> {
    let mut by_label: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (key, label) in pairs {
        by_label.entry(label).or_default().insert(key);
    }
    by_label.into_values().collect()
}

#[test]
fn the_founding_example() {
    for name in ["three", "sisters", "codes"] {
        let (_guard, out) = dedupe(&[fixture(&format!("founding/{name}.csv"))], &[]);
        let members = columns(&read(&out.join("members.csv")), "record_id", "profile_id");
        let expected = read(&fixture(&format!("founding/{name}.expected.csv")));
        // Without an id column a record is known by its line; the header is line 1.
        let expected = columns(&expected, "row", "profile")
            .into_iter()
            .map(|(row, profile)| ((row.parse::<u64>().unwrap() + 1).to_string(), profile));
        assert_eq!(groups(members), groups(expected), "{name}");
    }
}

#[test]
fn the_weakest_link_of_the_founding_example_is_for_review() {
    let (_guard, out) = dedupe(&[fixture("founding/three.csv")], &[]);
    let review = read(&out.join("review.csv"));
    assert_eq!(review.rows(), 1);
    assert_eq!(review.cell(0, 0), "weakest-link");
}

#[test]
fn two_codes_keep_apart_with_a_warning() {
    let (_guard, out) = dedupe(&[fixture("founding/codes.csv")], &[]);
    let profiles = columns(&read(&out.join("profiles.csv")), "profile_id", "warnings");
    assert!(profiles.iter().any(|(_, warning)| warning.contains("another valid code")));
}

fn demo() -> Vec<PathBuf> {
    let names = ["erp.csv", "finance.csv", "service.csv", "sales-sheet.csv"];
    names.iter().map(|name| fixture("demo").join(name)).collect()
}

#[test]
fn every_row_is_in_members_or_rejects() {
    let (_guard, out) = dedupe(&demo(), &[]);
    let run = fs::read_to_string(out.join("run.json")).unwrap();
    let run: serde_json::Value = serde_json::from_str(&run).unwrap();
    let read_rows: u64 =
        run["inputs"].as_array().unwrap().iter().map(|file| file["rows"].as_u64().unwrap()).sum();
    let rejected: u64 = run["inputs"]
        .as_array()
        .unwrap()
        .iter()
        .map(|file| file["rejected"].as_u64().unwrap())
        .sum();
    assert_eq!(read(&out.join("members.csv")).rows() as u64, read_rows);
    let rejects = read(&out.join("rejects.csv"));
    assert_eq!(rejects.rows() as u64, rejected);
    assert!(rejected > 0, "the demo has a bad row");
}

#[test]
fn the_same_bytes_for_any_number_of_threads() {
    let (_one, one) = dedupe(&demo(), &["--threads", "1"]);
    let (_two, two) = dedupe(&demo(), &["--threads", "2"]);
    for name in ["profiles.csv", "members.csv", "review.csv", "links.csv", "lineage.csv"] {
        assert!(fs::read(one.join(name)).unwrap() == fs::read(two.join(name)).unwrap(), "{name}");
    }
}

#[test]
fn an_existing_result_is_kept_unless_forced() {
    let (_guard, out) = dedupe(&[fixture("founding/three.csv")], &[]);
    let before = fs::read(out.join("profiles.csv")).unwrap();
    let file = fixture("founding/sisters.csv");
    let arguments = ["dedupe", file.to_str().unwrap(), "--out", out.to_str().unwrap()];
    let refused = guiyi(&arguments);
    assert!(!refused.status.success());
    assert!(String::from_utf8_lossy(&refused.stderr).contains("--force"));
    assert_eq!(before, fs::read(out.join("profiles.csv")).unwrap());
    assert!(guiyi(&[&arguments[..], &["--force"]].concat()).status.success());
    assert_ne!(before, fs::read(out.join("profiles.csv")).unwrap());
}

#[test]
fn wrong_calls_say_where_and_what_helps() {
    let file = fixture("founding/three.csv");
    let file = file.to_str().unwrap();
    let guard = tempfile::tempdir().unwrap();
    let out = guard.path().join("out");
    let out = out.to_str().unwrap();
    let cases: [(&[&str], i32, &str); 4] = [
        (&["--role", "客户=company-name"], 2, "客户名称"),
        (&["--role", "客户名称=nmae"], 2, "company-name"),
        (&["--role", "客户名称"], 2, "COLUMN=ROLE"),
        (&["--settings", "/nowhere/settings.toml"], 2, "/nowhere/settings.toml"),
    ];
    for (more, code, says) in cases {
        let done = guiyi(&[&["dedupe", file, "--out", out], more].concat());
        let error = String::from_utf8_lossy(&done.stderr);
        assert_eq!(done.status.code(), Some(code), "{more:?}: {error}");
        assert!(error.contains(says), "{more:?}: {error}");
        assert!(!Path::new(out).exists(), "{more:?} left something behind");
    }
}
