//! Eight bytes looked at in one go, the first of them the lowest in a number. What is found is told by the highest bits
//! of the bytes.

const HIGHEST: u64 = repeated(0x80);

/// A byte eight times.
pub(crate) const fn repeated(byte: u8) -> u64 {
    u64::from_le_bytes([byte; 8])
}

/// The bytes before the ASCII character that stands in `ascii` eight times.
#[inline]
pub(crate) fn before(eight: u64, ascii: u64) -> u64 {
    // No byte borrows from the next: its highest bit is what is left of the one added here, or not.
    !(((eight | HIGHEST) - ascii) | eight) & HIGHEST
}

/// The bytes that are the one that stands in `byte` eight times.
#[inline]
pub(crate) fn equal(eight: u64, byte: u64) -> u64 {
    before(eight ^ byte, repeated(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_each_byte_at_each_place_and_no_other() {
        let marked = |is_found: &dyn Fn(u8) -> bool, eight: [u8; 8]| {
            u64::from_le_bytes(eight.map(|byte| if is_found(byte) { 0x80 } else { 0 }))
        };
        for (at, byte) in (0..8).flat_map(|at| (0..=255).map(move |byte| (at, byte))) {
            for others in [0, b'-' - 1, b'-', b'-' + 1, 0x7F, 0x80, 0xFF] {
                let mut eight = [others; 8];
                eight[at] = byte;
                let (number, ascii) = (u64::from_le_bytes(eight), repeated(b'-'));
                assert_eq!(before(number, ascii), marked(&|byte| byte < b'-', eight));
                assert_eq!(equal(number, ascii), marked(&|byte| byte == b'-', eight));
            }
        }
    }
}
