//! Reading a name.

use smallvec::SmallVec;

use crate::assemble;
use crate::fold::{Folded, fold, is_hanzi};
use crate::frame;
use crate::latin;
use crate::lattice;
use crate::name::CompanyName;
use crate::vocabulary::{Vocabulary, vocabulary};

/// Names of so many characters are read without asking for memory.
const USUAL_CHARS: usize = 32;

/// Reads company names. Cheap to copy and to share between threads.
#[derive(Clone, Copy)]
pub struct Parser {
    vocabulary: &'static Vocabulary,
}

impl Parser {
    /// A parser over the compiled-in lexicons, which are loaded on first use.
    pub fn new() -> Parser {
        Parser { vocabulary: vocabulary() }
    }

    /// Reads a name. Never fails: what is not understood becomes a part and a note.
    ///
    /// ```
    /// let parser = guiyi_name::Parser::new();
    /// let name = parser.parse("【停用】红光（北京）酒业发展有限公司太原分公司-张总");
    /// assert_eq!(name.core(), "北京红光酒业发展有限公司太原分公司");
    /// assert_eq!(name.trade_name(), "红光");
    /// assert_eq!(name.contact(), Some("张总"));
    /// ```
    pub fn parse(&self, raw: &str) -> CompanyName {
        self.parse_folded(fold(raw))
    }

    /// Reads a name that is folded already.
    pub fn parse_folded(&self, folded: Folded) -> CompanyName {
        let chars = characters(&folded);
        let mut frame = frame::take_off(&chars, folded.text());
        let mut name = CompanyName { folded, ..CompanyName::default() };
        if frame.is_plain && frame.line.len() > 0 || frame.line.chars().iter().any(|&c| is_hanzi(c))
        {
            let mut path = lattice::Path::new();
            lattice::solve(&mut frame.line, self.vocabulary, &mut path);
            assemble::chinese(&mut name, &frame, &path, self.vocabulary);
        } else {
            let parts = latin::read(&frame.line);
            assemble::latin(&mut name, &frame, &parts, self.vocabulary);
        }
        name
    }
}

/// The characters of a folded text.
fn characters(folded: &Folded) -> SmallVec<[char; USUAL_CHARS]> {
    let (text, count) = (folded.text(), folded.origins().len());
    let mut chars = match count {
        ..=USUAL_CHARS => SmallVec::from_buf_and_len([' '; USUAL_CHARS], count),
        _ => SmallVec::from_vec(vec![' '; count]),
    };
    chars.iter_mut().zip(text.chars()).for_each(|(place, c)| *place = c);
    chars
}

impl Default for Parser {
    fn default() -> Parser {
        Parser::new()
    }
}

impl std::fmt::Debug for Parser {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Parser")
    }
}
