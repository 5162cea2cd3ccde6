//! What a program does: begin an enrollment, look at its profile, follow it, list.

use domain::api_token::Scope;
use http::{StatusCode, header};
use serde_json::json;

use crate::door::Door;

#[tokio::test]
async fn a_program_begins_an_enrollment_and_follows_it() {
    let door = Door::open().await;
    let token = door.token(&Scope::ALL).await;
    let begun = door.post(&token, "/api/v1/enrollments", &json!({ "username": "Ann" })).await;
    assert_eq!(begun.status, StatusCode::CREATED, "{}", begun.text);
    let body = begun.json();
    let id = body["enrollment"]["id"].as_str().expect("an id").to_owned();
    let address = format!("/api/v1/enrollments/{id}");
    assert_eq!(begun.headers[header::LOCATION], address.as_str());
    assert!(body["profile_url"].as_str().is_some_and(|url| url.starts_with("https://")), "{body}");
    assert_eq!(body["enrollment"]["status"], "under-way");
    assert_eq!(body["enrollment"]["step"], "logged-in");
    assert_eq!(body["enrollment"]["ownership"], "institutional");

    let shown = door.get(&token, &address).await;
    assert_eq!(shown.json()["enrollment"], body["enrollment"]);
    assert!(!shown.text.contains("profile_url"), "the link is shown once");

    let profile = door.get(&token, &format!("{address}/profile?signed=false")).await;
    assert_eq!(profile.status, StatusCode::OK);
    assert_eq!(profile.headers[header::CONTENT_TYPE], "application/x-apple-aspen-config");
    assert_eq!(profile.headers[header::CACHE_CONTROL], "no-store");
    assert!(profile.text.contains("com.apple.mdm"), "C23: it can be read");
    for query in ["", "?signed=true", "?signed="] {
        let refused = door.get(&token, &format!("{address}/profile{query}")).await;
        assert_eq!(
            refused.problem(422)["errors"][0]["field"],
            "signed",
            "T76: no problem carries the profile's type"
        );
    }

    let listed = door.get(&token, "/api/v1/enrollments?state=unfinished").await.json();
    assert_eq!(listed["items"][0]["id"], id.as_str());
    assert_eq!(listed["next"], json!(null));
    assert_eq!(door.get(&token, "/api/v1/enrollments?state=enrolled").await.json()["items"], json!([]));
}

#[tokio::test]
async fn pages_follow_each_other_without_gap_or_repetition() {
    let door = Door::open().await;
    let token = door.token(&Scope::ALL).await;
    let mut begun = Vec::new();
    for _ in 0..5 {
        let body = door.post(&token, "/api/v1/enrollments", &json!({ "username": "ann" })).await.json();
        begun.push(body["enrollment"]["id"].clone());
    }
    begun.reverse();
    let (mut seen, mut after) = (Vec::new(), String::new());
    loop {
        let page = door.get(&token, &format!("/api/v1/enrollments?limit=2{after}")).await.json();
        let items = page["items"].as_array().expect("items").clone();
        assert!(items.len() <= 2);
        seen.extend(items.into_iter().map(|item| item["id"].clone()));
        let Some(next) = page["next"].as_str() else { break };
        let escaped: String = next.bytes().map(|octet| format!("%{octet:02X}")).collect();
        after = format!("&after={escaped}");
    }
    assert_eq!(seen, begun);
}

#[tokio::test]
async fn the_document_is_served_as_generated() {
    let door = Door::open().await;
    let served =
        door.send(crate::door::request("GET", api::PUBLIC[0], None, axum::body::Body::empty())).await;
    assert_eq!(served.status, StatusCode::OK);
    assert_eq!(served.json(), serde_json::to_value(api::openapi()).expect("a document"));
}

#[tokio::test]
async fn a_device_is_listed_found_and_shown_with_what_it_told() {
    let door = Door::open().await;
    let token = door.token(&[Scope::Read]).await;
    let mut phone = door.test.enroll_again("ann", 0).await;
    phone.answer_all(&door.test.app).await.expect("answers");

    let listed = door.get(&token, "/api/v1/devices?managed=true&search=ann").await.json();
    let device = &listed["items"][0];
    assert_eq!(device["udid"], phone.udid.as_str());
    assert_eq!(device["is_managed"], true);
    assert_eq!(device["person"]["username"], "ann");
    assert_eq!(device["enrolled_at"], "2026-11-22T12:00:00Z");
    assert_eq!(door.get(&token, "/api/v1/devices?managed=false").await.json()["items"], json!([]));

    let address = format!("/api/v1/devices/{}", device["id"].as_str().expect("an id"));
    let shown = door.get(&token, &address).await.json();
    assert_eq!(&shown["device"], device);
    assert_eq!(shown["enrollment"]["status"], "enrolled");
    for kind in ["information", "security", "profiles", "certificates", "applications"] {
        assert!(!shown["inventory"][kind].is_null(), "{kind}: {shown}");
        assert_eq!(shown["inventory"][format!("{kind}_at")], "2026-11-22T12:00:00Z", "{kind}");
    }
    assert_eq!(shown["commands"][0]["state"], "acknowledged");

    let timeline = door.get(&token, &format!("{address}/timeline")).await.json();
    let events: Vec<&str> = timeline["items"]
        .as_array()
        .expect("items")
        .iter()
        .filter_map(|line| line["event"].as_str())
        .collect();
    for event in ["enrolled", "authenticated", "command-answered"] {
        assert!(events.contains(&event), "{events:?}");
    }
}

#[tokio::test]
async fn t31_no_answer_holds_a_known_secret() {
    let door = Door::open().await;
    let token = door.token(&Scope::ALL).await;
    let mut phone = door.test.enroll_again("ann", 0).await;
    phone.answer_all(&door.test.app).await.expect("answers");
    let device = door.get(&token, "/api/v1/devices").await.json()["items"][0]["id"].clone();
    let device = device.as_str().expect("an id");
    let enrollment = door.get(&token, "/api/v1/enrollments").await.json()["items"][0]["id"].clone();
    let enrollment = enrollment.as_str().expect("an id");

    let secrets = [
        token.clone(),
        door.session.expose().to_owned(),
        phone.challenge(),
        phone.push_magic.clone(),
        testkit::PASSWORD.into(),
    ];
    for uri in [
        "/api/v1/devices".to_owned(),
        format!("/api/v1/devices/{device}"),
        format!("/api/v1/devices/{device}/timeline"),
        "/api/v1/enrollments".to_owned(),
        format!("/api/v1/enrollments/{enrollment}"),
    ] {
        let answer = door.get(&token, &uri).await;
        assert_eq!(answer.status, StatusCode::OK, "{uri}");
        for secret in &secrets {
            assert!(!secret.is_empty() && !answer.text.contains(secret.as_str()), "{uri}");
        }
    }
}
