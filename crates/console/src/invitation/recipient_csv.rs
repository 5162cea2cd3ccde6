//! The recipients of an invitation as a spreadsheet: the same filters and order, all rows, and nothing that opens it.

use app::{App, Caller, Error};
use axum::body::{Body, Bytes};
use axum::extract::{Path, Query, State};
use axum::response::Response;
use domain::id::InvitationId;
use domain::invitation::Invitation;
use domain::page::{PAGE_ROWS_MAX, Page};
use domain::recipient::Recipient;
use domain::time::Timestamp;
use futures::stream::{self, StreamExt, TryStreamExt};
use web::error::PageError;
use web::time::rfc3339;

use super::recipient_filter::{Address, View};
use crate::admin::Admin;
use crate::csv::{MARK, attachment, write};

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

/// Sends the list. Its first page is read before the answer begins, so that a refusal is a page and not a torn file.
pub(crate) async fn get(
    State(app): State<App>,
    Admin(caller): Admin,
    Path(id): Path<String>,
    Query(address): Query<Address>,
) -> Result<Response, PageError> {
    let id = super::parse(&id)?;
    let invitation = app.show_invitation(&caller, id).await?.invitation;
    let view = View { after: None, ..View::from(&address) };
    let first = read(&app, &caller, id, &view).await?;
    let head = [MARK, &write([HEAD.map(str::to_owned)])?].concat();
    let rest = stream::try_unfold(Some(first), move |page| {
        let (app, caller, mut view) = (app.clone(), caller.clone(), view.clone());
        let (invitation, now) = (invitation.clone(), app.now());
        async move {
            let Some(page) = page else { return Ok::<_, Error>(None) };
            let lines = write(page.rows.into_iter().map(|one| line(one, &invitation, now)))?;
            view.after = page.next;
            let next = if view.after.is_some() { Some(read(&app, &caller, id, &view).await?) } else { None };
            Ok(Some((Bytes::from(lines), next)))
        }
    });
    let body = stream::iter([Ok(Bytes::from(head))])
        .chain(rest)
        .inspect_err(|error| tracing::error!("writing the list of recipients: {error}"));
    Ok(attachment("recipients.csv", Body::from_stream(body)))
}

async fn read(app: &App, caller: &Caller, id: InvitationId, view: &View) -> Result<Page<Recipient>, Error> {
    app.list_recipients(caller, id, view.query(PAGE_ROWS_MAX)).await
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
