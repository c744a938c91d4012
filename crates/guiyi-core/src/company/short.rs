//! Short forms: what a large firm may be called for short, so that both meet in one block.
//!
//! Formation follows the usual abbreviations of Chinese organisations, in the order of the name:
//! trade name (腾讯), trade name and a word of the industry (格力电器), their heads (东航), place and
//! industry (太钢, 山东黄金), place and trade name (哈三联).

use guiyi_lexicon::division::Division;
use guiyi_lexicon::org::OrgClass;

use super::row::{NameFlags, NameRow};
use crate::hash::mix;

/// Characters of the longest short form.
const LONGEST_SHORT: usize = 6;

/// Words of an industry that a short form may use.
const WORDS: usize = 4;

/// Emits the keys under which a short name and those who may be meant by it meet.
pub fn keys(name: &NameRow, arena: &[u16], emit: &mut dyn FnMut(u64)) {
    if is_short(name) {
        let body = name.body_in(arena);
        emit(key(&[body]));
        if name.place != 0 {
            emit(key(&[&place(name), body]));
        }
    } else if is_large(name) {
        formations(name, arena, &mut |parts| {
            let length: usize = parts.iter().map(|part| part.len()).sum();
            if (2..=LONGEST_SHORT).contains(&length) {
                emit(key(parts));
            }
        });
    }
}

/// Whether a name may stand for a longer one: no form, or only 股份 or 集团.
fn is_short(name: &NameRow) -> bool {
    let form = match name.org {
        None => true,
        Some(OrgClass::Plc) => name.flags.has(NameFlags::OPEN),
        Some(OrgClass::Group) => true,
        _ => false,
    };
    form && !name.flags.has(NameFlags::BRANCH)
        && (2..=LONGEST_SHORT).contains(&usize::from(name.body))
}

/// Whether a firm is large enough to be known by a short name.
fn is_large(name: &NameRow) -> bool {
    let class = matches!(name.org, Some(OrgClass::Plc | OrgClass::State | OrgClass::Group));
    (class || name.flags.has(NameFlags::GROUP))
        && !name.flags.has(NameFlags::BRANCH)
        && !name.flags.has(NameFlags::OPEN)
}

/// Emits the parts of every short form.
fn formations(name: &NameRow, arena: &[u16], emit: &mut dyn FnMut(&[&[u16]])) {
    let body = name.body_in(arena);
    let brand: Vec<u16> = body
        .iter()
        .enumerate()
        .filter(|(at, _)| name.brand_mask >> at & 1 == 1)
        .map(|(_, &c)| c)
        .collect();
    let words: Vec<&[u16]> = words(name, body).take(WORDS).collect();
    let place = place(name);
    let brand_head = &brand[..brand.len().min(1)];
    let initials: Vec<[u16; 1]> = initials(name).map(|c| [c]).collect();
    emit(&[&brand]);
    initials.iter().for_each(|initial| emit(&[initial, &brand]));
    for (at, &word) in words.iter().enumerate() {
        let first = &word[..1];
        let two = &word[..word.len().min(2)];
        for name in [brand.as_slice(), brand_head] {
            emit(&[name, first]);
            emit(&[name, two]);
            emit(&[name, word]);
        }
        emit(&[&place, word]);
        for initial in &initials {
            emit(&[initial, first]);
            emit(&[initial, two]);
        }
        for &next in &words[at + 1..] {
            emit(&[&brand, first, &next[..1]]);
            emit(&[brand_head, first, &next[..1]]);
            initials.iter().for_each(|initial| emit(&[initial, first, &next[..1]]));
        }
    }
}

/// The words of the industry.
fn words<'a>(name: &NameRow, body: &'a [u16]) -> impl Iterator<Item = &'a [u16]> {
    let starts = name.words;
    let trade = name.trade_mask();
    (0..body.len()).filter(move |at| starts >> at & 1 == 1).map(move |start| {
        let is_in = |at: &usize| trade >> at & 1 == 1 && starts >> at & 1 == 0;
        let end = (start + 1..body.len()).take_while(is_in).last().unwrap_or(start);
        &body[start..=end]
    })
}

/// The place in the name without its kind: 太原.
fn place(name: &NameRow) -> Vec<u16> {
    let text = Division::from_code(name.place).map_or("", Division::short_name);
    text.encode_utf16().collect()
}

/// Whether a character may stand for the place in the name: 深 in 深康佳.
pub fn is_initial(name: &NameRow, c: u16) -> bool {
    initials(name).any(|initial| initial == c)
}

fn initials(name: &NameRow) -> impl Iterator<Item = u16> {
    let place = Division::from_code(name.place);
    place.into_iter().flat_map(Division::initials).map(|c| c as u16)
}

/// Hash of a text given in parts.
fn key(parts: &[&[u16]]) -> u64 {
    parts.iter().flat_map(|part| part.iter()).fold(u64::MAX, |hash, &c| mix(hash, u64::from(c)))
}

#[cfg(test)]
mod tests {
    use super::super::Companies;
    use super::super::key::rule;
    use crate::pipeline::Unobserved;
    use crate::record::{Records, Source};
    use crate::role::Role;
    use crate::settings::Settings;
    use crate::subject::Subject;
    use crate::table::TableBuilder;

    /// Whether two names share a key of short forms.
    fn meet(names: [&str; 2]) -> bool {
        let mut table = TableBuilder::new(["名称"]);
        for (at, name) in names.iter().enumerate() {
            table.push(at as u64 + 1, [*name]);
        }
        let roles = vec![Role::CompanyName];
        let source = Source { name: "x".to_string(), table: table.finish(), roles };
        let records = Records::new(vec![source]);
        let companies = Companies::new(&records, &Settings::default(), &Unobserved);
        let keys = |record| {
            let mut keys = Vec::new();
            companies.keys(rule::SHORT, record, &mut |key, _| keys.push(key));
            keys
        };
        let left = keys(0);
        keys(1).iter().any(|key| left.contains(key))
    }

    #[test]
    fn short_forms_meet_the_large_firms_they_stand_for() {
        let firm = "山西磐岭钢铁股份有限公司";
        for short in ["磐岭", "磐岭股份", "磐岭钢铁", "磐钢", "晋磐岭", "晋钢"] {
            assert!(meet([short, firm]), "{short}");
        }
        assert!(meet(["磐岭集团", "太原磐岭集团股份有限公司"]));
        assert!(!meet(["岭钢", firm]), "no head");
        assert!(!meet(["磐岭", "太原磐岭商贸有限公司"]), "not large");
        assert!(!meet(["磐岭", "山西磐岭钢铁股份有限公司太原分公司"]), "a branch");
    }
}
