//! `guiyi dedupe` in every format and encoding it reads and writes, and calls that contradict
//! themselves.

#![allow(clippy::unwrap_used)]

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use guiyi_core::Table;
use guiyi_io::{Encoding, ReadOptions, read};

const TABLES: [&str; 5] = ["profiles", "members", "review", "links", "lineage"];

fn demo(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/demo").join(name)
}

fn guiyi(arguments: &[&str], standard_input: &[u8]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_guiyi"));
    command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    // A program that fails early reads nothing.
    let _ = child.stdin.take().unwrap().write_all(standard_input);
    child.wait_with_output().unwrap()
}

/// Runs `dedupe` over the demo's finance and service files into `out`.
fn dedupe(out: &Path, more: &[&str]) {
    let files = [demo("finance.csv"), demo("service.csv")];
    let mut arguments = vec!["dedupe", "--quiet", "--out", out.to_str().unwrap()];
    arguments.extend(files.iter().map(|file| file.to_str().unwrap()));
    arguments.extend(more);
    let done = guiyi(&arguments, b"");
    assert!(done.status.success(), "{more:?}: {}", String::from_utf8_lossy(&done.stderr));
}

fn cells(table: &Table) -> Vec<Vec<String>> {
    let headers = table.headers().map(str::to_owned).collect();
    let row = |row| (0..table.width()).map(|at| table.cell(row, at).to_owned()).collect();
    std::iter::once(headers).chain((0..table.rows()).map(row)).collect()
}

#[test]
fn every_format_holds_the_same_tables() {
    let place = tempfile::tempdir().unwrap();
    let csv = place.path().join("csv");
    dedupe(&csv, &[]);
    let mut formats = vec!["xlsx", "jsonl"];
    formats.extend(cfg!(feature = "parquet").then_some("parquet"));
    for format in formats {
        let out = place.path().join(format);
        dedupe(&out, &["--output-format", format]);
        for name in TABLES {
            let path = out.join(format!("{name}.{format}"));
            let expected = read(csv.join(format!("{name}.csv")), &ReadOptions::default()).unwrap();
            // JSON lines without a row do not name their columns.
            if expected.table.rows() == 0 {
                continue;
            }
            let found = read(&path, &ReadOptions::default()).unwrap();
            assert!(cells(&found.table) == cells(&expected.table), "{name}.{format}");
        }
        let same =
            |name: &str| fs::read(out.join(name)).unwrap() == fs::read(csv.join(name)).unwrap();
        assert!(same("rejects.csv"), "{format}");
    }
}

#[test]
fn csv_in_other_encodings() {
    let place = tempfile::tempdir().unwrap();
    let expected = place.path().join("default");
    dedupe(&expected, &[]);
    let profiles = |out: &Path| read(out.join("profiles.csv"), &ReadOptions::default()).unwrap();
    let mark = b"\xEF\xBB\xBF";
    assert!(fs::read(expected.join("profiles.csv")).unwrap().starts_with(mark));
    for (label, encoding, marked) in [
        ("gbk", Encoding::GB18030, false),
        ("utf-8", Encoding::UTF_8, false),
        ("utf-8-bom", Encoding::UTF_8, true),
    ] {
        let out = place.path().join(label);
        dedupe(&out, &["--output-encoding", label]);
        let found = profiles(&out);
        assert_eq!(found.layout.encoding, encoding);
        assert_eq!(cells(&found.table), cells(&profiles(&expected).table), "{label}");
        let bytes = fs::read(out.join("profiles.csv")).unwrap();
        assert_eq!(bytes.starts_with(mark), marked, "{label}");
    }
}

#[test]
fn formulas_are_guarded_unless_told_otherwise() {
    let place = tempfile::tempdir().unwrap();
    let file = place.path().join("a.csv");
    fs::write(&file, "编号,客户名称,备注\n1,阳光商贸有限公司,=cmd()\n2,明月商贸有限公司,\n")
        .unwrap();
    let file = file.to_str().unwrap();
    for (more, shown) in [(&[][..], "'=cmd()"), (&["--no-formula-guard"][..], ",=cmd()")] {
        let out = place.path().join("out");
        let out = out.to_str().unwrap();
        let done = guiyi(&[&["dedupe", file, "--out", out, "--force"], more].concat(), b"");
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
        let members = fs::read_to_string(Path::new(out).join("members.csv")).unwrap();
        assert!(members.contains(shown), "{members}");
    }
}

/// A file that nothing can guess: said encoding, delimiter and header, from standard input.
#[test]
fn reads_as_told_from_standard_input() {
    let place = tempfile::tempdir().unwrap();
    let out = place.path().join("out");
    let out = out.to_str().unwrap();
    let text = "报表~2024\n编号~客户名称\n1~太原市阳光商贸有限公司\n2~太原阳光商贸有限公司\n";
    let bytes: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let told = ["--encoding", "utf-16be", "--delimiter", "~", "--header-row", "2"];
    let done = guiyi(&[&["dedupe", "-", "--out", out], &told[..]].concat(), &bytes);
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    let members = read(Path::new(out).join("members.csv"), &ReadOptions::default()).unwrap().table;
    let rows = cells(&members);
    assert_eq!(rows.len(), 3);
    assert_eq!(rows[1][1], "stdin");
    assert_eq!(rows[1][0], rows[2][0], "one customer");
}

#[test]
fn a_rejected_row_keeps_its_text() {
    let place = tempfile::tempdir().unwrap();
    let (file, out) = (place.path().join("a.csv"), place.path().join("out"));
    let rows = "编号,客户名称\n1,太原市阳光商贸有限公司\n2,明月商贸,有限公司\n3,清风物流有限公司\n";
    // GB18030 by way of this program's own writer.
    let options = guiyi_io::CsvOptions { encoding: Encoding::GB18030, ..Default::default() };
    let mut writer = guiyi_io::CsvWriter::new(Vec::new(), options);
    rows.lines().for_each(|line| writer.write_row(line.split(',')).unwrap());
    fs::write(&file, writer.finish().unwrap()).unwrap();
    let (file, out) = (file.to_str().unwrap(), out.to_str().unwrap());
    let done = guiyi(&["dedupe", file, "--out", out], b"");
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    let rejects = fs::read_to_string(Path::new(out).join("rejects.csv")).unwrap();
    assert!(rejects.contains("\"2,明月商贸,有限公司\""), "{rejects}");
}

#[test]
fn wrong_calls() {
    let place = tempfile::tempdir().unwrap();
    let file = demo("erp.csv");
    let (file, out) = (file.to_str().unwrap(), place.path().join("out"));
    let cases: [(&[&str], &str); 9] = [
        (&["--output-format", "docx"], "'docx'"),
        (&["--output-encoding", "utf-9"], "not an encoding"),
        (&["--output-encoding", "utf-16le"], "write UTF-8 or GB18030"),
        (&["--output-format", "xlsx", "--output-encoding", "gbk"], "is for CSV"),
        (&["--output-format", "jsonl", "--no-formula-guard"], "is for CSV"),
        (&["--delimiter", "ab"], "give one character, or 'tab'"),
        (&["--header-row", "9999"], "no row on the line given"),
        (&["--encoding", "klingon"], "not an encoding"),
        (&["-", "-"], "only once"),
    ];
    for (more, says) in cases {
        let arguments = [&["dedupe", file, "--out", out.to_str().unwrap()], more].concat();
        let done = guiyi(&arguments, b"");
        let error = String::from_utf8_lossy(&done.stderr);
        assert_eq!(done.status.code(), Some(2), "{more:?}: {error}");
        assert!(error.contains(says), "{more:?}: {error}");
    }
    assert_eq!(fs::read_dir(place.path()).unwrap().count(), 0, "nothing is left behind");
}

/// The help of a command fits a terminal of 80 columns and 48 lines.
#[test]
fn help_fits_a_screen() {
    for command in ["dedupe", "inspect", "synth"] {
        let mut program = Command::new(env!("CARGO_BIN_EXE_guiyi"));
        let done = program.args([command, "--help"]).env("COLUMNS", "80").output().unwrap();
        let text = String::from_utf8(done.stdout).unwrap();
        assert!(text.lines().count() <= 48, "{command}: {} lines", text.lines().count());
    }
}
