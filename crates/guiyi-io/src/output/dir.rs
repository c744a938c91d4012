//! A directory of results.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::thread::{self, JoinHandle};

use guiyi_core::{Error, ErrorKind};

use super::staging::{self, MARKER};
use super::{Existing, failed};

/// A directory that appears, or replaces an earlier one, all at once.
///
/// ```
/// # use guiyi_io::{Existing, OutputDir};
/// # let place = tempfile::tempdir().unwrap();
/// # let target = place.path().join("result");
/// use std::io::Write;
///
/// let dir = OutputDir::create(&target, Existing::Refuse)?;
/// let mut file = dir.file("profiles.csv")?;
/// file.write_all(b"id,name\n").unwrap();
/// assert!(!target.exists());
/// dir.commit()?;
/// assert!(target.join("profiles.csv").exists());
/// # Ok::<(), guiyi_core::Error>(())
/// ```
#[derive(Debug)]
pub struct OutputDir {
    target: PathBuf,
    staging: PathBuf,
    /// Holds the lock while the directory is written.
    marker: Option<File>,
    existing: Existing,
    /// What is brought to the disk meanwhile.
    syncing: Mutex<Vec<JoinHandle<io::Result<()>>>>,
}

impl OutputDir {
    /// Begins a directory that [`OutputDir::commit`] will put at `target`. Parents are made.
    ///
    /// # Errors
    /// When something is at `target` and `existing` refuses it, when it is not a result of this
    /// program (an empty directory will do), or when nothing can be written beside it.
    pub fn create(target: impl AsRef<Path>, existing: Existing) -> Result<OutputDir, Error> {
        // A link stays a link; what it points to is replaced.
        let target = target.as_ref();
        let target = fs::canonicalize(target).unwrap_or_else(|_| target.to_path_buf());
        let name = target.display().to_string();
        staging::clean(&target);
        check(&target, existing).map_err(|e| e.in_file(&name))?;
        let begin = || {
            let (parent, _) = staging::split(&target)?;
            fs::create_dir_all(parent)?;
            staging::claim(&target, |path| {
                fs::create_dir(path)?;
                staging::create_locked(&path.join(MARKER))
            })
        };
        let (staging, marker) =
            begin().map_err(|e| failed("cannot be written", e).in_file(&name))?;
        let syncing = Mutex::default();
        Ok(OutputDir { target, staging, marker: Some(marker), existing, syncing })
    }

    /// A new file in the directory.
    ///
    /// # Errors
    /// When there is one already, or none can be made.
    pub fn file(&self, name: &str) -> Result<File, Error> {
        let made = fs::OpenOptions::new().write(true).create_new(true).open(self.path(name));
        made.map_err(|e| failed("cannot be written", e).in_file(self.shown(name)))
    }

    /// Brings a finished file to the disk while others are written; [`OutputDir::commit`] waits for it.
    pub fn finished(&self, file: File) {
        let syncing = thread::Builder::new().spawn(move || file.sync_all());
        // Without a thread for it, it is brought to the disk in the end.
        if let (Ok(syncing), Ok(mut all)) = (syncing, self.syncing.lock()) {
            all.push(syncing);
        }
    }

    /// Where a file is until the directory is put in place, for what must be given a path.
    pub fn path(&self, name: &str) -> PathBuf {
        self.staging.join(name)
    }

    /// Brings everything to the disk and puts the directory in place.
    ///
    /// # Errors
    /// When that fails; what was at the target before is then still there.
    pub fn commit(mut self) -> Result<(), Error> {
        let syncing = self.syncing.get_mut().map(std::mem::take).unwrap_or_default();
        let put = || {
            for file in syncing {
                file.join().unwrap_or_else(|_| Err(io::ErrorKind::Other.into()))?;
            }
            sync_all(&self.staging)?;
            put_in_place(&self.staging, &self.target, self.existing)?;
            let (parent, _) = staging::split(&self.target)?;
            staging::sync_dir(&parent)
        };
        put().map_err(|e| {
            failed("cannot be put in place", e).in_file(self.target.display().to_string())
        })?;
        self.marker = None;
        // What was replaced now stands under the unfinished name.
        let _ = staging::remove_dir(&self.staging);
        Ok(())
    }

    fn shown(&self, name: &str) -> String {
        self.target.join(name).display().to_string()
    }
}

impl Drop for OutputDir {
    /// Removes a directory that was not put in place.
    fn drop(&mut self) {
        if self.marker.take().is_some() {
            let _ = staging::remove_dir(&self.staging);
        }
    }
}

/// Whether `target` may become a directory of ours.
fn check(target: &Path, existing: Existing) -> Result<(), Error> {
    let output = |message: &str| Error::new(ErrorKind::Output, message);
    match fs::read_dir(target).map(|mut entries| entries.next().is_some()) {
        Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(e) if e.kind() == io::ErrorKind::NotADirectory => Err(output("is not a directory")),
        Err(e) => Err(failed("cannot be looked into", e)),
        Ok(false) => Ok(()),
        Ok(true) if existing == Existing::Refuse => {
            Err(output("exists already").hint("give another name, or --force to replace it"))
        }
        Ok(true) if target.join(MARKER).exists() => Ok(()),
        Ok(true) => Err(output("holds files that are no result of this program")
            .hint("give another name; a directory with other files is never replaced")),
    }
}

fn sync_all(dir: &Path) -> io::Result<()> {
    for entry in fs::read_dir(dir)? {
        let path = entry?.path();
        if path.is_dir() {
            sync_all(&path)?;
        } else {
            File::open(&path)?.sync_all()?;
        }
    }
    staging::sync_dir(dir)
}

/// Puts `staging` at `target`; what stood there comes to stand at `staging`.
fn put_in_place(staging: &Path, target: &Path, existing: Existing) -> io::Result<()> {
    match fs::rename(staging, target) {
        Err(e) if existing == Existing::Replace && is_occupied(&e, target) => {
            exchange(staging, target)
        }
        result => result,
    }
}

fn is_occupied(e: &io::Error, target: &Path) -> bool {
    use io::ErrorKind::{AlreadyExists, DirectoryNotEmpty, PermissionDenied};
    matches!(e.kind(), DirectoryNotEmpty | AlreadyExists | PermissionDenied) && target.is_dir()
}

#[cfg(any(target_os = "linux", target_vendor = "apple"))]
fn exchange(staging: &Path, target: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    match renameat_with(CWD, staging, CWD, target, RenameFlags::EXCHANGE) {
        Err(rustix::io::Errno::INVAL | rustix::io::Errno::NOSYS | rustix::io::Errno::NOTSUP) => {
            exchange_by_steps(staging, target)
        }
        result => result.map_err(io::Error::from),
    }
}

#[cfg(not(any(target_os = "linux", target_vendor = "apple")))]
fn exchange(staging: &Path, target: &Path) -> io::Result<()> {
    exchange_by_steps(staging, target)
}

/// Where the file system cannot exchange two names, three renames do. A crash between the first
/// two leaves the earlier result whole under another name, and the next run puts it back.
fn exchange_by_steps(staging: &Path, target: &Path) -> io::Result<()> {
    let aside = staging.with_extension(staging::PREVIOUS);
    fs::rename(target, &aside)?;
    if let Err(e) = fs::rename(staging, target) {
        fs::rename(&aside, target)?;
        return Err(e);
    }
    fs::rename(&aside, staging)
}
