//! The recipients of an invitation as a spreadsheet: the same filters and order, all rows, and nothing that opens it.

use app::App;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use domain::invitation::Invitation;
use domain::page::PAGE_ROWS_MAX;
use domain::recipient::Recipient;
use domain::time::Timestamp;
use web::error::PageError;
use web::time::rfc3339;

use super::recipient_filter::{Address, View};
use crate::admin::Admin;

/// How many columns the list has.
const COLUMNS: usize = 16;

const HEAD: [&str; COLUMNS] = [
    "Name",
    "Address",
    "Username",
    "Language",
    "Status",
    "Reason",
    "Reference code",
    "Added (UTC)",
    "Sent (UTC)",
    "Delivered (UTC)",
    "Opened (UTC)",
    "Logged in (UTC)",
    "Profile fetched (UTC)",
    "Certificate issued (UTC)",
    "Enrolled (UTC)",
    "Devices",
];

/// Sends the list.
pub(crate) async fn get(
    State(app): State<App>,
    Admin(caller): Admin,
    Path(id): Path<String>,
    Query(address): Query<Address>,
) -> Result<Response, PageError> {
    let id = super::parse(&id)?;
    let invitation = app.show_invitation(&caller, id).await?.invitation;
    let view = View { after: None, ..View::from(&address) };
    let now = app.now();
    let read = move |after| {
        let (app, caller) = (app.clone(), caller.clone());
        let query = View { after, ..view.clone() }.query(PAGE_ROWS_MAX);
        async move { app.list_recipients(&caller, id, query).await }
    };
    crate::csv::send("recipients.csv", HEAD, read, move |one| line(one, &invitation, now)).await
}

fn line(recipient: Recipient, invitation: &Invitation, now: Timestamp) -> [String; COLUMNS] {
    let instant = |at: Option<Timestamp>| at.map(rfc3339).unwrap_or_default();
    let reached = recipient.reached;
    let status = recipient.status(invitation, now);
    let reason = match recipient.stop {
        Some((_, reason)) => reason.title().to_owned(),
        None => recipient.sending.words.clone(),
    };
    [
        recipient.name,
        recipient.address,
        recipient.person.map(|person| person.username).unwrap_or_default(),
        recipient.language,
        status.name().to_owned(),
        reason,
        recipient.reference.map(|reference| reference.to_string()).unwrap_or_default(),
        rfc3339(recipient.created_at),
        instant(recipient.sending.accepted_at),
        instant(recipient.sending.delivered_at),
        instant(recipient.opened_at),
        instant(reached.logged_in_at),
        instant(reached.profile_fetched_at),
        instant(reached.certificate_issued_at),
        instant(reached.enrolled_at),
        recipient.uses_counted.to_string(),
    ]
}
