//! `guiyi master retrain` and `guiyi master compact`: care for a store.

use guiyi_core::Error;

use crate::args::master::Maintain;
use crate::command::dedupe::set_threads;
use crate::progress::Progress;

/// Counts and trains anew.
pub fn retrain(args: &Maintain) -> Result<(), Error> {
    set_threads(args.threads);
    let progress = Progress::new(args.json);
    let mut store = super::open(&args.opening)?;
    let outcome = store.retrain(&super::stamp(&args.signing), &progress)?;
    progress.finish();
    super::tell(&outcome, args.json)
}

/// Erases for good.
pub fn compact(args: &Maintain) -> Result<(), Error> {
    set_threads(args.threads);
    let progress = Progress::new(args.json);
    let mut store = super::open(&args.opening)?;
    let outcome = store.compact(&super::stamp(&args.signing), &progress)?;
    progress.finish();
    super::tell(&outcome, args.json)
}
