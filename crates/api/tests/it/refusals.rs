//! What bad input gets: a problem document that names what is wrong, and nothing else.

use axum::body::Body;
use domain::api_token::Scope;
use http::{StatusCode, header};
use serde_json::{Value, json};

use crate::door::{Answer, Door, request};

fn faulty_fields(answer: &Answer) -> Vec<Value> {
    let problem = answer.problem(422);
    let errors = problem["errors"].as_array().expect("errors");
    errors.iter().map(|error| error["field"].clone()).collect()
}

#[tokio::test]
async fn unknown_paths_methods_and_ids_are_problems_too() {
    let door = Door::open().await;
    let token = door.token(&Scope::ALL).await;
    for path in [
        "/api/v1",
        "/api/v1/",
        "/api/v1/nothing",
        "/api/v1/devices/",
        "/api/v1/devices/1",
        "/api/v1/devices/00000000-0000-7000-8000-000000000001",
        "/api/v1/enrollments/%00",
        "/api/v1/enrollments/00000000-0000-7000-8000-000000000001",
    ] {
        door.get(&token, path).await.problem(404);
    }
    let answer = door.send(request("DELETE", "/api/v1/devices", Some(&token), Body::empty())).await;
    answer.problem(405);
    assert_eq!(answer.headers[header::ALLOW], "GET,HEAD");
}

#[tokio::test]
async fn wrong_values_are_named_all_at_once() {
    let door = Door::open().await;
    let token = door.token(&[Scope::Read]).await;
    let answer = door
        .get(
            &token,
            "/api/v1/devices?managed=yes&os_major=x&sort=shoe-size&after=1&limit=0&search=%00&model=%0A",
        )
        .await;
    let mut fields = faulty_fields(&answer);
    fields.sort_by_key(Value::to_string);
    assert_eq!(json!(fields), json!(["after", "limit", "managed", "model", "os_major", "search", "sort"]));
    assert_eq!(faulty_fields(&door.get(&token, "/api/v1/enrollments?state=lost").await), ["state"]);

    let long = "x".repeat(129);
    assert_eq!(faulty_fields(&door.get(&token, &format!("/api/v1/devices?search={long}")).await), ["search"]);
    let longer = "x".repeat(5_000);
    door.get(&token, &format!("/api/v1/devices?search={longer}")).await.problem(413);
    door.get(&token, "/api/v1/devices?manged=true").await.problem(400);
    door.get(&token, "/api/v1/devices?limit=1&limit=2").await.problem(400);
}

#[tokio::test]
async fn a_forged_cursor_is_refused_or_harmless() {
    let door = Door::open().await;
    let token = door.token(&[Scope::Read]).await;
    for sort in domain::device::DeviceSort::ALL {
        for value in ["", "abc", "-1", "9999999999999999999999", "'%20or%201=1--", "%F0%9F%93%B1"] {
            let uri = format!(
                "/api/v1/devices?sort={}&after=00000000000070008000000000000001~{value}",
                sort.name()
            );
            let status = door.get(&token, &uri).await.status.as_u16();
            assert!(matches!(status, 200 | 422), "{uri}: {status}");
        }
    }
}

#[tokio::test]
async fn t30_no_column_but_the_listed_ones_sorts() {
    let door = Door::open().await;
    let token = door.token(&[Scope::Read]).await;
    let columns = [
        "id",
        "udid",
        "push_token",
        "push_magic",
        "token",
        "unlock_token",
        "password",
        "password_hash",
        "hash",
        "topic",
        "challenge",
        "secret",
        "imei",
        "site_id",
        "created_at",
        "enrolled_at",
        "last_seen_at",
        "os_version",
        "serial_number",
        "full_name",
        "email",
        "enrollment_id",
        "account_id",
        "fingerprint",
        "key_hash",
        "der",
        "name desc",
        "name,udid",
        "1",
        "NAME",
        "",
    ];
    for column in columns {
        let uri = format!("/api/v1/devices?sort={}", column.replace(' ', "%20"));
        assert_eq!(faulty_fields(&door.get(&token, &uri).await), ["sort"], "{column}");
    }
    for sort in domain::device::DeviceSort::ALL {
        let uri = format!("/api/v1/devices?sort={}", sort.name());
        assert_eq!(door.get(&token, &uri).await.status, StatusCode::OK, "{uri}");
    }
}

#[tokio::test]
async fn t35_only_json_is_taken_and_only_well_formed() {
    let door = Door::open().await;
    let token = door.token(&[Scope::Enroll]).await;
    let send = async |content_type: Option<&str>, body: &str| {
        let mut request = request("POST", "/api/v1/enrollments", Some(&token), Body::from(body.to_owned()));
        if let Some(content_type) = content_type {
            request.headers_mut().insert(header::CONTENT_TYPE, content_type.parse().expect("a value"));
        }
        door.send(request).await
    };
    let good = r#"{"username":"ann"}"#;
    for form in [
        None,
        Some("application/x-www-form-urlencoded"),
        Some("multipart/form-data; boundary=x"),
        Some("text/plain"),
    ] {
        send(form, good).await.problem(415);
    }
    let json = Some("application/json");
    for malformed in ["", "{", "[]", "null", r#"{"username":1}"#, r#"{"username":"ann","site":"x"}"#, "{}"] {
        send(json, malformed).await.problem(400);
    }
    send(json, &"[".repeat(60_000)).await.problem(400);
    send(json, &format!(r#"{{"username":"{}"}}"#, "x".repeat(70_000))).await.problem(413);
    for unusable in ["", " ann", "a\\u0000b", "nobody-here", &"x".repeat(129)] {
        let answer = send(json, &format!(r#"{{"username":"{unusable}"}}"#)).await;
        assert_eq!(faulty_fields(&answer), ["username"], "{unusable}");
    }
    assert_eq!(send(json, good).await.status, StatusCode::CREATED);
}

#[tokio::test]
async fn t28_t36_probes_of_templates_and_scripts_come_back_as_text_or_not_at_all() {
    let door = Door::open().await;
    let token = door.token(&Scope::ALL).await;
    for probe in
        ["${7*7}", "{{7*7}}", "#{7*7}", "<%=7*7%>", "<script>alert(1)</script>", "%{7*7}", "=cmd|'/C'!A0"]
    {
        let escaped: String = probe.bytes().map(|octet| format!("%{octet:02X}")).collect();
        let found = door.get(&token, &format!("/api/v1/devices?search={escaped}")).await;
        assert_eq!(found.json()["items"], json!([]), "{probe}");
        let refused = door.post(&token, "/api/v1/enrollments", &json!({ "username": probe })).await;
        assert!(!refused.problem(422).to_string().contains("49"), "{probe}");
        assert_eq!(refused.headers[header::X_CONTENT_TYPE_OPTIONS], "nosniff");
        door.get(&token, &format!("/api/v1/devices/{escaped}")).await.problem(404);
    }
}

#[tokio::test]
async fn a_failing_database_is_an_internal_problem_without_detail() {
    let door = Door::open().await;
    let token = door.token(&[Scope::Read]).await;
    door.test.app.close().await.expect("closed");
    let problem = door.get(&token, "/api/v1/devices").await.problem(500).to_string();
    for word in ["sql", "pool", "closed", "database", "table"] {
        assert!(!problem.to_lowercase().contains(word), "{problem}");
    }
}
