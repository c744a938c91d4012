//! `guiyi master export`: the archive as tables.

use guiyi_core::Error;

use crate::args::master::Export;
use crate::lang::say;
use crate::print;
use crate::result::ResultDir;

/// Runs the command.
pub fn run(args: &Export) -> Result<(), Error> {
    let Some(target) = &args.writing.out else {
        return Err(Error::usage("no directory for the results").hint("add --out DIR"));
    };
    let store = super::open(&args.opening)?;
    let result =
        ResultDir::create(target, &args.writing, std::slice::from_ref(&args.opening.store))?;
    let exported = store.exported()?;
    result.exported(&exported)?;
    result.commit()?;
    if !args.quiet {
        let (records, entities) = exported.counts();
        print::note(&say!(
            "written to {}: {records} records, {entities} customers\n",
            "已写入 {}：{records} 条记录，{entities} 个客户\n",
            target.display()
        ));
    }
    Ok(())
}
