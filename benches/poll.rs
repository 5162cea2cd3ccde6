//! An idle poll as the device door does it: signature, body, one read. Its cost must not grow with the device's history.

use app::Signed;
use apple_mdm::DeviceId;
use apple_mdm::connect::{Report, Status};
use criterion::{BenchmarkId, Criterion, Throughput};
use domain::command::{Command, CommandState};
use domain::id::{CommandId, EnrollmentId};
use testkit::{Phone, SOURCE};
use tokio::runtime::Runtime;

use crate::fleet::Engine;

/// How many answered commands lie behind the device.
const HISTORIES: [u32; 3] = [0, 100, 10_000];

pub(crate) fn bench(criterion: &mut Criterion, runtime: &Runtime, engine: &Engine) {
    let mut group = criterion.benchmark_group(engine.title("idle poll"));
    group.sample_size(20).throughput(Throughput::Elements(1));
    let app = &engine.test.app;
    for history in HISTORIES {
        let phone = runtime.block_on(phone_with_history(engine, history));
        let body = Report::new(DeviceId::from_udid(&phone.udid), Status::Idle, None).to_plist();
        let signature = phone.signature(app, &body);
        group.bench_function(BenchmarkId::new("old commands", history), |bencher| {
            bencher.to_async(runtime).iter(async || {
                let signed = Signed { body: &body, signature: Some(&signature) };
                let proof = app.verify_device(signed).expect("its own signature");
                let report = Report::parse(&body).expect("its own report");
                let next = app.poll(&proof, report, SOURCE).await.expect("a poll");
                assert!(next.is_none(), "the device is idle");
            });
        });
    }
    group.finish();
}

/// Returns an enrolled phone that has answered its first commands and so many more.
async fn phone_with_history(engine: &Engine, history: u32) -> Phone {
    let app = &engine.test.app;
    let mut phone = engine.phone_with_certificate().await;
    phone.authenticate(app).await.expect("Authenticate");
    phone.update_token(app).await.expect("TokenUpdate");
    phone.answer_all(app).await.expect("answers");

    let mut tx = engine.test.store.begin().await.expect("a transaction");
    let device = tx
        .lock_device_by_identifier(&domain::device::DeviceIdentifier::Udid(phone.udid.clone()))
        .await
        .expect("a look")
        .expect("the device");
    let enrollment: EnrollmentId = device.enrollment_id.expect("an enrolled device");
    let now = app.now();
    for _ in 0..history {
        let id = CommandId(app::Ids::random().uuid(now));
        let old = Command {
            id,
            enrollment_id: enrollment,
            request_type: "SecurityInfo".to_owned(),
            payload: vec![b' '; 500],
            state: CommandState::Acknowledged,
            queued_at: now,
            sent_at: Some(now),
            answered_at: Some(now),
            not_now_count: 0,
            error: None,
        };
        tx.insert_command(&old).await.expect("a command");
    }
    tx.commit().await.expect("a commit");
    phone
}
