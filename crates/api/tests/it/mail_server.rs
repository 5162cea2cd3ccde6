//! The mail server, as programs see it.

use axum::body::Body;
use domain::api_token::Scope;
use http::{StatusCode, header};
use serde_json::{Value, json};

use crate::door::{Answer, Door, request};

const PATH: &str = "/api/v1/mail-server";

async fn put(door: &Door, token: &str, body: &Value) -> Answer {
    let mut request = request("PUT", PATH, Some(token), Body::from(body.to_string()));
    request.headers_mut().insert(header::CONTENT_TYPE, "application/json".parse().expect("a value"));
    door.send(request).await
}

fn fields() -> Value {
    json!({
        "settings": {
            "host": "smtp.example.org",
            "encryption": "start-tls",
            "authentication": { "kind": "password", "username": "devices@example.org" },
            "sender": "devices@example.org",
            "bounce_mailbox": { "host": "imap.example.org", "encryption": "tls", "username": "bounces" }
        },
        "password": "hidden-password",
        "mailbox_password": "hidden-password"
    })
}

#[tokio::test]
async fn a_program_sets_the_mail_server_up_tests_replaces_and_removes_it() {
    let door = Door::open().await;
    let token = door.token(&Scope::ALL).await;
    door.get(&token, PATH).await.problem(404);
    let made = put(&door, &token, &fields()).await;
    assert_eq!(made.status, StatusCode::OK, "{}", made.text);
    let shown = door.get(&token, PATH).await.json();
    assert_eq!(shown, made.json());
    assert!(!shown.to_string().contains("hidden-password"), "T31");
    assert_eq!((&shown["settings"]["port"], &shown["settings"]["connections_max"]), (&json!(587), &json!(4)));
    assert_eq!(shown["settings"]["bounce_mailbox"]["folder"], "INBOX");
    assert_eq!((&shown["has_password"], &shown["has_refresh_token"]), (&json!(true), &json!(false)));

    // What is shown can be sent back as it is; the secrets stay.
    let again = put(&door, &token, &json!({ "settings": shown["settings"] })).await.json();
    assert_eq!(again, shown);

    let tested =
        door.post(&token, &format!("{PATH}/test"), &json!({ "to": "anna@example.org" })).await.json();
    assert_eq!((&tested["is_good"], &tested["steps"][0]["step"]), (&json!(true), &json!("dns")));
    assert_eq!(door.test.mail.sent()[0].to.address, "anna@example.org");
    let draft = json!({ "mail_server": fields() });
    let tested = door.post(&token, &format!("{PATH}/test"), &draft).await.json();
    assert_eq!(tested["is_good"], true);

    let removed = door.send(request("DELETE", PATH, Some(&token), Body::empty())).await;
    assert_eq!(removed.status, StatusCode::NO_CONTENT);
    door.post(&token, &format!("{PATH}/test"), &json!({})).await.problem(404);
}

#[tokio::test]
async fn each_fault_is_named() {
    let door = Door::open().await;
    let token = door.token(&Scope::ALL).await;
    for (path, value, field) in [
        ("/settings/host", json!("smtp example"), "host"),
        ("/settings/encryption", json!("opportunistic"), "encryption"),
        ("/settings/authentication/kind", json!("magic"), "authentication"),
        ("/settings/bounce_mailbox/encryption", json!("none"), "mailbox_encryption"),
        ("/password", json!(null), "password"),
    ] {
        let mut body = fields();
        *body.pointer_mut(path).expect("a field") = value;
        let problem = put(&door, &token, &body).await;
        assert_eq!(problem.status, StatusCode::UNPROCESSABLE_ENTITY, "{path}");
        assert!(problem.text.contains(&format!("\"{field}\"")), "{path}: {}", problem.text);
    }
    let mut body = fields();
    body["settings"]["roots"] = json!("no certificate");
    assert!(put(&door, &token, &body).await.text.contains("roots"));
    door.get(&token, PATH).await.problem(404);
    let reading = door.token(&[Scope::Read]).await;
    assert_eq!(put(&door, &reading, &fields()).await.status, StatusCode::FORBIDDEN);
}
