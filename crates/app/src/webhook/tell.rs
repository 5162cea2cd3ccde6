//! Writes down what webhooks are to be told, in the transaction of the change itself: a change that is kept is told, one
//! that is rolled back never was.
//!
//! Who wants to know what is kept in memory and read anew after some seconds, or at once after a change made by this node.
//! A read of the table in every transaction would be exact between nodes, but each step of each enrollment would pay for
//! it, on most servers to learn that there is no webhook. So another node may tell a webhook of its first seconds' events
//! not at all, and one that was just disabled in vain; the job that tells looks again.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError};

use domain::audit::Audit;
use domain::id::{JobId, WebhookDeliveryId, WebhookId};
use domain::job::Job;
use domain::time::{SECOND, Timestamp};
use domain::webhook::{Occurrence, OccurrenceDetail, WebhookDelivery, WebhookEvent};
use serde::Serialize;
use store::{AuditLine, StoreError, Tx};
use uuid::Uuid;

use crate::{Clock, Ids};

/// How long what is known of the webhooks may be old.
const KNOWN_FOR: i64 = 5 * SECOND;
/// Why a paused webhook is told nothing.
pub(super) const PAUSED: &str = "Not sent: the webhook was paused. Replay it when the program works again.";

/// What a telling says.
#[derive(Serialize)]
struct Payload<'a> {
    id: Uuid,
    event: &'static str,
    occurred_at: String,
    data: &'a OccurrenceDetail,
}

/// Knows who wants to be told.
pub(crate) struct Teller {
    clock: Clock,
    ids: Ids,
    known: Mutex<Option<(Timestamp, Arc<[Listener]>)>>,
}

/// A webhook that is enabled.
struct Listener {
    id: WebhookId,
    events: BTreeSet<WebhookEvent>,
    is_paused: bool,
}

impl Teller {
    pub(crate) fn new(clock: Clock, ids: Ids) -> Self {
        Self { clock, ids, known: Mutex::default() }
    }

    /// Forgets who wants to be told: somebody has changed that.
    pub(crate) fn forget(&self) {
        *self.known.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }

    /// Writes down what a transaction has to tell: what it noted itself, and what its lines for the trail say. Nothing is
    /// read or written where nothing is told or nobody listens.
    pub(crate) async fn tell(&self, tx: &mut Tx, lines: &[AuditLine]) -> Result<(), StoreError> {
        let noted = tx.take_occurrences();
        if noted.is_empty() && !lines.iter().any(is_told) {
            return Ok(());
        }
        let listeners = self.listeners(tx).await?;
        if listeners.is_empty() {
            return Ok(());
        }
        let mut occurrences = noted;
        for line in lines.iter().filter(|line| is_told(line)) {
            occurrences.extend(Occurrence::of(&Audit::try_from(line.clone())?));
        }
        let now = self.clock.now();
        let (mut deliveries, mut jobs) = (Vec::new(), Vec::new());
        for mut occurrence in occurrences {
            if listeners.iter().any(|listener| listener.events.contains(&occurrence.event))
                && fill_in(tx, &mut occurrence.detail).await?
            {
                self.address(&occurrence, &listeners, now, &mut deliveries, &mut jobs)?;
            }
        }
        tx.insert_webhook_deliveries(&deliveries).await?;
        tx.enqueue_all(&jobs, now).await
    }

    /// Makes a delivery of an event for each webhook that wants it, and the job that tells it.
    fn address(
        &self,
        occurrence: &Occurrence,
        listeners: &[Listener],
        now: Timestamp,
        deliveries: &mut Vec<WebhookDelivery>,
        jobs: &mut Vec<(JobId, Job)>,
    ) -> Result<(), StoreError> {
        let payload = payload(occurrence)?;
        for listener in listeners.iter().filter(|listener| listener.events.contains(&occurrence.event)) {
            let delivery_id = WebhookDeliveryId(self.ids.uuid(now));
            let mut delivery =
                WebhookDelivery::new(delivery_id, listener.id, occurrence, payload.clone(), now);
            if listener.is_paused {
                delivery.give_up(PAUSED);
            } else {
                jobs.push((JobId(self.ids.uuid(now)), Job::DeliverWebhook { delivery_id }));
            }
            deliveries.push(delivery);
        }
        Ok(())
    }

    /// Returns who wants to be told, from memory where that is fresh.
    async fn listeners(&self, tx: &mut Tx) -> Result<Arc<[Listener]>, StoreError> {
        let now = self.clock.now();
        if let Some((read_at, listeners)) = &*self.known.lock().unwrap_or_else(PoisonError::into_inner)
            && (0..KNOWN_FOR).contains(&now.since(*read_at))
        {
            return Ok(Arc::clone(listeners));
        }
        let all = tx.list_webhooks().await?.into_iter().map(|stored| stored.webhook);
        let listeners: Arc<[Listener]> = all
            .filter(|webhook| webhook.is_enabled)
            .map(|webhook| Listener {
                id: webhook.id,
                is_paused: !webhook.is_told(),
                events: webhook.settings.events,
            })
            .collect();
        *self.known.lock().unwrap_or_else(PoisonError::into_inner) = Some((now, Arc::clone(&listeners)));
        Ok(listeners)
    }
}

/// Says whether a line of the trail is something that webhooks are told of.
fn is_told(line: &AuditLine) -> bool {
    line.kind.as_deref().and_then(WebhookEvent::of_kind).is_some()
}

/// Writes the body of an event.
pub(super) fn payload(occurrence: &Occurrence) -> Result<String, StoreError> {
    let payload = Payload {
        id: occurrence.id,
        event: occurrence.event.name(),
        occurred_at: written(occurrence.at),
        data: &occurrence.detail,
    };
    serde_json::to_string(&payload)
        .map_err(|error| StoreError::Nonsense { table: "webhook_delivery", reason: error.to_string() })
}

/// Fills in what the line of an enrollment or an invitation does not say: whose it is, and where. Says whether it is to be
/// told at all: of a self-test, nothing is.
async fn fill_in(tx: &mut Tx, detail: &mut OccurrenceDetail) -> Result<bool, StoreError> {
    if let Some(id) = detail.enrollment_id
        && let Some(enrollment) = tx.find_enrollment(id).await?
    {
        if enrollment.course.is_self_test {
            return Ok(false);
        }
        detail.device_id = detail.device_id.or(enrollment.device_id);
        detail.site_id = detail.site_id.or(enrollment.site_id);
        if let Some(invited) = &enrollment.invitation {
            detail.invitation_id = detail.invitation_id.or(Some(invited.invitation_id));
            detail.recipient_id = detail.recipient_id.or(Some(invited.recipient_id));
        }
        if detail.username.is_none() {
            detail.username = Some(enrollment.person.username).filter(|username| !username.is_empty());
        }
    } else if let Some(id) = detail.invitation_id
        && let Some(invitation) = tx.find_invitation(id).await?
    {
        detail.site_id = invitation.terms.site_id;
    }
    Ok(true)
}

/// Writes an instant as RFC 3339 in UTC.
fn written(at: Timestamp) -> String {
    let edge = if at.0 < 0 { jiff::Timestamp::MIN } else { jiff::Timestamp::MAX };
    jiff::Timestamp::from_millisecond(at.0).unwrap_or(edge).to_string()
}

#[cfg(test)]
mod tests {
    use domain::webhook::{Webhook, WebhookDeliveryState, WebhookSettings};
    use store::{Store, StoreSettings, StoredWebhook};

    use super::*;

    fn webhook(n: u128, events: &[WebhookEvent]) -> StoredWebhook {
        let settings = WebhookSettings {
            name: "Tickets".into(),
            url: "https://example.org/".into(),
            events: events.iter().copied().collect(),
            is_internal: false,
        };
        let webhook = Webhook::new(WebhookId(Uuid::from_u128(n)), settings, Timestamp(0));
        StoredWebhook { webhook, sealed_secret: vec![1], sealed_former_secret: None }
    }

    #[tokio::test]
    async fn what_a_transaction_notes_is_written_for_each_webhook_that_wants_it() {
        let folder = tempfile::TempDir::new().expect("a folder");
        let url = format!("sqlite:{}", folder.path().join("test.db").display());
        let store = Store::open(&StoreSettings { url, connections_max: 1 }).await.expect("a store");
        let teller = Teller::new(Clock::fixed(Timestamp(0)), Ids::seeded(1));
        let mut tx = store.begin().await.expect("a writer");
        let mut paused = webhook(2, &[WebhookEvent::RecipientOpened]);
        paused.webhook.paused_at = Some(Timestamp(0));
        let mut disabled = webhook(4, &[WebhookEvent::RecipientOpened]);
        disabled.webhook.is_enabled = false;
        let all = [
            webhook(1, &[WebhookEvent::RecipientOpened, WebhookEvent::MessageBounced]),
            paused,
            webhook(3, &[WebhookEvent::MessageBounced]),
            disabled,
        ];
        for stored in &all {
            tx.insert_webhook(stored).await.expect("a new webhook");
        }
        let occurrence = Occurrence {
            id: Uuid::from_u128(9),
            event: WebhookEvent::RecipientOpened,
            at: Timestamp(0),
            detail: OccurrenceDetail { username: Some("ann".into()), ..OccurrenceDetail::default() },
        };
        tx.insert_occurrence(occurrence).await.expect("noted");
        teller.tell(&mut tx, &[]).await.expect("told");
        let mut told = Vec::new();
        for stored in &all {
            let page = tx.list_webhook_deliveries(stored.webhook.id, None, 10).await.expect("a page");
            told.extend(
                page.rows.into_iter().map(|row| (row.webhook_id.0.as_u128(), row.state, row.payload)),
            );
        }
        let body = r#"{"id":"00000000-0000-0000-0000-000000000009","event":"recipient.opened","occurred_at":"1970-01-01T00:00:00Z","data":{"username":"ann"}}"#;
        let expected =
            [(1, WebhookDeliveryState::Ready, body.into()), (2, WebhookDeliveryState::Dead, body.into())];
        assert_eq!(told, expected);
        assert_eq!(tx.count_open_jobs().await.expect("a count"), 1);
        tx.commit().await.expect("nothing is left to tell");
    }
}
