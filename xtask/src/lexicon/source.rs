//! Where the packages lie that tables are made from.

use crate::Failure;
use std::path::{Path, PathBuf};

/// The folders of the packages.
pub struct Sources {
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

    /// A file of a package that npm installed.
    pub fn in_npm(&self, file: &str) -> Result<SourceFile, Failure> {
        read(&self.folder.join("node_modules").join(file))
    }

    /// A file of a package that pip installed.
    pub fn in_pip(&self, file: &str) -> Result<SourceFile, Failure> {
        read(&self.folder.join("python").join(file))
    }

    /// The bytes of a file of a package that pip installed.
    pub fn bytes_in_pip(&self, file: &str) -> Result<Vec<u8>, Failure> {
        let path = self.folder.join("python").join(file);
        std::fs::read(&path).map_err(|error| format!("{}: {error}", name(&path)).into())
    }

    /// A file of a crate, named as in cargo's store (`hanconv-0.5.1`).
    pub fn in_crate(&self, name: &str, file: &str) -> Result<SourceFile, Failure> {
        let home = std::env::var_os("CARGO_HOME")
            .map(PathBuf::from)
            .or_else(|| std::env::var_os("HOME").map(|home| Path::new(&home).join(".cargo")));
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
    let text = std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", name(path)))?;
    let fingerprint = super::table::fingerprint(text.as_bytes());
    Ok(SourceFile { text, fingerprint })
}

/// The end of a path, enough to know the file by.
fn name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}
