//! Receipts of SMS: those that the provider posts, and those that come over a connection that is kept.

use std::net::IpAddr;
use std::sync::PoisonError;

use domain::audit::{Actor, Event};
use domain::message::{Fate, Receipt};
use domain::time::{DAY, MINUTE, SECOND, Timestamp};
use gateways::sms::{PostedReceipt, ReceiptRefusal, verify_receipt};

use crate::{App, Error};

/// How long a receipt is known by: much longer than one of our own form is good for, and than a message waits for its
/// last word.
const RECEIPT_KEPT: i64 = 7 * DAY;
/// A receipt can be faster than the answer that it follows: answers are written in batches. One that says nothing to us yet
/// is tried again after these times.
const TRIED_AGAIN_AFTER: [i64; 3] = [10 * SECOND, 30 * SECOND, 3 * MINUTE];
/// The most receipts that are kept for that.
const EARLY_RECEIPTS_MAX: usize = 10_000;

/// A receipt that said nothing to us when it came.
pub(crate) struct EarlyReceipt {
    receipt: Receipt,
    due_at: Timestamp,
    tries: usize,
}

impl App {
    /// Takes a receipt that somebody posted. One that the provider has not signed, or that was taken before, is refused and
    /// noted (T32); which message it is about is never told.
    pub async fn take_sms_receipt(&self, posted: &PostedReceipt, source: IpAddr) -> Result<(), Error> {
        let mut tx = self.0.store.read().await?;
        let found = self.sms_provider(&mut tx).await?;
        drop(tx);
        let url = match posted.message_id {
            Some(id) => self.sms_receipt_url(id),
            None => self.sms_receipt_address(),
        };
        let verified = match &found {
            Some((provider, secrets)) => verify_receipt(provider, secrets, &url, posted, self.now()),
            None => Err(ReceiptRefusal::NotExpected),
        };
        let verified = match verified {
            Ok(verified) => verified,
            Err(refusal) => return self.refuse_receipt(&refusal.to_string(), source).await,
        };
        let mut tx = self.0.store.begin().await?;
        tx.delete_old_sms_receipts(self.now().plus(-RECEIPT_KEPT)).await?;
        let is_new = tx.insert_sms_receipt(&verified.digest, self.now()).await?;
        tx.commit().await?;
        if !is_new {
            return self.refuse_receipt("it was taken before", source).await;
        }
        if let Err(error) = self.note_or_keep(verified.receipt, 0).await {
            // The provider will post it again, and it must not be taken for a replay then.
            let mut tx = self.0.store.begin().await?;
            tx.delete_sms_receipt(&verified.digest).await?;
            tx.commit().await?;
            return Err(error);
        }
        Ok(())
    }

    /// Takes the receipts that have come over a connection that is kept, and keeps it: what the runner does every few
    /// seconds.
    pub async fn take_sms_receipts(&self) -> Result<(), Error> {
        let mut tx = self.0.store.read().await?;
        let found = self.sms_provider(&mut tx).await?;
        drop(tx);
        let provider = found.as_ref().map(|(provider, secrets)| (provider, secrets));
        for receipt in self.0.sms.next_receipts(provider).await {
            self.note_or_keep(receipt, 0).await?;
        }
        for early in self.due_receipts() {
            self.note_or_keep(early.receipt, early.tries).await?;
        }
        Ok(())
    }

    /// Takes a receipt in, or keeps it for another try where it says nothing to us yet.
    async fn note_or_keep(&self, receipt: Receipt, tries: usize) -> Result<(), Error> {
        if self.note_receipt(&receipt).await? || receipt.fate == Fate::Underway {
            return Ok(());
        }
        let Some(after) = TRIED_AGAIN_AFTER.get(tries) else { return Ok(()) };
        let mut early = self.0.early_receipts.lock().unwrap_or_else(PoisonError::into_inner);
        if early.len() < EARLY_RECEIPTS_MAX {
            early.push(EarlyReceipt { receipt, due_at: self.now().plus(*after), tries: tries + 1 });
        }
        Ok(())
    }

    fn due_receipts(&self) -> Vec<EarlyReceipt> {
        let now = self.now();
        let mut early = self.0.early_receipts.lock().unwrap_or_else(PoisonError::into_inner);
        early.extract_if(.., |early| early.due_at <= now).collect()
    }

    async fn refuse_receipt(&self, reason: &str, source: IpAddr) -> Result<(), Error> {
        // Anybody can post here: a line a minute for each reason says as much as a thousand.
        if self.is_new_attempt(format!("sms receipt: {reason}")) {
            let event = Event::SmsReceiptRefused { reason: reason.to_owned() };
            let mut tx = self.0.store.begin().await?;
            tx.insert_audit(&self.audit(&Actor::Anonymous, Some(source), event)).await?;
            tx.commit().await?;
        }
        Err(Error::Forbidden)
    }
}
