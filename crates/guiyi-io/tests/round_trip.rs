//! Reading what was written gives the same table, in every format.

#![allow(clippy::unwrap_used, reason = "tests may")]

use guiyi_io::{
    CsvOptions, Encoding, HeaderRow, Input, OutputFormat, Quote, ReadOptions, TableWriter,
    read_from,
};
use proptest::prelude::*;

const HEADERS: [&str; 6] = ["编号", "客户名称", "联系电话", "地址", "备注", "city"];

/// Text as customers' cells hold it, and what breaks readers.
fn cell() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => Just(String::new()),
        8 => "[山西煤业阳光商贸有限公司（）0-9]{1,12}",
        2 => "1[3-9][0-9]{9}",
        4 => "[a山,;\t|，\"'“”\\\\ \n=+@#\u{200B}\u{FEFF}é𠮷😀-]{1,8}",
        1 => "\\PC{0,6}",
        1 => prop::sample::select(vec![
            "=1+1", "'=1+1", "''-x", "-1", "+86 138", "\r", "a\r\nb", "\"", "\"\"", "\n", "\t", " ",
            "_x0041_", "null", "{\"a\":1}", "NaN", "1.38E+10", "00012", "TRUE", "sep=;", "\\\"", "\\",
        ]).prop_map(str::to_owned),
    ]
}

/// A customer as files have them: number, name, phone, address, remark.
fn customer() -> impl Strategy<Value = Vec<String>> {
    (
        "[A-Z]{0,2}[0-9]{4,8}",
        "(北京|太原市)?[阳光明月清风]{2,3}(商贸|科技)?(有限公司|店|\\(集团\\)|，Ltd\\.|, Inc\\.)",
        "(1[3-9][0-9]{9}|0351-[2-9][0-9]{6}|13912345678;13812345678|)",
        "(长治路[0-9]{1,3}号(, [0-9]室|，\"阳光\"大厦|\n二楼|;后院)?|)",
        "(月结|张总介绍|原名'清风'|=A1|-张总|)",
    )
        .prop_map(|(id, name, phone, address, remark)| vec![id, name, phone, address, remark])
}

/// Rows of `width` cells, none of them blank: those are no rows.
fn rows() -> impl Strategy<Value = (usize, Vec<Vec<String>>)> {
    (2..=HEADERS.len()).prop_flat_map(|width| {
        let row = prop::collection::vec(cell(), width).prop_map(|mut row| {
            if row.iter().all(|cell| cell.trim().is_empty()) {
                row[0] = "K1".into();
            }
            row
        });
        (Just(width), prop::collection::vec(row, 0..20))
    })
}

fn written(format: OutputFormat, width: usize, rows: &[Vec<String>]) -> Vec<u8> {
    let mut writer = TableWriter::new(Vec::new(), format, &HEADERS[..width]).unwrap();
    for row in rows {
        writer.write_row(row.iter().map(String::as_str)).unwrap();
    }
    writer.finish().unwrap()
}

fn cells(input: &Input) -> Vec<Vec<String>> {
    let table = &input.table;
    (0..table.rows())
        .map(|row| (0..table.width()).map(|column| table.cell(row, column).to_owned()).collect())
        .collect()
}

fn same(format: OutputFormat, options: &ReadOptions, width: usize, rows: &[Vec<String>]) {
    let bytes = written(format, width, rows);
    let input = read_from(&bytes[..], "written", options).unwrap();
    let headers: Vec<&str> = input.table.headers().collect();
    assert_eq!(headers, &HEADERS[..width]);
    assert!(input.rejects.is_empty(), "{:?}", input.rejects);
    assert_eq!(cells(&input), rows);
}

fn told(delimiter: u8) -> ReadOptions {
    ReadOptions {
        delimiter: Some(delimiter.into()),
        quote: Some(Quote::Double),
        header: HeaderRow::Line(1),
        ..ReadOptions::default()
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn csv((width, rows) in rows()) {
        for delimiter in *b",;\t|" {
            let format = OutputFormat::Csv(CsvOptions { delimiter, ..CsvOptions::default() });
            same(format, &told(delimiter), width, &rows);
        }
    }

    #[test]
    fn csv_with_nothing_told(rows in prop::collection::vec(customer(), 1..40)) {
        for delimiter in *b",;\t|" {
            let options = CsvOptions { delimiter, ..CsvOptions::default() };
            same(OutputFormat::Csv(options), &ReadOptions::default(), 5, &rows);
        }
    }

    #[test]
    fn csv_without_guards((width, rows) in rows()) {
        let format = OutputFormat::Csv(CsvOptions {
            guard_formulas: false, mark: false, ..CsvOptions::default()
        });
        let options = ReadOptions { keep_guards: true, ..told(b',') };
        same(format, &options, width, &rows);
    }

    #[test]
    fn csv_in_gb18030((width, rows) in rows()) {
        let format = OutputFormat::Csv(CsvOptions {
            encoding: Encoding::GB18030, ..CsvOptions::default()
        });
        let options = ReadOptions { encoding: Some(Encoding::GB18030), ..told(b',') };
        same(format, &options, width, &rows);
    }

    #[test]
    fn json_lines((width, mut rows) in rows()) {
        // Without a row there is nothing that names the columns.
        rows.push(vec!["K2".into(); width]);
        same(OutputFormat::JsonLines, &ReadOptions::default(), width, &rows);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn xlsx((width, rows) in rows()) {
        let options = ReadOptions { header: HeaderRow::Line(1), ..ReadOptions::default() };
        same(OutputFormat::Xlsx, &options, width, &rows);
    }
}

#[cfg(feature = "parquet")]
proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn parquet((width, rows) in rows()) {
        same(OutputFormat::Parquet, &ReadOptions::default(), width, &rows);
    }
}

#[test]
fn more_rows_than_a_worksheet_has() {
    let mut writer = TableWriter::new(Vec::new(), OutputFormat::Xlsx, &["a"]).unwrap();
    let error = (0..1 << 20).find_map(|_| writer.write_row(["1"]).err()).unwrap();
    assert!(error.to_string().contains("1048575 of a worksheet"), "{error}");
    let mut writer = TableWriter::new(Vec::new(), OutputFormat::Xlsx, &["a"]).unwrap();
    assert!(writer.write_row([&*"x".repeat(32_768)]).is_err());
}
