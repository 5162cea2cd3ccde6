//! Everything of an identity provider, to change, but its issuer.

use app::{App, Caller, Error, IdentityProviderDetail};
use askama::Template;
use axum::extract::{Path, Request, State};
use axum::response::Response;
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

#[derive(Template)]
#[template(path = "identity-provider/edit.html")]
struct Page {
    frame: Frame,
    path: String,
    title: String,
    form: Form,
    has_client_secret: bool,
    faults: Faults,
}

/// Shows the form.
pub(crate) async fn get(
    State(app): State<App>,
    Admin(caller): Admin,
    Path(id): Path<String>,
) -> Result<Response, PageError> {
    demand_privilege(&caller, Privilege::ManageSingleSignOn)?;
    let detail = app.show_identity_provider(&caller, super::read(&id)?).await?;
    let typed = Typed::of(&detail.provider.settings);
    html(&page(&app, &caller, &detail, &typed, Faults::default()))
}

/// Changes the provider.
pub(crate) async fn post(
    State(app): State<App>,
    Admin(caller): Admin,
    Path(id): Path<String>,
    request: Request,
) -> Result<Response, PageError> {
    demand_privilege(&caller, Privilege::ManageSingleSignOn)?;
    let id = super::read(&id)?;
    let detail = app.show_identity_provider(&caller, id).await?;
    let typed = Typed::read(request).await?;
    let changed = match typed.draft(&app, detail.provider.settings.clone()) {
        Ok(draft) => app.update_identity_provider(&caller, id, draft).await,
        Err(error) => Err(error),
    };
    match changed {
        Ok(_) => Ok(see_made(&link(&super::path(id), &[("done", "saved")]))),
        Err(Error::Invalid(faults)) => {
            let page = page(&app, &caller, &detail, &typed, Faults::new(faults));
            html_with(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
        Err(error) => Err(error.into()),
    }
}

fn page(app: &App, caller: &Caller, detail: &IdentityProviderDetail, typed: &Typed, faults: Faults) -> Page {
    let settings = &detail.provider.settings;
    let drawing = Drawing { typed, faults: &faults, caller, is_new: false, roots: settings.roots.len() };
    Page {
        frame: Frame::new(app, caller, Section::SingleSignOn),
        path: super::path(detail.provider.id),
        title: settings.name.clone(),
        form: drawing.form(),
        has_client_secret: detail.has_client_secret,
        faults,
    }
}
