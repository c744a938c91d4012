//! `guiyi inspect`: what is in customer files, before anything is matched.

mod column;
mod judge;
mod rows;
mod show;

use std::time::SystemTime;

use guiyi_core::{Error, Role};
use guiyi_io::Input;
use rayon::prelude::*;

use crate::args::{self, Inspect};
use crate::job::{self, Opened, Request};
use crate::print;
use column::Column;
use rows::Rows;

/// What is in one file.
pub struct Inspection<'a> {
    /// The file as it was read.
    pub input: &'a Input,
    /// Its columns, in order.
    pub columns: Vec<Column>,
    /// Its rows as a whole.
    pub rows: Rows,
}

/// Runs the command.
pub fn run(args: &Inspect) -> Result<(), Vec<Error>> {
    let asked = args::Job { files: args.files.clone(), ..args::Job::default() };
    let opened = job::open(&Request::new(&asked, &args.reading)?)?;
    let inspections: Vec<Inspection<'_>> = opened.iter().map(inspect).collect();
    let text = if args.json {
        let files: Vec<_> = inspections.iter().map(show::as_json).collect();
        format!("{}\n", serde_json::json!({ "files": files }))
    } else {
        inspections.iter().map(show::as_text).collect()
    };
    print::answer(&text).map_err(|problem| vec![problem])?;
    let Some(most) = args.reading.max_rejects else { return Ok(()) };
    let checked = opened.iter().try_for_each(|file| file.input.check_rejects(most));
    checked.map_err(|problem| vec![problem])
}

fn inspect(opened: &Opened) -> Inspection<'_> {
    let Opened { input, columns } = opened;
    let year = this_year();
    let looked: Vec<(Column, Vec<bool>)> = columns
        .par_iter()
        .enumerate()
        .map(|(at, (header, guess))| Column::look(&input.table, at, header, guess, year))
        .collect();
    let roles: Vec<Role> = columns.iter().map(|(_, guess)| guess.role).collect();
    let (columns, usable): (Vec<Column>, Vec<Vec<bool>>) = looked.into_iter().unzip();
    let rows = Rows::look(&input.table, &roles, &usable);
    Inspection { input, columns, rows }
}

/// The year now, to within a day at its ends: dates after it are suspicious, not wrong.
fn this_year() -> u32 {
    const DAYS_OF_A_YEAR: f64 = 365.2425;
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    1970 + (since.as_secs_f64() / 86_400.0 / DAYS_OF_A_YEAR) as u32
}
