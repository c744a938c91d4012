//! A single file of results.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use guiyi_core::{Error, ErrorKind};

use super::staging;
use super::{Existing, failed};

/// A file that appears, or replaces an earlier one, all at once.
#[derive(Debug)]
pub struct OutputFile {
    target: PathBuf,
    staging: PathBuf,
    /// `None` once it is in place.
    file: Option<File>,
    existing: Existing,
}

impl OutputFile {
    /// Begins a file that [`OutputFile::commit`] will put at `target`.
    ///
    /// # Errors
    /// When something is at `target` and `existing` refuses it, when it is no file, or when
    /// nothing can be written beside it.
    pub fn create(target: impl AsRef<Path>, existing: Existing) -> Result<OutputFile, Error> {
        let target = target.as_ref();
        let target = fs::canonicalize(target).unwrap_or_else(|_| target.to_path_buf());
        let name = target.display().to_string();
        check(&target, existing).map_err(|e| e.in_file(&name))?;
        staging::clean(&target);
        let (staging, file) = staging::claim(&target, staging::create_locked)
            .map_err(|e| failed("cannot be written", e).in_file(&name))?;
        Ok(OutputFile { target, staging, file: Some(file), existing })
    }

    /// Brings the file to the disk and puts it in place.
    ///
    /// # Errors
    /// When that fails; what was at the target before is then still there.
    pub fn commit(mut self) -> Result<(), Error> {
        let name = self.target.display().to_string();
        // Somebody else may have made the target meanwhile.
        check(&self.target, self.existing).map_err(|e| e.in_file(&name))?;
        let put = |file: &File| {
            file.sync_all()?;
            fs::rename(&self.staging, &self.target)?;
            let (parent, _) = staging::split(&self.target)?;
            staging::sync_dir(&parent)
        };
        if let Some(file) = &self.file {
            put(file).map_err(|e| failed("cannot be put in place", e).in_file(&name))?;
        }
        self.file = None;
        Ok(())
    }
}

impl Write for OutputFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.as_mut().map_or(Ok(0), |file| file.write(bytes))
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Drop for OutputFile {
    /// Removes a file that was not put in place.
    fn drop(&mut self) {
        if self.file.take().is_some() {
            let _ = fs::remove_file(&self.staging);
        }
    }
}

fn check(target: &Path, existing: Existing) -> Result<(), Error> {
    let output = |message: &str| Error::new(ErrorKind::Output, message);
    match fs::metadata(target) {
        Err(_) => Ok(()),
        Ok(data) if !data.is_file() => Err(output("is not a file")),
        Ok(_) if existing == Existing::Refuse => {
            Err(output("exists already").hint("give another name, or --force to replace it"))
        }
        Ok(_) => Ok(()),
    }
}
