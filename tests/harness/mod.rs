//! What the tests of the program share: the fixtures, and the program itself.

#![allow(dead_code, clippy::unwrap_used)]

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use guiyi_core::Table;
use guiyi_io::{HeaderRow, ReadOptions};

/// A file of `fixtures/`.
pub fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures").join(name)
}

/// The exports of the demo firm.
pub fn demo() -> Vec<PathBuf> {
    let names = ["erp.csv", "finance.csv", "service.csv", "sales-sheet.csv"];
    names.iter().map(|name| fixture("demo").join(name)).collect()
}

/// Runs the program, in English whatever the machine speaks.
pub fn guiyi(arguments: &[&str]) -> Output {
    guiyi_told(arguments, "")
}

/// Runs the program with these lines on its standard input.
pub fn guiyi_told(arguments: &[&str], lines: &str) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_guiyi"))
        .args(arguments)
        .env("LC_ALL", "C.UTF-8")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A program that needs no input may end before it is written.
    let _ = child.stdin.take().unwrap().write_all(lines.as_bytes());
    child.wait_with_output().unwrap()
}

/// Runs the program, which must succeed; gives what it printed.
pub fn succeed(arguments: &[&str]) -> String {
    let done = guiyi(arguments);
    assert!(done.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&done.stderr));
    String::from_utf8(done.stdout).unwrap()
}

/// Runs the program, which must end with 2 for wrong use; gives what it said.
pub fn refuse(arguments: &[&str]) -> String {
    let done = guiyi(arguments);
    let said = String::from_utf8(done.stderr).unwrap();
    assert_eq!(done.status.code(), Some(2), "{arguments:?}: {said}");
    said
}

/// Runs `dedupe` over these files; the output directory lives as long as the guard.
pub fn dedupe(files: &[PathBuf], more: &[&str]) -> (tempfile::TempDir, PathBuf) {
    let guard = tempfile::tempdir().unwrap();
    let out = guard.path().join("out");
    let mut arguments = vec!["dedupe", "--quiet", "--out", out.to_str().unwrap()];
    arguments.extend(files.iter().map(|file| file.to_str().unwrap()));
    arguments.extend(more);
    succeed(&arguments);
    (guard, out)
}

/// Reads a table whose header is its first line.
pub fn read(path: &Path) -> Table {
    let options = ReadOptions { header: HeaderRow::Line(1), ..ReadOptions::default() };
    guiyi_io::read(path, &options).unwrap().table
}

/// The cells of a column, row by row.
pub fn column<'a>(table: &'a Table, name: &str) -> Vec<&'a str> {
    let at = table.headers().position(|header| header == name).unwrap();
    (0..table.rows()).map(|row| table.cell(row, at)).collect()
}

/// The profile that a record of the run went to.
pub fn profile_of(out: &Path, source: &str, record: &str) -> String {
    let members = read(&out.join("members.csv"));
    let rows = column(&members, "source").into_iter().zip(column(&members, "record_id"));
    let at = rows.into_iter().position(|row| row == (source, record)).unwrap();
    column(&members, "profile_id")[at].to_string()
}
