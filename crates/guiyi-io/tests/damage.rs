//! Damaged files end in a table or a clear error: never in a panic, never in much more memory
//! than the file has.

#![allow(clippy::unwrap_used, reason = "tests may")]

use std::path::{Path, PathBuf};
use std::sync::Mutex;

use guiyi_core::Error;
use guiyi_io::{Input, ReadOptions, read_from};
use peak_alloc::PeakAlloc;

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

/// The peak is the whole program's: one measurement at a time.
static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());

/// What `read_from` makes of the bytes, and the memory it took.
fn measured(bytes: &[u8], name: &str) -> (Result<Input, Error>, usize) {
    let _alone = ONE_AT_A_TIME.lock();
    // The message of a panic that is caught takes memory too, with a backtrace a lot.
    let hook = std::panic::take_hook();
    std::panic::set_hook(Box::new(|_| ()));
    MEMORY.reset_peak_usage();
    let before = MEMORY.current_usage();
    let outcome = read_from(bytes, name, &ReadOptions::default());
    let used = MEMORY.peak_usage().saturating_sub(before);
    std::panic::set_hook(hook);
    (outcome, used)
}

/// Memory a file of any size may take: blocks, decoders, dictionaries.
const FIXED: usize = 24 << 20;

/// How many times its size a file may take on top.
const TIMES: usize = 10;

/// Numbers that look random and are the same every time (Vigna's SplitMix64).
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((z ^ (z >> 31)) % limit.max(1) as u64) as usize
    }
}

/// Flips bits, cuts, repeats, or splices in a piece of another file.
fn damaged(bytes: &[u8], other: &[u8], random: &mut Random) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for _ in 0..=random.below(3) {
        if bytes.is_empty() {
            break;
        }
        let (at, length) = (random.below(bytes.len()), 1 + random.below(40));
        let end = (at + length).min(bytes.len());
        match random.below(5) {
            0 => bytes[at] ^= 1 << random.below(8),
            1 => bytes.truncate(at),
            2 => drop(bytes.drain(at..end)),
            3 => {
                let piece = bytes[at..end].repeat(1 + random.below(200));
                bytes.splice(at..at, piece);
            }
            _ => {
                let from = random.below(other.len());
                let piece = other[from..(from + length).min(other.len())].to_vec();
                bytes.splice(at..end, piece);
            }
        }
    }
    bytes
}

#[test]
fn damaged_files_end_in_a_table_or_an_error() {
    let place = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/files");
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(place).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.extension().is_none_or(|e| e != "expected" && e != "md"));
    files.sort();
    let contents: Vec<Vec<u8>> = files.iter().map(|path| std::fs::read(path).unwrap()).collect();
    let mut random = Random(1);
    let (mut tables, mut errors) = (0, 0);
    for (path, content) in files.iter().zip(&contents) {
        for round in 0..4 {
            let other = &contents[random.below(contents.len())];
            let bytes = damaged(content, other, &mut random);
            let name = path.file_name().unwrap().to_str().unwrap();
            let (outcome, used) = measured(&bytes, name);
            assert!(
                used <= FIXED + TIMES * bytes.len(),
                "{name}, round {round}: {used} bytes for {}",
                bytes.len()
            );
            match outcome {
                Ok(input) => {
                    tables += 1;
                    assert!(input.table.width() > 0, "{name}, round {round}");
                }
                Err(e) => {
                    errors += 1;
                    assert!(e.to_string().starts_with(name), "{e}");
                }
            }
        }
    }
    assert!(tables >= 200 && errors >= 50, "{tables} tables, {errors} errors");
}

/// A file of no small size: memory follows the file, not what is in it.
#[test]
fn memory_follows_the_size_of_the_file() {
    let row = "1,\"阳光商贸有限公司\",太原市小店区长治路12号,13912345678\n";
    for text in [
        format!("编号,客户名称,地址,电话\n{}", row.repeat(100_000)),
        format!("编号,客户名称,地址,电话\n{}", "1,\"阳光\n".repeat(500_000)),
        format!("编号,客户名称,地址,电话\n{}", "1,2,3,4,5\n".repeat(500_000)),
        format!("编号,客户名称,地址,电话\n{}", ",\"a".repeat(1_000_000)),
        "a,b\n".repeat(1_000_000),
        "\"".repeat(4_000_000),
        ",".repeat(4_000_000),
        "\n".repeat(4_000_000),
    ] {
        let (_, used) = measured(text.as_bytes(), "big.csv");
        let start: String = text.chars().take(60).collect();
        assert!(used <= FIXED + TIMES * text.len(), "{used} bytes for {} of {start:?}", text.len());
    }
}
