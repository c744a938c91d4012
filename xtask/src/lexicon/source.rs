//! Where the packages lie that tables are made from.

use crate::Failure;
use std::path::{Path, PathBuf};

/// The folders of the packages.
pub struct Sources {
    #[expect(dead_code, reason = "first read by the recipe of the divisions")]
    folder: PathBuf,
}

/// One file of a package, and the fingerprint of all files read with it.
pub struct SourceFile {
    /// Its whole text.
    pub text: String,
    /// FNV-1a of the bytes.
    pub fingerprint: u64,
}

impl Sources {
    /// `folder` holds what npm and pip installed; crates come from cargo's own store.
    pub fn new(folder: &Path) -> Self {
        Self { folder: folder.to_path_buf() }
    }

    /// A file of a crate, named as in cargo's store (`hanconv-0.5.1`).
    pub fn in_crate(&self, name: &str, file: &str) -> Result<SourceFile, Failure> {
        let home = std::env::var_os("CARGO_HOME").map(PathBuf::from).or_else(|| {
            std::env::var_os("HOME").map(|home| Path::new(&home).join(".cargo"))
        });
        let registry = home.ok_or("neither CARGO_HOME nor HOME is set")?.join("registry/src");
        for index in std::fs::read_dir(&registry)? {
            let path = index?.path().join(name).join(file);
            if path.is_file() {
                return read(&path);
            }
        }
        Err(format!("{name}/{file} is not in cargo's store: run `cargo fetch`").into())
    }
}

fn read(path: &Path) -> Result<SourceFile, Failure> {
    let text = std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    let fingerprint = super::table::fingerprint(text.as_bytes());
    Ok(SourceFile { text, fingerprint })
}
