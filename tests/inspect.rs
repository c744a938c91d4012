//! `guiyi inspect` as a user runs it.

#![allow(clippy::unwrap_used)]

use std::fmt::Write;
use std::process::{Command, Output};

use serde_json::Value;

fn guiyi(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_guiyi")).args(arguments).output().unwrap()
}

/// Invented codes whose check characters hold; two rows share one.
const CODES: [&str; 4] = ["", "91610112MA3YMKMLX6", "91610112MA3YMKMLX6", "91110108226368537C"];

/// An export with everything that inspecting should find.
fn export() -> String {
    let mut text = String::from("客户编号,客户名称,统一社会信用代码,联系电话,邮箱,建档日期\n");
    for id in 1..=30 {
        // All share one phone: a bookkeeping agent's.
        let day = id % 28 + 1;
        let code = CODES.get(id).unwrap_or(&"");
        writeln!(
            text,
            "K{id:03},太原市阳光{id}号商贸有限公司,{code},0351-4047788,,2021-03-{day:02}"
        )
        .unwrap();
    }
    text.push_str("K031,散客,,13800138000,,\n");
    text.push_str("K032,散客,,,,\n");
    text.push_str("K033,【停用】明月商贸有限公司,91140100MA0K1L2X3Y,1.38E+10,无,2021-02-30\n");
    text.push_str("K034,清风货运站,,13912345678;13812345670,wang@qingfeng.cn,2199-01-01\n");
    text.push_str("K035,清风货运站,,13912345678;13812345670,wang@qingfeng.cn,2199-01-01\n");
    text.push_str("K036,黄河\u{FFFD}贸有限公司,,,not an address,\n");
    text.push_str("K037,,,,,\n");
    text.push_str("K038,多余,,,,,一格\n");
    text
}

fn column<'a>(file: &'a Value, name: &str) -> &'a Value {
    file["columns"].as_array().unwrap().iter().find(|column| column["column"] == name).unwrap()
}

fn rows_of(column: &Value, kind: &str) -> u64 {
    let findings = column["findings"].as_array().unwrap();
    let found = findings.iter().find(|finding| finding["kind"] == kind);
    found.map_or(0, |finding| finding["rows"].as_u64().unwrap())
}

#[test]
fn finds_what_is_odd() {
    let place = tempfile::tempdir().unwrap();
    let path = place.path().join("erp.csv");
    std::fs::write(&path, export()).unwrap();
    let done = guiyi(&["inspect", "--json", path.to_str().unwrap()]);
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    let report: Value = serde_json::from_slice(&done.stdout).unwrap();
    let file = &report["files"][0];
    assert_eq!(file["rows"], 37);
    assert_eq!(file["rejected"], 1);
    let (name, phone) = (column(file, "客户名称"), column(file, "联系电话"));
    assert_eq!(name["role"], "company-name");
    assert_eq!(name["filled"], 36);
    assert_eq!(rows_of(name, "placeholder"), 2);
    assert_eq!(rows_of(name, "marked"), 1);
    assert_eq!(rows_of(name, "damaged"), 1);
    assert_eq!(phone["role"], "phone");
    assert_eq!(rows_of(phone, "dummy"), 1);
    assert_eq!(rows_of(phone, "shortened"), 1);
    assert_eq!(rows_of(phone, "shared"), 30);
    let code = column(file, "统一社会信用代码");
    assert_eq!(code["quality"]["valid"], 3);
    assert_eq!((rows_of(code, "invalid"), rows_of(code, "repeated")), (1, 2));
    assert_eq!(rows_of(column(file, "邮箱"), "invalid"), 1);
    assert_eq!(rows_of(column(file, "建档日期"), "impossible"), 1);
    assert_eq!(rows_of(column(file, "建档日期"), "future"), 2);
    // Not the two without a real name or phone, nor the one without anything.
    assert_eq!((&file["linkable"], &file["with_code"]), (&34.into(), &3.into()));
    assert_eq!((&file["repeated"], &file["header_line"]), (&1.into(), &1.into()));

    let text = guiyi(&["inspect", path.to_str().unwrap()]);
    let text = String::from_utf8(text.stdout).unwrap();
    for words in ["37 rows", "1 rejected", "散客 ×2", "0351-4047788 ×30", "commas between cells"]
    {
        assert!(text.contains(words), "{words} in\n{text}");
    }
}

/// Chinese headers and cells take two columns each: the columns under them begin at one place.
#[test]
fn wide_characters_are_aligned() {
    let place = tempfile::tempdir().unwrap();
    let path = place.path().join("a.csv");
    std::fs::write(&path, export()).unwrap();
    let text = guiyi(&["inspect", path.to_str().unwrap()]).stdout;
    let text = String::from_utf8(text).unwrap();
    let width = |line: &str, word: &str| {
        let before = &line[..line.find(word).unwrap()];
        before.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum::<usize>()
    };
    let lines = |word: &str| text.lines().find(|line| line.contains(word)).unwrap();
    let places = [
        width(lines("why this role"), "role"),
        width(lines("统一社会信用代码"), "credit-code"),
        width(lines("邮箱"), "email"),
    ];
    assert_eq!(places, [places[0]; 3], "{text}");
}

/// A person's name alone links nobody; with a date of birth it may.
#[test]
fn persons() {
    let place = tempfile::tempdir().unwrap();
    let path = place.path().join("a.csv");
    let rows = "姓名,出生日期,手机\n王建军,,\n李秀英,1962-03-04,\n张伟,,13607976140\n刘洋,,\n";
    std::fs::write(&path, rows).unwrap();
    let done = guiyi(&["inspect", "--json", path.to_str().unwrap()]);
    let report: Value = serde_json::from_slice(&done.stdout).unwrap();
    let file = &report["files"][0];
    assert_eq!((&file["linkable"], &file["name_only"]), (&2.into(), &2.into()));
}

#[test]
fn says_how_a_file_was_read_and_takes_advice() {
    let place = tempfile::tempdir().unwrap();
    let path = place.path().join("a.csv");
    std::fs::write(&path, b"\xB1\xE0\xBA\xC5;\xC3\xFB\xB3\xC6\n1;\xD1\xF4\xB9\xE2\n").unwrap();
    let path = path.to_str().unwrap();
    let done = guiyi(&["inspect", "--json", "--role", "名称=company-name", path]);
    let report: Value = serde_json::from_slice(&done.stdout).unwrap();
    let file = &report["files"][0];
    assert_eq!((&file["encoding"], &file["delimiter"]), (&"GB18030".into(), &";".into()));
    assert_eq!(column(file, "名称")["reason"], "as you said");
    let done = guiyi(&["inspect", "--json", "--delimiter", "|", "--header-row", "0", path]);
    let report: Value = serde_json::from_slice(&done.stdout).unwrap();
    assert_eq!(report["files"][0]["columns"].as_array().unwrap().len(), 1);
    assert_eq!(report["files"][0]["rows"], 2);
}

#[test]
fn wrong_calls_and_files_that_are_gone() {
    let gone = guiyi(&["inspect", "no-such-file.csv"]);
    assert_eq!(gone.status.code(), Some(1));
    let message = String::from_utf8(gone.stderr).unwrap();
    assert!(message.contains("no-such-file.csv: cannot be opened"), "{message}");
    assert_eq!(guiyi(&["inspect"]).status.code(), Some(2));
    let place = tempfile::tempdir().unwrap();
    let path = place.path().join("a.csv");
    std::fs::write(&path, export()).unwrap();
    let many = guiyi(&["inspect", "--max-rejects", "0", path.to_str().unwrap()]);
    assert_eq!(many.status.code(), Some(4));
    let path = path.to_str().unwrap();
    let cases: [(&[&str], &str); 5] = [
        (&["--encoding", "klingon"], "klingon"),
        (&["--header-row", "999"], "no row on the line given"),
        (&["--role", "客户=company-name"], "the columns are: 客户编号"),
        (&["--role", "客户名称=nmae"], "company-name"),
        (&["--delimiter", "ab"], "--delimiter"),
    ];
    for (more, says) in cases {
        let done = guiyi(&[&["inspect", path], more].concat());
        let error = String::from_utf8_lossy(&done.stderr);
        assert_eq!(done.status.code(), Some(2), "{more:?}: {error}");
        assert!(error.contains(says), "{more:?}: {error}");
        assert!(done.stdout.is_empty(), "{more:?}");
    }
}
