//! `guiyi index`: a master compiled into one file, for `guiyi match` and `guiyi link`.

use std::io::Write;

use guiyi_core::link::Master;
use guiyi_core::{Error, Records};
use guiyi_io::OutputFile;

use super::dedupe::set_threads;
use super::link::MasterFile;
use crate::args::Index;
use crate::job::{self, Request};
use crate::lang::say;
use crate::print;
use crate::progress::Progress;
use crate::result;

/// Runs the command.
pub fn run(args: &Index) -> Result<(), Vec<Error>> {
    let one = |problem: Error| vec![problem];
    set_threads(args.master.threads);
    let file = MasterFile::find(&args.file).map_err(one)?;
    if file.is_index {
        return Err(one(
            Error::usage("is an index already").in_file(args.file.display().to_string())
        ));
    }
    let request = Request::new(&args.master.job(std::slice::from_ref(&file.path)), &args.reading)?;
    let mut out = OutputFile::create(&args.out, result::existing(args.force)).map_err(one)?;
    let progress = Progress::new(args.quiet);
    progress.stage("read", 1);
    let mut opened = job::open(&request)?;
    file.name_customers(&mut opened);
    let read = job::take(&request, opened)?;
    let rows: usize = read.files.iter().map(|file| file.rows).sum();
    let options = file.options(&request).map_err(one)?;
    let records = Records::new(read.sources);
    let frozen = Master::new(&records, &request.settings, &options, &progress).map_err(one)?;
    progress.stage("write", 1);
    out.write_all(&frozen.to_bytes()).map_err(|e| {
        one(guiyi_io::output::failed("cannot be written", e)
            .in_file(args.out.display().to_string()))
    })?;
    out.commit().map_err(one)?;
    progress.finish();
    if !args.quiet {
        let customers = frozen.customers().len();
        print::note(&say!(
            "{rows} records of {customers} customers, written to {}\n",
            "{rows} 条记录，{customers} 个客户，已写入 {}\n",
            args.out.display()
        ));
    }
    Ok(())
}
