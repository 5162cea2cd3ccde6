//! The list of invitations as a spreadsheet: the same filters and order, all rows, written page by page as they are read.
//! Nothing in it opens an invitation.

use app::{App, Caller, Error, ListedInvitation};
use axum::body::{Body, Bytes};
use axum::extract::{Query, State};
use axum::response::Response;
use domain::page::{PAGE_ROWS_MAX, Page};
use domain::recipient::Stage;
use futures::stream::{self, StreamExt, TryStreamExt};
use web::error::PageError;
use web::time::rfc3339;

use super::filter::{Address, View};
use crate::admin::Admin;
use crate::csv::{MARK, attachment, write};

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

/// Sends the list. Its first page is read before the answer begins, so that a refusal is a page and not a torn file.
pub(crate) async fn get(
    State(app): State<App>,
    Admin(caller): Admin,
    Query(address): Query<Address>,
) -> Result<Response, PageError> {
    let view = View { after: None, ..View::from(address) };
    let first = read(&app, &caller, &view).await?;
    let head = [MARK, &write([HEAD.map(str::to_owned)])?].concat();
    let rest = stream::try_unfold(Some(first), move |page| {
        let (app, caller, mut view) = (app.clone(), caller.clone(), view.clone());
        async move {
            let Some(page) = page else { return Ok::<_, Error>(None) };
            let lines = write(page.rows.into_iter().map(|listed| line(listed, &caller)))?;
            view.after = page.next;
            let next = if view.after.is_some() { Some(read(&app, &caller, &view).await?) } else { None };
            Ok(Some((Bytes::from(lines), next)))
        }
    });
    let body = stream::iter([Ok(Bytes::from(head))])
        .chain(rest)
        .inspect_err(|error| tracing::error!("writing the list of invitations: {error}"));
    Ok(attachment("invitations.csv", Body::from_stream(body)))
}

async fn read(app: &App, caller: &Caller, view: &View) -> Result<Page<ListedInvitation>, Error> {
    app.list_invitations(caller, view.query(PAGE_ROWS_MAX)).await
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
