//! What was written reads back the same: cells of any text, in CSV and JSON lines.

#![no_main]

use guiyi_io::{
    CsvOptions, HeaderRow, OutputFormat, Quote, ReadOptions, Reason, TableWriter, read_from,
};
use libfuzzer_sys::fuzz_target;

const HEADERS: [&str; 3] = ["编号", "客户名称", "备注"];

fuzz_target!(|cells: Vec<[&str; 3]>| {
    // A row without text is no row, and longer cells than a cell may have are rejected.
    let fits = |row: &&[&str; 3]| {
        row.iter().any(|cell| !cell.trim().is_empty()) && **row != HEADERS
            && row.iter().all(|cell| cell.len() <= 1000)
    };
    let rows: Vec<&[&str; 3]> = cells.iter().filter(fits).collect();
    if rows.is_empty() {
        return;
    }
    let options = ReadOptions {
        delimiter: Some(','),
        quote: Some(Quote::Double),
        header: HeaderRow::Line(1),
        ..ReadOptions::default()
    };
    for format in [OutputFormat::Csv(CsvOptions::default()), OutputFormat::JsonLines] {
        let mut writer = TableWriter::new(Vec::new(), format, &HEADERS).expect("memory");
        for row in &rows {
            writer.write_row(row.iter().copied()).expect("memory");
        }
        let bytes = writer.finish().expect("memory");
        let input = read_from(&bytes[..], "written", &options).expect("a table");
        if input.rejects.iter().any(|reject| reject.reason == Reason::Total) {
            continue;
        }
        assert!(input.rejects.is_empty(), "{:?}", input.rejects);
        assert_eq!(input.table.rows(), rows.len());
        for (row, cells) in rows.iter().enumerate() {
            for (column, cell) in cells.iter().enumerate() {
                assert_eq!(input.table.cell(row, column), *cell);
            }
        }
    }
});
