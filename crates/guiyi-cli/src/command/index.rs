//! `guiyi index`: a master compiled into one file, for `guiyi match` and `guiyi link`.

use std::io::Write;

use guiyi_core::link::Master;
use guiyi_core::{Error, Records};
use guiyi_io::{Existing, OutputFile};

use super::link::{MasterFile, take_profiles_for_keys};
use crate::args::Index;
use crate::job;
use crate::print;
use crate::progress::Progress;

/// Runs the command.
pub fn run(args: &Index) -> Result<(), Vec<Error>> {
    let one = |problem: Error| vec![problem];
    if let Some(threads) = args.threads {
        // Fails only when a pool was made before, which is then used.
        let _ = rayon::ThreadPoolBuilder::new().num_threads(threads).build_global();
    }
    let file = MasterFile::find(&args.master).map_err(one)?;
    let existing = if args.force { Existing::Replace } else { Existing::Refuse };
    let mut out = OutputFile::create(&args.output, existing).map_err(one)?;
    let mut settings = job::settings(args.settings.as_deref())?;
    let progress = Progress::new(args.quiet);
    progress.stage("read", 1);
    let files = [file.path.clone()];
    let mut opened = job::open(&files, &args.reading, &mut settings)?;
    let Some(mut master) = opened.pop() else { return Ok(()) };
    if file.is_archive {
        take_profiles_for_keys(&mut master.columns);
    }
    if let Some(most) = args.reading.max_rejects {
        master.input.check_rejects(most).map_err(one)?;
    }
    let (report, source) = job::taken(&file.path, master);
    let mut options = settings.options();
    options.model = match &args.model {
        Some(path) => Some(job::model(path).map_err(one)?),
        None => file.model().map_err(one)?,
    };
    let records = Records::new(vec![source]);
    let frozen = Master::new(&records, &settings, &options, &progress).map_err(one)?;
    progress.stage("write", 1);
    out.write_all(&frozen.to_bytes()).map_err(|e| {
        one(guiyi_io::output::failed("cannot be written", e)
            .in_file(args.output.display().to_string()))
    })?;
    out.commit().map_err(one)?;
    progress.finish();
    if !args.quiet {
        let (rows, customers) = (report.rows, frozen.customers().len());
        let out = args.output.display();
        print::note(&format!("{rows} records of {customers} customers, written to {out}\n"));
    }
    Ok(())
}
