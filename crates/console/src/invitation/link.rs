//! A link that is given out by hand: shown once, in the answer to the form that made it, with its code and QR code.

use app::{App, Caller, MadeLink};
use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::response::Response;
use domain::id::RecipientId;
use domain::invitation::Invitation;
use domain::privilege::Privilege;
use web::error::PageError;
use web::form::Fields;
use web::page::html;

use crate::admin::{Admin, demand_privilege};
use crate::frame::{Frame, Section};
use crate::icon::Icon;

#[derive(Template)]
#[template(path = "invitation/link.html")]
struct Page {
    frame: Frame,
    name: String,
    /// The invitation's page.
    path: String,
    title: &'static str,
    /// For whom, where it is for somebody.
    recipient: String,
    url: String,
    code: String,
    qr: String,
    enroll_url: String,
    has_replaced: bool,
}

/// Makes a new link for a recipient.
pub(crate) async fn post(
    State(app): State<App>,
    Admin(caller): Admin,
    Path((id, recipient_id)): Path<(String, String)>,
    Form(fields): Form<Fields>,
) -> Result<Response, PageError> {
    demand_privilege(&caller, Privilege::ManageInvitations)?;
    let recipient_id: RecipientId = recipient_id.parse().map_err(|_| app::Error::NotFound)?;
    let shown = app.show_recipient(&caller, recipient_id).await?;
    if shown.invitation.id != super::parse(&id)? {
        return Err(app::Error::NotFound.into());
    }
    let replaces = !fields.one("replaces").is_empty();
    let made = app.make_link(&caller, recipient_id, replaces).await?;
    let recipient = match shown.recipient.channel {
        Some(_) => super::called(&shown.recipient),
        None => String::new(),
    };
    show(&app, &caller, &shown.invitation, &made, Made { title: "A new link", recipient, replaces })
}

/// What a link was made for.
pub(super) struct Made {
    /// The heading.
    pub(super) title: &'static str,
    /// For whom; empty where it is for everybody.
    pub(super) recipient: String,
    /// Whether older links open nothing any more.
    pub(super) replaces: bool,
}

/// Shows a link that was just made. The answer is stored nowhere, and no address leads to it.
pub(super) fn show(
    app: &App,
    caller: &Caller,
    invitation: &Invitation,
    link: &MadeLink,
    made: Made,
) -> Result<Response, PageError> {
    let url = link.url.expose().to_owned();
    html(&Page {
        frame: Frame::new(app, caller, Section::Invitations),
        name: invitation.terms.name.clone(),
        path: super::path(invitation.id),
        title: made.title,
        recipient: made.recipient,
        qr: web::qr::svg(&url, "QR code of the link"),
        url,
        code: link.code.expose().to_owned(),
        enroll_url: app.settings().enroll_url(),
        has_replaced: made.replaces,
    })
}
