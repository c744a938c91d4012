//! The tables of divisions, as read.

use super::{Division, Level};
use crate::table::{entries, pair};
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

pub(super) struct Entry {
    pub code: u32,
    pub level: Level,
    pub name: &'static str,
    pub short: &'static str,
    /// Empty while the division exists.
    pub heirs: Vec<Division>,
    pub itself: [Division; 1],
    pub area_codes: Vec<u16>,
    /// Stands for its province in codes only (110100, 429000): its name belongs to the province.
    pub is_group: bool,
}

pub(super) struct Data {
    /// In the order of codes.
    pub entries: Vec<Entry>,
    pub by_area_code: FxHashMap<u16, Vec<Division>>,
}

pub(super) static DATA: LazyLock<Data> = LazyLock::new(Data::read);

impl Data {
    pub fn entry(&self, code: u32) -> Option<&Entry> {
        let at = self.entries.binary_search_by_key(&code, |entry| entry.code).ok()?;
        self.entries.get(at)
    }

    fn read() -> Self {
        let mut entries: Vec<Entry> =
            entries(include_str!("../../data/division.tsv")).filter_map(Entry::read).collect();
        let mut by_area_code: FxHashMap<u16, Vec<Division>> = FxHashMap::default();
        for (area, codes) in
            self::entries(include_str!("../../data/area_code.tsv")).filter_map(pair)
        {
            let Ok(area) = area.parse() else { continue };
            for code in codes.split(',').filter_map(|code| code.parse().ok()) {
                if let Ok(at) = entries.binary_search_by_key(&code, |entry| entry.code) {
                    entries[at].area_codes.push(area);
                    by_area_code.entry(area).or_default().push(Division(code));
                }
            }
        }
        Self { entries, by_area_code }
    }
}

impl Entry {
    /// `code, level, name, short name, heirs or -`.
    fn read(line: &'static str) -> Option<Self> {
        let fields: Vec<&'static str> = line.split('\t').collect();
        let [code, level, name, short, heirs] = fields[..] else { return None };
        let code: u32 = code.parse().ok()?;
        let level = match level {
            "p" => Level::Province,
            "c" | "d" => Level::Prefecture,
            "k" => Level::County,
            _ => Level::Zone,
        };
        let heirs = heirs.split(',').filter_map(|heir| heir.parse().ok().map(Division)).collect();
        let is_group =
            level == Level::Prefecture && (super::is_municipality(code) || code / 100 % 100 == 90);
        Some(Self {
            code,
            level,
            name,
            short,
            heirs,
            itself: [Division(code)],
            area_codes: Vec::new(),
            is_group,
        })
    }
}
