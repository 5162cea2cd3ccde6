//! A new webhook.

use app::{App, Caller, Error};
use askama::Template;
use axum::Form;
use axum::extract::State;
use axum::response::Response;
use domain::privilege::Privilege;
use domain::webhook::WebhookEvent;
use http::StatusCode;
use web::error::PageError;
use web::form::{Faults, Fields};
use web::page::{html, html_with};

use super::{Group, Typed, show};
use crate::admin::{Admin, demand_privilege};
use crate::frame::{Frame, Section};
use crate::icon::Icon;

/// Where a webhook is made.
pub(crate) const PATH: &str = "/console/settings/webhooks/new";

#[derive(Template)]
#[template(path = "webhook/new.html")]
struct Page {
    frame: Frame,
    typed: Typed,
    groups: Vec<Group>,
    faults: Faults,
}

/// Shows the form, with every event chosen.
pub(crate) async fn get(State(app): State<App>, Admin(caller): Admin) -> Result<Response, PageError> {
    demand_privilege(&caller, Privilege::ManageWebhooks)?;
    let typed = Typed { events: WebhookEvent::ALL.iter().copied().collect(), ..Typed::default() };
    html(&page(&app, &caller, typed, Faults::default()))
}

/// Makes the webhook. The answer is no redirect: the secret is seen this once and stands in no address.
pub(crate) async fn post(
    State(app): State<App>,
    Admin(caller): Admin,
    Form(fields): Form<Fields>,
) -> Result<Response, PageError> {
    let typed = Typed::read(&fields);
    match app.create_webhook(&caller, typed.settings()).await {
        Ok(made) => show::made(&app, &caller, made, StatusCode::CREATED).await,
        Err(Error::Invalid(faults)) => {
            let page = page(&app, &caller, typed, Faults::new(faults));
            html_with(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
        Err(error) => Err(error.into()),
    }
}

fn page(app: &App, caller: &Caller, typed: Typed, faults: Faults) -> Page {
    Page { frame: Frame::new(app, caller, Section::Webhooks), groups: typed.groups(), typed, faults }
}
