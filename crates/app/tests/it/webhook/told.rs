//! What is told: each step once, written down with the change itself.

use app::{App, Caller, Clock, Ids, LinkKey, NewInvitation, Parts};
use ca::sealing::SealingKeys;
use domain::invitation::{Delivery, InvitationTerms};
use domain::job::LEASE;
use domain::message::{Answer, Fate, Receipt, ReceiptSubject};
use domain::time::{DAY, SECOND};
use domain::webhook::{WebhookDeliveryState, WebhookEvent};
use gateways::directory::{DirectoryGateway, MemoryDirectory};
use gateways::identity_provider::{IdentityProviderGateway, MemoryProviders};
use gateways::mail::{MailGateway, MemoryMail};
use gateways::push::{MemoryPush, PushGateway};
use gateways::simulator::SimulatorGateway;
use gateways::sms::{MemorySms, SmsGateway};
use gateways::webhook::{MemoryWebhooks, WebhookGateway};
use serde_json::{Value, json};
use store::{Store, StoreSettings};
use testkit::{HookPeer, Phone, TestApp};

use crate::invitation::create;
use crate::invitation::delivery::mail_server;

use super::{deliveries, listen, live_apps, make, settings, settings_of};

/// Starts another node on the database of a test.
async fn another_node(test: &TestApp, webhooks: &MemoryWebhooks) -> App {
    let settings = StoreSettings { url: test.database.url.clone(), connections_max: 2 };
    let parts = Parts {
        store: Store::open(&settings).await.expect("the database opens"),
        sealing: SealingKeys::from_octets([7; 32]),
        settings: test.app.settings().clone(),
        push: PushGateway::Memory(MemoryPush::default()),
        directory: DirectoryGateway::Memory(MemoryDirectory::default()),
        identity_provider: IdentityProviderGateway::Memory(MemoryProviders::default()),
        mail: MailGateway::Memory(MemoryMail::default()),
        sms: SmsGateway::Memory(MemorySms::default()),
        webhook: WebhookGateway::Memory(webhooks.clone()),
        simulator: SimulatorGateway::Live,
        clock: Clock::fixed(test.clock.now()),
        ids: Ids::seeded(500_000),
    };
    App::start(parts).await.expect("the node starts")
}

#[tokio::test]
async fn an_enrollment_is_told_step_by_step_and_signed() {
    for test in live_apps().await {
        let peer = HookPeer::start().await;
        let (id, secret) = listen(&test, &peer).await;
        test.account("ann", domain::privilege::PrivilegeSet::EnrollmentOnly).await;
        let app = &test.app;
        let begun = app.begin_enrollment(test.login("ann")).await.expect("a login");
        test.run_due().await;
        let mut phone = Phone::new(1);
        phone.fetch_profile(app, &begun.profile_url).await.expect("a profile");
        test.run_due().await;
        phone.request_certificate(app).await.expect("a certificate");
        test.run_due().await;
        phone.authenticate(app).await.expect("Authenticate");
        phone.update_token(app).await.expect("TokenUpdate");
        phone.answer_all(app).await.expect("answers");
        test.run_due().await;
        phone.check_out(app).await.expect("CheckOut");
        test.run_due().await;

        let received = peer.take_received();
        let mut bodies = Vec::new();
        for request in &received {
            assert!(request.is_signed_with(&secret), "{request:?}");
            let body: Value = serde_json::from_str(&request.body).expect("JSON");
            assert_eq!(request.header("webhook-id"), body["id"].as_str().expect("an id"));
            assert_eq!(request.header("webhook-timestamp"), "1795348800");
            assert_eq!(body["occurred_at"], "2026-11-22T12:00:00Z");
            assert_eq!(body["data"]["enrollment_id"], begun.enrollment.id.to_string());
            assert_eq!(body["data"]["username"], "ann");
            bodies.push(body);
        }
        let told: Vec<_> = bodies.iter().map(|body| body["event"].as_str().expect("a name")).collect();
        assert_eq!(
            told,
            [
                "enrollment.begun",
                "enrollment.profile-fetched",
                "enrollment.certificate-issued",
                "enrollment.enrolled",
                "enrollment.ended"
            ]
        );
        assert_eq!(bodies[0].as_object().expect("fields").len(), 4, "{}", bodies[0]);
        assert!(
            bodies[2]["data"]["certificate_serial"].is_string() && bodies[3]["data"]["device_id"].is_string()
        );
        assert_eq!(bodies[4]["data"]["reason"], "checked-out");
        let kept = deliveries(&test, id).await;
        assert!(kept.iter().all(|one| one.state == WebhookDeliveryState::Delivered && one.attempt == 1));
        test.assert_no_open_jobs().await;
    }
}

#[tokio::test]
async fn a_stop_is_told_with_its_reason_and_the_code_that_the_person_has() {
    let test = TestApp::new().await;
    let id =
        make(&test, settings_of("https://example.org/", &[WebhookEvent::EnrollmentStopped])).await.webhook.id;
    let begun = {
        test.account("ann", domain::privilege::PrivilegeSet::EnrollmentOnly).await;
        test.app.begin_enrollment(test.login("ann")).await.expect("a login")
    };
    let mut phone = Phone::new(1);
    phone.fetch_profile(&test.app, &begun.profile_url).await.expect("a profile");
    phone.request_certificate(&test.app).await.expect("a certificate");
    let mut other = Phone::new(2);
    other.profile.clone_from(&phone.profile);
    test.advance(DAY / 100);
    assert!(other.request_certificate(&test.app).await.is_err());
    let kept = deliveries(&test, id).await;
    assert_eq!(kept.len(), 1, "nothing else was chosen");
    let body: Value = serde_json::from_str(&kept[0].payload).expect("JSON");
    assert_eq!(body["data"]["reason"], "challenge-used");
    assert!(body["data"]["reference"].as_str().is_some_and(|code| code.starts_with("VB-")), "{body}");
    // Neither a challenge nor a link is in what is told.
    assert!(!kept[0].payload.contains(&phone.challenge()) && !kept[0].payload.contains("http"));
}

#[tokio::test]
async fn a_kill_between_commit_and_delivery_loses_nothing() {
    for test in TestApp::on_each_engine().await {
        let id = make(&test, settings("https://example.org/")).await.webhook.id;
        let phone = test.enroll("ann", 1).await;
        drop(phone);
        assert!(test.webhooks.take_sent().is_empty(), "nobody ran");
        // The first node is gone; one of its jobs was in the hands of its runner.
        let mut tx = test.store.begin().await.expect("a writer");
        assert_eq!(tx.claim_jobs(test.clock.now(), 1).await.expect("a claim").len(), 1);
        tx.commit().await.expect("a commit");
        test.advance(LEASE);
        let webhooks = MemoryWebhooks::default();
        let node = another_node(&test, &webhooks).await;
        node.runner().run_due().await.expect("jobs run");
        let mut told: Vec<_> = webhooks.take_sent().into_iter().map(|telling| telling.id).collect();
        let mut kept: Vec<_> = deliveries(&test, id).await.iter().map(|one| one.occurrence_id).collect();
        told.sort();
        kept.sort();
        assert_eq!((told.len(), &told), (4, &kept));
        assert!(deliveries(&test, id).await.iter().all(|one| one.state == WebhookDeliveryState::Delivered));
    }
}

#[tokio::test]
async fn what_is_rolled_back_was_never_told() {
    for test in TestApp::on_each_engine().await {
        let id = make(&test, settings("https://example.org/")).await.webhook.id;
        test.account("ann", domain::privilege::PrivilegeSet::EnrollmentOnly).await;
        // The trail cannot be written, which is the last thing before a commit.
        test.database.tamper("alter table audit rename to kept").await;
        assert!(test.app.begin_enrollment(test.login("ann")).await.is_err());
        test.database.tamper("alter table kept rename to audit").await;
        assert_eq!(deliveries(&test, id).await, []);
        test.assert_no_open_jobs().await;
        test.app.begin_enrollment(test.login("ann")).await.expect("a login");
        assert_eq!(deliveries(&test, id).await.len(), 1);
    }
}

#[tokio::test]
async fn without_webhooks_nothing_is_written() {
    for test in TestApp::on_each_engine().await {
        let made = make(&test, settings("https://example.org/")).await.webhook.id;
        test.app.delete_webhook(&Caller::operator(), made).await.expect("deleted");
        test.enroll("ann", 1).await;
        let quiet = make(&test, settings_of("https://example.org/", &[WebhookEvent::MessageFailed])).await;
        test.enroll("bob", 2).await;
        assert_eq!(deliveries(&test, quiet.webhook.id).await, []);
        assert!(test.webhooks.take_sent().is_empty());
        assert_eq!(test.database.tamper("delete from webhook_delivery").await, 0);
    }
}

#[tokio::test]
async fn another_node_learns_of_a_webhook_within_seconds() {
    for test in TestApp::on_each_engine().await {
        let webhooks = MemoryWebhooks::default();
        let node = another_node(&test, &webhooks).await;
        test.account("ann", domain::privilege::PrivilegeSet::EnrollmentOnly).await;
        test.app.begin_enrollment(test.login("ann")).await.expect("a login");
        let made = node.create_webhook(&Caller::operator(), settings("https://example.org/")).await;
        let id = made.expect("a webhook").webhook.id;
        test.app.begin_enrollment(test.login("ann")).await.expect("a login");
        assert_eq!(deliveries(&test, id).await.len(), 0, "it is not known here yet");
        test.advance(5 * SECOND);
        test.app.begin_enrollment(test.login("ann")).await.expect("a login");
        let kept = deliveries(&test, id).await;
        assert!(!kept.is_empty() && kept.iter().all(|one| one.webhook_id == id));
        // Deleted over there, it is told in vain here, and nothing stays behind.
        node.delete_webhook(&Caller::operator(), id).await.expect("deleted");
        test.app.begin_enrollment(test.login("ann")).await.expect("a login");
        test.run_due().await;
        assert!(test.webhooks.take_sent().is_empty());
        assert_eq!(test.database.tamper("delete from webhook_delivery").await, 0);
        test.assert_no_open_jobs().await;
    }
}

#[tokio::test]
async fn a_test_says_no_more_than_that_it_is_one() {
    let test = TestApp::new().await;
    let id = make(&test, settings("https://example.org/")).await.webhook.id;
    let tried = test.app.test_webhook(&Caller::operator(), id).await.expect("a test");
    let sent = test.webhooks.take_sent();
    let body: Value = serde_json::from_str(&sent[0].body).expect("JSON");
    assert_eq!(
        body,
        json!({ "id": tried.occurrence_id, "event": "ping", "occurred_at": "2026-11-22T12:00:00Z", "data": {} })
    );
}

#[tokio::test]
async fn an_invitation_is_told_from_its_making_to_its_end_without_its_link() {
    for test in TestApp::on_each_engine().await {
        let (app, operator) = (&test.app, Caller::operator());
        let id = make(&test, settings("https://example.org/")).await.webhook.id;
        let new = NewInvitation {
            delivery: Delivery::Link,
            terms: InvitationTerms {
                requires_login: false,
                ..InvitationTerms::new("Class 7b", test.clock.now())
            },
            texts: std::collections::BTreeMap::new(),
            recipients: Vec::new(),
        };
        let made = app.create_invitation(&operator, new).await.expect("an invitation");
        let invitation = made.invitation.id;
        let url = made.link.expect("a link").url.expose().to_owned();
        let token = url.rsplit('/').next().expect("a token").to_owned();
        let key = LinkKey::parse(&token).expect("a key");
        for _ in 0..2 {
            app.open_invitation(&key, testkit::SOURCE).await.expect("opened");
        }
        app.pause_invitation(&operator, invitation).await.expect("paused");
        app.resume_invitation(&operator, invitation).await.expect("resumed");
        app.revoke_invitation(&operator, invitation).await.expect("revoked");
        app.archive_invitation(&operator, invitation).await.expect("archived");
        let mut told: Vec<(String, Value)> = Vec::new();
        for one in deliveries(&test, id).await.iter().rev() {
            assert!(!one.payload.contains(&token) && !one.payload.contains("Class 7b"), "{}", one.payload);
            let body: Value = serde_json::from_str(&one.payload).expect("JSON");
            assert_eq!(body["data"]["invitation_id"], invitation.to_string());
            told.push((one.event.name().to_owned(), body["data"].clone()));
        }
        let names: Vec<_> = told.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(
            names,
            [
                "invitation.created",
                "recipient.opened",
                "invitation.changed",
                "invitation.changed",
                "invitation.revoked",
                "invitation.archived"
            ]
        );
        assert!(told[1].1["recipient_id"].is_string());
        assert_eq!((&told[2].1["reason"], &told[3].1["reason"]), (&json!("paused"), &json!("resumed")));
    }
}

#[tokio::test]
async fn a_message_is_told_from_its_relay_to_its_return() {
    for test in TestApp::on_each_engine().await {
        mail_server(&test).await;
        let id = make(&test, settings("https://example.org/")).await.webhook.id;
        test.mail.answer("gone@example.org", Answer::Refused { words: "550 no such user".into() });
        test.mail.answer("later@example.org", Answer::Later { words: "451 greylisted".into() });
        let addresses = ["anna@example.org", "gone@example.org", "later@example.org"];
        let created = create(&test, Delivery::Email, |_| {}, &addresses).await;
        test.run_due().await;
        let told = async || -> Vec<(String, Value)> {
            let all = deliveries(&test, id).await;
            let parsed = all.into_iter().rev().map(|one| {
                assert!(!one.payload.contains("example.org"), "no address is told: {}", one.payload);
                let body: Value = serde_json::from_str(&one.payload).expect("JSON");
                (one.event.name().to_owned(), body["data"].clone())
            });
            parsed.filter(|(name, _)| name.starts_with("message.")).collect()
        };
        let mut names: Vec<_> = told().await.into_iter().map(|(name, _)| name).collect();
        names.sort();
        assert_eq!(names, ["message.accepted", "message.failed"], "what waits is not told");
        let accepted = told().await.into_iter().find(|(name, _)| name == "message.accepted");
        let accepted = accepted.expect("told").1;
        assert_eq!(accepted["invitation_id"], created.invitation.id.to_string());
        assert_eq!(
            (&accepted["channel"], &accepted["message_kind"]),
            (&json!("email"), &json!("invitation"))
        );
        let message = accepted["message_id"].as_str().expect("an id").parse().expect("an id");
        let about = ReceiptSubject::Message(message);
        test.mail.report(Receipt { about, fate: Fate::Bounced, words: "5.1.1 unknown".into() });
        test.app.take_reports().await.expect("read");
        let last = told().await.pop().expect("told");
        assert_eq!((last.0.as_str(), &last.1["message_id"]), ("message.bounced", &accepted["message_id"]));
        assert!(last.1["reference"].is_string());
    }
}
