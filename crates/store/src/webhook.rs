//! Webhooks, and what they are told.

use domain::id::{WebhookDeliveryId, WebhookId};
use domain::page::{Cursor, Page};
use domain::time::Timestamp;
use domain::webhook::{
    Occurrence, Webhook, WebhookDelivery, WebhookDeliveryState, WebhookEvent, WebhookSettings,
};
use sqlx::FromRow;
use uuid::Uuid;

use crate::engine::{run, write_rows};
use crate::row::{instant, millis, named, read_json, write_json};
use crate::{StoreError, Tx};

/// A webhook as it is stored: with its sealed secrets.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct StoredWebhook {
    /// The webhook.
    pub webhook: Webhook,
    /// The sealed secret.
    pub sealed_secret: Vec<u8>,
    /// The sealed secret before it, and until when that signs too.
    pub sealed_former_secret: Option<(Vec<u8>, Timestamp)>,
}

#[derive(FromRow)]
struct WebhookRow {
    id: Uuid,
    settings: String,
    sealed_secret: Vec<u8>,
    sealed_former_secret: Option<Vec<u8>>,
    former_secret_until: Option<i64>,
    is_enabled: bool,
    paused_at: Option<i64>,
    failing_since: Option<i64>,
    failure: String,
    created_at: i64,
}

impl TryFrom<WebhookRow> for StoredWebhook {
    type Error = StoreError;

    fn try_from(row: WebhookRow) -> Result<Self, StoreError> {
        let settings: WebhookSettings = read_json("webhook", &row.settings)?;
        Ok(Self {
            webhook: Webhook {
                id: WebhookId(row.id),
                settings,
                is_enabled: row.is_enabled,
                paused_at: instant(row.paused_at),
                failing_since: instant(row.failing_since),
                failure: row.failure,
                created_at: Timestamp(row.created_at),
            },
            sealed_secret: row.sealed_secret,
            sealed_former_secret: row.sealed_former_secret.zip(instant(row.former_secret_until)),
        })
    }
}

#[derive(FromRow)]
struct DeliveryRow {
    id: Uuid,
    webhook_id: Uuid,
    occurrence_id: Uuid,
    event: String,
    payload: String,
    state: String,
    attempt: i64,
    due_at: i64,
    tried_at: Option<i64>,
    status: Option<i64>,
    words: String,
    created_at: i64,
}

impl TryFrom<DeliveryRow> for WebhookDelivery {
    type Error = StoreError;

    fn try_from(row: DeliveryRow) -> Result<Self, StoreError> {
        Ok(Self {
            id: WebhookDeliveryId(row.id),
            webhook_id: WebhookId(row.webhook_id),
            occurrence_id: row.occurrence_id,
            event: named("webhook_delivery", &row.event, WebhookEvent::parse_stored)?,
            payload: row.payload,
            state: named("webhook_delivery", &row.state, WebhookDeliveryState::parse)?,
            attempt: u32::try_from(row.attempt).unwrap_or(u32::MAX),
            due_at: Timestamp(row.due_at),
            tried_at: instant(row.tried_at),
            status: row.status.and_then(|status| u16::try_from(status).ok()),
            words: row.words,
            created_at: Timestamp(row.created_at),
        })
    }
}

impl Tx {
    /// Writes a new webhook.
    pub async fn insert_webhook(&mut self, stored: &StoredWebhook) -> Result<(), StoreError> {
        let webhook = &stored.webhook;
        run!(
            execute self,
            "insert into webhook (id, settings, sealed_secret, is_enabled, failure, created_at)
             values ($1, $2, $3, $4, $5, $6)",
            webhook.id.0,
            write_json("webhook", &webhook.settings)?,
            &stored.sealed_secret,
            webhook.is_enabled,
            &webhook.failure,
            webhook.created_at.0,
        )?;
        self.save_webhook(stored).await
    }

    /// Writes what may change of a webhook.
    pub async fn save_webhook(&mut self, stored: &StoredWebhook) -> Result<(), StoreError> {
        let webhook = &stored.webhook;
        let former = stored.sealed_former_secret.as_ref();
        run!(
            execute self,
            "update webhook set settings = $2, sealed_secret = $3, sealed_former_secret = $4, former_secret_until = $5,
                 is_enabled = $6, paused_at = $7, failing_since = $8, failure = $9
             where id = $1",
            webhook.id.0,
            write_json("webhook", &webhook.settings)?,
            &stored.sealed_secret,
            former.map(|(sealed, _)| sealed.as_slice()),
            former.map(|(_, until)| until.0),
            webhook.is_enabled,
            millis(webhook.paused_at),
            millis(webhook.failing_since),
            &webhook.failure,
        )?;
        Ok(())
    }

    /// Notes that something has arrived at a webhook. Writes nothing where that is no news.
    pub async fn save_webhook_answering(&mut self, id: WebhookId) -> Result<(), StoreError> {
        run!(
            execute self,
            "update webhook set failing_since = null, failure = '' where id = $1 and failing_since is not null",
            id.0,
        )?;
        Ok(())
    }

    /// Finds a webhook.
    pub async fn find_webhook(&mut self, id: WebhookId) -> Result<Option<StoredWebhook>, StoreError> {
        let row = run!(optional WebhookRow, self, "select * from webhook where id = $1", id.0)?;
        row.map(StoredWebhook::try_from).transpose()
    }

    /// Finds a webhook for change.
    pub async fn lock_webhook(&mut self, id: WebhookId) -> Result<Option<StoredWebhook>, StoreError> {
        let row = run!(lock WebhookRow, self, "select * from webhook where id = $1", id.0)?;
        row.map(StoredWebhook::try_from).transpose()
    }

    /// Lists all webhooks, oldest first.
    pub async fn list_webhooks(&mut self) -> Result<Vec<StoredWebhook>, StoreError> {
        let rows = run!(all WebhookRow, self, "select * from webhook order by id")?;
        rows.into_iter().map(StoredWebhook::try_from).collect()
    }

    /// Deletes a webhook with all that it was told.
    pub async fn delete_webhook(&mut self, id: WebhookId) -> Result<(), StoreError> {
        run!(execute self, "delete from webhook_delivery where webhook_id = $1", id.0)?;
        run!(execute self, "delete from webhook where id = $1", id.0)?;
        Ok(())
    }

    /// Notes something that webhooks may want to know. Whoever commits the transaction writes it down for each of them.
    ///
    /// Asynchronous like every other `insert_`, though nothing is sent here.
    pub async fn insert_occurrence(&mut self, occurrence: Occurrence) -> Result<(), StoreError> {
        self.occurrences.push(occurrence);
        Ok(())
    }

    /// Returns what was noted so far, for whoever writes it down. After this the transaction may end.
    pub fn take_occurrences(&mut self) -> Vec<Occurrence> {
        std::mem::take(&mut self.occurrences)
    }

    /// Writes new deliveries.
    pub async fn insert_webhook_deliveries(
        &mut self,
        deliveries: &[WebhookDelivery],
    ) -> Result<(), StoreError> {
        write_rows!(
            self,
            "webhook_delivery (id, webhook_id, occurrence_id, event, payload, state, attempt, due_at, tried_at, status,
                 words, created_at)",
            "",
            deliveries,
            |delivery| delivery.id.0,
            delivery.webhook_id.0,
            delivery.occurrence_id,
            delivery.event.name(),
            &delivery.payload,
            delivery.state.name(),
            i64::from(delivery.attempt),
            delivery.due_at.0,
            millis(delivery.tried_at),
            delivery.status.map(i64::from),
            &delivery.words,
            delivery.created_at.0,
        );
        Ok(())
    }

    /// Writes how a delivery stands; `false` when it is gone.
    pub async fn save_webhook_delivery(&mut self, delivery: &WebhookDelivery) -> Result<bool, StoreError> {
        let changed = run!(
            execute self,
            "update webhook_delivery set state = $2, attempt = $3, due_at = $4, tried_at = $5, status = $6, words = $7
             where id = $1",
            delivery.id.0,
            delivery.state.name(),
            i64::from(delivery.attempt),
            delivery.due_at.0,
            millis(delivery.tried_at),
            delivery.status.map(i64::from),
            &delivery.words,
        )?;
        Ok(changed == 1)
    }

    /// Finds a delivery.
    pub async fn find_webhook_delivery(
        &mut self,
        id: WebhookDeliveryId,
    ) -> Result<Option<WebhookDelivery>, StoreError> {
        let row = run!(optional DeliveryRow, self, "select * from webhook_delivery where id = $1", id.0)?;
        row.map(WebhookDelivery::try_from).transpose()
    }

    /// Finds a delivery for change.
    pub async fn lock_webhook_delivery(
        &mut self,
        id: WebhookDeliveryId,
    ) -> Result<Option<WebhookDelivery>, StoreError> {
        let row = run!(lock DeliveryRow, self, "select * from webhook_delivery where id = $1", id.0)?;
        row.map(WebhookDelivery::try_from).transpose()
    }

    /// Lists what a webhook was told, newest first.
    pub async fn list_webhook_deliveries(
        &mut self,
        id: WebhookId,
        after: Option<&Cursor>,
        limit: u32,
    ) -> Result<Page<WebhookDelivery>, StoreError> {
        let (at, last) = after
            .map_or((i64::MAX, Uuid::max()), |cursor| (cursor.value.parse().unwrap_or(i64::MAX), cursor.id));
        let rows = run!(
            all DeliveryRow,
            self,
            "select * from webhook_delivery where webhook_id = $1 and (created_at, id) < ($2, $3)
             order by created_at desc, id desc limit $4",
            id.0,
            at,
            last,
            i64::from(limit) + 1,
        )?;
        let rows = rows.into_iter().map(WebhookDelivery::try_from).collect::<Result<Vec<_>, _>>()?;
        Ok(Page::cut(rows, limit, |row| Cursor { value: row.created_at.0.to_string(), id: row.id.0 }))
    }

    /// Lists the finished deliveries of a webhook whose event happened at an instant or after it, oldest first.
    pub async fn list_webhook_deliveries_since(
        &mut self,
        id: WebhookId,
        since: Timestamp,
        limit: u32,
    ) -> Result<Vec<WebhookDeliveryId>, StoreError> {
        let rows = run!(
            all(Uuid,),
            self,
            "select id from webhook_delivery where webhook_id = $1 and created_at >= $2 and state <> 'ready'
             order by created_at, id limit $3",
            id.0,
            since.0,
            i64::from(limit),
        )?;
        Ok(rows.into_iter().map(|(id,)| WebhookDeliveryId(id)).collect())
    }

    /// Makes a finished delivery due again from the beginning; `false` when it waits already, or is gone.
    pub async fn replay_webhook_delivery(
        &mut self,
        id: WebhookDeliveryId,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let changed = run!(
            execute self,
            "update webhook_delivery set state = 'ready', attempt = 0, due_at = $2 where id = $1 and state <> 'ready'",
            id.0,
            now.0,
        )?;
        Ok(changed == 1)
    }

    /// Counts what a webhook is still to be told.
    pub async fn count_ready_webhook_deliveries(&mut self, id: WebhookId) -> Result<u64, StoreError> {
        let (count,) = run!(
            one(i64,),
            self,
            "select count(*) from webhook_delivery where webhook_id = $1 and state = 'ready'",
            id.0,
        )?;
        Ok(u64::try_from(count).unwrap_or(0))
    }

    /// Deletes a delivery: its webhook is gone.
    pub async fn delete_webhook_delivery(&mut self, id: WebhookDeliveryId) -> Result<(), StoreError> {
        run!(execute self, "delete from webhook_delivery where id = $1", id.0)?;
        Ok(())
    }

    /// Forgets up to `limit` deliveries of events that happened before an instant.
    pub async fn delete_old_webhook_deliveries(
        &mut self,
        before: Timestamp,
        limit: u32,
    ) -> Result<u64, StoreError> {
        Ok(run!(
            execute self,
            "delete from webhook_delivery where id in
                 (select id from webhook_delivery where created_at < $1 order by created_at limit $2)",
            before.0,
            i64::from(limit),
        )?)
    }
}
