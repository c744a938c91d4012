//! `guiyi synth` as a user sees it.

use std::path::Path;
use std::process::{Command, Output};

fn synth(out: &Path, more: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_guiyi"))
        .args(["synth", "--records", "300", "--out"])
        .arg(out)
        .args(more)
        .output()
        .expect("the program runs")
}

fn lines(file: &Path) -> Vec<String> {
    let text = std::fs::read_to_string(file).expect("a file of text");
    text.lines().map(str::to_owned).collect()
}

#[test]
fn every_record_has_its_truth() {
    let place = tempfile::tempdir().unwrap();
    let out = place.path().join("made-up");
    assert!(synth(&out, &[]).status.success());
    let (records, truth) = (lines(&out.join("customers.csv")), lines(&out.join("truth.csv")));
    assert_eq!((records.len(), truth.len()), (301, 301));
    assert!(records[0].starts_with("record_id,source,客户编码,客户名称,统一社会信用代码"));
    assert_eq!(truth[0], "record_id,entity_id,corruptions");
    for (record, truth) in records.iter().zip(&truth).skip(1) {
        assert_eq!(record.split(',').next(), truth.split(',').next());
    }
}

#[test]
fn a_seed_makes_the_same_files_and_another_seed_others() {
    let place = tempfile::tempdir().unwrap();
    let made = |name: &str, more: &[&str]| {
        let out = place.path().join(name);
        assert!(synth(&out, more).status.success());
        std::fs::read(out.join("customers.csv")).unwrap()
    };
    let usual = made("usual", &["--seed", "5", "--threads", "1"]);
    assert_eq!(usual, made("again", &["--seed", "5", "--threads", "2"]));
    assert_ne!(usual, made("other", &["--seed", "6"]));
}

#[test]
fn split_files_hold_all_records_between_them() {
    let place = tempfile::tempdir().unwrap();
    let out = place.path().join("made-up");
    assert!(synth(&out, &["--split"]).status.success());
    let files = ["erp.csv", "finance.csv", "service.csv", "excel.csv"];
    let rows: usize = files.iter().map(|file| lines(&out.join(file)).len() - 1).sum();
    assert_eq!(rows, 300);
    assert!(!out.join("customers.csv").exists());
}

#[test]
fn wrong_rates_are_refused_with_what_would_be_right() {
    let place = tempfile::tempdir().unwrap();
    let out = place.path().join("made-up");
    for (typed, said) in
        [("typo=0.1", "homophone"), ("remark", "remark=0.2"), ("remark=2", "0 to 1")]
    {
        let refused = synth(&out, &["--rate", typed]);
        assert_eq!(refused.status.code(), Some(2));
        let message = String::from_utf8_lossy(&refused.stderr).into_owned();
        assert!(message.contains(said), "{message}");
        assert!(!out.exists());
    }
}
