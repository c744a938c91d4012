//! Workbooks and packed files in.

#![allow(clippy::unwrap_used, reason = "tests may")]

use std::io::Write;

use guiyi_io::{Format, Input, NoteKind, ReadOptions, Reason, read, read_from};
use rust_xlsxwriter::{ExcelDateTime, Format as CellFormat, Workbook};

fn shown(input: &Input) -> Vec<String> {
    let table = &input.table;
    let header: Vec<&str> = table.headers().collect();
    let row = |row| {
        let cells: Vec<&str> = (0..table.width()).map(|column| table.cell(row, column)).collect();
        cells.join("|")
    };
    std::iter::once(header.join("|")).chain((0..table.rows()).map(row)).collect()
}

/// Two sheets; the first with a title row, formats, gaps and a damaged number.
fn workbook() -> Vec<u8> {
    let mut book = Workbook::new();
    let padded = CellFormat::new().set_num_format("00000000");
    let date = CellFormat::new().set_num_format("yyyy/m/d");
    let sheet = book.add_worksheet().set_name("客户").unwrap();
    sheet.write(0, 0, "客户资料表").unwrap();
    for (column, name) in (0u16..).zip(["编号", "客户名称", "电话", "信用代码", "日期", "金额"])
    {
        sheet.write(2, column, name).unwrap();
    }
    sheet.write_with_format(3, 0, 1234, &padded).unwrap();
    sheet.write(3, 1, "山西煤业有限公司").unwrap();
    sheet.write(3, 2, 13_912_345_678.0).unwrap();
    sheet.write(3, 3, 911_401_000_000_000_000.0).unwrap();
    let day = ExcelDateTime::from_ymd(2024, 1, 5).unwrap();
    sheet.write_with_format(3, 4, &day, &date).unwrap();
    sheet.write(3, 5, 0.1 + 0.2).unwrap();
    sheet.write(5, 0, "00001235").unwrap();
    sheet.write(5, 1, "=SUM(A1)").unwrap();
    sheet.write(5, 5, true).unwrap();
    let other = book.add_worksheet().set_name("其他").unwrap();
    other.write(0, 0, "名称").unwrap();
    other.write(1, 0, "明月").unwrap();
    book.save_to_buffer().unwrap()
}

#[test]
fn numbers_are_the_text_a_person_sees() {
    let input = read_from(&workbook()[..], "a.xlsx", &ReadOptions::default()).unwrap();
    assert_eq!(
        shown(&input),
        [
            "编号|客户名称|电话|信用代码|日期|金额",
            "00001234|山西煤业有限公司|13912345678|911401000000000000|2024-01-05|0.3",
            "00001235|=SUM(A1)||||TRUE",
        ]
    );
    assert_eq!((input.table.line(0), input.table.line(1)), (4, 6));
    assert_eq!(input.layout.format, Format::Xlsx);
    assert_eq!(input.layout.sheet.as_deref(), Some("客户"));
    assert_eq!(input.layout.header_line, Some(3));
    let kinds: Vec<_> = input.notes.iter().map(|note| (note.kind.clone(), note.line)).collect();
    let damaged = NoteKind::DamagedNumber { column: "信用代码".into() };
    assert_eq!(kinds, [(NoteKind::TitleRow, 1), (damaged, 4)]);
}

#[test]
fn a_sheet_is_chosen_by_name_or_number() {
    for wanted in ["其他", "2"] {
        let options = ReadOptions { sheet: Some(wanted.into()), ..Default::default() };
        let input = read_from(&workbook()[..], "a.xlsx", &options).unwrap();
        assert_eq!(shown(&input), ["名称", "明月"]);
    }
    let options = ReadOptions { sheet: Some("3".into()), ..Default::default() };
    let error = read_from(&workbook()[..], "a.xlsx", &options).unwrap_err();
    assert_eq!(error.to_string(), "a.xlsx: has no sheet '3'\n  help: its sheets are: 客户, 其他");
}

#[test]
fn a_cell_right_of_all_others_is_a_column_or_a_reject() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write(0, 0, "编号").unwrap();
    sheet.write(0, 1, "名称").unwrap();
    for row in 1..700 {
        sheet.write(row, 0, row).unwrap();
        sheet.write(row, 1, "阳光").unwrap();
    }
    sheet.write(9, 2, "张总介绍").unwrap();
    sheet.write(650, 5, "?").unwrap();
    let bytes = book.save_to_buffer().unwrap();
    let input = read_from(&bytes[..], "a.xlsx", &ReadOptions::default()).unwrap();
    assert_eq!(shown(&input)[9], "9|阳光|张总介绍");
    assert_eq!(input.table.rows(), 698);
    assert_eq!(input.rejects[0].line, 651);
    assert_eq!(input.rejects[0].reason, Reason::TooManyCells { found: 6, expected: 3 });
    assert_eq!(input.rejects[0].bytes, "650\t阳光\t\t\t\t?".as_bytes());
}

#[test]
fn packed_files_are_unpacked() {
    let text = "编号,名称\n1,阳光\n2,明月\n";
    let expected = ["编号|名称", "1|阳光", "2|明月"];
    let gzip = |bytes: &[u8]| {
        let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        packer.write_all(bytes).unwrap();
        packer.finish().unwrap()
    };
    let zstd = |bytes: &[u8]| {
        ruzstd::encoding::compress_to_vec(bytes, ruzstd::encoding::CompressionLevel::Fastest)
    };
    // Appending to a packed file gives a second member or frame; both are read.
    let (first, second) = text.as_bytes().split_at(20);
    let place = tempfile::tempdir().unwrap();
    for (name, bytes) in [
        ("plain.csv", text.as_bytes().to_vec()),
        ("one.csv.gz", gzip(text.as_bytes())),
        ("two.csv.gz", [gzip(first), gzip(second)].concat()),
        ("one.csv.zst", zstd(text.as_bytes())),
        ("two.csv.zst", [zstd(first), zstd(second)].concat()),
        ("skip.csv.zst", [b"\x50\x2A\x4D\x18\x03\0\0\0abc", &zstd(text.as_bytes())[..]].concat()),
    ] {
        let path = place.path().join(name);
        std::fs::write(&path, &bytes).unwrap();
        assert_eq!(shown(&read(&path, &ReadOptions::default()).unwrap()), expected, "{name}");
        let streamed = read_from(&bytes[..], name, &ReadOptions::default()).unwrap();
        assert_eq!(shown(&streamed), expected, "{name}");
    }
    for (name, bytes) in [("cut.gz", gzip(text.as_bytes())), ("cut.zst", zstd(text.as_bytes()))] {
        let cut = &bytes[..bytes.len() - 7];
        assert!(read_from(cut, name, &ReadOptions::default()).is_err(), "{name}");
    }
}

#[test]
fn what_cannot_be_read_says_what_to_do() {
    let place = tempfile::tempdir().unwrap();
    let options = ReadOptions::default();
    for (bytes, message) in [
        (&b"PK\x03\x04 no workbook"[..], "is a ZIP archive, not a workbook"),
        (b"%PDF-1.7", "is a PDF document"),
        (b"Rar!\x1A\x07\x01\0", "is a RAR archive"),
        (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 cut", "cannot be read as a workbook"),
        (&workbook()[..3000], "cannot be read as a workbook"),
    ] {
        let error = read_from(bytes, "a", &options).unwrap_err().to_string();
        assert!(error.contains(message) && error.contains("help:"), "{error}");
    }
    let gone = read(place.path().join("gone.csv"), &options).unwrap_err().to_string();
    assert!(gone.contains("gone.csv: cannot be opened"), "{gone}");
    let directory = read(place.path(), &options).unwrap_err().to_string();
    assert!(directory.contains("is a directory"), "{directory}");
}
