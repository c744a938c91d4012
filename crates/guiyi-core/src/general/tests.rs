//! Whole runs over small files, from cells to clusters.

use std::collections::BTreeMap;

use super::General;
use crate::pipeline::{Options, Unobserved, resolve};
use crate::plan::roles::infer_roles;
use crate::score::weight::MatchWeight;
use crate::{RecordId, Records, Source, TableBuilder};

/// A file without quotes as one source, its columns' roles inferred.
fn source(name: &str, text: &str) -> Source {
    let mut lines = text.lines();
    let headers = lines.next().unwrap_or_default().split(',').map(str::to_string);
    let mut builder = TableBuilder::new(headers.collect::<Vec<_>>());
    for (at, line) in lines.enumerate() {
        builder.push(at as u64 + 2, line.split(','));
    }
    let table = builder.finish();
    let roles = infer_roles(&[&table])[0].iter().map(|guess| guess.role).collect();
    Source { name: name.into(), table, roles }
}

fn options() -> Options {
    Options { match_threshold: MatchWeight::from_probability(0.9), ..Options::default() }
}

/// The clusters of two records or more as lists of keys.
fn clusters(records: &Records, general: &General) -> Vec<Vec<String>> {
    let resolution = resolve(general, &options(), &Unobserved).unwrap();
    let keys = |cluster: &Vec<u32>| -> Vec<String> {
        cluster.iter().map(|&id| records.key(RecordId(id)).to_string()).collect()
    };
    let mut found: Vec<Vec<String>> =
        resolution.clusters.iter().filter(|c| c.len() > 1).map(keys).collect();
    found.sort();
    found
}

fn expected(truth: &str) -> Vec<Vec<String>> {
    let mut entities: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for (record, entity) in truth.lines().skip(1).filter_map(|line| line.split_once(',')) {
        entities.entry(entity).or_default().push(record.to_string());
    }
    let mut groups: Vec<Vec<String>> = entities.into_values().filter(|g| g.len() > 1).collect();
    groups.iter_mut().for_each(|group| group.sort());
    groups.sort();
    groups
}

fn check(text: &str, truth: &str) {
    let records = Records::new(vec![source("file", text)]);
    assert_eq!(clusters(&records, &General::new(&records)), expected(truth));
}

#[test]
fn english_persons_as_the_truth_says() {
    check(
        include_str!("../../../../fixtures/persons/english.csv"),
        include_str!("../../../../fixtures/persons/english.truth.csv"),
    );
}

#[test]
fn chinese_persons_as_the_truth_says() {
    check(
        include_str!("../../../../fixtures/persons/chinese.csv"),
        include_str!("../../../../fixtures/persons/chinese.truth.csv"),
    );
}

#[test]
fn order_of_rows_does_not_matter() {
    let text = include_str!("../../../../fixtures/persons/english.csv");
    let mut lines: Vec<&str> = text.lines().collect();
    lines[1..].reverse();
    check(&lines.join("\n"), include_str!("../../../../fixtures/persons/english.truth.csv"));
}

#[test]
fn a_name_alone_joins_nobody() {
    let file = "id,full_name\n1,John Smith\n2,John Smith\n3,Ann Lee\n4,Bo Yang\n";
    let records = Records::new(vec![source("file", file)]);
    assert!(clusters(&records, &General::new(&records)).is_empty());
}

/// Titles and names of one shelf list, and of another that spells them differently.
const SHELF: &str = "id,title,authors,year
a1,A short history of lighthouses,Maud Perrin; Iain Tull,1998
a2,The salt roads of the north,Greta Holm,2001
a3,Letters from a lighthouse,Maud Perrin,1998
a4,Notes on tidal mills,Owen Pryce,1987
";
const CATALOGUE: &str = "id,title,authors,year
b1,Short history of lighthouses,I. Tull; M. Perrin,1998
b2,Salt roads of the North,G. Holm,2001
b3,Letters from a light-house,Maud Perrin,1998
b4,A history of windmills,Owen Pryce,1991
b5,The salt roads of the North,Greta Holm,2001
";

#[test]
fn links_across_sources_one_to_one() {
    let records = Records::new(vec![source("shelf", SHELF), source("catalogue", CATALOGUE)]);
    let found = clusters(&records, &General::across_sources(&records));
    assert_eq!(found, [["b1", "a1"], ["b3", "a3"], ["b5", "a2"]]);
}

#[test]
fn empty_files_give_nothing() {
    for file in ["id,title", "id,title\n", "id,title\n1,\n2,\n", "id,title\n1,Tides\n"] {
        let records = Records::new(vec![source("file", file)]);
        let general = General::new(&records);
        let resolution = resolve(&general, &options(), &Unobserved).unwrap();
        assert_eq!(resolution.clusters.len(), records.len(), "{file:?}");
    }
}

#[test]
fn cells_of_any_kind_are_survived() {
    let long = "x".repeat(3000);
    let words = "word ".repeat(400);
    let file = format!(
        "id,given_name,surname,dob,email,phone\n\
         1,{long},{words},99999999,@,+++\n\
         2,\u{0},\u{202e}\u{301},0000-00-00,@@@,0\n\
         3,{long}y,{words},31/31/3131,a@,1\n\
         4,🐈,🐈🐈,１９８０年１月１日,ａ@ｂ.ｃｎ,,\n"
    );
    let records = Records::new(vec![source("file", &file)]);
    let found = clusters(&records, &General::new(&records));
    assert!(found.len() <= 1, "{found:?}");
}
