//! Identity providers, as programs see them.

use axum::body::Body;
use domain::api_token::Scope;
use http::{StatusCode, header};
use serde_json::{Value, json};

use crate::door::{Answer, Door, request};

const PATH: &str = "/api/v1/identity-providers";

async fn send(door: &Door, token: &str, method: &'static str, path: &str, body: &Value) -> Answer {
    let mut request = request(method, path, Some(token), Body::from(body.to_string()));
    request.headers_mut().insert(header::CONTENT_TYPE, "application/json".parse().expect("a value"));
    door.send(request).await
}

fn fields() -> Value {
    json!({
        "settings": {
            "name": "School account",
            "issuer": "https://login.example.org",
            "client_id": "vestibule",
            "console": "beside",
            "claims": { "username": "upn", "groups": "roles" }
        },
        "client_secret": "hidden-secret"
    })
}

#[tokio::test]
async fn a_program_sets_a_provider_up_checks_changes_and_deletes_it() {
    let door = Door::open().await;
    let token = door.token(&Scope::ALL).await;
    let made = send(&door, &token, "POST", PATH, &fields()).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.text);
    assert!(!made.text.contains("hidden-secret"), "T31");
    let shown = made.json();
    let path = format!("{PATH}/{}", shown["id"].as_str().expect("an id"));
    assert_eq!(door.get(&token, &path).await.json(), shown);
    assert_eq!(door.get(&token, PATH).await.json()["items"], json!([shown]));
    let settings = &shown["settings"];
    assert_eq!((&settings["portal"], &settings["claims"]["email"]), (&json!("beside"), &json!("email")));
    assert_eq!(settings["claims"]["username"], "upn");
    assert_eq!(shown["has_client_secret"], true);
    assert_eq!(shown["portal_callback"], "https://mdm.example.org/enroll/login/callback");

    // What is shown can be sent back as it is; the secret stays.
    let again = send(&door, &token, "PUT", &path, &json!({ "settings": settings })).await.json();
    assert_eq!(again, shown);
    let checked = door.post(&token, &format!("{path}/check"), &json!({})).await.json();
    assert_eq!((&checked["is_good"], &checked["steps"][0]["step"]), (&json!(true), &json!("discovery")));
    door.post(&token, &format!("{path}/disable"), &json!({})).await;
    assert!(door.get(&token, &path).await.json()["disabled_at"].is_string());
    door.post(&token, &format!("{path}/enable"), &json!({})).await;
    let removed = door.send(request("DELETE", &path, Some(&token), Body::empty())).await;
    assert_eq!(removed.status, StatusCode::NO_CONTENT);
    door.get(&token, &path).await.problem(404);
}

#[tokio::test]
async fn each_fault_is_named() {
    let door = Door::open().await;
    let token = door.token(&Scope::ALL).await;
    for (path, value, field) in [
        ("/settings/name", json!(""), "name"),
        ("/settings/issuer", json!("http://login.example.org"), "issuer"),
        ("/settings/client_id", json!(""), "client_id"),
        ("/settings/console", json!("always"), "console"),
        ("/settings/claims/username", json!(""), "claim_username"),
        ("/client_secret", json!(" blank "), "client_secret"),
    ] {
        let mut body = fields();
        *body.pointer_mut(path).expect("a field") = value;
        let problem = send(&door, &token, "POST", PATH, &body).await;
        assert_eq!(problem.status, StatusCode::UNPROCESSABLE_ENTITY, "{path}");
        assert!(problem.text.contains(&format!("\"{field}\"")), "{path}: {}", problem.text);
    }
    let reading = door.token(&[Scope::Read]).await;
    assert_eq!(send(&door, &reading, "POST", PATH, &fields()).await.status, StatusCode::FORBIDDEN);
}
