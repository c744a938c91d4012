//! Any bytes, any format: a table or an error.

#![no_main]

use guiyi_io::{ReadOptions, read_from};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let _ = read_from(bytes, "fuzzed", &ReadOptions::default());
});
