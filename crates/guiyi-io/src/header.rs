//! Which of the first rows is the header, and the names it gives.

use guiyi_core::Error;

use crate::input::HeaderRow;
use crate::note::{NoteKind, Notes};

/// One of the first rows of a file, not blank.
#[derive(Debug)]
pub(crate) struct FirstRow {
    /// The line it begins on, from 1.
    pub line: u64,
    pub cells: Vec<String>,
}

/// The header, and where the rows begin.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Header {
    /// The columns' names: as in the header, or numbered where missing or taken.
    pub names: Vec<String>,
    /// The header's cells as they stand in the file; empty without a header.
    pub cells: Vec<String>,
    /// The line of the header, from 1.
    pub line: Option<u64>,
    /// Which of the first rows is the first row of data; their number when there is none.
    pub data: usize,
}

impl Header {
    /// Adds columns without a name up to `width`.
    pub(crate) fn widen(&mut self, width: usize, notes: &mut Notes) {
        if width > self.names.len() {
            self.names = names(&self.cells, width, self.line.unwrap_or(1), notes);
        }
    }

    /// Whether a row says the same as the header.
    pub(crate) fn is_repeated_by<'a>(&self, mut cells: impl Iterator<Item = &'a str>) -> bool {
        !self.cells.is_empty()
            && self.cells.iter().all(|cell| cells.next() == Some(cell.as_str()))
            && cells.next().is_none()
    }
}

/// The error for a header line that is none of the rows.
pub(crate) fn not_there() -> Error {
    Error::usage("has no row on the line given for the header")
        .hint("lines count from 1, blank ones too")
}

/// Rows above the header that are looked through. Reports put a title, a date, a department
/// there; twenty is more than any seen.
const MOST_TITLE_ROWS: usize = 20;

/// The longest header in characters; what is longer is a sentence or data.
const LONGEST_NAME: usize = 40;

/// Finds the header among the first rows that are not blank. `None` when `wanted` is a line
/// without one of them.
pub(crate) fn find(rows: &[FirstRow], wanted: HeaderRow, notes: &mut Notes) -> Option<Header> {
    let chosen = match wanted {
        HeaderRow::None => None,
        HeaderRow::Line(line) => Some(rows.iter().position(|row| row.line == line)?),
        HeaderRow::Detect => detect(rows),
    };
    let Some(chosen) = chosen else {
        let line = rows.first()?.line;
        if wanted == HeaderRow::Detect {
            notes.add(NoteKind::NoHeader, line);
        }
        let names = names(&[], table_width(rows), line, notes);
        return Some(Header { names, cells: Vec::new(), line: None, data: 0 });
    };
    let row = rows.get(chosen)?;
    for title in rows.iter().take(chosen) {
        notes.add(NoteKind::TitleRow, title.line);
    }
    let line = row.line;
    let mut data = chosen + 1;
    if wanted == HeaderRow::Detect
        && let Some(second) = rows.get(chosen + 1)
        && repeats_in_other_words(row, second)
    {
        notes.add(NoteKind::SecondHeader, second.line);
        data += 1;
    }
    // Cells beyond the last name are columns when the rows have cells there too.
    let named = row.cells.iter().rposition(|cell| !cell.trim().is_empty()).map_or(0, |at| at + 1);
    let width = named.max(table_width(rows.get(chosen + 1..).unwrap_or_default()));
    let names = names(&row.cells, width, line, notes);
    Some(Header { names, cells: row.cells.clone(), line: Some(line), data })
}

/// The commonest number; the larger one on a tie. With how often it occurs.
pub(crate) fn mode(numbers: &[usize]) -> Option<(usize, usize)> {
    let mut sorted = numbers.to_vec();
    sorted.sort_unstable();
    sorted
        .chunk_by(|a, b| a == b)
        .filter_map(|run| run.first().map(|number| (*number, run.len())))
        .max_by_key(|(number, count)| (*count, *number))
}

/// The commonest number of cells.
fn table_width(rows: &[FirstRow]) -> usize {
    let widths: Vec<usize> = rows.iter().map(|row| row.cells.len()).collect();
    mode(&widths).map_or(0, |(width, _)| width)
}

/// The first row that looks like a header, or the one below it when that says more: a row of
/// group names stands above the header proper.
fn detect(rows: &[FirstRow]) -> Option<usize> {
    let width = table_width(rows);
    let first = rows.iter().take(MOST_TITLE_ROWS).position(|row| looks_like_header(row, width))?;
    let (upper, lower) = (rows.get(first)?, rows.get(first + 1));
    match lower {
        Some(lower)
            if looks_like_header(lower, width)
                && filled(upper) < filled(lower)
                && known_words(upper) < known_words(lower) =>
        {
            Some(first + 1)
        }
        _ => Some(first),
    }
}

fn looks_like_header(row: &FirstRow, width: usize) -> bool {
    let cells: Vec<&str> = row.cells.iter().map(|cell| cell.trim()).collect();
    let known = known_words(row);
    // If its words are known, a header may be a cell or two narrower than the rows, and wider
    // than rows that leave out empty cells at their ends: sheets do.
    let fits = cells.len() == width || (known >= 2 && cells.len() + (width / 4).max(1) >= width);
    let mut distinct: Vec<&str> = cells.iter().copied().filter(|cell| !cell.is_empty()).collect();
    let filled = distinct.len();
    distinct.sort_unstable();
    distinct.dedup();
    fits && filled > 0
        && filled * 2 >= width
        && distinct.len() * 2 >= filled
        && !cells.iter().any(|cell| looks_like_data(cell))
}

fn filled(row: &FirstRow) -> usize {
    row.cells.iter().filter(|cell| !cell.trim().is_empty()).count()
}

/// Whether a cell is what stands in rows, never in headers: a number, a phone, a date, an e-mail
/// address, a company's name, a sentence.
fn looks_like_data(cell: &str) -> bool {
    let digits = cell.chars().filter(char::is_ascii_digit).count();
    let characters = cell.chars().count();
    let is_year =
        characters == 4 && digits == 4 && (cell.starts_with("19") || cell.starts_with("20"));
    let is_company = characters >= 6
        && ["有限公司", "公司", "集团", "事务所", "合作社"].iter().any(|end| cell.ends_with(end));
    cell.contains('@')
        || digits >= 5
        || (digits > 0 && digits == characters && !is_year)
        || is_company
        || characters > LONGEST_NAME
}

/// Parts of the names that columns of customer files have.
const WORDS: [&str; 58] = [
    "名", "称", "编号", "编码", "代码", "号", "电话", "手机", "联系", "地址", "省", "市", "区",
    "邮", "日期", "时间", "备注", "类型", "金额", "序", "行业", "来源", "税", "状态", "客户",
    "单位", "部门", "業", "電話", "手機", "聯絡", "聯繫", "編號", "代號", "稱", "統一", "備註",
    "日期", "時間", "name", "id", "code", "phone", "tel", "mobile", "mail", "address", "addr",
    "city", "province", "state", "date", "type", "company", "contact", "source", "remark", "zip",
];

fn known_words(row: &FirstRow) -> usize {
    row.cells.iter().filter(|cell| is_known_word(cell)).count()
}

fn is_known_word(cell: &str) -> bool {
    let cell = cell.trim().to_lowercase();
    cell.chars().count() <= 16 && WORDS.iter().any(|word| cell.contains(word))
}

/// Whether the row under the header is a header again, in another language: `客户名称` above
/// `cust_name`.
fn repeats_in_other_words(header: &FirstRow, row: &FirstRow) -> bool {
    let (filled, known) = (filled(row), known_words(row));
    let ascii = |row: &FirstRow| row.cells.iter().all(|cell| cell.is_ascii());
    filled == self::filled(header)
        && filled >= 2
        && known * 2 >= filled
        && ascii(header) != ascii(row)
        && !row.cells.iter().any(|cell| looks_like_data(cell.trim()))
}

/// `width` names: the header's, trimmed, numbered where missing or taken.
pub(crate) fn names(cells: &[String], width: usize, line: u64, notes: &mut Notes) -> Vec<String> {
    let mut names: Vec<String> = Vec::with_capacity(width);
    for at in 0..width {
        let wanted = cells.get(at).map_or("", |cell| cell.trim()).to_owned();
        let name = if !wanted.is_empty() {
            wanted
        } else {
            if !cells.is_empty() {
                notes.add(NoteKind::UnnamedColumn, line);
            }
            format!("column{}", at + 1)
        };
        if names.contains(&name) {
            notes.add(NoteKind::DuplicateColumn, line);
            let free = (2..).map(|n| format!("{name}_{n}")).find(|name| !names.contains(name));
            names.push(free.unwrap_or(name));
        } else {
            names.push(name);
        }
    }
    names
}
