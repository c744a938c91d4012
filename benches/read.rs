//! Reading UTF-8 CSV into a table against what the `csv` crate needs to walk the same bytes.
//!
//! The bound to keep is three times, checked in CPU time of the thread over interleaved pairs: other
//! work on the machine hardly touches it. `GUIYI_BENCH_CSV` names a file to measure on instead of the
//! rows made here. A wrong answer fails: both must see the same rows and cells.

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use guiyi_io::{CsvOptions, CsvWriter, ReadOptions, read_from};
use rustix::time::{ClockId, clock_gettime};

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

/// How many times the CPU time of `one` the `other` takes: the median of pairs, which are measured
/// in turn, and both medians in milliseconds.
fn times(mut one: impl FnMut(), mut other: impl FnMut()) -> (f64, f64, f64) {
    const PAIRS: usize = 21;
    let cpu = |run: &mut dyn FnMut()| {
        let now = || {
            let time = clock_gettime(ClockId::ThreadCPUTime);
            time.tv_sec as f64 * 1e3 + time.tv_nsec as f64 / 1e6
        };
        let begun = now();
        run();
        now() - begun
    };
    let pairs: Vec<(f64, f64)> = (0..PAIRS).map(|_| (cpu(&mut one), cpu(&mut other))).collect();
    let median = |of: &dyn Fn(&(f64, f64)) -> f64| {
        let mut values: Vec<f64> = pairs.iter().map(of).collect();
        values.sort_by(f64::total_cmp);
        values[PAIRS / 2]
    };
    (median(&|(one, other)| other / one), median(&|pair| pair.0), median(&|pair| pair.1))
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
    let (ratio, walk_ms, read_ms) = times(
        || drop(black_box(walk(black_box(&bytes)))),
        || drop(black_box(read_from(black_box(&bytes[..]), "bench.csv", &options))),
    );
    println!(
        "{} MB: csv walks in {walk_ms:.1} ms, guiyi reads in {read_ms:.1} ms of CPU time: {ratio:.2} times",
        bytes.len() / 1_000_000
    );
    assert!(ratio <= BOUND, "reading costs {ratio:.2} walks, more than {BOUND}");
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
