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

use app::{App, Caller, Error, InvitationList, InvitationQuery, ListedInvitation};
use domain::enrollment::Invited;
use domain::id::{InvitationId, RecipientId, SiteId};
use domain::invitation::{Delivery, Invitation, InvitationStatus};
use domain::privilege::Privilege;
use domain::recipient::{Recipient, Stage};
use domain::site::Site;

use crate::count::grouped;
use crate::fact::Value;
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

/// Tells by which invitation an enrollment began, as far as the caller may know.
pub(crate) async fn through(
    app: &App,
    caller: &Caller,
    invited: Option<Invited>,
) -> Result<Option<Value>, Error> {
    let Some(invited) = invited else { return Ok(None) };
    let found = app.find_invited(caller, invited).await?;
    Ok(found.map(|(invitation, recipient)| Value::Linked {
        path: recipient_path(invitation.id, recipient.id),
        words: match recipient.channel {
            Some(_) => format!("{}, {}", invitation.terms.name, called(&recipient)),
            None => invitation.terms.name,
        },
    }))
}

/// Finds the first invitations in sight whose name contains a text; none for somebody who may not see any.
pub(crate) async fn called_so(app: &App, caller: &Caller, text: &str) -> Result<Vec<InvitationId>, Error> {
    if !caller.holds(Privilege::ReadInvitations) {
        return Ok(Vec::new());
    }
    let list = InvitationList { search: text.to_owned(), ..InvitationList::default() };
    let query = InvitationQuery { list, limit: CALLED_SO_MAX, ..InvitationQuery::default() };
    let page = match app.list_invitations(caller, query).await {
        Ok(page) => page,
        // Whoever looks at a site in which they see none.
        Err(Error::Forbidden) => return Ok(Vec::new()),
        Err(error) => return Err(error),
    };
    Ok(page.rows.into_iter().map(|listed| listed.invitation.id).collect())
}

/// How many a search counts.
const CALLED_SO_MAX: u32 = 10;

/// An invitation on the dashboard.
pub(crate) struct Glimpse {
    pub(crate) name: String,
    pub(crate) path: String,
    pub(crate) enrolled: String,
    pub(crate) all: String,
    pub(crate) troubled: u64,
    pub(crate) is_link: bool,
    pub(crate) strip: funnel::Strip,
}

/// How many the dashboard shows.
const GLIMPSES: u32 = 5;

/// Lists the newest invitations that serve, for those who may see them.
pub(crate) async fn glimpses(app: &App, caller: &Caller) -> Result<Vec<Glimpse>, Error> {
    if !caller.holds(Privilege::ReadInvitations) {
        return Ok(Vec::new());
    }
    let list = InvitationList { status: Some(InvitationStatus::Active), ..InvitationList::default() };
    let query = InvitationQuery { list, limit: GLIMPSES, ..InvitationQuery::default() };
    let page = match app.list_invitations(caller, query).await {
        Ok(page) => page,
        Err(Error::Forbidden) => return Ok(Vec::new()),
        Err(error) => return Err(error),
    };
    let glimpse = |listed: ListedInvitation| Glimpse {
        path: path(listed.invitation.id),
        enrolled: grouped(listed.funnel.reached(Stage::Enrolled)),
        all: grouped(listed.funnel.recipients),
        troubled: listed.funnel.troubled(),
        is_link: listed.invitation.delivery == Delivery::Link,
        strip: funnel::strip(&listed.funnel),
        name: listed.invitation.terms.name,
    };
    Ok(page.rows.into_iter().map(glimpse).collect())
}
