//! What is done to an invitation as a whole: paused, resumed, revoked, archived, duplicated, deleted.

use std::collections::BTreeMap;

use domain::audit::{Audit, Event};
use domain::enrollment::End;
use domain::id::{InvitationId, JobId};
use domain::invitation::{EXPIRES_AFTER, Invitation, InvitationTerms};
use domain::job::{Job, Outcome};
use domain::message_template::TemplateText;
use domain::privilege::Privilege;

use crate::{App, Caller, Error, Refusal};

/// How many enrollments one transaction ends.
const ENDED_AT_ONCE: u32 = 200;

impl App {
    /// Lets an invitation rest: links open nothing, and what was begun by it and has not reached a device ends at once (T16).
    pub async fn pause_invitation(&self, caller: &Caller, id: InvitationId) -> Result<Invitation, Error> {
        let now = self.now();
        self.act(caller, id, |invitation| {
            invitation.pause(now).then(|| Event::InvitationPaused { name: invitation.terms.name.clone() })
        })
        .await
    }

    /// Ends the rest of an invitation: its links open again, and messages that waited go out.
    pub async fn resume_invitation(&self, caller: &Caller, id: InvitationId) -> Result<Invitation, Error> {
        self.act(caller, id, |invitation| {
            invitation.resume().then(|| Event::InvitationResumed { name: invitation.terms.name.clone() })
        })
        .await
    }

    /// Ends an invitation for good, with all that was begun by it and has not reached a device. Devices that are enrolled stay
    /// so.
    pub async fn revoke_invitation(&self, caller: &Caller, id: InvitationId) -> Result<Invitation, Error> {
        let now = self.now();
        self.act(caller, id, |invitation| {
            invitation.revoke(now).then(|| Event::InvitationRevoked { name: invitation.terms.name.clone() })
        })
        .await
    }

    /// Puts an invitation out of sight. One that still serves goes on serving.
    pub async fn archive_invitation(&self, caller: &Caller, id: InvitationId) -> Result<Invitation, Error> {
        let now = self.now();
        self.act(caller, id, |invitation| {
            let is_new = invitation.archived_at.is_none();
            invitation.archived_at = invitation.archived_at.or(Some(now));
            is_new.then(|| Event::InvitationArchived { name: invitation.terms.name.clone() })
        })
        .await
    }

    /// Brings an invitation back into sight.
    pub async fn unarchive_invitation(&self, caller: &Caller, id: InvitationId) -> Result<Invitation, Error> {
        self.act(caller, id, |invitation| {
            let was_archived = invitation.archived_at.take().is_some();
            was_archived.then(|| Event::InvitationUnarchived { name: invitation.terms.name.clone() })
        })
        .await
    }

    /// Applies what is done to an invitation; what changes nothing is not written down. Afterwards nothing goes on that was
    /// begun by an invitation that does not serve any more.
    async fn act(
        &self,
        caller: &Caller,
        id: InvitationId,
        apply: impl FnOnce(&mut Invitation) -> Option<Event>,
    ) -> Result<Invitation, Error> {
        let now = self.now();
        let mut tx = self.0.store.begin().await?;
        let mut invitation = self.lock_invitation_for(&mut tx, caller, id).await?;
        let Some(event) = apply(&mut invitation) else { return Ok(invitation) };
        tx.save_invitation(&invitation).await?;
        let is_stopped = invitation.revoked_at.is_some() || invitation.paused_at.is_some();
        if is_stopped {
            tx.enqueue(JobId(self.new_id()), &Job::EndInvited { invitation_id: id }, now).await?;
        }
        if invitation.revoked_at.is_some() {
            tx.cancel_messages(id, now).await?;
        }
        if !is_stopped {
            tx.hasten_messages(id, now).await?;
        }
        let line = self.audit(caller.actor(), caller.source(), event);
        tx.insert_audit(&Audit { invitation_id: Some(id), ..line }).await?;
        tx.commit().await?;
        // From here on every step refuses. Enrollments are locked before invitations everywhere, so they end in transactions
        // of their own; should this node die now, the job does it.
        if is_stopped {
            self.end_invited(id).await?;
        }
        self.wake_runner();
        Ok(invitation)
    }

    /// Ends what was begun by an invitation that does not serve any more and has not reached a device.
    pub(crate) async fn end_invited(&self, id: InvitationId) -> Result<Outcome, Error> {
        loop {
            let mut tx = self.0.store.begin().await?;
            let stopped = tx
                .find_invitation(id)
                .await?
                .filter(|invitation| invitation.revoked_at.is_some() || invitation.paused_at.is_some());
            if stopped.is_none() {
                return Ok(Outcome::Done);
            }
            let unfinished = tx.list_unfinished_by_invitation(id, ENDED_AT_ONCE).await?;
            let count = unfinished.len();
            let mut ended = 0;
            for enrollment in unfinished {
                let Some(mut enrollment) = tx.lock_enrollment(enrollment.id).await? else { continue };
                if enrollment.authenticated_at.is_some() || enrollment.ended_at.is_some() {
                    continue; // it has reached its device
                }
                ended += 1;
                let server = domain::audit::Actor::Server;
                self.end_enrollment(&mut tx, &mut enrollment, End::InvitationRevoked, &server, None).await?;
            }
            tx.commit().await?;
            if count < ENDED_AT_ONCE as usize || ended == 0 {
                return Ok(Outcome::Done);
            }
        }
    }

    /// Returns the terms and texts of an invitation for a new one like it: with a new end, as far away as the old one was.
    pub async fn duplicate_terms(
        &self,
        caller: &Caller,
        id: InvitationId,
    ) -> Result<(InvitationTerms, BTreeMap<String, TemplateText>), Error> {
        let now = self.now();
        let mut tx = self.0.store.read().await?;
        let invitation = self.invitation_for(&mut tx, caller, Privilege::ReadInvitations, id).await?;
        let texts = tx.find_invitation_texts(id).await?;
        let lasted = invitation.terms.expires_at.map(|end| end.since(invitation.created_at));
        let expires_at = lasted.map(|lasted| now.plus(if lasted > 0 { lasted } else { EXPIRES_AFTER }));
        Ok((InvitationTerms { expires_at, ..invitation.terms }, texts))
    }

    /// Deletes invitations for good that serve no more, with their recipients and messages. Enrollments by them stay. Returns
    /// how many were deleted.
    pub async fn purge_invitations(&self, caller: &Caller, ids: &[InvitationId]) -> Result<u64, Error> {
        let now = self.now();
        let mut purged = 0;
        for id in ids {
            let mut tx = self.0.store.begin().await?;
            let invitation = self.lock_invitation_for(&mut tx, caller, *id).await?;
            if invitation.check(now).is_ok() {
                return Err(Refusal::InvitationServes { name: invitation.terms.name }.into());
            }
            let recipients = tx.count_recipients(*id).await?.iter().map(|(_, _, count)| count).sum();
            tx.delete_invitation(*id).await?;
            let event = Event::InvitationPurged { name: invitation.terms.name, recipients };
            let line = self.audit(caller.actor(), caller.source(), event);
            tx.insert_audit(&Audit { invitation_id: Some(*id), ..line }).await?;
            tx.commit().await?;
            purged += 1;
        }
        Ok(purged)
    }
}
