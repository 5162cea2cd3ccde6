//! Push certificate and push jobs.

use std::time::Duration;

use app::{Error, Refusal};
use domain::time::{DAY, HOUR};
use gateways::push::PushOutcome;
use testkit::{TOPIC, TestApp};

use crate::enrollment::{only_device, upload};

#[tokio::test]
async fn a_push_follows_queued_commands() {
    for test in TestApp::on_each_engine().await {
        let admin = test.administrator().await;
        test.app.install_push_certificate(&admin, upload(TOPIC)).await.expect("a push certificate");
        let mut phone = test.enroll("ann", 1).await;
        test.run_due().await;
        let sent = test.push.take_sent();
        assert_eq!(sent.len(), 1, "one push for all commands");
        assert_eq!(
            (sent[0].token.clone(), sent[0].push_magic.clone()),
            (phone.push_token.clone(), phone.push_magic.clone())
        );

        phone.answer_all(&test.app).await.expect("answers");
        let id = only_device(&test, &admin).await;
        test.app.refresh_inventory(&admin, id).await.expect("commands");
        phone.answer_all(&test.app).await.expect("it came by itself");
        test.run_due().await;
        assert!(test.push.take_sent().is_empty(), "never a push for an empty queue");
        test.assert_no_open_jobs().await;
    }
}

#[tokio::test]
async fn t62_another_topic_is_refused_once_devices_hold_one() {
    for test in TestApp::on_each_engine().await {
        let admin = test.administrator().await;
        let other = "com.apple.mgmt.External.11111111-1111-4111-8111-111111111111";
        test.app.install_push_certificate(&admin, upload(TOPIC)).await.expect("a first certificate");
        test.enroll("ann", 1).await;
        let refused = test.app.install_push_certificate(&admin, upload(other)).await;
        assert!(
            matches!(&refused, Err(Error::Refused(Refusal::PushTopic { present, devices: 1, .. })) if present == TOPIC),
            "{refused:?}"
        );
        test.app
            .install_push_certificate(&admin, upload(TOPIC))
            .await
            .expect("a renewed one of the same topic");
    }
}

#[tokio::test]
async fn t62_unusable_push_certificates_say_why() {
    let test = TestApp::new().await;
    let admin = test.administrator().await;
    let mut without_key = upload(TOPIC);
    let text = String::from_utf8(without_key.file.clone()).expect("PEM");
    without_key.file =
        text.split("-----BEGIN PRIVATE KEY").next().expect("a certificate").as_bytes().to_vec();
    let mut nonsense = upload(TOPIC);
    nonsense.file = b"hello".to_vec();
    let foreign = upload("org.example.not-a-topic");
    for (file, says) in [(without_key, "no private key"), (nonsense, "neither PEM"), (foreign, "UID")] {
        let refused = test.app.install_push_certificate(&admin, file).await;
        let Err(Error::Refused(Refusal::PushCertificate(reason))) = refused else { panic!("{refused:?}") };
        assert!(reason.contains(says), "{reason}");
    }
}

#[tokio::test]
async fn t63_a_dead_token_is_not_pushed_to_again() {
    let test = TestApp::new().await;
    let admin = test.administrator().await;
    test.app.install_push_certificate(&admin, upload(TOPIC)).await.expect("a push certificate");
    let phone = test.enroll("ann", 1).await;
    test.push.answer_next(PushOutcome::TokenGone { reason: "Unregistered".to_owned(), gone_at_ms: None });
    test.run_due().await;
    assert_eq!(test.push.take_sent().len(), 1);
    let id = only_device(&test, &admin).await;
    test.app.refresh_inventory(&admin, id).await.expect("commands");
    test.run_due().await;
    assert!(test.push.take_sent().is_empty(), "the token is dead");
    let mut phone = phone;
    phone.push_token = b"another token".to_vec();
    phone.update_token(&test.app).await.expect("a new token");
    test.app.refresh_inventory(&admin, id).await.expect("commands");
    test.run_due().await;
    assert_eq!(test.push.take_sent().len(), 1, "a new token lives");
}

#[tokio::test]
async fn a_push_that_fails_is_tried_again_ever_more_rarely() {
    let test = TestApp::new().await;
    let admin = test.administrator().await;
    test.app.install_push_certificate(&admin, upload(TOPIC)).await.expect("a push certificate");
    test.enroll("ann", 1).await;
    for _ in 0..200 {
        let after = Duration::from_secs(1);
        test.push.answer_next(PushOutcome::RetryLater { after, reason: "ServiceUnavailable".to_owned() });
    }
    let mut tries = 0;
    for _ in 0..100 {
        test.run_due().await;
        tries += test.push.take_sent().len();
        test.advance(HOUR);
    }
    assert_eq!(tries, 60);
    test.assert_no_open_jobs().await;
    test.advance(DAY);
}

#[tokio::test]
async fn a_push_that_was_lost_is_made_up_for() {
    for test in TestApp::on_each_engine().await {
        let admin = test.administrator().await;
        test.enroll("ann", 1).await;
        // Without a certificate nothing goes out, and nothing is remembered.
        test.run_due().await;
        test.app.install_push_certificate(&admin, upload(TOPIC)).await.expect("a push certificate");
        test.advance(6 * HOUR + 1);
        test.app.sweep().await.expect("a sweep");
        test.run_due().await;
        assert_eq!(test.push.take_sent().len(), 1, "its commands still wait");
        test.app.sweep().await.expect("a sweep");
        test.run_due().await;
        assert!(test.push.take_sent().is_empty(), "not again so soon");
    }
}
