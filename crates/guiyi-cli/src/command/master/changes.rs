//! `guiyi master changes`: what other systems need to follow.

use std::io::Write as _;

use guiyi_core::{Error, ErrorKind};
use guiyi_io::{CsvOptions, CsvWriter};
use guiyi_store::Change;

use crate::args::master::Changes;

/// Runs the command.
pub fn run(args: &Changes) -> Result<(), Error> {
    let store = super::open(&args.opening)?;
    let out = std::io::BufWriter::new(std::io::stdout().lock());
    let written = match args.format.as_str() {
        "jsonl" => {
            let mut out = out;
            let failed = |e| guiyi_io::output::failed("cannot be written", e);
            let lines = store.changes_since(args.since, |change| {
                writeln!(out, "{}", super::change_json(&change)).map_err(failed)
            });
            lines.and_then(|()| out.flush().map_err(failed))
        }
        _ => {
            let options = CsvOptions { mark: false, ..CsvOptions::default() };
            let mut out = CsvWriter::new(out, options);
            let header = ["step", "kind", "entity_id", "other_id", "detail"];
            out.write_row(header)
                .and_then(|()| store.changes_since(args.since, |change| row(&mut out, &change)))
                .and_then(|()| out.finish().map(drop))
        }
    };
    // A reader who has seen enough, as `head` has, is no error.
    written.or_else(|problem| match problem.message().contains("Broken pipe") {
        true => Ok(()),
        false => Err(Error::new(ErrorKind::Output, problem.message().to_string())),
    })
}

fn row<W: std::io::Write>(out: &mut CsvWriter<W>, change: &Change) -> Result<(), Error> {
    let other = change.other.map_or_else(String::new, |other| other.to_string());
    let (step, entity) = (change.step.to_string(), change.entity.to_string());
    out.write_row([step.as_str(), change.kind.name(), &entity, &other, &change.detail])
}
