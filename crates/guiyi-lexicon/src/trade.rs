//! Words of trades (行业或经营特点), by concept.
//!
//! Words of one *strict* concept name the same trade for a registration authority: 商贸, 贸易, 经贸.
//! A *loose* class joins strict concepts between which firms move, 科技 and 信息技术: by itself it proves nothing.
//! A concept without a class of its own is its own loose class.
//!
//! ```
//! use guiyi_lexicon::trade;
//!
//! let [coal, mine] = ["煤业", "煤矿"].map(|word| trade::lookup(word).map(|word| word.strict));
//! assert_eq!(coal, mine);
//! assert_ne!(coal, trade::lookup("焦煤").map(|word| word.strict));
//! ```

use crate::table::{entries, split};
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// Every word, sorted by text.
pub fn words() -> &'static [TradeWord] {
    &TABLE.words
}

/// The word with exactly this text, which must be folded.
pub fn lookup(folded: &str) -> Option<&'static TradeWord> {
    TABLE.by_text.get(folded).and_then(|at| TABLE.words.get(*at as usize))
}

/// A strict concept.
pub fn strict(id: StrictId) -> &'static Concept {
    TABLE.strict.get(usize::from(id.0)).unwrap_or(&UNKNOWN)
}

/// A loose class.
pub fn loose(id: LooseId) -> &'static Concept {
    TABLE.loose.get(usize::from(id.0)).unwrap_or(&UNKNOWN)
}

/// A word of a trade.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TradeWord {
    /// The word, folded: usually two to four characters.
    pub text: &'static str,
    /// Shared by synonyms.
    pub strict: StrictId,
    /// Shared by kindred trades; its own where there are none.
    pub loose: LooseId,
    /// It names a trade by itself (煤业), unlike 智能 or 发展.
    pub is_head: bool,
    /// It is one of the many that few names hold (蕨菜): too rare to guess from a misspelling.
    pub is_rare: bool,
    /// It says little about the trade: 实业, 发展, 国际.
    pub is_modifier: bool,
    /// Firms take it for their trade name as well: 远洋, 航天. Where another trade follows, it is rather that.
    pub is_name: bool,
    /// Together with a single character before it, it is rather a trade name: 易|生活.
    pub is_name_end: bool,
}

/// A strict concept, by its place in the tables of this version; never store it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StrictId(pub u16);

/// A loose class, by its place in the tables of this version; never store it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LooseId(pub u16);

/// What words of one meaning share.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Concept {
    /// The commonest word, or the name of the class.
    pub name: &'static str,
    /// Its words, in the order of the table; for a loose class those of all its concepts.
    pub words: Vec<&'static str>,
}

/// What a made-up id names.
static UNKNOWN: Concept = Concept { name: "", words: Vec::new() };

static TABLE: LazyLock<Table> = LazyLock::new(Table::read);

/// Introduces the name of a loose class at the end of an entry.
const CLASS: char = '~';

/// Introduces a word that is a trade name only together with a character before it.
const NAME_END: char = '-';

#[derive(Default)]
struct Table {
    words: Vec<TradeWord>,
    by_text: FxHashMap<&'static str, u32>,
    strict: Vec<Concept>,
    /// In the order in which the files first name them.
    loose: Vec<Concept>,
}

/// Words of a usual line.
const WORDS: usize = 4;

/// One line of a file.
struct Entry {
    words: Vec<&'static str>,
    class: Option<&'static str>,
    kind: Kind,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Head,
    Goods,
    Qualifier,
    Modifier,
}

impl Table {
    fn read() -> Self {
        let files = [
            (Kind::Head, include_str!("../data/trade.txt")),
            (Kind::Goods, include_str!("../data/trade_goods.txt")),
            (Kind::Qualifier, include_str!("../data/trade_qualifier.txt")),
            (Kind::Modifier, include_str!("../data/trade_modifier.txt")),
        ];
        let mut table = Self::default();
        let mut classes = FxHashMap::default();
        for (kind, text) in files {
            for entry in entries(text) {
                table.add(Entry::read(entry, kind), &mut classes);
            }
        }
        // Most words differ in their first eight bytes, which are quicker to compare than texts.
        table.words.sort_by_cached_key(|word| (beginning(word.text), word.text));
        table.by_text = (0..).zip(&table.words).map(|(at, word)| (word.text, at)).collect();
        for text in entries(include_str!("../data/trade_name.txt")) {
            let end = text.strip_prefix(NAME_END);
            let at = table.by_text.get(end.unwrap_or(text)).map(|at| *at as usize);
            if let Some(word) = at.and_then(|at| table.words.get_mut(at)) {
                word.is_name = end.is_none();
                word.is_name_end = true;
            }
        }
        table
    }

    fn add(&mut self, entry: Entry, classes: &mut FxHashMap<&'static str, LooseId>) {
        let Some(first) = entry.words.first() else { return };
        let strict = StrictId(id(self.strict.len()));
        let fresh = LooseId(id(self.loose.len()));
        let loose = entry.class.map_or(fresh, |class| *classes.entry(class).or_insert(fresh));
        if loose == fresh {
            let name = entry.class.unwrap_or(first);
            self.loose.push(Concept { name, words: Vec::new() });
        }
        if let Some(class) = self.loose.get_mut(usize::from(loose.0)) {
            class.words.extend(&entry.words);
        }
        self.words.extend(entry.words.iter().map(|text| TradeWord {
            text,
            strict,
            loose,
            is_head: matches!(entry.kind, Kind::Head | Kind::Goods),
            is_rare: entry.kind == Kind::Goods,
            is_modifier: entry.kind == Kind::Modifier,
            is_name: false,
            is_name_end: false,
        }));
        self.strict.push(Concept { name: first, words: entry.words });
    }
}

/// The first eight bytes of a text as a number, in the order of texts.
fn beginning(text: &str) -> u64 {
    let mut bytes = [0; 8];
    bytes.iter_mut().zip(text.bytes()).for_each(|(place, byte)| *place = byte);
    u64::from_be_bytes(bytes)
}

/// The tables hold some thousand concepts; an id beyond 16 bits would name none.
fn id(at: usize) -> u16 {
    u16::try_from(at).unwrap_or(u16::MAX)
}

impl Entry {
    fn read(entry: &'static str, kind: Kind) -> Self {
        let (mut words, mut class) = (Vec::with_capacity(WORDS), None);
        for word in split(entry, b' ') {
            match word.strip_prefix(CLASS) {
                Some(name) => class = Some(name),
                None if word.is_empty() => {}
                None => words.push(word),
            }
        }
        Self { words, class, kind }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fold;

    #[test]
    fn words_are_sorted_unique_and_folded() {
        assert!(words().is_sorted_by(|a, b| a.text < b.text));
        for word in words() {
            assert_eq!(fold::fold_text(word.text), word.text);
            assert_eq!(lookup(word.text), Some(word));
        }
        assert!(words().len() > 1_500);
    }

    #[test]
    fn trade_names_are_words() {
        for text in entries(include_str!("../data/trade_name.txt")) {
            let word = text.strip_prefix(NAME_END).unwrap_or(text);
            assert!(lookup(word).is_some_and(|word| word.is_name_end), "{text}");
        }
    }

    #[test]
    fn ids_lead_to_the_concepts_that_hold_the_word() {
        for word in words() {
            assert!(strict(word.strict).words.contains(&word.text), "{word:?}");
            assert!(loose(word.loose).words.contains(&word.text), "{word:?}");
        }
    }

    #[test]
    fn synonyms_share_a_concept() {
        let same = [
            ["商贸", "贸易"],
            ["商贸", "经贸"],
            ["贸易", "商业贸易"],
            ["地产", "房地产"],
            ["煤业", "煤炭"],
            ["煤矿", "煤产品"],
            ["建材", "建筑材料"],
            ["机电", "机电设备"],
            ["广告", "广告传媒"],
            ["餐饮", "餐饮管理"],
            ["通讯", "通信"],
            ["医药", "药业"],
            ["供应链", "供应链管理"],
        ];
        for pair in same {
            let [a, b] = pair.map(|word| lookup(word).map(|word| word.strict));
            assert!(a.is_some() && a == b, "{pair:?}");
        }
    }

    #[test]
    fn kindred_trades_share_a_class_only() {
        let kindred = [
            ["科技", "技术"],
            ["科技", "信息技术"],
            ["置业", "地产"],
            ["实业", "发展"],
            ["文化", "传媒"],
            ["建设", "建筑"],
            ["建设", "建筑工程"],
            ["物流", "货运"],
            ["物流", "运输"],
            ["投资", "资本"],
        ];
        for pair in kindred {
            let [a, b] = pair.map(lookup);
            let [Some(a), Some(b)] = [a, b] else { unreachable!("{pair:?} is in the table") };
            assert!(a.strict != b.strict && a.loose == b.loose, "{pair:?}");
        }
    }

    #[test]
    fn other_trades_share_nothing() {
        let apart = [
            ["煤业", "焦煤"],
            ["煤业", "煤机"],
            ["煤业", "运销"],
            ["煤业", "进出口"],
            ["酒业", "酒店"],
            ["食品", "餐饮"],
            ["医药", "医院"],
            ["建材", "家具"],
            ["物流", "物业"],
        ];
        for pair in apart {
            let [a, b] = pair.map(lookup);
            let [Some(a), Some(b)] = [a, b] else { unreachable!("{pair:?} is in the table") };
            assert!(a.loose != b.loose, "{pair:?}");
        }
    }

    #[test]
    fn modifiers_and_qualifiers_are_no_heads() {
        for (text, is_head, is_modifier) in [
            ("实业", false, true),
            ("发展", false, true),
            ("国际", false, true),
            ("智能", false, false),
            ("银行", true, false),
        ] {
            let word = lookup(text).map(|word| (word.is_head, word.is_modifier));
            assert_eq!(word, Some((is_head, is_modifier)), "{text}");
        }
        assert_eq!(lookup("红光"), None);
    }
}
