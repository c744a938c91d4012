//! Damage to the cells beside the name: phone, contact, mail, address, code.

use crate::atlas::Town;
use crate::corruption::Corruption;
use crate::customer::{Address, Customer};
use crate::random::Dice;
use crate::spelling::Hand;
use crate::vocabulary::Vocabulary;

/// The phone cell.
pub(crate) fn phone(customer: &Customer, hand: &mut Hand) -> String {
    let [usual, other] = &customer.phones;
    let mut number = usual.clone();
    hand.play(Corruption::PhoneOther, |_| {
        number.clone_from(other);
        usual != other
    });
    hand.play(Corruption::PhoneMistyped, |dice| mistype(&mut number, b"0123456789", dice));
    let mut text = plain_phone(&number);
    hand.play(Corruption::PhoneZeroLost, |_| {
        let landline = number.starts_with('0');
        if landline {
            text = number.trim_start_matches('0').to_owned();
        }
        landline
    });
    hand.play(Corruption::PhoneFormat, |dice| {
        let other = phone_spelling(&number, dice);
        // A lost zero stays lost: the spelling would put it back.
        let changes = text == plain_phone(&number) && other != text;
        if changes {
            text = other;
        }
        changes
    });
    hand.play(Corruption::PhoneTwo, |dice| {
        let second = if number == *usual { other } else { usual };
        let parting = dice.pick(&['/', '、', ';', ' ', ',']);
        text = format!("{text}{parting}{}", plain_phone(second));
        true
    });
    text
}

/// A landline with a dash behind its area code, a mobile number bare.
fn plain_phone(number: &str) -> String {
    match parts(number) {
        Some((area, rest)) => format!("{area}-{rest}"),
        None => number.to_owned(),
    }
}

/// Area code and number of a landline; none for a mobile. Area codes are 010, 02x and four digits.
fn parts(number: &str) -> Option<(&str, &str)> {
    let length = if number.starts_with("01") || number.starts_with("02") { 3 } else { 4 };
    number.starts_with('0').then(|| number.split_at_checked(length)).flatten()
}

fn phone_spelling(number: &str, dice: &mut Dice) -> String {
    let sort = dice.below(6);
    if let Some((area, rest)) = parts(number) {
        return match sort {
            0 => format!("({area}){rest}"),
            1 => format!("{area} {rest}"),
            2 => number.to_owned(),
            3 => format!("+86 {} {rest}", area.trim_start_matches('0')),
            4 => format!("（{area}）{rest}"),
            _ => format!("{area}-{rest}-{}", dice.between(1, 899)),
        };
    }
    let (head, rest) = number.split_at_checked(3).unwrap_or((number, ""));
    let (middle, tail) = rest.split_at_checked(4).unwrap_or((rest, ""));
    match sort {
        0 | 1 => format!("{head} {middle} {tail}"),
        2 => format!("{head}-{middle}-{tail}"),
        3 => format!("+86{number}"),
        4 => format!("86-{number}"),
        _ => number.chars().map(full_width_digit).collect(),
    }
}

fn full_width_digit(c: char) -> char {
    c.to_digit(10).and_then(|digit| char::from_u32('０' as u32 + digit)).unwrap_or(c)
}

/// The contact cell.
pub(crate) fn contact(customer: &Customer, words: &Vocabulary, hand: &mut Hand) -> String {
    let [usual, other] = &customer.contacts;
    let mut text = usual.clone();
    hand.play(Corruption::ContactOther, |_| {
        text.clone_from(other);
        usual != other
    });
    hand.play(Corruption::ContactTitle, |dice| {
        let surname: String = text.chars().take(1).collect();
        text = format!("{surname}{}", words.titles.draw(dice));
        true
    });
    text
}

/// The mail cell.
pub(crate) fn email(customer: &Customer, hand: &mut Hand) -> String {
    let [usual, other] = &customer.emails;
    let mut text = usual.clone();
    hand.play(Corruption::EmailOther, |_| {
        text.clone_from(other);
        usual != other
    });
    text
}

/// The address cell. `wrong` is another customer, whose address is written where that is dealt.
pub(crate) fn address(customer: &Customer, wrong: Option<&Customer>, hand: &mut Hand) -> String {
    let mut town = customer.town;
    let [usual, other] = &customer.addresses;
    let mut address = usual.clone();
    hand.play(Corruption::AddressOther, |_| {
        address.clone_from(other);
        usual != other
    });
    hand.play(Corruption::AddressWrong, |_| {
        let Some(wrong) = wrong else { return false };
        let changes = town != wrong.town || address != wrong.addresses[0];
        town = wrong.town;
        address.clone_from(&wrong.addresses[0]);
        changes
    });
    let mut short = false;
    hand.play(Corruption::AddressShort, |_| {
        short = true;
        true
    });
    hand.play(Corruption::AddressCut, |_| {
        let changes = !address.room.is_empty();
        address.room.clear();
        changes
    });
    whole(&address, town, short)
}

fn whole(address: &Address, town: Town, short: bool) -> String {
    let (province, city) = (town.province.name(), town.city.name());
    let Address { street, room } = address;
    if short {
        format!("{street}{room}")
    } else if province == city {
        format!("{city}{street}{room}")
    } else {
        format!("{province}{city}{street}{room}")
    }
}

/// The cell of the credit code.
pub(crate) fn code(customer: &Customer, hand: &mut Hand) -> String {
    let mut text = customer.code.clone();
    if text.is_empty() {
        return text;
    }
    hand.play(Corruption::CodeMistyped, |dice| {
        mistype(&mut text, b"0123456789ABCDEFGHJKLMNPQRTUWXY", dice)
    });
    hand.play(Corruption::CodeFormat, |dice| {
        let other = match dice.below(3) {
            0 => format!("{text} "),
            1 => format!(
                "{} {}",
                text.get(..8).unwrap_or_default(),
                text.get(8..).unwrap_or_default()
            ),
            _ => text.to_ascii_lowercase(),
        };
        let changes = other != text;
        text = other;
        changes
    });
    text
}

/// Another character of `keys` at one place of an ASCII text.
fn mistype(text: &mut String, keys: &[u8], dice: &mut Dice) -> bool {
    let mut bytes = text.clone().into_bytes();
    let at = dice.below(bytes.len() as u64) as usize;
    let key = dice.pick(keys);
    match bytes.get_mut(at) {
        Some(byte) if *byte != key => *byte = key,
        _ => return false,
    }
    match String::from_utf8(bytes) {
        Ok(mistyped) => {
            *text = mistyped;
            true
        }
        Err(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_part_behind_the_area_code() {
        for (number, plain) in [
            ("03517225518", "0351-7225518"),
            ("01062781234", "010-62781234"),
            ("02987654321", "029-87654321"),
            ("13934207715", "13934207715"),
        ] {
            assert_eq!(plain_phone(number), plain);
        }
    }
}
