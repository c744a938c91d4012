//! `guiyi master decide`: what a person says.

use guiyi_core::Error;
use guiyi_core::decision::Verdict;
use guiyi_core::pipeline::Unobserved;
use guiyi_store::Statement;

use crate::args::master::Decide;
use crate::decisions;

/// Runs the command.
pub fn run(args: &Decide) -> Result<(), Vec<Error>> {
    let one = |problem| vec![problem];
    let statements = match &args.from {
        Some(path) => decisions::read(path).map_err(one)?.statements()?,
        None => vec![statement(&args.words).map_err(one)?],
    };
    let mut store = super::open(&args.opening).map_err(one)?;
    let stamp = super::stamp(&args.signing);
    let outcome = store.decide(&statements, &stamp, &Unobserved).map_err(one)?;
    super::tell(&outcome, args.json).map_err(one)
}

fn statement(words: &[String]) -> Result<Statement, Error> {
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let pair = |verdict, a, b| Ok(Statement::Pair(verdict, super::record(a)?, super::record(b)?));
    match words.as_slice() {
        ["same", a, b] => pair(Verdict::Same, a, b),
        ["different", a, b] => pair(Verdict::Different, a, b),
        ["unsure", a, b] => pair(Verdict::Unsure, a, b),
        ["assign", record, id] => Ok(Statement::Assign(super::record(record)?, id.parse()?)),
        ["fix", id, field, value] => {
            Ok(Statement::Fix(id.parse()?, (*field).to_string(), (*value).to_string()))
        }
        _ => Err(Error::usage("is no decision").hint(
            "write: same|different|unsure RECORD RECORD, assign RECORD ID, or fix ID FIELD VALUE",
        )),
    }
}
