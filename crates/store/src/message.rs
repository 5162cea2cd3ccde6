//! The outbox. Claiming differs between the engines as it does for jobs; see `job.rs`.
//!
//! What is still to be sent stands in indexes of its own. SQLite takes such an index only where a statement repeats its
//! condition word for word: hence `state in ('queued', 'sending') and state = 'queued'`.

use domain::id::{AccountId, InvitationId, MessageId, RecipientId};
use domain::message::{Channel, Message, MessageKind, MessageState};
use domain::page::{Cursor, Page};
use domain::reference::Reference;
use domain::time::Timestamp;
use sqlx::FromRow;
use uuid::Uuid;

use crate::engine::{EngineTx, run, write_rows};
use crate::row::{instant, millis, named};
use crate::{StoreError, Tx};

/// A message as it is stored.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OutboxMessage {
    /// The message.
    pub message: Message,
    /// What else its text needs, JSON; no secret.
    pub detail: String,
    /// What it says, sealed, where it stays in the outbox.
    pub sealed_text: Option<Vec<u8>>,
}

#[derive(FromRow)]
struct MessageRow {
    id: Uuid,
    kind: String,
    channel: String,
    address: String,
    invitation_id: Option<Uuid>,
    recipient_id: Option<Uuid>,
    account_id: Option<Uuid>,
    detail: String,
    state: String,
    attempt: i64,
    created_at: i64,
    due_at: i64,
    accepted_at: Option<i64>,
    settled_at: Option<i64>,
    words: String,
    provider_key: Option<String>,
    reference: Option<String>,
    sealed_text: Option<Vec<u8>>,
}

impl TryFrom<MessageRow> for OutboxMessage {
    type Error = StoreError;

    fn try_from(row: MessageRow) -> Result<Self, StoreError> {
        let message = Message {
            id: MessageId(row.id),
            kind: named("message", &row.kind, MessageKind::parse)?,
            channel: named("message", &row.channel, Channel::parse)?,
            address: row.address,
            invitation_id: row.invitation_id.map(InvitationId),
            recipient_id: row.recipient_id.map(RecipientId),
            account_id: row.account_id.map(AccountId),
            state: named("message", &row.state, MessageState::parse)?,
            attempt: u32::try_from(row.attempt).unwrap_or(u32::MAX),
            created_at: Timestamp(row.created_at),
            due_at: Timestamp(row.due_at),
            accepted_at: instant(row.accepted_at),
            settled_at: instant(row.settled_at),
            words: row.words,
            provider_key: row.provider_key,
            reference: row.reference.map(|text| named("message", &text, Reference::parse)).transpose()?,
        };
        Ok(Self { message, detail: row.detail, sealed_text: row.sealed_text })
    }
}

impl Tx {
    /// Puts messages into the outbox, each with what else its text needs (JSON).
    pub async fn insert_messages(&mut self, messages: &[(Message, String)]) -> Result<(), StoreError> {
        write_rows!(
            self,
            "message (id, kind, channel, address, invitation_id, recipient_id, account_id, detail, state, created_at, due_at)",
            "",
            messages,
            |row| row.0.id.0,
            row.0.kind.name(),
            row.0.channel.name(),
            &row.0.address,
            row.0.invitation_id.map(|id| id.0),
            row.0.recipient_id.map(|id| id.0),
            row.0.account_id.map(|id| id.0),
            &row.1,
            row.0.state.name(),
            row.0.created_at.0,
            row.0.due_at.0,
        );
        Ok(())
    }

    /// Says whether a message is due to go one way.
    pub async fn has_due_messages(&mut self, channel: Channel, now: Timestamp) -> Result<bool, StoreError> {
        let due = run!(
            optional(i64,),
            self,
            "select due_at from message
             where channel = $1 and state in ('queued', 'sending') and due_at <= $2 order by due_at limit 1",
            channel.name(),
            now.0,
        )?;
        Ok(due.is_some())
    }

    /// Claims up to `limit` messages that are due to go one way. A claimed one is due again when its lease ends: so what a dead runner held
    /// comes back by itself.
    pub async fn claim_messages(
        &mut self,
        channel: Channel,
        now: Timestamp,
        lease_until: Timestamp,
        limit: u32,
    ) -> Result<Vec<OutboxMessage>, StoreError> {
        let rows: Vec<MessageRow> = match &mut self.on {
            EngineTx::Sqlite(tx, _) => {
                sqlx::query_as(
                    "update message set state = 'sending', attempt = attempt + 1, due_at = $2
                     where id in (select id from message where channel = $4 and state in ('queued', 'sending') and due_at <= $1
                                  order by due_at limit $3)
                     returning *",
                )
                .bind(now.0)
                .bind(lease_until.0)
                .bind(i64::from(limit))
                .bind(channel.name())
                .fetch_all(&mut **tx)
                .await?
            }
            EngineTx::Postgres(tx) => {
                sqlx::query_as(
                    "with due as materialized (
                         select id from message where channel = $4 and state in ('queued', 'sending') and due_at <= $1
                         order by due_at limit $3 for update skip locked)
                     update message set state = 'sending', attempt = attempt + 1, due_at = $2
                     from due where message.id = due.id
                     returning message.*",
                )
                .bind(now.0)
                .bind(lease_until.0)
                .bind(i64::from(limit))
                .bind(channel.name())
                .fetch_all(&mut **tx)
                .await?
            }
        };
        rows.into_iter().map(OutboxMessage::try_from).collect()
    }

    /// Returns a claimed message to the queue that was not even tried, due at an instant.
    pub async fn unclaim_message(&mut self, message: &Message, due_at: Timestamp) -> Result<(), StoreError> {
        run!(
            execute self,
            "update message set state = 'queued', attempt = attempt - 1, due_at = $3
             where id = $1 and attempt = $2 and state = 'sending'",
            message.id.0,
            i64::from(message.attempt),
            due_at.0,
        )?;
        Ok(())
    }

    /// Writes what became of a claimed message; `false` when another runner has taken it over meanwhile.
    pub async fn save_message_answer(
        &mut self,
        message: &Message,
        sealed_text: Option<&[u8]>,
    ) -> Result<bool, StoreError> {
        let changed = run!(
            execute self,
            "update message set state = $3, due_at = $4, accepted_at = $5, settled_at = $6, words = $7, provider_key = $8,
                 reference = $9, sealed_text = $10
             where id = $1 and attempt = $2 and state = 'sending'",
            message.id.0,
            i64::from(message.attempt),
            message.state.name(),
            message.due_at.0,
            millis(message.accepted_at),
            millis(message.settled_at),
            &message.words,
            &message.provider_key,
            message.reference.as_ref().map(Reference::as_str),
            sealed_text,
        )?;
        Ok(changed == 1)
    }

    /// Writes what a receipt has told about a message.
    pub async fn save_message_receipt(&mut self, message: &Message) -> Result<(), StoreError> {
        run!(
            execute self,
            "update message set state = $2, settled_at = $3, words = $4, reference = $5 where id = $1",
            message.id.0,
            message.state.name(),
            millis(message.settled_at),
            &message.words,
            message.reference.as_ref().map(Reference::as_str),
        )?;
        Ok(())
    }

    /// Finds a message.
    pub async fn find_message(&mut self, id: MessageId) -> Result<Option<OutboxMessage>, StoreError> {
        let row = run!(optional MessageRow, self, "select * from message where id = $1", id.0)?;
        row.map(OutboxMessage::try_from).transpose()
    }

    /// Finds a message for change.
    pub async fn lock_message(&mut self, id: MessageId) -> Result<Option<OutboxMessage>, StoreError> {
        let row = run!(lock MessageRow, self, "select * from message where id = $1", id.0)?;
        row.map(OutboxMessage::try_from).transpose()
    }

    /// Finds a message for change by what its provider calls it.
    pub async fn lock_message_by_provider_key(
        &mut self,
        key: &str,
    ) -> Result<Option<OutboxMessage>, StoreError> {
        let row = run!(lock MessageRow, self, "select * from message where provider_key = $1", key)?;
        row.map(OutboxMessage::try_from).transpose()
    }

    /// Lists messages, newest first; of one state, if one is named.
    pub async fn list_messages(
        &mut self,
        state: Option<MessageState>,
        after: Option<&Cursor>,
        limit: u32,
    ) -> Result<Page<OutboxMessage>, StoreError> {
        let rows = run!(
            all MessageRow, self,
            "select * from message where id < $1 and ($2 is null or state = $2) order by id desc limit $3",
            after.map_or(Uuid::max(), |cursor| cursor.id),
            state.map(MessageState::name),
            i64::from(limit) + 1,
        )?;
        let messages = rows.into_iter().map(OutboxMessage::try_from).collect::<Result<Vec<_>, _>>()?;
        Ok(Page::cut(messages, limit, |one| Cursor { value: String::new(), id: one.message.id.0 }))
    }

    /// Lists the messages to a recipient, newest first.
    pub async fn list_messages_to(
        &mut self,
        id: RecipientId,
        limit: u32,
    ) -> Result<Vec<Message>, StoreError> {
        let rows = run!(
            all MessageRow, self,
            "select * from message where recipient_id = $1 order by id desc limit $2",
            id.0,
            i64::from(limit),
        )?;
        rows.into_iter().map(|row| OutboxMessage::try_from(row).map(|one| one.message)).collect()
    }

    /// Counts the messages that an account has had sent since an instant.
    pub async fn count_messages_by(&mut self, id: AccountId, since: Timestamp) -> Result<u64, StoreError> {
        let (count,) = run!(
            one(i64,),
            self,
            "select count(*) from message where account_id = $1 and created_at >= $2",
            id.0,
            since.0,
        )?;
        Ok(u64::try_from(count).unwrap_or_default())
    }

    /// Counts the messages since an instant, whoever had them sent.
    pub async fn count_messages_since(&mut self, since: Timestamp) -> Result<u64, StoreError> {
        let (count,) = run!(one(i64,), self, "select count(*) from message where created_at >= $1", since.0)?;
        Ok(u64::try_from(count).unwrap_or_default())
    }

    /// Counts the messages to an address since an instant.
    pub async fn count_messages_to(&mut self, address: &str, since: Timestamp) -> Result<u64, StoreError> {
        let (count,) = run!(
            one(i64,),
            self,
            "select count(*) from message where address = $1 and created_at >= $2",
            address,
            since.0,
        )?;
        Ok(u64::try_from(count).unwrap_or_default())
    }

    /// Counts the messages that went one way since an instant.
    pub async fn count_accepted_since(
        &mut self,
        channel: Channel,
        since: Timestamp,
    ) -> Result<u64, StoreError> {
        let (count,) = run!(
            one(i64,),
            self,
            "select count(*) from message where channel = $1 and accepted_at >= $2",
            channel.name(),
            since.0,
        )?;
        Ok(u64::try_from(count).unwrap_or_default())
    }

    /// Lets the messages of an invitation that wait be due at once.
    pub async fn hasten_messages(&mut self, id: InvitationId, now: Timestamp) -> Result<(), StoreError> {
        run!(
            execute self,
            "update message set due_at = $2
             where invitation_id = $1 and state in ('queued', 'sending') and state = 'queued' and due_at > $2",
            id.0,
            now.0,
        )?;
        Ok(())
    }

    /// Counts the messages of an invitation that are still to go out.
    pub async fn count_open_messages(&mut self, id: InvitationId) -> Result<u64, StoreError> {
        let (count,) = run!(
            one(i64,),
            self,
            "select count(*) from message where invitation_id = $1 and state in ('queued', 'sending')",
            id.0,
        )?;
        Ok(u64::try_from(count).unwrap_or_default())
    }

    /// Cancels the messages of an invitation that wait for their turn.
    pub async fn cancel_messages(&mut self, id: InvitationId, now: Timestamp) -> Result<u64, StoreError> {
        Ok(run!(
            execute self,
            "update message set state = 'cancelled', settled_at = $2
             where invitation_id = $1 and state in ('queued', 'sending') and state = 'queued'",
            id.0,
            now.0,
        )?)
    }

    /// Cancels the messages to a recipient that wait for their turn.
    pub async fn cancel_messages_to(&mut self, id: RecipientId, now: Timestamp) -> Result<u64, StoreError> {
        Ok(run!(
            execute self,
            "update message set state = 'cancelled', settled_at = $2 where recipient_id = $1 and state = 'queued'",
            id.0,
            now.0,
        )?)
    }

    /// Forgets what messages in the outbox say that were settled before an instant.
    pub async fn forget_held_texts(&mut self, before: Timestamp) -> Result<u64, StoreError> {
        Ok(run!(
            execute self,
            "update message set sealed_text = null where sealed_text is not null and created_at < $1",
            before.0,
        )?)
    }
}
