//! The log of decisions as a file: CSV or JSON lines, read as a whole, only ever added to.

use std::collections::HashMap;
use std::fs::OpenOptions;
use std::io::Write as _;
use std::path::Path;

use guiyi_core::decision::{self, Contradiction, Decision, Line, Verdict};
use guiyi_core::{Error, ErrorKind, RecordId, Records, Table};
use guiyi_io::{CsvOptions, CsvWriter, HeaderRow, ReadOptions};
use guiyi_store::{RecordKey, Statement};
use serde_json::{Value, json};

use crate::lang::say;

/// The columns of a log.
pub const COLUMNS: [&str; 8] =
    ["verdict", "source_a", "record_a", "source_b", "record_b", "by", "when", "why"];

/// The word that takes back what was said about a pair.
const RETRACT: &str = "retract";

/// A log as read.
pub struct Log {
    file: String,
    entries: Vec<Entry>,
}

/// One line as read.
pub struct Entry {
    line: u64,
    verdict: Option<Verdict>,
    /// The cells, in the order of [`COLUMNS`].
    cells: [String; 8],
}

impl Entry {
    /// Source and record of both sides.
    fn sides(&self) -> [(&str, &str); 2] {
        let [_, sa, ra, sb, rb, ..] = &self.cells;
        [(sa, ra), (sb, rb)]
    }
}

/// Reads a log.
///
/// # Errors
/// When a column is missing or a verdict is no word of ours.
pub fn read(path: &Path) -> Result<Log, Error> {
    let file = path.display().to_string();
    let table = guiyi_io::read(
        path,
        &ReadOptions { header: HeaderRow::Line(1), ..ReadOptions::default() },
    )?
    .table;
    let at = |name: &str| table.headers().position(|header| header.trim() == name);
    for name in ["verdict", "record_a", "record_b"] {
        if at(name).is_none() {
            return Err(Error::usage(format!("has no column '{name}'"))
                .in_file(&file)
                .hint(format!("the columns of decisions are: {}", COLUMNS.join(", "))));
        }
    }
    let columns = COLUMNS.map(at);
    let entries = (0..table.rows()).map(|row| entry(&table, row, columns, &file));
    Ok(Log { entries: entries.collect::<Result<_, _>>()?, file })
}

fn entry(
    table: &Table,
    row: usize,
    columns: [Option<usize>; 8],
    file: &str,
) -> Result<Entry, Error> {
    let cells = columns
        .map(|column| column.map_or_else(String::new, |at| table.cell(row, at).trim().to_string()));
    let line = table.line(row);
    let verdict = match cells[0].to_ascii_lowercase().as_str() {
        "same" | "positive" => Some(Verdict::Same),
        "different" | "negative" => Some(Verdict::Different),
        "unsure" => Some(Verdict::Unsure),
        RETRACT => None,
        word => {
            return Err(Error::usage(format!("'{word}' is no verdict"))
                .in_file(file)
                .at_line(line)
                .in_column("verdict")
                .hint("write same, different, unsure, or retract to take back what was said"));
        }
    };
    Ok(Entry { line, verdict, cells })
}

impl Log {
    /// The pairs that somebody has answered, and not taken back, as `(source, record)` twice.
    pub fn answered(&self) -> Vec<[(String, String); 2]> {
        let mut last: HashMap<[(&str, &str); 2], Option<Verdict>> = HashMap::new();
        for entry in &self.entries {
            let mut sides = entry.sides();
            sides.sort_unstable();
            last.insert(sides, entry.verdict);
        }
        let own = |(source, record): (&str, &str)| (source.to_string(), record.to_string());
        let held = last.into_iter().filter(|(_, verdict)| verdict.is_some());
        held.map(|(sides, _)| sides.map(own)).collect()
    }

    /// The decisions as statements about the records of a store, each with its source.
    ///
    /// # Errors
    /// When a line takes something back, which a store does by step, or names no source.
    pub fn statements(&self) -> Result<Vec<Statement>, Vec<Error>> {
        let (mut statements, mut problems) = (Vec::new(), Vec::new());
        for entry in &self.entries {
            let [a, b] = entry.sides().map(|(source, key)| RecordKey {
                source: source.to_string(),
                key: key.to_string(),
            });
            let problem = match entry.verdict {
                Some(verdict) if !a.source.is_empty() && !b.source.is_empty() => {
                    statements.push(Statement::Pair(verdict, a, b));
                    continue;
                }
                Some(_) => Error::usage("a record without its source")
                    .hint("say whose they are in the columns source_a and source_b"),
                None => Error::usage("a store takes decisions back by step")
                    .hint("guiyi master undo STORE STEP"),
            };
            problems.push(problem.in_file(&self.file).at_line(entry.line));
        }
        if problems.is_empty() { Ok(statements) } else { Err(problems) }
    }

    /// What holds for these records.
    ///
    /// # Errors
    /// When decisions contradict each other, or a record without a source is in several.
    pub fn resolve(self, records: &Records) -> Result<Resolved, Vec<Error>> {
        let mut by_key: HashMap<String, Vec<RecordId>> = HashMap::new();
        for id in records.ids() {
            by_key.entry(key(records, id)).or_default().push(id);
        }
        let find = |(source, record): (&str, &str)| -> Result<Option<RecordId>, usize> {
            let all = by_key.get(record).map_or(&[][..], Vec::as_slice);
            let is_meant = |id: &&RecordId| source.is_empty() || records.source(**id) == source;
            let mut found = all.iter().filter(is_meant);
            match (found.next(), found.count()) {
                (first, 0) => Ok(first.copied()),
                (_, more) => Err(more + 1),
            }
        };
        let (mut lines, mut unknown, mut problems) = (Vec::new(), Vec::new(), Vec::new());
        for entry in &self.entries {
            let [a, b] = entry.sides();
            match (find(a), find(b)) {
                (Ok(Some(a)), Ok(Some(b))) => lines.push(Line {
                    line: entry.line,
                    left: a.0,
                    right: b.0,
                    verdict: entry.verdict,
                }),
                (Err(count), _) | (_, Err(count)) => problems.push(
                    Error::usage(format!("{count} records have this id"))
                        .in_file(&self.file)
                        .at_line(entry.line)
                        .hint("say whose they are in the columns source_a and source_b"),
                ),
                _ => unknown.push(entry.line),
            }
        }
        let held = decision::in_force(&lines);
        let contradictions = decision::contradictions(&held);
        problems.extend(contradictions.iter().map(|found| self.complain(found)));
        if !problems.is_empty() {
            return Err(problems);
        }
        Ok(Resolved { log: self, held, unknown })
    }

    fn complain(&self, found: &Contradiction) -> Error {
        let lines: Vec<String> = found.same.iter().map(|same| same.line.to_string()).collect();
        Error::usage(format!(
            "says two records are different, but by lines {} they are one customer",
            lines.join(", ")
        ))
        .in_file(&self.file)
        .at_line(found.different.line)
        .hint("take one of them back: add a line with the same records and the verdict retract")
    }
}

fn key(records: &Records, id: RecordId) -> String {
    match records.key(id) {
        "" => records.line(id).to_string(),
        key => key.to_string(),
    }
}

/// A log against the records of a run.
pub struct Resolved {
    log: Log,
    held: Vec<Decision>,
    unknown: Vec<u64>,
}

impl Resolved {
    /// For the pipeline.
    pub fn pairs(&self) -> Vec<(u32, u32, bool)> {
        decision::pairs(&self.held)
    }

    /// What the user should know.
    pub fn warnings(&self) -> String {
        let Some(first) = self.unknown.first() else { return String::new() };
        let (file, count) = (&self.log.file, self.unknown.len());
        say!(
            "warning: {file}:{first}: {count} decisions name records that are not in the input; they are left out\n",
            "警告：{file}:{first}：{count} 条判定所指的记录不在输入中，已略过\n"
        )
    }

    /// For `run.json`: the decisions that were obeyed, as they were written.
    pub fn json(&self) -> Value {
        let entry = |line: u64| self.log.entries.iter().find(|entry| entry.line == line);
        let obeyed = self.held.iter().filter(|decision| decision.verdict != Verdict::Unsure);
        let obeyed: Vec<Value> = obeyed
            .filter_map(|decision| {
                let entry = entry(decision.line)?;
                let [a, b] = entry.sides().map(|(source, record)| {
                    let source = (!source.is_empty()).then_some(source);
                    json!({ "source": source, "record": record })
                });
                let [.., by, when, why] = &entry.cells;
                Some(json!({
                    "line": decision.line, "verdict": decision.verdict.name(), "a": a, "b": b,
                    "by": by, "when": when, "why": why,
                }))
            })
            .collect();
        let unsure = self.held.len() - obeyed.len();
        json!({ "file": self.log.file, "obeyed": obeyed, "unsure": unsure, "unknown": self.unknown })
    }
}

/// Adds one line at the end of a log, which is made when there is none.
///
/// # Errors
/// When the file cannot be written, or has other columns than a log.
pub fn append(path: &Path, cells: [&str; 8]) -> Result<(), Error> {
    let name = path.display().to_string();
    let failed = |problem: std::io::Error| {
        Error::new(ErrorKind::Output, format!("cannot be written: {problem}")).in_file(&name)
    };
    let text = std::fs::read(path).unwrap_or_default();
    let mut line = Vec::new();
    if !text.is_empty() && !text.ends_with(b"\n") {
        line.push(b'\n');
    }
    if path.extension().is_some_and(|ending| ending == "jsonl" || ending == "ndjson") {
        let object: serde_json::Map<String, Value> =
            COLUMNS.iter().zip(cells).map(|(name, cell)| (name.to_string(), json!(cell))).collect();
        line.extend(Value::Object(object).to_string().into_bytes());
        line.push(b'\n');
    } else {
        let headers: Vec<String> = if text.is_empty() {
            line.extend(csv_line(&COLUMNS)?);
            COLUMNS.map(String::from).to_vec()
        } else {
            let options = ReadOptions { header: HeaderRow::Line(1), ..ReadOptions::default() };
            guiyi_io::read(path, &options)?.table.headers().map(|h| h.trim().to_string()).collect()
        };
        let cell = |header: &String| {
            COLUMNS.iter().position(|name| name == header).map_or("", |at| cells[at])
        };
        line.extend(csv_line(&headers.iter().map(cell).collect::<Vec<_>>())?);
    }
    let mut file = OpenOptions::new().create(true).append(true).open(path).map_err(failed)?;
    file.write_all(&line).map_err(failed)
}

fn csv_line(cells: &[&str]) -> Result<Vec<u8>, Error> {
    let options = CsvOptions { mark: false, ..CsvOptions::default() };
    let mut writer = CsvWriter::new(Vec::new(), options);
    writer.write_row(cells.iter().copied())?;
    writer.finish()
}

/// Today in UTC, as `2026-11-22`: the date of a new line.
pub fn today() -> String {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    let days = since.map_or(0, |since| since.as_secs() / 86_400);
    date(days as i64)
}

/// Now in UTC, as `2026-11-22T02:15:00Z`.
pub fn now() -> String {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    let seconds = since.map_or(0, |since| since.as_secs());
    let (hour, minute) = (seconds / 3_600 % 24, seconds / 60 % 60);
    let day = date((seconds / 86_400) as i64);
    format!("{day}T{hour:02}:{minute:02}:{:02}Z", seconds % 60)
}

/// The Gregorian date so many days after 1970-01-01 (Hinnant, *chrono-compatible low-level date
/// algorithms*, 2013): years begin in March, so that the leap day is the last.
fn date(days: i64) -> String {
    let shifted = days + 719_468;
    let era = shifted.div_euclid(146_097);
    let day_of_era = shifted.rem_euclid(146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let march_month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * march_month + 2) / 5 + 1;
    let month = if march_month < 10 { march_month + 3 } else { march_month - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    format!("{year:04}-{month:02}-{day:02}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_become_dates() {
        for (days, expected) in [
            (0, "1970-01-01"),
            (11_016, "2000-02-29"),
            (20_779, "2026-11-22"),
            (20_513, "2026-03-01"),
        ] {
            assert_eq!(date(days), expected);
        }
    }
}
