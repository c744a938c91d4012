//! Names of persons: contacts, and customers who are persons.

use std::borrow::Cow;
use std::sync::LazyLock;

use guiyi_lexicon::word::{self, Kind};
use guiyi_lexicon::{fold, surname};
use rustc_hash::FxHashMap;
use smallvec::SmallVec;

use super::narrow::{is_letter, is_missing};
use super::text::{folded, is_han};
use crate::hash::hash_text;

/// Persons kept from one cell.
pub const MOST_PERSONS: usize = 3;

/// The persons of one cell, in the order written, each once.
pub type Persons = SmallVec<[Person; 1]>;

/// One person's name, folded, without titles and remarks.
///
/// Made only by [`persons`]. A Chinese name has no spaces; other names are lower-case words with
/// single spaces, the family name last.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Person {
    text: String,
    shape: PersonShape,
    /// Where the surname is: the first bytes of a Chinese name, the last word of another.
    split: usize,
}

/// What a name tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum PersonShape {
    /// A Chinese name, surname first.
    Chinese,
    /// Only a surname: 张总, 李女士, Mr Smith.
    SurnameOnly,
    /// A transcribed name (阿依古丽·买买提) or one without a known surname: no parts.
    Whole,
    /// Words in another script, the last of which is the surname.
    Words,
}

/// The persons in `cell`: `张三、李四` and `张三/李四` are two, `张 三` is one. Titles (总, 经理,
/// 先生, Mr), brackets and numbers are taken off. Empty when it says nothing or only a title.
pub fn persons(cell: &str) -> Persons {
    let mut persons = Persons::new();
    if is_missing(cell) {
        return persons;
    }
    let table = fold::table();
    if table.keeps_text(cell) {
        // Most cells: one name, and nothing to fold or to take off.
        persons.extend(chinese(cell));
        return persons;
    }
    let text = folded(cell);
    let outside = without_brackets(&text);
    for part in outside.split(['/', '、', ';', '|', '&', '+', '\\']) {
        for name in split_han(part) {
            let Some(person) = Person::new(&name) else { continue };
            if persons.len() < MOST_PERSONS && !persons.contains(&person) {
                persons.push(person);
            }
        }
    }
    persons
}

impl Person {
    /// The whole name.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// What the name tells.
    pub fn shape(&self) -> PersonShape {
        self.shape
    }

    /// The family name; empty when it cannot be told.
    pub fn surname(&self) -> &str {
        match self.shape {
            PersonShape::Chinese | PersonShape::SurnameOnly => &self.text[..self.split],
            PersonShape::Words => &self.text[self.split..],
            PersonShape::Whole => "",
        }
    }

    /// The given name or names; empty when only a surname is there.
    pub fn given(&self) -> &str {
        match self.shape {
            PersonShape::Chinese => &self.text[self.split..],
            PersonShape::Words => self.text[..self.split].trim_end(),
            PersonShape::SurnameOnly => "",
            PersonShape::Whole => &self.text,
        }
    }

    /// The stable hash of the whole name, `None` when only a surname is there: a surname is no key.
    pub fn key(&self) -> Option<u64> {
        (self.shape != PersonShape::SurnameOnly).then(|| hash_text(&self.text, PERSON_SEED))
    }

    fn new(name: &str) -> Option<Person> {
        let name = name.trim_matches(|c: char| !is_letter(c) && c != '*');
        // A name ends where a telephone number or the like begins.
        let end = name.find(|c: char| c.is_ascii_digit()).unwrap_or(name.len());
        let name = name[..end].trim_matches(|c: char| !is_letter(c) && c != '*');
        if name.is_empty() {
            return None;
        }
        if name.chars().any(is_han) { chinese(name) } else { words(name) }
    }
}

/// Keeps the hashes of persons apart from other keys.
const PERSON_SEED: u64 = 0x7065_7273;

fn chinese(name: &str) -> Option<Person> {
    // 张*: masked, so that the surname alone is known. A star behind a whole name is a mark.
    if let Some((text, rest)) = name.split_once('*')
        && (rest.chars().any(is_han) || surname_len(text) == text.len())
    {
        let shape = PersonShape::SurnameOnly;
        let is_surname = !text.is_empty() && surname_len(text) == text.len();
        return is_surname.then(|| Person { text: text.to_string(), shape, split: text.len() });
    }
    let letters: Cow<'_, str> = match name.chars().all(is_letter) {
        true => Cow::Borrowed(name),
        false => Cow::Owned(name.chars().filter(|c| is_letter(*c)).collect()),
    };
    if name.chars().any(|c| matches!(c, '·' | '•' | '.' | '・')) && letters.chars().count() > 3
    {
        return Some(Person { text: letters.into(), shape: PersonShape::Whole, split: 0 });
    }
    let (text, titled) = without_title(&letters);
    if text.is_empty() {
        return None;
    }
    let split = surname_len(text);
    if split == text.len() {
        let shape = PersonShape::SurnameOnly;
        return Some(Person { text: text.to_string(), shape, split });
    }
    // 老王, 小李: a form of address, not a name.
    let mut chars = text.chars();
    if matches!(chars.next(), Some('老' | '小')) {
        let rest = chars.as_str();
        if !rest.is_empty() && surname_len(rest) == rest.len() {
            let shape = PersonShape::SurnameOnly;
            return Some(Person { text: rest.to_string(), shape, split: rest.len() });
        }
    }
    let shape = if split == 0 { PersonShape::Whole } else { PersonShape::Chinese };
    // A title alone, or a department: 财务部.
    if split == 0 && titled && text.chars().count() < 2 {
        return None;
    }
    Some(Person { text: text.to_string(), shape, split })
}

/// Bytes of the surname at the start of the folded `name`; 0 when it starts with none.
pub fn surname_len(name: &str) -> usize {
    surname::split(name).map_or(0, |(surname, _)| surname.len())
}

/// `name` without the title it ends in, and whether it had one. One-character titles (王总) only
/// come off a bare surname: 李建总 may be a name.
fn without_title(name: &str) -> (&str, bool) {
    let Some(last) = name.chars().next_back() else { return (name, false) };
    let titles = TITLES.long.get(&last).map_or(&[][..], Vec::as_slice);
    if let Some(rest) = titles.iter().find_map(|title| name.strip_suffix(title)) {
        return (rest, true);
    }
    let rest = &name[..name.len() - last.len_utf8()];
    let is_bare = || !rest.is_empty() && surname_len(rest) == rest.len();
    if TITLES.short.contains(&last) && is_bare() { (rest, true) } else { (name, false) }
}

struct Titles {
    /// Chinese titles of two characters and more by their last one, the longest first.
    long: FxHashMap<char, Vec<&'static str>>,
    /// Chinese titles of one character.
    short: Vec<char>,
    /// Titles in Latin letters.
    latin: Vec<&'static str>,
}

static TITLES: LazyLock<Titles> = LazyLock::new(|| {
    let (han, latin): (Vec<_>, Vec<_>) =
        word::texts(Kind::Title).partition(|title| title.starts_with(is_han));
    let (mut long, mut short) = (FxHashMap::<char, Vec<_>>::default(), Vec::new());
    for title in han {
        let Some(last) = title.chars().next_back() else { continue };
        if title.len() == last.len_utf8() {
            short.push(last);
        } else {
            long.entry(last).or_default().push(title);
        }
    }
    for titles in long.values_mut() {
        titles.sort_by_key(|title| std::cmp::Reverse(title.len()));
    }
    Titles { long, short, latin }
});

/// Words of another script: titles off, `Smith, John` turned round.
fn words(name: &str) -> Option<Person> {
    let turned = name.split_once(',').map(|(surname, given)| format!("{given} {surname}"));
    let mut titled = false;
    let mut text = String::with_capacity(name.len());
    let source = turned.as_deref().unwrap_or(name);
    for word in source.split(|c: char| c.is_whitespace() || c == '.' || c == ',') {
        if TITLES.latin.contains(&word) {
            titled = true;
        } else if !word.is_empty() {
            if !text.is_empty() {
                text.push(' ');
            }
            text.push_str(word);
        }
    }
    if text.is_empty() {
        return None;
    }
    let split = text.rfind(' ').map_or(0, |space| space + 1);
    if titled && split == 0 {
        let split = text.len();
        return Some(Person { text, shape: PersonShape::SurnameOnly, split });
    }
    Some(Person { text, shape: PersonShape::Words, split })
}

/// `text` without what stands in round brackets.
fn without_brackets(text: &str) -> String {
    let mut outside = String::with_capacity(text.len());
    let mut depth = 0_u32;
    for c in text.chars() {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            c if depth == 0 => outside.push(c),
            _ => {}
        }
    }
    outside
}

/// The names in `part`: Han names of two and more characters apart by spaces or commas are several
/// names, single characters are one name spaced out, and everything else is one name.
fn split_han(part: &str) -> SmallVec<[String; 2]> {
    let pieces: SmallVec<[&str; 4]> =
        part.split([' ', ',']).filter(|piece| !piece.is_empty()).collect();
    let han = |piece: &&str| piece.chars().all(is_han);
    let long = |piece: &&str| piece.chars().count() >= 2;
    if pieces.len() > 1 && pieces.iter().all(han) {
        if pieces.iter().all(|piece| long(piece) && surname_len(piece) > 0) {
            return pieces.iter().map(|piece| piece.to_string()).collect();
        }
        return SmallVec::from_iter([pieces.concat()]);
    }
    SmallVec::from_iter([part.to_string()])
}

#[cfg(test)]
mod tests;
