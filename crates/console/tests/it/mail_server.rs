//! SMTP Server: set up, changed, tried and removed, with what is wrong beside its field.

use domain::message::Answer;
use http::StatusCode;

use crate::desk::Desk;

const PATH: &str = "/console/settings/mail-server";
const EDIT: &str = "/console/settings/mail-server/edit";
const PASSWORD: &str = "Mail & <password>";

const FORM: [(&str, &str); 8] = [
    ("host", "smtp.example.org"),
    ("encryption", "start-tls"),
    ("authentication", "password"),
    ("username", "devices@example.org"),
    ("password", PASSWORD),
    ("sender", "devices@example.org"),
    ("connections_max", "4"),
    ("connect_timeout_s", "10"),
];

/// Returns the form with some fields changed or added.
fn with<'a>(changes: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let mut form: Vec<_> = FORM.iter().copied().chain([("answer_timeout_s", "30")]).collect();
    form.retain(|(name, _)| !changes.iter().any(|(changed, _)| changed == name));
    form.extend(changes);
    form
}

#[tokio::test]
async fn the_mail_server_is_set_up_tried_changed_and_removed() {
    let desk = Desk::of("root").await;
    let empty = desk.get(PATH).await;
    assert!(empty.main().contains("No mail leaves this server.") && empty.main().contains("Set up"));
    let blank = desk.get(EDIT).await;
    assert!(!blank.main().contains("name=\"encryption\" value=\"tls\" checked"), "it is chosen, not met");

    let answer = desk.post(EDIT, &with(&[])).await;
    assert_eq!(answer.location(), "/console/settings/mail-server?done=saved", "{}", answer.body);
    let page = desk.get(answer.location()).await;
    assert!(page.main().contains("smtp.example.org:587"), "the usual port: {}", page.body);
    assert!(!page.body.contains(PASSWORD) && !desk.get(EDIT).await.body.contains("&lt;password&gt;"), "T31");

    let tested = desk.post("/console/settings/mail-server/test", &[("to", "anna@example.org")]).await;
    assert!(tested.main().contains("The test passed"), "{}", tested.body);
    assert_eq!(desk.test.mail.sent()[0].to.address, "anna@example.org");
    desk.test.mail.answer("ben@example.org", Answer::Refused { words: "550 <nobody> here".into() });
    let tested = desk.post("/console/settings/mail-server/test", &[("to", "ben@example.org")]).await;
    assert!(
        tested.main().contains("The test failed") && tested.main().contains("550 &#60;nobody&#62; here"),
        "{}",
        tested.body
    );
    let tested = desk.post("/console/settings/mail-server/test", &[("to", "ben")]).await;
    assert_eq!(tested.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(tested.main().contains("id=\"to-fault\"") && tested.main().contains("value=\"ben\""));

    let answer = desk.post(EDIT, &with(&[("password", ""), ("sender_name", "IT")])).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "the password stays: {}", answer.body);
    let moved = desk.post(EDIT, &with(&[("password", ""), ("host", "evil.example.com")])).await;
    assert!(moved.main().contains("id=\"password-fault\""), "T31: {}", moved.body);

    let answer = desk.post("/console/settings/mail-server/remove", &[]).await;
    assert!(desk.get(answer.location()).await.main().contains("Messages stay in the outbox from now on."));
}

#[tokio::test]
async fn what_is_wrong_stands_beside_its_field_and_what_was_typed_is_kept() {
    let desk = Desk::of("root").await;
    for (field, value, words) in [
        ("host", "smtp example", "Write the host’s name"),
        ("port", "0", "Choose a port"),
        ("encryption", "", "Choose how the connection is protected."),
        ("sender", "devices", "Write one e-mail address"),
        ("reply_to", "x", "Write one e-mail address"),
        ("password", "", "Enter the password."),
        ("connections_max", "many", "Choose between 1 and 20 connections."),
        ("messages_per_minute", "x", "Choose between 1 and 100,000 messages"),
    ] {
        let answer = desk.post(EDIT, &with(&[(field, value), ("sender_name", "Kept name")])).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{field}");
        assert!(answer.main().contains(words), "{field}: {}", answer.body);
        assert!(answer.main().contains("value=\"Kept name\""), "{field}");
        assert!(!answer.body.contains("&lt;password&gt;") && !answer.body.contains(PASSWORD), "T31");
    }
    let token = [("authentication", "xoauth2"), ("token_url", "http://x"), ("grant", "client-credentials")];
    let answer = desk.post(EDIT, &with(&token)).await;
    for field in ["token_url", "client_id", "client_secret"] {
        assert!(answer.main().contains(&format!("id=\"{field}-fault\"")), "{field}: {}", answer.body);
    }
    let mailbox = [("mailbox", "on"), ("mailbox_encryption", "tls"), ("mailbox_folder", "INBOX")];
    let answer = desk.post(EDIT, &with(&mailbox)).await;
    for field in ["mailbox_host", "mailbox_username", "mailbox_password"] {
        assert!(answer.main().contains(&format!("id=\"{field}-fault\"")), "{field}: {}", answer.body);
    }
    assert!(desk.get(PATH).await.main().contains("No mail leaves this server."));

    let mut parts: Vec<_> =
        with(&[]).into_iter().map(|(name, value)| (name, None, value.as_bytes())).collect();
    parts.push(("roots", Some("root.pem"), b"nonsense"));
    let answer = desk.upload(EDIT, &parts).await;
    assert!(answer.main().contains("id=\"roots-fault\""), "{}", answer.body);
}

#[tokio::test]
async fn an_open_connection_is_warned_of_and_an_auditor_only_reads() {
    let mut desk = Desk::of("root").await;
    let answer = desk.post(EDIT, &with(&[("encryption", "none")])).await;
    let page = desk.get(answer.location()).await;
    assert!(
        page.main().contains("The connection is not encrypted.")
            && page.main().contains("smtp.example.org:25")
    );
    desk.sit_down("audrey").await;
    let page = desk.get(PATH).await;
    assert!(page.main().contains("smtp.example.org:25"), "{}", page.body);
    assert!(!page.main().contains("<form") && !page.main().contains(EDIT));
    assert_eq!(desk.get(EDIT).await.status, StatusCode::FORBIDDEN);
}
