//! Organisation forms.

use guiyi_lexicon::org::{OrgClass, Relation, relation};

use super::name::are_heads;
use crate::company::levels::form;
use crate::company::row::{NameFlags, NameRow};
use crate::company::short;

/// How the forms of two names agree.
pub fn forms(a: &NameRow, b: &NameRow) -> usize {
    let both = |flag| a.flags.has(flag) && b.flags.has(flag);
    match (a.org, b.org) {
        (None, None) => 0,
        _ if is_short_form(a, b) || is_short_form(b, a) => form::SHORT,
        (Some(OrgClass::Plc), Some(OrgClass::Plc)) if both(NameFlags::STOCK) => form::STOCK,
        (Some(x), Some(y)) if x.is_company() && y.is_company() && both(NameFlags::GROUP) => {
            form::GROUPS
        }
        (Some(class), None) if is_known_by(b, a, class) => form::LARGE,
        (None, Some(class)) if is_known_by(a, b, class) => form::LARGE,
        (Some(_), Some(_)) => match relation(a.org, b.org) {
            Relation::Same => form::SAME,
            Relation::Compatible => form::COMPATIBLE,
            Relation::Weak => form::WEAK,
            Relation::Conflict => form::CONFLICT,
        },
        _ => form::ONE_MISSING,
    }
}

/// A short form leaves out industry and form together: that is one fact, and counted once.
pub fn form_of_short(a: &NameRow, b: &NameRow) -> usize {
    match forms(a, b) {
        form::ONE_MISSING => 0,
        level => level,
    }
}

/// Whether a name ends as the firms of the other's kind are called for short: 磐岭股份.
fn is_short_form(short: &NameRow, other: &NameRow) -> bool {
    let both = |flag| short.flags.has(flag) && other.flags.has(flag);
    short.flags.has(NameFlags::SHORT)
        && short::is_large(other)
        && are_heads(short, other)
        && (both(NameFlags::STOCK) || both(NameFlags::GROUP))
}

/// Whether a short name may be that of a large firm: 申通快递.
fn is_known_by(short: &NameRow, other: &NameRow, class: OrgClass) -> bool {
    let is_large = matches!(class, OrgClass::Plc | OrgClass::Group);
    is_large && short.place == 0 && are_heads(short, other)
}
