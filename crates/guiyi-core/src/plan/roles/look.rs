//! What the cells of a column look like.

use guiyi_lexicon::division::{self, Form, Level};
use guiyi_lexicon::{branch, org};
use rayon::prelude::*;
use rustc_hash::FxHashSet;

use super::stack::Stack;
use crate::hash::hash_text;
use crate::normalize::credit_code::{CodeKind, CreditCode};
use crate::normalize::narrow::{is_missing, narrowed};
use crate::normalize::person::surname_len;
use crate::normalize::phone::{PhoneKind, phones};
use crate::normalize::text::{folded, is_han};
use crate::normalize::{Amount, Date, Normalized, emails};

/// What one column's sampled cells look like. Shares are of the cells that say something.
#[derive(Clone, Debug, Default)]
pub struct Look {
    /// Cells sampled.
    pub rows: usize,
    /// Cells that say something.
    pub filled: usize,
    /// Different cells among them.
    pub distinct: usize,
    /// Characters a cell, on average.
    pub length: f32,
    /// Share of each kind, by [`Kind`].
    shares: [f32; KINDS],
}

/// What a single cell can look like; kinds overlap.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A valid credit, organisation, registration or tax code of the mainland.
    Code,
    /// Eight digits whose check holds in Taiwan.
    TaiwanCode,
    /// A citizen's identity number.
    Identity,
    /// Contains an e-mail address.
    Email,
    /// A telephone number that can hardly be anything else: mobile, or with area code.
    Phone,
    /// Digits that may be a telephone number.
    MaybePhone,
    /// A day of the calendar.
    Date,
    /// Four digits that may be a year.
    Year,
    /// Digits and nothing else.
    Digits,
    /// A number with decimals, thousands separators or a unit.
    Decimal,
    /// Ends like the name of an organisation.
    Organisation,
    /// Two to four Han characters beginning with a surname.
    ChinesePerson,
    /// One to four words of letters.
    LatinWords,
    /// Has the marks of an address: roads, numbers, districts.
    Address,
    /// One word of letters and digits without spaces.
    Token,
    /// A web address.
    Url,
    /// Names a province.
    Province,
    /// Names a prefecture, a county or a district.
    City,
}

const KINDS: usize = Kind::City as usize + 1;

impl Look {
    /// The share of `kind`, from 0 to 1.
    pub fn share(&self, kind: Kind) -> f32 {
        self.shares[kind as usize]
    }

    /// Distinct cells as a share of the filled ones.
    pub fn variety(&self) -> f32 {
        self.distinct as f32 / self.filled.max(1) as f32
    }
}

/// A look at every column of `table` in the sampled `rows`.
pub fn columns(table: &Stack<'_>, rows: &[usize]) -> Vec<Look> {
    let of = |column| look(rows.iter().map(|&row| table.cell(row, column)));
    (0..table.width()).into_par_iter().map(of).collect()
}

fn look<'a>(cells: impl Iterator<Item = &'a str>) -> Look {
    let mut look = Look::default();
    let mut distinct = FxHashSet::default();
    let mut counts = [0_u32; KINDS];
    let mut characters = 0;
    for cell in cells {
        look.rows += 1;
        if is_missing(cell) {
            continue;
        }
        look.filled += 1;
        distinct.insert(hash_text(cell.trim(), 0));
        characters += cell.chars().count();
        kinds(cell, |kind| counts[kind as usize] += 1);
    }
    look.distinct = distinct.len();
    let filled = look.filled.max(1) as f32;
    look.length = characters as f32 / filled;
    look.shares = counts.map(|count| count as f32 / filled);
    look
}

/// Reports each kind that `cell` looks like.
fn kinds(cell: &str, mut report: impl FnMut(Kind)) {
    let text = folded(cell);
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    match CreditCode::normalize(cell).filter(|code| code.is_valid()).map(CreditCode::kind) {
        Some(CodeKind::Credit | CodeKind::Tax) => report(Kind::Code),
        // A check of one digit holds too often by chance in plain numbers of other kinds.
        Some(CodeKind::Organisation | CodeKind::Registration) => report(Kind::Code),
        Some(CodeKind::Taiwan) => report(Kind::TaiwanCode),
        Some(CodeKind::Identity) => report(Kind::Identity),
        Some(CodeKind::Unknown) | None => {}
    }
    if text.contains('@') && !emails(cell).is_empty() {
        report(Kind::Email);
    }
    if digits >= 7 && letters <= 4 {
        telephone(cell, &text, &mut report);
    }
    if digits >= 4 && letters <= 9 {
        moment(cell, digits, &text, &mut report);
    }
    if digits > 0 && letters <= 3 && matches!(Amount::normalize(cell), Normalized::Valid(_)) {
        let plain = text.bytes().all(|c| c.is_ascii_digit());
        report(if plain { Kind::Digits } else { Kind::Decimal });
    }
    if letters > 0 {
        wording(&text, digits, &mut report);
    }
    if !text.contains(' ') && text.is_ascii() && digits > 0 {
        report(Kind::Token);
    }
}

fn telephone(cell: &str, text: &str, report: &mut impl FnMut(Kind)) {
    let found = phones(cell, None);
    let marked = text.contains(['-', '(', '+', ' ']) || text.starts_with('0');
    let sure = found.iter().any(|phone| match phone.kind() {
        PhoneKind::Mobile => true,
        PhoneKind::Landline | PhoneKind::Service => marked,
        PhoneKind::Local | PhoneKind::Other => false,
    });
    if sure {
        report(Kind::Phone);
    }
    if !found.is_empty() {
        report(Kind::MaybePhone);
    }
}

fn moment(cell: &str, digits: usize, text: &str, report: &mut impl FnMut(Kind)) {
    let Normalized::Valid(date) = Date::normalize(cell) else { return };
    let separated = text.contains(['-', '/', '.', '年', ':']);
    if date.day().is_some() && (separated || digits == 8 || digits == 14) {
        report(Kind::Date);
    }
    if digits == 4 && text.len() == 4 && (1800..2100).contains(&date.year()) {
        report(Kind::Year);
    }
}

fn wording(text: &str, digits: usize, report: &mut impl FnMut(Kind)) {
    let han = text.chars().filter(|c| is_han(*c)).count();
    let count = text.chars().count();
    if is_organisation(text) {
        report(Kind::Organisation);
    }
    if han == count && (2..=4).contains(&han) && surname_len(text) > 0 && !begins_with_city(text) {
        report(Kind::ChinesePerson);
    }
    if count <= LONGEST_PLACE {
        let found = division::lookup(text);
        let names = |level| found.iter().any(|place| place.division.level() == level);
        if names(Level::Province) {
            report(Kind::Province);
        }
        // Municipalities are written into columns of cities too.
        if names(Level::Prefecture) || names(Level::County) || names(Level::Province) {
            report(Kind::City);
        }
    }
    let words = text.split(' ').count();
    if han == 0
        && digits == 0
        && words <= 4
        && text.chars().all(|c| c.is_alphabetic() || " .'-".contains(c))
    {
        report(Kind::LatinWords);
    }
    if is_address(text, digits, han) {
        report(Kind::Address);
    }
    let bare = text.strip_prefix("http").is_some() || text.starts_with("www.");
    if bare && text.contains('.') {
        report(Kind::Url);
    }
}

/// No division's name is longer, in characters.
const LONGEST_PLACE: usize = 16;

/// Whether the folded `text` ends like an organisation's name, remarks in brackets left out.
pub fn is_organisation(text: &str) -> bool {
    let mut text = text.trim_end_matches(['.', ',', ' ']);
    while let Some(open) = text.strip_suffix(')').and_then(|inner| inner.rfind('(')) {
        text = text[..open].trim_end();
    }
    if text.chars().next_back().is_some_and(is_han) {
        let form =
            |at: usize| org::lookup(&text[at..]).is_some() || branch::lookup(&text[at..]).is_some();
        let starts = text.char_indices().rev().map(|(at, _)| at).take(LONGEST_FORM);
        return text.chars().count() >= SHORTEST_ORGANISATION
            && (text.ends_with(SHORT_FORMS) || starts.skip(1).any(form));
    }
    let last = text.rsplit([' ', ',']).next().unwrap_or("");
    org::lookup(last).is_some() || org::lookup(last.trim_end_matches('.')).is_some()
}

/// Characters of the longest form worth looking for: 信用合作联社, (有限合伙).
const LONGEST_FORM: usize = 8;
/// Names of organisations have at least a trade name and a form.
const SHORTEST_ORGANISATION: usize = 4;
/// Forms of one character that end little else.
const SHORT_FORMS: [char; 5] = ['厂', '店', '馆', '坊', '社'];

/// Whether the folded `text` has the marks of an address.
fn is_address(text: &str, digits: usize, han: usize) -> bool {
    if han >= 4 {
        let marks = ADDRESS_MARKS.iter().filter(|mark| text.contains(**mark)).count();
        return marks >= 2 && !is_organisation(text);
    }
    let words = || text.split([' ', ',', '.']).filter(|word| !word.is_empty());
    words().count() >= 2
        && words().any(|word| STREET_WORDS.contains(&word))
        && (digits > 0 || words().next_back().is_some_and(|word| STREET_WORDS.contains(&word)))
}

const ADDRESS_MARKS: [&str; 22] = [
    "省", "市", "区", "县", "镇", "乡", "村", "路", "街", "道", "号", "巷", "弄", "楼", "室", "栋",
    "幢", "单元", "层", "组", "园区", "大厦",
];

const STREET_WORDS: [&str; 31] = [
    "street",
    "st",
    "road",
    "rd",
    "avenue",
    "ave",
    "lane",
    "ln",
    "drive",
    "dr",
    "place",
    "pl",
    "court",
    "ct",
    "crescent",
    "circuit",
    "close",
    "way",
    "boulevard",
    "blvd",
    "terrace",
    "parade",
    "highway",
    "square",
    "sec",
    "section",
    "floor",
    "building",
    "suite",
    "district",
    "grove",
];

/// Whether `cell` is made of letters, digits and joining marks only, as keys are.
pub fn is_key(cell: &str) -> bool {
    !is_missing(cell) && narrowed(cell).all(|c| c.is_ascii_alphanumeric() || "-_.:/#".contains(c))
}

/// Whether the text begins with a province or a city: 山西煤业 is no person of the family 山.
fn begins_with_city(text: &str) -> bool {
    let Some((end, _)) = text.char_indices().nth(2) else { return false };
    division::lookup(&text[..end])
        .iter()
        .any(|place| place.division.level() <= Level::Prefecture && place.form != Form::Letter)
}
