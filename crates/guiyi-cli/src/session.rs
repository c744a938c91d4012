//! A run in memory, to be asked about: an earlier one opened again, or one made now.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use guiyi_core::archive::Tables;
use guiyi_core::dedupe::{Customers, dedupe};
use guiyi_core::explain::Explainer;
use guiyi_core::pipeline::{Options, Unobserved};
use guiyi_core::score::model::Model;
use guiyi_core::settings::{Settings, Typed};
use guiyi_core::{Error, ErrorKind, RecordId, Records};
use serde_json::Value;

use crate::args::{Asked, Reading};
use crate::job::{self, Request};
use crate::run_dir::RunDir;

/// The records of a run with its model and its profiles.
pub struct Session {
    /// The records.
    pub records: Records,
    /// The records as customers.
    pub customers: Customers,
    /// The run's model.
    pub model: Model,
    /// The run's options.
    pub options: Options,
    /// Each record's profile.
    profile_of: Vec<String>,
    /// The records of each profile, rising.
    profiles: BTreeMap<String, Vec<u32>>,
}

impl Session {
    /// Opens the run that is asked about.
    pub fn open(asked: &Asked) -> Result<Session, Vec<Error>> {
        match &asked.run {
            Some(dir) => Session::reopen(dir, &asked.files),
            None => Session::make(&asked.files),
        }
    }

    /// Runs all stages over files.
    fn make(files: &[PathBuf]) -> Result<Session, Vec<Error>> {
        let settings = Settings::default();
        let records = read(files, &settings, Reading::default())?;
        let options = settings.options();
        let archive = dedupe(&records, &settings, &options, &Unobserved).map_err(one)?;
        let tables = Tables::new(&records, &archive);
        let id = |record: usize| tables.profile_id(archive.profile_of[record] as usize);
        let profile_of = (0..records.len()).map(id).collect();
        let customers = Customers::read(&records, &settings, &Unobserved).map_err(one)?;
        Ok(Session::new(records, customers, archive.resolution.model, options, profile_of))
    }

    /// Reads the inputs of an earlier run again, and takes its settings, model and profiles.
    pub fn reopen(dir: &Path, files: &[PathBuf]) -> Result<Session, Vec<Error>> {
        let run = RunDir::open(dir).map_err(one)?;
        let members = run.members().map_err(one)?;
        let settings: Settings = part(&run.run, "settings", dir)?;
        let model: Model = part(&run.run, "model", dir)?;
        let own: Vec<PathBuf> = run.inputs().iter().map(PathBuf::from).collect();
        let files = if files.is_empty() { &own } else { files };
        let reading: Reading = part(&run.run, "reading", dir)?;
        let records = read(files, &settings, reading).map_err(|problems| {
            let hint = "name the run's files behind the command, where they are now";
            problems
                .into_iter()
                .map(|p| if p.remedy().is_some() { p } else { p.hint(hint) })
                .collect::<Vec<_>>()
        })?;
        let is_same = |id: RecordId| {
            let key = match records.key(id) {
                "" => records.line(id).to_string(),
                key => key.to_string(),
            };
            members.source(id.index()) == records.source(id) && members.id(id.index()) == key
        };
        if members.len() != records.len() || !records.ids().all(is_same) {
            return Err(one(Error::usage("the input is no longer what the run read")
                .in_file(dir.display().to_string())
                .hint("run 'guiyi dedupe' again, or name the files as they were")));
        }
        let mut options = settings.options();
        options.decisions = run.decisions(&members);
        let profile_of = (0..members.len()).map(|row| members.profile(row).to_string()).collect();
        let customers = Customers::read(&records, &settings, &Unobserved).map_err(one)?;
        Ok(Session::new(records, customers, model, options, profile_of))
    }

    fn new(
        records: Records,
        customers: Customers,
        model: Model,
        options: Options,
        profile_of: Vec<String>,
    ) -> Session {
        let mut profiles: BTreeMap<String, Vec<u32>> = BTreeMap::new();
        for (record, profile) in profile_of.iter().enumerate() {
            profiles.entry(profile.clone()).or_default().push(record as u32);
        }
        Session { records, customers, model, options, profile_of, profiles }
    }

    /// Explains this run's pairs and profiles.
    pub fn explainer(&self) -> Result<Explainer<'_>, Vec<Error>> {
        Explainer::new(&self.records, self.customers.subject(), &self.model, &self.options)
            .map_err(one)
    }

    /// The id of a record's profile.
    pub fn profile_of(&self, id: RecordId) -> &str {
        &self.profile_of[id.index()]
    }

    /// The records of a profile; empty when there is none of this id.
    pub fn members(&self, profile: &str) -> &[u32] {
        self.profiles.get(profile).map_or(&[], Vec::as_slice)
    }

    /// The record that a word means: `source/key`, a key, or a customer's name.
    pub fn find(&self, explainer: &Explainer<'_>, word: &str) -> Result<RecordId, Vec<Error>> {
        let word = word.trim();
        let mut found: Vec<RecordId> =
            self.records.ids().filter(|&id| explainer.label(id) == word).collect();
        if found.is_empty() {
            let is_key = |&id: &RecordId| match self.records.key(id) {
                "" => self.records.line(id).to_string() == word,
                key => key == word,
            };
            found = self.records.ids().filter(is_key).collect();
        }
        if found.is_empty() {
            let is_named = |&id: &RecordId| explainer.name(id).trim() == word;
            found = self.records.ids().filter(is_named).collect();
            // One customer's records under one name are as good as each other.
            found.dedup_by_key(|id| self.profile_of(*id).to_string());
        }
        match found.as_slice() {
            [id] => Ok(*id),
            [] => Err(one(Error::usage(format!("no record is called '{word}'")).hint(
                "write source/key as members.csv has them (without keys: source/line), or a name as it is written there",
            ))),
            several => {
                let labels: Vec<String> =
                    several.iter().take(5).map(|&id| explainer.label(id)).collect();
                Err(one(Error::usage(format!("{} records are called '{word}'", several.len()))
                    .hint(format!("say which: {}", labels.join(", ")))))
            }
        }
    }
}

fn read(files: &[PathBuf], settings: &Settings, reading: Reading) -> Result<Records, Vec<Error>> {
    let request = Request {
        typed: Typed::default(),
        settings: settings.clone(),
        files: files.to_vec(),
        reading,
        decisions: None,
        model: None,
        out: None,
    };
    Ok(Records::new(job::read(&request)?.sources))
}

fn part<T: serde::de::DeserializeOwned>(
    run: &Value,
    name: &str,
    dir: &Path,
) -> Result<T, Vec<Error>> {
    serde_json::from_value(run[name].clone()).map_err(|problem| {
        one(Error::new(ErrorKind::Format, format!("'{name}' cannot be read: {problem}"))
            .in_file(dir.join("run.json").display().to_string())
            .hint("the run was made by another version of the program: run 'guiyi dedupe' again"))
    })
}

fn one(problem: Error) -> Vec<Error> {
    vec![problem]
}
