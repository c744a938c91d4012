//! `guiyi index`: a master compiled into one file, for `guiyi match` and `guiyi link`.

use std::io::Write;

use guiyi_core::link::Master;
use guiyi_core::{Error, Records};
use guiyi_io::OutputFile;

use super::dedupe::set_threads;
use super::link::{Given, MasterFile};
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
    let request = Request::new(&args.master.job(std::slice::from_ref(&file.path)), &args.reading)?;
    let given = file.given(&request)?;
    if let Some(Given::Index(_)) = given {
        return Err(one(
            Error::usage("is an index already").in_file(args.file.display().to_string())
        ));
    }
    let mut out = OutputFile::create(&args.out, result::existing(args.force)).map_err(one)?;
    let progress = Progress::new(args.quiet);
    progress.stage("read", 1);
    let (sources, settings, options) = match given {
        Some(Given::Store(store)) => {
            let options = store.options();
            (vec![store.source], store.settings, options)
        }
        _ => {
            let mut opened = job::open(&request)?;
            file.name_customers(&mut opened);
            let options = file.options(&request).map_err(one)?;
            (job::take(&request, opened)?.sources, request.settings, options)
        }
    };
    let records = Records::new(sources);
    let frozen = Master::new(&records, &settings, &options, &progress).map_err(one)?;
    progress.stage("write", 1);
    out.write_all(&frozen.to_bytes()).map_err(|e| {
        one(guiyi_io::output::failed("cannot be written", e)
            .in_file(args.out.display().to_string()))
    })?;
    out.commit().map_err(one)?;
    progress.finish();
    if !args.quiet {
        let (rows, customers) = (records.len(), frozen.customers().len());
        print::note(&say!(
            "{rows} records of {customers} customers, written to {}\n",
            "{rows} 条记录，{customers} 个客户，已写入 {}\n",
            args.out.display()
        ));
    }
    Ok(())
}
