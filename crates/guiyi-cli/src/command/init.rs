//! `guiyi init`: a commented settings file from what the columns seem to mean.

use std::path::Path;

use guiyi_core::Error;
use guiyi_core::settings::reference::template;

use crate::args::{self, Init};
use crate::job::{self, FileReport, Request};
use crate::lang::{self, say};
use crate::print;
use crate::result;
use crate::settings_file::quoted;

/// Runs the command.
pub fn run(args: &Init) -> Result<(), Vec<Error>> {
    let asked = args::Job { files: args.files.clone(), ..args::Job::default() };
    let read = job::read(&Request::new(&asked, &args.reading)?)?;
    let text = settings(&read.files, args.out.as_deref());
    write(&text, args.out.as_deref(), args.force).map_err(|problem| vec![problem])
}

/// Writes settings to a file, or to the screen.
pub fn write(text: &str, out: Option<&Path>, force: bool) -> Result<(), Error> {
    let Some(path) = out else {
        return print::answer(text);
    };
    result::write_text(path, text, force)?;
    eprintln!(
        "{}",
        say!(
            "written; look it over, then: guiyi dedupe --settings {}",
            "已写入；检查后运行：guiyi dedupe --settings {}",
            path.display()
        )
    );
    Ok(())
}

fn settings(files: &[FileReport], out: Option<&Path>) -> String {
    // Files are named from where the settings stand; from elsewhere only whole paths will do.
    let is_here = out.and_then(Path::parent).is_none_or(|home| home.as_os_str().is_empty());
    let named = |file: &FileReport| match std::path::absolute(&file.file) {
        Ok(whole) if !is_here => quoted(&whole.display().to_string()),
        _ => quoted(&file.file),
    };
    let names: Vec<String> = files.iter().map(named).collect();
    template(lang::current(), |table| match table {
        "" => vec![("format".to_string(), "1".to_string())],
        "input" => vec![("files".to_string(), format!("[{}]", names.join(", ")))],
        "output" => vec![("dir".to_string(), quoted("archive"))],
        "roles" => roles(files),
        _ => Vec::new(),
    })
}

/// A line a header: its role, and why as a comment. Where files disagree about a header each keeps
/// what was inferred, for a setting would hold for all.
fn roles(files: &[FileReport]) -> Vec<(String, String)> {
    let mut lines: Vec<(String, String)> = Vec::new();
    for file in files {
        for (header, guess) in &file.columns {
            let key = quoted(header.trim());
            let others = files.iter().flat_map(|file| &file.columns);
            let agree = others
                .filter(|(other, _)| other.trim() == header.trim())
                .all(|(_, other)| other.role == guess.role);
            let key = if agree { key } else { format!("# {}: {key}", file.file) };
            if !lines.iter().any(|(held, _)| *held == key) {
                let line = format!("{}  # {}", quoted(guess.role.name()), guess.reason);
                lines.push((key, line));
            }
        }
    }
    lines
}
