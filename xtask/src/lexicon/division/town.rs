//! The units below a county by the names people give them: `division_town.tsv`.

use super::super::source::Sources;
use super::super::table::Generated;
use crate::Failure;
use guiyi_lexicon::fold::fold_text;
use guiyi_lexicon::town;
use std::collections::{BTreeMap, BTreeSet};

const TOWNS: &str = "china-division/dist/streets.csv";

/// What a name may end in that is left out when the place is only mentioned, longest first.
const KINDS: [&str; 8] = ["街道办事处", "民族乡", "街道", "地区", "苏木", "镇", "乡", "办事处"];

/// Makes `division_town.tsv`: for each county its towns, townships and subdistricts without their kind.
pub fn make(sources: &Sources) -> Result<Generated, Failure> {
    let towns = sources.in_npm(TOWNS)?;
    let mut by_county: BTreeMap<u32, BTreeSet<String>> = BTreeMap::new();
    for line in towns.text.lines().skip(1) {
        let fields: Vec<&str> = line.split(',').collect();
        let [_, name, county, ..] = fields[..] else { continue };
        let name = fold_text(name.trim_matches('"'));
        let Some(short) = KINDS.iter().find_map(|kind| name.strip_suffix(kind)) else { continue };
        if town::CHARS.contains(&short.chars().count()) {
            by_county.entry(county.parse()?).or_default().insert(short.to_owned());
        }
    }
    let join =
        |names: &BTreeSet<String>| names.iter().map(String::as_str).collect::<Vec<_>>().join(",");
    Ok(Generated {
        header: vec![
            "What: towns, townships and subdistricts of each county, folded, without 镇, 乡 or 街道: \"code of the county, names\".".into(),
            "Source: china-division 2.7.0 (npm, MIT), the codes of the National Bureau of Statistics of 2023.".into(),
            "Date: 2026-11-22".into(),
        ],
        source: towns.fingerprint,
        lines: by_county.iter().map(|(county, names)| format!("{county}\t{}", join(names))).collect(),
    })
}
