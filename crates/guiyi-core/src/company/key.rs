//! Blocking rules for companies.

use super::row::{NameFlags, NameRow, Row};
use crate::block::index::Limits;
use crate::hash::mix;

/// The rules in the order in which pairs are credited.
pub const RULES: [&str; 16] = [
    "code",
    "phone",
    "email",
    "name",
    "sound of the trade name, place",
    "sound of the trade name, industry",
    "rare characters",
    "one character dropped",
    "address",
    "road and number",
    "contact, place",
    "own domain",
    "branch",
    "no trade name, place",
    "short form",
    "everybody",
];

/// Places of the rules in [`RULES`].
pub mod rule {
    pub const CODE: usize = 0;
    pub const PHONE: usize = 1;
    pub const EMAIL: usize = 2;
    pub const NAME: usize = 3;
    pub const SOUND_PLACE: usize = 4;
    pub const SOUND_TRADE: usize = 5;
    pub const RARE: usize = 6;
    pub const DROPPED: usize = 7;
    pub const ADDRESS: usize = 8;
    pub const ROAD: usize = 9;
    pub const CONTACT: usize = 10;
    pub const DOMAIN: usize = 11;
    pub const BRANCH: usize = 12;
    pub const BRANDLESS: usize = 13;
    pub const SHORT: usize = 14;
    pub const EVERYBODY: usize = 15;
}

/// The bounds of a rule's blocks. Neighbouring characters pair records only while they are rare:
/// what common ones share, other rules know better.
pub fn limits(at: usize, limits: Limits) -> Limits {
    /// Records that may share two neighbouring characters of a branch, and of a trade name or its sound. Measured on
    /// populations of two sizes: one in a thousand of the pairs in a block of this size match.
    const OF_BRANCH: usize = 32;
    const ANYWHERE: usize = 24;
    /// Large firms that may share two characters of a short form: more would not be told apart.
    const LARGE: usize = 64;
    match at {
        rule::BRANCH => Limits { block: limits.block.min(OF_BRANCH), window: 0 },
        rule::SOUND_TRADE | rule::RARE => Limits { block: limits.block.min(ANYWHERE), window: 0 },
        rule::SHORT => Limits { block: limits.block.min(LARGE), window: 0 },
        _ => limits,
    }
}

/// Emits a record's keys under a rule but that of short forms (see [`super::short::keys`]), each with what an oversize block is split by.
pub fn keys<'a>(
    at: usize,
    records: usize,
    row: &Row,
    names: impl Iterator<Item = &'a NameRow>,
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
            let refine = mix(name.place.into(), row.place.into());
            names
                .for_each(|name| emit_some_with(name.text, branch_text(name, arena), refine, emit));
        }
        rule::SOUND_PLACE if city != 0 => names.for_each(|name| {
            // The nation's firms bear one trade name, and only the trade tells them apart.
            let is_nation = name.flags.has(NameFlags::NATION);
            let place = if is_nation { mix(city, name.loose) } else { city };
            emit_some_with(name.reading, place, name.strict, emit);
        }),
        rule::SOUND_TRADE => {
            names.for_each(|name| emit_some_with(name.reading, name.loose, city, emit));
        }
        rule::RARE => names.for_each(|name| neighbours(name, arena, emit)),
        rule::DROPPED => names.for_each(|name| dropped(name, arena, city, emit)),
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
        rule::BRANCH => names.for_each(|name| {
            if name.flags.has(NameFlags::BRANCH) {
                branches(name, arena, emit);
            }
        }),
        rule::BRANDLESS => names.for_each(|name| {
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

/// Every two neighbours of the body of which one is of the trade name: what only the industries share tells no firm from
/// another.
fn neighbours(name: &NameRow, arena: &[u16], emit: &mut dyn FnMut(u64, u64)) {
    let told = name.brand_mask | name.brand_mask >> 1;
    for (at, pair) in name.body_in(arena).windows(2).enumerate() {
        if name.brand_mask == 0 || told >> at & 1 == 1 {
            emit(mix(0, neighbour(pair)), 0);
        }
    }
}

/// Two neighbouring characters as one number.
fn neighbour(pair: &[u16]) -> u64 {
    u64::from(pair[0]) << 16 | u64::from(pair[1])
}

/// Hash of the branch's text; 0 without one.
fn branch_text(name: &NameRow, arena: &[u16]) -> u64 {
    let text = name.branch_in(arena);
    text.iter().fold(u64::from(name.branch_number), |hash, &c| mix(hash, u64::from(c)))
}

/// The branch whole, with and without the firm's trade name, and each two neighbours of it with
/// the trade name.
fn branches(name: &NameRow, arena: &[u16], emit: &mut dyn FnMut(u64, u64)) {
    let whole = branch_text(name, arena);
    emit(whole, 0);
    emit(mix(whole, name.brand), 0);
    for pair in name.branch_in(arena).windows(2) {
        emit(mix(name.brand, neighbour(pair)), 0);
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
    let body = name.body_in(arena);
    let body = &body[..body.len().min(HEAD)];
    let key = |skip: usize| {
        let kept = body.iter().enumerate().filter(|(at, _)| *at != skip);
        kept.fold(city, |hash, (_, &c)| mix(hash, u64::from(c)))
    };
    for skip in 0..=body.len() {
        emit(key(skip), name.strict);
    }
}
