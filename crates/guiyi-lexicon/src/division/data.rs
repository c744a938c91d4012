//! The tables of divisions, as read.

use super::{Division, Level};
use crate::table::{entries, pair, split};
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
}

pub(super) struct Data {
    /// In the order of codes.
    pub entries: Vec<Entry>,
    places: Places,
    pub by_area_code: FxHashMap<u16, Vec<Division>>,
}

pub(super) static DATA: LazyLock<Data> = LazyLock::new(Data::read);

impl Data {
    pub fn entry(&self, code: u32) -> Option<&Entry> {
        self.entries.get(self.places.of(code))
    }

    fn read() -> Self {
        let mut entries: Vec<Entry> =
            entries(include_str!("../../data/division.tsv")).filter_map(Entry::read).collect();
        let mut by_area_code: FxHashMap<u16, Vec<Division>> = FxHashMap::default();
        for (area, codes) in
            self::entries(include_str!("../../data/area_code.tsv")).filter_map(pair)
        {
            let Ok(area) = area.parse() else { continue };
            for code in split(codes, b',').filter_map(|code| code.parse().ok()) {
                if let Ok(at) = entries.binary_search_by_key(&code, |entry| entry.code) {
                    entries[at].area_codes.push(area);
                    by_area_code.entry(area).or_default().push(Division(code));
                }
            }
        }
        let places = Places::new(&entries);
        Self { entries, places, by_area_code }
    }
}

/// Where among the entries each code is: two look-ups, because every record asks dozens of times.
struct Places {
    /// Page number by the first four digits of the code; page 0 is empty.
    index: Vec<u16>,
    /// Places by the last two digits.
    pages: Vec<[u16; PAGE]>,
}

/// Codes of one prefecture.
const PAGE: usize = 100;

/// First four digits there may be.
const PAGES: usize = 10_000;

/// No entry: the place of none.
const NOWHERE: u16 = u16::MAX;

impl Places {
    fn new(entries: &[Entry]) -> Self {
        let mut places = Self { index: vec![0; PAGES], pages: vec![[NOWHERE; PAGE]] };
        for (at, entry) in (0..NOWHERE).zip(entries) {
            let code = entry.code as usize;
            let Some(page) = places.index.get_mut(code / PAGE) else { continue };
            if *page == 0 {
                *page = places.pages.len() as u16;
                places.pages.push([NOWHERE; PAGE]);
            }
            places.pages[usize::from(*page)][code % PAGE] = at;
        }
        places
    }

    #[inline]
    fn of(&self, code: u32) -> usize {
        let code = code as usize;
        let page = self.index.get(code / PAGE).copied().unwrap_or(0);
        usize::from(self.pages[usize::from(page)][code % PAGE])
    }
}

impl Entry {
    /// `code, level, name, short name, heirs or -`.
    fn read(line: &'static str) -> Option<Self> {
        let mut fields = split(line, b'\t');
        let mut field = || fields.next();
        let (code, level, name, short, heirs) = (field()?, field()?, field()?, field()?, field()?);
        let code: u32 = code.parse().ok()?;
        let level = match level {
            "p" => Level::Province,
            "c" | "d" => Level::Prefecture,
            "k" => Level::County,
            _ => Level::Zone,
        };
        let heirs = match heirs {
            "-" => Vec::new(),
            _ => split(heirs, b',').filter_map(|heir| heir.parse().ok().map(Division)).collect(),
        };
        Some(Self {
            code,
            level,
            name,
            short,
            heirs,
            itself: [Division(code)],
            area_codes: Vec::new(),
        })
    }
}
