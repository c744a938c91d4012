//! Any text: a name whose parts lie inside it.

#![no_main]

use guiyi_name::Parser;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|raw: &str| {
    let name = Parser::new().parse(raw);
    let length = name.folded().origins().len();
    for part in name.parts() {
        assert!(part.chars.range().end <= length, "{part:?}");
        assert!(!part.kind.is_in_core() || !name.text(part).is_empty(), "{part:?}");
        assert!(name.original(part).is_none_or(|range| raw.get(range).is_some()), "{part:?}");
    }
    assert!(name.core().starts_with(name.head()));
});
