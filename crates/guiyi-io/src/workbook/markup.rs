//! Tables of HTML and of Excel 2003's XML (SpreadsheetML), which systems of old call `.xls`.
//!
//! Not a parser of either: rows, cells, spans and text are enough, and what is not closed ends
//! where the next begins.

use std::io::Read;

use guiyi_core::Error;

use super::sheet::SheetRows;
use crate::encoding::{Decoder, Start, from_start};
use crate::found::Found;
use crate::input::{Format, Layout, ReadOptions, RowSink};
use crate::note::Notes;
use crate::source::unreadable;

/// The most cells one cell may span; more is damage.
const MOST_SPAN: usize = 1000;

/// Reads the tables of a page or a workbook of markup.
pub(crate) fn read_markup(
    mut source: impl Read,
    options: &ReadOptions,
    sink: &mut impl RowSink,
) -> Result<Found, Error> {
    let mut bytes = Vec::new();
    source.read_to_end(&mut bytes).map_err(unreadable)?;
    let (encoding, mark) = match from_start(&bytes) {
        Start::Known(encoding, mark) => (Some(encoding), mark),
        _ => (None, 0),
    };
    let mut decoder = match options.encoding {
        Some(encoding) => Decoder::new(Some(encoding), true),
        None => Decoder::new(encoding, false),
    };
    let (mut text, mut notes) = (String::new(), Notes::default());
    decoder.decode(bytes.get(mark..).unwrap_or_default(), 1, &mut text, &mut notes);
    drop(bytes);
    let mut rows = SheetRows::new(options, sink);
    push_rows(&text, &mut rows)?;
    if rows.is_empty() {
        return Err(Error::input("is a page without a table")
            .hint("look at it in a browser: an export that failed often leaves its message"));
    }
    let (header_line, sheet_notes) = rows.finish()?;
    let encoding = decoder.encoding();
    let layout = Layout { format: Format::Markup, encoding, header_line, ..Layout::default() };
    Ok(Found { layout, notes: notes.into_iter().chain(sheet_notes).collect() })
}

fn push_rows<S: RowSink>(text: &str, rows: &mut SheetRows<'_, S>) -> Result<(), Error> {
    let mut grid = Grid::default();
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        let (before, tag) = rest.split_at(at);
        grid.push_text(before);
        if let Some(comment) = tag.strip_prefix("<!--") {
            rest = comment.split_once("-->").map_or("", |(_, after)| after);
            continue;
        }
        let Some((inside, after)) = tag.get(1..).and_then(|tag| tag.split_once('>')) else { break };
        rest = after;
        let inside = inside.trim_end_matches('/');
        let (tag, attributes) =
            inside.split_once(|c: char| c.is_ascii_whitespace()).unwrap_or((inside, ""));
        // `ss:Cell` and `Cell` are the same.
        let tag = tag.to_ascii_lowercase();
        let (slash, tag) = tag.strip_prefix('/').map_or(("", &*tag), |tag| ("/", tag));
        let tag = tag.rsplit(':').next().unwrap_or(tag);
        match (slash, tag) {
            ("", "script" | "style") => {
                let end = format!("</{tag}");
                let at = rest.to_ascii_lowercase().find(&end);
                rest = at.and_then(|at| rest.get(at..)).unwrap_or("");
            }
            ("", "tr" | "row") => {
                grid.end_row(rows)?;
                grid.begin_row(attributes);
            }
            ("/", "tr" | "row" | "table") => grid.end_row(rows)?,
            ("", "td" | "th" | "cell") => grid.begin_cell(tag != "cell", attributes),
            ("/", "td" | "th" | "cell") => grid.end_cell(),
            (_, "br") | ("/", "p" | "div" | "li") => grid.break_line(),
            _ => {}
        }
    }
    grid.end_row(rows)
}

/// The row being read.
#[derive(Default)]
struct Grid {
    /// The row's number, from 1.
    row: u64,
    cells: Vec<String>,
    /// Cells further down that an earlier row covers: column and rows left.
    covered: Vec<(usize, usize)>,
    open: Option<OpenCell>,
    in_row: bool,
}

struct OpenCell {
    text: String,
    columns: usize,
    rows: usize,
    /// White space counts for one space, as in HTML.
    collapses: bool,
}

impl Grid {
    fn begin_row(&mut self, attributes: &str) {
        self.row = attribute(attributes, "index").map_or(self.row + 1, |row| row as u64);
        self.in_row = true;
    }

    fn end_row<S: RowSink>(&mut self, rows: &mut SheetRows<'_, S>) -> Result<(), Error> {
        self.end_cell();
        if !self.in_row {
            return Ok(());
        }
        self.in_row = false;
        for (_, left) in &mut self.covered {
            *left -= 1;
        }
        self.covered.retain(|(_, left)| *left > 0);
        rows.push(self.row, std::mem::take(&mut self.cells), &[])
    }

    fn begin_cell(&mut self, is_html: bool, attributes: &str) {
        self.end_cell();
        let number = |name| attribute(attributes, name).map(|n| n.min(MOST_SPAN));
        if let Some(column) = number("index") {
            self.cells.resize(self.cells.len().max(column.saturating_sub(1)), String::new());
        }
        while self.covered.iter().any(|(column, _)| *column == self.cells.len()) {
            self.cells.push(String::new());
        }
        let columns = number("colspan").or(number("mergeacross").map(|more| more + 1));
        let rows = number("rowspan").or(number("mergedown").map(|more| more + 1));
        self.open = Some(OpenCell {
            text: String::new(),
            columns: columns.unwrap_or(1).max(1),
            rows: rows.unwrap_or(1).max(1),
            collapses: is_html,
        });
    }

    fn end_cell(&mut self) {
        let Some(cell) = self.open.take() else { return };
        let text = if cell.collapses {
            let lines = cell.text.split('\n').map(str::trim);
            lines.collect::<Vec<_>>().join("\n").trim_matches('\n').to_owned()
        } else {
            cell.text
        };
        for at in 0..cell.columns {
            if cell.rows > 1 {
                // The current row counts down too, when it ends.
                self.covered.push((self.cells.len(), cell.rows));
            }
            self.cells.push(if at == 0 { text.clone() } else { String::new() });
        }
    }

    fn push_text(&mut self, text: &str) {
        let Some(cell) = &mut self.open else { return };
        let text = unescaped(text);
        if !cell.collapses {
            return cell.text.push_str(&text);
        }
        for c in text.chars() {
            if !c.is_ascii_whitespace() {
                cell.text.push(c);
            } else if !cell.text.ends_with([' ', '\n']) {
                cell.text.push(' ');
            }
        }
    }

    fn break_line(&mut self) {
        if let Some(cell) = &mut self.open {
            cell.text.push('\n');
        }
    }
}

/// A number among a tag's attributes, whatever their prefix and quotes.
fn attribute(attributes: &str, name: &str) -> Option<usize> {
    let attributes = attributes.to_ascii_lowercase();
    attributes.split_ascii_whitespace().find_map(|attribute| {
        let (key, value) = attribute.split_once('=')?;
        let key = key.rsplit(':').next()?;
        (key == name).then(|| value.trim_matches(['"', '\'']).parse().ok())?
    })
}

/// Text with its character references resolved: the few that tables use, and numbers.
fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        out.push_str(before);
        let reference = after.split_once(';').filter(|(name, _)| name.len() <= 10);
        match reference.and_then(|(name, tail)| Some((character(name)?, tail))) {
            Some((c, tail)) => {
                out.push(c);
                rest = tail;
            }
            None => {
                out.push('&');
                rest = after;
            }
        }
    }
    out.push_str(rest);
    out
}

fn character(name: &str) -> Option<char> {
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => ' ',
        "middot" => '·',
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code)?
        }
    })
}
