//! The output directory of an earlier run, read back.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use guiyi_core::score::weight::MatchWeight;
use guiyi_core::{Error, ErrorKind, Role, Table};
use guiyi_io::{HeaderRow, ReadOptions};
use serde_json::Value;

use crate::command::dedupe::RUN_FORMAT;

/// An earlier run's directory with its `run.json`.
pub struct RunDir {
    path: PathBuf,
    /// What `run.json` says.
    pub run: Value,
}

impl RunDir {
    /// Opens a run's directory.
    ///
    /// # Errors
    /// When it is none, or a newer program wrote it.
    pub fn open(path: &Path) -> Result<RunDir, Error> {
        let file = path.join("run.json");
        let name = file.display().to_string();
        let text = std::fs::read_to_string(&file).map_err(|problem| {
            Error::usage(format!("cannot be read: {problem}"))
                .in_file(&name)
                .hint("name the directory that 'guiyi dedupe --out' wrote")
        })?;
        let run: Value = serde_json::from_str(&text).map_err(|problem| {
            Error::new(ErrorKind::Format, format!("is no JSON: {problem}")).in_file(&name)
        })?;
        let format = run["format"].as_u64().unwrap_or(RUN_FORMAT);
        if format > RUN_FORMAT {
            return Err(Error::new(
                ErrorKind::Format,
                format!("the run has format {format}, this program reads {RUN_FORMAT}"),
            )
            .in_file(&name)
            .hint("use the program that made the run, or a newer one"));
        }
        Ok(RunDir { path: path.to_path_buf(), run })
    }

    /// Reads one of the run's tables, in whatever format it was written.
    pub fn table(&self, name: &str) -> Result<Table, Error> {
        let options = ReadOptions { header: HeaderRow::Line(1), ..ReadOptions::default() };
        Ok(guiyi_io::read(self.file(name), &options)?.table)
    }

    /// The file of a table: CSV when there is none.
    fn file(&self, name: &str) -> PathBuf {
        let named = |ending: &str| self.path.join(format!("{name}.{ending}"));
        let found =
            ["csv", "xlsx", "jsonl", "parquet"].map(named).into_iter().find(|path| path.is_file());
        found.unwrap_or_else(|| named("csv"))
    }

    /// The files that were read, as they were named.
    pub fn inputs(&self) -> Vec<&str> {
        let inputs = self.run["inputs"].as_array().into_iter().flatten();
        inputs.filter_map(|input| input["file"].as_str()).collect()
    }

    /// The decisions that the run obeyed, by the rows of `members.csv`, which are the records' ranks.
    pub fn decisions(&self, members: &Members) -> Vec<(u32, u32, bool)> {
        let decisions = self.run["decisions"]["obeyed"].as_array().into_iter().flatten();
        let row = |record: &Value| {
            let found = members.find(record["source"].as_str(), record["record"].as_str()?);
            found.ok().map(|row| row as u32)
        };
        let read = |decision: &Value| {
            Some((row(&decision["a"])?, row(&decision["b"])?, decision["verdict"] == "same"))
        };
        decisions.filter_map(read).collect()
    }

    /// The members of all profiles.
    pub fn members(&self) -> Result<Members, Error> {
        let table = self.table("members")?;
        let file = self.file("members").display().to_string();
        let column = |name: &str| {
            table.headers().position(|header| header == name).ok_or_else(|| {
                Error::new(ErrorKind::Format, format!("has no column {name}"))
                    .in_file(&file)
                    .hint("name the directory that 'guiyi dedupe --out' wrote")
            })
        };
        let (profile, source, id) =
            (column("profile_id")?, column("source")?, column("record_id")?);
        let names = self.name_columns(&table);
        Ok(Members::new(table, [profile, source, id], names))
    }

    /// The columns that hold names of customers, by what the run took the columns for.
    fn name_columns(&self, table: &Table) -> Vec<usize> {
        let is_name = |column: &&Value| {
            let role = column["role"].as_str().unwrap_or("");
            [Role::CompanyName, Role::PersonName, Role::GivenName, Role::Surname]
                .iter()
                .any(|name| name.name() == role)
        };
        let inputs = self.run["inputs"].as_array().into_iter().flatten();
        let headers: Vec<&str> = inputs
            .flat_map(|input| input["columns"].as_array().into_iter().flatten())
            .filter(is_name)
            .filter_map(|column| column["column"].as_str())
            .collect();
        let is_listed = |(_, header): &(usize, &str)| headers.contains(header);
        table.headers().enumerate().filter(is_listed).map(|(at, _)| at).collect()
    }

    /// The pairs that the run weighed and kept, if it wrote them: both records, weight, and whether
    /// the weight may decide.
    pub fn pairs(&self, members: &Members) -> Result<Option<Vec<WeighedPair>>, Error> {
        if !self.file("pairs").is_file() {
            return Ok(None);
        }
        let table = self.table("pairs")?;
        let at = |name: &str| table.headers().position(|header| header == name);
        let columns = [
            at("source_a"),
            at("record_a"),
            at("source_b"),
            at("record_b"),
            at("weight"),
            at("standing"),
        ];
        let [Some(sa), Some(ra), Some(sb), Some(rb), Some(weight), Some(standing)] = columns else {
            return Err(Error::new(ErrorKind::Format, "lacks a column")
                .in_file(self.file("pairs").display().to_string()));
        };
        let pair = |row: usize| {
            let cell = |column| table.cell(row, column);
            Some(WeighedPair {
                left: members.find(Some(cell(sa)), cell(ra)).ok()?,
                right: members.find(Some(cell(sb)), cell(rb)).ok()?,
                weight: MatchWeight::from_bits(cell(weight).parse().ok()?),
                decides: matches!(cell(standing), "free" | "required"),
            })
        };
        Ok(Some((0..table.rows()).filter_map(pair).collect()))
    }
}

/// A pair of `pairs.csv`, by the rows of `members.csv`.
pub struct WeighedPair {
    /// One record.
    pub left: usize,
    /// The other.
    pub right: usize,
    /// Log-odds that the two are one customer.
    pub weight: MatchWeight,
    /// Whether no rule stands against joining by weight.
    pub decides: bool,
}

/// `members.csv`: every record with its profile.
pub struct Members {
    table: Table,
    profile: usize,
    source: usize,
    id: usize,
    names: Vec<usize>,
    /// Records of each profile.
    sizes: HashMap<String, usize>,
    /// Rows by record id.
    by_id: HashMap<String, Vec<u32>>,
}

/// Why a record was not found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unfound {
    /// No record has this id.
    Unknown,
    /// Several sources have it.
    Ambiguous,
}

impl Members {
    fn new(table: Table, [profile, source, id]: [usize; 3], names: Vec<usize>) -> Members {
        let mut by_id: HashMap<String, Vec<u32>> = HashMap::new();
        for row in 0..table.rows() {
            by_id.entry(table.cell(row, id).to_string()).or_default().push(row as u32);
        }
        let mut sizes: HashMap<String, usize> = HashMap::new();
        for row in 0..table.rows() {
            *sizes.entry(table.cell(row, profile).to_string()).or_default() += 1;
        }
        Members { table, profile, source, id, names, sizes, by_id }
    }

    /// How many records.
    pub fn len(&self) -> usize {
        self.table.rows()
    }

    /// The row of a record; without a source its id must be unique.
    pub fn find(&self, source: Option<&str>, id: &str) -> Result<usize, Unfound> {
        let rows = self.by_id.get(id.trim()).map_or(&[][..], Vec::as_slice);
        let mut rows = rows
            .iter()
            .map(|&row| row as usize)
            .filter(|&row| source.is_none_or(|source| self.source(row) == source.trim()));
        match (rows.next(), rows.next()) {
            (None, _) => Err(Unfound::Unknown),
            (Some(row), None) => Ok(row),
            _ => Err(Unfound::Ambiguous),
        }
    }

    /// The profile of a row.
    pub fn profile(&self, row: usize) -> &str {
        self.table.cell(row, self.profile)
    }

    /// The source of a row.
    pub fn source(&self, row: usize) -> &str {
        self.table.cell(row, self.source)
    }

    /// The record's key, or its line.
    pub fn id(&self, row: usize) -> &str {
        self.table.cell(row, self.id)
    }

    /// The customer's name as the row has it.
    pub fn name(&self, row: usize) -> String {
        let cells = self.names.iter().map(|&column| self.table.cell(row, column).trim());
        cells.filter(|cell| !cell.is_empty()).collect::<Vec<_>>().join(" ")
    }

    /// How many records the row's profile has.
    pub fn size(&self, row: usize) -> usize {
        self.sizes.get(self.profile(row)).copied().unwrap_or(0)
    }

    /// The headers and cells that the input had.
    pub fn cells(&self, row: usize) -> impl Iterator<Item = (&str, &str)> {
        let own = [self.profile, self.source, self.id];
        self.table.headers().enumerate().filter_map(move |(at, header)| {
            let is_own = own.contains(&at) || header == "confidence";
            (!is_own).then(|| (header, self.table.cell(row, at)))
        })
    }

    /// A row as its owner knows it, with its name: `erp/K10001 王建军`.
    pub fn describe(&self, row: usize) -> String {
        format!("{}/{} {}", self.source(row), self.id(row), self.name(row)).trim_end().to_string()
    }
}
