//! The first step: the enrollment method, and how the links reach people.

use app::{App, Caller, InvitationDraft};
use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::response::Response;
use domain::id::UploadId;
use domain::invitation::Delivery;
use domain::privilege::Privilege;
use http::StatusCode;
use web::error::PageError;
use web::form::Fields;
use web::page::{html, html_with, see_made};

use super::{Drawn, PATH, Step, find, way};
use crate::admin::{Admin, demand_privilege};
use crate::frame::{Frame, Section};
use crate::icon::Icon;
use crate::outbox::{Idle, idle};

#[derive(Template)]
#[template(path = "invitation/new/delivery.html")]
struct Page {
    frame: Frame,
    way: Vec<Drawn>,
    action: String,
    choices: Vec<Choice>,
    idle: Option<Idle>,
    may_set_up: bool,
    enroll_url: String,
    fault: Option<&'static str>,
}

/// One way to people.
struct Choice {
    value: &'static str,
    icon: Icon,
    title: &'static str,
    help: &'static str,
    is_chosen: bool,
}

/// Shows the step, empty.
pub(crate) async fn get(State(app): State<App>, Admin(caller): Admin) -> Result<Response, PageError> {
    demand_privilege(&caller, Privilege::ManageInvitations)?;
    html(&page(&app, &caller, None, None, None).await?)
}

/// Shows the step of a draft.
pub(crate) async fn get_draft(
    State(app): State<App>,
    Admin(caller): Admin,
    Path(id): Path<String>,
) -> Result<Response, PageError> {
    let (id, draft) = find(&app, &caller, &id).await?;
    html(&page(&app, &caller, Some((id, &draft)), Some(draft.delivery), None).await?)
}

/// Begins a draft.
pub(crate) async fn post(
    State(app): State<App>,
    Admin(caller): Admin,
    Form(fields): Form<Fields>,
) -> Result<Response, PageError> {
    demand_privilege(&caller, Privilege::ManageInvitations)?;
    keep(&app, &caller, None, &fields).await
}

/// Changes the delivery of a draft.
pub(crate) async fn post_draft(
    State(app): State<App>,
    Admin(caller): Admin,
    Path(id): Path<String>,
    Form(fields): Form<Fields>,
) -> Result<Response, PageError> {
    let found = find(&app, &caller, &id).await?;
    keep(&app, &caller, Some(found), &fields).await
}

async fn keep(
    app: &App,
    caller: &Caller,
    former: Option<(UploadId, InvitationDraft)>,
    fields: &Fields,
) -> Result<Response, PageError> {
    let Some(delivery) = Delivery::parse(fields.one("delivery")) else {
        let former = former.as_ref().map(|(id, draft)| (*id, draft));
        let page = page(app, caller, former, None, Some("Choose how the links reach people.")).await?;
        return html_with(StatusCode::UNPROCESSABLE_ENTITY, &page);
    };
    let (id, draft) = match former {
        Some((id, draft)) => (Some(id), InvitationDraft { delivery, ..draft }),
        None => (None, InvitationDraft::new(delivery)),
    };
    let id = app.keep_invitation_draft(caller, id, &draft).await?;
    Ok(see_made(&Step::Delivery.next(id, &draft)))
}

async fn page(
    app: &App,
    caller: &Caller,
    draft: Option<(UploadId, &InvitationDraft)>,
    chosen: Option<Delivery>,
    fault: Option<&'static str>,
) -> Result<Page, PageError> {
    let choice = |delivery: Delivery| Choice {
        value: delivery.name(),
        icon: crate::invitation::delivery_icon(delivery),
        title: delivery.title(),
        help: match delivery {
            Delivery::Email => "Everybody gets a mail with a link of their own.",
            Delivery::Sms => "Everybody gets a text message with a link of their own.",
            Delivery::Link => "Nothing is sent. You get one link, a code and a QR code to hand out.",
        },
        is_chosen: chosen == Some(delivery),
    };
    Ok(Page {
        frame: Frame::new(app, caller, Section::Invitations),
        way: way(draft.map(|(id, _)| id), draft.map(|(_, draft)| draft), Step::Delivery),
        action: draft.map_or_else(|| PATH.to_owned(), |(id, _)| Step::Delivery.path(id)),
        choices: Delivery::ALL.map(choice).into(),
        idle: idle(app).await?,
        may_set_up: caller.holds(Privilege::ManageDelivery),
        enroll_url: app.settings().enroll_url(),
        fault,
    })
}
