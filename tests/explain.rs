//! `guiyi explain`, `why` and `why-not`: the sums are right, and every value has its row.

#![allow(clippy::unwrap_used)]

mod harness;

use guiyi_core::dedupe::{Customers, dedupe as unify};
use guiyi_core::explain::{Explainer, comparison_words, level_words};
use guiyi_core::pipeline::{Options, Unobserved};
use guiyi_core::plan::roles::{RoleGuess, infer_roles};
use guiyi_core::score::pair::PairScorer;
use guiyi_core::settings::Settings;
use guiyi_core::{RecordId, Records, Source, Table};
use guiyi_io::ReadOptions;
use harness::{dedupe, demo, fixture, guiyi, refuse, succeed};
use serde_json::Value;
use std::path::PathBuf;

fn records(files: &[PathBuf]) -> Records {
    let read = |file: &PathBuf| guiyi_io::read(file, &ReadOptions::default()).unwrap().table;
    let tables: Vec<Table> = files.iter().map(read).collect();
    let guesses = infer_roles(&tables.iter().collect::<Vec<_>>());
    let source = |((file, table), guesses): ((&PathBuf, Table), Vec<RoleGuess>)| Source {
        name: file.file_stem().unwrap().to_string_lossy().into_owned(),
        table,
        roles: guesses.into_iter().map(|guess| guess.role).collect(),
    };
    Records::new(files.iter().zip(tables).zip(guesses).map(source).collect())
}

/// Companies, and two lists of persons.
fn lists() -> [Vec<PathBuf>; 3] {
    [demo(), vec![fixture("persons/chinese.csv")], vec![fixture("persons/english.csv")]]
}

/// Prior and terms of every pair of both kinds of customer add up to the weight that decides.
#[test]
fn every_sum_is_the_weight() {
    for files in lists() {
        let records = records(&files);
        let settings = Settings::default();
        let options = settings.options();
        let archive = unify(&records, &settings, &options, &Unobserved).unwrap();
        let customers = Customers::read(&records, &settings, &Unobserved).unwrap();
        let model = &archive.resolution.model;
        let explainer = Explainer::new(&records, customers.subject(), model, &options).unwrap();
        let weights = model.weights();
        let scorer = PairScorer::new(customers.subject(), &weights);
        let mut explained = 0;
        for left in 0..records.len() as u32 {
            for right in left + 1..records.len() as u32 {
                let explanation = explainer.pair(RecordId(right), RecordId(left));
                let score = scorer.score(left, right);
                assert_eq!(explanation.sum(), score.weight, "{left} {right}");
                assert_eq!(explanation.weight, score.weight);
                assert_eq!(explanation.standing, score.ruling.standing);
                explained += 1;
            }
        }
        assert!(explained > 100, "{files:?}");
        for edge in &archive.resolution.edges {
            let explanation = explainer.pair(RecordId(edge.left), RecordId(edge.right));
            assert_eq!((explanation.sum(), explanation.standing), (edge.weight, edge.standing));
        }
    }
}

#[test]
fn every_comparison_and_level_has_words() {
    for files in lists() {
        let records = records(&files);
        let customers = Customers::read(&records, &Settings::default(), &Unobserved).unwrap();
        for comparison in customers.subject().comparisons() {
            for level in &comparison.levels {
                assert!(level_words(level.name).is_some(), "{}: {}", comparison.name, level.name);
            }
        }
    }
    let companies = guiyi_core::company::levels::comparisons();
    assert!(companies.iter().all(|comparison| comparison_words(&comparison.name).is_some()));
}

/// Every golden value stands in the row of the file that its lineage names.
#[test]
fn every_golden_value_stands_in_an_input_row() {
    let records = records(&demo());
    let settings = Settings::default();
    let archive = unify(&records, &settings, &Options::default(), &Unobserved).unwrap();
    let mut values = 0;
    for profile in &archive.profiles {
        for (field, value) in archive.fields.iter().zip(&profile.values) {
            let Some(value) = value else { continue };
            assert!(profile.members.contains(&value.from));
            let raw = value.raw(field, &records);
            assert!(field.cells(&records, value.from).any(|cell| cell == raw));
            let row = records.row(value.from);
            let table = &records.sources()[row.source as usize].table;
            assert_eq!(table.line(row.row as usize), records.line(value.from));
            assert!((0..table.width()).any(|at| table.cell(row.row as usize, at) == raw));
            values += 1;
        }
    }
    assert!(values > archive.profiles.len());
}

#[test]
fn a_pair_is_explained_in_words_json_and_as_a_picture() {
    let (_guard, out) = dedupe(&demo(), &[]);
    let run = out.to_str().unwrap();
    let text = succeed(&["explain", "erp/K10085", "service/SV-334", "--run", run]);
    for part in
        ["厦门岚峰贸易有限公司", "sounds or looks alike", "before any evidence", "both are in"]
    {
        assert!(text.contains(part), "{part}: {text}");
    }
    let chinese =
        succeed(&["--lang", "zh", "explain", "erp/K10085", "service/SV-334", "--run", run]);
    assert!(chinese.contains("音近或形近") && chinese.contains("先验"), "{chinese}");
    let json = succeed(&["explain", "K10085", "SV-334", "--run", run, "--format", "json"]);
    let json: Value = serde_json::from_str(&json).unwrap();
    let terms = json["terms"].as_array().unwrap().iter();
    let term =
        |term: &Value| term["weight"].as_f64().unwrap() + term["term_frequency"].as_f64().unwrap();
    let sum = json["prior"].as_f64().unwrap() + terms.map(term).sum::<f64>();
    assert!((sum - json["weight"].as_f64().unwrap()).abs() < 1e-9);
    let svg = succeed(&["explain", "K10085", "SV-334", "--run", run, "--format", "svg"]);
    assert!(svg.starts_with("<svg ") && svg.trim_end().ends_with("</svg>"));
}

#[test]
fn a_profile_says_what_holds_it_and_where_its_values_come_from() {
    let (_guard, out) = dedupe(&[fixture("founding/three.csv")], &[]);
    let run = out.to_str().unwrap();
    let why = succeed(&["why", "P000001", "--run", run, "--format", "json"]);
    let why: Value = serde_json::from_str(&why).unwrap();
    assert_eq!(why["records"].as_array().unwrap().len(), 3);
    assert_eq!(why["links"].as_array().unwrap().len(), 2);
    assert_eq!(why["values"][0]["value"], "山西煤产品总公司");
    // A record in it names it as well.
    assert!(succeed(&["why", "山西煤业", "--run", run]).contains("P000001: 3 records"));
}

#[test]
fn what_keeps_two_apart_is_named() {
    let (_guard, out) = dedupe(&[fixture("founding/codes.csv")], &[]);
    let run = out.to_str().unwrap();
    let text = succeed(&["why-not", "2", "3", "--run", run]);
    assert!(text.contains("two valid, different codes"), "{text}");
    // Without a run the files are unified first.
    let file = fixture("founding/sisters.csv");
    let text = succeed(&["why-not", "山西焦煤集团", "山西煤业", file.to_str().unwrap()]);
    assert!(text.contains("what keeps"), "{text}");
}

#[test]
fn wrong_questions_get_one_clear_answer() {
    let (_guard, out) = dedupe(&demo(), &[]);
    let run = out.to_str().unwrap();
    for (arguments, says) in [
        (vec!["explain", "K10085", "nobody", "--run", run], "no record is called 'nobody'"),
        (vec!["explain", "K10085", "erp/K10085", "--run", run], "both are the record"),
        (vec!["why-not", "K10085", "SV-334", "--run", run], "guiyi explain"),
        (vec!["why", "P999999", "--run", run], "no record is called"),
        (vec!["why", "P000001", "--run", "/nowhere"], "/nowhere/run.json"),
    ] {
        assert!(refuse(&arguments).contains(says), "{arguments:?}");
    }
    // Files that have moved can be named anew; other files are noticed.
    let other = fixture("founding/three.csv");
    let said = refuse(&["why", "P000001", "--run", run, other.to_str().unwrap()]);
    assert!(said.contains("no longer what the run read"), "{said}");
    assert!(!guiyi(&["explain", "a", "b"]).status.success());
}
