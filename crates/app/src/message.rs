//! The outbox: what goes out, what became of it, and what stays here because nothing carries it away.

mod deliver;
mod outbox;
mod prepare;
pub(crate) mod render;

use domain::message::{Receipt, ReceiptSubject};
use serde::{Deserialize, Serialize};
use store::Tx;

use crate::{App, Error};

pub use outbox::{HeldText, OutboxView};

/// What else the text of a message needs; no secret.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Detail {
    /// What it is about: the id of an enrollment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) about: Option<String>,
    /// Who it is about, in a notice to an inviter.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) recipient: Option<String>,
}

impl Detail {
    pub(crate) fn to_json(&self) -> String {
        serde_json::to_string(self).expect("texts have a JSON form")
    }

    fn from_json(text: &str) -> Self {
        serde_json::from_str(text).unwrap_or_default()
    }
}

impl App {
    /// Takes a receipt in; `false` when it says nothing new, or is about no message of ours.
    pub(crate) async fn note_receipt(&self, receipt: &Receipt) -> Result<bool, Error> {
        let mut tx = self.0.store.begin().await?;
        let found = match &receipt.about {
            ReceiptSubject::Message(id) => tx.lock_message(*id).await?,
            ReceiptSubject::ProviderKey(key) => tx.lock_message_by_provider_key(key).await?,
        };
        let Some(mut found) = found else { return Ok(false) };
        if !found.message.receipted(receipt, self.new_reference(), self.now()) {
            return Ok(false);
        }
        if let Some(reference) = &found.message.reference {
            tracing::warn!(message.id = %found.message.id, %reference, words = %found.message.words, "a message came back");
        }
        tx.save_message_receipt(&found.message).await?;
        follow(&mut tx, &found.message).await?;
        self.tell_of_message(&mut tx, &found.message).await?;
        tx.commit().await?;
        Ok(true)
    }

    /// Takes in what mail servers have reported to the mailbox for it: what the runner does now and then.
    pub async fn take_reports(&self) -> Result<(), Error> {
        for receipt in self.read_bounces().await? {
            self.note_receipt(&receipt).await?;
        }
        Ok(())
    }
}

/// Shows a recipient what became of their message.
async fn follow(tx: &mut Tx, message: &domain::message::Message) -> Result<(), Error> {
    let Some(id) = message.recipient_id else { return Ok(()) };
    if let Some(mut recipient) = tx.lock_recipient(id).await? {
        recipient.follow_message(message);
        tx.save_recipient(&recipient).await?;
    }
    Ok(())
}
