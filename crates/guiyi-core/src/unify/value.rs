//! What a value is worth as a golden value, by role.

use guiyi_name::{CompanyName, Note, Parser};

use crate::hash::hash_text;
use crate::normalize::{Address, CreditCode, Date, PhoneKind, Text, emails, persons, phones};
use crate::role::Role;

/// How a value compares with its rivals.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Worth {
    /// Equal for values that say the same.
    pub key: u64,
    /// Higher is better: valid before invalid, complete before short.
    pub quality: u8,
}

/// The worth of a raw value.
pub fn worth(role: Role, raw: &str) -> Worth {
    let text = || Text::key_of(raw);
    match role {
        Role::CompanyName => of_name(&Parser::new().parse(raw)),
        Role::CreditCode => CreditCode::normalize(raw).map_or_else(
            || Worth { key: text(), quality: 0 },
            |code| Worth {
                key: (code.key() as u64) ^ (code.key() >> 64) as u64,
                quality: 1 + u8::from(code.is_valid()),
            },
        ),
        Role::Phone => phones(raw, None).first().map_or_else(
            || Worth { key: text(), quality: 0 },
            |phone| Worth {
                key: phone.number(),
                // A local number without its area code reaches nobody from elsewhere.
                quality: 1 + u8::from(phone.kind() != PhoneKind::Local),
            },
        ),
        Role::Email => emails(raw).first().map_or_else(
            || Worth { key: text(), quality: 0 },
            |email| Worth { key: email.key(), quality: 1 },
        ),
        Role::Contact | Role::PersonName => persons(raw).first().map_or_else(
            || Worth { key: text(), quality: 0 },
            |person| Worth {
                key: hash_text(person.as_str(), 0),
                // 张总 is a surname only.
                quality: 1 + u8::from(person.key().is_some()),
            },
        ),
        Role::Address => Address::normalize(raw, None)
            .map_or_else(|| Worth { key: text(), quality: 0 }, |address| of_address(&address)),
        _ => Worth { key: text(), quality: 0 },
    }
}

/// An address that says house and room, and is nobody's desk, is the best.
pub fn of_address(address: &Address) -> Worth {
    Worth {
        key: hash_text(address.text(), 0),
        quality: 1 + u8::from(address.parts().is_exact() && !address.is_agency()),
    }
}

/// A whole name with its form, undamaged and without remarks, is the best.
pub fn of_name(name: &CompanyName) -> Worth {
    let whole = name.org_form().is_some() && !name.notes().contains(Note::FormTruncated);
    let clean = name.status().is_empty() && !name.is_damaged() && !name.was_repaired();
    let alone = name.contact().is_none()
        && name.second_name().is_none()
        && name.former_names().next().is_none();
    let quality = if name.is_placeholder() {
        0
    } else {
        1 + u8::from(alone) + 2 * u8::from(clean) + 4 * u8::from(whole)
    };
    Worth { key: hash_text(name.core(), 0), quality }
}

/// The day a date cell names, in days since 1970-01-01; `None` when it is no date.
pub fn day(raw: &str) -> Option<i32> {
    Date::normalize(raw).valid().and_then(Date::day_number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_and_clean_names_are_better() {
        let quality = |raw| worth(Role::CompanyName, raw).quality;
        assert!(quality("太原恒源商贸有限公司") > quality("太原恒源商贸"));
        assert!(quality("太原恒源商贸有限公司") > quality("【停用】太原恒源商贸有限公司"));
        assert!(quality("太原恒源商贸有限公司") > quality("太原恒源商贸有限公司-张总"));
    }

    #[test]
    fn one_number_in_two_spellings_has_one_key() {
        let key = |raw| worth(Role::Phone, raw).key;
        assert_eq!(key("139 3456 7812"), key("+86-13934567812"));
    }
}
