//! Any text: folding twice is folding once, and every character leads back.

#![no_main]

use guiyi_name::fold;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|raw: &str| {
    let once = fold(raw);
    assert_eq!(once.origins().len(), once.text().chars().count());
    for at in 0..once.origins().len() {
        assert!(once.original(at..at + 1).is_some_and(|range| raw.get(range).is_some()));
    }
    assert_eq!(fold(once.text()).text(), once.text());
});
