//! Labelled pairs of names and fields, each run through the whole engine as a table of two rows.
//!
//! `fixtures/pairs/*.toml` are lists of pairs: S for one customer, D for two, R for a person to
//! look at.

// A failing test panics; that is its way of speaking.
#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use guiyi_core::dedupe::dedupe;
use guiyi_core::pipeline::Unobserved;
use guiyi_core::settings::Settings;
use guiyi_core::{Records, Role, Source, TableBuilder};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    pair: Vec<Pair>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Pair {
    left: BTreeMap<String, String>,
    right: BTreeMap<String, String>,
    label: String,
    reason: String,
    /// Further rows of the same table: others who share a number, a name, an address.
    #[serde(default)]
    with: Vec<BTreeMap<String, String>>,
}

const FIELDS: [(&str, Role); 9] = [
    ("name", Role::CompanyName),
    ("code", Role::CreditCode),
    ("phone", Role::Phone),
    ("address", Role::Address),
    ("city", Role::City),
    ("province", Role::Province),
    ("contact", Role::Contact),
    ("email", Role::Email),
    ("date", Role::Date),
];

/// What the engine says of a pair.
fn verdict(pair: &Pair) -> &'static str {
    let headers = std::iter::once("id").chain(FIELDS.iter().map(|(name, _)| *name));
    let mut table = TableBuilder::new(headers);
    let rows = [&pair.left, &pair.right].into_iter().chain(&pair.with);
    for (at, row) in rows.enumerate() {
        let id = at.to_string();
        let cells = FIELDS.iter().map(|(name, _)| row.get(*name).map_or("", String::as_str));
        table.push(at as u64 + 2, std::iter::once(id.as_str()).chain(cells));
    }
    let roles =
        std::iter::once(Role::RecordId).chain(FIELDS.iter().map(|(_, role)| *role)).collect();
    let source = Source { name: "pair".into(), table: table.finish(), roles };
    let records = Records::new(vec![source]);
    let settings = Settings::default();
    let archive = dedupe(&records, &settings, &settings.options(), &Unobserved).unwrap();
    let place = |key: &str| records.ids().find(|id| records.key(*id) == key).unwrap().0;
    let (left, right) = (place("0"), place("1"));
    if archive.profile_of[left as usize] == archive.profile_of[right as usize] {
        return "S";
    }
    let pair = (left.min(right), left.max(right));
    let asked = archive.review.iter().any(|item| (item.left, item.right) == pair);
    if asked { "R" } else { "D" }
}

/// Pairs that the engine judges otherwise than labelled: left, right, and what it says. A pair that
/// leaves or joins this list is a change of results.
const KNOWN: &[(&str, &str, &str)] = &[
    ("农行", "中国农业发展银行", "S"),
    ("川化机", "四川化工机械厂", "R"),
    ("云栖智联", "杭州云栖智联网络技术有限公司", "D"),
    ("吉林市化纤二厂", "吉林市化纤厂", "R"),
    ("张家界市一中", "张家界市第一中学", "R"),
    ("眉山苏坡泡菜食品有限公司", "眉山苏波泡菜食品有限公司", "D"),
    ("甘肃镍业", "甘肃镍机", "R"),
    ("孙师傅", "孙志国", "D"),
    ("佳能达（中国）办公设备有限公司", "佳能达中国办公设备有限公司", "R"),
    ("钱塘锦绣丝绸有限公司", "杭州钱塘锦绣丝绸有限公司", "R"),
    ("大同古磐煤机有限公司（现名：大同磐创智能装备有限公司）", "大同磐创智能装备有限公司", "R"),
    ("鞍山千峰钢铁贸易有限公司", "鞍山千峰钢贸有限公司", "R"),
    ("晋城丹河铸造有限公司", "晋城丹河锻造有限公司", "R"),
];

#[test]
fn pairs_are_judged_as_labelled() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/pairs");
    let mut files: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "toml"))
        .collect();
    files.sort();
    let (mut all, mut missed, mut surprises) = (0, 0, Vec::new());
    for path in files {
        let file: File = toml::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
        let topic = path.file_stem().unwrap().to_string_lossy().to_string();
        for pair in &file.pair {
            all += 1;
            let (left, right) = (pair.left["name"].as_str(), pair.right["name"].as_str());
            let known = KNOWN.iter().find(|known| (known.0, known.1) == (left, right));
            let expected = known.map_or(pair.label.as_str(), |known| known.2);
            let found = verdict(pair);
            missed += usize::from(found != pair.label);
            if found != expected {
                let reason = &pair.reason;
                surprises.push(format!(
                    "{topic}: {left} | {right} | {reason} | wanted {expected}, got {found}"
                ));
            }
        }
    }
    assert!(all >= 200, "only {all} pairs");
    assert!(surprises.is_empty(), "{} of {all}:\n{}", surprises.len(), surprises.join("\n"));
    assert!(missed * 10 <= all, "{missed} of {all} pairs are not as labelled");
}
