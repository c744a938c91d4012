//! The container of XLS (MS-CFB): a check before it is taken apart.
//!
//! Its sectors form chains through allocation tables. In a damaged file a chain may lead back
//! into itself, and a reader that follows it never ends; so that is looked for first.

use guiyi_core::Error;

/// Numbers from here on are marks, not sectors (MS-CFB 2.1).
const FIRST_MARK: u32 = 0xFFFF_FFFA;

/// Sectors of the file that the header lists itself.
const LISTED_IN_HEADER: usize = 109;

/// Streams shorter than this many bytes lie in small sectors, with a table of their own.
const SMALL_STREAM: u32 = 4096;

/// Checks that every chain of sectors ends and none leads outside the file.
pub(super) fn check(bytes: &[u8]) -> Result<(), Error> {
    let container = Container::open(bytes)?;
    let fat = container.allocation_table()?;
    check_chains(&fat)?;
    let mut small = Vec::new();
    for sector in container.chain(container.number(60)?, &fat)? {
        small.extend(container.numbers_of(sector)?);
    }
    check_chains(&small)?;
    // The directory: entries of 128 bytes, each with the first sector of a stream and its length.
    let mut is_root = true;
    for sector in container.chain(container.number(48)?, &fat)? {
        for entry in container.numbers_of(sector)?.chunks_exact(32) {
            let (start, length) = (entry[29], entry[30]);
            if is_root || length >= SMALL_STREAM {
                container.chain(start, &fat)?;
            } else if length > 0 && start < FIRST_MARK && start as usize >= small.len() {
                return Err(damaged());
            }
            is_root = false;
        }
    }
    Ok(())
}

struct Container<'a> {
    bytes: &'a [u8],
    sector_size: usize,
}

impl Container<'_> {
    fn open(bytes: &[u8]) -> Result<Container<'_>, Error> {
        let sector_size = match bytes.get(30..32) {
            Some([9, 0]) => 512,
            Some([12, 0]) => 4096,
            _ => return Err(damaged()),
        };
        Ok(Container { bytes, sector_size })
    }

    /// The number at an offset of the file.
    fn number(&self, at: usize) -> Result<u32, Error> {
        let bytes = self.bytes.get(at..at + 4).and_then(|bytes| bytes.try_into().ok());
        bytes.map(u32::from_le_bytes).ok_or_else(damaged)
    }

    /// The numbers in a sector, which may be cut off by the end of the file.
    fn numbers_of(&self, sector: u32) -> Result<Vec<u32>, Error> {
        let start = (sector as usize + 1) * self.sector_size;
        let end = (start + self.sector_size).min(self.bytes.len());
        let bytes = self.bytes.get(start..end).ok_or_else(damaged)?;
        let numbers = bytes.chunks_exact(4).filter_map(|bytes| bytes.try_into().ok());
        Ok(numbers.map(u32::from_le_bytes).collect())
    }

    /// The sectors of a chain, all of them in the file. `fat` has no chain without end.
    fn chain(&self, start: u32, fat: &[u32]) -> Result<Vec<u32>, Error> {
        let mut chain = Vec::new();
        let mut sector = start;
        while sector < FIRST_MARK {
            if (sector as usize + 1) * self.sector_size >= self.bytes.len() {
                return Err(damaged());
            }
            chain.push(sector);
            sector = fat.get(sector as usize).copied().ok_or_else(damaged)?;
        }
        Ok(chain)
    }

    /// The table that gives each sector's successor.
    fn allocation_table(&self) -> Result<Vec<u32>, Error> {
        let mut parts = Vec::new();
        for at in 0..LISTED_IN_HEADER {
            parts.push(self.number(76 + 4 * at)?);
        }
        let mut list = self.number(68)?;
        let sectors = self.bytes.len() / self.sector_size + 1;
        for _ in 0..sectors {
            if list >= FIRST_MARK {
                break;
            }
            let mut numbers = self.numbers_of(list)?;
            list = numbers.pop().ok_or_else(damaged)?;
            parts.extend(numbers);
        }
        let mut table = Vec::new();
        for part in parts.into_iter().filter(|part| *part < FIRST_MARK) {
            if table.len() > self.bytes.len() {
                return Err(damaged());
            }
            table.extend(self.numbers_of(part)?);
        }
        Ok(table)
    }
}

/// Checks that no sector is its own successor, however far on, and that none leads outside.
fn check_chains(next: &[u32]) -> Result<(), Error> {
    // The walk that came by each sector first; 0 for none.
    let mut walks = vec![0u32; next.len()];
    for start in 0..next.len() {
        let walk = start as u32 + 1;
        let mut at = start;
        while walks.get(at) == Some(&0) {
            walks[at] = walk;
            match next[at] {
                mark if mark >= FIRST_MARK => break,
                sector if (sector as usize) < next.len() => at = sector as usize,
                _ => return Err(damaged()),
            }
            if walks[at] == walk {
                return Err(damaged());
            }
        }
    }
    Ok(())
}

fn damaged() -> Error {
    super::damaged("its chains of sectors are damaged")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_chains_without_end() {
        const END: u32 = 0xFFFF_FFFE;
        for (next, sound) in [
            (&[1, 2, END][..], true),
            (&[END, 0, 0], true),
            (&[], true),
            (&[0], false),
            (&[1, 0], false),
            (&[END, 2, 3, 1], false),
            (&[7, END], false),
        ] {
            assert_eq!(check_chains(next).is_ok(), sound, "{next:?}");
        }
    }
}
