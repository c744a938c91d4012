//! Settings as a user writes them: `init`, `plan`, `--set`, the reference, and what is said of mistakes.

#![allow(clippy::unwrap_used)]

mod harness;

use std::fs;
use std::path::Path;

use guiyi_core::Lang;
use guiyi_core::settings::reference::{page, schema};
use harness::{dedupe, demo, fixture, guiyi, refuse, succeed};
use serde_json::Value;

/// Compares a generated page with the committed one; `GUIYI_UPDATE=1` writes it anew.
fn compare(name: &str, generated: &str) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs").join(name);
    if std::env::var_os("GUIYI_UPDATE").is_some() {
        fs::write(&file, generated).unwrap();
    }
    let held = fs::read_to_string(&file).unwrap_or_default();
    assert!(held == generated, "docs/{name} is out of date: run this test with GUIYI_UPDATE=1");
}

#[test]
fn the_reference_is_that_of_the_program() {
    compare("settings.md", &page(Lang::En));
    compare("settings.zh-CN.md", &page(Lang::Zh));
    compare("settings.schema.json", &format!("{:#}\n", schema()));
}

#[test]
fn what_init_writes_gives_the_same_result_in_both_languages() {
    let (guard, plain) = dedupe(&demo(), &[]);
    for lang in ["en", "zh"] {
        let file = guard.path().join(format!("{lang}.toml"));
        let mut arguments = vec!["--lang", lang, "init", "--out", file.to_str().unwrap()];
        let files = demo();
        arguments.extend(files.iter().map(|file| file.to_str().unwrap()));
        succeed(&arguments);
        assert!(!guiyi(&arguments).status.success(), "an existing file is kept");
        let out = guard.path().join(lang);
        let out = out.to_str().unwrap();
        succeed(&["dedupe", "--settings", file.to_str().unwrap(), "--out", out, "--quiet"]);
        for table in ["profiles.csv", "members.csv", "review.csv"] {
            let (a, b) = (plain.join(table), Path::new(out).join(table));
            assert_eq!(fs::read(a).unwrap(), fs::read(b).unwrap(), "{lang} {table}");
        }
    }
}

#[test]
fn a_job_needs_nothing_but_its_settings() {
    let guard = tempfile::tempdir().unwrap();
    fs::copy(fixture("founding/three.csv"), guard.path().join("three.csv")).unwrap();
    let job = guard.path().join("job.toml");
    fs::write(
        &job,
        "[input]\nfiles = [\"three.csv\"]\n[names]\njoin-brandless = false\n[output]\ndir = \"archive\"\npairs = true\n",
    )
    .unwrap();
    succeed(&["dedupe", "--settings", job.to_str().unwrap(), "--quiet"]);
    let out = guard.path().join("archive");
    assert!(out.join("pairs.csv").is_file());
    let run: Value =
        serde_json::from_str(&fs::read_to_string(out.join("run.json")).unwrap()).unwrap();
    assert_eq!(run["counts"]["profiles"], 3);
    // What is typed outranks the file.
    let over = guard.path().join("over");
    succeed(&[
        "dedupe",
        "--settings",
        job.to_str().unwrap(),
        "--quiet",
        "--set",
        "names.join-brandless=true",
        "--out",
        over.to_str().unwrap(),
    ]);
    let run: Value =
        serde_json::from_str(&fs::read_to_string(over.join("run.json")).unwrap()).unwrap();
    assert_eq!(run["counts"]["profiles"], 1);
}

#[test]
fn a_plan_says_what_would_be_compared() {
    let files = demo();
    let mut arguments: Vec<&str> = vec!["plan", "--json", "--set", "blocks.limit=50"];
    arguments.extend(files.iter().map(|file| file.to_str().unwrap()));
    let plan: Value = serde_json::from_str(&succeed(&arguments)).unwrap();
    assert_eq!(plan["kind"], "companies");
    assert_eq!(plan["settings"]["block-limit"], 50);
    let (_guard, out) = dedupe(&files, &["--set", "blocks.limit=50"]);
    let run: Value =
        serde_json::from_str(&fs::read_to_string(out.join("run.json")).unwrap()).unwrap();
    assert_eq!(plan["blocks"], run["blocks"]);
    arguments.remove(1);
    let text = succeed(&arguments);
    assert!(
        text.contains("blocks.limit") && text.contains("--set") && text.contains("at most"),
        "{text}"
    );
}

#[test]
fn every_mistake_is_said_at_once_with_its_place_and_a_remedy() {
    let guard = tempfile::tempdir().unwrap();
    let job = guard.path().join("job.toml");
    let file = fixture("founding/three.csv");
    let out = guard.path().join("out");
    let said = |text: &str| {
        fs::write(&job, text).unwrap();
        let said = refuse(&[
            "dedupe",
            file.to_str().unwrap(),
            "--settings",
            job.to_str().unwrap(),
            "--out",
            out.to_str().unwrap(),
        ]);
        assert!(!out.exists());
        assert_eq!(said.matches("error: ").count(), said.matches("help: ").count(), "{said}");
        said
    };
    // Text, what is said, and how many problems there are.
    let cases: [(&str, &[&str], usize); 7] = [
        (
            "[roles]\n\"客户名\" = \"company-name\"\n",
            &["job.toml:2", "客户名称", "did you mean"],
            1,
        ),
        (
            "[roles]\n\"客户名称\" = \"compnay-name\"\n",
            &["job.toml:2", "did you mean company-name"],
            1,
        ),
        (
            "[thresholds]\nmatch = 0.4\nreview = 0.9\n",
            &["job.toml:3", "thresholds.review = 0.9 is above thresholds.match = 0.4", "lower it"],
            1,
        ),
        ("format = 9\n[what]\never = 1\n", &["job.toml:1", "format 9", "newer program"], 1),
        (
            "[thresholds]\nmatch = 7\nreveiw = 0.1\n[block]\nlimit = 3\n",
            &["job.toml:2", "job.toml:3", "job.toml:5", "thresholds.review", "blocks.limit"],
            3,
        ),
        ("[thresholds]\nmatch = 0,7\n", &["job.toml:2"], 1),
        ("[input]\nid-column = \"编号\"\n", &["编号", "客户名称"], 1),
    ];
    for (text, says, problems) in cases {
        let said = said(text);
        for part in says {
            assert!(said.contains(part), "{text}: {part}: {said}");
        }
        assert_eq!(said.matches("error: ").count(), problems, "{said}");
    }
}

#[test]
fn a_model_of_another_version_or_other_columns_is_refused() {
    let (guard, out) = dedupe(&demo(), &[]);
    let file = fixture("founding/three.csv");
    let next = guard.path().join("next");
    let arguments = ["dedupe", file.to_str().unwrap(), "--out", next.to_str().unwrap(), "--model"];
    // A run.json is a model too.
    succeed(&[&arguments[..], &[out.join("run.json").to_str().unwrap(), "--quiet"]].concat());
    let run: Value =
        serde_json::from_str(&fs::read_to_string(out.join("run.json")).unwrap()).unwrap();
    let model = guard.path().join("model.json");
    let refused = |change: &dyn Fn(&mut Value), says: &str| {
        let mut changed = run["model"].clone();
        change(&mut changed);
        fs::write(&model, changed.to_string()).unwrap();
        let said = refuse(&[&arguments[..], &[model.to_str().unwrap(), "--force"]].concat());
        assert!(said.contains(says) && said.contains("help: "), "{said}");
    };
    refused(&|model| model["format"] = 99.into(), "format 99");
    refused(&|model| model["comparisons"][0]["levels"][0]["name"] = "other".into(), "trade-name");
    refused(&|model| *model = Value::Null, "is no model");
}

#[test]
fn splink_settings_carry_over_where_they_can() {
    let guard = tempfile::tempdir().unwrap();
    let splink = guard.path().join("splink.json");
    let settings = serde_json::json!({
        "link_type": "dedupe_only",
        "unique_id_column_name": "cust_id",
        "probability_two_random_records_match": 0.0001,
        "blocking_rules_to_generate_predictions": [{ "blocking_rule": "l.surname = r.surname" }],
        "comparisons": [
            { "output_column_name": "email", "comparison_levels": [
                { "sql_condition": "\"email_l\" IS NULL OR \"email_r\" IS NULL", "is_null_level": true },
                { "sql_condition": "\"email_l\" = \"email_r\"", "m_probability": 0.9, "u_probability": 0.01 },
                { "sql_condition": "ELSE" }
            ] },
            { "output_column_name": "names", "comparison_levels": [
                { "sql_condition": "jaro_winkler_similarity(\"surname_l\", \"surname_r\") > 0.9" }
            ] }
        ],
        "em_convergence": 0.001
    });
    fs::write(&splink, settings.to_string()).unwrap();
    let job = guard.path().join("job.toml");
    let done = guiyi(&["import-splink", splink.to_str().unwrap(), "--out", job.to_str().unwrap()]);
    let said = String::from_utf8(done.stderr).unwrap();
    assert!(done.status.success(), "{said}");
    for part in ["m and u", "1 blocking rules", "em_convergence", "prior"] {
        assert!(said.contains(part), "{part}: {said}");
    }
    // The settings are good for a file with these columns.
    let data = guard.path().join("people.csv");
    let rows = (0..20).map(|at| format!("{at},user{at}@mail.example,Name{}\n", at % 7));
    fs::write(&data, format!("cust_id,email,surname\n{}", rows.collect::<String>())).unwrap();
    let out = guard.path().join("out");
    let arguments = ["dedupe", data.to_str().unwrap(), "--settings", job.to_str().unwrap()];
    succeed(&[&arguments[..], &["--out", out.to_str().unwrap(), "--quiet"]].concat());
    let run: Value =
        serde_json::from_str(&fs::read_to_string(out.join("run.json")).unwrap()).unwrap();
    let roles = &run["settings"]["roles"];
    assert_eq!((&roles["cust_id"], &roles["email"]), (&"record-id".into(), &"email".into()));
    fs::write(&splink, "{}").unwrap();
    assert!(refuse(&["import-splink", splink.to_str().unwrap()]).contains("comparisons"));
}
