//! Decisions survive: what a person said holds in the next run, whatever the scores.

#![allow(clippy::unwrap_used)]

mod harness;

use std::fs;
use std::path::{Path, PathBuf};

use harness::{column, dedupe, demo, fixture, guiyi, guiyi_told, profile_of, read, refuse};

const HEADER: &str = "verdict,source_a,record_a,source_b,record_b,by,when,why\n";

fn log(folder: &Path, lines: &[&str]) -> PathBuf {
    let file = folder.join("decisions.csv");
    fs::write(&file, format!("{HEADER}{}\n", lines.join("\n"))).unwrap();
    file
}

fn run(files: &[PathBuf], decisions: &Path) -> (tempfile::TempDir, PathBuf) {
    dedupe(files, &["--decisions", decisions.to_str().unwrap()])
}

/// Every pair that one profile of the demo holds, two records of it at a time.
fn joined_pairs(out: &Path) -> Vec<[String; 4]> {
    let members = read(&out.join("members.csv"));
    let [profiles, sources, ids] =
        ["profile_id", "source", "record_id"].map(|name| column(&members, name));
    let mut pairs = Vec::new();
    for a in 0..profiles.len() {
        for b in a + 1..profiles.len() {
            if profiles[a] == profiles[b] {
                pairs.push([sources[a], ids[a], sources[b], ids[b]].map(String::from));
            }
        }
    }
    pairs
}

#[test]
fn a_negative_decision_splits_and_stays_split() {
    let (guard, before) = dedupe(&demo(), &[]);
    // Any pair will do, the strongest too: every ninth is tried.
    let pairs = joined_pairs(&before);
    for [sa, a, sb, b] in pairs.iter().step_by(9) {
        let file =
            log(guard.path(), &[&format!("different,{sa},{a},{sb},{b},li,2026-11-22,two firms")]);
        let (_run, out) = run(&demo(), &file);
        assert_ne!(profile_of(&out, sa, a), profile_of(&out, sb, b), "{sa}/{a} {sb}/{b}");
        let review = fs::read_to_string(out.join("review.csv")).unwrap();
        let asked =
            |line: &str| line.contains(&format!(",{a},")) && line.contains(&format!(",{b},"));
        assert!(!review.lines().any(asked), "{sa}/{a} {sb}/{b} is asked again");
    }
}

#[test]
fn a_positive_decision_joins_against_two_valid_codes() {
    let files = [fixture("founding/codes.csv")];
    let (guard, before) = dedupe(&files, &[]);
    assert_ne!(profile_of(&before, "codes", "2"), profile_of(&before, "codes", "3"));
    let file = log(guard.path(), &["same,codes,2,codes,3,li,,one firm with a wrong code"]);
    let (_run, out) = run(&files, &file);
    assert_eq!(profile_of(&out, "codes", "2"), profile_of(&out, "codes", "3"));
    // The answer is explained as what it is.
    let text = harness::succeed(&["explain", "2", "3", "--run", out.to_str().unwrap()]);
    assert!(text.contains("a person decided"), "{text}");
}

#[test]
fn a_retraction_restores() {
    let (guard, before) = dedupe(&demo(), &[]);
    let [sa, a, sb, b] = joined_pairs(&before).swap_remove(0);
    let decided = format!("different,{sa},{a},{sb},{b},li,2026-11-21,");
    // The other way round is the same pair.
    let retracted = format!("retract,{sb},{b},{sa},{a},wang,2026-11-22,a slip");
    let file = log(guard.path(), &[&decided, &retracted]);
    let (_run, out) = run(&demo(), &file);
    for table in ["profiles.csv", "members.csv", "review.csv", "lineage.csv"] {
        assert_eq!(
            fs::read(before.join(table)).unwrap(),
            fs::read(out.join(table)).unwrap(),
            "{table}"
        );
    }
}

#[test]
fn json_lines_say_the_same() {
    let files = [fixture("founding/three.csv")];
    let (guard, _) = dedupe(&files, &[]);
    let file = guard.path().join("decisions.jsonl");
    fs::write(
        &file,
        "{\"verdict\":\"different\",\"source_a\":\"three\",\"record_a\":\"2\",\"source_b\":\"three\",\"record_b\":\"3\"}\n",
    )
    .unwrap();
    let (_run, out) = run(&files, &file);
    assert_ne!(profile_of(&out, "three", "2"), profile_of(&out, "three", "3"));
}

#[test]
fn contradictions_and_slips_are_named_with_their_lines() {
    let files = fixture("founding/three.csv");
    let guard = tempfile::tempdir().unwrap();
    let out = guard.path().join("out");
    let said = |lines: &[&str]| {
        let file = log(guard.path(), lines);
        let arguments =
            ["dedupe", files.to_str().unwrap(), "--out", out.to_str().unwrap(), "--decisions"];
        refuse(&[&arguments[..], &[file.to_str().unwrap()]].concat())
    };
    let same =
        ["same,three,2,three,3,,,", "same,three,3,three,4,,,", "different,three,2,three,4,,,"];
    let text = said(&same);
    assert!(text.contains("decisions.csv:4") && text.contains("lines 2, 3"), "{text}");
    assert!(text.contains("retract"), "{text}");
    let text = said(&["sme,three,2,three,3,,,"]);
    assert!(text.contains("decisions.csv:2") && text.contains("'sme'"), "{text}");
    fs::write(guard.path().join("decisions.csv"), "verdict,a,b\nsame,2,3\n").unwrap();
    let file = guard.path().join("decisions.csv");
    let text = refuse(&[
        "dedupe",
        files.to_str().unwrap(),
        "--out",
        out.to_str().unwrap(),
        "--decisions",
        file.to_str().unwrap(),
    ]);
    assert!(text.contains("record_a"), "{text}");
    // Records that have gone are no error: exports change, the log stays.
    let file = log(guard.path(), &["same,three,2,three,99,,,"]);
    let done = guiyi(&[
        "dedupe",
        files.to_str().unwrap(),
        "--out",
        out.to_str().unwrap(),
        "--decisions",
        file.to_str().unwrap(),
    ]);
    assert!(done.status.success());
    assert!(String::from_utf8_lossy(&done.stderr).contains("decisions.csv:2"));
}

#[test]
fn answers_given_in_the_terminal_are_obeyed() {
    let files = [fixture("founding/three.csv")];
    let (guard, out) = dedupe(&files, &[]);
    let file = guard.path().join("decisions.csv");
    let arguments =
        ["label", "--run", out.to_str().unwrap(), "--decisions", file.to_str().unwrap()];
    let label = |lines: &str| {
        let done = guiyi_told(&[&arguments[..], &["--by", "li"]].concat(), lines);
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
        String::from_utf8(done.stdout).unwrap()
    };
    // A word that is no answer is asked again; then yes, back, no.
    let shown = label("what\nno\n");
    assert!(shown.contains("1/1") && shown.contains("山西煤"), "{shown}");
    let log = fs::read_to_string(&file).unwrap();
    assert!(log.starts_with(HEADER) && log.contains("different,three,") && log.contains(",li,"));
    let (_run, after) = run(&files, &file);
    let split = ["2", "3", "4"].map(|row| profile_of(&after, "three", row));
    assert!(split.iter().any(|profile| *profile != split[0]), "{split:?}");
    // What was answered is not asked again.
    assert!(label("yes\n").contains("nothing is left to ask"));
    assert_eq!(log, fs::read_to_string(&file).unwrap());
}

#[test]
fn back_takes_the_last_answer_back() {
    let (guard, out) = dedupe(&demo(), &[]);
    let file = guard.path().join("decisions.jsonl");
    let arguments =
        ["label", "--run", out.to_str().unwrap(), "--decisions", file.to_str().unwrap()];
    assert!(guiyi_told(&arguments, "y\nb\nu\nq\n").status.success());
    let log = fs::read_to_string(&file).unwrap();
    let verdicts: Vec<String> = log
        .lines()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap()["verdict"].to_string())
        .collect();
    assert_eq!(verdicts, ["\"same\"", "\"retract\"", "\"unsure\""]);
    let (_run, after) = run(&demo(), &file);
    assert_eq!(
        fs::read(out.join("members.csv")).unwrap(),
        fs::read(after.join("members.csv")).unwrap()
    );
}
