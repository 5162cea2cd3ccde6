//! What is done to single recipients: written to again, taken off, approved.

use domain::audit::{Audit, Event};
use domain::enrollment::{End, Enrollment};
use domain::id::{EnrollmentId, InvitationId, MessageId, RecipientId};
use domain::message::{MessageKind, MessageState};
use domain::privilege::Privilege;
use domain::recipient::Recipient;
use store::{RecipientList, RecipientOrder};

use super::Opened;
use crate::{App, Caller, Error, Refusal};

/// Who is written to again.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Resend {
    /// Everybody who has not enrolled and was not taken off.
    Pending,
    /// Those named, as far as they have not enrolled and were not taken off.
    Some(Vec<RecipientId>),
}

/// How many recipients are read at once.
const READ_AT_ONCE: u32 = 200;

impl App {
    /// Sends the invitation once more, with a new link each; links that went out before go on. Returns how many messages were
    /// put into the outbox, and how many were left out because their addresses have had enough for a day.
    pub async fn resend_invitation(
        &self,
        caller: &Caller,
        id: InvitationId,
        which: Resend,
    ) -> Result<(u64, u64), Error> {
        let mut tx = self.0.store.begin().await?;
        let invitation = self.lock_invitation_for(&mut tx, caller, id).await?;
        invitation.check(self.now())?;
        if invitation.delivery.channel().is_none() {
            return Err(Refusal::NothingIsSent.into());
        }
        let mut pending = Vec::new();
        match which {
            Resend::Some(ids) => {
                if ids.len() > self.0.settings.invitations.recipients_max {
                    return Err(Error::NotFound);
                }
                for recipient_id in ids {
                    let found = tx.find_recipient(recipient_id).await?;
                    let found = found.filter(|one| one.invitation_id == id).ok_or(Error::NotFound)?;
                    pending.push(found);
                }
            }
            Resend::Pending => {
                let (list, mut after) = (RecipientList::default(), None);
                loop {
                    let order = RecipientOrder::Added;
                    let page = tx.list_recipients(id, &list, order, after.as_ref(), READ_AT_ONCE).await?;
                    pending.extend(page.rows);
                    after = page.next;
                    if after.is_none() {
                        break;
                    }
                }
            }
        }
        pending.retain(Recipient::is_pending);
        let (messages, left_out) =
            self.write_again(&mut tx, caller, MessageKind::Invitation, pending).await?;
        if messages > 0 {
            let event = Event::InvitationResent { name: invitation.terms.name.clone(), messages };
            let line = self.audit(caller.actor(), caller.source(), event);
            tx.insert_audit(&Audit { invitation_id: Some(id), ..line }).await?;
        }
        tx.commit().await?;
        self.wake_runner();
        Ok((messages, left_out))
    }

    /// Puts another message for each recipient into the outbox and shows them as waiting for it. Those are left out whose last
    /// one still waits, and those whose addresses have had enough for a day.
    pub(super) async fn write_again(
        &self,
        tx: &mut crate::audit::Change,
        caller: &Caller,
        kind: MessageKind,
        recipients: Vec<Recipient>,
    ) -> Result<(u64, u64), Error> {
        let (mut written_to, mut left_out) = (Vec::new(), 0);
        for recipient in recipients {
            let waits = matches!(recipient.sending.state, Some(MessageState::Queued | MessageState::Sending));
            if waits || self.is_written_to_enough(tx, &recipient.address).await? {
                left_out += 1;
                continue;
            }
            let Some(mut recipient) = tx.lock_recipient(recipient.id).await? else { continue };
            recipient.sending.message_id = Some(MessageId(self.new_id()));
            recipient.sending.state = Some(MessageState::Queued);
            recipient.sending.words = String::new();
            if kind == MessageKind::Reminder {
                recipient.reminded_at = Some(self.now());
            } else {
                recipient.new_link_wanted_at = None;
            }
            tx.save_recipient(&recipient).await?;
            written_to.push(recipient);
        }
        let messages = self.enqueue(tx, caller, kind, &written_to).await?;
        Ok((messages, left_out))
    }

    /// Takes a recipient off their invitation: their links open nothing, what waits for them is not sent, and what they have
    /// begun and not finished ends (T16).
    pub async fn revoke_recipient(&self, caller: &Caller, id: RecipientId) -> Result<Recipient, Error> {
        let now = self.now();
        let found = self.0.store.read().await?.find_recipient(id).await?.ok_or(Error::NotFound)?;
        let mut tx = self.0.store.begin().await?;
        let invitation = self.lock_invitation_for(&mut tx, caller, found.invitation_id).await?;
        let mut recipient = tx.lock_recipient(id).await?.ok_or(Error::NotFound)?;
        if recipient.revoked_at.is_some() {
            return Ok(recipient);
        }
        recipient.revoked_at = Some(now);
        tx.save_recipient(&recipient).await?;
        tx.cancel_messages_to(id, now).await?;
        let event = Event::RecipientRevoked {
            name: invitation.terms.name.clone(),
            address: recipient.address.clone(),
        };
        let line = self.audit(caller.actor(), caller.source(), event);
        tx.insert_audit(&Audit { invitation_id: Some(invitation.id), ..line }).await?;
        tx.commit().await?;
        let begun = self.0.store.read().await?.list_enrollments_of_recipient(id, READ_AT_ONCE).await?;
        for enrollment in begun {
            let mut tx = self.0.store.begin().await?;
            if let Some(mut enrollment) = tx.lock_enrollment(enrollment.id).await?
                && enrollment.authenticated_at.is_none()
            {
                let (actor, source) = (caller.actor(), caller.source());
                self.end_enrollment(&mut tx, &mut enrollment, End::InvitationRevoked, actor, source).await?;
            }
            tx.commit().await?;
        }
        Ok(recipient)
    }

    /// Approves an enrollment that waits for it, or declines it.
    pub async fn decide_enrollment(
        &self,
        caller: &Caller,
        id: EnrollmentId,
        is_approved: bool,
    ) -> Result<Enrollment, Error> {
        caller.may_somewhere(Privilege::ManageInvitations)?;
        let now = self.now();
        let mut tx = self.0.store.begin().await?;
        let mut enrollment = tx.lock_enrollment(id).await?.ok_or(Error::NotFound)?;
        let invited = enrollment.invitation.ok_or(Error::NotFound)?;
        let invitation = tx.find_invitation(invited.invitation_id).await?.ok_or(Error::NotFound)?;
        caller.may_at(Privilege::ManageInvitations, invitation.terms.site_id)?;
        if is_approved {
            enrollment.approve(now)?;
            tx.save_enrollment_answers(&enrollment).await?;
            let line = self.audit(caller.actor(), caller.source(), Event::EnrollmentApproved);
            tx.insert_audit(&Audit { enrollment_id: Some(id), invitation_id: Some(invitation.id), ..line })
                .await?;
        } else {
            enrollment.check_answer(now)?;
            self.end_enrollment(&mut tx, &mut enrollment, End::Declined, caller.actor(), caller.source())
                .await?;
        }
        tx.commit().await?;
        Ok(enrollment)
    }

    /// Lists the enrollments by an invitation that wait for approval.
    pub async fn list_waiting_for_approval(
        &self,
        caller: &Caller,
        id: InvitationId,
    ) -> Result<Vec<Enrollment>, Error> {
        let mut tx = self.0.store.read().await?;
        self.invitation_for(&mut tx, caller, Privilege::ReadInvitations, id).await?;
        let mut waiting = tx.list_unfinished_by_invitation(id, READ_AT_ONCE).await?;
        waiting.retain(|enrollment| {
            let question = enrollment.questions.approval.as_ref();
            question.is_some_and(|approval| !approval.is_answered)
                && enrollment.check_answer(self.now()).is_ok()
        });
        Ok(waiting)
    }
}

impl Opened {
    /// Returns the language of what is said to the recipient.
    pub(crate) fn language(&self) -> &str {
        let own = &self.recipient.language;
        if own.is_empty() { &self.invitation.terms.language } else { own }
    }

    /// Returns the time zone in which instants are told to the recipient.
    pub(crate) fn zone(&self) -> &str {
        let own = &self.recipient.zone;
        if own.is_empty() { &self.invitation.terms.zone } else { own }
    }
}
