//! Who may, what is refused, what never comes out again, and what the trail says.

use std::collections::BTreeSet;

use app::{Caller, Error, NewAccount};
use domain::account::Access;
use domain::id::{WebhookDeliveryId, WebhookId};
use domain::privilege::{Privilege, PrivilegeSet, Privileges};
use domain::secret::Secret;
use domain::webhook::{WEBHOOKS_MAX, WebhookEvent, WebhookSettings};
use testkit::{PASSWORD, TestApp};
use uuid::Uuid;

use super::{deliveries, make, settings};

async fn caller(test: &TestApp, username: &str, access: Access, privilege_set: PrivilegeSet) -> Caller {
    let new = NewAccount {
        username: username.into(),
        full_name: username.into(),
        email: None,
        password: Secret::new(PASSWORD),
        access,
        groups: Vec::new(),
        privilege_set,
    };
    test.app.create_account(&Caller::operator(), new).await.expect("an account");
    test.sign_in_again(username).await.caller
}

#[tokio::test]
async fn t29_webhooks_are_for_those_who_reach_the_whole_server() {
    let test = TestApp::new().await;
    let app = &test.app;
    let id = make(&test, settings("https://example.org/")).await.webhook.id;
    app.test_webhook(&Caller::operator(), id).await.expect("a test");
    let delivery = deliveries(&test, id).await[0].id;
    let north = app.create_site(&Caller::operator(), "North").await.expect("a site").id;
    let all_but = Privileges::of(
        Privilege::ALL.iter().copied().filter(|privilege| *privilege != Privilege::ManageWebhooks),
    );
    let callers = [
        caller(&test, "nora", Access::Site(north), PrivilegeSet::Administrator).await,
        caller(&test, "audrey", Access::Full, PrivilegeSet::Auditor).await,
        caller(&test, "rita", Access::Full, PrivilegeSet::Custom(all_but)).await,
    ];
    let before = test.database.trail().await;
    for caller in &callers {
        let nowhere = (WebhookId(Uuid::from_u128(9)), WebhookDeliveryId(Uuid::from_u128(9)));
        for (id, delivery) in [(id, delivery), nowhere] {
            let refusals: Vec<Error> = vec![
                app.create_webhook(caller, settings("https://example.org/")).await.expect_err("create"),
                app.update_webhook(caller, id, settings("https://example.org/x")).await.expect_err("update"),
                app.enable_webhook(caller, id).await.expect_err("enable"),
                app.disable_webhook(caller, id).await.expect_err("disable"),
                app.delete_webhook(caller, id).await.expect_err("delete"),
                app.list_webhooks(caller).await.expect_err("list"),
                app.show_webhook(caller, id).await.expect_err("show"),
                app.new_webhook_secret(caller, id).await.expect_err("secret"),
                app.test_webhook(caller, id).await.expect_err("test"),
                app.list_webhook_deliveries(caller, id, None, 1).await.expect_err("deliveries"),
                app.replay_webhook_delivery(caller, delivery).await.expect_err("replay"),
                app.replay_webhook_since(caller, id, test.clock.now()).await.expect_err("replay since"),
            ];
            assert!(
                refusals.iter().all(|error| matches!(error, Error::Forbidden)),
                "whether there is such a thing is not told: {refusals:?}"
            );
        }
    }
    assert_eq!(test.database.trail().await, before);
}

#[tokio::test]
async fn t31_the_secret_is_seen_once_and_lies_sealed() {
    for test in TestApp::on_each_engine().await {
        let operator = Caller::operator();
        let made = make(&test, settings("https://example.org/hooks/token-of-theirs")).await;
        let (id, secret) = (made.webhook.id, made.secret.expose().to_owned());
        assert!(secret.starts_with("whsec_") && secret.len() == 6 + 44, "{secret}");
        assert!(!format!("{made:?}").contains(&secret), "it does not show itself");
        test.app.test_webhook(&operator, id).await.expect("a test");
        let telling = test.webhooks.take_sent().remove(0);
        assert!(!format!("{telling:?}").contains("token-of-theirs"), "{telling:?}");
        let second = test.app.new_webhook_secret(&operator, id).await.expect("a secret");
        let shown = format!(
            "{:?} {:?} {:?}",
            test.app.show_webhook(&operator, id).await.expect("a webhook"),
            test.app.list_webhooks(&operator).await.expect("a list"),
            deliveries(&test, id).await,
        );
        let trail = test.database.trail().await.join("\n");
        for secret in [&secret, second.secret.expose()] {
            let bare = secret.trim_start_matches("whsec_");
            assert!(!shown.contains(bare) && !trail.contains(bare));
        }
        assert!(!trail.contains("token-of-theirs"), "many programs know their callers by such a path");
        let stored = test.store.read().await.expect("a read").find_webhook(id).await.expect("a look");
        let stored = stored.expect("there");
        for (sealed, octets) in [
            (&stored.sealed_secret, &telling.secrets[0]),
            (&stored.sealed_former_secret.expect("kept for a day").0, &telling.secrets[0]),
        ] {
            assert!(!sealed.windows(32).any(|window| window == octets.as_slice()), "in clear");
        }
    }
}

#[tokio::test]
async fn t34_every_change_of_a_webhook_leaves_its_line() {
    for test in TestApp::on_each_engine().await {
        let (app, operator) = (&test.app, Caller::operator());
        let mut before = test.database.trail().await.len();
        let mut check = async |kind: &str, words: &[&str]| {
            let trail = test.database.trail().await;
            assert_eq!(trail.len(), before + 1, "{kind}: {:?}", trail.first());
            assert!(trail[0].contains(&format!("\"event\":\"{kind}\"")), "{kind}: {}", trail[0]);
            for word in words {
                assert!(trail[0].contains(word), "{word}: {}", trail[0]);
            }
            before = trail.len();
        };
        let id = make(&test, settings("https://example.org/a")).await.webhook.id;
        check("webhook-created", &["Tickets"]).await;
        let only = WebhookSettings {
            events: BTreeSet::from([WebhookEvent::EnrollmentEnrolled]),
            ..settings("https://other.example.org/a")
        };
        app.update_webhook(&operator, id, only.clone()).await.expect("changed");
        check(
            "webhook-changed",
            &["https://example.org", "https://other.example.org", "enrollment.enrolled"],
        )
        .await;
        app.update_webhook(&operator, id, only.clone()).await.expect("nothing to change");
        let path = WebhookSettings { url: "https://other.example.org/b".into(), ..only };
        app.update_webhook(&operator, id, path).await.expect("changed");
        check("webhook-changed", &["path of the address", "not shown"]).await;
        app.new_webhook_secret(&operator, id).await.expect("a secret");
        check("webhook-secret-made", &["not shown"]).await;
        app.test_webhook(&operator, id).await.expect("a test");
        check("webhook-tested", &["\"is_delivered\":true"]).await;
        let delivery = deliveries(&test, id).await[0].id;
        app.replay_webhook_delivery(&operator, delivery).await.expect("replayed");
        check("webhook-replayed", &["\"deliveries\":1"]).await;
        test.run_due().await;
        app.replay_webhook_since(&operator, id, domain::time::Timestamp(0)).await.expect("replayed");
        check("webhook-replayed", &["\"deliveries\":1"]).await;
        app.disable_webhook(&operator, id).await.expect("disabled");
        check("webhook-disabled", &[]).await;
        app.disable_webhook(&operator, id).await.expect("it is");
        app.enable_webhook(&operator, id).await.expect("enabled");
        check("webhook-enabled", &[]).await;
        app.delete_webhook(&operator, id).await.expect("deleted");
        check("webhook-deleted", &["Tickets"]).await;
        let found = app.verify_audit(&operator, None).await.expect("a verification");
        assert_eq!(found.faults, []);
    }
}

#[tokio::test]
async fn what_cannot_be_told_is_refused_field_by_field() {
    let test = TestApp::new().await;
    let operator = Caller::operator();
    let check = async |settings: WebhookSettings, fields: &[&str]| match test
        .app
        .create_webhook(&operator, settings)
        .await
    {
        Err(Error::Invalid(faults)) => {
            assert_eq!(faults.iter().map(|fault| fault.field).collect::<Vec<_>>(), fields);
        }
        other => panic!("{other:?}"),
    };
    check(settings("http://example.org/"), &["url"]).await;
    check(settings("https://169.254.169.254/"), &["url"]).await;
    check(settings("https://user:pass@example.org/"), &["url"]).await;
    let empty = WebhookSettings { name: "\n".into(), events: BTreeSet::new(), ..settings("ftp://x/") };
    check(empty, &["name", "url", "events"]).await;
    for _ in 0..WEBHOOKS_MAX {
        make(&test, settings("http://localhost:9/")).await;
    }
    check(settings("https://example.org/"), &["name"]).await;
    let made = test.app.list_webhooks(&operator).await.expect("a list");
    assert_eq!(made.len(), WEBHOOKS_MAX);
    let changed = test.app.update_webhook(&operator, made[0].id, settings("http://example.org/")).await;
    assert!(matches!(changed, Err(Error::Invalid(_))), "{changed:?}");
    let gone = WebhookId(Uuid::from_u128(9));
    let missing = test.app.show_webhook(&operator, gone).await;
    assert!(matches!(missing, Err(Error::NotFound)), "{missing:?}");
}
