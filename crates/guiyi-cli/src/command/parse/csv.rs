//! A name's parts as a row with fixed columns. Several values in one cell are parted by `; `.

use std::borrow::Cow;

use guiyi_lexicon::alias;
use guiyi_name::CompanyName;

/// The header.
pub const COLUMNS: [&str; 18] = [
    "name",
    "core",
    "nation",
    "region",
    "region_code",
    "trade_name",
    "industry",
    "ordinal",
    "org_form",
    "org_class",
    "is_group",
    "branch",
    "status",
    "former_name",
    "second_name",
    "contact",
    "known_as",
    "notes",
];

/// One row. `region_code` has for each region the code of the only division it can be, `?` when
/// there are several or none.
pub fn row<'a>(raw: &'a str, name: &'a CompanyName) -> [Cow<'a, str>; COLUMNS.len()] {
    let codes = name.regions().map(|region| match region.candidates {
        [division] => division.code().to_string(),
        _ => "?".to_owned(),
    });
    [
        raw.into(),
        name.core().into(),
        name.nation().into(),
        joined(name.regions().map(|region| region.text)),
        joined(codes),
        name.trade_name().into(),
        joined(name.industry().map(|unit| unit.text)),
        joined(name.ordinals().iter().map(u32::to_string)),
        name.org_form().map_or("", |form| form.text).into(),
        name.org_form().map_or("", |form| form.class.name()).into(),
        if name.is_group() { "yes" } else { "" }.into(),
        joined(name.branches().map(|branch| branch.text)),
        joined(name.status().names()),
        joined(name.former_names()),
        name.second_name().unwrap_or("").into(),
        name.contact().unwrap_or("").into(),
        name.alias().map_or("", |known| alias::organisation(known.organisation).full).into(),
        joined(name.notes().iter().map(guiyi_name::Note::name)),
    ]
}

fn joined<'a, T: Into<Cow<'a, str>>>(values: impl Iterator<Item = T>) -> Cow<'a, str> {
    let mut values = values.map(Into::into);
    let Some(mut all) = values.next() else { return Cow::Borrowed("") };
    for value in values {
        all.to_mut().push_str("; ");
        all.to_mut().push_str(&value);
    }
    all
}
