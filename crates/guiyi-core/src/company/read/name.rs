//! Reading one name into features.

use guiyi_lexicon::alias;
use guiyi_lexicon::org::OrgClass;
use guiyi_name::{CompanyName, Note, PartKind, Position};

use super::{Reader, division_code, seed, unit};
use crate::company::align::LONGEST;
use crate::company::row::{NameFlags, NameRow};
use crate::company::sound::figure;
use crate::hash::{hash_bytes, hash_text, mix};
use crate::normalize::person::surname_len;

impl Reader<'_> {
    /// One name, its texts put behind the others.
    pub(super) fn name(&self, name: &CompanyName, texts: &mut Vec<u16>) -> NameRow {
        let mut row = NameRow { start: texts.len() as u32, ..missing_name() };
        row.flags = NameFlags::default();
        self.body(name, &mut row, texts);
        self.industry(name, &mut row);
        branch(name, &mut row, texts);
        row.place = place_of_name(name, &mut row.flags);
        row.town = town_of_name(name);
        row.ordinals =
            name.ordinals().iter().fold(0, |hash, &n| mix(hash, u64::from(n) + 1)) as u32;
        let is_listed = name.is_listed();
        row.org = name.org_form().map(|form| form.class).or(is_listed.then_some(OrgClass::Plc));
        let open = name.org_form().is_none_or(|form| form.text == "公司")
            || name.notes().contains(Note::FormTruncated);
        row.flags.set(NameFlags::OPEN, open);
        row.flags.set(NameFlags::MISSING, row.body == 0 && row.branch == 0 && row.place == 0);
        row.flags.set(NameFlags::PLACEHOLDER, name.is_placeholder());
        row.flags.set(NameFlags::PERSON, is_person(name));
        row.flags.set(NameFlags::GROUP, name.is_group());
        let form = name.org_form().map_or("", |form| form.text);
        let is_stock = holds(form, "股份") && !holds(form, "合作");
        row.flags.set(NameFlags::STOCK, is_stock || is_listed);
        let is_bare = matches!(form, "股份" | "集团" | "(集团)");
        row.flags.set(NameFlags::SHORT, is_bare || is_listed);
        // The English form of a Chinese name means the same firm.
        let is_other = |second: &str| second.is_ascii() == name.head().is_ascii();
        row.flags.set(NameFlags::SECOND, name.second_name().is_some_and(is_other));
        row
    }

    /// Nation, trade name, numbers and industry, in the order of the name.
    fn body(&self, name: &CompanyName, row: &mut NameRow, texts: &mut Vec<u16>) {
        let start = texts.len();
        let (mut brand, mut brand_len, mut reading) = ([0; LONGEST], 0, 0u64);
        let (mut has_nation, mut has_own) = (false, false);
        for part in name.parts() {
            has_nation |= part.kind == PartKind::Nation;
            has_own |= matches!(part.kind, PartKind::TradeName | PartKind::Ordinal);
            let is_brand =
                matches!(part.kind, PartKind::Nation | PartKind::TradeName | PartKind::Ordinal)
                    || part.is_bare_town();
            if !is_brand && part.kind != PartKind::Industry {
                continue;
            }
            if !is_brand && texts.len() - start < LONGEST {
                row.words |= 1 << (texts.len() - start);
            }
            for c in name.text(part).chars().map(unit) {
                let place = texts.len() - start;
                if place >= LONGEST {
                    break;
                }
                texts.push(c);
                if is_brand {
                    row.brand_mask |= 1 << place;
                    brand[brand_len] = c;
                    brand_len += 1;
                    // In any order, so that characters that have moved meet as well.
                    let sound = mix(seed::READING, self.sounds.first(c).into());
                    reading = reading.wrapping_add(sound);
                    row.flags.set(NameFlags::DAMAGED, c == guiyi_name::WILDCARD as u16);
                }
            }
        }
        row.body = (texts.len() - start) as u8;
        row.flags.set(NameFlags::NATION, has_nation && !has_own);
        let brand = &brand[..brand_len];
        let digit = |c: u16| figure(c).map_or(c, |value| value as u16);
        if brand.iter().any(|&c| digit(c) < 10) {
            let figures = brand.iter().map(|&c| digit(c));
            row.figures = figures.fold(seed::BRAND, |hash, c| mix(hash, u64::from(c)));
        }
        if !brand.is_empty() {
            row.brand = hash_units(brand, seed::BRAND);
            row.reading = reading;
        }
        if row.body > 0 {
            row.text = hash_units(&texts[start..], seed::TEXT);
        }
    }

    /// The industry's concepts; modifiers count only where nothing else stands.
    fn industry(&self, name: &CompanyName, row: &mut NameRow) {
        let only_modifiers = name.industry().all(|unit| unit.is_modifier);
        let units = name.industry().filter(|unit| only_modifiers || !unit.is_modifier);
        let mut known = row.body > 0;
        for unit in units {
            known &= unit.strict.is_some();
            let text = || hash_text(unit.text, seed::TRADE);
            let strict = unit.strict.map_or_else(text, |concept| u64::from(concept.0) + 1);
            let loose = unit.loose.map_or(strict, |concept| u64::from(concept.0) + 1);
            row.strict = mix(row.strict, strict);
            row.loose = mix(row.loose, loose);
            row.concepts |= 1 << (mix(seed::TRADE, loose) >> 59);
        }
        row.flags.set(NameFlags::TRADE_KNOWN, known && row.strict != 0);
    }
}

/// The hash of at most [`LONGEST`] characters.
fn hash_units(units: &[u16], seed: u64) -> u64 {
    let mut bytes = [0; LONGEST * 2];
    let (pairs, _) = bytes.as_chunks_mut();
    for (pair, unit) in pairs.iter_mut().zip(units) {
        *pair = unit.to_le_bytes();
    }
    hash_bytes(&bytes[..units.len() * 2], seed)
}

/// Whether a text holds a word; quicker for texts as short as forms than a search made for long ones.
fn holds(text: &str, word: &str) -> bool {
    text.as_bytes().windows(word.len()).any(|part| part == word.as_bytes())
}

/// Whether a name can only be a person's: no region, industry or form, and a surname first.
fn is_person(name: &CompanyName) -> bool {
    let text = name.core();
    let bare = name.org_form().is_none()
        && name.industry().next().is_none()
        && name.regions().len() == 0
        && name.branches().len() == 0
        && alias::lookup(text).is_none();
    bare && (2..=4).contains(&text.chars().count()) && surname_len(text) > 0
}

/// The name of a record without one.
pub(super) fn missing_name() -> NameRow {
    NameRow {
        start: 0,
        body: 0,
        branch: 0,
        branch_region: 0,
        brand_mask: 0,
        words: 0,
        brand: 0,
        reading: 0,
        figures: 0,
        text: 0,
        strict: 0,
        loose: 0,
        concepts: 0,
        ordinals: 0,
        branch_number: 0,
        branch_kind: None,
        place: 0,
        town: 0,
        brand_surprisal: 0,
        trade_surprisal: 0,
        place_surprisal: 0,
        homonyms: 0,
        namesakes: 0,
        branches: 0,
        org: None::<OrgClass>,
        flags: NameFlags(NameFlags::MISSING),
    }
}

/// The branches' own names, regions without 市 县 区, forms left out.
fn branch(name: &CompanyName, row: &mut NameRow, texts: &mut Vec<u16>) {
    row.flags.set(NameFlags::CUT, name.notes().contains(Note::FormTruncated));
    let Some(last) = name.branches().next_back() else { return };
    let start = texts.len();
    for part in name.parts() {
        let text = match part.kind {
            PartKind::BranchRegion => without_kind(name.text(part)),
            PartKind::BranchName => name.text(part),
            _ => continue,
        };
        let leads = usize::from(row.branch_region) == texts.len() - start;
        texts.extend(text.chars().map(unit).take(LONGEST.saturating_sub(texts.len() - start)));
        if part.kind == PartKind::BranchRegion && leads {
            row.branch_region = (texts.len() - start) as u8;
        }
    }
    row.branch = (texts.len() - start) as u8;
    row.branch_number = name.branches().filter_map(|branch| branch.number).next_back().unwrap_or(0);
    row.branch_kind = last.kind;
    row.flags.set(NameFlags::BRANCH, true);
    row.flags.set(NameFlags::CUT, last.form.is_empty());
}

/// 太原市 → 太原; a name of two characters stays whole.
fn without_kind(region: &str) -> &str {
    let kinds = ["省", "市", "县", "地区", "区", "州", "盟"];
    let short = kinds.iter().find_map(|kind| region.strip_suffix(kind));
    short.filter(|short| short.chars().count() >= 2).unwrap_or(region)
}

/// The finest place that the head of the name says for certain.
fn place_of_name(name: &CompanyName, flags: &mut NameFlags) -> u32 {
    let mut place = 0;
    for region in name.regions().filter(|region| region.position != Position::Branch) {
        match region.candidates {
            [one] => place = place.max(division_code(*one)),
            [] => {}
            many => {
                let codes = || many.iter().map(|division| division_code(*division));
                // 河北 is the province, not the district of 天津.
                if let Some(province) = codes().find(|code| code % 10_000 == 0) {
                    place = place.max(province);
                    continue;
                }
                // 玉树 is the prefecture or its seat: what all candidates share is certain.
                let first = codes().next().unwrap_or(0);
                let shared = |span: u32| codes().all(|code| code / span == first / span);
                match [100, 10_000].into_iter().find(|span| shared(*span)) {
                    Some(span) => place = place.max(first / span * span),
                    None => flags.set(NameFlags::PLACE_UNCLEAR, true),
                }
            }
        }
    }
    place
}

/// The towns and villages of the head, which have no code: 大塘坪乡.
fn town_of_name(name: &CompanyName) -> u32 {
    let towns = name
        .regions()
        .filter(|region| region.position != Position::Branch && region.candidates.is_empty())
        .filter(|region| !region.is_bare_town);
    towns.fold(0, |hash, town| mix(hash, hash_text(town.text, seed::TOWN))) as u32
}
