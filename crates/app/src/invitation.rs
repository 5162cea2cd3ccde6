//! Enrollment invitations: made and sent, looked at, changed, ended; and what their links do at the portal.

mod act;
mod change;
mod code;
mod create;
mod draft;
mod follow;
mod given;
mod hold;
mod link;
mod list;
mod once;
mod open;
mod recipient;
mod remind;

use domain::id::InvitationId;
use domain::invitation::{Invitation, InvitationRefusal};
use domain::privilege::Privilege;
use domain::recipient::Recipient;
use store::Tx;

use crate::audit::Change;
use crate::{App, Caller, Error};

pub use create::{CreatedInvitation, NewInvitation, NewRecipient};
pub use draft::{DraftedFile, InvitationDraft};
pub use follow::{RecipientDetail, TimelineEntry};
pub use given::{GivenFault, GivenRecipient};
pub use link::{LinkKey, MadeLink};
pub use list::{Funnel, InvitationDetail, InvitationQuery, ListedInvitation, RecipientQuery};
pub use open::InvitationView;
pub use recipient::Resend;

/// An invitation and the recipient whose link it was.
pub(crate) struct Opened {
    /// The invitation.
    pub(crate) invitation: Invitation,
    /// The recipient.
    pub(crate) recipient: Recipient,
}

impl App {
    /// Finds an invitation for somebody who may do something with it: its site is the one stored (T29).
    async fn invitation_for(
        &self,
        tx: &mut Tx,
        caller: &Caller,
        privilege: Privilege,
        id: InvitationId,
    ) -> Result<Invitation, Error> {
        caller.may_somewhere(privilege)?;
        let invitation = tx.find_invitation(id).await?.ok_or(Error::NotFound)?;
        caller.may_at(privilege, invitation.terms.site_id)?;
        Ok(invitation)
    }

    /// Finds an invitation for change, for somebody who may change it.
    async fn lock_invitation_for(
        &self,
        tx: &mut Change,
        caller: &Caller,
        id: InvitationId,
    ) -> Result<Invitation, Error> {
        caller.may_somewhere(Privilege::ManageInvitations)?;
        let invitation = tx.lock_invitation(id).await?.ok_or(Error::NotFound)?;
        caller.may_at(Privilege::ManageInvitations, invitation.terms.site_id)?;
        Ok(invitation)
    }
}

impl From<InvitationRefusal> for Error {
    fn from(refusal: InvitationRefusal) -> Self {
        Self::Refused(crate::Refusal::Invitation(refusal))
    }
}
