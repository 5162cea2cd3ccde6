//! `/mdm/checkin` and `/mdm/connect`, for phones that behave.

use apple_mdm::checkin::{DeclarativeManagement, GetToken, Message};
use apple_mdm::command::Command;
use apple_mdm::connect::{Report, Status};
use http::{Method, StatusCode, header};

use crate::phone::{Answer, CHECKIN, CONNECT, Door};

fn assert_is_empty(answer: &Answer) {
    assert_eq!(answer.status, StatusCode::OK);
    assert_eq!(answer.headers[header::CONTENT_LENGTH], "0");
    assert!(!answer.headers.contains_key(header::TRANSFER_ENCODING));
    assert!(answer.body.is_empty());
}

#[tokio::test]
async fn c14_an_enrolled_phone_gets_its_commands_and_then_nothing() {
    let door = Door::open().await;
    let phone = door.certify("00008140-001234567890001C").await;
    for message in [phone.authenticate(), phone.token_update()] {
        assert_is_empty(&door.send(phone.check_in(&message)).await);
    }
    let mut answer = door.send(phone.connect(&phone.idle())).await;
    let mut asked = Vec::new();
    while !answer.body.is_empty() {
        assert_eq!(answer.headers[header::CONTENT_TYPE], "application/xml; charset=UTF-8");
        let (command_uuid, command) = Command::parse(&answer.body).expect("a command that phones read");
        asked.push(command.request_type());
        let report = Report::new(phone.id(), Status::Acknowledged, Some(command_uuid));
        answer = door.send(phone.connect(&report)).await;
        assert!(asked.len() < 20, "{asked:?}");
    }
    assert_is_empty(&answer);
    assert!(asked.contains(&"DeviceInformation"), "{asked:?}");
    assert_is_empty(&door.send(phone.connect(&phone.idle())).await);
    assert_is_empty(&door.send(phone.check_in(&phone.check_out())).await);
}

#[tokio::test]
async fn c1_put_and_post_are_the_same() {
    let door = Door::open().await;
    let phone = door.certify("00008140-001234567890001C").await;
    let mut request = phone.check_in(&phone.authenticate());
    *request.method_mut() = Method::POST;
    assert_is_empty(&door.send(request).await);
    let mut request = phone.connect(&phone.idle());
    *request.method_mut() = Method::POST;
    assert_eq!(door.send(request).await.status, StatusCode::OK);
}

#[tokio::test]
async fn c17_a_client_that_sends_both_names_enrolls_and_is_the_same_device_throughout() {
    let door = Door::open().await;
    let phone = door.certify("00008140-001234567890001C").await;
    let with_both = |body: Vec<u8>| {
        let both = "<key>EnrollmentID</key><string>7D3F-E1</string><key>UDID</key>";
        String::from_utf8(body).expect("XML").replacen("<key>UDID</key>", both, 1).into_bytes()
    };
    for message in [phone.authenticate(), phone.token_update()] {
        let request = phone.signed("/mdm/checkin", CHECKIN, with_both(message.to_plist()));
        assert_is_empty(&door.send(request).await);
    }
    let idle = phone.signed("/mdm/connect", CONNECT, with_both(phone.idle().to_plist()));
    let answer = door.send(idle).await;
    assert!(answer.status == StatusCode::OK && !answer.body.is_empty(), "{answer:?}");
    assert_eq!(door.send(phone.connect(&phone.idle())).await.status, StatusCode::OK, "by its UDID alone");
    assert_is_empty(
        &door.send(phone.signed("/mdm/checkin", CHECKIN, with_both(phone.check_out().to_plist()))).await,
    );
}

#[tokio::test]
async fn a_check_in_at_the_other_url_is_known_by_its_content_type() {
    let door = Door::open().await;
    let phone = door.certify("00008140-001234567890001C").await;
    for message in [phone.authenticate(), phone.token_update()] {
        assert_is_empty(&door.send(phone.signed("/mdm/connect", CHECKIN, message.to_plist())).await);
    }
}

#[tokio::test]
async fn c2_a_signature_with_the_body_inside_counts_too() {
    let door = Door::open().await;
    let phone = door.certify("00008140-001234567890001C").await;
    let body = phone.authenticate().to_plist();
    let attached = crate::proof::attached(&phone, &body, door.now());
    assert_is_empty(&door.send(crate::phone::put("/mdm/checkin", CHECKIN, &[&attached], body)).await);
}

#[tokio::test]
async fn c16_a_foreign_topic_is_refused() {
    let door = Door::open().await;
    let mut phone = door.certify("00008140-001234567890001C").await;
    phone.topic = "com.apple.mgmt.External.00000000-0000-0000-0000-000000000000".into();
    assert_eq!(door.send(phone.check_in(&phone.authenticate())).await.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn messages_without_a_service_are_refused_politely() {
    let door = Door::open().await;
    let phone = door.enroll("00008140-001234567890001C").await;
    let token = Message::GetToken(GetToken {
        id: phone.id(),
        token_service_type: "com.example.unknown".into(),
        token_parameters: None,
    });
    assert_eq!(door.send(phone.check_in(&token)).await.status, StatusCode::BAD_REQUEST);

    let tokens = Message::DeclarativeManagement(DeclarativeManagement {
        id: phone.id(),
        endpoint: "tokens".into(),
        data: None,
    });
    let answer = door.send(phone.check_in(&tokens)).await;
    assert_eq!(answer.status, StatusCode::OK);
    assert_eq!(answer.headers[header::CONTENT_TYPE], "application/json");
}
