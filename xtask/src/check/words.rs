//! Can every word of the lexicons be found, once, in a folded text?

use crate::Failure;
use guiyi_lexicon::{alias, branch, division, fold, org, trade, word};

/// Words that are not folded, stand twice or lead nowhere.
pub fn complaints() -> Result<Vec<String>, Failure> {
    let mut complaints = Vec::new();
    for (table, words) in tables() {
        complaints.extend(
            words
                .iter()
                .filter(|word| fold::fold_text(word) != **word)
                .map(|word| format!("{table}: {word} is not folded")),
        );
        let mut sorted = words;
        sorted.sort_unstable();
        complaints.extend(
            sorted
                .windows(2)
                .filter(|pair| pair[0] == pair[1])
                .map(|pair| format!("{table}: {} stands twice", pair[0])),
        );
    }
    complaints.extend(
        division::all()
            .filter(|place| {
                place.current().is_empty() || !place.current().iter().all(|heir| heir.is_current())
            })
            .map(|place| format!("division {place:?} leads nowhere")),
    );
    Ok(complaints)
}

/// The words of each table.
fn tables() -> Vec<(String, Vec<&'static str>)> {
    let kinds = [
        word::Kind::Nation,
        word::Kind::Ownership,
        word::Kind::Group,
        word::Kind::Marker,
        word::Kind::Remark,
        word::Kind::Former,
        word::Kind::Later,
        word::Kind::Second,
        word::Kind::Title,
        word::Kind::Placeholder,
        word::Kind::Agency,
    ];
    let mut tables = vec![
        ("org".to_owned(), org::forms().iter().map(|form| form.text).collect()),
        ("branch".to_owned(), branch::forms().iter().map(|form| form.text).collect()),
        ("trade".to_owned(), trade::words().iter().map(|word| word.text).collect()),
        ("alias".to_owned(), alias::aliases().iter().map(|alias| alias.text).collect()),
        (
            "division".to_owned(),
            division::surfaces().iter().map(|surface| surface.text()).collect(),
        ),
    ];
    tables.extend(kinds.map(|kind| (format!("word {kind:?}"), word::texts(kind).collect())));
    tables
}
