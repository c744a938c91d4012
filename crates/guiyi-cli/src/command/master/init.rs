//! `guiyi master init`: an empty store.

use std::time::Duration;

use guiyi_core::Error;
use guiyi_core::pipeline::Unobserved;
use guiyi_core::settings::{Settings, Typed};
use guiyi_store::Store;

use crate::args::{self, master::Init};
use crate::job::{self, Request};
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
    let sources = match args.train.is_empty() {
        true => Vec::new(),
        false => {
            let asked = args::Job {
                files: args.train.clone(),
                settings: args.settings.clone(),
                set: args.set.clone(),
                ..args::Job::default()
            };
            job::read(&Request::new(&asked, &args.reading)?)?.sources
        }
    };
    Store::create(&args.store, &settings, model).map_err(one)?;
    if !sources.is_empty() {
        let trained = Store::open(&args.store, Duration::ZERO)
            .and_then(|mut store| store.train(sources, &Unobserved));
        if let Err(problem) = trained {
            // A store that is not what was asked for is none.
            let _ = std::fs::remove_file(&args.store);
            return Err(vec![problem]);
        }
    }
    print::note(&say!(
        "made {0}; add records with: guiyi master update {0} FILE…\n",
        "已建立 {0}；添加记录：guiyi master update {0} 文件…\n",
        args.store.display()
    ));
    Ok(())
}
