//! The one-time code that an invitation may ask for: six digits that go to the recipient by the other way.

use std::net::IpAddr;

use domain::audit::{Actor, Audit, Event};
use domain::enrollment::{Enrollment, EnrollmentRefusal};
use domain::id::{EnrollmentId, MessageId};
use domain::message::{Message, MessageKind, MessageState};
use domain::secret::{Secret, TokenHash};
use domain::time::{DAY, MINUTE, Timestamp};
use store::{StoredCode, Tx};
use subtle::ConstantTimeEq;

use super::Opened;
use super::open::code_address;
use crate::message::Detail;
use crate::{App, Error, Refusal};

/// How long a code counts.
const CODE_AGE_MAX: i64 = 10 * MINUTE;
/// How many wrong codes an enrollment admits; then a new login is needed.
const FAILURES_MAX: u32 = 5;
/// How many codes go out for one enrollment.
const SENT_MAX: u32 = 4;

impl App {
    /// Puts the code of an enrollment that has just begun into the outbox. The code itself is made when the message goes out.
    pub(super) async fn ask_for_code(
        &self,
        tx: &mut Tx,
        id: EnrollmentId,
        opened: &Opened,
    ) -> Result<(), Error> {
        let (channel, address) = code_address(&opened.recipient);
        let now = self.now();
        let message = Message {
            id: MessageId(self.new_id()),
            kind: MessageKind::Code,
            channel,
            address: address.to_owned(),
            invitation_id: Some(opened.invitation.id),
            // The way of the recipient is told by their invitation, not by its codes.
            recipient_id: None,
            account_id: None,
            state: MessageState::Queued,
            attempt: 0,
            created_at: now,
            // Ahead of whatever else waits: somebody stands there with a phone in the hand.
            due_at: now.plus(-DAY),
            accepted_at: None,
            settled_at: None,
            words: String::new(),
            provider_key: None,
            reference: None,
        };
        let stored = tx.lock_enrollment_code(id).await?.unwrap_or_default();
        if stored.sent >= SENT_MAX {
            return Err(Refusal::CodesUsedUp.into());
        }
        tx.save_enrollment_code(id, &StoredCode { sent: stored.sent + 1, ..stored }).await?;
        let detail = Detail { about: Some(id.to_string()), recipient: None };
        Ok(tx.insert_messages(&[(message, detail.to_json())]).await?)
    }

    /// Sends another code for a portal session.
    pub async fn send_code_again(&self, session: &Secret) -> Result<(), Error> {
        let mut tx = self.0.store.begin().await?;
        let id = self.portal_enrollment(&mut tx, session).await?.id;
        let enrollment = tx.lock_enrollment(id).await?.ok_or(Error::NotFound)?;
        enrollment.check_answer(self.now())?;
        let invited = enrollment.invitation.ok_or(EnrollmentRefusal::NotOffered)?;
        let recipient = tx.find_recipient(invited.recipient_id).await?.ok_or(Error::NotFound)?;
        let invitation = tx.find_invitation(invited.invitation_id).await?.ok_or(Error::NotFound)?;
        self.ask_for_code(&mut tx, id, &Opened { invitation, recipient }).await?;
        tx.commit().await?;
        self.wake_runner();
        Ok(())
    }

    /// Returns where the code of a portal session went, in part hidden.
    pub async fn find_code_address(&self, session: &Secret) -> Result<String, Error> {
        let mut tx = self.0.store.read().await?;
        let enrollment = self.portal_enrollment(&mut tx, session).await?;
        let invited = enrollment.invitation.ok_or(EnrollmentRefusal::NotOffered)?;
        let recipient = tx.find_recipient(invited.recipient_id).await?.ok_or(Error::NotFound)?;
        Ok(super::open::hidden(code_address(&recipient).1))
    }

    /// Makes the code of an enrollment, about to be sent: the last one made is the one that counts.
    pub(crate) async fn new_code(&self, tx: &mut Tx, id: EnrollmentId) -> Result<Secret, Error> {
        let number = u64::from_le_bytes(self.0.ids.octets()) % 1_000_000;
        let code = Secret::new(format!("{number:06}"));
        let stored = tx.lock_enrollment_code(id).await?.unwrap_or_default();
        let made = Some((self.code_hash(id, code.expose()), self.now()));
        tx.save_enrollment_code(id, &StoredCode { made, ..stored }).await?;
        Ok(code)
    }

    /// Takes the code that was typed for a portal session.
    pub async fn answer_code(
        &self,
        session: &Secret,
        typed: &str,
        source: IpAddr,
    ) -> Result<Enrollment, Error> {
        let now = self.now();
        let digits: String = typed.chars().filter(|c| !c.is_whitespace()).take(16).collect();
        let mut tx = self.0.store.begin().await?;
        let id = self.portal_enrollment(&mut tx, session).await?.id;
        let mut enrollment = tx.lock_enrollment(id).await?.ok_or(Error::NotFound)?;
        enrollment.check_answer(now)?;
        let stored = tx.lock_enrollment_code(id).await?.ok_or(EnrollmentRefusal::NotOffered)?;
        if stored.failures >= FAILURES_MAX {
            return Err(Refusal::CodesUsedUp.into());
        }
        let is_right = self.is_right(id, &stored, &digits, now);
        if is_right {
            enrollment.answer_code(now)?;
            tx.save_enrollment_answers(&enrollment).await?;
            tx.save_enrollment_code(id, &StoredCode { made: None, ..stored }).await?;
        } else {
            let failures = stored.failures + 1;
            tx.save_enrollment_code(id, &StoredCode { failures, ..stored }).await?;
        }
        let event = if is_right { Event::CodeAccepted } else { Event::CodeRefused };
        let line = self.audit(&Actor::Anonymous, Some(source), event);
        let invitation_id = enrollment.invitation.map(|invited| invited.invitation_id);
        tx.insert_audit(&Audit { enrollment_id: Some(id), invitation_id, ..line }).await?;
        tx.commit().await?;
        if is_right { Ok(enrollment) } else { Err(Refusal::Code.into()) }
    }

    fn is_right(&self, id: EnrollmentId, stored: &StoredCode, digits: &str, now: Timestamp) -> bool {
        stored.made.is_some_and(|(hash, made_at)| {
            let is_same: bool = self.code_hash(id, digits).0.ct_eq(&hash.0).into();
            is_same && now.since(made_at) < CODE_AGE_MAX
        })
    }

    /// Returns what is stored of a code: keyed, and bound to its enrollment.
    fn code_hash(&self, id: EnrollmentId, digits: &str) -> TokenHash {
        self.keyed_hash(&Secret::new(format!("{id}:{digits}")))
    }
}
