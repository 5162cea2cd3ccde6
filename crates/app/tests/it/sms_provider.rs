//! The SMS provider set up, tried and removed; that its secrets never come back; that only its own receipts count.

use std::net::{IpAddr, Ipv4Addr};

use app::{Caller, Error, PostedReceipt, SecretInput, SmsProviderDraft};
use domain::message::Answer;
use domain::privilege::PrivilegeSet;
use domain::secret::Secret;
use domain::sms_provider::{
    EmailSettings, HttpBody, HttpHeader, HttpMethod, HttpSettings, RestSettings, SmsBackend, SmsProvider,
};
use domain::time::{HOUR, MINUTE};
use testkit::TestApp;

const SECRET: &str = "auth token 7QX";
const SOURCE: IpAddr = IpAddr::V4(Ipv4Addr::new(192, 0, 2, 9));

fn rest(base_url: &str) -> SmsProviderDraft {
    SmsProviderDraft {
        provider: SmsProvider {
            backend: SmsBackend::Rest(RestSettings {
                base_url: base_url.to_owned(),
                account_sid: "AC0123456789".to_owned(),
                messaging_service_sid: None,
            }),
            prefixes: vec!["+46".to_owned()],
            default_country: "SE".to_owned(),
            messages_per_minute: 60,
            sender: "+46700000000".to_owned(),
            roots: Vec::new(),
        },
        secret: SecretInput::Set(Secret::new(SECRET)),
        receipt_key: SecretInput::Keep,
    }
}

fn http() -> SmsProviderDraft {
    let mut draft = rest("https://sms.example.org");
    draft.provider.backend = SmsBackend::Http(HttpSettings {
        method: HttpMethod::Post,
        url: "https://sms.example.org/send".to_owned(),
        headers: vec![HttpHeader { name: "X-Key".to_owned(), value: "{secret}".to_owned() }],
        body_kind: HttpBody::Json,
        body: r#"{"to":"{to}","text":"{text}"}"#.to_owned(),
        status_min: 200,
        status_max: 299,
        contains: String::new(),
        id_pointer: String::new(),
    });
    draft.receipt_key = SecretInput::Set(Secret::new("a key of sixteen and more"));
    draft
}

/// Returns the faults of a refusal, by field.
fn fields<T: std::fmt::Debug>(outcome: Result<T, Error>) -> Vec<&'static str> {
    match outcome {
        Err(Error::Invalid(faults)) => faults.into_iter().map(|fault| fault.field).collect(),
        other => panic!("{other:?}"),
    }
}

async fn last_line(test: &TestApp) -> String {
    test.database.trail().await.remove(0)
}

#[tokio::test]
async fn t31_its_secret_goes_in_and_never_comes_out() {
    for test in TestApp::on_each_engine().await {
        let admin = Caller::operator();
        assert!(test.app.show_sms_provider(&admin).await.expect("a look").is_none());
        let saved = test.app.save_sms_provider(&admin, rest("https://api.example.org")).await.expect("saved");
        let shown = test.app.show_sms_provider(&admin).await.expect("a look").expect("a provider");
        assert!(saved.has_secret && shown.has_secret && !shown.has_receipt_key);
        assert!(!format!("{saved:?}{shown:?}").contains(SECRET));

        // Kept where it goes to the same place, asked for again where it would not.
        let mut changed = rest("https://api.example.org");
        (changed.secret, changed.provider.sender) = (SecretInput::Keep, "School".to_owned());
        test.app.save_sms_provider(&admin, changed.clone()).await.expect("saved");
        let line = last_line(&test).await;
        assert!(line.contains("sender") && !line.contains(SECRET), "{line}");
        let before = test.database.trail().await.len();
        test.app.save_sms_provider(&admin, changed.clone()).await.expect("the same");
        assert_eq!(test.database.trail().await.len(), before, "what changes nothing leaves no line");
        let mut moved = rest("https://evil.example.net");
        moved.secret = SecretInput::Keep;
        assert_eq!(fields(test.app.save_sms_provider(&admin, moved).await), ["secret"]);
        changed.secret = SecretInput::Clear;
        assert_eq!(fields(test.app.save_sms_provider(&admin, changed).await), ["secret"]);

        // Another kind takes nothing of it along.
        let mut email = rest("");
        email.provider.backend =
            SmsBackend::Email(EmailSettings { address: "{number}@sms.example.org".to_owned() });
        email.secret = SecretInput::Keep;
        let saved = test.app.save_sms_provider(&admin, email).await.expect("saved");
        assert!(!saved.has_secret);

        test.app.remove_sms_provider(&admin).await.expect("removed");
        assert!(last_line(&test).await.contains("sms-provider-removed"));
        assert!(test.app.show_sms_provider(&admin).await.expect("a look").is_none());
        assert!(matches!(test.app.remove_sms_provider(&admin).await, Err(Error::NotFound)));
    }
}

#[tokio::test]
async fn t31_the_database_holds_its_secrets_sealed() {
    let test = TestApp::new().await;
    test.app.save_sms_provider(&Caller::operator(), http()).await.expect("saved");
    test.app.close().await.expect("closed");
    let file = test.database.file().expect("SQLite");
    let mut stored = std::fs::read(&file).expect("the database");
    if let Ok(log) = std::fs::read(file.with_extension("db-wal")) {
        stored.extend(log);
    }
    let holds = |text: &str| stored.windows(text.len()).any(|window| window == text.as_bytes());
    assert!(holds("sms.example.org"), "the search itself works");
    assert!(!holds(SECRET) && !holds("a key of sixteen and more"));
}

#[tokio::test]
async fn each_fault_is_named_by_its_field_and_nothing_is_saved() {
    let test = TestApp::new().await;
    let admin = Caller::operator();
    let mut draft = rest("ftp://example.org");
    draft.provider.prefixes.clear();
    draft.secret = SecretInput::Set(Secret::new("two\nlines"));
    assert_eq!(fields(test.app.save_sms_provider(&admin, draft).await), ["prefixes", "base_url", "secret"]);
    let mut draft = http();
    draft.receipt_key = SecretInput::Set(Secret::new("short"));
    if let SmsBackend::Http(settings) = &mut draft.provider.backend {
        settings.body = r#"{"to":{to},"text":"{text}"}"#.to_owned();
    }
    assert_eq!(fields(test.app.save_sms_provider(&admin, draft).await), ["body", "receipt_key"]);
    assert!(test.app.show_sms_provider(&admin).await.expect("a look").is_none());
}

#[tokio::test]
async fn a_test_sends_one_message_and_shows_what_came_of_it() {
    let test = TestApp::new().await;
    let admin = Caller::operator();
    assert!(matches!(test.app.test_sms_provider(&admin, "+46701234567").await, Err(Error::NotFound)));
    test.app.save_sms_provider(&admin, rest("https://api.example.org")).await.expect("saved");
    assert_eq!(fields(test.app.test_sms_provider(&admin, "070-123 45 67").await), ["to"]);

    let probe = test.app.test_sms_provider(&admin, "+46 70-123 45 67").await.expect("a try");
    assert!(probe.is_good());
    let sent = test.sms.take_sent();
    assert_eq!(sent.len(), 1);
    assert_eq!(sent[0].to, "+46701234567");
    assert!(sent[0].text.starts_with("Example School: "), "{}", sent[0].text);
    test.sms.answer_next(Answer::Refused { words: "no such number".to_owned() });
    let probe = test.app.test_sms_provider(&admin, "+46701234567").await.expect("a try");
    assert!(!probe.is_good());
    let line = last_line(&test).await;
    assert!(line.contains("sms-provider-tested") && line.contains("\"is_good\":false"), "{line}");
}

#[tokio::test]
async fn t27_only_who_may_manages_it() {
    let test = TestApp::new().await;
    let (_, auditor) = test.sign_in("aud", PrivilegeSet::Auditor).await;
    test.app.save_sms_provider(&Caller::operator(), rest("https://api.example.org")).await.expect("saved");
    assert!(test.app.show_sms_provider(&auditor).await.is_ok());
    let saved = test.app.save_sms_provider(&auditor, rest("https://api.example.org")).await;
    assert!(matches!(saved, Err(Error::Forbidden)));
    assert!(matches!(test.app.remove_sms_provider(&auditor).await, Err(Error::Forbidden)));
    assert!(matches!(test.app.test_sms_provider(&auditor, "+46701234567").await, Err(Error::Forbidden)));
    assert!(test.sms.take_sent().is_empty());
}

#[tokio::test]
async fn t32_a_receipt_counts_once_and_only_with_the_providers_signature() {
    for test in TestApp::on_each_engine().await {
        let admin = Caller::operator();
        let key = aws_lc_rs::hmac::Key::new(aws_lc_rs::hmac::HMAC_SHA256, b"a key of sixteen and more");
        let now = test.app.now();
        let signed = |body: &str, seconds: i64| {
            let mac = aws_lc_rs::hmac::sign(&key, format!("{seconds}.{body}").as_bytes());
            PostedReceipt {
                signature: Some(mac.as_ref().iter().map(|octet| format!("{octet:02x}")).collect()),
                timestamp: Some(seconds.to_string()),
                body: body.as_bytes().to_vec(),
                ..PostedReceipt::default()
            }
        };
        let refused = async |posted: &PostedReceipt| {
            let taken = test.app.take_sms_receipt(posted, SOURCE).await;
            assert!(matches!(taken, Err(Error::Forbidden)), "{taken:?}");
        };
        let body = r#"{"provider_id":"4711","status":"delivered"}"#;
        let good = signed(body, now.seconds());
        refused(&good).await;
        let line = last_line(&test).await;
        assert!(line.contains("sms-receipt-refused") && line.contains("posts no receipts"), "{line}");

        test.app.save_sms_provider(&admin, http()).await.expect("saved");
        test.app.take_sms_receipt(&good, SOURCE).await.expect("taken");
        let before = test.database.trail().await.len();
        refused(&good).await;
        refused(&good).await;
        assert_eq!(test.database.trail().await.len(), before + 1, "one line a minute tells of replays");
        refused(&PostedReceipt { signature: None, ..signed(body, now.seconds() - 1) }).await;
        refused(&PostedReceipt { body: b"{}".to_vec(), ..signed(body, now.seconds() - 2) }).await;
        refused(&signed(body, now.seconds() - 6 * MINUTE / 1_000)).await;
        test.advance(HOUR);
        refused(&good).await;
    }
}
