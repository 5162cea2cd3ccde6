//! The uses of an invitation: held when a profile is handed out, counted at `Authenticate`, given back by those who give up.

use domain::device::Device;
use domain::enrollment::{Enrollment, StopReason};
use domain::id::EnrollmentId;
use domain::invitation::InvitationRefusal;
use domain::time::Timestamp;
use store::Tx;

use crate::{App, Error, Refusal};

impl App {
    /// Holds a use of an enrollment's invitation until an instant, or longer if it holds one already. Refuses what does not
    /// serve any more.
    pub(crate) async fn hold_use(
        &self,
        tx: &mut Tx,
        enrollment: &mut Enrollment,
        until: Timestamp,
    ) -> Result<(), Error> {
        let Some(invited) = &mut enrollment.invitation else { return Ok(()) };
        let now = self.now();
        let invitation = tx.share_invitation(invited.invitation_id).await?.ok_or(Refusal::InvitationLink)?;
        invitation.check(now)?;
        if !invited.is_reserved()
            && !tx.reserve_use(invited.recipient_id, invitation.terms.uses_max, now).await?
        {
            let recipient = tx.find_recipient(invited.recipient_id).await?;
            let is_revoked = recipient.is_none_or(|recipient| recipient.revoked_at.is_some());
            let refusal = if is_revoked { InvitationRefusal::Revoked } else { InvitationRefusal::UsedUp };
            return Err(refusal.into());
        }
        invited.use_reserved_until = Some(until);
        Ok(())
    }

    /// Says whether the invitation of an enrollment still serves: what its profile is worth when its time has come (T03, T16).
    pub(crate) async fn check_invitation_of(
        &self,
        tx: &mut Tx,
        enrollment: &Enrollment,
    ) -> Result<Result<(), InvitationRefusal>, Error> {
        let Some(invited) = enrollment.invitation else { return Ok(Ok(())) };
        let invitation = tx.find_invitation(invited.invitation_id).await?;
        Ok(invitation.map_or(Err(InvitationRefusal::Revoked), |invitation| invitation.check(self.now())))
    }

    /// Counts the use of an enrollment whose device says `Authenticate`, or says why it may not: another has taken the use
    /// meanwhile, or the device is not one of those that the invitation is bound to.
    pub(crate) async fn count_use(
        &self,
        tx: &mut Tx,
        enrollment: &mut Enrollment,
        serial_number: Option<&str>,
    ) -> Result<Option<StopReason>, Error> {
        let Some(invited) = &mut enrollment.invitation else { return Ok(None) };
        if invited.use_counted_at.is_some() {
            return Ok(None);
        }
        let now = self.now();
        let Some(invitation) = tx.share_invitation(invited.invitation_id).await? else {
            return Ok(Some(StopReason::InvitationUsedUp));
        };
        if !invitation.terms.admits(serial_number) {
            return Ok(Some(StopReason::OtherSerialNumber));
        }
        if !invited.is_reserved()
            && !tx.reserve_use(invited.recipient_id, invitation.terms.uses_max, now).await?
        {
            return Ok(Some(StopReason::InvitationUsedUp));
        }
        if !tx.count_held_use(invited.recipient_id).await? {
            return Ok(Some(StopReason::InvitationUsedUp));
        }
        invited.use_counted_at = Some(now);
        Ok(None)
    }

    /// Says whether a device stays in the site it is in, because its enrollment's invitation wants so.
    pub(crate) async fn keeps_site(
        &self,
        tx: &mut Tx,
        enrollment: &Enrollment,
        device: &Device,
    ) -> Result<bool, Error> {
        let Some(invited) = enrollment.invitation else { return Ok(false) };
        let invitation = tx.find_invitation(invited.invitation_id).await?;
        let is_wanted = invitation.is_some_and(|invitation| invitation.terms.keeps_existing_site);
        Ok(is_wanted && device.site_id.is_some())
    }

    /// Gives a use back that an enrollment holds, because it ends or its time is over. The caller saves the enrollment.
    pub(crate) async fn return_use(&self, tx: &mut Tx, enrollment: &mut Enrollment) -> Result<(), Error> {
        if let Some(invited) = &mut enrollment.invitation
            && invited.is_reserved()
        {
            tx.return_use(invited.recipient_id).await?;
            invited.use_reserved_until = None;
        }
        Ok(())
    }

    /// Gives a use back whose hold has lapsed.
    pub(crate) async fn lapse_use(&self, tx: &mut Tx, id: EnrollmentId) -> Result<(), Error> {
        let Some(mut enrollment) = tx.lock_enrollment(id).await? else { return Ok(()) };
        let until = enrollment.invitation.and_then(|invited| invited.use_reserved_until);
        if until.is_some_and(|until| until <= self.now()) {
            self.return_use(tx, &mut enrollment).await?;
            tx.save_enrollment(&enrollment).await?;
        }
        Ok(())
    }
}
