//! The third step: what the invitation grants and asks.

use app::{App, Caller, InvitationDraft};
use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::response::Response;
use domain::id::UploadId;
use http::StatusCode;
use web::error::PageError;
use web::form::{Faults, Fields};
use web::page::{html, html_with, see_made};

use super::{Drawn, Step, find, way};
use crate::admin::Admin;
use crate::frame::{Frame, Section};
use crate::icon::Icon;
use crate::invitation::terms::{TermsForm, read, usual_fields};

/// The largest form: the most serial numbers.
pub(crate) const BODY_BYTES_MAX: usize = 512 * 1024;

#[derive(Template)]
#[template(path = "invitation/new/terms.html")]
struct Page {
    frame: Frame,
    way: Vec<Drawn>,
    action: String,
    back: String,
    has_faults: bool,
    terms_form: TermsForm,
}

/// Shows the step.
pub(crate) async fn get(
    State(app): State<App>,
    Admin(caller): Admin,
    Path(id): Path<String>,
) -> Result<Response, PageError> {
    let (id, draft) = find(&app, &caller, &id).await?;
    let fields = match &draft.terms {
        Some(kept) => Fields::new(kept.clone()),
        None => usual_fields(&app, &caller),
    };
    html(&page(&app, &caller, id, &draft, fields, Faults::default()))
}

/// Keeps the terms and goes on, if they can be so.
pub(crate) async fn post(
    State(app): State<App>,
    Admin(caller): Admin,
    Path(id): Path<String>,
    Form(fields): Form<Fields>,
) -> Result<Response, PageError> {
    let (id, draft) = find(&app, &caller, &id).await?;
    let draft = InvitationDraft { terms: Some(fields.pairs().to_vec()), ..draft };
    app.keep_invitation_draft(&caller, Some(id), &draft).await?;
    let (terms, mut faults) = read(&fields, None, app.now());
    faults.extend(app.check_invitation_terms(&caller, draft.delivery, &terms));
    if faults.is_empty() {
        return Ok(see_made(&Step::Terms.next(id, &draft)));
    }
    let page = page(&app, &caller, id, &draft, fields, Faults::new(faults));
    html_with(StatusCode::UNPROCESSABLE_ENTITY, &page)
}

fn page(
    app: &App,
    caller: &Caller,
    id: UploadId,
    draft: &InvitationDraft,
    fields: Fields,
    faults: Faults,
) -> Page {
    Page {
        frame: Frame::new(app, caller, Section::Invitations),
        way: way(Some(id), Some(draft), Step::Terms),
        action: Step::Terms.path(id),
        back: Step::Terms.back(id, draft),
        has_faults: !faults.is_empty(),
        terms_form: TermsForm::new(caller, fields, faults, draft.delivery, false),
    }
}
