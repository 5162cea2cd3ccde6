//! Installing and renewing the push certificate.

use http::StatusCode;
use testkit::{TOPIC, push_certificate};

use crate::desk::Desk;

const PATH: &str = "/console/settings/push-certificate";

#[tokio::test]
async fn a_push_certificate_is_installed_and_shown_without_its_key() {
    let desk = Desk::of("root").await;
    assert!(
        desk.get("/console").await.main().contains("they are reached only when they connect by themselves")
    );
    let pem = push_certificate(TOPIC);
    let answer = desk
        .upload(
            PATH,
            &[
                ("file", Some("push.pem"), pem.as_bytes()),
                ("key_file", Some(""), b""),
                ("password", None, b""),
            ],
        )
        .await;
    assert_eq!(
        (answer.status, answer.location()),
        (StatusCode::SEE_OTHER, "/console/settings/push-certificate?done=installed")
    );
    let page = desk.get(answer.location()).await;
    assert!(page.main().contains(TOPIC) && page.main().contains("Days left"));
    assert!(!page.body.contains("PRIVATE KEY"));
}

#[tokio::test]
async fn a_certificate_and_its_key_may_be_two_files() {
    let desk = Desk::of("root").await;
    let pem = push_certificate(TOPIC);
    let (certificate, key) = pem.split_at(pem.find("-----BEGIN PRIVATE KEY").expect("a key"));
    let answer = desk
        .upload(
            PATH,
            &[("file", Some("c.pem"), certificate.as_bytes()), ("key_file", Some("k.pem"), key.as_bytes())],
        )
        .await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
}

#[tokio::test]
async fn a_file_that_is_none_says_what_is_wrong() {
    let desk = Desk::of("root").await;
    let lone = push_certificate(TOPIC);
    let lone = &lone[..lone.find("-----BEGIN PRIVATE KEY").expect("a key")];
    for file in [b"".as_slice(), b"hello", &[0x30, 0x80, 0xff], lone.as_bytes()] {
        let answer = desk.upload(PATH, &[("file", Some("push.pem"), file)]).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(answer.main().contains("Nothing was changed."));
    }
    let large = vec![b'x'; web::security::BODY_BYTES_MAX + 1];
    assert_eq!(
        desk.upload(PATH, &[("file", Some("push.pem"), &large)]).await.status,
        StatusCode::PAYLOAD_TOO_LARGE
    );
    assert_eq!(desk.post(PATH, &[("file", "x")]).await.status.as_u16() / 100, 4, "a form without files");
}

#[tokio::test]
async fn t62_another_topic_is_refused_while_devices_listen_to_the_present_one() {
    let desk = Desk::of("root").await;
    let pem = push_certificate(TOPIC);
    desk.upload(PATH, &[("file", Some("push.pem"), pem.as_bytes())]).await;
    desk.enroll("ann", 1, "Ann's iPhone").await;
    let other = push_certificate("com.apple.mgmt.External.99999999-0000-4000-8000-000000000000");
    let answer = desk.upload(PATH, &[("file", Some("push.pem"), other.as_bytes())]).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.main().contains(TOPIC) && answer.main().contains("Renew"));
    let renewed = push_certificate(TOPIC);
    assert_eq!(
        desk.upload(PATH, &[("file", Some("push.pem"), renewed.as_bytes())]).await.status,
        StatusCode::SEE_OTHER
    );
}
