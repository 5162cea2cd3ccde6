//! Invitations by SMS: by a provider and its receipts, by e-mail where the provider takes that, or not at all.

use app::{Caller, InvitationQuery, RecipientQuery, SecretInput, SmsProviderDraft};
use domain::invitation::Delivery;
use domain::message::{Answer, Fate, Receipt, ReceiptSubject};
use domain::recipient::RecipientStatus;
use domain::secret::Secret;
use domain::sms_provider::{EmailSettings, RestSettings, SmsBackend, SmsProvider};
use domain::time::{MINUTE, SECOND};
use testkit::TestApp;

use super::create;
use super::delivery::mail_server;

const TO: &str = "+46701234567";

async fn provider(test: &TestApp, backend: SmsBackend) {
    let draft = SmsProviderDraft {
        provider: SmsProvider {
            backend,
            prefixes: vec!["+46".into()],
            default_country: "SE".into(),
            messages_per_minute: 60,
            sender: "+46700000000".into(),
            roots: Vec::new(),
        },
        secret: SecretInput::Set(Secret::new("auth-token")),
        receipt_key: SecretInput::Keep,
    };
    test.app.save_sms_provider(&Caller::operator(), draft).await.expect("a provider");
}

fn rest() -> SmsBackend {
    SmsBackend::Rest(RestSettings {
        base_url: "https://api.example.org".into(),
        account_sid: "AC1".into(),
        messaging_service_sid: None,
    })
}

/// Returns how the one recipient of the one invitation stands.
async fn status(test: &TestApp) -> RecipientStatus {
    let operator = Caller::operator();
    let query = InvitationQuery { limit: 1, ..Default::default() };
    let id = test.app.list_invitations(&operator, query).await.expect("a list").rows.remove(0).invitation.id;
    let query = RecipientQuery { limit: 1, ..Default::default() };
    test.app.list_recipients(&operator, id, query).await.expect("a list").rows.remove(0).own_status()
}

#[tokio::test]
async fn a_receipt_that_is_faster_than_the_answer_is_not_lost() {
    for test in TestApp::on_each_engine().await {
        provider(&test, rest()).await;
        create(&test, Delivery::Sms, |_| {}, &[TO]).await;
        let about = ReceiptSubject::ProviderKey("a1".into());
        test.sms.put_receipt(Receipt { about, fate: Fate::Delivered, words: "DELIVRD".into() });
        test.app.take_sms_receipts().await.expect("nothing is known of it yet");

        test.sms.answer_next(Answer::Accepted { words: "ok".into(), provider_key: Some("a1".into()) });
        test.run_due().await;
        let sent = test.sms.take_sent().remove(0);
        assert_eq!(sent.to, TO);
        assert!(sent.text.contains("https://mdm.example.org/i/"), "{}", sent.text);
        let receipt_url = sent.receipt_url.expect("where receipts go");
        assert_eq!(receipt_url, format!("https://mdm.example.org/api/receipts/sms/{}", sent.id));
        assert_eq!(status(&test).await, RecipientStatus::Accepted);

        test.app.take_sms_receipts().await.expect("not before its time");
        assert_eq!(status(&test).await, RecipientStatus::Accepted);
        test.advance(10 * SECOND);
        test.app.take_sms_receipts().await.expect("tried again");
        assert_eq!(status(&test).await, RecipientStatus::Delivered);
    }
}

#[tokio::test]
async fn a_receipt_about_nothing_is_forgotten_in_the_end() {
    let test = TestApp::new().await;
    let about = ReceiptSubject::ProviderKey("nobody's".into());
    test.sms.put_receipt(Receipt { about, fate: Fate::Bounced, words: "UNDELIV".into() });
    for _ in 0..10 {
        test.app.take_sms_receipts().await.expect("tried");
        test.advance(5 * MINUTE);
    }
}

#[tokio::test]
async fn where_the_provider_takes_mail_the_mail_server_carries_the_text() {
    let test = TestApp::new().await;
    mail_server(&test).await;
    provider(&test, SmsBackend::Email(EmailSettings { address: "{number}@sms.example.org".into() })).await;
    create(&test, Delivery::Sms, |_| {}, &[TO]).await;
    test.run_due().await;
    assert!(test.sms.take_sent().is_empty());
    let sent = test.mail.sent();
    assert_eq!(sent[0].to.address, "46701234567@sms.example.org");
    assert!(sent[0].html.is_none() && sent[0].text.contains("https://mdm.example.org/i/"));
    assert_eq!(status(&test).await, RecipientStatus::Accepted);
}
