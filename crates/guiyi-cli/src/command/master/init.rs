//! `guiyi master init`: an empty store.

use guiyi_core::Error;
use guiyi_core::settings::{Settings, Typed};
use guiyi_store::Store;

use crate::args::master::Init;
use crate::job;
use crate::lang::say;
use crate::print;
use crate::settings_file;

/// Runs the command.
pub fn run(args: &Init) -> Result<(), Vec<Error>> {
    let one = |problem| vec![problem];
    let mut typed = match &args.settings {
        Some(path) => settings_file::read(path)?,
        None => Typed::default(),
    };
    for set in &args.set {
        typed.set(settings_file::set(set).map_err(one)?);
    }
    let settings = Settings::complete(&typed)?;
    let model = args.model.as_deref().map(job::model).transpose().map_err(one)?;
    Store::create(&args.store, &settings, model).map_err(one)?;
    print::note(&say!(
        "made {0}; add records with: guiyi master update {0} FILE…\n",
        "已建立 {0}；添加记录：guiyi master update {0} 文件…\n",
        args.store.display()
    ));
    Ok(())
}
