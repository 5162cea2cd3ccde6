//! The list of invitations as a spreadsheet: the same filters and order, all rows, written page by page as they are read.
//! Nothing in it opens an invitation.

use app::{App, Caller, ListedInvitation};
use axum::extract::{Query, State};
use axum::response::Response;
use domain::page::PAGE_ROWS_MAX;
use domain::recipient::Stage;
use web::error::PageError;
use web::time::rfc3339;

use super::filter::{Address, View};
use crate::admin::Admin;

/// How many columns the list has.
const COLUMNS: usize = 13;

const HEAD: [&str; COLUMNS] = [
    "Number",
    "Name",
    "Delivery",
    "Status",
    "Recipients",
    "Sent",
    "Delivered",
    "Opened",
    "Enrolled",
    "Expires (UTC)",
    "Site",
    "Invited by",
    "Made (UTC)",
];

/// Sends the list.
pub(crate) async fn get(
    State(app): State<App>,
    Admin(caller): Admin,
    Query(address): Query<Address>,
) -> Result<Response, PageError> {
    let view = View { after: None, ..View::from(address) };
    let named = caller.clone();
    let read = move |after| {
        let (app, caller) = (app.clone(), caller.clone());
        let query = View { after, ..view.clone() }.query(PAGE_ROWS_MAX);
        async move { app.list_invitations(&caller, query).await }
    };
    crate::csv::send("invitations.csv", HEAD, read, move |listed| line(listed, &named)).await
}

fn line(listed: ListedInvitation, caller: &Caller) -> [String; COLUMNS] {
    let ListedInvitation { invitation, status, funnel } = listed;
    let reached = |stage| funnel.reached(stage).to_string();
    let site = invitation.terms.site_id.and_then(|id| caller.site_name(id)).unwrap_or_default().to_owned();
    [
        invitation.number.to_string(),
        invitation.terms.name,
        invitation.delivery.name().to_owned(),
        status.name().to_owned(),
        funnel.recipients.to_string(),
        reached(Stage::Accepted),
        reached(Stage::Delivered),
        reached(Stage::Opened),
        reached(Stage::Enrolled),
        invitation.terms.expires_at.map(rfc3339).unwrap_or_default(),
        site,
        invitation.inviter,
        rfc3339(invitation.created_at),
    ]
}
