//! Cells that need no quotes: most are told by a look at eight bytes at a time, and the short ones copied with it.

use crate::eight::{before, repeated};

/// The first byte behind all that quotes are for, the usual delimiters among them: spaces, line ends, `"`, tab, `,`. A cell
/// is plain without any byte before it; one that is not may still need no quotes.
pub(super) const BEHIND_MARKS: u8 = b'-';

/// Copies a cell of less than sixteen bytes to `room`, which is as long. Tells whether it is one, and plain.
#[inline]
pub(super) fn copy_short(cell: &[u8], room: &mut [u8]) -> bool {
    match cell.len() {
        0 => true,
        1 => {
            room[0] = cell[0];
            cell[0] >= BEHIND_MARKS
        }
        2..4 => {
            let [first, last] = copy_ends(cell, room).map(|end| u64::from(u16::from_le_bytes(end)));
            marks(first | last << 16 | u64::MAX << 32) == 0
        }
        4..8 => {
            let [first, last] = copy_ends(cell, room).map(|end| u64::from(u32::from_le_bytes(end)));
            marks(first | last << 32) == 0
        }
        8..16 => {
            let [first, last] = copy_ends(cell, room).map(u64::from_le_bytes);
            marks(first) | marks(last) == 0
        }
        _ => false,
    }
}

/// Copies a cell's first bytes and its last, which may overlap and are all of it; gives them.
#[inline]
fn copy_ends<const SIZE: usize>(cell: &[u8], room: &mut [u8]) -> [[u8; SIZE]; 2] {
    let (Some(first), Some(last)) = (cell.first_chunk(), cell.last_chunk()) else {
        return [[0; SIZE]; 2];
    };
    room[..SIZE].copy_from_slice(first);
    room[cell.len() - SIZE..].copy_from_slice(last);
    [*first, *last]
}

/// Those of eight bytes that no plain cell has.
fn marks(eight: u64) -> u64 {
    before(eight, repeated(BEHIND_MARKS))
}

/// Whether a cell is plain.
pub(super) fn is_plain(cell: &[u8]) -> bool {
    let Some(last) = cell.last_chunk::<8>() else {
        return cell.iter().all(|byte| *byte >= BEHIND_MARKS);
    };
    let found = |all, eight: &[u8; 8]| all | marks(u64::from_le_bytes(*eight));
    cell.as_chunks().0.iter().chain([last]).fold(0, found) == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_found_at_each_place_and_short_cells_copied() {
        for len in 0..40 {
            for (at, byte) in (0..len).flat_map(|at| (0..=255).map(move |byte| (at, byte))) {
                let mut cell = "9太-".repeat(len).into_bytes();
                cell.truncate(len);
                cell[at] = byte;
                let is_expected = byte >= BEHIND_MARKS;
                assert_eq!(is_plain(&cell), is_expected, "{byte} at {at} of {len}");
                let mut room = vec![0; len];
                assert_eq!(copy_short(&cell, &mut room), is_expected && len < 16);
                assert!(room == cell || len >= 16);
            }
        }
        assert!(is_plain(b"") && copy_short(b"", &mut []));
    }
}
