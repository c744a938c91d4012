//! `guiyi master verify`: is the store whole?

use guiyi_core::{Error, ErrorKind};

use crate::args::master::Verify;
use crate::command::dedupe::set_threads;
use crate::lang::{say, tr};
use crate::print;
use crate::progress::Progress;

/// Runs the command.
pub fn run(args: &Verify) -> Result<(), Error> {
    set_threads(args.threads);
    let store = super::open(&args.opening)?;
    let progress = Progress::new(false);
    let complaints = store.verify(&progress)?;
    progress.finish();
    let status = store.status()?;
    match complaints.first() {
        None => print::answer(&say!(
            "whole: step {}, {} records, {} customers, as a full run finds them\n",
            "完好：第 {} 步，{} 条记录，{} 个客户，与完整重算一致\n",
            status.step,
            status.records,
            status.entities
        )),
        Some(_) => {
            let lines: Vec<String> =
                complaints.iter().map(|line| format!("  {}\n", tr(line))).collect();
            print::answer(&lines.concat())?;
            let file = args.opening.store.display().to_string();
            Err(Error::new(ErrorKind::Format, "the store is damaged: see above")
                .in_file(file)
                .hint("restore it from a copy"))
        }
    }
}
