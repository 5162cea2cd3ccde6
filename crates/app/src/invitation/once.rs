//! An invitation that a program makes under a key, so that asking twice makes one.

use domain::id::{AccountId, InvitationId, SiteId};
use domain::invitation::{Delivery, Invitation, InvitationTerms};
use domain::privilege::Privilege;
use domain::secret::Secret;
use domain::time::Timestamp;
use serde::{Deserialize, Serialize};
use store::Tx;

use super::{CreatedInvitation, MadeLink, NewInvitation};
use crate::{App, Caller, Error, IdempotencyKey};

/// What keys are for here.
const PURPOSE: &str = "create-invitation";

/// An invitation as it was just made, and its link; sealed before it is written.
#[derive(Serialize, Deserialize)]
struct Kept {
    id: InvitationId,
    number: u64,
    delivery: Delivery,
    terms: InvitationTerms,
    expires_at: Option<Timestamp>,
    site_id: Option<SiteId>,
    account_id: Option<AccountId>,
    inviter: String,
    created_at: Timestamp,
    /// The link, the code, the decimal number.
    link: Option<[String; 3]>,
    messages: u64,
}

impl App {
    /// Makes an invitation as [`App::create_invitation`] does, unless it was made under this key before: then it answers
    /// what it answered then. Of many who ask at once one does it, and the others wait for it.
    pub async fn create_invitation_once(
        &self,
        caller: &Caller,
        new: NewInvitation,
        key: &IdempotencyKey,
    ) -> Result<CreatedInvitation, Error> {
        let refused = match self.try_create_invitation(caller, new, Some(key)).await {
            Ok(Some(created)) => return Ok(created),
            Ok(None) => Error::Busy,
            Err(error) => error,
        };
        // What refuses this one, such as a limit, may be the other one's doing.
        self.recall_invitation(caller, key).await?.ok_or(refused)
    }

    /// Finds the invitation that was made under a key, as it was then and with its link.
    pub async fn recall_invitation(
        &self,
        caller: &Caller,
        key: &IdempotencyKey,
    ) -> Result<Option<CreatedInvitation>, Error> {
        caller.may_somewhere(Privilege::ManageInvitations)?;
        let mut tx = self.0.store.read().await?;
        let Some(answer) = self.recall(&mut tx, caller, PURPOSE, key).await? else { return Ok(None) };
        let kept: Kept = serde_json::from_slice(&answer)
            .map_err(|error| Error::Internal(format!("reading a kept answer: {error}")))?;
        caller.may_at(Privilege::ManageInvitations, kept.site_id)?;
        Ok(Some(kept.into()))
    }

    /// Keeps what was made for the next time; `false` when another one has been faster.
    pub(super) async fn keep_invitation(
        &self,
        tx: &mut Tx,
        caller: &Caller,
        key: &IdempotencyKey,
        created: &CreatedInvitation,
    ) -> Result<bool, Error> {
        let answer = serde_json::to_vec(&Kept::from(created)).expect("texts have a JSON form");
        self.keep_answer(tx, caller, PURPOSE, key, &answer).await
    }
}

impl From<&CreatedInvitation> for Kept {
    fn from(created: &CreatedInvitation) -> Self {
        let CreatedInvitation { invitation, link, messages } = created;
        let link = link.as_ref().map(|MadeLink { url, code, decimal }| {
            [url, code, decimal].map(|secret| secret.expose().to_owned())
        });
        Self {
            id: invitation.id,
            number: invitation.number,
            delivery: invitation.delivery,
            terms: invitation.terms.clone(),
            expires_at: invitation.terms.expires_at,
            site_id: invitation.terms.site_id,
            account_id: invitation.account_id,
            inviter: invitation.inviter.clone(),
            created_at: invitation.created_at,
            link,
            messages: *messages,
        }
    }
}

impl From<Kept> for CreatedInvitation {
    fn from(kept: Kept) -> Self {
        let invitation = Invitation {
            id: kept.id,
            number: kept.number,
            delivery: kept.delivery,
            terms: InvitationTerms { expires_at: kept.expires_at, site_id: kept.site_id, ..kept.terms },
            account_id: kept.account_id,
            inviter: kept.inviter,
            created_at: kept.created_at,
            changed_at: kept.created_at,
            paused_at: None,
            revoked_at: None,
            archived_at: None,
        };
        let link = kept.link.map(|link| {
            let [url, code, decimal] = link.map(Secret::new);
            MadeLink { url, code, decimal }
        });
        Self { invitation, link, messages: kept.messages }
    }
}
