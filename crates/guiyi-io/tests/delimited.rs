//! Delimited text in, tables and rejects out: one trouble a test.

#![allow(clippy::unwrap_used, reason = "tests may")]

use guiyi_io::{Encoding, HeaderRow, Input, NoteKind, ReadOptions, Reason, ShortRows, read_from};

fn read_with(text: impl AsRef<[u8]>, options: &ReadOptions) -> Input {
    read_from(text.as_ref(), "test.csv", options).unwrap()
}

fn read(text: impl AsRef<[u8]>) -> Input {
    read_with(text, &ReadOptions::default())
}

/// The table as text: header and rows, cells joined by `|`, line breaks shown as `⏎`.
fn shown(input: &Input) -> Vec<String> {
    let table = &input.table;
    let header: Vec<&str> = table.headers().collect();
    let row = |row| {
        let cells: Vec<&str> = (0..table.width()).map(|column| table.cell(row, column)).collect();
        cells.join("|").replace('\n', "⏎")
    };
    std::iter::once(header.join("|")).chain((0..table.rows()).map(row)).collect()
}

fn reasons(input: &Input) -> Vec<(u64, Reason)> {
    input.rejects.iter().map(|reject| (reject.line, reject.reason)).collect()
}

fn kinds(input: &Input) -> Vec<NoteKind> {
    input.notes.iter().map(|note| note.kind.clone()).collect()
}

#[test]
fn plain() {
    let input = read("编号,客户名称\n1,山西煤业\n2,山西煤矿\n");
    assert_eq!(shown(&input), ["编号|客户名称", "1|山西煤业", "2|山西煤矿"]);
    assert_eq!(input.table.line(1), 3);
    assert_eq!(input.layout.header_line, Some(1));
    assert_eq!(input.layout.delimiter, Some(','));
    assert!(input.rejects.is_empty() && input.notes.is_empty());
}

#[test]
fn every_delimiter_and_line_end_gives_the_same_table() {
    let rows =
        [["编号", "客户名称", "电话"], ["1", "山西煤业", ""], ["2", "山西煤矿", "0351-4040404"]];
    let expected = ["编号|客户名称|电话", "1|山西煤业|", "2|山西煤矿|0351-4040404"];
    for delimiter in [",", ";", "\t", "|", "，"] {
        for line_end in ["\n", "\r\n", "\r"] {
            for last in ["", line_end] {
                let text = rows.map(|row| row.join(delimiter)).join(line_end) + last;
                let input = read(&text);
                assert_eq!(shown(&input), expected, "{text:?}");
                assert_eq!(input.table.line(1), 3, "{text:?}");
            }
        }
    }
}

#[test]
fn every_encoding_gives_the_same_table() {
    let text = "編號,客戶名稱,地址\r\n1,台灣陽光實業股份有限公司,台北市信義區\r\n2,\"大,同\",\r\n";
    let expected = shown(&read(text));
    let le: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let be: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
    for (bytes, encoding) in [
        ([b"\xEF\xBB\xBF", text.as_bytes()].concat(), "UTF-8"),
        (encoding_rs::GB18030.encode(text).0.into_owned(), "GB18030"),
        (encoding_rs::BIG5.encode(text).0.into_owned(), "Big5"),
        ([b"\xFF\xFE", &le[..]].concat(), "UTF-16LE"),
        ([b"\xFE\xFF", &be[..]].concat(), "UTF-16BE"),
        (le, "UTF-16LE"),
        (be, "UTF-16BE"),
    ] {
        let input = read(&bytes);
        assert_eq!(shown(&input), expected, "{encoding}");
        assert_eq!(input.layout.encoding.name(), encoding);
    }
}

#[test]
fn quotes_of_several_kinds() {
    for text in [
        "id,name\n1,\"a,b\"\n2,\"c,d\"\n",
        "id,name\n1,'a,b'\n2,'c,d'\n",
        "id,name\n1,“a,b”\n2,“c,d”\n",
        "id, name\n1, \"a,b\"\n2, \"c,d\" \n",
    ] {
        assert_eq!(shown(&read(text)), ["id|name", "1|a,b", "2|c,d"], "{text}");
    }
    let doubled = read("id,name\n1,\"say \"\"hi\"\"\"\n2,\"\"\n");
    assert_eq!(shown(&doubled), ["id|name", "1|say \"hi\"", "2|"]);
    let backslashed = read("id,name\n1,\"say \\\"hi\\\", you\"\n2,\"a\\\\b\"\n");
    assert_eq!(shown(&backslashed), ["id|name", "1|say \"hi\", you", "2|a\\b"]);
    let inner = read("id,name,x\n1,\"厂\"阳光\"店\",2\n");
    assert_eq!(shown(&inner), ["id|name|x", "1|厂\"阳光\"店|2"]);
    assert_eq!(kinds(&inner), [NoteKind::StrayQuote]);
}

/// Taking `"` for text would give one column more, in every row: that is not a better reading.
#[test]
fn quotes_win_over_more_columns() {
    let rows: String = (1..=300).map(|id| format!("{id},\"长治路{id}号, 2室\",x\n")).collect();
    let input = read(format!("id,地址,备注\n{rows}"));
    assert_eq!(shown(&input)[1], "1|长治路1号, 2室|x");
}

#[test]
fn a_quoted_cell_may_span_lines() {
    let input = read("id,地址,x\n1,\"一楼\n二楼\",a\n2,三楼,b\n");
    assert_eq!(shown(&input), ["id|地址|x", "1|一楼⏎二楼|a", "2|三楼|b"]);
    assert_eq!(input.table.line(1), 4);
}

#[test]
fn an_unclosed_quote_costs_its_row_only() {
    let mut text = String::from("id,name,x\n");
    for id in 1..=3000 {
        match id {
            7 => text.push_str("7,\"阳光,a\n"),
            9 => text.push_str("9,\"阳光,a,b,c\n"),
            _ => text.push_str(&format!("{id},\"明月{id}\",b\n")),
        }
    }
    let input = read(&text);
    assert_eq!(input.table.rows(), 2999);
    assert_eq!(input.table.cell(6, 1), "\"阳光");
    assert_eq!(reasons(&input), [(10, Reason::BrokenQuote)]);
    assert_eq!(input.rejects[0].bytes, "9,\"阳光,a,b,c\n".as_bytes());
}

#[test]
fn an_unclosed_quote_without_any_other_ends_with_its_row() {
    let mut text = String::from("id,name,x\n1,\"阳光,a\n");
    for id in 2..=50_000 {
        text.push_str(&format!("{id},明月,b\n"));
    }
    let input = read(&text);
    assert_eq!((input.table.rows(), input.rejects.len()), (50_000, 0));
}

#[test]
fn two_stray_quotes_do_not_swallow_the_rows_between() {
    let input = read("id,name,x\n1,\"阳光,a\n2,明月,b\n3,清风,c\n4,白云\",d\n5,黄河,e\n");
    assert_eq!(input.table.rows(), 5);
    assert_eq!(input.table.cell(1, 1), "明月");
}

#[test]
fn titles_blank_lines_and_repeated_headers() {
    let input = read(
        "客户资料表\n导出时间：2024-01-05,,\n\n编号,客户名称,电话\n1,山西煤业,\n,,\n编号,客户名称,电话\n2,山西煤矿,\n",
    );
    assert_eq!(shown(&input), ["编号|客户名称|电话", "1|山西煤业|", "2|山西煤矿|"]);
    assert_eq!(input.layout.header_line, Some(4));
    assert_eq!(kinds(&input), [NoteKind::TitleRow, NoteKind::BlankRow, NoteKind::RepeatedHeader]);
}

#[test]
fn two_header_rows() {
    let grouped = read("基本信息,,,联系方式,\n编号,客户名称,城市,电话,邮箱\n1,阳光,太原,,\n");
    assert_eq!(shown(&grouped), ["编号|客户名称|城市|电话|邮箱", "1|阳光|太原||"]);
    let bilingual = read("编号,客户名称,电话\ncust_id,cust_name,phone\n1,阳光,\n");
    assert_eq!(shown(&bilingual), ["编号|客户名称|电话", "1|阳光|"]);
    assert_eq!(kinds(&bilingual), [NoteKind::SecondHeader]);
}

#[test]
fn no_header_at_all() {
    let input = read("1001,山西煤业有限公司,13912345678\n1002,山西煤矿,13912345679\n");
    assert_eq!(input.table.rows(), 2);
    assert_eq!(shown(&input)[0], "column1|column2|column3");
    assert_eq!(kinds(&input), [NoteKind::NoHeader]);
    let told =
        read_with("a,b\nc,d\n", &ReadOptions { header: HeaderRow::None, ..Default::default() });
    assert_eq!(shown(&told), ["column1|column2", "a|b", "c|d"]);
}

#[test]
fn a_single_column() {
    let input = read("客户名称\n山西煤业有限公司\nFoo, Ltd.\n山西煤矿\n");
    assert_eq!(shown(&input), ["客户名称", "山西煤业有限公司", "Foo, Ltd.", "山西煤矿"]);
    assert_eq!(input.layout.delimiter, None);
    let bare = read("山西煤业有限公司\n山西煤矿总公司\n");
    assert_eq!(bare.table.rows(), 2);
}

#[test]
fn odd_column_names() {
    let input = read("编号,,电话,电话\n1,a,b,c\n");
    assert_eq!(shown(&input)[0], "编号|column2|电话|电话_2");
    let longer = read("编号,客户名称\n1,a,x\n2,b,y\n");
    assert_eq!(shown(&longer), ["编号|客户名称|column3", "1|a|x", "2|b|y"]);
}

#[test]
fn ragged_rows() {
    let rows: String = (1..=40).map(|id| format!("{id},a,b,c\n")).collect();
    let input = read(format!("id,x,y,z\n{rows}41,a,b,c,d\n42,a\n43,a,b,c,,\n"));
    assert_eq!(input.table.rows(), 41);
    assert_eq!(
        reasons(&input),
        [
            (42, Reason::TooManyCells { found: 5, expected: 4 }),
            (43, Reason::TooFewCells { found: 2, expected: 4 })
        ]
    );
    assert_eq!(kinds(&input), [NoteKind::TrailingCells]);
    let filled = read_with(
        format!("id,x,y,z\n{rows}42,a\n"),
        &ReadOptions { short_rows: ShortRows::Fill, ..Default::default() },
    );
    assert_eq!(shown(&filled)[41], "42|a||");
}

#[test]
fn rows_that_leave_out_empty_cells_are_filled() {
    let input = read("id,x,y,z\n1,a,b,c\n2,a\n3,a,b\n4,a,b,c\n5,a\n");
    assert_eq!(shown(&input)[2..4], ["2|a||", "3|a|b|"]);
    assert_eq!(kinds(&input), [NoteKind::ShortRow]);
}

#[test]
fn an_unquoted_line_break_is_mended() {
    let rows: String = (3..=40).map(|id| format!("{id},a,b,c\n")).collect();
    let input = read(format!("id,x,地址,z\n1,a,一楼\n二楼,c\n{rows}"));
    assert_eq!(shown(&input)[1], "1|a|一楼⏎二楼|c");
    assert_eq!(input.table.line(1), 4);
    assert_eq!(kinds(&input), [NoteKind::JoinedRow]);
}

#[test]
fn excel_names_its_delimiter() {
    let input = read("sep=;\r\nid;name\r\n1;a,b\r\n");
    assert_eq!(shown(&input), ["id|name", "1|a,b"]);
    assert_eq!(input.table.line(0), 3);
}

#[test]
fn too_long_a_cell_is_rejected() {
    let long = "长".repeat(30_000);
    let input = read(format!("id,name\n1,{long}\n2,b\n"));
    assert_eq!(shown(&input), ["id|name", "2|b"]);
    assert_eq!(reasons(&input), [(2, Reason::CellTooLong { bytes: 90_000 })]);
    assert_eq!(input.rejects[0].column.as_deref(), Some("name"));
}

#[test]
fn rejects_show_the_bytes_of_the_file() {
    let text = "编号,客户名称\n1,阳光\n2,明月,余\n3,清风\n";
    let gbk = encoding_rs::GB18030.encode(text).0;
    let input = read(&gbk);
    assert_eq!(input.rejects[0].bytes, encoding_rs::GB18030.encode("2,明月,余\n").0.as_ref());
    let le: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let bad: Vec<u8> = "2,明月,余\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(read(&le).rejects[0].bytes, bad);
}

#[test]
fn guards_of_spreadsheet_exports_are_undone() {
    let text = "id,name\n1,'=SUM(A1)\n2,'阳光\n";
    assert_eq!(shown(&read(text))[1..], ["1|=SUM(A1)", "2|'阳光"]);
    let kept = ReadOptions { keep_guards: true, ..Default::default() };
    assert_eq!(shown(&read_with(text, &kept))[1], "1|'=SUM(A1)");
}

#[test]
fn what_cannot_be_a_table_is_an_error() {
    let none = ReadOptions::default();
    for (bytes, message) in [
        (&b""[..], "t.csv: has no rows"),
        (b"\n \n", "t.csv: has no rows"),
        (b"\x7FELF\0\0\0\0\0\0\0\0\x01\x02", "t.csv: is not a text file"),
    ] {
        assert_eq!(read_from(bytes, "t.csv", &none).unwrap_err().to_string(), message);
    }
    let beyond = ReadOptions { header: HeaderRow::Line(9), ..Default::default() };
    assert!(read_from(&b"a,b\n"[..], "t.csv", &beyond).is_err());
}

#[test]
fn too_many_rejects_are_an_error() {
    let input = read("id,name\n1,a\n2,b,c\n3,d\n4,e\n");
    assert!(input.check_rejects(1).is_ok());
    assert_eq!(
        input.check_rejects(0).unwrap_err().to_string(),
        "test.csv:3: 1 of 4 rows could not be read, more than the 0 allowed; \
         the first: 3 cells where the header has 2\n  \
         help: look at the rejects, mend the file, or allow more of them"
    );
}

#[test]
fn a_named_encoding_is_taken_at_its_word() {
    let gbk = encoding_rs::GB18030.encode("编号,名称\n1,阳光\n").0;
    let told = ReadOptions { encoding: Some(Encoding::UTF_8), ..Default::default() };
    let input = read_with(&gbk, &told);
    assert_eq!(input.table.rows(), 1);
    assert!(kinds(&input).contains(&NoteKind::DamagedText));
}
