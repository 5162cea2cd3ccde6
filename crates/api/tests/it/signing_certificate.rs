//! The signing certificate, as programs see it.

use axum::body::Body;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use domain::api_token::Scope;
use http::{StatusCode, header};
use serde_json::{Value, json};
use testkit::signing_certificate;

use crate::door::{Answer, Door, request};

const PATH: &str = "/api/v1/enrollment-settings/signing-certificate";

async fn put(door: &Door, token: &str, body: &Value) -> Answer {
    let mut request = request("PUT", PATH, Some(token), Body::from(body.to_string()));
    request.headers_mut().insert(header::CONTENT_TYPE, "application/json".parse().expect("a value"));
    door.send(request).await
}

#[tokio::test]
async fn a_program_uploads_looks_at_and_removes_the_signing_certificate() {
    let door = Door::open().await;
    let token = door.token(&Scope::ALL).await;
    door.get(&token, PATH).await.problem(404);
    let file = signing_certificate("profiles.example.org", 90);
    let made = put(&door, &token, &json!({ "file": STANDARD.encode(&file.whole) })).await;
    assert_eq!(made.status, StatusCode::OK, "{}", made.text);
    let shown = door.get(&token, PATH).await.json();
    assert_eq!(shown, made.json());
    assert_eq!(shown["subject"], "CN=profiles.example.org");
    assert_eq!(shown["not_after"], "2027-02-20T12:00:00Z");
    assert_eq!((&shown["is_in_use"], &shown["is_publicly_trusted"]), (&json!(true), &json!(false)));
    assert_eq!(shown["chain"][1]["subject"], "CN=Signing Root");
    assert!(!shown.to_string().contains("key"), "T31: {shown}");

    for (body, words) in [
        (json!({ "file": "%" }), "not base64"),
        (json!({ "file": STANDARD.encode(&file.without_root) }), "incomplete"),
        (json!({ "file": STANDARD.encode("nonsense") }), "neither PEM nor PKCS#12"),
    ] {
        let refused = put(&door, &token, &body).await;
        let problem = refused.problem(422);
        assert!(problem.to_string().contains(words), "{problem}");
    }
    let removed = door.send(request("DELETE", PATH, Some(&token), Body::empty())).await;
    assert_eq!(removed.status, StatusCode::NO_CONTENT);
    door.get(&token, PATH).await.problem(404);
}
