//! Standard output and standard error, where either may be closed or full.

use std::io::{self, ErrorKind, Write};

use guiyi_core::Error;

/// Prints what was asked for. A reader who has seen enough, as `head` has, is no error.
pub fn answer(text: &str) -> Result<(), Error> {
    let mut out = io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(e) if e.kind() != ErrorKind::BrokenPipe => {
            Err(guiyi_io::output::failed("cannot be written", e).in_file("standard output"))
        }
        _ => Ok(()),
    }
}

/// Tells people what happens. The work goes on if nobody can hear it.
pub fn note(text: &str) {
    let _ = io::stderr().lock().write_all(text.as_bytes());
}
