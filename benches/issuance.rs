//! SCEP issuance, message in to `CertRep` out, against the cost of its private-key operations alone: opening the
//! envelope, signing the certificate, signing the answer.

use std::cell::RefCell;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use app::App;
use criterion::{Criterion, SamplingMode, Throughput};
use scep::RsaKey;
use testkit::SOURCE;
use tokio::runtime::Runtime;
use tokio::task::JoinSet;

use crate::fleet::Engine;

/// How many requests are under way at once.
const AT_ONCE: [usize; 3] = [1, 4, 16];
/// How many phones make one round, so that its beginning and end, when fewer are under way, weigh little.
const PHONES: u32 = 200;
const PRIVATE_OPERATIONS: u32 = 3;

pub(crate) fn bench(criterion: &mut Criterion, runtime: &Runtime, engine: &Engine) {
    let mut group = criterion.benchmark_group(engine.title("issuance"));
    group.sampling_mode(SamplingMode::Flat).throughput(Throughput::Elements(PHONES.into()));
    for at_once in AT_ONCE {
        // Measured in turns with the issuance, so that a machine that slows down slows both.
        let bounds = RefCell::new(Vec::new());
        group.bench_function(format!("{at_once} at once"), |bencher| {
            bencher.to_async(runtime).iter_custom(async |rounds| {
                let mut sum = Duration::ZERO;
                for _ in 0..rounds {
                    let messages = messages(engine).await;
                    let took = answer_all(&engine.test.app, messages, at_once).await;
                    let bound = bound(at_once).await;
                    bounds.borrow_mut().push(bound.as_secs_f64() / took.as_secs_f64());
                    sum += took;
                }
                sum
            });
        });
        report(engine, at_once, &mut bounds.into_inner());
    }
    group.finish();
}

/// Prints the median of what each round reached of what the cryptography alone would allow.
#[expect(clippy::print_stdout, reason = "this is the figure that the issue asks for")]
fn report(engine: &Engine, at_once: usize, ratios: &mut [f64]) {
    ratios.sort_by(f64::total_cmp);
    if let Some(median) = ratios.get(ratios.len() / 2) {
        println!("issuance/{}/{at_once} at once: {median:.2} of the crypto bound\n", engine.name);
    }
}

/// Prepares the messages of a round, each with a challenge of its own.
async fn messages(engine: &Engine) -> Vec<Vec<u8>> {
    let mut messages = Vec::new();
    for _ in 0..PHONES {
        let mut phone = engine.phone_with_profile().await;
        let challenge = phone.challenge();
        messages.push(phone.scep_request(&engine.test.app, &challenge));
    }
    messages
}

/// Answers the messages, some at once, and says how long that took.
async fn answer_all(app: &App, messages: Vec<Vec<u8>>, at_once: usize) -> Duration {
    let messages = Arc::new(Mutex::new(messages));
    let begun = Instant::now();
    let mut clients = JoinSet::new();
    for _ in 0..at_once {
        let (app, messages) = (app.clone(), messages.clone());
        clients.spawn(async move {
            let next = || messages.lock().unwrap_or_else(PoisonError::into_inner).pop();
            while let Some(message) = next() {
                app.answer_scep(message, SOURCE).await.expect("a CertRep");
            }
        });
    }
    clients.join_all().await;
    begun.elapsed()
}

/// Says how long the private-key operations of a round take by themselves.
async fn bound(at_once: usize) -> Duration {
    let key: Arc<RsaKey> = testkit::key(0);
    let operations = (PHONES * PRIVATE_OPERATIONS) as usize;
    let begun = Instant::now();
    let mut threads = JoinSet::new();
    for n in 0..at_once {
        let key = key.clone();
        let share = operations / at_once + usize::from(n < operations % at_once);
        threads.spawn_blocking(move || {
            for _ in 0..share {
                std::hint::black_box(key.sign(b"a message"));
            }
        });
    }
    threads.join_all().await;
    begun.elapsed()
}
