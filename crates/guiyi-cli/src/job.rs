//! The input side of a job: files read, columns given roles, settings completed.

use std::path::{Path, PathBuf};

use guiyi_core::link::Master;
use guiyi_core::plan::roles::{RoleGuess, infer_roles};
use guiyi_core::score::model::Model;
use guiyi_core::settings::{Settings, SettingsFile};
use guiyi_core::{Error, ErrorKind, Role, Source, Table};
use guiyi_io::{Encoding, HeaderRow, Input, ReadOptions, Reject, STDIN};
use serde_json::{Value, json};

use crate::args::Reading;

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

/// Reads the settings file, if there is one, and completes it.
pub fn settings(path: Option<&Path>) -> Result<Settings, Vec<Error>> {
    let file = match path {
        None => SettingsFile::default(),
        Some(path) => {
            let name = path.display().to_string();
            let text = std::fs::read_to_string(path)
                .map_err(|e| vec![Error::usage(format!("cannot be read: {e}")).in_file(&name)])?;
            toml::from_str(&text).map_err(|e| {
                let line = e.span().map_or(1, |span| text[..span.start].matches('\n').count() + 1);
                vec![Error::usage(e.message().to_string()).in_file(&name).at_line(line as u64)]
            })?
        }
    };
    Settings::complete(&file)
}

/// Reads all files and decides what their columns mean.
pub fn read(
    files: &[PathBuf],
    reading: &Reading,
    settings: &mut Settings,
) -> Result<Job, Vec<Error>> {
    let mut job = Job { sources: Vec::new(), files: Vec::new() };
    let opened = open(files, reading, settings)?;
    for (path, Opened { input, columns }) in files.iter().zip(opened) {
        if let Some(most) = reading.max_rejects {
            input.check_rejects(most).map_err(|problem| vec![problem])?;
        }
        let (report, source) = taken(path, Opened { input, columns });
        job.files.push(report);
        job.sources.push(source);
    }
    Ok(job)
}

/// An opened file as a source, and how it was read.
pub fn taken(path: &Path, Opened { input, columns }: Opened) -> (FileReport, Source) {
    let roles = columns.iter().map(|(_, guess)| guess.role).collect();
    let report = FileReport {
        file: input.file,
        encoding: input.layout.encoding,
        rows: input.table.rows(),
        rejects: input.rejects,
        notes: input.notes.iter().map(ToString::to_string).collect(),
        columns,
    };
    (report, Source { name: source_name(path), table: input.table, roles })
}

/// Reads a saved model.
pub fn model(path: &Path) -> Result<Model, Error> {
    let name = path.display().to_string();
    let text = std::fs::read_to_string(path)
        .map_err(|e| Error::usage(format!("cannot be read: {e}")).in_file(&name))?;
    serde_json::from_str(&text).map_err(|e| {
        Error::new(ErrorKind::Format, format!("is no model: {e}"))
            .in_file(&name)
            .hint("a model is the value under \"model\" in the run.json of an earlier run")
    })
}

/// Opens the index of a master.
pub fn index(path: &Path) -> Result<Master, Error> {
    let name = path.display().to_string();
    let bytes = std::fs::read(path)
        .map_err(|e| Error::usage(format!("cannot be read: {e}")).in_file(&name))?;
    Master::from_bytes(&bytes).map_err(|problem| problem.in_file(name))
}

/// `COLUMN=ROLE` as typed.
pub fn role(typed: &str) -> Result<(String, Role), Error> {
    let Some((column, word)) = typed.rsplit_once('=') else {
        return Err(Error::usage(format!("--role {typed} has no '='"))
            .hint("write --role COLUMN=ROLE, such as --role 客户名称=company-name"));
    };
    Ok((column.trim().to_string(), word.parse()?))
}

/// How a file was read, for `run.json`.
pub fn input_json(file: &FileReport) -> Value {
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
pub fn open(
    files: &[PathBuf],
    reading: &Reading,
    settings: &mut Settings,
) -> Result<Vec<Opened>, Vec<Error>> {
    let one = |problem: Error| vec![problem];
    override_roles(reading, settings).map_err(one)?;
    let options = options(reading).map_err(one)?;
    if files.iter().filter(|path| path.as_os_str() == STDIN).count() > 1 {
        return Err(one(Error::usage("standard input can be read only once")));
    }
    let mut problems = Vec::new();
    let mut inputs: Vec<Input> = Vec::new();
    for path in files {
        match guiyi_io::read(path, &options) {
            Ok(input) => inputs.push(input),
            Err(problem) => problems.push(problem),
        }
    }
    check_overrides(settings, &inputs, &mut problems);
    if !problems.is_empty() {
        return Err(problems);
    }
    let tables: Vec<&Table> = inputs.iter().map(|input| &input.table).collect();
    let guesses = infer_roles(&tables);
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

/// What was typed outranks the settings file, and that what is inferred.
fn override_roles(reading: &Reading, settings: &mut Settings) -> Result<(), Error> {
    for typed in &reading.roles {
        let (column, role) = role(typed)?;
        settings.roles.insert(column, role);
    }
    if let Some(column) = &reading.id_column {
        settings.roles.insert(column.clone(), Role::RecordId);
    }
    Ok(())
}

fn check_overrides(settings: &Settings, inputs: &[Input], problems: &mut Vec<Error>) {
    for column in settings.roles.keys() {
        let known = |input: &Input| input.table.headers().any(|header| header.trim() == column);
        if !inputs.is_empty() && !inputs.iter().any(known) {
            let headers: Vec<&str> =
                inputs.iter().flat_map(|input| input.table.headers()).collect();
            problems.push(
                Error::usage("no file has this column")
                    .in_column(column)
                    .hint(format!("the columns are: {}", headers.join(", "))),
            );
        }
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
