//! The texts of the portal through the API: listed, changed, refused by key, and never written over each other.

use axum::body::Body;
use domain::api_token::Scope;
use http::header::CONTENT_TYPE;
use serde_json::json;

use crate::door::{Door, request};

#[tokio::test]
async fn a_language_is_changed_and_set_back_and_another_one_is_added() {
    let door = Door::open().await;
    let token = door.token(&[Scope::Read, Scope::Manage]).await;
    let token = token.as_str();
    let path = "/api/v1/enrollment-languages";
    let listed = door.send(request("GET", path, Some(token), Body::empty())).await.json();
    let languages = listed.as_array().expect("a list");
    assert_eq!(languages[0]["language"], "en");
    assert!(languages.len() >= 12, "those that come with the server");
    assert!(languages.iter().all(|language| language["untranslated"] == 0), "{listed}");

    let german = format!("{path}/de");
    let own = json!({"is_offered": true, "texts": {"login-button": "Los geht’s"}}).to_string();
    let put = |body: String, path: String| {
        let mut request = request("PUT", &path, Some(token), Body::from(body));
        request.headers_mut().insert(CONTENT_TYPE, "application/json".parse().expect("a value"));
        door.send(request)
    };
    let saved = put(own, german.clone()).await.json();
    assert_eq!(
        (&saved["version"], &saved["texts"]["texts"]["login-button"]),
        (&json!(1), &json!("Los geht’s"))
    );

    let unknown = json!({"is_offered": true, "texts": {"login-buton": "x"}}).to_string();
    put(unknown, german.clone()).await.problem(422);
    let variable = json!({"is_offered": true, "texts": {"login-button": "{{person}}"}}).to_string();
    put(variable, german.clone()).await.problem(422);

    let finnish = json!({"is_offered": false, "name": "Suomi", "texts": {}}).to_string();
    let added = put(finnish, format!("{path}/fi")).await.json();
    assert_eq!(added["texts"]["is_offered"], false);
    for code in ["fi", "de"] {
        let gone = request("DELETE", &format!("{path}/{code}"), Some(token), Body::empty());
        assert_eq!(door.send(gone).await.status, 204, "{code}");
    }
    door.send(request("GET", &format!("{path}/fi"), Some(token), Body::empty())).await.problem(404);
    let back = door.send(request("GET", &german, Some(token), Body::empty())).await.json();
    assert_eq!(back["texts"]["texts"], json!({}));
}
