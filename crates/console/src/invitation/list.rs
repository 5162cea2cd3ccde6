//! Enrollment Invitations: the list.

use app::{App, Caller, InvitationOrder, ListedInvitation};
use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use domain::id::InvitationId;
use domain::invitation::{Delivery, InvitationStatus};
use domain::privilege::Privilege;
use domain::recipient::Stage;
use domain::time::Timestamp;
use web::error::PageError;
use web::page::html;
use web::time::Moment;

use super::filter::{Address, View};
use super::funnel::{Strip, strip};
use super::{PATH, delivery_icon};
use crate::admin::Admin;
use crate::badge::Badge;
use crate::count::{counted, grouped};
use crate::device::filter::Chip;
use crate::frame::{Frame, Section};
use crate::icon::Icon;
use crate::paging::{Paging, ROWS};

#[derive(Template)]
#[template(path = "invitation/list.html")]
struct Page {
    frame: Frame,
    view: View,
    chips: Vec<Chip>,
    rows: Vec<Row>,
    paging: Paging,
    csv: String,
    empty: Empty,
    by_name: String,
    by_newest: String,
    may_manage: bool,
    has_sites: bool,
    done: Option<String>,
}

/// Why a list shows nothing.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Empty {
    /// It shows something.
    No,
    /// Nothing matches the filters.
    NoMatch,
    /// Nobody has been invited yet.
    NoInvitation,
}

/// One invitation.
struct Row {
    id: InvitationId,
    path: String,
    name: String,
    number: u64,
    icon: Icon,
    delivery: &'static str,
    state: Badge,
    recipients: String,
    enrolled: String,
    strip: Strip,
    expires: Option<Moment>,
    site: String,
    inviter: String,
    /// Whether the caller may change it.
    is_theirs: bool,
}

/// Shows the list.
pub(crate) async fn get(
    State(app): State<App>,
    Admin(caller): Admin,
    Query(address): Query<Address>,
) -> Result<Response, PageError> {
    let done = told(&address);
    let view = View::from(address);
    let page = app.list_invitations(&caller, view.query(ROWS)).await?;
    let chips = view.chips();
    let empty = match (page.rows.is_empty(), chips.is_empty() && view.after.is_none()) {
        (false, _) => Empty::No,
        (true, false) => Empty::NoMatch,
        (true, true) => Empty::NoInvitation,
    };
    html(&Page {
        frame: Frame::new(&app, &caller, Section::Invitations),
        paging: Paging::new(PATH, &view.pairs(), view.after.is_none(), page.next.as_ref()),
        csv: view.link("/console/invitations.csv"),
        by_name: view.sorted(InvitationOrder::Name),
        by_newest: view.sorted(InvitationOrder::Newest),
        may_manage: caller.holds(Privilege::ManageInvitations),
        has_sites: caller.site_id().is_none() && !caller.sites().is_empty(),
        rows: page.rows.into_iter().map(|listed| Row::new(listed, &caller, app.now())).collect(),
        view,
        chips,
        empty,
        done,
    })
}

impl Row {
    fn new(listed: ListedInvitation, caller: &Caller, now: Timestamp) -> Self {
        let ListedInvitation { invitation, status, funnel } = listed;
        Self {
            id: invitation.id,
            path: super::path(invitation.id),
            number: invitation.number,
            icon: delivery_icon(invitation.delivery),
            delivery: invitation.delivery.title(),
            state: status.into(),
            recipients: match invitation.delivery {
                Delivery::Link => "–".to_owned(),
                Delivery::Email | Delivery::Sms => grouped(funnel.recipients),
            },
            enrolled: grouped(funnel.reached(Stage::Enrolled)),
            strip: strip(&funnel),
            expires: invitation.terms.expires_at.map(|at| Moment { at, now }),
            site: super::site_name(caller, invitation.terms.site_id),
            is_theirs: super::may_manage(caller, &invitation),
            inviter: invitation.inviter,
            name: invitation.terms.name,
        }
    }
}

/// Says what has just been done to selected invitations.
fn told(address: &Address) -> Option<String> {
    let count: u64 =
        address.count.parse().ok().filter(|count| *count <= u64::from(super::bulk::SELECTED_MAX))?;
    let invitations = counted(count, "invitation", "invitations");
    match address.done.as_str() {
        "revoked" => Some(format!("{invitations} revoked. Their links open nothing any more.")),
        "archived" => Some(format!("{invitations} archived.")),
        "unarchived" => Some(format!("{invitations} back in sight.")),
        "deleted" => Some(format!("{invitations} deleted for good.")),
        _ => None,
    }
}
