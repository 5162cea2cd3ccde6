//! People of the built-in list and assignments by a list, as programs see them.

use axum::body::Body;
use domain::api_token::Scope;
use http::{StatusCode, header};
use serde_json::json;

use crate::door::{Answer, Door, request};

async fn send(door: &Door, token: &str, method: &str, uri: &str, kind: &str, body: &str) -> Answer {
    let mut request = request(method, uri, Some(token), Body::from(body.to_owned()));
    request.headers_mut().insert(header::CONTENT_TYPE, kind.parse().expect("a value"));
    door.send(request).await
}

async fn send_list(door: &Door, token: &str, uri: &str, list: &str) -> Answer {
    send(door, token, "POST", uri, "text/csv; charset=utf-8", list).await
}

#[tokio::test]
async fn a_program_keeps_the_list_of_people() {
    let door = Door::open().await;
    let token = door.token(&Scope::ALL).await;
    let made = door
        .post(&token, "/api/v1/people", &json!({ "username": "zoe", "full_name": "Zoë", "room": "12" }))
        .await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.text);
    let address = made.headers[header::LOCATION].to_str().expect("text").to_owned();
    assert_eq!(door.get(&token, &address).await.json(), made.json());
    let replaced = send(&door, &token, "PUT", &address, "application/json", r#"{"username":"zoey"}"#).await;
    let person = replaced.json();
    assert_eq!((person["username"].as_str(), &person["room"]), (Some("zoey"), &json!(null)), "{person}");
    let listed = door.get(&token, "/api/v1/people?search=ZOE").await.json();
    assert_eq!(listed["items"], json!([person]));
    assert_eq!(door.get(&token, "/api/v1/people?search=nobody").await.json()["items"], json!([]));

    let taken = door.post(&token, "/api/v1/people", &json!({ "username": "ZOEY" })).await.problem(422);
    assert_eq!(taken["errors"][0]["field"], "username");
    let bad = json!({ "username": "a\u{0}b", "email": "x", "room": "1".repeat(300) });
    let refused = door.post(&token, "/api/v1/people", &bad).await.problem(422);
    let fields: Vec<_> =
        refused["errors"].as_array().expect("errors").iter().map(|e| e["field"].clone()).collect();
    assert_eq!(json!(fields), json!(["username", "email", "room"]));
    door.post(&token, "/api/v1/people", &json!({ "username": "x", "shoe_size": 39 })).await.problem(400);

    let deleted = door.send(request("DELETE", &address, Some(&token), Body::empty())).await;
    assert_eq!((deleted.status, deleted.text.as_str()), (StatusCode::NO_CONTENT, ""));
    door.get(&token, &address).await.problem(404);
}

#[tokio::test]
async fn a_token_that_only_reads_changes_nothing() {
    let door = Door::open().await;
    let manage = door.token(&[Scope::Read, Scope::Manage]).await;
    let read = door.token(&[Scope::Read]).await;
    let made = door.post(&manage, "/api/v1/people", &json!({ "username": "zoe" })).await;
    let address = made.headers[header::LOCATION].to_str().expect("text").to_owned();
    assert_eq!(door.get(&read, &address).await.status, StatusCode::OK);
    door.post(&read, "/api/v1/people", &json!({ "username": "x" })).await.problem(403);
    send(&door, &read, "PUT", &address, "application/json", r#"{"username":"x"}"#).await.problem(403);
    door.send(request("DELETE", &address, Some(&read), Body::empty())).await.problem(403);
    send_list(&door, &read, "/api/v1/people/import", "Username\nx\n").await.problem(403);
    send_list(&door, &read, "/api/v1/people/import?dry_run=true", "Username\nx\n").await.problem(403);
    send_list(&door, &read, "/api/v1/devices/assignments", "Serial,User\nx,zoe\n").await.problem(403);
    let enroll = door.token(&[Scope::Enroll]).await;
    door.get(&enroll, "/api/v1/people").await.problem(403);
    assert_eq!(door.get(&read, "/api/v1/people").await.json()["items"].as_array().map(Vec::len), Some(1));
}

#[tokio::test]
async fn a_program_imports_a_list_whole_or_not_at_all() {
    let door = Door::open().await;
    let token = door.token(&Scope::ALL).await;
    let list = "Username,E-mail,Shoe size\nzoe,zoe@example.org,38\nbob,nonsense,40\n";
    let dry = send_list(&door, &token, "/api/v1/people/import?dry_run=true", list).await.json();
    assert_eq!(
        dry,
        json!({
            "dry_run": true, "created": 1, "changed": 0, "unchanged": 0, "deleted": 0, "missing": 0, "left_out": 1,
            "faults": [{
                "line": 3, "column": "E-mail",
                "message": "Enter an e-mail address such as ann@example.org, or leave it empty."
            }],
            "ignored_columns": ["Shoe size"]
        })
    );
    let refused = send_list(&door, &token, "/api/v1/people/import", list).await.problem(422);
    assert_eq!(refused["errors"][0]["field"], "file");
    assert!(
        refused["errors"][0]["message"].as_str().is_some_and(|words| words.starts_with("Line 3, E-mail:"))
    );
    assert_eq!(door.get(&token, "/api/v1/people").await.json()["items"], json!([]));
    let done = send_list(&door, &token, "/api/v1/people/import?leave_out=true", list).await.json();
    assert_eq!((&done["created"], &done["left_out"]), (&json!(1), &json!(1)));
    let wrong = send_list(&door, &token, "/api/v1/people/import?delete_missing=2", "Username\nann\n").await;
    assert_eq!(wrong.problem(422)["errors"][0]["field"], "missing");
    let done =
        send_list(&door, &token, "/api/v1/people/import?delete_missing=1", "Username\nann\n").await.json();
    assert_eq!((&done["created"], &done["deleted"]), (&json!(1), &json!(1)));

    for kind in ["application/json", "text/plain", "multipart/form-data; boundary=x"] {
        send(&door, &token, "POST", "/api/v1/people/import", kind, list).await.problem(415);
    }
    send_list(&door, &token, "/api/v1/people/import?dry_run=maybe", list).await.problem(422);
    send_list(&door, &token, "/api/v1/people/import?dryrun=true", list).await.problem(400);
    send_list(&door, &token, "/api/v1/people/import", "Name\nx\n").await.problem(422);
    let large = "x".repeat(domain::upload::UPLOAD_BYTES_MAX + 1);
    send_list(&door, &token, "/api/v1/people/import", &large).await.problem(413);
}

#[tokio::test]
async fn a_program_assigns_devices_by_a_list() {
    let door = Door::open().await;
    let token = door.token(&Scope::ALL).await;
    door.test.enroll_again("ann", 1).await;
    door.post(&token, "/api/v1/people", &json!({ "username": "zoe", "full_name": "Zoë" })).await;
    let address = "/api/v1/devices/assignments";
    let list = "Serial number,Username\nF2LTEST00001,zoe\nNOSUCH,zoe\n,zoe\n";
    let dry = send_list(&door, &token, &format!("{address}?dry_run=true"), list).await.json();
    assert_eq!((&dry["lines"], &dry["faulty"]), (&json!(2), &json!(1)));
    let outcomes: Vec<_> =
        dry["items"].as_array().expect("items").iter().map(|item| item["outcome"].clone()).collect();
    assert_eq!(json!(outcomes), json!(["assign", "left-out"]));
    assert_eq!(dry["items"][0]["after"], "Zoë (zoe)");

    let refused = send_list(&door, &token, address, list).await.problem(422);
    let errors = refused["errors"].as_array().expect("errors");
    assert_eq!(errors.len(), 2, "{refused}");
    assert_eq!(errors[1]["message"], "Line 3: There is no device with this serial number.");
    let done = send_list(&door, &token, &format!("{address}?leave_out=true"), list).await;
    assert_eq!(done.status, StatusCode::CREATED, "{}", done.text);
    let body = done.json();
    assert_eq!(
        (&body["state"], &body["assigned"], &body["left_out"]),
        (&json!("finished"), &json!(1), &json!(2))
    );
    let location = done.headers[header::LOCATION].to_str().expect("text").to_owned();
    assert_eq!(door.get(&token, &location).await.json(), body);
    let devices = door.get(&token, "/api/v1/devices").await.json();
    assert_eq!(devices["items"][0]["person"]["username"], "zoe");

    let lines: String = (0..600).map(|n| format!("F2LTEST{n:05},\n")).collect();
    let begun = send_list(&door, &token, address, &format!("Serial number,Username\n{lines}")).await;
    assert_eq!((begun.status, &begun.json()["state"]), (StatusCode::ACCEPTED, &json!("under-way")));
    let location = begun.headers[header::LOCATION].to_str().expect("text").to_owned();
    let stopped = door.send(request("DELETE", &location, Some(&token), Body::empty())).await;
    assert_eq!(stopped.status, StatusCode::NO_CONTENT);
    assert_eq!(door.get(&token, &location).await.json()["state"], "stopped");
    door.get(&token, &format!("{address}/00000000-0000-7000-8000-000000000001")).await.problem(404);
}
