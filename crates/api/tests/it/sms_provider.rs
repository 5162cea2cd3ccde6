//! The SMS provider as programs see it, and the door for its receipts.

use axum::body::Body;
use domain::api_token::Scope;
use http::{Request, StatusCode};
use serde_json::{Value, json};

use crate::door::{Answer, Door};

const PATH: &str = "/api/v1/sms-provider";
const KEY: &str = "a key of sixteen and more";

fn rest() -> Value {
    json!({
        "kind": "rest",
        "rest": { "account_sid": "AC0123" },
        "prefixes": ["+46"],
        "default_country": "SE",
        "sender": "+46700000000",
        "secret": "hidden-token"
    })
}

fn http() -> Value {
    json!({
        "kind": "http",
        "http": {
            "url": "https://sms.example.org/send",
            "headers": [{ "name": "X-Key", "value": "{secret}" }],
            "body": "{\"to\":\"{to}\",\"text\":\"{text}\"}"
        },
        "prefixes": ["+46"],
        "default_country": "SE",
        "secret": "hidden-token",
        "receipt_key": KEY
    })
}

#[tokio::test]
async fn a_program_sets_the_provider_up_tests_and_removes_it() {
    let door = Door::open().await;
    let token = door.token(&Scope::ALL).await;
    door.get(&token, PATH).await.problem(404);
    let made = door.put(&token, PATH, &rest()).await;
    assert_eq!(made.status, StatusCode::OK, "{}", made.text);
    let shown = door.get(&token, PATH).await.json();
    assert_eq!(shown, made.json());
    assert_eq!(shown["rest"]["base_url"], "https://api.twilio.com");
    assert_eq!((&shown["has_secret"], &shown["messages_per_minute"]), (&json!(true), &json!(60)));

    // What is shown can be sent back as it is; the secret stays.
    let mut same = rest();
    (same["rest"], same["secret"]) = (shown["rest"].clone(), Value::Null);
    assert_eq!(door.put(&token, PATH, &same).await.json()["has_secret"], true);

    let test = "/api/v1/sms-provider/test";
    let tested = door.post(&token, test, &json!({ "to": "+46 70 123 45 67" })).await.json();
    assert_eq!((&tested["is_good"], &tested["steps"][0]["step"]), (&json!(true), &json!("send")));
    assert_eq!(door.test.sms.take_sent().len(), 1);
    let refused = door.post(&token, test, &json!({ "to": "070" })).await.problem(422);
    assert_eq!(refused["errors"][0]["field"], "to");

    assert_eq!(door.delete(&token, PATH).await.status, StatusCode::NO_CONTENT);
    door.delete(&token, PATH).await.problem(404);
    door.post(&token, test, &json!({ "to": "+46701234567" })).await.problem(404);
}

#[tokio::test]
async fn each_kind_is_written_and_read() {
    let door = Door::open().await;
    let token = door.token(&Scope::ALL).await;
    let common = json!({ "prefixes": ["+46"], "default_country": "SE", "secret": "secret" });
    for (kind, settings, field, expected) in [
        ("smpp", json!({ "host": "smsc.example.org", "system_id": "school" }), "port", json!(3550)),
        (
            "smpp",
            json!({ "host": "smsc.example.org", "system_id": "school", "tls": false }),
            "port",
            json!(2775),
        ),
        (
            "email",
            json!({ "address": "{number}@sms.example.org" }),
            "address",
            json!("{number}@sms.example.org"),
        ),
        ("http", http()["http"].clone(), "method", json!("POST")),
    ] {
        let mut fields = common.clone();
        fields["kind"] = json!(kind);
        fields[kind] = settings;
        let made = door.put(&token, PATH, &fields).await;
        assert_eq!(made.json()[kind][field], expected, "{}", made.text);
    }
}

#[tokio::test]
async fn t31_a_secret_of_the_provider_is_written_and_never_read() {
    let door = Door::open().await;
    let token = door.token(&Scope::ALL).await;
    let made = door.put(&token, PATH, &http()).await;
    for answer in [&made, &door.get(&token, PATH).await] {
        assert!(!answer.text.contains("hidden-token") && !answer.text.contains(KEY), "{}", answer.text);
    }
    let mut stolen = http();
    (stolen["http"]["url"], stolen["secret"]) = (json!("https://evil.example/send"), Value::Null);
    let refused = door.put(&token, PATH, &stolen).await.problem(422);
    assert_eq!(refused["errors"][0]["field"], "secret");
}

#[tokio::test]
async fn what_is_wrong_with_the_provider_is_named_field_by_field() {
    let door = Door::open().await;
    let token = door.token(&Scope::ALL).await;
    let check = async |change: fn(&mut Value), field: &str| {
        let mut wrong = http();
        change(&mut wrong);
        let refused = door.put(&token, PATH, &wrong).await.problem(422);
        assert_eq!(refused["errors"][0]["field"], field, "{refused}");
    };
    check(|wrong| wrong["kind"] = json!("pigeon"), "kind").await;
    check(|wrong| wrong["kind"] = json!("smpp"), "smpp").await;
    check(|wrong| wrong["prefixes"] = json!([]), "prefixes").await;
    check(|wrong| wrong["http"]["method"] = json!("TRACE"), "method").await;
    check(|wrong| wrong["http"]["body"] = json!("{to} {text}"), "body").await;
    check(|wrong| wrong["roots"] = json!("nonsense"), "roots").await;
    check(|wrong| wrong["secret"] = json!(""), "secret").await;
    check(|wrong| wrong["receipt_key"] = json!("short"), "receipt_key").await;
}

async fn receipt(door: &Door, path: &str, body: &str, signature: Option<(&str, String)>) -> Answer {
    let mut request = Request::builder().method("POST").uri(path);
    if let Some((timestamp, signature)) = signature {
        request = request.header("X-Vestibule-Timestamp", timestamp);
        request = request.header("X-Vestibule-Signature", signature);
    }
    door.send(request.body(Body::from(body.to_owned())).expect("a request")).await
}

#[tokio::test]
async fn t32_receipts_need_no_token_but_a_signature_and_count_once() {
    let door = Door::open().await;
    let token = door.token(&Scope::ALL).await;
    let path = "/api/receipts/sms";
    let body = r#"{"provider_id":"4711","status":"delivered"}"#;
    let seconds = door.test.app.now().seconds().to_string();
    let key = aws_lc_rs::hmac::Key::new(aws_lc_rs::hmac::HMAC_SHA256, KEY.as_bytes());
    let mac = aws_lc_rs::hmac::sign(&key, format!("{seconds}.{body}").as_bytes());
    let hex: String = mac.as_ref().iter().map(|octet| format!("{octet:02x}")).collect();
    let signed = || Some((seconds.as_str(), hex.clone()));

    assert_eq!(receipt(&door, path, body, signed()).await.status, StatusCode::FORBIDDEN);
    door.put(&token, PATH, &http()).await;
    assert_eq!(receipt(&door, path, body, None).await.status, StatusCode::FORBIDDEN);
    assert_eq!(receipt(&door, path, "{}", signed()).await.status, StatusCode::FORBIDDEN);
    let taken = receipt(&door, path, body, signed()).await;
    assert_eq!((taken.status, taken.text.as_str()), (StatusCode::NO_CONTENT, ""));
    assert_eq!(receipt(&door, path, body, signed()).await.status, StatusCode::FORBIDDEN);
    // Whether a message exists is told to nobody.
    let id = "/api/receipts/sms/0190a5c8-0000-7000-8000-000000000001";
    for path in [id, "/api/receipts/sms/nonsense"] {
        assert_eq!(receipt(&door, path, body, None).await.status, StatusCode::FORBIDDEN);
    }
    let long = "x".repeat(17 * 1024);
    assert_eq!(receipt(&door, path, &long, signed()).await.status, StatusCode::PAYLOAD_TOO_LARGE);
}
