//! Texts of messages from a program.

use domain::api_token::Scope;
use http::StatusCode;
use serde_json::json;

use crate::door::Door;

const TEMPLATES: &str = "/api/v1/message-templates";

#[tokio::test]
async fn a_text_is_read_replaced_and_given_back() {
    let door = Door::open().await;
    let token = door.token(&[Scope::Read, Scope::Manage]).await;
    let german = format!("{TEMPLATES}/invitation/de");
    let shown = door.get(&token, &german).await.json();
    assert_eq!((&shown["changed_at"], &shown["has_built_in"]), (&json!(null), &json!(true)));

    let text = json!({ "subject": "Servus", "body": "Komm\n\n{{link}}", "sms": "{{link}}" });
    let saved = door.put(&token, &german, &text).await;
    assert_eq!(saved.status, StatusCode::OK, "{}", saved.text);
    assert_eq!(saved.json()["subject"], "Servus");
    assert!(saved.json()["changed_at"].is_string());
    let listed = door.get(&token, TEMPLATES).await.json();
    let items = listed["items"].as_array().expect("items").iter();
    assert_eq!(items.filter(|item| item["subject"] == "Servus").count(), 1);

    let wrong = json!({ "subject": "a\nb", "body": "{{lnik}}", "sms": "{{link}}" });
    let refused = door.put(&token, &german, &wrong).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", refused.text);
    assert!(refused.text.contains("Did you mean {{link}}?"), "{}", refused.text);

    assert_eq!(door.delete(&token, &german).await.status, StatusCode::NO_CONTENT);
    assert_eq!(door.delete(&token, &german).await.status, StatusCode::NOT_FOUND);
    assert_eq!(door.get(&token, &german).await.json(), shown);
    for nowhere in ["invitation/klingon", "nonsense/de", "test/x"] {
        assert_eq!(door.get(&token, &format!("{TEMPLATES}/{nowhere}")).await.status, StatusCode::NOT_FOUND);
    }
}
