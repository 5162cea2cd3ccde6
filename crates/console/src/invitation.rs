//! Enrollment Invitations: their list, the assistant that makes one, and the page of each with its recipients.

pub(crate) mod act;
pub(crate) mod bulk;
pub(crate) mod csv;
pub(crate) mod device;
pub(crate) mod edit;
mod filter;
mod funnel;
pub(crate) mod link;
pub(crate) mod list;
pub(crate) mod live;
pub(crate) mod new;
pub(crate) mod recipient;
pub(crate) mod recipient_csv;
mod recipient_filter;
pub(crate) mod show;
mod terms;
pub(crate) mod text;

use app::{App, Caller, Error};
use domain::id::{InvitationId, RecipientId, SiteId};
use domain::invitation::{Delivery, Invitation};
use domain::privilege::Privilege;
use domain::recipient::Recipient;
use domain::site::Site;

use crate::icon::Icon;
use crate::site::NO_SITE;

/// Where the list is.
pub(crate) const PATH: &str = "/console/invitations";

/// Returns the path of an invitation's page.
pub(crate) fn path(id: InvitationId) -> String {
    format!("{PATH}/{id}")
}

/// Returns the path of a recipient's page.
pub(crate) fn recipient_path(invitation_id: InvitationId, id: RecipientId) -> String {
    format!("{PATH}/{invitation_id}/recipients/{id}")
}

fn parse(id: &str) -> Result<InvitationId, Error> {
    id.parse().map_err(|_| Error::NotFound)
}

/// Returns the picture of a way to people.
fn delivery_icon(delivery: Delivery) -> Icon {
    match delivery {
        Delivery::Email => Icon::Mail,
        Delivery::Sms => Icon::Message,
        Delivery::Link => Icon::Link,
    }
}

/// Says whether somebody may change an invitation.
fn may_manage(caller: &Caller, invitation: &Invitation) -> bool {
    caller.holds_at(Privilege::ManageInvitations, invitation.terms.site_id)
}

/// Returns the name of the site that devices join.
fn site_name(caller: &Caller, site_id: Option<SiteId>) -> String {
    let site = site_id.map(|id| caller.site_name(id).unwrap_or_default());
    site.unwrap_or(NO_SITE).to_owned()
}

/// Lists the sites for whose devices somebody may invite.
fn managed_sites(caller: &Caller) -> Vec<&Site> {
    let may = |site: &&Site| caller.holds_at(Privilege::ManageInvitations, Some(site.id));
    caller.sites().iter().filter(may).collect()
}

/// Returns what to call a recipient: the name, else the address.
fn called(recipient: &Recipient) -> String {
    match (recipient.name.is_empty(), recipient.address.is_empty()) {
        (false, _) => recipient.name.clone(),
        (true, false) => recipient.address.clone(),
        (true, true) => "Whoever has the link".to_owned(),
    }
}

/// Says whether messages of a delivery stay on this server, because nothing carries them away.
async fn stays_here(app: &App, delivery: Delivery) -> Result<bool, Error> {
    let channels = app.sends_nothing().await?;
    Ok(delivery.channel().is_some_and(|channel| channels.contains(&channel)))
}
