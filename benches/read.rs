//! Reading UTF-8 CSV into a table against what the `csv` crate needs to walk the same bytes.
//!
//! The bound to keep is three times, checked in user CPU time over runs that take turns: other
//! work on the machine hardly touches it. `GUIYI_BENCH_CSV` names a file to measure on instead of the
//! rows made here. A wrong answer fails: both must see the same rows and cells.

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use guiyi_io::{CsvOptions, CsvWriter, ReadOptions, read_from};

/// Rows made when no file is named: about 20 MB, past every cache.
const ROWS: usize = 150_000;

fn bytes() -> Vec<u8> {
    if let Some(path) = std::env::var_os("GUIYI_BENCH_CSV") {
        return std::fs::read(path).expect("GUIYI_BENCH_CSV names a readable file");
    }
    let mut text = String::from(
        "record_id,source,客户编码,客户名称,统一社会信用代码,联系人,联系电话,邮箱,省份,城市,地址,年销售额,更新日期\n",
    );
    for row in 0..ROWS {
        text.push_str(&format!(
            "r{row:08},erp,E{:07},山西第{row}煤业有限公司,,王{},139{:08},,山西,太原,\
             \"太原市小店区长治路{}号, {}室\",{}.50,2021-03-{:02}\n",
            row * 7 % 9_999_991,
            row % 97,
            row * 31 % 100_000_000,
            row % 300,
            row % 2000,
            row % 1_000_000,
            row % 28 + 1,
        ));
    }
    text.into_bytes()
}

fn walk(bytes: &[u8]) -> (usize, usize) {
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(bytes);
    let mut record = csv::ByteRecord::new();
    let (mut rows, mut cells) = (0, 0);
    while reader.read_byte_record(&mut record).expect("memory can be read") {
        rows += 1;
        cells += record.iter().map(<[u8]>::len).sum::<usize>();
    }
    (rows, cells)
}

/// Whether times are asked for: as a test every bench only runs once, not optimised.
fn is_measured() -> bool {
    let asked = |flag| std::env::args().any(|arg| arg == flag);
    asked("--bench") && !asked("--test")
}

/// User CPU time of `one` and of `other` in milliseconds, each the mean of runs that take turns.
/// `None` where the system does not tell it as Linux does.
fn user_times(mut one: impl FnMut(), mut other: impl FnMut()) -> Option<(f64, f64)> {
    /// Time is told in hundredths of a second: this many runs bring the sums to two per cent.
    const PAIRS: usize = 41;
    let (mut first, mut second) = (0.0, 0.0);
    for _ in 0..PAIRS {
        let begun = user_ms()?;
        one();
        let between = user_ms()?;
        other();
        first += between - begun;
        second += user_ms()? - between;
    }
    Some((first / PAIRS as f64, second / PAIRS as f64))
}

/// User CPU time of this process so far: the 14th field of `/proc/self/stat`, in ticks of 10 ms.
fn user_ms() -> Option<f64> {
    let stat = std::fs::read_to_string("/proc/self/stat").ok()?;
    let ticks: f64 = stat.rsplit_once(')')?.1.split_whitespace().nth(11)?.parse().ok()?;
    Some(ticks * 10.0)
}

/// The most that reading may cost, in walks of the `csv` crate.
const BOUND: f64 = 3.0;

fn reading(c: &mut Criterion) {
    let bytes = bytes();
    let options = ReadOptions::default();
    let input = read_from(&bytes[..], "bench.csv", &options).expect("a table");
    let table = &input.table;
    let cells: usize = (0..table.rows())
        .flat_map(|row| (0..table.width()).map(move |column| table.cell(row, column).len()))
        .sum();
    assert_eq!((table.rows(), cells), walk(&bytes), "rows and bytes of cells");
    let measured = || {
        user_times(
            || {
                black_box(walk(black_box(&bytes)));
            },
            || drop(black_box(read_from(black_box(&bytes[..]), "bench.csv", &options))),
        )
    };
    if is_measured()
        && let Some((walk, read)) = measured()
    {
        let ratio = read / walk;
        println!(
            "user CPU time: csv walks {walk:.1} ms, guiyi reads {read:.1} ms, {ratio:.2} times"
        );
        assert!(ratio <= BOUND, "reading costs {ratio:.2} walks, more than {BOUND}");
    }
    let mut group = c.benchmark_group("read");
    group.sample_size(20).throughput(Throughput::Bytes(bytes.len() as u64));
    group.bench_function("csv crate walks", |b| b.iter(|| walk(black_box(&bytes))));
    group.bench_function("guiyi into a table", |b| {
        b.iter(|| read_from(black_box(&bytes[..]), "bench.csv", &options).map(|i| i.table.rows()))
    });
    let gbk = encoding_rs::GB18030.encode(&String::from_utf8_lossy(&bytes)).0.into_owned();
    group.bench_function("guiyi into a table, from GB18030", |b| {
        b.iter(|| read_from(black_box(&gbk[..]), "bench.csv", &options).map(|i| i.table.rows()))
    });
    group.bench_function("write CSV", |b| {
        b.iter(|| {
            let mut writer = CsvWriter::new(std::io::sink(), CsvOptions::default());
            for row in 0..table.rows() {
                let cells = (0..table.width()).map(|column| table.cell(row, column));
                writer.write_row(cells).expect("the sink takes all");
            }
            writer.finish().is_ok()
        })
    });
    group.finish();
}

criterion_group!(benches, reading);
criterion_main!(benches);
