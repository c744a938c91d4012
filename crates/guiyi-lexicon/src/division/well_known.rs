//! Districts of large cities that firms write without their city and without their kind: 徐汇, 余杭.

use crate::table::{entries, pair};
use std::sync::LazyLock;

/// Whether a folded text is the name, without its kind, of a district that needs no city beside it and is hardly ever a
/// trade name.
pub fn is_well_known(text: &str) -> bool {
    NAMES.binary_search(&text).is_ok()
}

/// The names, sorted as in the file.
static NAMES: LazyLock<Vec<&'static str>> =
    LazyLock::new(|| table().map(|(text, _)| text).collect());

/// The names with the codes of their districts.
fn table() -> impl Iterator<Item = (&'static str, &'static str)> {
    entries(include_str!("../../data/division_well_known.tsv")).filter_map(pair)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::division::lookup;

    #[test]
    fn well_known_districts_are_sorted_and_what_their_codes_say() {
        assert!(NAMES.is_sorted());
        for (text, code) in table() {
            let mut places = lookup(text).iter().map(|candidate| candidate.division);
            assert!(places.any(|place| place.code().to_string() == code), "{text}");
        }
        assert!(is_well_known("徐汇") && !is_well_known("新华"));
    }
}
