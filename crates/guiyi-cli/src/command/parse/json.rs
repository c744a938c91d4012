//! A name's parts as a line of JSON, for programs. The fields are documented in `docs/guide/parse.md`.

use guiyi_core::{Error, ErrorKind};
use guiyi_lexicon::{alias, trade};
use guiyi_name::{CompanyName, Part};
use serde::Serialize;

/// One line, without its end.
pub fn line(raw: &str, name: &CompanyName) -> Result<String, Error> {
    serde_json::to_string(&Name::new(raw, name))
        .map_err(|problem| Error::new(ErrorKind::Output, problem.to_string()))
}

#[derive(Serialize)]
struct Name<'a> {
    name: &'a str,
    core: &'a str,
    head: &'a str,
    nation: Option<&'a str>,
    regions: Vec<Region<'a>>,
    trade_name: Option<&'a str>,
    industry: Vec<Unit<'a>>,
    ordinals: &'a [u32],
    org_form: Option<Form<'a>>,
    is_group: bool,
    branches: Vec<Branch<'a>>,
    status: Vec<&'static str>,
    former_names: Vec<&'a str>,
    second_name: Option<&'a str>,
    contact: Option<&'a str>,
    known_as: Option<&'static str>,
    is_placeholder: bool,
    notes: Vec<&'static str>,
    parts: Vec<Piece<'a>>,
}

#[derive(Serialize)]
struct Region<'a> {
    text: &'a str,
    position: &'static str,
    divisions: Vec<Place>,
}

#[derive(Serialize)]
struct Place {
    code: u32,
    name: &'static str,
}

#[derive(Serialize)]
struct Unit<'a> {
    text: &'a str,
    concept: Option<&'static str>,
    loose: Option<&'static str>,
    is_modifier: bool,
}

#[derive(Serialize)]
struct Form<'a> {
    text: &'a str,
    class: &'static str,
}

#[derive(Serialize)]
struct Branch<'a> {
    text: &'a str,
    form: &'a str,
    kind: Option<&'static str>,
    number: Option<u32>,
    name: Option<&'a str>,
}

#[derive(Serialize)]
struct Piece<'a> {
    kind: &'static str,
    text: &'a str,
    written: &'a str,
    /// Characters of the name as it was given.
    start: usize,
    end: usize,
    source: &'static str,
}

impl<'a> Name<'a> {
    fn new(raw: &'a str, name: &'a CompanyName) -> Name<'a> {
        Name {
            name: raw,
            core: name.core(),
            head: name.head(),
            nation: some(name.nation()),
            regions: name.regions().map(Region::new).collect(),
            trade_name: some(name.trade_name()),
            industry: name.industry().map(Unit::new).collect(),
            ordinals: name.ordinals(),
            org_form: name
                .org_form()
                .map(|form| Form { text: form.text, class: form.class.name() }),
            is_group: name.is_group(),
            branches: name.branches().map(Branch::new).collect(),
            status: name.status().names().collect(),
            former_names: name.former_names().collect(),
            second_name: name.second_name(),
            contact: name.contact(),
            known_as: name.alias().map(|known| alias::organisation(known.organisation).full),
            is_placeholder: name.is_placeholder(),
            notes: name.notes().iter().map(guiyi_name::Note::name).collect(),
            parts: pieces(raw, name),
        }
    }
}

impl<'a> Region<'a> {
    fn new(region: guiyi_name::Region<'a>) -> Region<'a> {
        let divisions = region.candidates.iter();
        Region {
            text: region.text,
            position: region.position.name(),
            divisions: divisions.map(|d| Place { code: d.code(), name: d.name() }).collect(),
        }
    }
}

impl<'a> Unit<'a> {
    fn new(unit: guiyi_name::TradeUnit<'a>) -> Unit<'a> {
        Unit {
            text: unit.text,
            concept: unit.strict.map(|id| trade::strict(id).name),
            loose: unit.loose.map(|id| trade::loose(id).name),
            is_modifier: unit.is_modifier,
        }
    }
}

impl<'a> Branch<'a> {
    fn new(branch: guiyi_name::Branch<'a>) -> Branch<'a> {
        Branch {
            text: branch.text,
            form: branch.form,
            kind: branch.kind.map(guiyi_lexicon::branch::BranchKind::name),
            number: branch.number,
            name: some(branch.proper_name),
        }
    }
}

/// The parts in the order in which they were written.
fn pieces<'a>(raw: &'a str, name: &'a CompanyName) -> Vec<Piece<'a>> {
    let mut parts: Vec<&Part> = name.parts().iter().collect();
    parts.sort_by_key(|part| part.chars.start);
    let (mut byte, mut chars) = (0, 0);
    let mut place = |to: usize| {
        // Parts ascend but for a bracket inside a word; then the count begins anew.
        if to < byte {
            (byte, chars) = (0, 0);
        }
        chars += raw.get(byte..to).map_or(0, |text| text.chars().count());
        byte = to;
        chars
    };
    let pieces = parts.into_iter().map(|part| {
        let range = name.original(part).unwrap_or(0..0);
        let (start, end) = (place(range.start), place(range.end));
        Piece {
            kind: part.kind.name(),
            text: name.text(part),
            written: raw.get(range).unwrap_or(""),
            start,
            end,
            source: part.source.name(),
        }
    });
    pieces.collect()
}

fn some(text: &str) -> Option<&str> {
    (!text.is_empty()).then_some(text)
}
