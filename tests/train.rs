//! `guiyi train`: a model is saved, given to a later run, and compared with another one.

#![allow(clippy::unwrap_used)]

mod harness;

use std::fs;

use harness::{dedupe, demo, guiyi, refuse, succeed};

/// A population large enough to train on.
fn population(dir: &std::path::Path) -> String {
    let out = dir.join("made-up");
    succeed(&["synth", "--records", "3000", "--out", out.to_str().unwrap()]);
    out.join("customers.csv").to_str().unwrap().to_string()
}

#[test]
fn a_saved_model_gives_what_training_gave() {
    let guard = tempfile::tempdir().unwrap();
    let file = population(guard.path());
    let model = guard.path().join("model.json").to_str().unwrap().to_string();
    let said = succeed(&["train", &file, "--out", &model]);
    assert!(said.contains("trained on 3000 records"), "{said}");

    let files = [file.clone().into()];
    let (_trained, with_training) = dedupe(&files, &[]);
    let (_given, with_model) = dedupe(&files, &["--model", &model]);
    for table in ["profiles.csv", "members.csv", "review.csv"] {
        let read = |dir: &std::path::Path| fs::read(dir.join(table)).unwrap();
        assert!(read(&with_training) == read(&with_model), "{table} differs");
    }

    let run = with_training.join("run.json").to_str().unwrap().to_string();
    let again = succeed(&["train", &file, "--out", &model, "--force", "--against", &run]);
    assert!(again.contains("no level moved"), "{again}");
}

#[test]
fn a_small_file_gives_the_shipped_model_and_the_difference_is_listed() {
    let guard = tempfile::tempdir().unwrap();
    let large = population(guard.path());
    let [shipped, trained] =
        ["a.json", "b.json"].map(|name| guard.path().join(name).to_str().unwrap().to_string());
    let erp = demo()[0].to_str().unwrap().to_string();
    let said = succeed(&["train", &erp, "--out", &shipped]);
    assert!(said.contains("shipped model"), "{said}");
    let said = succeed(&["train", &large, "--out", &trained, "--against", &shipped]);
    assert!(said.contains("moved"), "{said}");
}

#[test]
fn mistakes_are_named() {
    let guard = tempfile::tempdir().unwrap();
    let model = guard.path().join("model.json").to_str().unwrap().to_string();
    let erp = demo()[0].to_str().unwrap().to_string();
    fs::write(&model, "{}").unwrap();
    let kept = guiyi(&["train", &erp, "--out", &model]);
    assert!(!kept.status.success());
    assert!(String::from_utf8(kept.stderr).unwrap().contains("--force"));
    assert!(
        refuse(&["train", &erp, "--out", &model, "--force", "--against", &model])
            .contains("is no model")
    );
    assert_eq!(fs::read_to_string(&model).unwrap(), "{}", "nothing was written");
}
