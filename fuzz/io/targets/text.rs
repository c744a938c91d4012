//! Delimited text: every line is in the table, in the rejects, or counted in a note.

#![no_main]

use guiyi_io::{Encoding, Format, ReadOptions, read_from};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let options = ReadOptions { encoding: Some(Encoding::UTF_8), ..ReadOptions::default() };
    let Ok(input) = read_from(text.as_bytes(), "fuzzed", &options) else { return };
    if input.layout.format != Format::Text {
        return;
    }
    let lines = text.lines().count() as u64 + text.matches('\r').count() as u64;
    let mut before = 0;
    for row in 0..input.table.rows() {
        let line = input.table.line(row);
        assert!(before < line && line <= lines + 1, "rows in the order of the file");
        before = line;
        for column in 0..input.table.width() {
            let cell = input.table.cell(row, column);
            // Escapes shorten, nothing is made up.
            assert!(cell.len() <= text.len());
        }
    }
    for reject in &input.rejects {
        assert!(!reject.bytes.is_empty() && reject.line <= lines + 1);
        let bytes = text.as_bytes();
        assert!(bytes.windows(reject.bytes.len()).any(|window| window == reject.bytes));
    }
});
