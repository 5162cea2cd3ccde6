//! Tells webhooks anew what they were told before: the same event, the same id, the same body, a fresh signature.

use domain::audit::Event;
use domain::id::{JobId, WebhookDeliveryId, WebhookId};
use domain::job::Job;
use domain::privilege::Privilege;
use domain::time::Timestamp;
use domain::webhook::{Webhook, WebhookDelivery};

use crate::{App, Caller, Error, Refusal};

/// The most deliveries that are replayed at once; the oldest come first.
pub const REPLAYED_MAX: u32 = 10_000;

impl App {
    /// Tells a webhook of one event again. One that still waits is left as it is.
    pub async fn replay_webhook_delivery(
        &self,
        caller: &Caller,
        id: WebhookDeliveryId,
    ) -> Result<WebhookDelivery, Error> {
        caller.may(Privilege::ManageWebhooks)?;
        let mut tx = self.0.store.begin().await?;
        let mut delivery = tx.find_webhook_delivery(id).await?.ok_or(Error::NotFound)?;
        let stored = tx.find_webhook(delivery.webhook_id).await?.ok_or(Error::NotFound)?;
        let webhook = told(stored.webhook)?;
        let now = self.now();
        if tx.replay_webhook_delivery(id, now).await? {
            delivery.replay(now);
            tx.enqueue(JobId(self.new_id()), &Job::DeliverWebhook { delivery_id: id }, now).await?;
            let event = Event::WebhookReplayed { name: webhook.settings.name, deliveries: 1 };
            tx.insert_audit(&self.audit(caller.actor(), caller.source(), event)).await?;
        }
        tx.commit().await?;
        self.0.webhook_rests.forget(webhook.id);
        self.wake_runner();
        Ok(delivery)
    }

    /// Tells a webhook again of everything that happened at an instant or after it, and says of how many events: at most
    /// [`REPLAYED_MAX`].
    pub async fn replay_webhook_since(
        &self,
        caller: &Caller,
        id: WebhookId,
        since: Timestamp,
    ) -> Result<u64, Error> {
        caller.may(Privilege::ManageWebhooks)?;
        let mut tx = self.0.store.begin().await?;
        let webhook = told(tx.lock_webhook(id).await?.ok_or(Error::NotFound)?.webhook)?;
        let now = self.now();
        let mut jobs = Vec::new();
        for delivery_id in tx.list_webhook_deliveries_since(id, since, REPLAYED_MAX).await? {
            if tx.replay_webhook_delivery(delivery_id, now).await? {
                jobs.push((JobId(self.new_id()), Job::DeliverWebhook { delivery_id }));
            }
        }
        tx.enqueue_all(&jobs, now).await?;
        let deliveries = u64::try_from(jobs.len()).unwrap_or(u64::MAX);
        let event = Event::WebhookReplayed { name: webhook.settings.name, deliveries };
        tx.insert_audit(&self.audit(caller.actor(), caller.source(), event)).await?;
        tx.commit().await?;
        self.0.webhook_rests.forget(id);
        self.wake_runner();
        Ok(deliveries)
    }
}

/// Refuses a webhook that is told nothing: what is replayed would be given up at once.
fn told(webhook: Webhook) -> Result<Webhook, Error> {
    if webhook.is_told() { Ok(webhook) } else { Err(Refusal::WebhookNotTold.into()) }
}
