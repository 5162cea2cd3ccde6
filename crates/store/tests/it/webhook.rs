//! Webhooks and what they are told.

use std::collections::BTreeSet;

use domain::id::{JobId, WebhookDeliveryId, WebhookId};
use domain::job::Job;
use domain::time::{DAY, MINUTE, SECOND, Timestamp};
use domain::webhook::{
    Occurrence, OccurrenceDetail, Webhook, WebhookDelivery, WebhookDeliveryState, WebhookEvent,
    WebhookSettings,
};
use store::StoredWebhook;

use crate::fixture::{NOW, id, stores};

pub(crate) fn webhook(n: u128) -> StoredWebhook {
    let settings = WebhookSettings {
        name: format!("Hook {n}"),
        url: "https://example.org/hooks".into(),
        events: BTreeSet::from([WebhookEvent::EnrollmentEnrolled]),
        is_internal: false,
    };
    StoredWebhook {
        webhook: Webhook::new(WebhookId(id(n)), settings, NOW),
        sealed_secret: vec![1, 2, 3],
        sealed_former_secret: None,
    }
}

/// The `n`-th delivery, of an event that happened `n` seconds after the first.
pub(crate) fn delivery(n: u128, webhook: u128) -> WebhookDelivery {
    let occurrence = Occurrence {
        id: id(n + 5_000_000),
        event: WebhookEvent::EnrollmentEnrolled,
        at: NOW,
        detail: OccurrenceDetail::default(),
    };
    let at = NOW.plus(i64::try_from(n).expect("small") * SECOND);
    let id = WebhookDeliveryId(id(n));
    WebhookDelivery::new(
        id,
        WebhookId(crate::fixture::id(webhook)),
        &occurrence,
        format!("{{\"n\":{n}}}"),
        at,
    )
}

fn numbers(deliveries: &[WebhookDelivery]) -> Vec<u128> {
    deliveries.iter().map(|delivery| crate::fixture::number(delivery.id.0)).collect()
}

#[tokio::test]
async fn a_webhook_reads_back_changes_and_goes_with_all_it_was_told() {
    for opened in stores().await {
        let mut tx = opened.begin().await;
        let mut stored = webhook(1);
        tx.insert_webhook(&stored).await.expect("a new webhook");
        tx.insert_webhook(&webhook(2)).await.expect("another");
        stored.webhook.settings.events.insert(WebhookEvent::MessageBounced);
        stored.webhook.settings.is_internal = true;
        stored.webhook.note_failure(NOW, "no answer");
        stored.webhook.paused_at = Some(NOW.plus(1));
        stored.webhook.is_enabled = false;
        stored.sealed_former_secret = Some((vec![4, 5], NOW.plus(DAY)));
        stored.sealed_secret = vec![6];
        tx.save_webhook(&stored).await.expect("saved");
        let id = stored.webhook.id;
        assert_eq!(tx.find_webhook(id).await.expect("a look"), Some(stored.clone()));
        assert_eq!(tx.lock_webhook(id).await.expect("a look"), Some(stored.clone()));
        assert_eq!(tx.list_webhooks().await.expect("a list"), [stored.clone(), webhook(2)]);

        tx.save_webhook_answering(id).await.expect("saved");
        let found = tx.find_webhook(id).await.expect("a look").expect("there");
        assert_eq!((found.webhook.failing_since, found.webhook.failure.as_str()), (None, ""));

        tx.insert_webhook_deliveries(&[delivery(10, 1), delivery(11, 2)]).await.expect("told");
        tx.delete_webhook(id).await.expect("deleted");
        assert_eq!(tx.find_webhook(id).await.expect("a look"), None);
        assert_eq!(tx.find_webhook_delivery(delivery(10, 1).id).await.expect("a look"), None);
        assert!(tx.find_webhook_delivery(delivery(11, 2).id).await.expect("a look").is_some());
    }
}

#[tokio::test]
async fn deliveries_read_back_and_are_walked_newest_first() {
    for opened in stores().await {
        let mut tx = opened.begin().await;
        let all: Vec<_> = (1..=7).map(|n| delivery(n, 1)).collect();
        tx.insert_webhook_deliveries(&all).await.expect("told");
        tx.insert_webhook_deliveries(&[delivery(20, 2)]).await.expect("told");
        let webhook_id = WebhookId(id(1));
        let (mut walked, mut after) = (Vec::new(), None);
        loop {
            let page = tx.list_webhook_deliveries(webhook_id, after.as_ref(), 3).await.expect("a page");
            walked.extend(numbers(&page.rows));
            after = page.next;
            if after.is_none() {
                break;
            }
        }
        assert_eq!(walked, [7, 6, 5, 4, 3, 2, 1]);

        let mut first = all[0].clone();
        first.note_failure(Some(503), "not now", None, NOW.plus(MINUTE));
        assert!(tx.save_webhook_delivery(&first).await.expect("saved"));
        assert_eq!(tx.find_webhook_delivery(first.id).await.expect("a look"), Some(first.clone()));
        assert_eq!(tx.lock_webhook_delivery(first.id).await.expect("a look"), Some(first.clone()));
        assert_eq!(tx.count_ready_webhook_deliveries(webhook_id).await.expect("a count"), 7);
        tx.delete_webhook_delivery(first.id).await.expect("deleted");
        assert!(!tx.save_webhook_delivery(&first).await.expect("nothing to save"));
        assert_eq!(tx.count_ready_webhook_deliveries(webhook_id).await.expect("a count"), 6);
    }
}

#[tokio::test]
async fn what_is_finished_is_replayed_and_what_is_old_is_forgotten() {
    for opened in stores().await {
        let mut tx = opened.begin().await;
        let mut all: Vec<_> = (1..=6).map(|n| delivery(n, 1)).collect();
        for delivery in &mut all[..4] {
            delivery.note_answer(200, NOW);
        }
        tx.insert_webhook_deliveries(&all).await.expect("told");
        let since = |n: usize| all[n - 1].created_at;
        let ids = tx.list_webhook_deliveries_since(WebhookId(id(1)), since(3), 10).await.expect("a list");
        assert_eq!(ids, [all[2].id, all[3].id], "those that wait already are not among them");
        let ids = tx.list_webhook_deliveries_since(WebhookId(id(1)), since(1), 2).await.expect("a list");
        assert_eq!(ids, [all[0].id, all[1].id]);
        assert!(tx.replay_webhook_delivery(all[0].id, NOW.plus(DAY)).await.expect("replayed"));
        assert!(!tx.replay_webhook_delivery(all[0].id, NOW.plus(DAY)).await.expect("it waits already"));
        let again = tx.find_webhook_delivery(all[0].id).await.expect("a look").expect("there");
        assert_eq!(
            (again.state, again.attempt, again.due_at),
            (WebhookDeliveryState::Ready, 0, NOW.plus(DAY))
        );
        assert_eq!(again.occurrence_id, all[0].occurrence_id);

        assert_eq!(tx.delete_old_webhook_deliveries(since(5), 3).await.expect("a sweep"), 3);
        assert_eq!(tx.delete_old_webhook_deliveries(since(5), 3).await.expect("a sweep"), 1);
        let left = tx.list_webhook_deliveries(WebhookId(id(1)), None, 10).await.expect("a page");
        assert_eq!(numbers(&left.rows), [6, 5]);
    }
}

#[tokio::test]
async fn a_transaction_does_not_end_before_webhooks_are_told() {
    for opened in stores().await {
        let mut tx = opened.begin().await;
        tx.insert_occurrence(Occurrence::ping(id(1), Timestamp(0))).await.expect("noted");
        assert!(tx.commit().await.is_err());
        let mut tx = opened.begin().await;
        tx.insert_occurrence(Occurrence::ping(id(1), Timestamp(0))).await.expect("noted");
        assert_eq!(tx.take_occurrences().len(), 1);
        tx.commit().await.expect("a commit");
    }
}

#[tokio::test]
async fn many_jobs_are_enqueued_at_once_each_only_once() {
    for opened in stores().await {
        let mut tx = opened.begin().await;
        let job = |n: u128| Job::DeliverWebhook { delivery_id: WebhookDeliveryId(id(n)) };
        let jobs: Vec<_> = (1..=1_200).map(|n| (JobId(id(n)), job(n))).collect();
        tx.enqueue_all(&jobs, NOW).await.expect("enqueued");
        tx.enqueue_all(&[(JobId(id(9_999)), job(7))], NOW).await.expect("left out");
        assert_eq!(tx.count_open_jobs().await.expect("a count"), 1_200);
        assert_eq!(tx.claim_jobs(NOW, 2_000).await.expect("claims").len(), 1_200);
    }
}
