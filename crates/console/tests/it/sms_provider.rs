//! SMS Provider: nothing set up, the kind chosen first, the form of each, a test, removal.

use domain::message::Answer;
use domain::privilege::PrivilegeSet;
use http::StatusCode;

use crate::desk::Desk;
use crate::page::check;

const PATH: &str = "/console/settings/sms-provider";
const EDIT: &str = "/console/settings/sms-provider/edit";
const SECRET: &str = "Token & <secret>";

const REST: [(&str, &str); 7] = [
    ("kind", "rest"),
    ("base_url", "https://api.example.org/"),
    ("account_sid", "AC0123"),
    ("secret", SECRET),
    ("sender", "+46700000000"),
    ("prefixes", "+46 +47\r\n+358"),
    ("default_country", "se"),
];

/// Returns a form with one field changed or added.
fn with<'a>(form: &[(&'a str, &'a str)], field: &'a str, value: &'a str) -> Vec<(&'a str, &'a str)> {
    let mut changed: Vec<_> = form.iter().copied().filter(|(name, _)| *name != field).collect();
    changed.push((field, value));
    changed
}

fn rest() -> Vec<(&'static str, &'static str)> {
    with(&REST, "messages_per_minute", "60")
}

#[tokio::test]
async fn it_is_set_up_kind_first_then_tested_and_removed() {
    let desk = Desk::of("root").await;
    let empty = desk.get(PATH).await;
    assert!(empty.main().contains("No SMS leaves this server"));
    check("sms-provider-none", empty.main());
    assert_eq!(desk.get(EDIT).await.location(), PATH, "without a kind there is no form");
    for (kind, field) in
        [("rest", "account_sid"), ("http", "url"), ("smpp", "system_id"), ("email", "address")]
    {
        let form = desk.get(&format!("{EDIT}?kind={kind}")).await;
        assert!(form.main().contains(&format!("name=\"{field}\"")), "{kind}");
    }
    check("sms-provider-http", desk.get(&format!("{EDIT}?kind=http")).await.main());

    let saved = desk.post(EDIT, &rest()).await;
    assert_eq!(saved.location(), "/console/settings/sms-provider?done=saved");
    let shown = desk.get(saved.location()).await;
    assert!(shown.main().contains("+46 +47 +358") && shown.main().contains("https://api.example.org"));
    check("sms-provider", shown.main());

    let tested = desk.post(&format!("{PATH}/test"), &[("to", "+46 70 123 45 67")]).await;
    assert!(tested.main().contains("The test passed"));
    assert_eq!(desk.test.sms.take_sent().len(), 1);
    desk.test.sms.answer_next(Answer::Refused { words: "<b>no</b> such number".into() });
    let tested = desk.post(&format!("{PATH}/test"), &[("to", "+46701234567")]).await;
    assert!(tested.main().contains("The test failed") && !tested.main().contains("<b>no</b>"));
    let tested = desk.post(&format!("{PATH}/test"), &[("to", "070 12")]).await;
    assert_eq!(tested.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(tested.main().contains("id=\"to-fault\"") && tested.main().contains("value=\"070 12\""));

    let removed = desk.post(&format!("{PATH}/remove"), &[]).await;
    assert!(desk.get(removed.location()).await.main().contains("No SMS provider is set up."));
    assert_eq!(desk.post(&format!("{PATH}/remove"), &[]).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn t31_its_secret_is_never_shown_and_stays_where_it_is_left_empty() {
    let desk = Desk::of("root").await;
    desk.post(EDIT, &rest()).await;
    for page in [PATH, EDIT] {
        let answer = desk.get(page).await;
        assert!(!answer.body.contains("Token &"), "{page}");
        assert!(answer.main().contains("et"), "{page}");
    }
    let kept = with(&with(&rest(), "secret", ""), "sender", "School");
    assert_eq!(desk.post(EDIT, &kept).await.location(), "/console/settings/sms-provider?done=saved");
    let moved = with(&kept, "base_url", "https://evil.example");
    let refused = desk.post(EDIT, &moved).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.main().contains("id=\"secret-fault\""));
    // A form that is shown again never holds what was typed as a secret.
    let refused = desk.post(EDIT, &with(&rest(), "default_country", "Sweden")).await;
    assert!(refused.main().contains("default_country-fault") && !refused.body.contains("Token &"));
}

#[tokio::test]
async fn what_is_wrong_is_said_where_it_stands_and_the_form_is_kept() {
    let desk = Desk::of("root").await;
    let form = [
        ("kind", "http"),
        ("method", "POST"),
        ("url", "https://{to}/<script>"),
        ("headers", "Host: elsewhere\r\nX-Key: {secret}"),
        ("body_kind", "json"),
        ("body", "{\r\n\"to\": {to}, \"text\": \"{text}\"}"),
        ("status_min", "200"),
        ("status_max", "999"),
        ("secret", "s"),
        ("prefixes", "46"),
        ("default_country", "SE"),
        ("messages_per_minute", "many"),
        ("receipt_key", "short"),
    ];
    let refused = desk.post(EDIT, &form).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    for field in ["url", "headers", "body", "status_max", "prefixes", "messages_per_minute", "receipt_key"] {
        assert!(refused.main().contains(&format!("id=\"{field}-fault\"")), "{field}");
    }
    assert!(refused.main().contains("Host: elsewhere") && !refused.main().contains("<script>"));
    assert!(desk.get(PATH).await.main().contains("No SMS provider is set up."), "nothing was saved");
    assert_eq!(desk.post(EDIT, &[("kind", "pigeon")]).await.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn t27_whoever_only_reads_sees_how_it_is_set_up_and_no_form() {
    let mut desk = Desk::of("root").await;
    desk.post(EDIT, &rest()).await;
    desk.test.account("rita", PrivilegeSet::Auditor).await;
    desk.sit_down("rita").await;
    let shown = desk.get(PATH).await;
    assert!(shown.main().contains("AC0123") && !shown.main().contains("<form"));
    assert_eq!(desk.get(EDIT).await.status, StatusCode::FORBIDDEN);
    assert_eq!(desk.post(EDIT, &rest()).await.status, StatusCode::FORBIDDEN);
}
