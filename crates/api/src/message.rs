//! Messages to people, as the outbox has them. What they say is not told: it may hold links.

use domain::message::{Channel, MessageKind, MessageState};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa::openapi::Object;

use crate::document::one_of;
use crate::time::{Instant, some};

/// A message to somebody.
#[derive(Serialize, ToSchema)]
pub(crate) struct Message {
    /// The message's id.
    id: String,
    /// What it says.
    #[schema(schema_with = kinds)]
    kind: &'static str,
    /// By which way it goes.
    #[schema(schema_with = channels)]
    channel: &'static str,
    /// Where to.
    address: String,
    /// The invitation it belongs to.
    invitation_id: Option<String>,
    /// The recipient it is for.
    recipient_id: Option<String>,
    /// How far it is.
    #[schema(schema_with = states)]
    state: &'static str,
    /// How often it was tried.
    attempts: u32,
    /// When it was put into the outbox.
    created_at: Instant,
    /// When it is due; `null` once its turn is over.
    due_at: Option<Instant>,
    /// When the relay or the provider took it.
    accepted_at: Option<Instant>,
    /// When its fate was known.
    settled_at: Option<Instant>,
    /// The last words of whoever carries it.
    words: String,
    /// The reference code of its failure.
    #[schema(example = "VB-7KQ2M")]
    reference: Option<String>,
}

fn kinds() -> Object {
    one_of(MessageKind::ALL.map(MessageKind::name), "What a message says.")
}

fn channels() -> Object {
    one_of(Channel::ALL.map(Channel::name), "By which way a message goes.")
}

/// Describes how far a message is.
pub(crate) fn states() -> Object {
    one_of(
        MessageState::ALL.map(MessageState::name),
        "How far a message is; one that is `held` lies in the outbox because nothing carries it away.",
    )
}

impl From<domain::message::Message> for Message {
    fn from(message: domain::message::Message) -> Self {
        let is_open = matches!(message.state, MessageState::Queued | MessageState::Sending);
        Self {
            id: message.id.to_string(),
            kind: message.kind.name(),
            channel: message.channel.name(),
            address: message.address,
            invitation_id: message.invitation_id.map(|id| id.to_string()),
            recipient_id: message.recipient_id.map(|id| id.to_string()),
            state: message.state.name(),
            attempts: message.attempt,
            created_at: Instant(message.created_at),
            due_at: is_open.then_some(Instant(message.due_at)),
            accepted_at: some(message.accepted_at),
            settled_at: some(message.settled_at),
            words: message.words,
            reference: message.reference.map(|reference| reference.to_string()),
        }
    }
}
