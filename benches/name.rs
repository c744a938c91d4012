//! Folding and parsing names on one core.
//!
//! The bound to keep is 400,000 names a second for fold and parse together, and 100 ms to load the
//! lexicons. `GUIYI_BENCH_NAMES` names a file with one name a line to measure on instead of made-up ones.
//! A wrong answer fails: a name must have the parts that are plain in it.

use std::hint::black_box;
use std::time::Instant;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use guiyi_name::{Parser, fold};
use guiyi_synth::{Population, Recipe};

/// Names made when no file is named: enough that none is in the cache when it comes again.
const NAMES: u64 = 20_000;

/// Texts far from any name; each must still be answered at once.
const HOSTILE: [(&str, &str, usize); 6] = [
    ("有限公司 over and over", "有限公司", 80_000),
    ("opening brackets", "（", 10_000),
    ("pairs of brackets", "（）", 20_000),
    ("combining marks", "\u{301}", 50_000),
    ("readings", "字(jīng)", 10_000),
    ("one text", "山西煤业", 8_000),
];

fn names() -> Vec<String> {
    if let Some(path) = std::env::var_os("GUIYI_BENCH_NAMES") {
        let text = std::fs::read_to_string(path).expect("GUIYI_BENCH_NAMES names a readable file");
        return text.lines().map(str::to_owned).collect();
    }
    let recipe = Recipe { records: NAMES, ..Recipe::default() };
    let population = Population::new(recipe).expect("a sound recipe");
    let records = (0..population.len()).filter_map(|number| population.record(number));
    records.map(|record| record.cells()[NAME_COLUMN].to_owned()).collect()
}

/// The column of the name among the cells of a made-up record.
const NAME_COLUMN: usize = 3;

fn reading(c: &mut Criterion) {
    let begun = Instant::now();
    let parser = Parser::new();
    let name = parser.parse("太原恒源商贸有限公司");
    println!("lexicons loaded and the first name read in {:?}", begun.elapsed());
    assert_eq!((name.trade_name(), name.regions().len()), ("恒源", 1));

    let names = names();
    let mut group = c.benchmark_group("name");
    group.throughput(Throughput::Elements(names.len() as u64)).sample_size(20);
    group.bench_function("fold", |b| {
        b.iter(|| names.iter().map(|name| fold(black_box(name)).text().len()).sum::<usize>())
    });
    group.bench_function("fold and parse", |b| {
        b.iter(|| {
            names.iter().map(|name| parser.parse(black_box(name)).core().len()).sum::<usize>()
        })
    });
    group.finish();

    let mut group = c.benchmark_group("hostile");
    group.sample_size(10);
    for (what, text, times) in HOSTILE {
        let text = text.repeat(times);
        assert!(!parser.parse(&text).notes().is_empty(), "{what}");
        group.throughput(Throughput::Bytes(text.len() as u64));
        group.bench_function(what, |b| b.iter(|| parser.parse(black_box(&text)).core().len()));
    }
    group.finish();
}

criterion_group!(benches, reading);
criterion_main!(benches);
