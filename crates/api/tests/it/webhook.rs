//! Webhooks for programs.

use domain::api_token::Scope;
use http::StatusCode;
use serde_json::{Value, json};

use crate::door::Door;

const PATH: &str = "/api/v1/webhooks";

fn fields(url: &str) -> Value {
    json!({ "name": "Tickets", "url": url, "events": ["enrollment.begun", "enrollment.enrolled"] })
}

/// Makes a webhook: its address, and its secret.
async fn make(door: &Door, token: &str) -> (String, String) {
    let made = door.post(token, PATH, &fields("https://example.org/hooks")).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.text);
    let location = made.headers["location"].to_str().expect("ASCII").to_owned();
    (location, made.json()["secret"].as_str().expect("a secret").to_owned())
}

#[tokio::test]
async fn a_webhook_is_made_shown_changed_disabled_and_deleted() {
    let door = Door::open().await;
    let token = door.token(&[Scope::Manage]).await;
    assert_eq!(door.get(&token, PATH).await.json(), json!({ "items": [] }));
    let (path, secret) = make(&door, &token).await;
    assert!(secret.starts_with("whsec_"));
    let shown = door.get(&token, &path).await.json();
    assert_eq!(
        (&shown["name"], &shown["url"], &shown["events"], &shown["state"]),
        (
            &json!("Tickets"),
            &json!("https://example.org/hooks"),
            &json!(["enrollment.begun", "enrollment.enrolled"]),
            &json!("working")
        )
    );
    assert_eq!(door.get(&token, PATH).await.json()["items"][0], shown);

    for (body, fields) in [
        (
            json!({ "name": "x", "url": "https://example.org/", "events": ["enrollment.lost"] }),
            vec!["events"],
        ),
        (json!({ "name": "x", "url": "https://example.org/", "events": ["ping"] }), vec!["events"]),
        (json!({ "name": "", "url": "http://example.org/", "events": [] }), vec!["name", "url", "events"]),
    ] {
        let problem = door.post(&token, PATH, &body).await.problem(422);
        let named: Vec<_> =
            problem["errors"].as_array().expect("errors").iter().map(|error| &error["field"]).collect();
        assert_eq!(json!(named), json!(fields), "{body}");
    }
    door.post(&token, PATH, &json!({ "name": "x", "url": "https://x.org/", "events": [], "secret": "s" }))
        .await
        .problem(400);

    let mut changed = fields("http://10.1.2.3:8080/hooks");
    changed["events"] = json!(["message.bounced"]);
    let answer = door.put(&token, &path, &changed).await;
    assert_eq!((answer.status, &answer.json()["url"]), (StatusCode::OK, &changed["url"]));
    let disabled = door.post(&token, &format!("{path}/disable"), &json!({})).await.json();
    assert_eq!(disabled["state"], "disabled");
    let since = json!({ "since": "2026-11-22T12:00:00Z" });
    door.post(&token, &format!("{path}/replay"), &since).await.problem(409);
    let enabled = door.post(&token, &format!("{path}/enable"), &json!({})).await.json();
    assert_eq!(enabled["state"], "working");
    assert_eq!(door.delete(&token, &path).await.status, StatusCode::NO_CONTENT);
    door.get(&token, &path).await.problem(404);
    door.get(&token, &format!("{path}/deliveries")).await.problem(404);
}

#[tokio::test]
async fn deliveries_are_walked_and_replayed() {
    let door = Door::open().await;
    let token = door.token(&[Scope::Manage]).await;
    let (path, _) = make(&door, &token).await;
    door.test.enroll_again("ann", 1).await;
    door.test.run_due().await;
    door.test.refuse_tellings(Some("no"));
    let tested = door.post(&token, &format!("{path}/test"), &json!({})).await.json();
    assert_eq!(
        (&tested["event"], &tested["state"], &tested["status"], &tested["answer"]),
        (&json!("ping"), &json!("dead"), &json!(500), &json!("no"))
    );

    door.test.refuse_tellings(None);
    let (mut walked, mut query) = (Vec::new(), "?limit=1".to_owned());
    loop {
        let page = door.get(&token, &format!("{path}/deliveries{query}")).await.json();
        walked.extend(page["items"].as_array().expect("items").clone());
        let Some(next) = page["next"].as_str() else { break };
        query = format!("?limit=1&after={next}");
    }
    let events: Vec<_> = walked.iter().map(|one| one["event"].as_str().expect("a name")).collect();
    assert_eq!(events, ["ping", "enrollment.enrolled", "enrollment.begun"]);
    let body: Value = serde_json::from_str(walked[1]["body"].as_str().expect("a body")).expect("JSON");
    assert_eq!((&body["id"], &body["data"]["username"]), (&walked[1]["event_id"], &json!("ann")));
    door.get(&token, &format!("{path}/deliveries?sort=body")).await.problem(400);

    door.test.webhooks.take_sent();
    let id = walked[0]["id"].as_str().expect("an id");
    let replayed = door.post(&token, &format!("/api/v1/webhook-deliveries/{id}/replay"), &json!({})).await;
    assert_eq!((replayed.status, &replayed.json()["state"]), (StatusCode::OK, &json!("ready")));
    let since = json!({ "since": "2026-11-22T12:00:00Z" });
    let replayed = door.post(&token, &format!("{path}/replay"), &since).await;
    assert_eq!(replayed.json(), json!({ "deliveries": 2 }), "one waits already");
    door.test.run_due().await;
    assert_eq!(door.test.webhooks.take_sent().len(), 3);
    let wrong = json!({ "since": "yesterday" });
    assert_eq!(
        door.post(&token, &format!("{path}/replay"), &wrong).await.problem(422)["errors"][0]["field"],
        "since"
    );
}

#[tokio::test]
async fn t31_the_secret_is_in_no_answer_but_the_first() {
    let door = Door::open().await;
    let token = door.token(&[Scope::Manage]).await;
    let (path, first) = make(&door, &token).await;
    let made = door.post(&token, &format!("{path}/secret"), &json!({})).await.json();
    let second = made["secret"].as_str().expect("a secret").to_owned();
    assert_ne!(first, second);
    door.post(&token, &format!("{path}/test"), &json!({})).await;
    let put = door.put(&token, &path, &fields("https://example.org/other")).await;
    let mut answers = vec![put.text];
    for path in [PATH.to_owned(), path.clone(), format!("{path}/deliveries"), "/api/v1/audit".to_owned()] {
        let token = door.token(&Scope::ALL).await;
        answers.push(door.get(&token, &path).await.text);
    }
    for answer in answers {
        assert!(!answer.contains(&first) && !answer.contains(&second), "{answer}");
        assert!(!answer.contains("whsec_"), "{answer}");
    }
}

#[tokio::test]
async fn t29_a_token_without_the_privilege_reads_no_webhook_either() {
    let door = Door::open().await;
    let token = door.token(&[Scope::Manage]).await;
    let (path, _) = make(&door, &token).await;
    let reading = door.token(&[Scope::Read]).await;
    for path in [PATH.to_owned(), path.clone(), format!("{path}/deliveries")] {
        door.get(&reading, &path).await.problem(403);
    }
}
