//! The REST form, against a double of ours: paid services have no local server.

use aws_lc_rs::hmac;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use domain::id::MessageId;
use domain::message::{Answer, Fate, ReceiptSubject};
use domain::sms_provider::{RestSettings, SmsBackend, SmsProvider};
use domain::time::Timestamp;
use gateways::sms::{PostedReceipt, ReceiptRefusal, Sms, SmsProbeKind, verify_receipt};
use uuid::Uuid;

use super::double::Double;
use super::{closed_port, gateway, provider, secrets, sms, words};

const SID: &str = "AC0123456789abcdef";
const TOKEN: &str = "auth-token-7QX";
const TO: &str = "+46701234567";

fn rest(base_url: &str) -> SmsProvider {
    let settings =
        RestSettings { base_url: base_url.into(), account_sid: SID.into(), messaging_service_sid: None };
    provider(SmsBackend::Rest(settings), "+15005550006")
}

#[tokio::test]
async fn a_double_of_the_rest_form_gets_the_fields_under_basic_authentication() {
    let double = Double::start().await;
    double.reply(201, &[], r#"{"sid":"SM42","status":"queued","error_code":null}"#);
    let message = Sms {
        receipt_url: Some("https://mdm.example.org/api/receipts/sms/x".into()),
        ..sms(TO, "Hej Åsa & co: https://mdm.example.org/i/7K2M+9QPX")
    };
    let answer = gateway().send(&rest(&double.url), &secrets(TOKEN), &message).await;
    assert_eq!(answer, Answer::Accepted { words: "201 queued".into(), provider_key: Some("SM42".into()) });
    let request = double.take().remove(0);
    assert_eq!(
        (request.method.as_str(), request.path.as_str()),
        ("POST", "/2010-04-01/Accounts/AC0123456789abcdef/Messages.json")
    );
    let basic = format!("Basic {}", STANDARD.encode(format!("{SID}:{TOKEN}")));
    assert_eq!(request.headers["authorization"], basic);
    assert_eq!(request.headers["content-type"], "application/x-www-form-urlencoded");
    assert_eq!(request.field("To").as_deref(), Some(TO));
    assert_eq!(request.field("From").as_deref(), Some("+15005550006"));
    assert_eq!(request.field("Body").as_ref(), Some(&message.text));
    assert_eq!(request.field("StatusCallback"), message.receipt_url);
    assert_eq!(request.field("MessagingServiceSid"), None);

    let mut by_service = rest(&double.url);
    if let SmsBackend::Rest(settings) = &mut by_service.backend {
        settings.messaging_service_sid = Some("MG1".into());
    }
    double.reply(201, &[], r#"{"sid":"SM43","status":"accepted"}"#);
    gateway().send(&by_service, &secrets(TOKEN), &message).await;
    let request = double.take().remove(0);
    assert_eq!((request.field("MessagingServiceSid").as_deref(), request.field("From")), (Some("MG1"), None));
}

#[tokio::test]
async fn a_double_of_the_rest_form_that_refuses_pauses_or_breaks_is_understood() {
    let double = Double::start().await;
    let (gateway, provider, secrets) = (gateway(), rest(&double.url), secrets(TOKEN));
    let send = async || gateway.send(&provider, &secrets, &sms(TO, "x")).await;

    double.reply(400, &[], r#"{"code":21211,"message":"Invalid 'To' Phone Number","status":400}"#);
    assert!(matches!(send().await, Answer::Refused { .. }));
    double.reply(429, &[("retry-after", "17")], r#"{"code":20429,"message":"Too Many Requests"}"#);
    let answer = send().await;
    assert!(
        matches!(answer, Answer::Later { .. }) && words(&answer).ends_with("it asks to wait 17 s"),
        "{answer:?}"
    );
    double.reply(503, &[], "down");
    assert!(matches!(send().await, Answer::Later { .. }));
    double.reply(401, &[], &format!(r#"{{"code":20003,"message":"Authenticate {TOKEN}"}}"#));
    let answer = send().await;
    assert!(matches!(answer, Answer::Unusable { .. }) && !words(&answer).contains(TOKEN), "{answer:?}");
    // An answer without end is read to a limit.
    double.reply(201, &[], &format!(r#"{{"sid":"SM1","status":"queued","x":"{}"}}"#, "y".repeat(10_000_000)));
    assert!(matches!(send().await, Answer::Unusable { .. }));
    assert!(
        words(
            &gateway
                .send(&rest(&format!("http://127.0.0.1:{}", closed_port())), &secrets, &sms(TO, "x"))
                .await
        )
        .contains("could not be reached")
    );
}

#[tokio::test]
async fn numbers_of_other_countries_are_refused_without_a_word_to_anybody() {
    let double = Double::start().await;
    let answer = gateway().send(&rest(&double.url), &secrets(TOKEN), &sms("+12025550123", "x")).await;
    assert!(matches!(answer, Answer::Refused { .. }));
    assert!(double.take().is_empty());
}

#[tokio::test]
async fn t31_a_redirect_does_not_get_the_secret() {
    let (double, elsewhere) = (Double::start().await, Double::start().await);
    double.reply(307, &[("location", elsewhere.url.as_str())], "");
    let answer = gateway().send(&rest(&double.url), &secrets(TOKEN), &sms(TO, "x")).await;
    assert!(matches!(answer, Answer::Unusable { .. }), "{answer:?}");
    assert!(elsewhere.take().is_empty());
}

#[tokio::test]
async fn only_a_trusted_certificate_for_the_host_gets_the_secret() {
    let double = Double::start_with_tls("localhost").await;
    let (gateway, secrets) = (gateway(), secrets(TOKEN));
    let stranger = rest(&double.url);
    let answer = gateway.send(&stranger, &secrets, &sms(TO, "x")).await;
    assert!(
        matches!(answer, Answer::Unusable { .. }) && words(&answer).contains("not trusted"),
        "{answer:?}"
    );

    let trusted = SmsProvider { roots: vec![double.root.clone()], ..rest(&double.url) };
    double.reply(201, &[], r#"{"sid":"SM42","status":"queued"}"#);
    assert!(matches!(gateway.send(&trusted, &secrets, &sms(TO, "x")).await, Answer::Accepted { .. }));
    assert_eq!(double.take().len(), 1);

    let other = Double::start_with_tls("elsewhere.example").await;
    let wrong = SmsProvider { roots: vec![other.root.clone()], ..rest(&other.url) };
    let answer = gateway.send(&wrong, &secrets, &sms(TO, "x")).await;
    assert!(words(&answer).contains("belongs to another host"), "{answer:?}");
    assert!(other.take().is_empty());
}

#[tokio::test]
async fn a_test_goes_step_by_step_to_the_first_that_fails() {
    let double = Double::start_with_tls("localhost").await;
    let (gateway, secrets) = (gateway(), secrets(TOKEN));
    let trusted = SmsProvider { roots: vec![double.root.clone()], ..rest(&double.url) };
    let steps = async |provider: &SmsProvider, to: &str| {
        let probe = gateway.probe(provider, &secrets, &sms(to, "x")).await;
        let last = probe.steps.last().unwrap().clone();
        (probe.is_good(), probe.steps.len(), last.kind, format!("{:?}", last.outcome))
    };
    double.reply(200, &[], r#"{"friendly_name":"School","status":"active"}"#);
    double.reply(201, &[], r#"{"sid":"SM42","status":"queued"}"#);
    let (is_good, count, ..) = steps(&trusted, TO).await;
    assert!(is_good && count == 6);
    let asked: Vec<_> = double.take().into_iter().map(|request| request.method).collect();
    assert_eq!(asked, ["GET", "POST"]);

    double.reply(401, &[], r#"{"code":20003,"message":"Authenticate"}"#);
    let (_, _, last, told) = steps(&trusted, TO).await;
    assert!(
        last == SmsProbeKind::SignIn && told.contains("Authenticate") && told.contains("auth token"),
        "{told}"
    );
    assert_eq!(steps(&rest(&double.url), TO).await.2, SmsProbeKind::Tls);
    assert_eq!(steps(&rest(&format!("https://127.0.0.1:{}", closed_port())), TO).await.2, SmsProbeKind::Tcp);
    assert_eq!(steps(&rest("https://nowhere.invalid"), TO).await.2, SmsProbeKind::Dns);
    assert_eq!(steps(&trusted, "+12025550123").await.2, SmsProbeKind::Settings);
    assert_eq!(steps(&rest("nonsense"), TO).await.2, SmsProbeKind::Settings);
}

#[tokio::test]
async fn t32_a_receipt_of_the_rest_form_counts_with_the_accounts_signature_only() {
    let url = "https://mdm.example.org/api/receipts/sms/00000000-0000-0000-0000-000000000017";
    let body = "SmsSid=SM42&MessageStatus=undelivered&ErrorCode=30003&MessageSid=SM42&To=%2B46701234567";
    // The double signs as the service says it does: the URL, then the fields in the order of their names.
    let signed = format!("{url}ErrorCode30003MessageSidSM42MessageStatusundeliveredSmsSidSM42To+46701234567");
    let key = hmac::Key::new(hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY, TOKEN.as_bytes());
    let good = PostedReceipt {
        message_id: Some(MessageId(Uuid::from_u128(0x17))),
        twilio_signature: Some(STANDARD.encode(hmac::sign(&key, signed.as_bytes()))),
        body: body.into(),
        ..PostedReceipt::default()
    };
    let provider = rest("https://api.twilio.com");
    let verify = |url: &str, posted: &PostedReceipt| {
        verify_receipt(&provider, &secrets(TOKEN), url, posted, Timestamp(0))
    };
    let receipt = verify(url, &good).unwrap().receipt;
    assert_eq!(receipt.about, ReceiptSubject::Message(MessageId(Uuid::from_u128(0x17))));
    assert_eq!((receipt.fate, receipt.words.as_str()), (Fate::Bounced, "undelivered, code 30003"));

    let other_message = url.replace("17", "18");
    assert_eq!(verify(&other_message, &good), Err(ReceiptRefusal::Forged));
    let altered = PostedReceipt { body: body.replace("undelivered", "delivered").into(), ..good.clone() };
    assert_eq!(verify(url, &altered), Err(ReceiptRefusal::Forged));
    let unsigned = PostedReceipt { twilio_signature: None, ..good.clone() };
    assert_eq!(verify(url, &unsigned), Err(ReceiptRefusal::Unsigned));
    let foreign = verify_receipt(&provider, &secrets("another-token"), url, &good, Timestamp(0));
    assert_eq!(foreign, Err(ReceiptRefusal::Forged));
}
