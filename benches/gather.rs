//! Gathering the recipients of an invitation: as many typed lines as a sheet may have, and the same as a file.

use app::{Caller, RecipientSource};
use criterion::{Criterion, SamplingMode, Throughput};
use domain::invitation::Delivery;
use tokio::runtime::Runtime;

use crate::fleet::Engine;

/// How many lines are read.
const LINES: u64 = 100_000;

pub(crate) fn bench(criterion: &mut Criterion, runtime: &Runtime, engine: &Engine) {
    let line = |n: u64| format!("Person {n} <p{n}@department{}.example.org>\n", n % 100);
    let typed = RecipientSource { typed: (0..LINES).map(line).collect(), ..RecipientSource::default() };
    let head = "E-mail;Name;Language;Time zone\n".to_owned();
    let row = |n: u64| format!("p{n}@department{}.example.org;Person {n};de;Europe/Berlin\n", n % 100);
    let file = (0..LINES).fold(head, |file, n| file + &row(n)).into_bytes();
    let file = RecipientSource { file: Some(file), ..RecipientSource::default() };
    let numbers = (0..LINES).map(|n| format!("+46 70 1{n:06}\n")).collect();
    let numbers = RecipientSource { typed: numbers, ..RecipientSource::default() };
    let mut group = criterion.benchmark_group(engine.title("recipients"));
    group.sampling_mode(SamplingMode::Flat).throughput(Throughput::Elements(LINES));
    for (what, delivery, source) in [
        ("typed addresses", Delivery::Email, typed),
        ("a file of addresses", Delivery::Email, file),
        ("typed numbers", Delivery::Sms, numbers),
    ] {
        group.bench_function(what, |bencher| {
            bencher.to_async(runtime).iter(async || {
                let app = &engine.test.app;
                let gathered = app.gather_recipients(&Caller::operator(), delivery, &source).await;
                let gathered = gathered.expect("recipients");
                assert_eq!(gathered.recipients.len() as u64 + gathered.faults_in_all, LINES);
                gathered
            });
        });
    }
    group.finish();
}
