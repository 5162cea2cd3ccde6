//! Tells webhooks: by a job for each delivery, and at once for a test.
//!
//! A job may run twice, and a program may have heard what was not answered: the event's id is the same each time.

use domain::audit::{Actor, Event};
use domain::id::{WebhookDeliveryId, WebhookId};
use domain::job::Outcome;
use domain::privilege::Privilege;
use domain::webhook::{Occurrence, WebhookAddress, WebhookDelivery, WebhookDeliveryState};
use gateways::webhook::{WebhookOutcome, WebhookTelling};
use store::{StoredWebhook, Tx};

use super::tell::{PAUSED, payload};
use crate::{App, Caller, Error};

/// Why a disabled webhook is told nothing.
const DISABLED: &str = "Not sent: the webhook was disabled.";

impl App {
    /// Tells a webhook of one event, if that is still wanted, and notes what became of it.
    pub(crate) async fn deliver_webhook(&self, id: WebhookDeliveryId) -> Result<Outcome, Error> {
        let now = self.now();
        let mut tx = self.0.store.read().await?;
        let found = tx.find_webhook_delivery(id).await?;
        let Some(delivery) = found.filter(|delivery| delivery.state == WebhookDeliveryState::Ready) else {
            return Ok(Outcome::Done);
        };
        let stored = tx.find_webhook(delivery.webhook_id).await?;
        drop(tx);
        let Some(stored) = stored else {
            let mut tx = self.0.store.begin().await?;
            tx.delete_webhook_delivery(id).await?;
            tx.commit().await?;
            return Ok(Outcome::Done);
        };
        if !stored.webhook.is_told() {
            return self.give_up_delivery(id, &stored).await;
        }
        if delivery.due_at > now {
            return Ok(Outcome::Again(delivery.due_at, delivery.words));
        }
        if let Err(until) = self.0.webhook_rests.enter(stored.webhook.id, now) {
            return Ok(Outcome::Again(until, "the webhook rests after a failure".to_owned()));
        }
        let outcome = self.0.webhook.send(&self.telling(&stored, &delivery)?).await;
        let delivery = self.note_outcome(stored.webhook.id, delivery, &outcome).await?;
        Ok(match delivery.state {
            WebhookDeliveryState::Ready => Outcome::Again(delivery.due_at, delivery.words),
            // What became of it is told by the delivery.
            WebhookDeliveryState::Delivered | WebhookDeliveryState::Dead => Outcome::Done,
        })
    }

    /// Sends a test to a webhook, whether it is enabled or not, and says what became of it. A test is tried once.
    pub async fn test_webhook(&self, caller: &Caller, id: WebhookId) -> Result<WebhookDelivery, Error> {
        caller.may(Privilege::ManageWebhooks)?;
        let now = self.now();
        let stored = self.0.store.read().await?.find_webhook(id).await?.ok_or(Error::NotFound)?;
        let occurrence = Occurrence::ping(self.new_id(), now);
        let body = payload(&occurrence)?;
        let mut delivery = WebhookDelivery::new(WebhookDeliveryId(self.new_id()), id, &occurrence, body, now);
        let outcome = self.0.webhook.send(&self.telling(&stored, &delivery)?).await;
        note(&mut delivery, &outcome, self.now());
        if delivery.state == WebhookDeliveryState::Ready {
            delivery.state = WebhookDeliveryState::Dead;
        }
        let is_delivered = delivery.state == WebhookDeliveryState::Delivered;
        let mut tx = self.0.store.begin().await?;
        let stored = tx.lock_webhook(id).await?.ok_or(Error::NotFound)?;
        tx.insert_webhook_deliveries(std::slice::from_ref(&delivery)).await?;
        if is_delivered {
            tx.save_webhook_answering(id).await?;
        }
        let event = Event::WebhookTested { name: stored.webhook.settings.name, is_delivered };
        tx.insert_audit(&self.audit(caller.actor(), caller.source(), event)).await?;
        tx.commit().await?;
        if is_delivered {
            self.0.webhook_rests.forget(id);
        }
        Ok(delivery)
    }

    fn telling(&self, stored: &StoredWebhook, delivery: &WebhookDelivery) -> Result<WebhookTelling, Error> {
        let settings = &stored.webhook.settings;
        let address = WebhookAddress::parse(&settings.url)
            .map_err(|fault| Error::Internal(format!("the address of a webhook: {fault}")))?;
        Ok(WebhookTelling {
            may_stay_inside: settings.may_stay_inside(&address),
            address,
            id: delivery.occurrence_id,
            at: self.now().seconds(),
            body: delivery.payload.clone(),
            secrets: self.webhook_secrets(stored)?,
        })
    }

    /// Notes what became of a try, at the delivery and at its webhook; pauses the webhook where it has failed for too long.
    /// The webhook's row comes first in every transaction that writes both.
    async fn note_outcome(
        &self,
        id: WebhookId,
        delivery: WebhookDelivery,
        outcome: &WebhookOutcome,
    ) -> Result<WebhookDelivery, Error> {
        let now = self.now();
        let mut tx = self.0.store.begin().await?;
        let mut is_paused = false;
        if let WebhookOutcome::Delivered { .. } = outcome {
            self.0.webhook_rests.forget(id);
            tx.save_webhook_answering(id).await?;
        } else {
            self.0.webhook_rests.note_failure(id, now);
            is_paused = self.note_webhook_failure(&mut tx, id, outcome).await?;
        }
        // Nobody else tries a delivery, but somebody may have deleted it.
        let found = tx.lock_webhook_delivery(delivery.id).await?;
        let mut delivery = found.unwrap_or(delivery);
        note(&mut delivery, outcome, now);
        tx.save_webhook_delivery(&delivery).await?;
        tx.commit().await?;
        if is_paused {
            self.0.store.forget_webhooks();
        }
        Ok(delivery)
    }

    /// Notes a failure at the webhook; `true` when it is paused by that.
    async fn note_webhook_failure(
        &self,
        tx: &mut Tx,
        id: WebhookId,
        outcome: &WebhookOutcome,
    ) -> Result<bool, Error> {
        let Some(mut stored) = tx.lock_webhook(id).await? else { return Ok(false) };
        let (now, failure) = (self.now(), failure(outcome));
        let is_paused = match outcome {
            WebhookOutcome::Gone { .. } => stored.webhook.note_gone(now, &failure),
            _ => stored.webhook.note_failure(now, &failure),
        };
        tx.save_webhook(&stored).await?;
        if is_paused {
            tracing::warn!(webhook.id = %id, "a webhook is paused after its failures");
            let event =
                Event::WebhookPaused { name: stored.webhook.settings.name, failure: stored.webhook.failure };
            tx.insert_audit(&self.audit(&Actor::Server, None, event)).await?;
        }
        Ok(is_paused)
    }

    /// Gives up a delivery whose webhook is told nothing.
    async fn give_up_delivery(
        &self,
        id: WebhookDeliveryId,
        stored: &StoredWebhook,
    ) -> Result<Outcome, Error> {
        let mut tx = self.0.store.begin().await?;
        let found = tx.lock_webhook_delivery(id).await?;
        if let Some(mut delivery) = found.filter(|found| found.state == WebhookDeliveryState::Ready) {
            delivery.give_up(if stored.webhook.is_enabled { PAUSED } else { DISABLED });
            tx.save_webhook_delivery(&delivery).await?;
        }
        tx.commit().await?;
        Ok(Outcome::Done)
    }
}

/// Notes what became of a try at its delivery.
fn note(delivery: &mut WebhookDelivery, outcome: &WebhookOutcome, now: domain::time::Timestamp) {
    match outcome {
        WebhookOutcome::Delivered { status } => delivery.note_answer(*status, now),
        WebhookOutcome::Failed { status, words, retry_after } => {
            let wanted = retry_after.map(|wait| i64::try_from(wait.as_millis()).unwrap_or(i64::MAX));
            delivery.note_failure(*status, words, wanted, now);
        }
        WebhookOutcome::Gone { words } => {
            delivery.note_failure(Some(410), words, None, now);
            delivery.state = WebhookDeliveryState::Dead;
        }
    }
}

/// Returns a failure in words for administrators.
fn failure(outcome: &WebhookOutcome) -> String {
    match outcome {
        WebhookOutcome::Delivered { .. } => String::new(),
        WebhookOutcome::Failed { status: Some(status), words, .. } => format!("status {status}: {words}"),
        WebhookOutcome::Failed { status: None, words, .. } => words.clone(),
        WebhookOutcome::Gone { words } => format!("status 410, gone for good: {words}"),
    }
}
