//! The input side of a job: files read, columns given roles, settings completed.

use std::path::{Path, PathBuf};

use guiyi_core::link::Master;
use guiyi_core::plan::roles::{RoleGuess, infer_roles};
use guiyi_core::score::model::Model;
use guiyi_core::settings::{Entry, Settings, Typed, Value};
use guiyi_core::suggest::nearest;
use guiyi_core::{Error, ErrorKind, Role, Source, Table};
use guiyi_io::{Encoding, HeaderRow, Input, ReadOptions, Reject, STDIN};
use rayon::prelude::*;
use serde_json::json;

use crate::args::{self, Reading};
use crate::settings_file;

/// What was read, file by file.
pub struct Job {
    /// The sources with their roles.
    pub sources: Vec<Source>,
    /// How each file was read and what its columns were taken for.
    pub files: Vec<FileReport>,
}

/// How one file was read.
pub struct FileReport {
    /// The file as it was named.
    pub file: String,
    /// The encoding it was read in.
    pub encoding: Encoding,
    /// Rows read.
    pub rows: usize,
    /// Rows that could not be read.
    pub rejects: Vec<Reject>,
    /// What reading noticed.
    pub notes: Vec<String>,
    /// Header, role and why, column by column.
    pub columns: Vec<(String, RoleGuess)>,
}

/// What a job is to do: the command line over the settings file over the defaults.
pub struct Request {
    /// The settings as typed.
    pub typed: Typed,
    /// The settings, complete.
    pub settings: Settings,
    /// The files to read.
    pub files: Vec<PathBuf>,
    /// How they are read.
    pub reading: Reading,
    /// The log of decisions.
    pub decisions: Option<PathBuf>,
    /// The saved model.
    pub model: Option<PathBuf>,
    /// The directory for the results, when the settings name one.
    pub out: Option<PathBuf>,
}

impl Request {
    /// Completes what was typed. Gives all problems at once.
    pub fn new(args: &args::Job, reading: &Reading) -> Result<Request, Vec<Error>> {
        let mut typed = match &args.settings {
            Some(path) => settings_file::read(path)?,
            None => Typed::default(),
        };
        let mut problems = Vec::new();
        let set = args.set.iter().map(|typed| settings_file::set(typed));
        for entry in set.chain(reading.roles.iter().map(|role| role_entry(role))) {
            match entry {
                Ok(entry) => typed.set(entry),
                Err(problem) => problems.push(problem),
            }
        }
        if let Some(key) = key_entry(&typed, reading) {
            typed.set(key);
        }
        let settings = match Settings::complete(&typed) {
            Ok(settings) => settings,
            Err(mut found) => {
                found.append(&mut problems);
                return Err(found);
            }
        };
        // Files in the settings are named from where the settings are.
        let home = args.settings.as_deref().and_then(Path::parent).unwrap_or(Path::new(""));
        let own = |table, name| typed.text(table, name).map(|path| home.join(path));
        let files: Vec<PathBuf> = match args.files.is_empty() {
            true => typed.texts("input", "files").iter().map(|file| home.join(file)).collect(),
            false => args.files.clone(),
        };
        if files.is_empty() {
            problems.push(
                Error::usage("no files to read")
                    .hint("name them in the command, or under [input] files in the settings"),
            );
        }
        if !problems.is_empty() {
            return Err(problems);
        }
        Ok(Request {
            files,
            reading: completed(reading, &typed),
            decisions: args.decisions.clone().or(own("steering", "decisions")),
            model: args.model.clone().or(own("steering", "model")),
            out: own("output", "dir"),
            settings,
            typed,
        })
    }
}

/// How files are read: as typed, else as the settings say. Roles are settings by now.
fn completed(reading: &Reading, typed: &Typed) -> Reading {
    let most = typed.integer("input", "max-rejects").and_then(|most| most.try_into().ok());
    Reading {
        roles: Vec::new(),
        id_column: None,
        encoding: reading.encoding.clone().or(typed.text("input", "encoding").map(String::from)),
        max_rejects: reading.max_rejects.or(most),
        ..reading.clone()
    }
}

/// `--role COLUMN=ROLE` as the setting it is.
fn role_entry(typed: &str) -> Result<Entry, Error> {
    let (column, word) = split_role(typed)?;
    Ok(Entry {
        table: "roles".to_string(),
        name: column.to_string(),
        value: Value::Text(word.to_string()),
        file: "--role".to_string(),
        line: None,
    })
}

/// Column and role of `COLUMN=ROLE` as typed.
pub fn role(typed: &str) -> Result<(String, Role), Error> {
    let (column, word) = split_role(typed)?;
    Ok((column.to_string(), word.parse()?))
}

fn split_role(typed: &str) -> Result<(&str, &str), Error> {
    match typed.rsplit_once('=') {
        Some((column, word)) => Ok((column.trim(), word.trim())),
        None => Err(Error::usage(format!("--role {typed} has no '='"))
            .hint("write --role COLUMN=ROLE, such as --role 客户名称=company-name")),
    }
}

/// The column of the keys as the role it has.
fn key_entry(typed: &Typed, reading: &Reading) -> Option<Entry> {
    let value = Value::Text(Role::RecordId.name().to_string());
    let (name, file, line) = match (&reading.id_column, typed.get("input", "id-column")) {
        (Some(column), _) => (column.clone(), "--id-column".to_string(), None),
        (None, entry) => {
            let entry = entry?;
            let Value::Text(column) = &entry.value else { return None };
            (column.clone(), entry.file.clone(), entry.line)
        }
    };
    Some(Entry { table: "roles".to_string(), name, value, file, line })
}

/// Reads a model by itself, or the one in a `run.json`.
pub fn model(path: &Path) -> Result<Model, Error> {
    let name = path.display().to_string();
    let text = std::fs::read_to_string(path)
        .map_err(|e| Error::usage(format!("cannot be read: {e}")).in_file(&name))?;
    let no_model = |e: serde_json::Error| {
        Error::new(ErrorKind::Format, format!("is no model: {e}"))
            .in_file(&name)
            .hint("a model is the value under \"model\" in the run.json of an earlier run; that file will do")
    };
    let mut value: serde_json::Value = serde_json::from_str(&text).map_err(no_model)?;
    if let Some(inside) = value.get_mut("model") {
        value = inside.take();
    }
    let model: Model = serde_json::from_value(value).map_err(no_model)?;
    model.check_format().map_err(|problem| problem.in_file(&name))?;
    Ok(model)
}

/// Reads all files and decides what their columns mean.
pub fn read(request: &Request) -> Result<Job, Vec<Error>> {
    take(request, open(request)?)
}

/// Makes sources of the opened files.
pub fn take(request: &Request, opened: Vec<Opened>) -> Result<Job, Vec<Error>> {
    let mut job = Job { sources: Vec::new(), files: Vec::new() };
    for (path, Opened { input, columns }) in request.files.iter().zip(opened) {
        if let Some(most) = request.reading.max_rejects {
            input.check_rejects(most).map_err(|problem| vec![problem])?;
        }
        job.files.push(FileReport {
            file: input.file,
            encoding: input.layout.encoding,
            rows: input.table.rows(),
            rejects: input.rejects,
            notes: input.notes.iter().map(ToString::to_string).collect(),
            columns: columns.clone(),
        });
        job.sources.push(Source {
            name: source_name(path),
            table: input.table,
            roles: columns.into_iter().map(|(_, guess)| guess.role).collect(),
        });
    }
    Ok(job)
}

/// Opens the index of a master.
pub fn index(path: &Path) -> Result<Master, Error> {
    let name = path.display().to_string();
    let bytes = guiyi_io::read_bytes(path)
        .map_err(|e| Error::usage(format!("cannot be read: {e}")).in_file(&name))?;
    Master::from_bytes(bytes).map_err(|problem| problem.in_file(name))
}

/// How a file was read, for `run.json`.
pub fn input_json(file: &FileReport) -> serde_json::Value {
    json!({
        "file": file.file,
        "encoding": file.encoding.name(),
        "rows": file.rows,
        "rejected": file.rejects.len(),
        "notes": file.notes,
        "columns": file.columns.iter().map(|(header, guess)| json!({
            "column": header,
            "role": guess.role,
            "confidence": guess.confidence,
            "reason": guess.reason,
        })).collect::<Vec<_>>(),
    })
}

/// A file read, and what its columns were taken for.
pub struct Opened {
    /// The file.
    pub input: Input,
    /// Header, role and why, column by column.
    pub columns: Vec<(String, RoleGuess)>,
}

/// Reads files and decides what their columns mean; all problems at once.
pub fn open(request: &Request) -> Result<Vec<Opened>, Vec<Error>> {
    let one = |problem: Error| vec![problem];
    let options = options(&request.reading).map_err(one)?;
    if request.files.iter().filter(|path| path.as_os_str() == STDIN).count() > 1 {
        return Err(
            one(Error::usage("standard input can be read only once").hint("name '-' once")),
        );
    }
    let mut problems = Vec::new();
    let mut inputs: Vec<Input> = Vec::new();
    let read = request.files.par_iter().map(|path| guiyi_io::read(path, &options));
    for input in read.collect::<Vec<_>>() {
        match input {
            Ok(input) => inputs.push(input),
            Err(problem) => problems.push(problem),
        }
    }
    check_overrides(&request.typed, &inputs, &mut problems);
    if !problems.is_empty() {
        return Err(problems);
    }
    let tables: Vec<&Table> = inputs.iter().map(|input| &input.table).collect();
    let guesses = infer_roles(&tables);
    let settings = &request.settings;
    let opened = |(input, guesses)| Opened { columns: roles(&input, guesses, settings), input };
    Ok(inputs.into_iter().zip(guesses).map(opened).collect())
}

fn options(reading: &Reading) -> Result<ReadOptions, Error> {
    Ok(ReadOptions {
        encoding: reading.encoding.as_deref().map(str::parse).transpose()?,
        delimiter: reading.delimiter,
        sheet: reading.sheet.clone(),
        header: match reading.header_row {
            None => HeaderRow::Detect,
            Some(0) => HeaderRow::None,
            Some(line) => HeaderRow::Line(line),
        },
        ..ReadOptions::default()
    })
}

/// The file's name without its endings: `exports/erp.csv.gz` is the source `erp`.
fn source_name(path: &Path) -> String {
    if path.as_os_str() == STDIN {
        return "stdin".to_owned();
    }
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let stem = name.split('.').find(|part| !part.is_empty()).unwrap_or(&name);
    stem.to_string()
}

/// Roles for columns that no file has.
fn check_overrides(typed: &Typed, inputs: &[Input], problems: &mut Vec<Error>) {
    if inputs.is_empty() {
        return;
    }
    let mut headers: Vec<&str> =
        inputs.iter().flat_map(|input| input.table.headers()).map(str::trim).collect();
    headers.dedup();
    for entry in typed.entries().iter().filter(|entry| entry.table == "roles") {
        if headers.contains(&entry.name.trim()) {
            continue;
        }
        let all = format!("the columns are: {}", headers.join(", "));
        let hint = match nearest(&entry.name, headers.iter().copied()) {
            Some(meant) => format!("did you mean {meant}? {all}"),
            None => all,
        };
        let message = "no file has this column";
        problems.push(entry.problem(message).in_column(&entry.name).hint(hint));
    }
}

/// What was inferred, and over it what was said.
fn roles(
    input: &Input,
    mut guesses: Vec<RoleGuess>,
    settings: &Settings,
) -> Vec<(String, RoleGuess)> {
    let mut fixed = vec![false; guesses.len()];
    for (at, header) in input.table.headers().enumerate() {
        if let Some(&role) = settings.roles.get(header.trim()) {
            guesses[at] = RoleGuess { role, confidence: 1.0, reason: "as you said".to_string() };
            fixed[at] = true;
        }
    }
    // Only one column is the key; the one the user named.
    let named = (0..guesses.len()).find(|&at| fixed[at] && guesses[at].role == Role::RecordId);
    if let Some(named) = named {
        for (at, guess) in guesses.iter_mut().enumerate() {
            if at != named && guess.role == Role::RecordId {
                guess.role = Role::CustomerCode;
                guess.reason = "another column is the key".to_string();
            }
        }
    }
    input.table.headers().map(str::to_string).zip(guesses).collect()
}
