//! A whole file as bytes, for files too large to be read by one thread at once.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::Path;
use std::thread;

/// Bytes that one thread reads: below this a second thread is not worth its start.
const PART: usize = 16 << 20;

/// Reads a file, its parts side by side. Reading from memory the system has cached is bound by the
/// cost of taking fresh pages, which every thread pays for itself.
///
/// # Errors
/// When the file cannot be opened or read to the length it has.
pub fn read_bytes(path: &Path) -> io::Result<Vec<u8>> {
    let length = path.metadata()?.len();
    let threads = thread::available_parallelism().map_or(1, usize::from);
    let Ok(length) = usize::try_from(length) else {
        return Err(io::Error::new(io::ErrorKind::FileTooLarge, "does not fit into memory"));
    };
    if length <= PART || threads == 1 {
        // A pipe has no length.
        return std::fs::read(path);
    }
    let mut bytes = vec![0; length];
    let part = length.div_ceil(threads).max(PART);
    thread::scope(|scope| {
        let readers: Vec<_> = bytes
            .chunks_mut(part)
            .enumerate()
            .map(|(at, room)| scope.spawn(move || read_part(path, at * part, room)))
            .collect();
        readers.into_iter().try_for_each(|reader| {
            reader.join().unwrap_or_else(|_| Err(io::Error::other("a reading thread failed")))
        })
    })?;
    Ok(bytes)
}

fn read_part(path: &Path, start: usize, room: &mut [u8]) -> io::Result<()> {
    let mut file = File::open(path)?;
    file.seek(SeekFrom::Start(start as u64))?;
    file.read_exact(room)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn parts_come_in_their_order() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("file");
        for length in [0, 10, 2 * PART + 7] {
            let bytes: Vec<u8> = (0..length).map(|at| (at % 251) as u8).collect();
            std::fs::write(&path, &bytes).unwrap();
            assert!(read_bytes(&path).unwrap() == bytes, "{length}");
        }
        assert!(read_bytes(&dir.path().join("absent")).is_err());
    }
}
