//! Does the map in `ARCHITECTURE.md` show the code as it is?
//!
//! A row of the map is a table row whose first cell is a path in backticks. The path is relative to
//! the folder that the heading above names in backticks, if it names one. A folder's row covers
//! all that is in it.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::{Failure, root};

const MAP: &str = "ARCHITECTURE.md";

/// Paths of the map that do not exist, and sources that are not on it.
pub fn complaints() -> Result<Vec<String>, Failure> {
    let root = root();
    let mapped = mapped(&std::fs::read_to_string(root.join(MAP))?);
    let gone = mapped.iter().filter(|path| !root.join(path).exists());
    let mut complaints: Vec<String> =
        gone.map(|path| format!("{MAP} shows {path}, which does not exist")).collect();
    let mut sources = Vec::new();
    for package in std::fs::read_dir(root.join("crates"))? {
        collect(&package?.path().join("src"), &mut sources)?;
    }
    let relative = sources.iter().filter_map(|source| source.strip_prefix(&root).ok());
    let absent = relative.filter(|source| !is_covered(source, &mapped));
    complaints.extend(absent.map(|source| format!("{MAP} does not show {}", source.display())));
    complaints.sort();
    Ok(complaints)
}

/// The paths that the rows of the map name, relative to the root.
fn mapped(text: &str) -> BTreeSet<String> {
    let mut folder = String::new();
    let mut paths = BTreeSet::new();
    for line in text.lines() {
        if line.starts_with('#') {
            folder = quoted(line).map(|path| format!("{path}/")).unwrap_or_default();
        } else if let Some(path) = line.strip_prefix("| `").and_then(|_| quoted(line)) {
            paths.insert(format!("{folder}{path}").trim_end_matches('/').to_owned());
        }
    }
    paths
}

/// What stands between the first two backticks.
fn quoted(line: &str) -> Option<&str> {
    line.split('`').nth(1).map(|path| path.trim_end_matches('/'))
}

/// Whether the map shows the file or a folder it is in. The folder `src` itself covers nothing:
/// a crate is shown module by module.
fn is_covered(source: &Path, mapped: &BTreeSet<String>) -> bool {
    source
        .ancestors()
        .take_while(|path| path.file_name().is_some_and(|name| name != "src"))
        .any(|path| path.to_str().is_some_and(|path| mapped.contains(path)))
}

/// All Rust files in `folder` and the folders in it.
fn collect(folder: &Path, sources: &mut Vec<PathBuf>) -> Result<(), Failure> {
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, sources)?;
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            sources.push(path);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "\
# What is where?

| path | what |
|---|---|
| `xtask/` | tasks with `code` in their words |

## The core: `crates/core/src`

| `lib.rs` | the tour |
| `block/` | blocks |
Prose with `code` is no row.
";

    #[test]
    fn rows_are_relative_to_the_heading_above() {
        let paths: Vec<String> = mapped(TEXT).into_iter().collect();
        assert_eq!(paths, ["crates/core/src/block", "crates/core/src/lib.rs", "xtask"]);
    }

    #[test]
    fn a_folder_covers_what_is_in_it_but_src_does_not() {
        let mut map = mapped(TEXT);
        map.insert("crates/core/src".to_owned());
        for (source, covered) in [
            ("crates/core/src/lib.rs", true),
            ("crates/core/src/block/index.rs", true),
            ("crates/core/src/block/deep/er.rs", true),
            ("crates/core/src/blocks.rs", false),
            ("crates/core/src/score/mod.rs", false),
        ] {
            assert_eq!(is_covered(Path::new(source), &map), covered, "{source}");
        }
    }
}
