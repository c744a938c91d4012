//! The one stable hash of the engine: blocking keys, sampling and splits depend on it, so its
//! values never change between runs, machines or versions.
//!
//! The algorithm is wyhash, final version 4.2, with its published default secret
//! (Wang Yi, public domain, <https://github.com/wangyi-fudan/wyhash>). It is fast on the short
//! strings that names and keys are, and its test vectors are published. It is no defence against
//! someone who wants collisions.

/// wyhash's default secret: odd numbers with four bits set in every byte, pairwise 32 bits apart.
const SECRET: [u64; 4] =
    [0x2d35_8dcc_aa6c_78a5, 0x8bb8_4b93_962e_acc9, 0x4b33_a62e_d433_d4a3, 0x4d5a_2da5_1de1_aa47];

/// The stable 64-bit hash of `text`. Give each kind of key its own `seed`, so that equal text in
/// two kinds does not meet.
pub fn hash_text(text: &str, seed: u64) -> u64 {
    hash_bytes(text.as_bytes(), seed)
}

/// The stable 64-bit hash of `bytes` under `seed`: wyhash 4.2.
pub fn hash_bytes(bytes: &[u8], seed: u64) -> u64 {
    let len = bytes.len();
    let mut seed = seed ^ fold(seed ^ SECRET[0], SECRET[1]);
    let (a, b) = match len {
        0 => (0, 0),
        1..=3 => (tiny(bytes), 0),
        4..=16 => {
            let step = (len >> 3) << 2;
            let a = u64::from(read4(bytes, 0)) << 32 | u64::from(read4(bytes, step));
            let b =
                u64::from(read4(bytes, len - 4)) << 32 | u64::from(read4(bytes, len - 4 - step));
            (a, b)
        }
        _ => {
            absorb(bytes, &mut seed);
            // The last 16 bytes, which may overlap what was absorbed.
            (read8(bytes, len - 16), read8(bytes, len - 8))
        }
    };
    let wide = u128::from(a ^ SECRET[1]) * u128::from(b ^ seed);
    fold(wide as u64 ^ SECRET[0] ^ len as u64, (wide >> 64) as u64 ^ SECRET[1])
}

/// The stable hash of two numbers; `mix(a, b)` and `mix(b, a)` differ. Chains the parts of a
/// compound key: `mix(mix(brand, city), trade)`.
pub fn mix(a: u64, b: u64) -> u64 {
    let wide = u128::from(a ^ SECRET[0]) * u128::from(b ^ SECRET[1]);
    fold(wide as u64 ^ SECRET[0], (wide >> 64) as u64 ^ SECRET[1])
}

/// Takes in all of `bytes` (more than 16) but at most the last 16.
fn absorb(bytes: &[u8], seed: &mut u64) {
    let mut at = 0;
    let left = |at: usize| bytes.len() - at;
    if left(at) >= 48 {
        let (mut second, mut third) = (*seed, *seed);
        while left(at) >= 48 {
            *seed = fold(read8(bytes, at) ^ SECRET[1], read8(bytes, at + 8) ^ *seed);
            second = fold(read8(bytes, at + 16) ^ SECRET[2], read8(bytes, at + 24) ^ second);
            third = fold(read8(bytes, at + 32) ^ SECRET[3], read8(bytes, at + 40) ^ third);
            at += 48;
        }
        *seed ^= second ^ third;
    }
    while left(at) > 16 {
        *seed = fold(read8(bytes, at) ^ SECRET[1], read8(bytes, at + 8) ^ *seed);
        at += 16;
    }
}

/// The two halves of the 128-bit product, exclusive-or'ed.
fn fold(a: u64, b: u64) -> u64 {
    let wide = u128::from(a) * u128::from(b);
    wide as u64 ^ (wide >> 64) as u64
}

/// One to three bytes: the first, the middle and the last.
fn tiny(bytes: &[u8]) -> u64 {
    let len = bytes.len();
    u64::from(bytes[0]) << 16 | u64::from(bytes[len >> 1]) << 8 | u64::from(bytes[len - 1])
}

fn read4(bytes: &[u8], at: usize) -> u32 {
    bytes[at..].first_chunk().map_or(0, |four| u32::from_le_bytes(*four))
}

fn read8(bytes: &[u8], at: usize) -> u64 {
    bytes[at..].first_chunk().map_or(0, |eight| u64::from_le_bytes(*eight))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The vectors published with wyhash 4.2: message number `i` is hashed under seed `i`.
    #[test]
    fn agrees_with_the_published_vectors() {
        let digits = "1234567890".repeat(8);
        let alphanumeric = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
        let vectors: [(&str, u64); 7] = [
            ("", 0x9322_8a4d_e0ee_c5a2),
            ("a", 0xc5ba_c3db_1787_13c4),
            ("abc", 0xa97f_2f7b_1d9b_3314),
            ("message digest", 0x786d_1f1d_f380_1df4),
            ("abcdefghijklmnopqrstuvwxyz", 0xdca5_a813_8ad3_7c87),
            (alphanumeric, 0xb9e7_34f1_17cf_af70),
            (&digits, 0x6cc5_eab4_9a92_d617),
        ];
        for (seed, (message, hash)) in vectors.into_iter().enumerate() {
            assert_eq!(hash_text(message, seed as u64), hash, "{message:?} under seed {seed}");
        }
    }

    /// Every length around the seams of the algorithm: nothing panics and one changed byte is seen.
    #[test]
    fn sees_every_byte_at_every_length() {
        for len in 0..=130_usize {
            let mut bytes: Vec<u8> = (0..len).map(|i| (i * 7) as u8).collect();
            let before = hash_bytes(&bytes, 1);
            assert_ne!(before, hash_bytes(&bytes, 2), "seed unseen at length {len}");
            for at in 0..len {
                bytes[at] ^= 0x10;
                assert_ne!(before, hash_bytes(&bytes, 1), "byte {at} of {len} unseen");
                bytes[at] ^= 0x10;
            }
        }
    }

    /// Keys are in saved models, so a change here is a break of format.
    #[test]
    fn stays_what_it_was() {
        assert_eq!(hash_text("太原", 0), 6_678_405_677_653_258_887);
        assert_eq!(mix(1, 2), 5_942_532_942_210_584_115);
        assert_ne!(mix(1, 2), mix(2, 1));
    }
}
