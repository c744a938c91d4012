//! Short forms: what a large firm may be called for short.
//!
//! A short form takes characters of the full name in their order: the trade name (腾讯), the trade
//! name and a word of the industry (格力电器), heads of words (东航, 中国科传), heads of the place
//! and of the industry (太钢, 粤高速). So it is looked for as a subsequence of place and body that has
//! a share in the trade name, and both meet by the two characters of the short form that tell most.

use guiyi_lexicon::division::Division;
use guiyi_lexicon::idf;
use guiyi_lexicon::org::OrgClass;

use super::row::{NameFlags, NameRow};
use crate::hash::mix;
use crate::score::weight::MatchWeight;

/// Characters of the longest short form.
const LONGEST: usize = 6;

/// Characters of place and body that a short form takes its characters from.
const LOOKED_AT: usize = 16;

/// Tenths of a nat from which two characters tell enough to look for a firm by: some hundred of a
/// million names have both.
const TELLING: u16 = 60;

/// 控股, in short names what is the form in full ones.
const HOLDING: [u16; 2] = ['控' as u16, '股' as u16];

/// The rarest that a short form may count as, in tenths of a nat: one in ten million names.
const RAREST: u16 = 160;

/// Emits the keys under which a short name and those who may be meant by it meet.
pub fn keys(name: &NameRow, arena: &[u16], emit: &mut dyn FnMut(u64)) {
    if is_short(name) {
        let body = own(name, arena);
        emit(key(body.iter().copied()));
        if let Some(pair) = most_telling(body).filter(|_| body.len() > 2) {
            emit(key(pair));
        }
    } else if is_large(name) {
        let brand = || brand(name, arena);
        if brand().count() > 2 {
            emit(key(brand()));
        }
        Full::of(name, arena).pairs(emit);
    }
}

/// Whether one of two names is a short form of the other.
pub fn is_one(a: &NameRow, b: &NameRow, arena: &[u16]) -> bool {
    match (is_short(a) && is_large(b), is_short(b) && is_large(a)) {
        (true, _) => stands_for(a, b, arena),
        (_, true) => stands_for(b, a, arena),
        _ => false,
    }
}

/// How rare the characters of the shorter name are together, in 1/1024 bits.
pub fn surprisal(a: &NameRow, b: &NameRow, arena: &[u16]) -> i32 {
    let short = if a.body <= b.body { a } else { b };
    let tenths = telling(short.body_in(arena)).min(RAREST);
    MatchWeight::from_bits(f64::from(tenths) / (10.0 * std::f64::consts::LN_2)).parts()
}

/// Whether a name may stand for a longer one: no form, or only 股份 or 集团.
pub fn is_short(name: &NameRow) -> bool {
    (name.org.is_none() || name.flags.has(NameFlags::SHORT))
        && !name.flags.has(NameFlags::BRANCH)
        && (2..=LONGEST).contains(&usize::from(name.body))
}

/// Whether a firm is large enough to be known by a short name.
pub fn is_large(name: &NameRow) -> bool {
    let class = matches!(name.org, Some(OrgClass::Plc | OrgClass::State | OrgClass::Group));
    (class || name.flags.has(NameFlags::GROUP))
        && !name.flags.has(NameFlags::BRANCH)
        && !name.flags.has(NameFlags::OPEN)
        && !name.flags.has(NameFlags::SHORT)
}

/// Whether a short name takes its characters from a full one, in their order and some from the trade
/// name, if there is one.
fn stands_for(short: &NameRow, full: &NameRow, arena: &[u16]) -> bool {
    if short.place != 0 && short.place != full.place {
        return false;
    }
    let (body, full) = (own(short, arena), Full::of(full, arena));
    let from = if short.place != 0 { full.place } else { 0 };
    full.has(body, from)
        || body.split_first().is_some_and(|(first, rest)| {
            short.place == 0 && full.initials.contains(first) && full.has(rest, full.place)
        })
}

/// What a short form takes its characters from.
struct Full {
    chars: [u16; LOOKED_AT],
    len: usize,
    /// Characters of the place, at the front.
    place: usize,
    /// Which characters a short form must have one of: bit `i` is character `i`.
    needed: u32,
    /// Letters that stand for the place: 粤.
    initials: Vec<u16>,
}

impl Full {
    fn of(name: &NameRow, arena: &[u16]) -> Full {
        let place = Division::from_code(name.place);
        let text = place.map_or("", Division::short_name).encode_utf16();
        let mut full =
            Full { chars: [0; LOOKED_AT], len: 0, place: 0, needed: 0, initials: Vec::new() };
        let body = name.body_in(arena);
        full.place = text.clone().count().min(LOOKED_AT);
        for (slot, c) in full.chars.iter_mut().zip(text.chain(body.iter().copied())) {
            *slot = c;
            full.len += 1;
        }
        let own = if name.brand_mask != 0 { name.brand_mask } else { u32::MAX };
        full.needed = own << full.place;
        full.initials = initials(name).collect();
        full
    }

    fn chars(&self) -> &[u16] {
        &self.chars[..self.len]
    }

    /// Emits the keys of every two characters that tell enough, in their order.
    fn pairs(&self, emit: &mut dyn FnMut(u64)) {
        let initials = self.initials.iter().map(|&c| (c, self.place));
        let chars = self.chars().iter().enumerate().map(|(at, &c)| (c, at + 1));
        for (first, behind) in initials.chain(chars) {
            for &second in &self.chars()[behind..] {
                if telling(&[first, second]) >= TELLING {
                    emit(key([first, second]));
                }
            }
        }
    }

    /// Whether these characters stand behind each other from a position on, one of them needed.
    fn has(&self, chars: &[u16], from: usize) -> bool {
        // Bit `i`: the first `i` characters are found; beside it, with one that was needed.
        let (mut found, mut with_needed) = (1u32, 0u32);
        for (at, &c) in self.chars().iter().enumerate().skip(from) {
            for i in (0..chars.len()).rev().filter(|&i| chars[i] == c) {
                let is_needed = self.needed >> at & 1;
                with_needed |= (with_needed >> i & 1 | found >> i & is_needed) << (i + 1);
                found |= (found >> i & 1) << (i + 1);
            }
        }
        with_needed >> chars.len() & 1 == 1
    }
}

/// What a short name takes from the full one beside its form.
fn own<'a>(short: &NameRow, arena: &'a [u16]) -> &'a [u16] {
    let body = short.body_in(arena);
    body.strip_suffix(&HOLDING).filter(|rest| rest.len() > 1).unwrap_or(body)
}

/// The characters of the trade name.
fn brand<'a>(name: &NameRow, arena: &'a [u16]) -> impl Iterator<Item = u16> + 'a {
    let mask = name.brand_mask;
    name.body_in(arena)
        .iter()
        .enumerate()
        .filter(move |(at, _)| mask >> at & 1 == 1)
        .map(|(_, &c)| c)
}

/// The two characters of a short form, in their order, that tell most; `None` where they tell too
/// little.
fn most_telling(body: &[u16]) -> Option<[u16; 2]> {
    let pairs =
        || (0..body.len()).flat_map(|at| body[at + 1..].iter().map(move |&next| [body[at], next]));
    let most = pairs().map(|pair| telling(&pair)).max().filter(|most| *most >= TELLING)?;
    pairs().find(|pair| telling(pair) == most)
}

/// Tenths of a nat that characters tell together.
fn telling(chars: &[u16]) -> u16 {
    let of = |&c: &u16| char::from_u32(u32::from(c)).map_or(0, idf::tenths);
    chars.iter().map(of).fold(0, u16::saturating_add)
}

/// Whether a character may stand for the place in the name: 深 in 深康佳.
pub fn is_initial(name: &NameRow, c: u16) -> bool {
    initials(name).any(|initial| initial == c)
}

fn initials(name: &NameRow) -> impl Iterator<Item = u16> {
    let place = Division::from_code(name.place);
    place.into_iter().flat_map(Division::initials).map(|c| c as u16)
}

/// Hash of a text.
fn key(chars: impl IntoIterator<Item = u16>) -> u64 {
    chars.into_iter().fold(u64::MAX, |hash, c| mix(hash, u64::from(c)))
}

#[cfg(test)]
mod tests {
    use super::super::key::rule;
    use super::super::tests::{companies, is_candidate};

    /// Whether two names are compared because one may be a short form of the other.
    fn meet(names: [&str; 2]) -> bool {
        is_candidate(&companies(names.map(|name| [name, ""])), rule::SHORT)
    }

    #[test]
    fn short_forms_meet_the_large_firms_they_stand_for() {
        let cases = [
            ("山西磐岭钢铁股份有限公司", "磐岭"),
            ("山西磐岭钢铁股份有限公司", "磐岭股份"),
            ("山西磐岭钢铁股份有限公司", "磐岭钢铁"),
            ("山西磐岭钢铁股份有限公司", "磐钢"),
            ("山西磐岭钢铁股份有限公司", "晋磐岭"),
            ("山西磐岭钢铁股份有限公司", "*ST磐岭"),
            ("山西磐岭钢铁集团股份有限公司", "磐岭股份"),
            ("太原磐岭集团股份有限公司", "磐岭集团"),
            ("山西磐岭控股股份有限公司", "磐岭控股"),
            ("北方磐岭钢铁股份有限公司", "北磐钢铁"),
            ("广东省高速公路发展股份有限公司", "粤高速"),
            ("宝鸡钛业股份有限公司", "宝钛股份"),
            ("中国科技出版传媒股份有限公司", "中国科传"),
        ];
        for (firm, short) in cases {
            assert!(meet([short, firm]), "{short}, {firm}");
        }
    }

    #[test]
    fn what_only_shares_characters_does_not_meet() {
        let cases = [
            ("山西磐岭钢铁股份有限公司", "岭磐", "another order"),
            ("山西磐岭钢铁股份有限公司", "钢铁", "nothing of the trade name"),
            ("山西磐岭钢铁股份有限公司", "河北磐岭", "another place"),
            ("太原磐岭商贸有限公司", "磐岭", "not large"),
            ("山西磐岭钢铁股份有限公司太原分公司", "磐岭", "a branch"),
            ("山西磐岭钢铁股份有限公司", "磐岭钢铁有限公司", "not short"),
        ];
        for (firm, other, why) in cases {
            assert!(!meet([other, firm]), "{why}: {other}, {firm}");
        }
    }
}
