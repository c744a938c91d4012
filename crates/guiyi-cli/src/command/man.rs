//! `guiyi man`: the manual page.

use guiyi_core::suggest::nearest;
use guiyi_core::{Error, ErrorKind};

use crate::args::Man;
use crate::lang;
use crate::print;

/// Runs the command.
pub fn run(args: &Man) -> Result<(), Vec<Error>> {
    page(args.command.as_deref()).map_err(|problem| vec![problem])
}

fn page(name: Option<&str>) -> Result<(), Error> {
    let mut command = lang::command();
    // Building gives every command the options that all of them have.
    command.build();
    let shown = match name {
        None => command,
        Some(name) => {
            let names: Vec<&str> = command.get_subcommands().map(|own| own.get_name()).collect();
            let Some(found) = command.find_subcommand(name) else {
                let problem = Error::usage(format!("there is no command {name}"));
                return Err(match nearest(name, names.iter().copied()) {
                    Some(meant) => problem.hint(format!("did you mean {meant}?")),
                    None => problem.hint(format!("one of {}", names.join(", "))),
                });
            };
            found.clone().name(format!("guiyi-{name}"))
        }
    };
    let mut text = Vec::new();
    clap_mangen::Man::new(shown).render(&mut text).map_err(|problem| {
        Error::new(ErrorKind::Output, format!("cannot be written: {problem}"))
    })?;
    print::answer(&String::from_utf8_lossy(&text))
}
