//! What becomes of a telling: tried again, given up, paused, replayed.

use app::{Caller, Error, Refusal};
use domain::audit::Event;
use domain::privilege::PrivilegeSet;
use domain::time::{DAY, HOUR, MINUTE, SECOND};
use domain::webhook::{DELIVERIES_KEPT, WebhookDeliveryState, WebhookState};
use gateways::webhook::WebhookOutcome;
use testkit::{HookPeer, HookReply, TestApp};

use super::{deliveries, listen, live_apps, make, settings};

fn no() -> WebhookOutcome {
    WebhookOutcome::Failed { status: Some(500), words: "no".into(), retry_after: None }
}

/// Begins an enrollment of `ann`, whose account is there: one event.
async fn happen(test: &TestApp) {
    test.app.begin_enrollment(test.login("ann")).await.expect("a login");
}

async fn with_ann() -> TestApp {
    let test = TestApp::new().await;
    test.account("ann", PrivilegeSet::EnrollmentOnly).await;
    test
}

#[tokio::test]
async fn whatever_the_program_says_is_shown_and_500_is_tried_again() {
    for test in live_apps().await {
        test.account("ann", PrivilegeSet::EnrollmentOnly).await;
        let peer = HookPeer::start().await;
        let (id, secret) = listen(&test, &peer).await;
        let last = async || deliveries(&test, id).await.remove(0);
        let state =
            async || test.app.show_webhook(&Caller::operator(), id).await.expect("a webhook").webhook.state();

        peer.reply(HookReply::Say(500, "out of\u{7} paper".into()));
        happen(&test).await;
        test.run_due().await;
        let failed = last().await;
        assert_eq!((failed.state, failed.status), (WebhookDeliveryState::Ready, Some(500)));
        assert_eq!((failed.words.as_str(), failed.attempt), ("out of  paper", 1));
        assert_eq!(state().await, WebhookState::Failing);
        test.run_due().await;
        assert_eq!(peer.take_received().len(), 1, "not before its time");
        test.advance(5 * SECOND);
        test.run_due().await;
        let again = peer.take_received().remove(0);
        assert!(again.is_signed_with(&secret));
        assert_eq!(again.header("webhook-timestamp"), "1795348805");
        assert_eq!(again.header("webhook-id"), failed.occurrence_id.to_string(), "the same event");
        assert_eq!(last().await.state, WebhookDeliveryState::Delivered);
        assert_eq!(state().await, WebhookState::Working);

        for (reply, status, words) in [
            (HookReply::With(302, "location: http://169.254.169.254/".into()), Some(302), "not followed"),
            (HookReply::Huge(503, 1_000_000_000), Some(503), "xxxxx"),
            (HookReply::Cut, None, "sending"),
        ] {
            peer.reply(reply);
            test.advance(10 * MINUTE);
            happen(&test).await;
            test.run_due().await;
            let failed = last().await;
            assert_eq!((failed.state, failed.status), (WebhookDeliveryState::Ready, status), "{words}");
            assert!(failed.words.contains(words) && failed.words.chars().count() <= 300, "{}", failed.words);
            test.advance(10 * MINUTE);
            test.run_due().await;
            assert_eq!(last().await.state, WebhookDeliveryState::Delivered);
        }

        peer.reply(HookReply::Say(410, "moved out".into()));
        happen(&test).await;
        test.run_due().await;
        assert_eq!((last().await.state, last().await.status), (WebhookDeliveryState::Dead, Some(410)));
        assert_eq!(state().await, WebhookState::Paused);
        test.assert_no_open_jobs().await;
    }
}

#[tokio::test]
async fn a_program_that_hangs_does_not_hold_the_others_up() {
    let test = live_apps().await.remove(0);
    test.account("ann", PrivilegeSet::EnrollmentOnly).await;
    let (slow, quick) = (HookPeer::start().await, HookPeer::start().await);
    slow.reply_always(Some(HookReply::Hang));
    let (slow_id, _) = listen(&test, &slow).await;
    listen(&test, &quick).await;
    let (stop, stopped) = tokio::sync::watch::channel(false);
    let running = tokio::spawn(test.app.runner().run(stopped));
    happen(&test).await;
    slow.arrived().await;
    // From here on one job waits for its time-out. The runner goes on with the others all the same.
    let mut told = 0;
    for _ in 0..3 {
        happen(&test).await;
    }
    while told < 4 {
        quick.arrived().await;
        told += quick.take_received().len();
    }
    let waiting = deliveries(&test, slow_id).await;
    assert!(waiting.iter().all(|one| one.state == WebhookDeliveryState::Ready), "{waiting:?}");
    assert!(!*stop.borrow());
    running.abort();
}

#[tokio::test]
async fn a_webhook_that_fails_is_found_out_about_by_one_delivery_at_a_time() {
    let test = with_ann().await;
    let id = make(&test, settings("https://example.org/")).await.webhook.id;
    test.webhooks.answer_always(Some(no()));
    happen(&test).await;
    test.run_due().await;
    assert_eq!(test.webhooks.take_sent().len(), 1);
    for _ in 0..20 {
        happen(&test).await;
    }
    test.run_due().await;
    assert_eq!(test.webhooks.take_sent().len(), 0, "it rests");
    test.advance(5 * SECOND);
    test.run_due().await;
    assert_eq!(test.webhooks.take_sent().len(), 1, "one finds out");
    test.webhooks.answer_always(None);
    test.advance(30 * MINUTE);
    test.run_due().await;
    test.advance(15 * SECOND);
    test.run_due().await;
    let told = deliveries(&test, id).await;
    assert!(told.iter().all(|one| one.state == WebhookDeliveryState::Delivered), "{told:#?}");
    test.assert_no_open_jobs().await;
}

#[tokio::test]
async fn a_delivery_is_given_up_after_most_of_a_day_and_replayed_by_hand() {
    for test in TestApp::on_each_engine().await {
        test.account("ann", PrivilegeSet::EnrollmentOnly).await;
        let operator = Caller::operator();
        let id = make(&test, settings("https://example.org/")).await.webhook.id;
        test.webhooks.answer_always(Some(no()));
        happen(&test).await;
        for _ in 0..60 {
            test.run_due().await;
            test.advance(HOUR / 2);
        }
        let dead = deliveries(&test, id).await.remove(0);
        assert_eq!((dead.state, dead.attempt), (WebhookDeliveryState::Dead, 9));
        test.assert_no_open_jobs().await;
        let first = test.webhooks.take_sent().remove(0);

        test.webhooks.answer_always(None);
        let replayed = test.app.replay_webhook_delivery(&operator, dead.id).await.expect("replayed");
        assert_eq!(replayed.state, WebhookDeliveryState::Ready);
        test.app.replay_webhook_delivery(&operator, dead.id).await.expect("it waits already");
        test.run_due().await;
        let sent = test.webhooks.take_sent();
        assert_eq!(sent.len(), 1);
        assert_eq!((sent[0].id, &sent[0].body), (first.id, &first.body), "the same event and body");
        assert!(sent[0].at > first.at, "signed afresh");
        assert_eq!(deliveries(&test, id).await[0].state, WebhookDeliveryState::Delivered);
    }
}

#[tokio::test]
async fn everything_since_an_instant_is_told_again_oldest_first() {
    for test in TestApp::on_each_engine().await {
        test.account("ann", PrivilegeSet::EnrollmentOnly).await;
        let operator = Caller::operator();
        let id = make(&test, settings("https://example.org/")).await.webhook.id;
        let mut instants = Vec::new();
        for _ in 0..5 {
            instants.push(test.clock.now());
            happen(&test).await;
            test.run_due().await;
            test.advance(MINUTE);
        }
        let before = test.webhooks.take_sent();
        assert_eq!(before.len(), 5);
        let count = test.app.replay_webhook_since(&operator, id, instants[2]).await.expect("replayed");
        assert_eq!(count, 3);
        test.run_due().await;
        let mut again: Vec<_> = test.webhooks.take_sent().into_iter().map(|telling| telling.id).collect();
        let mut expected: Vec<_> = before[2..].iter().map(|telling| telling.id).collect();
        again.sort();
        expected.sort();
        assert_eq!(again, expected);
        assert_eq!(test.app.replay_webhook_since(&operator, id, test.clock.now()).await.expect("none"), 0);
        test.assert_no_open_jobs().await;
    }
}

#[tokio::test]
async fn a_webhook_that_has_failed_for_three_days_is_paused_and_catches_up_when_enabled() {
    for test in TestApp::on_each_engine().await {
        test.account("ann", PrivilegeSet::EnrollmentOnly).await;
        let operator = Caller::operator();
        let id = make(&test, settings("https://example.org/")).await.webhook.id;
        let begun = test.clock.now();
        test.webhooks.answer_always(Some(no()));
        for _ in 0..7 {
            happen(&test).await;
            test.run_due().await;
            test.advance(DAY / 2);
        }
        let paused = test.app.show_webhook(&operator, id).await.expect("a webhook").webhook;
        assert_eq!((paused.state(), paused.failing_since), (WebhookState::Paused, Some(begun)));
        assert!(paused.failure.contains("status 500: no"), "{}", paused.failure);
        let trail = test.database.trail().await;
        let told = trail.iter().filter(|line| line.contains("webhook-paused")).count();
        assert_eq!(told, 1);

        // What happens meanwhile is kept, not tried.
        test.webhooks.take_sent();
        happen(&test).await;
        test.run_due().await;
        assert!(test.webhooks.take_sent().is_empty());
        let kept = deliveries(&test, id).await;
        assert!(kept[0].state == WebhookDeliveryState::Dead && kept[0].words.contains("paused"), "{kept:?}");
        let refused = test.app.replay_webhook_since(&operator, id, begun).await;
        assert!(matches!(refused, Err(Error::Refused(Refusal::WebhookNotTold))), "{refused:?}");
        let refused = test.app.replay_webhook_delivery(&operator, kept[0].id).await;
        assert!(matches!(refused, Err(Error::Refused(Refusal::WebhookNotTold))), "{refused:?}");

        test.webhooks.answer_always(None);
        test.app.enable_webhook(&operator, id).await.expect("enabled");
        let count = test.app.replay_webhook_since(&operator, id, begun).await.expect("replayed");
        test.run_due().await;
        assert!(count >= 7, "{count}");
        let kept = deliveries(&test, id).await;
        assert!(kept.iter().all(|one| one.state == WebhookDeliveryState::Delivered), "{kept:?}");
    }
}

#[tokio::test]
async fn a_disabled_webhook_is_told_nothing_and_gives_up_what_waited() {
    let test = with_ann().await;
    let operator = Caller::operator();
    let id = make(&test, settings("https://example.org/")).await.webhook.id;
    happen(&test).await;
    test.app.disable_webhook(&operator, id).await.expect("disabled");
    happen(&test).await;
    test.run_due().await;
    assert!(test.webhooks.take_sent().is_empty());
    let kept = deliveries(&test, id).await;
    assert_eq!(kept.len(), 1, "what happened since is not even written down");
    assert_eq!(
        (kept[0].state, kept[0].words.as_str()),
        (WebhookDeliveryState::Dead, "Not sent: the webhook was disabled.")
    );
    test.assert_no_open_jobs().await;
}

#[tokio::test]
async fn a_test_is_told_at_once_tried_once_and_shown() {
    for test in live_apps().await {
        let operator = Caller::operator();
        let peer = HookPeer::start().await;
        let (id, secret) = listen(&test, &peer).await;
        let told = test.app.test_webhook(&operator, id).await.expect("a test");
        assert_eq!((told.state, told.status), (WebhookDeliveryState::Delivered, Some(204)));
        assert!(peer.take_received().remove(0).is_signed_with(&secret));
        peer.reply(HookReply::Say(401, "wrong signature".into()));
        let told = test.app.test_webhook(&operator, id).await.expect("a test");
        assert_eq!((told.state, told.words.as_str()), (WebhookDeliveryState::Dead, "wrong signature"));
        assert_eq!(deliveries(&test, id).await.len(), 2);
        test.assert_no_open_jobs().await;
        let trail = test.database.trail().await;
        let tests: Vec<Event> = trail
            .iter()
            .filter(|line| line.contains("webhook-tested"))
            .map(|line| serde_json::from_str(line).expect("an event"))
            .collect();
        assert_eq!(tests.len(), 2);
    }
}

#[tokio::test]
async fn a_new_secret_signs_beside_the_former_one_for_a_day() {
    let test = live_apps().await.remove(0);
    let operator = Caller::operator();
    let peer = HookPeer::start().await;
    let (id, former) = listen(&test, &peer).await;
    let made = test.app.new_webhook_secret(&operator, id).await.expect("a secret");
    let secret = made.secret.expose().to_owned();
    assert_ne!(secret, former);
    let signed = async || {
        test.app.test_webhook(&operator, id).await.expect("a test");
        let request = peer.take_received().remove(0);
        (request.is_signed_with(&secret), request.is_signed_with(&former))
    };
    assert_eq!(signed().await, (true, true));
    test.advance(DAY);
    assert_eq!(signed().await, (true, false));
}

#[tokio::test]
async fn what_is_older_than_a_month_is_forgotten() {
    for test in TestApp::on_each_engine().await {
        test.account("ann", PrivilegeSet::EnrollmentOnly).await;
        let id = make(&test, settings("https://example.org/")).await.webhook.id;
        happen(&test).await;
        test.run_due().await;
        test.advance(DELIVERIES_KEPT);
        test.app.sweep().await.expect("a sweep");
        assert!(!deliveries(&test, id).await.is_empty(), "a month has just passed");
        test.advance(1);
        test.app.sweep().await.expect("a sweep");
        let kept = deliveries(&test, id).await;
        assert!(kept.iter().all(|one| one.event.name() == "enrollment.ended"), "{kept:?}");
    }
}
