//! A new identity provider.

use app::{App, Caller, Error};
use askama::Template;
use axum::extract::{Request, State};
use axum::response::Response;
use domain::identity_provider::ProviderSettings;
use domain::privilege::Privilege;
use http::StatusCode;
use web::error::PageError;
use web::form::Faults;
use web::page::{html, html_with, see_made};

use super::field::{Drawing, Form};
use super::typed::Typed;
use crate::admin::{Admin, demand_privilege};
use crate::field::Kind;
use crate::frame::{Frame, Section};
use crate::icon::Icon;
use crate::paging::link;

/// Where a provider is set up.
pub(crate) const PATH: &str = "/console/settings/identity-providers/new";

#[derive(Template)]
#[template(path = "identity-provider/new.html")]
struct Page {
    frame: Frame,
    form: Form,
    has_client_secret: bool,
    portal_callback: String,
    console_callback: String,
    faults: Faults,
}

/// Shows the form.
pub(crate) async fn get(State(app): State<App>, Admin(caller): Admin) -> Result<Response, PageError> {
    demand_privilege(&caller, Privilege::ManageSingleSignOn)?;
    html(&page(&app, &caller, &Typed::of(&ProviderSettings::usual()), Faults::default()))
}

/// Sets the provider up.
pub(crate) async fn post(
    State(app): State<App>,
    Admin(caller): Admin,
    request: Request,
) -> Result<Response, PageError> {
    demand_privilege(&caller, Privilege::ManageSingleSignOn)?;
    let typed = Typed::read(request).await?;
    let made = match typed.draft(&app, ProviderSettings::usual()) {
        Ok(draft) => app.create_identity_provider(&caller, draft).await,
        Err(error) => Err(error),
    };
    match made {
        Ok(detail) => Ok(see_made(&link(&super::path(detail.provider.id), &[("done", "created")]))),
        Err(Error::Invalid(faults)) => {
            let page = page(&app, &caller, &typed, Faults::new(faults));
            html_with(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
        Err(error) => Err(error.into()),
    }
}

fn page(app: &App, caller: &Caller, typed: &Typed, faults: Faults) -> Page {
    let (portal_callback, console_callback) = app.identity_provider_callbacks();
    Page {
        frame: Frame::new(app, caller, Section::SingleSignOn),
        form: Drawing { typed, faults: &faults, caller, is_new: true, roots: 0 }.form(),
        has_client_secret: false,
        portal_callback,
        console_callback,
        faults,
    }
}
