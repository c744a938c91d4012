//! The input side of a job: files read, columns given roles, settings completed.

use std::path::{Path, PathBuf};

use guiyi_core::plan::roles::{RoleGuess, infer_roles};
use guiyi_core::settings::{Settings, SettingsFile};
use guiyi_core::{Error, Role, Source};
use guiyi_io::{Encoding, Input, ReadOptions, Reject};

/// What was read, file by file.
pub struct Job {
    /// The sources with their roles.
    pub sources: Vec<Source>,
    /// How each file was read and what its columns were taken for.
    pub files: Vec<FileReport>,
    /// Rows that could not be read.
    pub rejects: Vec<Reject>,
}

/// How one file was read.
pub struct FileReport {
    /// The file as it was named.
    pub file: String,
    /// The encoding it was read in.
    pub encoding: &'static str,
    /// Rows read and rows rejected.
    pub rows: usize,
    /// Rows that could not be read.
    pub rejected: usize,
    /// What reading noticed.
    pub notes: Vec<String>,
    /// Header, role and why, column by column.
    pub columns: Vec<(String, RoleGuess)>,
}

/// What the user said about reading.
#[derive(Clone, Copy, Debug)]
pub struct Reading<'a> {
    /// The files.
    pub files: &'a [PathBuf],
    /// `COLUMN=ROLE`.
    pub roles: &'a [String],
    /// The column with the keys.
    pub id_column: Option<&'a str>,
    /// The encoding of all files.
    pub encoding: Option<&'a str>,
    /// Rejected rows allowed.
    pub max_rejects: Option<u64>,
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
pub fn read(reading: &Reading<'_>, settings: &mut Settings) -> Result<Job, Vec<Error>> {
    override_roles(reading.roles, reading.id_column, settings).map_err(|problem| vec![problem])?;
    let encoding = reading.encoding.map(str::parse::<Encoding>).transpose();
    let options =
        ReadOptions { encoding: encoding.map_err(|e| vec![e])?, ..ReadOptions::default() };
    let mut job = Job { sources: Vec::new(), files: Vec::new(), rejects: Vec::new() };
    let opened = open(reading.files, &options, settings)?;
    for (path, Opened { mut input, columns }) in reading.files.iter().zip(opened) {
        if let Some(most) = reading.max_rejects {
            input.check_rejects(most).map_err(|problem| vec![problem])?;
        }
        job.files.push(FileReport {
            file: input.file.clone(),
            encoding: input.layout.encoding.name(),
            rows: input.table.rows(),
            rejected: input.rejects.len(),
            notes: input.notes.iter().map(ToString::to_string).collect(),
            columns: columns.clone(),
        });
        job.rejects.append(&mut input.rejects);
        job.sources.push(Source {
            name: source_name(path),
            table: input.table,
            roles: columns.into_iter().map(|(_, guess)| guess.role).collect(),
        });
    }
    Ok(job)
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
    options: &ReadOptions,
    settings: &Settings,
) -> Result<Vec<Opened>, Vec<Error>> {
    let mut problems = Vec::new();
    let mut inputs: Vec<Input> = Vec::new();
    for path in files {
        match guiyi_io::read(path, options) {
            Ok(input) => inputs.push(input),
            Err(problem) => problems.push(problem),
        }
    }
    check_overrides(settings, &inputs, &mut problems);
    if !problems.is_empty() {
        return Err(problems);
    }
    let opened = |input| Opened { columns: roles(&input, settings), input };
    Ok(inputs.into_iter().map(opened).collect())
}

/// The file's name without its endings: `exports/erp.csv.gz` is the source `erp`.
fn source_name(path: &Path) -> String {
    let name = path.file_name().map_or_else(|| "-".into(), |name| name.to_string_lossy());
    let stem = name.split('.').find(|part| !part.is_empty()).unwrap_or(&name);
    stem.to_string()
}

/// What was typed outranks the settings file, and that what is inferred.
pub fn override_roles(
    roles: &[String],
    id_column: Option<&str>,
    settings: &mut Settings,
) -> Result<(), Error> {
    for typed in roles {
        let Some((column, word)) = typed.rsplit_once('=') else {
            return Err(Error::usage(format!("--role {typed} has no '='"))
                .hint("write --role COLUMN=ROLE, such as --role 客户名称=company-name"));
        };
        settings.roles.insert(column.trim().to_string(), word.parse()?);
    }
    if let Some(column) = id_column {
        settings.roles.insert(column.to_string(), Role::RecordId);
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

fn roles(input: &Input, settings: &Settings) -> Vec<(String, RoleGuess)> {
    let mut guesses = infer_roles(&input.table);
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
