//! Well-known organisations and the names no rule derives from their full ones: 工行, 中石化, 东航.
//!
//! ```
//! use guiyi_lexicon::alias;
//!
//! let bank = alias::lookup("工行").ok_or("unknown")?;
//! assert_eq!(alias::organisation(bank.organisation).full, "中国工商银行股份有限公司");
//! assert!(!bank.is_shared);
//! // 统一 is a trade name of others too.
//! assert!(alias::lookup("统一").is_some_and(|alias| alias.is_shared));
//! # Ok::<(), &str>(())
//! ```

use crate::table::{entries, pair, split};
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// An organisation, by its place in the table of this version; never store it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OrganisationId(pub u16);

/// A well-known organisation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Organisation {
    /// The registered name, folded.
    pub full: &'static str,
    /// Its other names, folded.
    pub aliases: Vec<&'static str>,
}

/// A name of an organisation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Alias {
    /// The text, folded.
    pub text: &'static str,
    /// Whose name it is.
    pub organisation: OrganisationId,
    /// Whether others bear it as their trade name (统一, 大华): it needs the same place or another evidence.
    pub is_shared: bool,
    /// Whether it is the full name itself.
    pub is_full: bool,
}

/// Every name, full ones included, sorted by text.
pub fn aliases() -> &'static [Alias] {
    &ALIASES.sorted
}

/// The name written as this folded text, full names included.
pub fn lookup(folded: &str) -> Option<&'static Alias> {
    ALIASES.by_text.get(folded).and_then(|at| ALIASES.sorted.get(*at))
}

/// The organisation of an id.
pub fn organisation(id: OrganisationId) -> &'static Organisation {
    ALIASES.organisations.get(usize::from(id.0)).unwrap_or(&UNKNOWN)
}

/// What a made-up id names.
static UNKNOWN: Organisation = Organisation { full: "", aliases: Vec::new() };

/// Marks a shared alias in the table.
const SHARED: char = '~';

struct Aliases {
    sorted: Vec<Alias>,
    by_text: FxHashMap<&'static str, usize>,
    organisations: Vec<Organisation>,
}

static ALIASES: LazyLock<Aliases> = LazyLock::new(|| {
    let (mut sorted, mut organisations) = (Vec::new(), Vec::new());
    for (id, (full, texts)) in
        (0..).zip(entries(include_str!("../data/alias.tsv")).filter_map(pair))
    {
        let organisation = OrganisationId(id);
        sorted.push(Alias { text: full, organisation, is_shared: false, is_full: true });
        sorted.extend(split(texts, b',').map(|text| Alias {
            text: text.trim_start_matches(SHARED),
            organisation,
            is_shared: text.starts_with(SHARED),
            is_full: false,
        }));
        organisations.push(Organisation {
            full,
            aliases: split(texts, b',').map(|text| text.trim_start_matches(SHARED)).collect(),
        });
    }
    sorted.sort_by_key(|alias| alias.text);
    let by_text = sorted.iter().enumerate().map(|(at, alias)| (alias.text, at)).collect();
    Aliases { sorted, by_text, organisations }
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_is_folded_and_stands_once() {
        assert!(aliases().len() >= 800, "{}", aliases().len());
        for pair in aliases().windows(2) {
            assert!(pair[0].text < pair[1].text, "{}", pair[0].text);
        }
        for alias in aliases() {
            assert_eq!(crate::fold::fold_text(alias.text), alias.text);
        }
    }

    #[test]
    fn aliases_of_the_domain() {
        let cases = [
            ("工行", "中国工商银行股份有限公司"),
            ("中石化", "中国石油化工股份有限公司"),
            ("东航", "中国东方航空股份有限公司"),
            ("国家电网", "国家电网有限公司"),
            ("太钢", "太原钢铁(集团)有限公司"),
            ("中铁十二局", "中铁十二局集团有限公司"),
            ("台积电", "台湾积体电路制造股份有限公司"),
        ];
        for (text, full) in cases {
            assert_eq!(
                lookup(text).map(|alias| organisation(alias.organisation).full),
                Some(full),
                "{text}"
            );
        }
        assert!(lookup("山西煤业").is_none());
    }
}
