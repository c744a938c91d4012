//! Names beside the target for what is not finished, and what is left of them.

use std::ffi::OsString;
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

/// The file in a directory of ours that carries the lock while it is written and shows
/// afterwards that the directory may be replaced.
pub(super) const MARKER: &str = ".guiyi-output";

/// The extension of an earlier result on its way out.
pub(super) const PREVIOUS: &str = "previous";

/// The target's parent directory and name.
pub(super) fn split(target: &Path) -> io::Result<(PathBuf, OsString)> {
    let name = target
        .file_name()
        .ok_or_else(|| io::Error::new(io::ErrorKind::InvalidInput, "the path has no name"))?;
    let parent = target.parent().filter(|parent| !parent.as_os_str().is_empty());
    Ok((parent.unwrap_or(Path::new(".")).to_path_buf(), name.to_owned()))
}

/// Calls `make` with one free sibling name after the other until one works. Another run that
/// clears up may take an unfinished one away; then the next name is tried.
pub(super) fn claim<T>(
    target: &Path,
    make: impl Fn(&Path) -> io::Result<T>,
) -> io::Result<(PathBuf, T)> {
    const TRIES: u32 = 1000;
    let (parent, name) = split(target)?;
    let mut tried = 0;
    loop {
        let mut sibling = prefix(&name);
        sibling.push(format!("{}-{tried}.partial", std::process::id()));
        let path = parent.join(sibling);
        match make(&path) {
            Ok(made) => return Ok((path, made)),
            Err(e) if is_taken(&e) && tried < TRIES => tried += 1,
            Err(e) => return Err(e),
        }
    }
}

fn is_taken(e: &io::Error) -> bool {
    use io::ErrorKind::{AlreadyExists, NotFound, WouldBlock};
    matches!(e.kind(), AlreadyExists | NotFound | WouldBlock)
}

/// Clears up what runs that were ended left beside the target: an earlier result on its way out
/// returns if nothing took its place, the rest goes. What cannot be removed stays: it is in
/// nobody's way.
pub(super) fn clean(target: &Path) {
    let Ok((parent, name)) = split(target) else { return };
    let prefix = prefix(&name);
    for entry in fs::read_dir(parent).into_iter().flatten().flatten() {
        let path = entry.path();
        if !entry.file_name().as_encoded_bytes().starts_with(prefix.as_encoded_bytes()) {
            continue;
        }
        match path.extension().and_then(|extension| extension.to_str()) {
            Some("partial") => remove_if_abandoned(&path),
            Some(PREVIOUS) if !target.exists() => {
                let _ = fs::rename(&path, target);
            }
            Some(PREVIOUS) => remove_if_abandoned(&path),
            _ => {}
        }
    }
}

/// Opens and locks a file of ours, which nobody has taken away meanwhile.
pub(super) fn create_locked(path: &Path) -> io::Result<File> {
    let file = OpenOptions::new().write(true).create_new(true).open(path)?;
    match file.try_lock() {
        // A file system without locks: the run goes on, only the clean-up loses its sign.
        Ok(()) | Err(TryLockError::Error(_)) => {}
        Err(TryLockError::WouldBlock) => return Err(io::ErrorKind::WouldBlock.into()),
    }
    fs::metadata(path)?;
    Ok(file)
}

/// Removes a directory of ours, its marker last: a run ended on the way leaves one that the next
/// run still knows.
pub(super) fn remove_dir(path: &Path) -> io::Result<()> {
    for entry in fs::read_dir(path)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            fs::remove_dir_all(entry.path())?;
        } else if entry.file_name() != MARKER {
            fs::remove_file(entry.path())?;
        }
    }
    fs::remove_file(path.join(MARKER))?;
    fs::remove_dir(path)
}

/// Brings a directory's names to the disk.
pub(super) fn sync_dir(path: &Path) -> io::Result<()> {
    // Windows knows no such thing: there a rename is durable with the file system's journal.
    if cfg!(unix) { File::open(path)?.sync_all() } else { Ok(()) }
}

fn prefix(name: &OsString) -> OsString {
    let mut prefix = OsString::from(".");
    prefix.push(name);
    prefix.push(".guiyi-");
    prefix
}

/// Removes a file or a directory whose lock nobody holds. A directory that has no lock yet is
/// empty: it goes too, and a run that was just about to lock it makes another.
fn remove_if_abandoned(path: &Path) {
    let is_dir = path.is_dir();
    let locked = if is_dir { path.join(MARKER) } else { path.to_path_buf() };
    let _ = match File::open(&locked) {
        Ok(file) if file.try_lock().is_err() => Ok(()),
        Ok(_) if is_dir => remove_dir(path),
        Ok(_) => fs::remove_file(path),
        Err(_) => fs::remove_dir(path),
    };
}
