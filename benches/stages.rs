//! Every stage over a made-up population of 20,000 records, on all cores.
//!
//! "score" is blocks, weights and clusters under a given model.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use guiyi_benches::stage::{Run, Stage};

const RECORDS: u64 = 20_000;

fn stages(c: &mut Criterion) {
    let run = Run::new(RECORDS).expect("a population that can be run over");
    let mut group = c.benchmark_group("stage");
    group.throughput(Throughput::Elements(run.records())).sample_size(10);
    for stage in Stage::ALL {
        let once = run.stage(stage).expect("a stage that ends");
        group.bench_function(stage.name(), |b| {
            b.iter(|| assert_eq!(run.stage(stage).expect("a stage that ends"), once));
        });
    }
    group.finish();
}

criterion_group!(benches, stages);
criterion_main!(benches);
