//! The terms of an invitation are changed after it was sent. Links that went out stay as they are.

use app::{App, Caller, Error, InvitationDetail};
use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::response::Response;
use domain::privilege::Privilege;
use http::StatusCode;
use web::error::PageError;
use web::form::{Faults, Fields};
use web::page::{html, html_with, see_made};

use super::act::theirs;
use super::terms::{TermsForm, fields_of, read};
use crate::admin::{Admin, demand_privilege};
use crate::count::counted;
use crate::frame::{Frame, Section};
use crate::icon::Icon;
use crate::paging::link;

#[derive(Template)]
#[template(path = "invitation/edit.html")]
struct Page {
    frame: Frame,
    path: String,
    name: String,
    is_sent: bool,
    texts: Vec<(String, String, bool)>,
    on_the_way: Option<String>,
    has_faults: bool,
    terms_form: TermsForm,
}

/// Shows the form.
pub(crate) async fn get(
    State(app): State<App>,
    Admin(caller): Admin,
    Path(id): Path<String>,
) -> Result<Response, PageError> {
    demand_privilege(&caller, Privilege::ManageInvitations)?;
    let detail = theirs(&app, &caller, &id).await?;
    let fields = fields_of(&detail.invitation.terms);
    html(&page(&app, &caller, &detail, fields, Faults::default()))
}

/// Saves the terms.
pub(crate) async fn post(
    State(app): State<App>,
    Admin(caller): Admin,
    Path(id): Path<String>,
    Form(fields): Form<Fields>,
) -> Result<Response, PageError> {
    demand_privilege(&caller, Privilege::ManageInvitations)?;
    let detail = theirs(&app, &caller, &id).await?;
    let former = &detail.invitation.terms;
    let (mut terms, mut faults) = read(&fields, Some(former), app.now());
    if super::managed_sites(&caller).is_empty() {
        terms.site_id = former.site_id; // the form did not ask
        terms.keeps_existing_site = former.keeps_existing_site;
    }
    let id = detail.invitation.id;
    if faults.is_empty() {
        match app.change_invitation(&caller, id, terms, None).await {
            Ok(_) => return Ok(see_made(&link(&super::path(id), &[("done", "saved")]))),
            Err(Error::Invalid(found)) => faults = found,
            Err(error) => return Err(error.into()),
        }
    }
    let page = page(&app, &caller, &detail, fields, Faults::new(faults));
    html_with(StatusCode::UNPROCESSABLE_ENTITY, &page)
}

fn page(app: &App, caller: &Caller, detail: &InvitationDetail, fields: Fields, faults: Faults) -> Page {
    let invitation = &detail.invitation;
    let path = super::path(invitation.id);
    let reached = |stage| detail.funnel.reached(stage);
    let begun = reached(domain::recipient::Stage::LoggedIn)
        .saturating_sub(reached(domain::recipient::Stage::Enrolled));
    Page {
        frame: Frame::new(app, caller, Section::Invitations),
        name: invitation.terms.name.clone(),
        is_sent: invitation.delivery.channel().is_some(),
        texts: super::text::links(detail),
        on_the_way: (begun > 0).then(|| counted(begun, "recipient is", "recipients are")),
        has_faults: !faults.is_empty(),
        terms_form: TermsForm::new(caller, fields, faults, invitation.delivery, true),
        path,
    }
}
