//! Codes, phones, e-mail addresses and contacts.

use crate::company::levels::{code, contact, email, phone};
use crate::company::near::{Numbers, codes_are_near, numbers};
use crate::company::row::Row;

/// Trade names on one number from which on the number is shared, or common.
const SHARED_PHONE: u8 = 2;
const COMMON_PHONE: u8 = 5;

pub(super) fn codes(a: &Row, b: &Row) -> usize {
    let (Some(x), Some(y)) = (a.code, b.code) else { return 0 };
    let both_valid = x.is_valid() && y.is_valid();
    if x == y {
        return if both_valid { code::SAME } else { code::SAME_INVALID };
    }
    let organisation = x.organisation_code();
    if organisation.is_some() && organisation == y.organisation_code() {
        return code::SAME;
    }
    if both_valid {
        return code::CONFLICT;
    }
    if codes_are_near(x, y) { code::NEAR } else { code::DIFFER }
}

pub(super) fn phones(a: &Row, b: &Row) -> usize {
    let mut best = 0;
    // The first ones are filled.
    for (at, x) in a.phones.iter().map_while(|phone| *phone).enumerate() {
        for (other, y) in b.phones.iter().map_while(|phone| *phone).enumerate() {
            let sharing = || a.phone_sharing[at].max(b.phone_sharing[other]);
            let level = match numbers(x, y) {
                Numbers::Same => match sharing() {
                    COMMON_PHONE.. => phone::COMMON,
                    SHARED_PHONE.. => phone::SHARED,
                    _ => phone::OWN,
                },
                Numbers::Local => phone::LOCAL,
                Numbers::Near => phone::NEAR,
                Numbers::Differ => phone::DIFFER,
            };
            best = if best == 0 { level } else { best.min(level) };
        }
    }
    best
}

pub(super) fn emails(a: &Row, b: &Row) -> usize {
    if a.email == 0 || b.email == 0 {
        return 0;
    }
    if a.email == b.email {
        return email::SAME;
    }
    match (a.domain, b.domain) {
        (0, _) | (_, 0) => email::DIFFER,
        (x, y) if x == y => email::DOMAIN,
        _ => email::DOMAINS,
    }
}

pub(super) fn contacts(a: &Row, b: &Row) -> usize {
    if a.contact != 0 && a.contact == b.contact {
        return contact::SAME;
    }
    if a.surname == 0 || b.surname == 0 {
        return 0;
    }
    let one_is_short = a.contact == 0 || b.contact == 0;
    if a.surname == b.surname && one_is_short { contact::SURNAME } else { contact::DIFFER }
}
