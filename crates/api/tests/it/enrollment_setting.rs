//! Settings of user-initiated enrollment by programs: versions, conflicts, history.

use axum::body::Body;
use domain::api_token::Scope;
use http::{StatusCode, header};
use serde_json::{Value, json};

use crate::door::{Answer, Door, request};

const SETTINGS: &str = "/api/v1/enrollment-settings";

async fn put(door: &Door, token: &str, path: &str, body: &Value, if_match: Option<&str>) -> Answer {
    let mut request = request("PUT", path, Some(token), Body::from(body.to_string()));
    request.headers_mut().insert(header::CONTENT_TYPE, "application/json".parse().expect("a value"));
    if let Some(version) = if_match {
        request.headers_mut().insert(header::IF_MATCH, version.parse().expect("a value"));
    }
    door.send(request).await
}

#[tokio::test]
async fn each_section_is_replaced_from_the_version_that_was_seen() {
    let door = Door::open().await;
    let token = door.token(&[Scope::Read, Scope::Manage]).await;
    for (section, field, changed) in [
        ("general", "restrict_reenrollment", json!(true)),
        ("devices", "minimum_os", json!("17.4")),
        ("re-enrollment", "management_history", json!("delete-errors")),
        ("account-driven", "domains", json!(["example.org", "school.example"])),
    ] {
        let path = format!("{SETTINGS}/{section}");
        let first = door.get(&token, &path).await;
        assert_eq!(
            (&first.json()["version"], &first.headers[header::ETAG]),
            (&json!(0), &"\"0\"".parse().expect("a value"))
        );
        let mut settings = first.json()["settings"].clone();
        settings[field] = changed.clone();
        let second = put(&door, &token, &path, &settings, Some("\"0\"")).await;
        assert_eq!(second.status, StatusCode::OK, "{}", second.text);
        assert_eq!((&second.json()["version"], &second.json()["settings"]), (&json!(1), &settings));
        assert_eq!(second.headers[header::ETAG], "\"1\"");
        assert_eq!(door.get(&token, &path).await.json(), second.json());

        put(&door, &token, &path, &first.json()["settings"], Some("\"0\"")).await.problem(409);
        put(&door, &token, &path, &settings, Some("1")).await.problem(400);
        let third = put(&door, &token, &path, &first.json()["settings"], None).await;
        assert_eq!(third.json()["version"], json!(2));
        let history = door.get(&token, &format!("{path}/history")).await.json();
        let versions: Vec<_> = history["items"].as_array().expect("a list").iter().collect();
        assert_eq!((versions.len(), &versions[1]["settings"]), (2, &settings));
        assert_eq!(versions[0]["changes"].as_array().expect("a list").len(), 1);
    }
    let row = "/api/v1/enrollment-access/00000000-0000-0000-0000-000000000001";
    let fields = json!({ "may_institutional": true, "may_personal": true, "must_accept_eula": true });
    let answer = put(&door, &token, row, &fields, None).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
    let history = door.get(&token, &format!("{SETTINGS}/access/history")).await.json();
    assert_eq!(
        history["items"][0]["changes"][0]["field"],
        "All directory users › may enroll personal devices"
    );
    assert_eq!(history["items"].as_array().expect("a list").len(), 2, "what counted before is kept, too");
    door.get(&token, &format!("{SETTINGS}/text/history")).await.problem(404);
    door.get(&token, &format!("{SETTINGS}/nothing/history")).await.problem(404);
}

#[tokio::test]
async fn what_makes_no_sense_is_named_and_a_reading_token_changes_nothing() {
    let door = Door::open().await;
    let token = door.token(&[Scope::Read, Scope::Manage]).await;
    let path = format!("{SETTINGS}/devices");
    let mut settings = door.get(&token, &path).await.json()["settings"].clone();
    settings["minimum_os"] = json!("new");
    settings["session_token_days"] = json!(0);
    let problem = put(&door, &token, &path, &settings, None).await.problem(422);
    let fields: Vec<_> =
        problem["errors"].as_array().expect("a list").iter().map(|error| error["field"].clone()).collect();
    assert_eq!(fields, ["minimum_os", "session_token_days"]);
    settings["surprise"] = json!(true);
    put(&door, &token, &path, &settings, None).await.problem(400);
    let read = door.token(&[Scope::Read]).await;
    let settings = door.get(&read, &path).await.json()["settings"].clone();
    put(&door, &read, &path, &settings, None).await.problem(403);
}

#[tokio::test]
async fn domains_of_managed_apple_accounts_are_read_as_people_write_them() {
    let door = Door::open().await;
    let token = door.token(&[Scope::Read, Scope::Manage]).await;
    let path = format!("{SETTINGS}/account-driven");
    let written = json!({ "domains": ["@Example.org", "example.org", "School.example"] });
    let saved = put(&door, &token, &path, &written, None).await;
    assert_eq!(saved.json()["settings"], json!({ "domains": ["example.org", "school.example"] }));
    let faulty = json!({ "domains": ["example.org", "10.0.0.1"] });
    let problem = put(&door, &token, &path, &faulty, None).await.problem(422);
    assert_eq!(problem["errors"][0]["field"], json!("domains"));
}

#[tokio::test]
async fn a_signing_certificate_is_wanted_only_where_there_is_one() {
    let door = Door::open().await;
    let token = door.token(&[Scope::Read, Scope::Manage]).await;
    let path = format!("{SETTINGS}/general");
    let mut settings = door.get(&token, &path).await.json()["settings"].clone();
    settings["use_signing_certificate"] = json!(true);
    let problem = put(&door, &token, &path, &settings, None).await.problem(422);
    assert_eq!(problem["errors"][0]["field"], json!("use_signing_certificate"));
}
