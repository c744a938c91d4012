//! How divisions are written: texts in folded form and the divisions each may mean.

use super::data::{DATA, Entry};
use super::{Division, Level, is_municipality};
use crate::fold::fold_text;
use crate::table::entries;
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// A text that names divisions.
#[derive(Debug)]
pub struct Surface {
    text: Box<str>,
    candidates: Vec<Candidate>,
}

/// One division a text may mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// A division of today; the heir, where the text is an old name.
    pub division: Division,
    /// In which way the text names it.
    pub form: Form,
    /// Whether the name is no longer in use.
    pub past: bool,
}

/// The way a text names a division, from the plainest to the remotest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Form {
    /// The official name: 太原市, 内蒙古自治区.
    Full,
    /// Without its kind: 太原, 内蒙古.
    Short,
    /// Another short writing: 内蒙, 延边州, 彭水县, 北平.
    Colloquial,
    /// A zone, park or new area inside the division: 张江, 苏州工业园区.
    Zone,
    /// English or another Latin writing: shanghai, hong kong.
    Latin,
    /// One letter of a province or city, good only in abbreviations: 晋, 沪, 甬.
    Letter,
}

impl Surface {
    /// The text, folded.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What it may mean: present names first, then the higher level, the plainer form, the lower code. Never empty.
    pub fn candidates(&self) -> &[Candidate] {
        &self.candidates
    }
}

/// Every text, sorted; the index of a text is its id.
pub fn surfaces() -> &'static [Surface] {
    &SURFACES.sorted
}

/// What a folded text may mean; empty when it names no division.
pub fn lookup(folded: &str) -> &'static [Candidate] {
    SURFACES.by_text.get(folded).map_or(&[], |at| &SURFACES.sorted[*at as usize].candidates)
}

struct Surfaces {
    sorted: Vec<Surface>,
    by_text: FxHashMap<Box<str>, u32>,
}

static SURFACES: LazyLock<Surfaces> = LazyLock::new(|| {
    let mut collector = Collector::default();
    collector.add_names();
    collector.add_past_names();
    collector.add_colloquial();
    collector.finish()
});

/// Endings of districts that every city has: without 区 they are no name.
const TOO_GENERIC: [&str; 8] = ["市中", "城中", "城区", "郊区", "市区", "新区", "矿区", "市郊"];

/// Shortest writing worth a look-up besides letters, in characters.
const SHORTEST: usize = 2;

#[derive(Default)]
struct Collector {
    by_text: FxHashMap<String, Vec<Candidate>>,
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
        for entry in DATA.entries.iter().filter(|entry| entry.heirs.is_empty() && !entry.is_group) {
            let division = Division(entry.code);
            self.add(entry.name, division, Form::Full, false);
            self.add_short(entry.short, division, false);
            self.add_variants(entry, division);
        }
    }

    /// 彭水苗族土家族自治县 is written 彭水县 and 彭水自治县; 石家庄高新技术产业开发区 is 石家庄高新区.
    fn add_variants(&mut self, entry: &Entry, division: Division) {
        if let Some((_, kind)) = entry.name.rsplit_once("自治")
            && matches!(kind, "州" | "县" | "旗")
            && entry.short.chars().count() >= SHORTEST
        {
            self.add(&format!("{}{kind}", entry.short), division, Form::Colloquial, false);
            self.add(&format!("{}自治{kind}", entry.short), division, Form::Colloquial, false);
        }
        if entry.level == Level::Zone {
            let variants = ZONE_ENDINGS.iter().find_map(|(ending, variants)| {
                entry
                    .name
                    .strip_suffix(ending)
                    .map(|place| variants.iter().map(move |short| format!("{place}{short}")))
            });
            for text in variants.into_iter().flatten() {
                self.add(&text, division, Form::Colloquial, false);
            }
        }
    }

    fn add_past_names(&mut self) {
        for line in entries(include_str!("../../data/division_past.tsv")) {
            let mut fields = line.split('\t');
            let (Some(name), Some(short), Some(heirs)) =
                (fields.next(), fields.next(), fields.next())
            else {
                continue;
            };
            for heir in heirs.split(',').filter_map(|heir| Division::from_code(heir.parse().ok()?))
            {
                for division in heir.current() {
                    self.add(name, *division, Form::Full, true);
                    self.add_short(short, *division, true);
                }
            }
        }
        for entry in DATA.entries.iter().filter(|entry| !entry.heirs.is_empty() && !entry.is_group)
        {
            for heir in &entry.heirs {
                self.add(entry.name, *heir, Form::Full, true);
                self.add_short(entry.short, *heir, true);
            }
        }
    }

    fn add_colloquial(&mut self) {
        for line in entries(include_str!("../../data/division_colloquial.tsv")) {
            let mut fields = line.split('\t');
            let (Some(text), Some(form), Some(codes)) =
                (fields.next(), fields.next(), fields.next())
            else {
                continue;
            };
            let form = match form {
                "l" => Form::Letter,
                "s" => Form::Colloquial,
                "z" => Form::Zone,
                _ => Form::Latin,
            };
            for division in
                codes.split(',').filter_map(|code| Division::from_code(code.parse().ok()?))
            {
                self.add(text, division, form, false);
            }
        }
    }

    fn finish(self) -> Surfaces {
        let mut sorted = Vec::with_capacity(self.by_text.len());
        let mut by_text = FxHashMap::default();
        let mut all: Vec<(String, Vec<Candidate>)> = self.by_text.into_iter().collect();
        all.sort_unstable_by(|a, b| a.0.cmp(&b.0));
        for (at, (text, mut candidates)) in (0..).zip(all) {
            candidates.sort_by_key(rank);
            drop_outshone(&mut candidates);
            by_text.insert(text.clone().into_boxed_str(), at);
            sorted.push(Surface { text: text.into(), candidates });
        }
        Surfaces { sorted, by_text }
    }
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

/// Whether a division is a provincial capital or lies in one or in a municipality: their
/// prefectures have the number 01, and the outer counties of a municipality 02.
fn is_capital(division: Division) -> bool {
    division.code() / 100 % 100 == 1 || is_municipality(division.code())
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

/// The order of candidates.
fn rank(candidate: &Candidate) -> (bool, Level, Form, Division) {
    (candidate.past, candidate.division.level(), candidate.form, candidate.division)
}
