//! Words of trade (行业) by concept.
//!
//! Words of one *strict* concept mean the same in a company name of one city (商贸 = 贸易); words of one *loose*
//! concept are near and need a second piece of evidence (置业 ~ 地产). Modifiers (实业 发展 国际 …) carry little
//! identity. A sector groups loose concepts for display.
//!
//! ```
//! use guiyi_lexicon::trade;
//!
//! let [mine, coal, science] = ["煤矿", "煤业", "科技"].map(|text| trade::lookup(text).copied());
//! assert_eq!(mine.map(|word| word.strict), coal.map(|word| word.strict));
//! assert_ne!(mine.map(|word| word.loose), science.map(|word| word.loose));
//! assert!(trade::lookup("实业").is_some_and(|word| word.is_modifier));
//! assert_eq!(mine.map(|word| trade::strict(word.strict).name), Some("煤业"));
//! ```

use crate::table::entries;
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// A strict concept, by its place in the table of this version; never store it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StrictId(pub u16);

/// A loose concept, by its place in the table of this version; never store it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LooseId(pub u16);

/// A word of trade.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TradeWord {
    /// The word, folded; one to six characters.
    pub text: &'static str,
    /// Words of the same strict concept mean the same.
    pub strict: StrictId,
    /// Words of the same loose concept are near.
    pub loose: LooseId,
    /// Whether it carries little identity: 实业, 发展, 国际.
    pub is_modifier: bool,
}

/// A concept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Concept {
    /// The word that names it.
    pub name: &'static str,
    /// Its sector: 能源矿产.
    pub sector: &'static str,
    /// All its words.
    pub words: Vec<&'static str>,
}

/// Every word, sorted by text.
pub fn words() -> &'static [TradeWord] {
    &TRADE.words
}

/// The word written as this folded text.
pub fn lookup(folded: &str) -> Option<&'static TradeWord> {
    TRADE.by_text.get(folded).and_then(|at| TRADE.words.get(*at))
}

/// A strict concept.
pub fn strict(id: StrictId) -> &'static Concept {
    TRADE.strict.get(usize::from(id.0)).unwrap_or(&UNKNOWN)
}

/// A loose concept.
pub fn loose(id: LooseId) -> &'static Concept {
    TRADE.loose.get(usize::from(id.0)).unwrap_or(&UNKNOWN)
}

/// What a made-up id names.
static UNKNOWN: Concept = Concept { name: "", sector: "", words: Vec::new() };

/// The sector whose words are modifiers.
const MODIFIERS: &str = "修饰";

struct Trade {
    words: Vec<TradeWord>,
    by_text: FxHashMap<&'static str, usize>,
    strict: Vec<Concept>,
    loose: Vec<Concept>,
}

static TRADE: LazyLock<Trade> = LazyLock::new(|| Trade::read(include_str!("../data/trade.txt")));

impl Trade {
    fn read(text: &'static str) -> Self {
        let mut trade = Self {
            words: Vec::new(),
            by_text: FxHashMap::default(),
            strict: Vec::new(),
            loose: Vec::new(),
        };
        let mut sector = "";
        for line in entries(text) {
            match line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
                Some(name) => sector = name,
                None => trade.read_loose(sector, line),
            }
        }
        trade.words.sort_by_key(|word| word.text);
        trade.by_text = trade.words.iter().enumerate().map(|(at, word)| (word.text, at)).collect();
        trade
    }

    /// One line: strict concepts parted by `/`.
    fn read_loose(&mut self, sector: &'static str, line: &'static str) {
        let loose = LooseId(id(self.loose.len()));
        self.loose.push(concept(sector, line.split_whitespace().filter(|word| *word != "/")));
        for group in line.split('/') {
            let strict = StrictId(id(self.strict.len()));
            self.strict.push(concept(sector, group.split_whitespace()));
            self.words.extend(group.split_whitespace().map(|text| TradeWord {
                text,
                strict,
                loose,
                is_modifier: sector == MODIFIERS,
            }));
        }
    }
}

fn concept(sector: &'static str, words: impl Iterator<Item = &'static str>) -> Concept {
    let words: Vec<&'static str> = words.collect();
    Concept { name: words.first().copied().unwrap_or(""), sector, words }
}

/// The table holds some thousand concepts; an id beyond 16 bits would name none.
fn id(at: usize) -> u16 {
    u16::try_from(at).unwrap_or(u16::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn same_strict(a: &str, b: &str) -> bool {
        lookup(a).zip(lookup(b)).is_some_and(|(a, b)| a.strict == b.strict)
    }

    fn same_loose(a: &str, b: &str) -> bool {
        lookup(a).zip(lookup(b)).is_some_and(|(a, b)| a.loose == b.loose)
    }

    #[test]
    fn every_word_is_folded_and_stands_once() {
        assert!(words().is_sorted_by(|a, b| a.text < b.text));
        assert!(words().len() >= 1_500, "{}", words().len());
        for word in words() {
            assert_eq!(crate::fold::fold_text(word.text), word.text);
            assert!(strict(word.strict).words.contains(&word.text));
            assert!(loose(word.loose).words.contains(&word.text));
        }
    }

    #[test]
    fn no_concept_is_empty() {
        assert!(TRADE.strict.iter().chain(&TRADE.loose).all(|concept| !concept.name.is_empty()));
    }

    #[test]
    fn strict_synonyms_of_the_domain() {
        let pairs = [
            ("商贸", "贸易"),
            ("商贸", "经贸"),
            ("商贸", "商业贸易"),
            ("地产", "房地产"),
            ("煤业", "煤炭"),
            ("煤矿", "煤产品"),
            ("建材", "建筑材料"),
            ("机电", "机电设备"),
            ("广告", "广告传媒"),
            ("餐饮", "餐饮管理"),
            ("通讯", "通信"),
            ("医药", "药业"),
        ];
        for (a, b) in pairs {
            assert!(same_strict(a, b), "{a} {b}");
        }
    }

    #[test]
    fn loose_synonyms_are_not_strict() {
        let pairs = [
            ("科技", "技术"),
            ("科技", "信息技术"),
            ("置业", "地产"),
            ("实业", "发展"),
            ("文化", "传媒"),
            ("建设", "建筑"),
            ("建筑", "建筑工程"),
            ("物流", "货运"),
            ("物流", "运输"),
            ("投资", "资本"),
        ];
        for (a, b) in pairs {
            assert!(same_loose(a, b) && !same_strict(a, b), "{a} {b}");
        }
    }

    #[test]
    fn neighbours_of_the_founding_example_stay_apart() {
        for other in ["焦煤", "煤机", "煤炭进出口", "煤炭运销", "煤化工"] {
            assert!(lookup(other).is_some() && !same_loose("煤业", other), "{other}");
        }
    }
}
