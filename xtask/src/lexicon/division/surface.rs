//! How divisions are written: `division_surface.tsv`, so that no start of the program works it out.
//!
//! Made from the tables of divisions as compiled into `guiyi-lexicon`: after a change of those, run
//! the task twice.

use super::super::source::Sources;
use super::super::table::{Generated, combined, entries, fingerprint};
use crate::Failure;
use crate::lexicon::data;
use guiyi_lexicon::division::{self, Division, Form, Level};
use guiyi_lexicon::fold::fold_text;
use std::collections::BTreeMap;

/// The tables it is made from.
const TABLES: [&str; 3] = ["division.tsv", PAST, COLLOQUIAL];
const PAST: &str = "division_past.tsv";
const COLLOQUIAL: &str = "division_colloquial.tsv";

/// Makes `division_surface.tsv`: every folded text that names divisions of today.
pub fn make(_: &Sources) -> Result<Generated, Failure> {
    let mut collector = Collector::default();
    collector.add_names();
    collector.add_past_names(&read(PAST)?);
    collector.add_colloquial(&read(COLLOQUIAL)?);
    let texts = TABLES.iter().map(|file| read(file));
    let sources: Vec<u64> = texts
        .map(|text| text.map(|text| fingerprint(text.as_bytes())))
        .collect::<Result<_, _>>()?;
    Ok(Generated {
        header: vec![
            "What: every folded text that names divisions, with what it may mean, likeliest first: \
             \"text, candidates\"; a candidate is - for a past name, then f full, s short, c colloquial, \
             z zone, e Latin or l letter, then the code of a division of today."
                .into(),
            "Source: division.tsv, division_past.tsv and division_colloquial.tsv of this folder.".into(),
            "Date: 2026-11-22".into(),
        ],
        source: combined(&sources),
        lines: collector.lines(),
    })
}

fn read(file: &str) -> Result<String, Failure> {
    Ok(std::fs::read_to_string(data().join(file))?)
}

/// Endings of districts that every city has: without 区 they are no name.
const TOO_GENERIC: [&str; 8] = ["市中", "城中", "城区", "郊区", "市区", "新区", "矿区", "市郊"];

/// Shortest writing worth a look-up besides letters, in characters.
const SHORTEST: usize = 2;

/// One division a text may mean.
#[derive(Clone, Copy)]
struct Candidate {
    division: Division,
    form: Form,
    past: bool,
}

#[derive(Default)]
struct Collector {
    by_text: BTreeMap<String, Vec<Candidate>>,
}

impl Collector {
    fn add(&mut self, text: &str, division: Division, form: Form, past: bool) {
        let candidates = self.by_text.entry(fold_text(text)).or_default();
        let known = candidates.iter().position(|known| known.division == division);
        let candidate = Candidate { division, form, past };
        match known {
            Some(at) if rank(&candidate) < rank(&candidates[at]) => candidates[at] = candidate,
            Some(_) => {}
            None => candidates.push(candidate),
        }
    }

    fn add_short(&mut self, short: &str, division: Division, past: bool) {
        if short.chars().count() >= SHORTEST && !TOO_GENERIC.contains(&short) {
            self.add(short, division, Form::Short, past);
        }
    }

    fn add_names(&mut self) {
        for division in division::all().filter(|it| it.is_current() && !is_group(*it)) {
            self.add(division.name(), division, Form::Full, false);
            self.add_short(division.short_name(), division, false);
            self.add_variants(division);
        }
    }

    /// 彭水苗族土家族自治县 is written 彭水县 and 彭水自治县; 石家庄高新技术产业开发区 is 石家庄高新区.
    fn add_variants(&mut self, division: Division) {
        let short = division.short_name();
        if let Some((_, kind)) = division.name().rsplit_once("自治")
            && matches!(kind, "州" | "县" | "旗")
            && short.chars().count() >= SHORTEST
        {
            self.add(&format!("{short}{kind}"), division, Form::Colloquial, false);
            self.add(&format!("{short}自治{kind}"), division, Form::Colloquial, false);
        }
        if division.level() == Level::Zone {
            let variants = ZONE_ENDINGS.iter().find_map(|(ending, variants)| {
                division
                    .name()
                    .strip_suffix(ending)
                    .map(|place| variants.iter().map(move |short| format!("{place}{short}")))
            });
            for text in variants.into_iter().flatten() {
                self.add(&text, division, Form::Colloquial, false);
            }
        }
    }

    fn add_past_names(&mut self, table: &str) {
        for line in entries(table) {
            let [name, short, heirs] = line.split('\t').collect::<Vec<_>>()[..] else { continue };
            for division in divisions(heirs).flat_map(Division::current) {
                self.add(name, *division, Form::Full, true);
                self.add_short(short, *division, true);
            }
        }
        for ended in division::all().filter(|it| !it.is_current() && !is_group(*it)) {
            for heir in ended.current() {
                self.add(ended.name(), *heir, Form::Full, true);
                self.add_short(ended.short_name(), *heir, true);
            }
        }
    }

    fn add_colloquial(&mut self, table: &str) {
        for line in entries(table) {
            let [text, form, codes] = line.split('\t').collect::<Vec<_>>()[..] else { continue };
            let form = match form {
                "l" => Form::Letter,
                "s" => Form::Colloquial,
                "z" => Form::Zone,
                _ => Form::Latin,
            };
            for division in divisions(codes) {
                self.add(text, division, form, false);
            }
        }
    }

    fn lines(self) -> Vec<String> {
        let line = |(text, mut candidates): (String, Vec<Candidate>)| {
            candidates.sort_by_key(rank);
            drop_outshone(&mut candidates);
            let written: Vec<String> = candidates.iter().map(Candidate::written).collect();
            format!("{text}\t{}", written.join(","))
        };
        self.by_text.into_iter().map(line).collect()
    }
}

impl Candidate {
    /// As a field of the table.
    fn written(&self) -> String {
        let form = match self.form {
            Form::Full => 'f',
            Form::Short => 's',
            Form::Colloquial => 'c',
            Form::Zone => 'z',
            Form::Latin => 'e',
            Form::Letter => 'l',
        };
        format!("{}{form}{}", if self.past { "-" } else { "" }, self.division.code())
    }
}

/// The divisions of a list of codes.
fn divisions(codes: &str) -> impl Iterator<Item = Division> {
    codes.split(',').filter_map(|code| Division::from_code(code.parse().ok()?))
}

/// Whether a division stands for its province in codes only (110100, 429000): its name belongs to the
/// province.
fn is_group(division: Division) -> bool {
    division.level() == Level::Prefecture
        && (is_municipality(division) || division.code() / 100 % 100 == 90)
}

/// Drops what nobody means by a name that a province or prefecture bears: 河北 is the province and not
/// the district of Tianjin, 西安 the city and not the districts of 辽源 and 牡丹江. A district's name
/// does not stand alone as a company's region (企业名称登记管理实施办法 2004, article 12); those of
/// municipalities and provincial capitals, such as 朝阳, are written so all the same and stay.
fn drop_outshone(candidates: &mut Vec<Candidate>) {
    let Some(&Candidate { division: first, past: false, .. }) = candidates.first() else { return };
    if first.level() > Level::Prefecture || is_taiwan(first) {
        return;
    }
    candidates.retain(|candidate| {
        let other = candidate.division;
        let is_heard_of = match first.level() {
            Level::Province => false,
            _ if is_taiwan(other) => false,
            _ => !other.name().ends_with('区') || is_capital(other),
        };
        is_heard_of || first.contains(other)
    });
}

fn is_taiwan(division: Division) -> bool {
    division.province().code() == 710_000
}

/// Beijing, Tianjin, Shanghai, Chongqing.
fn is_municipality(division: Division) -> bool {
    matches!(division.code() / 10_000, 11 | 12 | 31 | 50)
}

/// Whether a division is a provincial capital or lies in one or in a municipality: their
/// prefectures have the number 01, and the outer counties of a municipality 02.
fn is_capital(division: Division) -> bool {
    division.code() / 100 % 100 == 1 || is_municipality(division)
}

/// How a zone's official ending is written in short.
const ZONE_ENDINGS: [(&str, &[&str]); 6] = [
    ("高新技术产业开发区", &["高新区", "高新技术开发区", "高新开发区"]),
    ("高新技术产业园区", &["高新区", "高新技术开发区", "高新园区"]),
    ("高新技术开发区", &["高新区", "高新技术产业开发区"]),
    ("高技术产业开发区", &["高新区", "高新技术产业开发区"]),
    ("经济技术开发区", &["经开区", "开发区", "经济开发区"]),
    ("经济开发区", &["经开区", "开发区", "经济技术开发区"]),
];

/// The order of candidates: present names first, then the higher level, the plainer form, the lower
/// code.
fn rank(candidate: &Candidate) -> (bool, Level, Form, Division) {
    (candidate.past, candidate.division.level(), candidate.form, candidate.division)
}
