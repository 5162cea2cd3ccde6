//! `Authenticate` and `TokenUpdate`: what a phone says to be enrolled, two durable commits.

use app::{App, Signed};
use apple_mdm::checkin::Message;
use criterion::{BatchSize, Criterion, Throughput};
use testkit::SOURCE;
use tokio::runtime::{Handle, Runtime};

use crate::fleet::Engine;

/// A message as it goes over the wire: the body and its `Mdm-Signature`.
type Wire = (Vec<u8>, String);

pub(crate) fn bench(criterion: &mut Criterion, runtime: &Runtime, engine: &Engine) {
    let mut group = criterion.benchmark_group(engine.title("check-in"));
    group.throughput(Throughput::Elements(1));
    group.bench_function("Authenticate and TokenUpdate", |bencher| {
        bencher.to_async(runtime).iter_batched(
            || tokio::task::block_in_place(|| Handle::current().block_on(conversation(engine))),
            async |messages| {
                for message in messages {
                    say(&engine.test.app, &message).await;
                }
            },
            BatchSize::PerIteration,
        );
    });
    group.finish();
}

/// Prepares what a phone with a new certificate says.
async fn conversation(engine: &Engine) -> [Wire; 2] {
    let phone = engine.phone_with_certificate().await;
    [phone.authenticate_message(), phone.token_update_message()].map(|message| {
        let body = message.to_plist();
        let signature = phone.signature(&engine.test.app, &body);
        (body, signature)
    })
}

async fn say(app: &App, (body, signature): &Wire) {
    let proof = app.verify_device(Signed { body, signature: Some(signature) }).expect("its own signature");
    let message = Message::parse(body).expect("its own message");
    app.check_in(&proof, message, SOURCE).await.expect("a reply");
}
