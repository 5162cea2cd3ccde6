//! Webhooks: set up, changed, tried, and what they were told.
//!
//! What happens is written down for each webhook in the transaction of the change itself (`tell.rs`), and told afterwards by
//! jobs (`deliver.rs`). A secret is shown once, when it is made (T31).

mod deliver;
mod replay;
mod rest;
mod tell;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use domain::audit::{Audit, Event, FieldChange};
use domain::id::WebhookId;
use domain::message::Message;
use domain::page::{Cursor, PAGE_ROWS_MAX, Page};
use domain::privilege::Privilege;
use domain::secret::Secret;
use domain::webhook::{
    FORMER_SECRET_KEPT, Occurrence, WEBHOOKS_MAX, Webhook, WebhookAddress, WebhookDelivery, WebhookFault,
    WebhookSettings,
};
use store::{StoredWebhook, Tx};
use zeroize::Zeroizing;

use crate::{App, Caller, Error, Fault};

pub use replay::REPLAYED_MAX;
pub(crate) use rest::Rests;
pub(crate) use tell::Teller;

/// A webhook just made.
#[derive(Debug)]
pub struct MadeWebhook {
    /// The webhook.
    pub webhook: Webhook,
    /// The secret that signs what it is told; shown this once.
    pub secret: Secret,
}

/// A webhook as administrators see it.
#[derive(Clone, Debug)]
pub struct WebhookDetail {
    /// The webhook.
    pub webhook: Webhook,
    /// How many events it is still to be told.
    pub waiting: u64,
}

const PURPOSE: &str = "webhook-secret";
/// What a secret begins with, so that libraries and secret scanners know it.
const SECRET_PREFIX: &str = "whsec_";

impl App {
    /// Sets a webhook up. It is told of what happens from now on.
    pub async fn create_webhook(
        &self,
        caller: &Caller,
        settings: WebhookSettings,
    ) -> Result<MadeWebhook, Error> {
        caller.may(Privilege::ManageWebhooks)?;
        let settings = checked(settings)?;
        let webhook = Webhook::new(WebhookId(self.new_id()), settings, self.now());
        let (secret, sealed_secret) = self.new_secret(webhook.id);
        let mut tx = self.0.store.begin().await?;
        if tx.list_webhooks().await?.len() >= WEBHOOKS_MAX {
            return Err(faults(vec![("name", WebhookFault::Full)]));
        }
        let stored = StoredWebhook { webhook, sealed_secret, sealed_former_secret: None };
        tx.insert_webhook(&stored).await?;
        let event = Event::WebhookCreated { name: stored.webhook.settings.name.clone() };
        tx.insert_audit(&self.audit(caller.actor(), caller.source(), event)).await?;
        tx.commit().await?;
        self.0.store.forget_webhooks();
        Ok(MadeWebhook { webhook: stored.webhook, secret })
    }

    /// Changes a webhook. What waits for it goes to the new address.
    pub async fn update_webhook(
        &self,
        caller: &Caller,
        id: WebhookId,
        settings: WebhookSettings,
    ) -> Result<Webhook, Error> {
        caller.may(Privilege::ManageWebhooks)?;
        let settings = checked(settings)?;
        let mut tx = self.0.store.begin().await?;
        let mut stored = tx.lock_webhook(id).await?.ok_or(Error::NotFound)?;
        let changes = changes(&stored.webhook.settings, &settings);
        if !changes.is_empty() {
            stored.webhook.settings = settings;
            tx.save_webhook(&stored).await?;
            let event = Event::WebhookChanged { name: stored.webhook.settings.name.clone() };
            let line = Audit { changes, ..self.audit(caller.actor(), caller.source(), event) };
            tx.insert_audit(&line).await?;
        }
        tx.commit().await?;
        self.0.store.forget_webhooks();
        self.0.webhook_rests.forget(id);
        Ok(stored.webhook)
    }

    /// Tells a webhook again: one that was disabled, or one that was paused.
    pub async fn enable_webhook(&self, caller: &Caller, id: WebhookId) -> Result<Webhook, Error> {
        caller.may(Privilege::ManageWebhooks)?;
        let mut tx = self.0.store.begin().await?;
        let mut stored = tx.lock_webhook(id).await?.ok_or(Error::NotFound)?;
        if !stored.webhook.is_told() {
            stored.webhook.enable();
            tx.save_webhook(&stored).await?;
            let event = Event::WebhookEnabled { name: stored.webhook.settings.name.clone() };
            tx.insert_audit(&self.audit(caller.actor(), caller.source(), event)).await?;
        }
        tx.commit().await?;
        self.0.store.forget_webhooks();
        self.0.webhook_rests.forget(id);
        Ok(stored.webhook)
    }

    /// Tells a webhook nothing any more. What waited for it is given up, and can be replayed.
    pub async fn disable_webhook(&self, caller: &Caller, id: WebhookId) -> Result<Webhook, Error> {
        caller.may(Privilege::ManageWebhooks)?;
        let mut tx = self.0.store.begin().await?;
        let mut stored = tx.lock_webhook(id).await?.ok_or(Error::NotFound)?;
        if stored.webhook.is_enabled {
            stored.webhook.is_enabled = false;
            tx.save_webhook(&stored).await?;
            let event = Event::WebhookDisabled { name: stored.webhook.settings.name.clone() };
            tx.insert_audit(&self.audit(caller.actor(), caller.source(), event)).await?;
        }
        tx.commit().await?;
        self.0.store.forget_webhooks();
        Ok(stored.webhook)
    }

    /// Deletes a webhook with all that it was told.
    pub async fn delete_webhook(&self, caller: &Caller, id: WebhookId) -> Result<(), Error> {
        caller.may(Privilege::ManageWebhooks)?;
        let mut tx = self.0.store.begin().await?;
        let stored = tx.lock_webhook(id).await?.ok_or(Error::NotFound)?;
        tx.delete_webhook(id).await?;
        let event = Event::WebhookDeleted { name: stored.webhook.settings.name };
        tx.insert_audit(&self.audit(caller.actor(), caller.source(), event)).await?;
        tx.commit().await?;
        self.0.store.forget_webhooks();
        self.0.webhook_rests.forget(id);
        Ok(())
    }

    /// Lists all webhooks, oldest first.
    pub async fn list_webhooks(&self, caller: &Caller) -> Result<Vec<Webhook>, Error> {
        caller.may(Privilege::ManageWebhooks)?;
        let all = self.0.store.read().await?.list_webhooks().await?;
        Ok(all.into_iter().map(|stored| stored.webhook).collect())
    }

    /// Shows a webhook.
    pub async fn show_webhook(&self, caller: &Caller, id: WebhookId) -> Result<WebhookDetail, Error> {
        caller.may(Privilege::ManageWebhooks)?;
        let mut tx = self.0.store.read().await?;
        let webhook = tx.find_webhook(id).await?.ok_or(Error::NotFound)?.webhook;
        Ok(WebhookDetail { webhook, waiting: tx.count_ready_webhook_deliveries(id).await? })
    }

    /// Makes a new secret for a webhook. The one before it signs beside it for a day, so that the program can be told.
    pub async fn new_webhook_secret(&self, caller: &Caller, id: WebhookId) -> Result<MadeWebhook, Error> {
        caller.may(Privilege::ManageWebhooks)?;
        let (secret, sealed_secret) = self.new_secret(id);
        let mut tx = self.0.store.begin().await?;
        let mut stored = tx.lock_webhook(id).await?.ok_or(Error::NotFound)?;
        let former = std::mem::replace(&mut stored.sealed_secret, sealed_secret);
        stored.sealed_former_secret = Some((former, self.now().plus(FORMER_SECRET_KEPT)));
        tx.save_webhook(&stored).await?;
        let changes = vec![FieldChange::secret("secret")];
        let event = Event::WebhookSecretMade { name: stored.webhook.settings.name.clone() };
        let line = Audit { changes, ..self.audit(caller.actor(), caller.source(), event) };
        tx.insert_audit(&line).await?;
        tx.commit().await?;
        Ok(MadeWebhook { webhook: stored.webhook, secret })
    }

    /// Lists what a webhook was told, newest first.
    pub async fn list_webhook_deliveries(
        &self,
        caller: &Caller,
        id: WebhookId,
        after: Option<Cursor>,
        limit: u32,
    ) -> Result<Page<WebhookDelivery>, Error> {
        caller.may(Privilege::ManageWebhooks)?;
        let limit = limit.clamp(1, PAGE_ROWS_MAX);
        let mut tx = self.0.store.read().await?;
        tx.find_webhook(id).await?.ok_or(Error::NotFound)?;
        Ok(tx.list_webhook_deliveries(id, after.as_ref(), limit).await?)
    }

    /// Notes for webhooks how far a message is, if that is worth telling.
    pub(crate) async fn tell_of_message(&self, tx: &mut Tx, message: &Message) -> Result<(), Error> {
        if let Some(occurrence) = Occurrence::of_message(self.new_id(), message, self.now()) {
            tx.insert_occurrence(occurrence).await?;
        }
        Ok(())
    }

    fn new_secret(&self, id: WebhookId) -> (Secret, Vec<u8>) {
        let octets = Zeroizing::new(self.0.ids.octets::<32>());
        let text = format!("{SECRET_PREFIX}{}", STANDARD.encode(octets.as_slice()));
        (Secret::new(text), self.seal(PURPOSE, &id.to_string(), octets.as_slice()))
    }

    /// Returns the secrets that sign now: the present one, and one that was replaced lately.
    fn webhook_secrets(&self, stored: &StoredWebhook) -> Result<Vec<Zeroizing<Vec<u8>>>, Error> {
        let id = stored.webhook.id.to_string();
        let former = stored.sealed_former_secret.as_ref();
        let former = former.filter(|(_, until)| self.now() < *until).map(|(sealed, _)| sealed);
        [Some(&stored.sealed_secret), former]
            .into_iter()
            .flatten()
            .map(|sealed| self.open(PURPOSE, &id, sealed))
            .collect()
    }
}

/// Checks every field, and trims what people type.
fn checked(settings: WebhookSettings) -> Result<WebhookSettings, Error> {
    let wrong = settings.faults();
    if !wrong.is_empty() {
        return Err(faults(wrong));
    }
    let (name, url) = (settings.name.trim().to_owned(), settings.url.trim().to_owned());
    Ok(WebhookSettings { name, url, ..settings })
}

fn faults(wrong: Vec<(&'static str, WebhookFault)>) -> Error {
    Error::Invalid(wrong.into_iter().map(|(field, fault)| Fault::new(field, fault.to_string())).collect())
}

/// Lists what differs between two states of a webhook. Of an address only host and port are named: many programs know
/// their callers by a secret in the path.
fn changes(former: &WebhookSettings, settings: &WebhookSettings) -> Vec<FieldChange> {
    let origin = |url: &str| WebhookAddress::parse(url).map(|address| address.origin()).unwrap_or_default();
    let events = |settings: &WebhookSettings| {
        settings.events.iter().map(|event| event.name()).collect::<Vec<_>>().join(", ")
    };
    let yes_no = |yes: bool| if yes { "yes" } else { "no" };
    let address = match FieldChange::of("address", &origin(&former.url), &origin(&settings.url)) {
        None if former.url != settings.url => Some(FieldChange::secret("path of the address")),
        change => change,
    };
    let inside = (yes_no(former.is_internal), yes_no(settings.is_internal));
    [
        FieldChange::of("name", &former.name, &settings.name),
        address,
        FieldChange::of("events", &events(former), &events(settings)),
        FieldChange::of("in the own network", inside.0, inside.1),
    ]
    .into_iter()
    .flatten()
    .collect()
}
