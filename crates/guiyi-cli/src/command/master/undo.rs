//! `guiyi master undo`: a step is taken back.

use guiyi_core::Error;
use guiyi_core::pipeline::Unobserved;

use crate::args::master::Undo;
use crate::lang::say;
use crate::print;

/// Runs the command.
pub fn run(args: &Undo) -> Result<(), Error> {
    let mut store = super::open(&args.opening)?;
    let outcome = store.undo(args.step, &super::stamp(&args.signing), &Unobserved)?;
    if outcome.unchanged > 0 {
        print::note(&say!(
            "note: {} records were written again by later steps and stay as they are\n",
            "注意：{} 条记录已被之后的步骤改写，保持不变\n",
            outcome.unchanged
        ));
    }
    super::tell(&outcome, args.json)
}
