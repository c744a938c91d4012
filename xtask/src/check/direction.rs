//! Do the crates depend on each other in one direction only, and does each foreign dependency that
//! belongs to one crate stay there?

use toml::{Table, Value};

use crate::{Failure, root};

/// The crates from the ground up. A crate may use crates of lower layers only.
const LAYERS: [&[&str]; 5] = [
    &["guiyi-lexicon"],
    &["guiyi-name"],
    &["guiyi-core"],
    &["guiyi-io", "guiyi-store", "guiyi-synth"],
    &["guiyi-cli", "guiyi-server", "guiyi-python"],
];

/// Foreign dependencies that one crate keeps from the others.
const KEPT: [(&str, &str); 9] = [
    ("calamine", "guiyi-io"),
    ("clap", "guiyi-cli"),
    ("clap_complete", "guiyi-cli"),
    ("clap_mangen", "guiyi-cli"),
    ("daachorse", "guiyi-name"),
    ("flate2", "guiyi-io"),
    ("indicatif", "guiyi-cli"),
    ("rust_xlsxwriter", "guiyi-io"),
    ("rusqlite", "guiyi-store"),
];

/// Dependencies that point the wrong way.
pub fn complaints() -> Result<Vec<String>, Failure> {
    let mut complaints = Vec::new();
    for package in std::fs::read_dir(root().join("crates"))? {
        let path = package?.path();
        let text = std::fs::read_to_string(path.join("Cargo.toml"))?;
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        complaints.extend(judge(&name, &text.parse()?));
    }
    complaints.sort();
    Ok(complaints)
}

/// What is wrong with the dependencies of one crate.
fn judge(package: &str, manifest: &Table) -> Vec<String> {
    let Some(own) = layer(package) else {
        return vec![format!("{package} has no layer; give it one in {}", file!())];
    };
    let mut complaints = Vec::new();
    for dependency in dependencies(manifest) {
        if dependency.starts_with("guiyi-") && layer(dependency).is_none_or(|other| other >= own) {
            complaints.push(format!("{package} may not depend on {dependency}"));
        }
        let keeper = KEPT.iter().find(|(kept, _)| *kept == dependency).map(|(_, keeper)| keeper);
        if let Some(keeper) = keeper.filter(|keeper| **keeper != package) {
            complaints.push(format!("{package} may not depend on {dependency}: {keeper} keeps it"));
        }
    }
    complaints
}

fn layer(package: &str) -> Option<usize> {
    LAYERS.iter().position(|layer| layer.contains(&package))
}

/// The names under every table of dependencies, those for tests, builds and targets included.
fn dependencies(manifest: &Table) -> Vec<&str> {
    const TABLES: [&str; 3] = ["dependencies", "dev-dependencies", "build-dependencies"];
    let targets = manifest.get("target").and_then(Value::as_table);
    let targets = targets.into_iter().flat_map(Table::values).filter_map(Value::as_table);
    std::iter::once(manifest)
        .chain(targets)
        .flat_map(|table| TABLES.iter().filter_map(|name| table.get(*name)?.as_table()))
        .flat_map(|table| table.iter().map(|(name, value)| package(name, value)))
        .collect()
}

/// The package behind a dependency, whatever it is called here.
fn package<'a>(name: &'a str, value: &'a Value) -> &'a str {
    value.get("package").and_then(Value::as_str).unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_lower_layers_and_own_foreigners_are_allowed() {
        for (package, manifest, wrong) in [
            ("guiyi-core", "[dependencies]\nguiyi-name.workspace = true", 0),
            ("guiyi-core", "[dev-dependencies]\nguiyi-io.workspace = true", 1),
            ("guiyi-core", "[dependencies]\nother = { package = \"guiyi-cli\" }", 1),
            ("guiyi-io", "[dependencies]\nguiyi-synth.workspace = true", 1),
            ("guiyi-io", "[target.'cfg(unix)'.dependencies]\nguiyi-cli.workspace = true", 1),
            ("guiyi-name", "[dependencies]\nclap = \"4\"", 1),
            ("guiyi-cli", "[dependencies]\nclap = \"4\"\nguiyi-synth.workspace = true", 0),
            ("guiyi-cli", "[dependencies]\nguiyi-unheard-of = \"1\"", 1),
            ("guiyi-new", "", 1),
        ] {
            let manifest: Table = manifest.parse().unwrap();
            assert_eq!(judge(package, &manifest).len(), wrong, "{package}: {manifest}");
        }
    }
}
