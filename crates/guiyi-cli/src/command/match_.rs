//! `guiyi match`: a row a line in, an answer a line out, at once, for a program that keeps it open.

use std::io::{self, BufRead, Write};

use guiyi_core::link::{Answer, Customers, Master, Mode, Verdict};
use guiyi_core::pipeline::Unobserved;
use guiyi_core::plan::roles::infer_roles;
use guiyi_core::{Error, Records, Role, Source, TableBuilder};
use guiyi_io::line;
use serde_json::{Map, Value, json};

use crate::args::Match;
use crate::job;

/// Runs the command: until standard input ends, or nobody reads any more.
pub fn run(args: &Match) -> Result<(), Vec<Error>> {
    let one = |problem: Error| vec![problem];
    let master = job::index(&args.index).map_err(one)?;
    let typed = args.roles.iter().map(|typed| job::role(typed)).collect::<Result<Vec<_>, _>>();
    let mut matcher =
        Matcher { master, typed: typed.map_err(one)?, headers: Vec::new(), roles: Vec::new() };
    // Of CSV, the character between its cells.
    let mut delimiter = None;
    let mut is_begun = false;
    let mut out = io::stdout().lock();
    let failed = |e: io::Error| one(Error::input(format!("cannot be read: {e}")).in_file(STDIN));
    for (at, line) in io::stdin().lock().split(b'\n').enumerate() {
        let (number, line) = (at as u64 + 1, line.map_err(failed)?);
        let text = std::str::from_utf8(&line).map(|text| text.trim_start_matches('\u{feff}'));
        if text.is_ok_and(|text| text.trim().is_empty()) {
            continue;
        }
        // The first line tells: an object, or a header.
        let is_object = |text: &str| text.trim_start().starts_with('{');
        if !is_begun && !text.is_ok_and(is_object) {
            let header = text.map_err(|_| one(not_utf8().in_file(STDIN).at_line(number)))?;
            let found = args.delimiter.unwrap_or_else(|| line::delimiter(header));
            matcher.take_headers(line::cells(header, found)).map_err(one)?;
            (delimiter, is_begun) = (Some(found), true);
            continue;
        }
        is_begun = true;
        let answer = match (text, delimiter) {
            (Err(_), _) => refused(number, "is no UTF-8"),
            (Ok(text), Some(delimiter)) => matcher.answer(number, &line::cells(text, delimiter)),
            (Ok(text), None) => matcher.answer_object(number, text),
        };
        match writeln!(out, "{answer}").and_then(|()| out.flush()) {
            Err(e) if e.kind() == io::ErrorKind::BrokenPipe => return Ok(()),
            Err(e) => {
                let problem = guiyi_io::output::failed("cannot be written", e);
                return Err(one(problem.in_file("standard output")));
            }
            Ok(()) => {}
        }
    }
    Ok(())
}

/// How errors name standard input.
const STDIN: &str = "standard input";

fn not_utf8() -> Error {
    Error::usage("is no UTF-8").hint("put it into UTF-8 first: iconv -f gb18030 -t utf-8")
}

struct Matcher {
    master: Master,
    typed: Vec<(String, Role)>,
    headers: Vec<String>,
    roles: Vec<Role>,
}

impl Matcher {
    /// Decides what the columns mean: as typed, as in the master, else by the header.
    fn take_headers(&mut self, headers: Vec<String>) -> Result<(), Error> {
        let table = TableBuilder::new(headers.clone()).finish();
        let guesses = infer_roles(&[&table]).pop().unwrap_or_default();
        let known = |header: &str, list: &[(String, Role)]| {
            let mut found = list.iter().filter(|(other, _)| other.trim() == header.trim());
            found.find(|(_, role)| *role != Role::Ignore).map(|(_, role)| *role)
        };
        self.roles = headers
            .iter()
            .enumerate()
            .map(|(at, header)| {
                known(header, &self.typed)
                    .or_else(|| known(header, self.master.columns()))
                    .or_else(|| guesses.get(at).map(|guess| guess.role))
                    .unwrap_or(Role::Ignore)
            })
            .collect();
        self.headers = headers;
        if self.roles.contains(&Role::CompanyName) {
            return Ok(());
        }
        Err(Error::usage("no column with names of companies")
            .in_file(STDIN)
            .hint("name it with --role COLUMN=company-name"))
    }

    fn answer_object(&mut self, number: u64, text: &str) -> Value {
        let object: Map<String, Value> = match serde_json::from_str(text) {
            Ok(object) => object,
            Err(_) => return refused(number, "is no JSON object"),
        };
        if !self.headers.iter().eq(object.keys()) {
            let headers = object.keys().cloned().collect();
            if self.take_headers(headers).is_err() {
                return refused(number, "no key for the name of a company");
            }
        }
        let text = |value: &Value| match value {
            Value::Null => Some(String::new()),
            Value::String(text) => Some(text.clone()),
            Value::Array(_) | Value::Object(_) => None,
            other => Some(other.to_string()),
        };
        let Some(cells) = object.values().map(text).collect::<Option<Vec<String>>>() else {
            return refused(number, "holds a value that is neither text nor number");
        };
        self.answer(number, &cells)
    }

    fn answer(&mut self, number: u64, cells: &[String]) -> Value {
        if cells.len() != self.headers.len() {
            return refused(number, "has another number of cells than the header");
        }
        let mut table = TableBuilder::new(self.headers.clone());
        table.push(number, cells.iter().map(String::as_str));
        let roles = self.roles.clone();
        let source = Source { name: "stdin".to_string(), table: table.finish(), roles };
        let records = Records::new(vec![source]);
        let mode = Mode { link_only: true, one_to_one: false };
        let answers = self.master.answer(&records, mode, &Unobserved);
        let key = records.ids().next().map_or("", |id| records.key(id));
        match answers.first() {
            Some(answer) => describe(number, key, answer, self.master.customers()),
            None => refused(number, "holds no row"),
        }
    }
}

fn refused(line: u64, reason: &str) -> Value {
    json!({ "line": line, "verdict": Verdict::Reject.name(), "reason": reason })
}

fn describe(line: u64, key: &str, answer: &Answer, customers: &Customers) -> Value {
    let candidates: Vec<Value> = answer
        .candidates
        .iter()
        .map(|candidate| {
            json!({
                "master_id": customers.id(candidate.customer),
                "name": customers.name(candidate.customer),
                "probability": rounded(candidate.weight.probability()),
                "reason": candidate.reason.map(|reason| reason.words().0),
            })
        })
        .collect();
    let matched = answer.candidates.first().filter(|_| answer.verdict == Verdict::Match);
    json!({
        "line": line,
        "record_id": key,
        "verdict": answer.verdict.name(),
        "master_id": matched.map(|it| customers.id(it.customer)),
        "probability": answer.candidates.first().map(|it| rounded(it.weight.probability())),
        "reason": answer.why.words().0,
        "reason_zh": answer.why.words().1,
        "candidates": candidates,
    })
}

/// To three digits, as in the tables.
fn rounded(probability: f64) -> f64 {
    (probability * 1000.0).round() / 1000.0
}
