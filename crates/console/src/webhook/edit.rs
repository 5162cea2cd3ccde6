//! Changes a webhook: what it is told of, and where.

use app::{App, Caller, Error};
use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::response::Response;
use domain::id::WebhookId;
use domain::privilege::Privilege;
use http::StatusCode;
use web::error::PageError;
use web::form::{Faults, Fields};
use web::page::{html, html_with, see_made};

use super::{Group, Typed};
use crate::admin::{Admin, demand_privilege};
use crate::frame::{Frame, Section};
use crate::icon::Icon;

#[derive(Template)]
#[template(path = "webhook/edit.html")]
struct Page {
    frame: Frame,
    path: String,
    title: String,
    typed: Typed,
    groups: Vec<Group>,
    faults: Faults,
}

/// Shows the form.
pub(crate) async fn get(
    State(app): State<App>,
    Admin(caller): Admin,
    Path(id): Path<String>,
) -> Result<Response, PageError> {
    demand_privilege(&caller, Privilege::ManageWebhooks)?;
    html(&page(&app, &caller, super::read(&id)?, None).await?)
}

/// Changes the webhook.
pub(crate) async fn post(
    State(app): State<App>,
    Admin(caller): Admin,
    Path(id): Path<String>,
    Form(fields): Form<Fields>,
) -> Result<Response, PageError> {
    let (id, typed) = (super::read(&id)?, Typed::read(&fields));
    match app.update_webhook(&caller, id, typed.settings()).await {
        Ok(_) => Ok(see_made(&format!("{}?done=saved", super::path(id)))),
        Err(Error::Invalid(faults)) => {
            let page = Page { faults: Faults::new(faults), ..page(&app, &caller, id, Some(typed)).await? };
            html_with(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
        Err(error) => Err(error.into()),
    }
}

async fn page(app: &App, caller: &Caller, id: WebhookId, typed: Option<Typed>) -> Result<Page, PageError> {
    let webhook = app.show_webhook(caller, id).await?.webhook;
    let title = webhook.settings.name.clone();
    let typed = typed.unwrap_or_else(|| webhook.settings.into());
    Ok(Page {
        frame: Frame::new(app, caller, Section::Webhooks),
        path: super::path(id),
        title,
        groups: typed.groups(),
        typed,
        faults: Faults::default(),
    })
}
