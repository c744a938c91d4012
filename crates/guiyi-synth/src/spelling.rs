//! Damage to names: what is written where the customer's name should be.

use crate::atlas::Town;
use crate::corruption::{Corruption, Damage};
use crate::name::{Name, org_spellings, regions, trade_spellings};
use crate::random::{Dice, Stream};
use crate::typist::Typist;
use crate::vocabulary::Vocabulary;

/// Deals damage to one record, and remembers what showed.
#[derive(Debug)]
pub(crate) struct Hand {
    /// The record's own; each kind throws dice of its own, so that one kind's rate changes nothing of another's.
    pub(crate) seed: u64,
    pub(crate) dealt: Damage,
    pub(crate) shown: Damage,
}

impl Hand {
    /// Does `damage` if its kind was dealt; it says whether it showed.
    pub(crate) fn play(&mut self, kind: Corruption, damage: impl FnOnce(&mut Dice) -> bool) {
        if self.dealt.has(kind) && damage(&mut Dice::of(self.seed, Stream::Damage, kind as u64)) {
            self.shown.add(kind);
        }
    }
}

/// Damage to the parts of a name.
pub(crate) fn part_damage(name: &mut Name, town: Town, former_brand: &str, hand: &mut Hand) {
    hand.play(Corruption::FormerName, |_| {
        let changes = name.is_plain_firm() && name.brand != former_brand;
        if changes {
            name.brand = former_brand.to_owned();
        }
        changes
    });
    hand.play(Corruption::OrgForm, |dice| {
        let spellings = org_spellings(&name.org).iter().map(|&org| org.to_owned());
        other(&mut name.org, spellings, dice)
    });
    hand.play(Corruption::OrgDropped, |_| {
        let changes = name.is_plain_firm() && !name.org.is_empty();
        if changes {
            name.org.clear();
        }
        changes
    });
    hand.play(Corruption::RegionForm, |dice| {
        !name.region.is_empty() && other(&mut name.region, regions(town).into_iter(), dice)
    });
    hand.play(Corruption::RegionDropped, |_| {
        let changes = name.is_plain_firm() && !name.region.is_empty();
        if changes {
            name.region.clear();
        }
        changes
    });
    hand.play(Corruption::RegionMoved, |_| {
        let changes = name.is_plain_firm() && !name.region.is_empty();
        name.bracketed ^= changes;
        changes
    });
    hand.play(Corruption::TradeSynonym, |dice| {
        let spellings = trade_spellings(&name.trade);
        other(&mut name.trade, spellings.into_iter(), dice)
    });
    hand.play(Corruption::ShortName, |_| {
        let changes = name.is_plain_firm();
        if changes {
            name.region.clear();
            name.org.clear();
            name.trade = name.trade.chars().take(2).collect();
        }
        changes
    });
}

/// Puts one of the other spellings in the place of `text`; says whether there is one.
fn other(text: &mut String, spellings: impl Iterator<Item = String>, dice: &mut Dice) -> bool {
    let mut others: Vec<String> =
        spellings.filter(|other| !other.is_empty() && other != text).collect();
    if others.is_empty() {
        return false;
    }
    *text = others.swap_remove(dice.below(others.len() as u64) as usize);
    true
}

/// Damage to single characters, as typing does it.
pub(crate) fn character_damage(name: &mut Name, typist: &Typist, hand: &mut Hand) {
    hand.play(Corruption::Homophone, |dice| {
        mistake(&mut name.brand, |c| typist.homophones(c), dice)
    });
    hand.play(Corruption::LookAlike, |dice| {
        mistake(&mut name.brand, |c| typist.lookalikes(c), dice)
    });
    hand.play(Corruption::CharDropped, |dice| {
        change_one(name, dice, |chars, at, _| {
            // What is left must still be a name.
            if chars.len() > 2 {
                chars.remove(at);
            }
        })
    });
    hand.play(Corruption::CharDoubled, |dice| {
        change_one(name, dice, |chars, at, _| {
            if let Some(&c) = chars.get(at) {
                chars.insert(at, c);
            }
        })
    });
    hand.play(Corruption::CharSwapped, |dice| {
        change_one(name, dice, |chars, at, _| {
            if at + 1 < chars.len() {
                chars.swap(at, at + 1);
            }
        })
    });
}

/// Puts another character in the place of one that has any to be mistaken for; says whether there is one.
fn mistake(brand: &mut String, others: impl Fn(char) -> Vec<char>, dice: &mut Dice) -> bool {
    let chances: Vec<(usize, char)> =
        brand.char_indices().filter(|&(_, c)| !others(c).is_empty()).collect();
    if chances.is_empty() {
        return false;
    }
    let (at, c) = dice.pick(&chances);
    let other = dice.pick(&others(c));
    brand.replace_range(at..at + c.len_utf8(), other.encode_utf8(&mut [0; 4]));
    true
}

/// Changes brand or trade at one place; says whether anything is different afterwards.
fn change_one(
    name: &mut Name,
    dice: &mut Dice,
    change: impl FnOnce(&mut Vec<char>, usize, &mut Dice),
) -> bool {
    let part =
        if name.trade.is_empty() || dice.happens(0.5) { &mut name.brand } else { &mut name.trade };
    let mut chars: Vec<char> = part.chars().collect();
    if chars.is_empty() {
        return false;
    }
    let at = dice.below(chars.len() as u64) as usize;
    change(&mut chars, at, dice);
    let changed: String = chars.into_iter().collect();
    let changes = changed != *part;
    *part = changed;
    changes
}

/// Damage to the whole text: what is put round it, and what happens to its characters.
pub(crate) fn text_damage(text: &mut String, words: &Vocabulary, typist: &Typist, hand: &mut Hand) {
    hand.play(Corruption::Traditional, |_| replace(text, typist.traditional(text)));
    hand.play(Corruption::Remark, |dice| {
        match dice.below(3) {
            0 => *text = format!("{text}-{}{}", words.surnames.draw(dice), words.titles.draw(dice)),
            _ => *text = format!("{text}（{}）", words.remarks.draw(dice)),
        }
        true
    });
    hand.play(Corruption::Marker, |dice| {
        text.insert_str(0, words.markers.draw(dice));
        true
    });
    hand.play(Corruption::FullWidth, |_| replace(text, other_width(text)));
    hand.play(Corruption::Space, |dice| {
        let gaps: Vec<usize> = text.char_indices().skip(1).map(|(at, _)| at).collect();
        let at = dice.pick(&gaps);
        text.insert(at, dice.pick(&[' ', '\u{3000}']));
        at > 0
    });
    hand.play(Corruption::Punctuation, |dice| {
        text.push(dice.pick(&['。', '.', '，', ',', '、']));
        true
    });
    hand.play(Corruption::Damaged, |dice| {
        let starts: Vec<(usize, char)> = text.char_indices().collect();
        let (at, c) = dice.pick(&starts);
        let end = at + c.len_utf8();
        let damaged = text.get(at..end).is_some();
        if damaged {
            text.replace_range(at..end, "\u{fffd}");
        }
        damaged
    });
    hand.play(Corruption::Mojibake, |_| {
        replace(text, typist.misread(text).unwrap_or_else(|| text.clone()))
    });
}

/// Puts `other` in the place of `text`; says whether it differs.
fn replace(text: &mut String, other: String) -> bool {
    let changes = *text != other;
    *text = other;
    changes
}

/// Letters, digits and brackets in the width they do not have.
fn other_width(text: &str) -> String {
    let turn = |c: char| match c {
        'A'..='Z' | 'a'..='z' | '0'..='9' | '(' | ')' => {
            char::from_u32(c as u32 + WIDTH_GAP).unwrap_or(c)
        }
        'Ａ'..='Ｚ' | 'ａ'..='ｚ' | '０'..='９' | '（' | '）' => {
            char::from_u32(c as u32 - WIDTH_GAP).unwrap_or(c)
        }
        _ => c,
    };
    text.chars().map(turn).collect()
}

/// Distance of a full-width form from its ASCII character.
const WIDTH_GAP: u32 = 0xfee0;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn width_turns_both_ways() {
        assert_eq!(other_width("甲A（7）"), "甲Ａ(７)");
        assert_eq!(other_width(&other_width("甲A（7）")), "甲A（7）");
    }
}
