//! `check`: one module per check; every one runs, and all complaints are printed.

mod direction;
mod lexicon;
mod lookalike;
mod map;
mod trade;
mod words;

use crate::Failure;

/// A check: its name, and what it complains of.
type Check = (&'static str, fn() -> Result<Vec<String>, Failure>);

const CHECKS: [Check; 6] = [
    ("map of the architecture", map::complaints),
    ("direction of dependency", direction::complaints),
    ("lexicon tables", lexicon::complaints),
    ("look-alike characters", lookalike::complaints),
    ("trade words", trade::complaints),
    ("lexicon words", words::complaints),
];

/// Runs every check; fails when one complains.
pub fn run() -> Result<(), Failure> {
    let mut failed = 0;
    for (name, check) in CHECKS {
        let complaints = check()?;
        println!("{}: {}", name, if complaints.is_empty() { "ok" } else { "FAILED" });
        complaints.iter().for_each(|complaint| println!("  {complaint}"));
        failed += usize::from(!complaints.is_empty());
    }
    if failed == 0 { Ok(()) } else { Err(format!("{failed} check(s) failed").into()) }
}
