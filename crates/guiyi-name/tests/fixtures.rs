//! Every name in `fixtures/names` is read as it says there.
//!
//! `parts` gives the whole reading: `kind:text` for every part but punctuation, in the order of
//! [`CompanyName::parts`]. The other fields are checked where they are given.

use std::fs;
use std::path::PathBuf;

use guiyi_lexicon::alias;
use guiyi_name::{CompanyName, Note, Parser, PartKind};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    topic: String,
    name: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    text: String,
    parts: String,
    /// Notes that must be taken; others may be.
    #[serde(default)]
    notes: Vec<String>,
    /// Codes of the first candidate of each region.
    divisions: Option<Vec<u32>>,
    ordinals: Option<Vec<u32>>,
    /// Numbers of the branches, 0 for none.
    branch_numbers: Option<Vec<u32>>,
    #[serde(default)]
    status: Vec<String>,
    core: Option<String>,
    /// The registered name of the well-known organisation it is.
    alias: Option<String>,
    #[serde(default)]
    placeholder: bool,
}

fn parts(name: &CompanyName) -> String {
    let parts = name.parts().iter().filter(|part| part.kind != PartKind::Punctuation);
    let words: Vec<String> =
        parts.map(|part| format!("{}:{}", part.kind.name(), name.text(part))).collect();
    words.join(" ")
}

/// What differs between a reading and what the fixture says.
fn differences(case: &Case, name: &CompanyName) -> Vec<String> {
    let mut out = Vec::new();
    let mut expect = |what: &str, is: String, should: String| {
        if is != should {
            out.push(format!("{what}\n      is {is}\n  should {should}"));
        }
    };
    expect("parts", parts(name), case.parts.clone());
    for note in &case.notes {
        let known = Note::ALL.into_iter().find(|known| known.name() == note);
        let taken = known.is_some_and(|known| name.notes().contains(known));
        expect(&format!("note {note}"), taken.to_string(), "true".to_owned());
    }
    if let Some(divisions) = &case.divisions {
        let is: Vec<u32> = name
            .regions()
            .map(|region| region.candidates.first().map_or(0, |division| division.code()))
            .collect();
        expect("divisions", format!("{is:?}"), format!("{divisions:?}"));
    }
    if let Some(ordinals) = &case.ordinals {
        expect("ordinals", format!("{:?}", name.ordinals()), format!("{ordinals:?}"));
    }
    if let Some(numbers) = &case.branch_numbers {
        let is: Vec<u32> = name.branches().map(|branch| branch.number.unwrap_or(0)).collect();
        expect("branch numbers", format!("{is:?}"), format!("{numbers:?}"));
    }
    let status: Vec<&str> = name.status().names().collect();
    expect("status", format!("{status:?}"), format!("{:?}", case.status));
    if let Some(core) = &case.core {
        expect("core", name.core().to_owned(), core.clone());
    }
    if let Some(alias) = &case.alias {
        let full = name.alias().map_or("", |known| alias::organisation(known.organisation).full);
        expect("alias", full.to_owned(), alias.clone());
    }
    expect("placeholder", name.is_placeholder().to_string(), case.placeholder.to_string());
    out
}

#[test]
fn every_name_is_read_as_its_fixture_says() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/names");
    let mut files: Vec<PathBuf> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let parser = Parser::new();
    let (mut cases, mut wrong) = (0, Vec::new());
    for path in files {
        let file: File = toml::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
        for case in &file.name {
            cases += 1;
            let differences = differences(case, &parser.parse(&case.text));
            if !differences.is_empty() {
                wrong.push(format!("{} {}: {}", file.topic, case.text, differences.join("; ")));
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {cases} names\n{}", wrong.len(), wrong.join("\n"));
    assert!(cases >= 400, "only {cases} names");
}
