//! The script of `docs/nightly.md`, run as it is written there.

#![cfg(unix)]
#![allow(clippy::unwrap_used)]

mod harness;

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use harness::{fixture, succeed};

/// The page's script, between its fences.
fn script() -> String {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/nightly.md");
    let page = fs::read_to_string(page).unwrap();
    let from = page.find("#!/bin/sh").unwrap();
    page[from..].split("```").next().unwrap().to_string()
}

#[test]
fn two_nights_and_a_bad_one() {
    let place = tempfile::tempdir().unwrap();
    let path = |name: &str| place.path().join(name);
    fs::create_dir_all(path("inbox")).unwrap();
    fs::create_dir_all(path("done")).unwrap();
    fs::write(path("nightly.sh"), script()).unwrap();
    let store = path("customers.guiyi");
    succeed(&["master", "init", store.to_str().unwrap()]);
    let program = Path::new(env!("CARGO_BIN_EXE_guiyi")).parent().unwrap();
    let night = || -> Output {
        fs::copy(fixture("demo/erp.csv"), path("inbox/erp.csv")).unwrap();
        fs::copy(fixture("demo/finance.csv"), path("inbox/crm.csv")).unwrap();
        Command::new("sh")
            .arg(path("nightly.sh"))
            .env("CUSTOMERS", place.path())
            .env("PATH", format!("{}:/usr/bin:/bin", program.display()))
            .env("LC_ALL", "C.UTF-8")
            .output()
            .unwrap()
    };
    let first = night();
    assert!(first.status.success(), "{}", String::from_utf8_lossy(&first.stderr));
    let changes = || fs::read_to_string(path("changes.jsonl")).unwrap();
    assert!(changes().contains("\"created\""));
    assert_eq!(fs::read_to_string(path("last-step")).unwrap(), "2\n");
    assert_eq!(fs::read_dir(path("inbox")).unwrap().count(), 0);
    // The same exports again: nothing to follow.
    assert!(night().status.success());
    assert_eq!(changes(), "");
    assert_eq!(fs::read_to_string(path("last-step")).unwrap(), "4\n");
    // A store that is none: the script ends with the program's code, and the export stays.
    fs::write(&store, "x".repeat(5000)).unwrap();
    let bad = night();
    assert_eq!(bad.status.code(), Some(2));
    assert!(path("inbox/erp.csv").exists());
}
