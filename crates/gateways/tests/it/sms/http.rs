//! Templated HTTP, against Kannel as gateways are run, and against a double for what Kannel never does.

use domain::message::Answer;
use domain::sms_provider::{HttpBody, HttpHeader, HttpMethod, HttpSettings, SmsBackend};
use testkit::Kannel;

use super::double::Double;
use super::{gateway, provider, secrets, sms, words};

const TO: &str = "+46701234567";

fn sendsms(url: &str) -> HttpSettings {
    HttpSettings {
        method: HttpMethod::Get,
        url: format!(
            "{url}?username=school&password={{secret}}&from={{from}}&to={{to}}&charset=UTF-8&coding=0&text={{text}}"
        ),
        headers: Vec::new(),
        body_kind: HttpBody::None,
        body: String::new(),
        status_min: 202,
        status_max: 202,
        contains: "Accepted for delivery".into(),
        id_pointer: String::new(),
    }
}

#[tokio::test]
async fn kannel_takes_messages_and_its_network_gets_the_text_whole() {
    let Some(kannel) = Kannel::start().await else { return };
    let provider = provider(SmsBackend::Http(sendsms(&kannel.url())), "School");
    let (gateway, good) = (gateway(), secrets(Kannel::PASSWORD));
    let answer =
        gateway.send(&provider, &good, &sms(TO, "50% & more: https://mdm.example.org/i/7K2M+9?x=1")).await;
    assert_eq!(answer, Answer::Accepted { words: "202 0: Accepted for delivery".into(), provider_key: None });
    let got = kannel.got("7K2M").await;
    assert!(got.contains("School +46701234567"), "{got}");
    let text = got.replace("%25", "%").replace("%26", "&").replace('+', " ");
    assert!(text.contains("50") && text.contains("more"), "{got}");

    let probe = gateway.probe(&provider, &good, &sms(TO, "a test")).await;
    assert!(probe.is_good(), "{probe:?}");
    let answer = gateway.send(&provider, &secrets("wrong-password"), &sms(TO, "x")).await;
    assert!(matches!(answer, Answer::Unusable { .. }), "{answer:?}");
    assert!(words(&answer).starts_with("403") && !words(&answer).contains("wrong-password"));
}

#[tokio::test]
async fn a_body_of_json_is_posted_with_its_headers_and_the_id_is_found() {
    let double = Double::start().await;
    let settings = HttpSettings {
        method: HttpMethod::Post,
        url: format!("{}/v1/messages", double.url),
        headers: vec![
            HttpHeader { name: "Authorization".into(), value: "Bearer {secret}".into() },
            HttpHeader { name: "Idempotency-Key".into(), value: "{id}".into() },
        ],
        body_kind: HttpBody::Json,
        body: r#"{"messages":[{"to":"{to}","from":"{from}","text":"{text}"}]}"#.into(),
        status_min: 200,
        status_max: 299,
        contains: String::new(),
        id_pointer: "/messages/0/id".into(),
    };
    let provider = provider(SmsBackend::Http(settings), "School");
    double.reply(200, &[], r#"{"messages":[{"id":"abc-1"}]}"#);
    let text = "Say \"hi\"\n{to} {secret}";
    let answer = gateway().send(&provider, &secrets("s3cret-token"), &sms(TO, text)).await;
    assert!(
        matches!(&answer, Answer::Accepted { provider_key: Some(key), .. } if key == "abc-1"),
        "{answer:?}"
    );
    let request = double.take().remove(0);
    assert_eq!((request.method.as_str(), request.path.as_str()), ("POST", "/v1/messages"));
    assert_eq!(request.headers["authorization"], "Bearer s3cret-token");
    assert_eq!(request.headers["content-type"], "application/json");
    assert_eq!(request.headers["idempotency-key"], "00000000-0000-0000-0000-000000000017");
    let body: serde_json::Value = serde_json::from_str(&request.body).unwrap();
    assert_eq!(body["messages"][0]["text"], text);
    assert!(!request.body.contains("s3cret-token"));

    double.reply(400, &[], "s3cret-token is not for this number");
    let answer = gateway().send(&provider, &secrets("s3cret-token"), &sms(TO, "x")).await;
    assert_eq!(answer, Answer::Refused { words: "400 … is not for this number".into() });
}
