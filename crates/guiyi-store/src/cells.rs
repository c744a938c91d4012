//! The cells of a row as bytes: each its length, seven bits a byte, then its text. Empty cells at
//! the end are left out.

use crate::fault::{Outcome, damaged};

/// The bytes of these cells.
pub fn encode<'a>(cells: impl Iterator<Item = &'a str>) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut filled = 0;
    for cell in cells {
        let mut length = cell.len();
        while length >= 0x80 {
            bytes.push(length as u8 | 0x80);
            length >>= 7;
        }
        bytes.push(length as u8);
        bytes.extend_from_slice(cell.as_bytes());
        if !cell.is_empty() {
            filled = bytes.len();
        }
    }
    bytes.truncate(filled);
    bytes
}

/// The cells of these bytes, those at the end that are empty left out.
pub fn decode(bytes: &[u8]) -> Outcome<Vec<&str>> {
    let torn = || damaged("a row of cells is torn");
    let mut cells = Vec::new();
    let mut left = bytes;
    while !left.is_empty() {
        let (mut length, mut shift) = (0_usize, 0);
        loop {
            let (&byte, rest) = left.split_first().ok_or_else(torn)?;
            left = rest;
            length |= usize::from(byte & 0x7f) << shift;
            shift += 7;
            if byte < 0x80 {
                break;
            }
            if shift > 28 {
                return Err(torn());
            }
        }
        let (cell, rest) = left.split_at_checked(length).ok_or_else(torn)?;
        left = rest;
        cells.push(std::str::from_utf8(cell).map_err(|_| torn())?);
    }
    Ok(cells)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn come_back(cells in proptest::collection::vec(".{0,200}", 0..9)) {
            let bytes = encode(cells.iter().map(String::as_str));
            let mut back = decode(&bytes).unwrap();
            back.resize(cells.len(), "");
            prop_assert_eq!(back, cells);
        }

        #[test]
        fn foreign_bytes_never_panic(bytes in proptest::collection::vec(any::<u8>(), 0..60)) {
            let _ = decode(&bytes);
        }
    }
}
