//! The Outbox.

use domain::invitation::Delivery;
use http::StatusCode;

use super::invite;
use crate::desk::{Desk, hrefs};
use crate::page::check;

#[tokio::test]
async fn what_nothing_carries_away_is_read_here() {
    let mut desk = Desk::of("root").await;
    check("outbox-empty", desk.get("/console/outbox").await.main());
    invite(&desk, "Physics", Delivery::Email, &["ann@example.org"], |_| ()).await;
    invite(&desk, "Lab", Delivery::Sms, &["+46701234567"], |_| ()).await;
    desk.test.run_due().await;
    let list = desk.get("/console/outbox").await;
    check("outbox", list.main());
    let messages = hrefs(list.main(), "/console/outbox/");
    assert_eq!(messages.len(), 2);
    let sms = desk.get(&messages[0]).await;
    assert!(sms.main().contains("class=\"bubble\"") && sms.main().contains("https://mdm.example.org/i/"));
    let mail = desk.get(&messages[1]).await;
    assert!(mail.main().contains(&format!("src=\"{}/mail\" sandbox", messages[1])), "{}", mail.main());
    // The frame runs nothing and loads nothing.
    let frame = desk.get(&format!("{}/mail", messages[1])).await;
    assert_eq!(frame.status, StatusCode::OK);
    let policy = frame.headers["content-security-policy"].to_str().expect("ASCII");
    assert!(policy.contains("default-src 'none'") && policy.contains("sandbox"), "{policy}");
    assert_eq!(frame.headers["x-frame-options"], "SAMEORIGIN");
    assert!(frame.body.contains("https://mdm.example.org/i/") && !frame.body.contains("<script"));

    let held = desk.get("/console/outbox?state=held").await;
    assert_eq!(hrefs(held.main(), "/console/outbox/").len(), 2);
    assert!(desk.get("/console/outbox?state=bounced").await.main().contains("No message is in this state"));

    // Whoever may not invite sees that it lies here, and not the link in it.
    desk.sit_down("audrey").await;
    for message in &messages {
        let page = desk.get(message).await;
        assert!(page.main().contains("In the outbox") && !page.body.contains("/i/"), "{}", page.main());
        assert_eq!(desk.get(&format!("{message}/mail")).await.status, StatusCode::NOT_FOUND);
    }
}
