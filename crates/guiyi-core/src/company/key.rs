//! Blocking rules for companies.

use super::row::{NameFlags, NameRow, Row};
use crate::hash::mix;

/// The rules in the order in which pairs are credited.
pub const RULES: [&str; 16] = [
    "code",
    "phone",
    "email",
    "name",
    "trade name, place",
    "trade name, industry",
    "sound of the trade name, place",
    "rare characters",
    "one character dropped",
    "address",
    "road and number",
    "contact, place",
    "own domain",
    "branch",
    "no trade name, place",
    "everybody",
];

/// Places of the rules in [`RULES`].
pub mod rule {
    pub const CODE: usize = 0;
    pub const PHONE: usize = 1;
    pub const EMAIL: usize = 2;
    pub const NAME: usize = 3;
    pub const BRAND_PLACE: usize = 4;
    pub const BRAND_TRADE: usize = 5;
    pub const SOUND_PLACE: usize = 6;
    pub const RARE: usize = 7;
    pub const DROPPED: usize = 8;
    pub const ADDRESS: usize = 9;
    pub const ROAD: usize = 10;
    pub const CONTACT: usize = 11;
    pub const DOMAIN: usize = 12;
    pub const BRANCH: usize = 13;
    pub const BRANDLESS: usize = 14;
    pub const EVERYBODY: usize = 15;
}

/// Emits a record's keys under a rule, each with what an oversize block is split by.
pub fn keys(
    at: usize,
    records: usize,
    row: &Row,
    names: &[&NameRow],
    arena: &[u16],
    emit: &mut dyn FnMut(u64, u64),
) {
    let name = &row.name;
    let city = u64::from(row.place / 100);
    match at {
        rule::CODE => {
            if let Some(code) = row.code {
                emit(mix(code.key() as u64, (code.key() >> 64) as u64), name.brand);
                if let Some(organisation) = code.organisation_code() {
                    emit(mix(1, organisation.key()), name.brand);
                }
            }
        }
        rule::PHONE => {
            for phone in row.phones.iter().flatten() {
                emit(phone.subscriber(), name.brand);
            }
        }
        rule::EMAIL => emit_some(row.email, name.brand, emit),
        rule::DOMAIN => emit_some(row.domain, name.brand, emit),
        rule::NAME => {
            each(names, |name| emit_some(name.text, mix(name.place.into(), row.place.into()), emit))
        }
        rule::BRAND_PLACE if city != 0 => each(names, |name| {
            emit_some_with(name.brand, city, name.strict, emit);
        }),
        rule::BRAND_TRADE => each(names, |name| emit_some_with(name.brand, name.loose, city, emit)),
        rule::SOUND_PLACE if city != 0 => each(names, |name| {
            emit_some_with(name.reading, city, name.strict, emit);
        }),
        rule::RARE => each(names, |name| rare_pairs(name, arena, city, emit)),
        rule::DROPPED => each(names, |name| dropped(name, arena, city, emit)),
        rule::ADDRESS if !row.address.is_agency => emit_some(row.address.whole, name.brand, emit),
        rule::ROAD if row.address.parts.is_exact() && !row.address.is_agency => {
            let parts = &row.address.parts;
            let line = if parts.road != 0 { parts.road } else { parts.village ^ parts.landmark };
            let house = if parts.number.is_some() { parts.number.key() } else { parts.building };
            emit(mix(u64::from(line), u64::from(house)), name.brand);
        }
        rule::CONTACT if row.contact != 0 && row.place != 0 => {
            emit(mix(row.contact, u64::from(row.place / 10_000)), city);
        }
        rule::BRANCH => each(names, |name| {
            if name.flags.has(NameFlags::BRANCH) {
                emit_some_with(name.brand, u64::from(name.branch_number), city, emit);
            }
        }),
        rule::BRANDLESS => each(names, |name| {
            if name.is_brandless() && name.strict != 0 {
                emit(mix(u64::from(name.place), name.strict), mix(city, name.branch.into()));
            }
        }),
        rule::EVERYBODY if records <= SMALL_FILE => emit(0, 0),
        _ => {}
    }
}

/// Records up to which everybody is compared with everybody: blocking saves nothing there.
const SMALL_FILE: usize = 200;

fn each(names: &[&NameRow], mut of: impl FnMut(&NameRow)) {
    names.iter().for_each(|name| of(name));
}

fn emit_some(key: u64, refine: u64, emit: &mut dyn FnMut(u64, u64)) {
    if key != 0 {
        emit(key, refine);
    }
}

fn emit_some_with(key: u64, with: u64, refine: u64, emit: &mut dyn FnMut(u64, u64)) {
    if key != 0 {
        emit(mix(key, with), refine);
    }
}

/// The rarest neighbours and the rarest two characters of the body.
fn rare_pairs(name: &NameRow, arena: &[u16], city: u64, emit: &mut dyn FnMut(u64, u64)) {
    /// Pairs of neighbours a name emits.
    const MOST: usize = 3;
    let body = &arena[name.start as usize..][..usize::from(name.body)];
    let nats = |c: u16| {
        char::from_u32(u32::from(c)).map_or(0, |c| (guiyi_lexicon::idf::nats(c) * 1000.0) as i32)
    };
    let mut pairs: Vec<(i32, u64)> = body
        .windows(2)
        .map(|pair| {
            let key = mix(u64::from(pair[0]), u64::from(pair[1]));
            (-(nats(pair[0]) + nats(pair[1])), key)
        })
        .collect();
    pairs.sort_unstable();
    for (_, key) in pairs.into_iter().take(MOST) {
        emit(key, city);
    }
}

/// The body with one character left out, and whole, inside a city: a dropped, doubled or wrong
/// character still meets.
fn dropped(name: &NameRow, arena: &[u16], city: u64, emit: &mut dyn FnMut(u64, u64)) {
    /// Characters at the head of the body that a slip is looked for in.
    const HEAD: usize = 6;
    if city == 0 || name.body < 3 {
        return;
    }
    let body = &arena[name.start as usize..][..usize::from(name.body).min(HEAD)];
    let key = |skip: usize| {
        let kept = body.iter().enumerate().filter(|(at, _)| *at != skip);
        kept.fold(city, |hash, (_, &c)| mix(hash, u64::from(c)))
    };
    for skip in 0..=body.len() {
        emit(key(skip), name.strict);
    }
}
