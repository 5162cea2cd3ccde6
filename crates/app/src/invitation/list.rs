//! Invitations and their recipients as administrators look at them.

use std::collections::BTreeMap;

use domain::device::Device;
use domain::enrollment::{Enrollment, Invited};
use domain::id::InvitationId;
use domain::invitation::{Invitation, InvitationStatus};
use domain::message_template::TemplateText;
use domain::page::{Cursor, PAGE_ROWS_MAX, Page};
use domain::privilege::Privilege;
use domain::recipient::{Recipient, RecipientStatus, Stage};
use store::{InvitationList, InvitationOrder, RecipientList, RecipientOrder, Tx};

use crate::{App, Caller, Error};

/// A list of invitations.
#[derive(Clone, Debug, Default)]
pub struct InvitationQuery {
    /// Which.
    pub list: InvitationList,
    /// In which order.
    pub order: InvitationOrder,
    /// Where the page begins.
    pub after: Option<Cursor>,
    /// How many rows; cut to [`PAGE_ROWS_MAX`].
    pub limit: u32,
}

/// A list of recipients.
#[derive(Clone, Debug, Default)]
pub struct RecipientQuery {
    /// Which.
    pub list: RecipientList,
    /// In which order.
    pub order: RecipientOrder,
    /// Where the page begins.
    pub after: Option<Cursor>,
    /// How many rows; cut to [`PAGE_ROWS_MAX`].
    pub limit: u32,
}

/// An invitation as a row of the list.
#[derive(Clone, Debug)]
pub struct ListedInvitation {
    /// The invitation.
    pub invitation: Invitation,
    /// How it stands.
    pub status: InvitationStatus,
    /// How far its recipients have come.
    pub funnel: Funnel,
}

/// An invitation with what belongs to it.
#[derive(Clone, Debug)]
pub struct InvitationDetail {
    /// The invitation.
    pub invitation: Invitation,
    /// How it stands.
    pub status: InvitationStatus,
    /// Texts of its own by language.
    pub texts: BTreeMap<String, TemplateText>,
    /// How far its recipients have come.
    pub funnel: Funnel,
    /// How many devices hold a use of it and have not checked in.
    pub uses_reserved: u64,
    /// How many devices have checked in by it.
    pub uses_counted: u64,
    /// How many of its messages are still to go out.
    pub open_messages: u64,
}

/// How far the recipients of an invitation have come.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Funnel {
    /// How many there are.
    pub recipients: u64,
    /// How many have come to each stage or beyond, in the order of [`Stage::ALL`].
    pub reached: [u64; Stage::ALL.len()],
    /// How many stand how, time and invitation left aside.
    pub standing: BTreeMap<RecipientStatus, u64>,
}

impl Funnel {
    fn of(counts: Vec<(Stage, RecipientStatus, u64)>) -> Self {
        let mut funnel = Self::default();
        for (stage, status, count) in counts {
            funnel.recipients += count;
            for reached in &mut funnel.reached[..=usize::from(stage.place())] {
                *reached += count;
            }
            *funnel.standing.entry(status).or_default() += count;
        }
        funnel
    }

    /// Returns how many have come to a stage or beyond.
    pub fn reached(&self, stage: Stage) -> u64 {
        self.reached[usize::from(stage.place())]
    }

    /// Returns how many need somebody to look after them.
    pub fn troubled(&self) -> u64 {
        self.standing.iter().filter(|(status, _)| status.is_trouble()).map(|(_, count)| count).sum()
    }
}

impl App {
    /// Lists invitations.
    pub async fn list_invitations(
        &self,
        caller: &Caller,
        query: InvitationQuery,
    ) -> Result<Page<ListedInvitation>, Error> {
        let scope = caller.scope_of(Privilege::ReadInvitations)?;
        let now = self.now();
        let limit = query.limit.clamp(1, PAGE_ROWS_MAX);
        let mut tx = self.0.store.read().await?;
        let page =
            tx.list_invitations(scope, &query.list, query.order, now, query.after.as_ref(), limit).await?;
        let mut rows = Vec::with_capacity(page.rows.len());
        for invitation in page.rows {
            let funnel = Funnel::of(tx.count_recipients(invitation.id).await?);
            rows.push(ListedInvitation { status: invitation.status(now), invitation, funnel });
        }
        Ok(Page { rows, next: page.next })
    }

    /// Shows an invitation.
    pub async fn show_invitation(
        &self,
        caller: &Caller,
        id: InvitationId,
    ) -> Result<InvitationDetail, Error> {
        let mut tx = self.0.store.read().await?;
        let invitation = self.invitation_for(&mut tx, caller, Privilege::ReadInvitations, id).await?;
        self.invitation_detail(&mut tx, invitation).await
    }

    /// Finds an invitation by its number.
    pub async fn find_invitation_by_number(
        &self,
        caller: &Caller,
        number: u64,
    ) -> Result<InvitationDetail, Error> {
        caller.may_somewhere(Privilege::ReadInvitations)?;
        let mut tx = self.0.store.read().await?;
        let invitation = tx.find_invitation_by_number(number).await?.ok_or(Error::NotFound)?;
        caller.may_at(Privilege::ReadInvitations, invitation.terms.site_id)?;
        self.invitation_detail(&mut tx, invitation).await
    }

    /// Finds the invitation that a link of it opens, for a program that holds the link.
    pub async fn find_invitation_by_link(
        &self,
        caller: &Caller,
        key: &super::LinkKey,
    ) -> Result<InvitationDetail, Error> {
        caller.may_somewhere(Privilege::ReadInvitations)?;
        let mut tx = self.0.store.read().await?;
        let opened = self.find_opened(&mut tx, key).await.map_err(|_| Error::NotFound)?;
        caller.may_at(Privilege::ReadInvitations, opened.invitation.terms.site_id)?;
        self.invitation_detail(&mut tx, opened.invitation).await
    }

    /// Finds by which invitation, and as whose, an enrollment began, for pages about something else: of an invitation that is
    /// not the caller's to see nothing is said.
    pub async fn find_invited(
        &self,
        caller: &Caller,
        invited: Invited,
    ) -> Result<Option<(Invitation, Recipient)>, Error> {
        let mut tx = self.0.store.read().await?;
        let invitation = tx.find_invitation(invited.invitation_id).await?;
        let may =
            |invitation: &Invitation| caller.holds_at(Privilege::ReadInvitations, invitation.terms.site_id);
        let Some(invitation) = invitation.filter(may) else { return Ok(None) };
        Ok(tx.find_recipient(invited.recipient_id).await?.map(|recipient| (invitation, recipient)))
    }

    async fn invitation_detail(
        &self,
        tx: &mut Tx,
        invitation: Invitation,
    ) -> Result<InvitationDetail, Error> {
        let id = invitation.id;
        let (uses_reserved, uses_counted) = tx.count_uses(id).await?;
        Ok(InvitationDetail {
            status: invitation.status(self.now()),
            texts: tx.find_invitation_texts(id).await?,
            funnel: Funnel::of(tx.count_recipients(id).await?),
            uses_reserved,
            uses_counted,
            open_messages: tx.count_open_messages(id).await?,
            invitation,
        })
    }

    /// Lists recipients of an invitation.
    pub async fn list_recipients(
        &self,
        caller: &Caller,
        id: InvitationId,
        query: RecipientQuery,
    ) -> Result<Page<Recipient>, Error> {
        let mut tx = self.0.store.read().await?;
        self.invitation_for(&mut tx, caller, Privilege::ReadInvitations, id).await?;
        let limit = query.limit.clamp(1, PAGE_ROWS_MAX);
        Ok(tx.list_recipients(id, &query.list, query.order, query.after.as_ref(), limit).await?)
    }

    /// Lists the devices that enrolled through an invitation, each with its enrollment, newest first.
    pub async fn list_invited_devices(
        &self,
        caller: &Caller,
        id: InvitationId,
        after: Option<Cursor>,
        limit: u32,
    ) -> Result<Page<(Enrollment, Option<Device>)>, Error> {
        let mut tx = self.0.store.read().await?;
        self.invitation_for(&mut tx, caller, Privilege::ReadInvitations, id).await?;
        let limit = limit.clamp(1, PAGE_ROWS_MAX);
        let page = tx.list_enrolled_by_invitation(id, after.as_ref(), limit).await?;
        let mut rows = Vec::with_capacity(page.rows.len());
        for enrollment in page.rows {
            // What is in another site now is not theirs to see.
            let device = match enrollment.device_id {
                Some(id) if caller.holds_at(Privilege::ReadDevices, enrollment.site_id) => {
                    tx.find_device(id).await?
                }
                _ => None,
            };
            rows.push((enrollment, device));
        }
        Ok(Page { rows, next: page.next })
    }
}
