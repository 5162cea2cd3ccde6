//! A login at the portal that begins an enrollment. Argon2id is nearly all of it, and is meant to be.

use criterion::{Criterion, SamplingMode, Throughput};
use tokio::runtime::Runtime;

use crate::fleet::Engine;

pub(crate) fn bench(criterion: &mut Criterion, runtime: &Runtime, engine: &Engine) {
    let mut group = criterion.benchmark_group(engine.title("login"));
    group.sampling_mode(SamplingMode::Flat).throughput(Throughput::Elements(1));
    group.bench_function("begin an enrollment", |bencher| {
        bencher.to_async(runtime).iter(async || {
            engine.test.app.begin_enrollment(engine.test.login("ann")).await.expect("a login")
        });
    });
    group.finish();
}
