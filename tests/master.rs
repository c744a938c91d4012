//! `guiyi master` as a user runs it.

#![allow(clippy::unwrap_used)]

mod harness;

use std::path::Path;

use harness::{column, demo, fixture, guiyi, read, refuse, succeed};
use serde_json::Value;

fn store(dir: &tempfile::TempDir) -> String {
    let path = dir.path().join("customers.guiyi").to_str().unwrap().to_string();
    succeed(&["master", "init", &path]);
    path
}

fn update(store: &str, more: &[&str]) -> Value {
    let mut arguments = vec!["master", "update", store, "--json"];
    arguments.extend(more);
    serde_json::from_str(&succeed(&arguments)).unwrap()
}

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

#[test]
fn the_demo_firm_night_after_night() {
    let dir = tempfile::tempdir().unwrap();
    let store = store(&dir);
    let files = demo();
    let all: Vec<&str> = files.iter().map(|file| text(file)).collect();
    let first = update(&store, &all);
    assert_eq!(first["step"], 1);
    assert_eq!(first["records"], first["new"]);
    let entities = first["entities"].as_u64().unwrap();
    assert!(entities < first["records"].as_u64().unwrap());
    // The same files again change nothing.
    let again = update(&store, &all);
    assert_eq!(again["unchanged"], first["new"]);
    assert_eq!(again["changes"], serde_json::json!({}));
    let out = dir.path().join("archive");
    succeed(&["master", "export", &store, "--out", text(&out)]);
    let (profiles, members) = (read(&out.join("profiles.csv")), read(&out.join("members.csv")));
    assert_eq!(profiles.rows() as u64, entities);
    assert_eq!(members.rows() as u64, first["records"].as_u64().unwrap());
    let headers: Vec<&str> = members.headers().collect();
    assert_eq!(headers, ["entity_id", "source", "record_id"]);
    // Any member leads to its customer, and so does the id.
    let (id, source, key) = (
        column(&members, "entity_id")[5],
        column(&members, "source")[5],
        column(&members, "record_id")[5],
    );
    let by_record = succeed(&["master", "show", &store, &format!("{source}/{key}"), "--json"]);
    let by_id = succeed(&["master", "show", &store, id, "--json"]);
    let of = |text: &str| serde_json::from_str::<Value>(text).unwrap()["entity_id"].clone();
    assert_eq!((of(&by_record), of(&by_id)), (Value::from(id), Value::from(id)));
    assert!(succeed(&["master", "show", &store, id]).contains(&format!("{source}/{key}")));
    assert!(succeed(&["master", "verify", &store]).starts_with("whole: step 2"));
}

#[test]
fn a_feed_keeps_its_roles_and_its_name() {
    let dir = tempfile::tempdir().unwrap();
    let store = store(&dir);
    let first = dir.path().join("crm-01.csv");
    std::fs::write(
        &first,
        "nr,bezeichnung,ort\n1,太原恒源商贸有限公司,太原\n2,大同顺达运输有限公司,大同\n",
    )
    .unwrap();
    let roles =
        ["--role", "nr=record-id", "--role", "bezeichnung=company-name", "--role", "ort=city"];
    let mut arguments = vec![text(&first), "--source", "crm"];
    arguments.extend(roles);
    update(&store, &arguments);
    // The next night nobody says what the columns mean.
    let second = dir.path().join("crm-02.csv");
    std::fs::write(&second, "nr,bezeichnung,ort\n2,大同顺达运输有限责任公司,大同\n").unwrap();
    let night = update(&store, &[text(&second), "--source", "crm"]);
    assert_eq!((&night["changed"], &night["new"]), (&Value::from(1), &Value::from(0)));
    assert_eq!(night["new_sources"], serde_json::json!([]));
}

#[test]
fn mistakes_are_explained() {
    let dir = tempfile::tempdir().unwrap();
    let store = store(&dir);
    let erp = fixture("demo/erp.csv");
    assert!(refuse(&["master", "init", &store]).contains("is there already"));
    let absent = dir.path().join("absent.guiyi");
    let said = refuse(&["master", "update", text(&absent), text(&erp)]);
    assert!(said.contains("guiyi master init"), "{said}");
    let said = refuse(&["master", "update", text(&erp), text(&erp)]);
    assert!(said.contains("is no store of guiyi"), "{said}");
    assert!(refuse(&["master", "show", &store, "P000001"]).contains("E00000042"));
    assert!(refuse(&["master", "show", &store, "E99"]).contains("there never was"));
    assert!(refuse(&["master", "show", &store, "erp/1"]).contains("there is no record"));
    assert!(refuse(&["master", "export", &store]).contains("--out"));
    let none = refuse(&["master", "update", &store, text(&erp), "--deleted-column", "gone"]);
    assert!(none.contains("the columns are"), "{none}");
    // Nothing of all this is in the store.
    assert!(succeed(&["master", "verify", &store]).starts_with("whole: step 0"));
    assert_eq!(guiyi(&["master"]).status.code(), Some(2));
}
