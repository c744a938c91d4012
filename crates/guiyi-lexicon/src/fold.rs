//! The normal form of characters.
//!
//! One table holds NFKC, lower case, traditional to simplified, regional variants and radicals, iterated to a
//! fixpoint, for every character of Unicode. What it does not hold, and the fold of *texts* must do: composition
//! (a letter followed by a combining mark), spaces and controls, and the mapping of brackets, dashes and dots.
//!
//! ```
//! use guiyi_lexicon::fold;
//!
//! assert_eq!(fold::fold_char('業'), '业');
//! assert_eq!(fold::fold_char('Ａ'), 'a');
//! assert_eq!(fold::fold_char('喆'), '喆'); // a brand of its own, never 哲
//! assert_eq!(fold::table().get('㈱'), fold::Form::Text("(株)"));
//! ```

use crate::table::{entries, pair, single};
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// The normal form of one character; itself when it has none or when the form is longer than one character.
pub fn fold_char(c: char) -> char {
    match TABLE.get(c) {
        Form::Char(folded) => folded,
        Form::Text(_) => c,
    }
}

/// Characters of trade names that never fold, each with the character it is often mistaken for.
pub fn distinct() -> impl Iterator<Item = (char, char)> {
    entries(include_str!("../data/fold_distinct.tsv")).filter_map(|entry| {
        pair(entry).and_then(|(kept, other)| Some((single(kept)?, single(other)?)))
    })
}

/// Folds a text character by character: enough for words typed by hand and for tests.
///
/// Names of customers go through the fold of `guiyi-name`, which also composes, cleans and keeps offsets.
pub fn fold_text(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for c in text.chars() {
        match TABLE.get(c) {
            Form::Char(c) => folded.push(c),
            Form::Text(text) => folded.push_str(text),
        }
    }
    folded
}

/// The whole table; hold the reference in a hot loop.
pub fn table() -> &'static FoldTable {
    &TABLE
}

/// What a character folds to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// One character, often the same.
    Char(char),
    /// Several characters, each in normal form: `㈱` → `(株)`, `½` → `1⁄2`.
    Text(&'static str),
}

/// A table of pages: two look-ups a character.
#[derive(Debug)]
pub struct FoldTable {
    /// Page number by the upper bits of the character; page 0 is "nothing here folds".
    index: Box<[u16; PAGES]>,
    /// Pages of characters; 0 means "itself", [`LONG`] means "see `long`".
    pages: Vec<[u32; PAGE]>,
    long: FxHashMap<char, &'static str>,
    /// One bit for each of the CJK Unified Ideographs: whether it folds to itself.
    kept: Vec<u64>,
}

/// The first of the CJK Unified Ideographs, and how many places their block has.
const FIRST_HANZI: usize = 0x4E00;
const HANZI: usize = 0x5200;

/// Characters per page.
const PAGE: usize = 256;
/// Pages of Unicode: code points end at 0x10FFFF.
const PAGES: usize = 0x11_0000 / PAGE;
/// No character: the form is longer than one.
const LONG: u32 = u32::MAX;

static TABLE: LazyLock<FoldTable> = LazyLock::new(FoldTable::read);

impl FoldTable {
    /// What `c` folds to.
    #[inline]
    pub fn get(&self, c: char) -> Form {
        let code = c as usize;
        let page = self.index.get(code / PAGE).copied().unwrap_or(0);
        let form = self.pages.get(usize::from(page)).map_or(0, |page| page[code % PAGE]);
        match form {
            0 => Form::Char(c),
            LONG => self.long.get(&c).map_or(Form::Char(c), |text| Form::Text(text)),
            code => Form::Char(char::from_u32(code).unwrap_or(c)),
        }
    }

    /// Whether a character is one of the CJK Unified Ideographs and folds to itself, as most in names do.
    #[inline]
    pub fn keeps_hanzi(&self, c: char) -> bool {
        let at = (c as usize).wrapping_sub(FIRST_HANZI);
        self.kept.get(at / 64).is_some_and(|bits| bits >> (at % 64) & 1 != 0)
    }

    /// Whether a text is nothing but such characters: most names are, and are seen by their bytes.
    pub fn keeps_text(&self, text: &str) -> bool {
        let (hanzi, rest) = text.as_bytes().as_chunks::<3>();
        // Where all before are hanzi, three bytes that look like one are one.
        rest.is_empty()
            && hanzi.iter().all(|&[a, b, c]| {
                let code =
                    usize::from(a & 0xF) << 12 | usize::from(b & 0x3F) << 6 | usize::from(c & 0x3F);
                let at = code.wrapping_sub(FIRST_HANZI);
                a >> 4 == 0xE
                    && self.kept.get(at / 64).is_some_and(|bits| bits >> (at % 64) & 1 != 0)
            })
    }

    fn read() -> Self {
        let mut table = Self {
            index: Box::new([0; PAGES]),
            pages: vec![[0; PAGE]],
            long: FxHashMap::default(),
            kept: vec![u64::MAX; HANZI / 64],
        };
        for (from, to) in entries(include_str!("../data/fold.tsv")).filter_map(pair) {
            let Some(from) = single(from) else { continue };
            let form = single(to).map_or(LONG, u32::from);
            if form == LONG {
                table.long.insert(from, to);
            }
            table.set(from as usize, form);
            if let Some(at) = (from as usize).checked_sub(FIRST_HANZI).filter(|&at| at < HANZI) {
                table.kept[at / 64] &= !(1 << (at % 64));
            }
        }
        table
    }

    fn set(&mut self, code: usize, form: u32) {
        let page = &mut self.index[code / PAGE];
        if *page == 0 {
            *page = u16::try_from(self.pages.len()).unwrap_or(0);
            self.pages.push([0; PAGE]);
        }
        self.pages[usize::from(*page)][code % PAGE] = form;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folding_twice_changes_nothing() {
        for c in '\0'..=char::MAX {
            let once = fold_text(&c.to_string());
            assert_eq!(fold_text(&once), once, "{c:?} U+{:04X}", u32::from(c));
        }
    }

    #[test]
    fn kept_hanzi_fold_to_themselves() {
        for c in '\0'..='\u{FFFF}' {
            let is_kept = matches!(c, '\u{4E00}'..='\u{9FFF}') && table().get(c) == Form::Char(c);
            assert_eq!(table().keeps_hanzi(c), is_kept, "{c}");
        }
    }

    #[test]
    fn kept_texts_are_those_of_kept_hanzi() {
        for text in [
            "",
            "太原恒源",
            "太原a",
            "a太原",
            "太源ab",
            "é太原",
            "臺灣",
            "太原（）",
            "𠀀太原",
            "é原é",
        ] {
            let is_kept = text.chars().all(|c| table().keeps_hanzi(c));
            assert_eq!(table().keeps_text(text), is_kept, "{text}");
        }
    }

    #[test]
    fn no_form_lies_outside_the_basic_plane() {
        for c in ('\0'..=char::MAX).filter(|c| u32::from(*c) <= 0xffff) {
            assert!(fold_text(&c.to_string()).chars().all(|c| u32::from(c) <= 0xffff), "{c:?}");
        }
    }

    #[test]
    fn traditional_variant_and_radical_meet_the_simplified_form() {
        let cases = [
            ("臺灣積體電路製造股份有限公司", "台湾积体电路制造股份有限公司"),
            ("衞栢珎蔴﨑傢", "卫柏珍麻崎家"),
            ("⻄⺠⻓⻋⻘⻔⻢⻰⻩⻝", "西民长车青门马龙黄食"),
            ("滙豐銀行", "汇丰银行"),
            ("ＡＢＢ（中国）", "abb(中国)"),
            ("㈱日立製作所", "(株)日立制作所"),
            ("群晋", "群晋"),
            ("羣晉", "群晋"),
            ("広島図書館", "广岛图书馆"),
        ];
        for (given, expected) in cases {
            assert_eq!(fold_text(given), expected);
        }
    }

    #[test]
    fn brand_characters_stay_apart() {
        for (kept, other) in distinct() {
            assert_eq!(fold_char(kept), kept);
            assert_ne!(fold_char(other), kept);
        }
        for pair in [['喆', '哲'], ['堃', '坤'], ['犇', '奔'], ['祐', '佑'], ['淼', '鑫']]
        {
            assert_ne!(fold_char(pair[0]), fold_char(pair[1]));
        }
    }
}
