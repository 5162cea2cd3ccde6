//! Handing out an enrollment profile: a new challenge, one durable commit, one signature.

use criterion::{Criterion, Throughput};
use testkit::SOURCE;
use tokio::runtime::Runtime;

use crate::fleet::Engine;

pub(crate) fn bench(criterion: &mut Criterion, runtime: &Runtime, engine: &Engine) {
    let url = runtime.block_on(engine.begin());
    let file = url.rsplit('/').next().expect("a link has a path");
    let token = file.strip_suffix(".mobileconfig").expect("a link to a profile");
    let mut group = criterion.benchmark_group(engine.title("profile"));
    group.throughput(Throughput::Elements(1));
    group.bench_function("build and sign", |bencher| {
        bencher
            .to_async(runtime)
            .iter(async || engine.test.app.hand_out_profile(token, SOURCE).await.expect("a profile"));
    });
    group.finish();
}
