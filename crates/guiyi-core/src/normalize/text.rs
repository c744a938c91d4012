//! Text of no particular kind, in the normal form of characters.

use guiyi_lexicon::fold::{self, Form};

use super::narrow::{is_missing, narrow};
use crate::hash::{hash_bytes, hash_text};

/// Text in its normal form: characters folded (width, case, traditional to simplified), invisible
/// ones dropped, every run of white space one space, none at the ends.
///
/// Made only by [`Text::normalize`]. Empty when the cell says nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Text(String);

impl Text {
    /// Reads a cell.
    pub fn normalize(cell: &str) -> Text {
        if is_missing(cell) { Text::default() } else { Text(folded(cell)) }
    }

    /// The folded text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether the cell said nothing.
    pub fn is_missing(&self) -> bool {
        self.0.is_empty()
    }

    /// The words: runs of letters and digits, every Han character by itself; punctuation is left out.
    pub fn tokens(&self) -> impl Iterator<Item = &str> {
        tokens(&self.0)
    }

    /// The stable hash of the letters and digits alone, so that spaces and punctuation do not count.
    pub fn key(&self) -> u64 {
        let letters: String = self.0.chars().filter(|c| c.is_alphanumeric()).collect();
        hash_text(&letters, TEXT_SEED)
    }

    /// The key of a cell's text.
    pub fn key_of(cell: &str) -> u64 {
        if !cell.is_ascii() || is_missing(cell) {
            return Text::normalize(cell).key();
        }
        // Of ASCII letters and digits only the capitals have another form.
        let mut letters = Vec::with_capacity(cell.len());
        letters.extend(cell.bytes().filter(u8::is_ascii_alphanumeric));
        letters.make_ascii_lowercase();
        hash_bytes(&letters, TEXT_SEED)
    }
}

/// Keeps the hashes of texts apart from other keys.
const TEXT_SEED: u64 = 0x7465_7874;

/// The last character of Unicode that is white space.
const LAST_SPACE: char = '\u{3000}';

/// `cell` in the normal form of characters, with single spaces.
pub(crate) fn folded(cell: &str) -> String {
    let table = fold::table();
    let mut text = String::with_capacity(cell.len());
    let mut rest = cell;
    loop {
        // Nearly all characters have no other form and are no space: common Han, digits, small letters.
        let end = rest.find(|c| !(table.keeps_hanzi(c) || is_plain(c))).unwrap_or(rest.len());
        let (run, behind) = rest.split_at(end);
        text.push_str(run);
        let mut behind = behind.chars();
        let Some(c) = behind.next() else { break };
        rest = behind.as_str();
        let Some(c) = narrow(c) else { continue };
        match table.get(c) {
            Form::Char(same) if same == c => push(&mut text, c),
            // What a form brings (〔 for ﹝, a fraction's slash) is narrowed as if it had been there.
            Form::Char(folded) => narrow(folded).into_iter().for_each(|c| push(&mut text, c)),
            Form::Text(folded) => {
                folded.chars().filter_map(narrow).for_each(|c| push(&mut text, c));
            }
        }
    }
    if text.ends_with(' ') {
        text.pop();
    }
    text
}

/// Whether a character is printable ASCII that is neither a space nor a capital.
fn is_plain(c: char) -> bool {
    matches!(c, '!'..='@' | '['..='~')
}

/// Adds a character; of white space only the first one of a run, and none at the beginning.
fn push(text: &mut String, c: char) {
    if c > LAST_SPACE || !c.is_whitespace() {
        text.push(c);
    } else if !text.is_empty() && !text.ends_with(' ') {
        text.push(' ');
    }
}

/// The words of a folded text: runs of letters and digits, every Han character by itself.
pub(crate) fn tokens(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        rest = rest.trim_start_matches(|c: char| !c.is_alphanumeric());
        let first = rest.chars().next()?;
        let end = if is_han(first) {
            first.len_utf8()
        } else {
            rest.find(|c: char| !c.is_alphanumeric() || is_han(c)).unwrap_or(rest.len())
        };
        let (token, after) = rest.split_at(end);
        rest = after;
        Some(token)
    })
}

/// Whether `c` is a Han character (CJK unified ideographs and their extensions, 〇 among them).
pub(crate) fn is_han(c: char) -> bool {
    matches!(c, '〇' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{20000}'..='\u{323af}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folds_and_splits() {
        let text = Text::normalize("　ＡＢＢ  Robotics（中國）有限公司 \t");
        assert_eq!(text.as_str(), "abb robotics(中国)有限公司");
        let tokens: Vec<&str> = text.tokens().collect();
        assert_eq!(tokens, ["abb", "robotics", "中", "国", "有", "限", "公", "司"]);
    }

    #[test]
    fn plain_characters_fold_to_themselves() {
        for c in ('\0'..='\u{ff}').filter(|&c| is_plain(c)) {
            assert_eq!((narrow(c), fold::table().get(c)), (Some(c), Form::Char(c)));
        }
    }

    #[test]
    fn punctuation_does_not_change_the_key() {
        let key = |cell| Text::normalize(cell).key();
        assert_eq!(key("Query, optimization!"), key("query  optimization"));
        assert_ne!(key("query optimisation"), key("query optimization"));
        assert!(Text::normalize(" N/A ").is_missing());
    }

    proptest::proptest! {
        #[test]
        fn the_key_of_a_cell_is_that_of_its_text(cell in "(?s-u:[\\x00-\\x7F]{0,12})|\\PC{0,6}") {
            proptest::prop_assert_eq!(Text::key_of(&cell), Text::normalize(&cell).key());
        }
    }
}
