//! Are the committed tables of `guiyi-lexicon` current and well formed?

use crate::lexicon::source::Sources;
use crate::lexicon::table::{entries, fingerprint};
use crate::lexicon::{RECIPES, SOURCES, data};
use crate::{Failure, root};

/// What is wrong with the tables.
pub fn complaints() -> Result<Vec<String>, Failure> {
    let mut complaints = Vec::new();
    for file in std::fs::read_dir(data())? {
        let path = file?.path();
        if path.extension().is_some_and(|extension| extension == "md") {
            continue;
        }
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let text = std::fs::read_to_string(&path)?;
        complaints.extend(header(&text).into_iter().map(|what| format!("{name}: {what}")));
    }
    complaints.extend(generated()?);
    complaints.sort();
    Ok(complaints)
}

/// Every table says what it is, where it comes from and when.
fn header(text: &str) -> Vec<String> {
    let head: Vec<&str> = text.lines().take_while(|line| line.starts_with('#')).collect();
    ["# What: ", "# Source: ", "# Date: "]
        .iter()
        .filter(|field| !head.iter().any(|line| line.starts_with(*field)))
        .map(|field| format!("no line {field:?} at the top"))
        .collect()
}

/// A generated table is what its fingerprint says, and what its recipe makes wherever the sources are at hand.
fn generated() -> Result<Vec<String>, Failure> {
    let mut complaints = Vec::new();
    let sources = Sources::new(&root().join(SOURCES));
    for recipe in &RECIPES {
        let text = std::fs::read_to_string(data().join(recipe.file))?;
        let body: String = entries(&text).map(|line| format!("{line}\n")).collect();
        let recorded = format!("lines below {:016x}", fingerprint(body.as_bytes()));
        if !text.contains(&recorded) {
            complaints.push(format!("{}: edited by hand since it was generated", recipe.file));
        }
        match (recipe.make)(&sources) {
            Ok(made) if made.text() == text => {}
            Ok(_) => complaints
                .push(format!("{}: not what its recipe makes; run `xtask lexicon`", recipe.file)),
            Err(absent) => println!("  {}: proved by fingerprint only ({absent})", recipe.file),
        }
    }
    Ok(complaints)
}
