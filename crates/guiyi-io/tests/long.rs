//! A file of many blocks, read into a table on all threads, gives what reading it row by row gives: rows, lines,
//! rejects and notes, wherever the blocks are cut.

#![allow(clippy::unwrap_used, reason = "tests may")]

use std::fs;

use guiyi_io::{Note, ReadOptions, Reject, RowSink, read, stream};
use proptest::prelude::*;

/// More than a dozen blocks.
const BYTES: usize = 3 << 20;

/// The header.
const COLUMNS: &str = "编号,名称,备注\n";

/// Everything that is handed on.
#[derive(Default)]
struct Rows {
    rows: Vec<(u64, Vec<String>)>,
    rejects: Vec<Reject>,
}

impl RowSink for Rows {
    fn header(&mut self, _: &[String]) {}

    fn row<'a>(&mut self, line: u64, cells: impl Iterator<Item = &'a str>) {
        self.rows.push((line, cells.map(str::to_owned).collect()));
    }

    fn reject(&mut self, reject: Reject) {
        self.rejects.push(reject);
    }
}

/// One row or what stands for one; `number` makes each another.
fn row(kind: u8, number: usize) -> String {
    let filler = "一二三四五六七八九十".repeat(number % 70);
    match kind {
        0 => format!("K{number},北京恒源商贸有限公司,\"{filler}\n第二行\n{filler}\"\n"),
        1 => format!("K{number},\"{filler}\"\"{filler}\",备注\r\n"),
        2 => format!("K{number},\"没有结束的引号{filler},备注\n"),
        3 => format!("K{number},断开的\n名称,备注\n"),
        4 => format!("K{number},名称,备注,多\n"),
        5 => format!("K{number}\n"),
        6 => "\n".to_owned(),
        7 => COLUMNS.to_owned(),
        8 => "合计,,12\n".to_owned(),
        9 => format!("K{number},\"{filler}\n{filler}\n{filler}\",\"两\n行\"\n"),
        _ => format!("K{number},{filler},备注\n"),
    }
}

/// What reading `bytes` gives, into a table and row by row.
fn both_ways(bytes: &[u8]) -> [(Rows, Vec<Note>); 2] {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("long.csv");
    fs::write(&path, bytes).unwrap();
    let options = ReadOptions::default();
    let input = read(&path, &options).unwrap();
    let table = &input.table;
    let cells = |row| (0..table.width()).map(|column| table.cell(row, column).to_owned()).collect();
    let rows = (0..table.rows()).map(|row| (table.line(row), cells(row))).collect();
    let mut streamed = Rows::default();
    let (layout, notes) = stream(&path, &options, &mut streamed).unwrap();
    assert_eq!(layout, input.layout);
    [(Rows { rows, rejects: input.rejects }, input.notes), (streamed, notes)]
}

fn same(bytes: &[u8]) {
    let [(table, table_notes), (streamed, notes)] = both_ways(bytes);
    assert_eq!(table.rows.len(), streamed.rows.len());
    for (a, b) in table.rows.iter().zip(&streamed.rows) {
        assert_eq!(a, b);
    }
    assert_eq!(table.rejects, streamed.rejects);
    let by_line = |mut notes: Vec<Note>| {
        notes.sort_by_key(|note| (note.line, format!("{:?}", note.kind)));
        notes
    };
    assert_eq!(by_line(table_notes), by_line(notes));
}

/// A text of rows of these kinds, over and over.
fn text(kinds: &[u8], bytes: usize) -> String {
    let mut text = COLUMNS.to_owned();
    for (number, &kind) in kinds.iter().cycle().enumerate() {
        text.push_str(&row(kind, number * 7 % 1009));
        if text.len() > bytes {
            break;
        }
    }
    text
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn tables_hold_the_rows_of_the_stream(
        kinds in proptest::collection::vec(0u8..40, 3..200),
        cut in 0usize..200,
    ) {
        let text = text(&kinds, BYTES);
        let bytes = text.as_bytes();
        // The last row is cut off anywhere.
        same(&bytes[..bytes.len() - cut]);
        same(&encoding_rs::GB18030.encode(&text).0);
    }
}

#[test]
fn the_first_character_beyond_ascii_comes_late() {
    let plain = "K1,Acme Ltd.,nothing\n".repeat(40_000);
    let text = format!("id,name,remark\n{plain}{}", text(&[10, 0, 9], BYTES / 4));
    same(text.as_bytes());
    same(&encoding_rs::GB18030.encode(&text).0);
}

#[test]
fn units_of_two_bytes() {
    let text = text(&[10, 0, 9, 3, 5], BYTES / 2);
    let units = std::iter::once(0xFEFF).chain(text.encode_utf16());
    same(&units.flat_map(u16::to_le_bytes).collect::<Vec<u8>>());
}

#[test]
fn a_quote_is_closed_blocks_later_or_never() {
    let rows = text(&[10], BYTES);
    let long = "很长的备注\n".repeat(40_000);
    same(format!("{rows}K1,名称,\"{long}\"\n{rows}").as_bytes());
    same(format!("{rows}K1,名称,\"{long}{rows}").as_bytes());
}
