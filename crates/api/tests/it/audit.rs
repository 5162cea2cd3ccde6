//! The audit log for programs.

use axum::body::Body;
use domain::api_token::Scope;
use domain::privilege::PrivilegeSet;
use http::StatusCode;
use serde_json::{Value, json};

use crate::door::{Door, request};

const PATH: &str = "/api/v1/audit";

fn events(page: &Value) -> Vec<String> {
    let items = page["items"].as_array().expect("items");
    items.iter().map(|item| item["event"].as_str().expect("a name").to_owned()).collect()
}

#[tokio::test]
async fn the_log_is_listed_filtered_and_walked() {
    let door = Door::open().await;
    let token = door.token(&[Scope::Read]).await;
    let get = async |query: &str| {
        let answer = door.get(&token, &format!("{PATH}{query}")).await;
        assert_eq!(answer.status, StatusCode::OK, "{query}: {}", answer.text);
        answer.json()
    };
    let all = get("").await;
    assert_eq!(
        events(&all),
        ["api-token-created", "signed-in", "account-created", "account-created", "audit-chained"]
    );
    let created = &all["items"][2];
    assert_eq!(
        (&created["title"], &created["details"]),
        (&json!("Account root created"), &json!({ "username": "root" }))
    );
    assert_eq!((&created["actor"]["kind"], &created["changes"]), (&json!("operator"), &json!([])));
    assert_eq!(all["items"][4]["details"]["lines_before"], "0");

    assert_eq!(events(&get("?actor=root").await), ["api-token-created", "signed-in"]);
    assert_eq!(events(&get("?event=signed-in&source=192.0.2.7").await), ["signed-in"]);
    assert_eq!(events(&get("?search=account%20ANN").await), ["account-created"]);
    assert_eq!(events(&get("?since=2026-11-22T12:00:00Z&until=2026-11-22T12:00:01Z").await).len(), 5);
    assert!(events(&get("?until=2026-11-22T13:00:00%2B01:00").await).is_empty());
    assert!(events(&get("?device_id=00000000-0000-7000-8000-000000000001").await).is_empty());

    let (mut walked, mut query) = (Vec::new(), "?limit=2".to_owned());
    loop {
        let page = get(&query).await;
        walked.extend(events(&page));
        let Some(next) = page["next"].as_str() else { break };
        query = format!("?limit=2&after={next}");
    }
    assert_eq!(walked, events(&all));
}

#[tokio::test]
async fn t30_wrong_filters_are_named_and_unknown_ones_refused() {
    let door = Door::open().await;
    let token = door.token(&[Scope::Read]).await;
    let wrong =
        "?since=yesterday&until=1&actor=%00&event=MAC&device_id=7&enrollment_id=7&source=x&after=1&limit=0";
    let problem = door.get(&token, &format!("{PATH}{wrong}")).await.problem(422);
    let mut fields: Vec<_> =
        problem["errors"].as_array().expect("errors").iter().map(|error| error["field"].clone()).collect();
    fields.sort_by_key(Value::to_string);
    let expected =
        ["actor", "after", "device_id", "enrollment_id", "event", "limit", "since", "source", "until"];
    assert_eq!(json!(fields), json!(expected));
    for unknown in ["sort=mac", "mac=00", "lane=1", "number=1", "words=x", "order=at"] {
        door.get(&token, &format!("{PATH}?{unknown}")).await.problem(400);
    }
}

#[tokio::test]
async fn only_a_token_of_somebody_who_may_reads_the_log() {
    let door = Door::open().await;
    let enroll = door.token(&[Scope::Enroll, Scope::Manage]).await;
    door.get(&enroll, PATH).await.problem(403);
    let set =
        PrivilegeSet::parse("custom", "sign-in-to-console read-devices manage-api-tokens").expect("a set");
    let (_, otto) = door.test.sign_in("otto", set).await;
    let token = door.test.api_token(&otto, &[Scope::Read]).await;
    door.get(token.expose(), PATH).await.problem(403);
    assert_eq!(door.get(token.expose(), "/api/v1/devices").await.status, StatusCode::OK);
}

#[tokio::test]
async fn t34_a_refused_request_is_noted_with_its_route_and_never_its_path() {
    let door = Door::open().await;
    let (read, enroll) = (door.token(&[Scope::Read]).await, door.token(&[Scope::Enroll]).await);
    let path = "/api/v1/devices/00000000-0000-7000-8000-000000000001";
    for _ in 0..3 {
        door.get(&enroll, &format!("{PATH}?search=swordfish")).await.problem(403);
        door.get(&enroll, path).await;
    }
    door.send(request("POST", "/api/v1/enrollments", Some(&read), Body::empty())).await;
    let page = door.get(&read, &format!("{PATH}?event=refused")).await;
    let lines = page.json();
    let noted: Vec<_> =
        lines["items"].as_array().expect("items").iter().map(|item| &item["details"]).collect();
    assert_eq!(noted, [&json!({ "method": "GET", "route": "/api/v1/audit" })], "{}", page.text);
    assert!(!page.text.contains("swordfish"));
    assert_eq!(lines["items"][0]["actor"]["kind"], "api-token");
}
