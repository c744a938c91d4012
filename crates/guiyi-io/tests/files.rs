//! Every file of `fixtures/files` gives what stands beside it in `NAME.expected`: the layout, the
//! table, the rejects and the notes, or the error.
//!
//! `GUIYI_BLESS=1` writes the expectations anew; read what changed before you keep it.

#![allow(clippy::unwrap_used, reason = "tests may")]

use std::fmt::Write;
use std::path::{Path, PathBuf};

#[cfg(not(feature = "parquet"))]
use guiyi_io::read_from;
use guiyi_io::{Input, ReadOptions, read};

fn files() -> Vec<PathBuf> {
    let place = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/files");
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(place).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| {
        let name = path.file_name().unwrap().to_str().unwrap();
        let readable = cfg!(feature = "parquet") || !name.ends_with(".parquet");
        readable && !name.ends_with(".expected") && !name.ends_with(".md") && !name.starts_with('.')
    });
    files.sort();
    files
}

fn table(input: &Input) -> String {
    let table = &input.table;
    let shown = |cell: &str| cell.escape_debug().to_string().replace("\\'", "'");
    let headers: Vec<String> = table.headers().map(shown).collect();
    let mut out = format!("     | {}\n", headers.join(" | "));
    for row in 0..table.rows() {
        let cells: Vec<String> =
            (0..table.width()).map(|column| shown(table.cell(row, column))).collect();
        writeln!(out, "{:4} | {}", table.line(row), cells.join(" | ")).unwrap();
    }
    out
}

fn outcome(path: &Path) -> String {
    let input = match read(path, &ReadOptions::default()) {
        Ok(input) => input,
        Err(e) => {
            let place = path.parent().unwrap().display().to_string();
            return format!("error: {e}\n").replace(&format!("{place}/"), "");
        }
    };
    let layout = &input.layout;
    let mut out = format!("{:?}, {}", layout.format, layout.encoding);
    if let Some(delimiter) = layout.delimiter {
        write!(out, ", delimiter {delimiter:?}").unwrap();
    }
    if let Some(sheet) = &layout.sheet {
        write!(out, ", sheet '{sheet}'").unwrap();
    }
    match layout.header_line {
        Some(line) => writeln!(out, ", header on line {line}").unwrap(),
        None => writeln!(out, ", no header").unwrap(),
    }
    out += &table(&input);
    for reject in &input.rejects {
        let bytes = reject.bytes.escape_ascii();
        writeln!(out, "reject on line {}: {}: {bytes}", reject.line, reject.reason).unwrap();
    }
    for note in &input.notes {
        writeln!(out, "note: {note}").unwrap();
    }
    out
}

#[test]
fn every_trouble_ends_as_expected() {
    let mut differing = Vec::new();
    let files = files();
    assert!(files.len() >= 60, "{} files", files.len());
    for path in files {
        let outcome = outcome(&path);
        let beside = PathBuf::from(format!("{}.expected", path.display()));
        if std::env::var_os("GUIYI_BLESS").is_some() {
            std::fs::write(&beside, &outcome).unwrap();
        }
        let expected = std::fs::read_to_string(&beside).unwrap_or_default();
        if outcome != expected {
            differing.push(format!("{}\n{outcome}instead of\n{expected}", path.display()));
        }
    }
    assert!(differing.is_empty(), "{}", differing.join("\n"));
}

#[test]
fn twins_give_the_same_table() {
    for family in ["twin-traditional-", "twin-simplified-"] {
        let twins: Vec<String> = files()
            .iter()
            .filter(|path| path.file_name().unwrap().to_str().unwrap().starts_with(family))
            .map(|path| table(&read(path, &ReadOptions::default()).unwrap()))
            .collect();
        assert!(twins.len() >= 5);
        assert!(twins.iter().all(|twin| *twin == twins[0]), "{family}");
    }
}

#[cfg(not(feature = "parquet"))]
#[test]
fn parquet_names_what_is_missing() {
    let error = read_from(&b"PAR1\x15\x04"[..], "a.parquet", &ReadOptions::default()).unwrap_err();
    assert!(error.to_string().contains("--features parquet"), "{error}");
}
