//! The outbox as administrators look at it.

use domain::id::MessageId;
use domain::message::{Message, MessageState};
use domain::page::{Cursor, PAGE_ROWS_MAX, Page};
use domain::privilege::Privilege;
use serde::{Deserialize, Serialize};

use crate::{App, Caller, Error};

/// A message of the outbox.
#[derive(Clone, Debug)]
pub struct OutboxView {
    /// The message.
    pub message: Message,
    /// What it says, where nothing carried it away.
    pub held: Option<HeldText>,
}

/// What a message says that stays here.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct HeldText {
    /// The subject.
    pub subject: String,
    /// The mail as plain text.
    pub text: String,
    /// The mail as HTML.
    pub html: String,
    /// The SMS.
    pub sms: String,
}

/// What the sealed text of a message is for.
const HELD: &str = "held-message";

impl App {
    /// Lists the messages of the outbox, newest first; of one state, if one is named.
    pub async fn list_outbox(
        &self,
        caller: &Caller,
        state: Option<MessageState>,
        after: Option<Cursor>,
        limit: u32,
    ) -> Result<Page<Message>, Error> {
        caller.may(Privilege::ReadDelivery)?;
        let limit = limit.clamp(1, PAGE_ROWS_MAX);
        let page = self.0.store.read().await?.list_messages(state, after.as_ref(), limit).await?;
        Ok(page.map(|one| one.message))
    }

    /// Shows a message. What it says holds a link, so it is shown only to those who may send such messages themselves.
    pub async fn show_outbox_message(&self, caller: &Caller, id: MessageId) -> Result<OutboxView, Error> {
        caller.may(Privilege::ReadDelivery)?;
        let found = self.0.store.read().await?.find_message(id).await?.ok_or(Error::NotFound)?;
        let held = match found.sealed_text {
            Some(sealed) if caller.may(Privilege::ManageInvitations).is_ok() => {
                let text = self.open(HELD, &id.to_string(), &sealed)?;
                let held = serde_json::from_slice(&text);
                Some(held.map_err(|error| Error::Internal(format!("the text of message {id}: {error}")))?)
            }
            _ => None,
        };
        Ok(OutboxView { message: found.message, held })
    }

    /// Seals what a message says that stays here.
    pub(super) fn seal_held(&self, id: MessageId, held: &HeldText) -> Vec<u8> {
        let text = serde_json::to_vec(held).expect("texts have a JSON form");
        self.seal(HELD, &id.to_string(), &text)
    }
}
