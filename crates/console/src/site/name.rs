//! The two pages with a site's name: for a new one, and for one to rename.

use app::{App, Caller, Error};
use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::response::Response;
use domain::id::SiteId;
use domain::privilege::Privilege;
use http::StatusCode;
use serde::Deserialize;
use web::error::PageError;
use web::form::Faults;
use web::page::{html, html_with, see};

use crate::admin::{Admin, demand_privilege};
use crate::frame::{Frame, Section};
use crate::icon::Icon;

#[derive(Template)]
#[template(path = "site/name.html")]
struct Page {
    frame: Frame,
    /// The name so far; none of a new site.
    former: Option<String>,
    action: String,
    typed: Typed,
    faults: Faults,
}

/// What was typed.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct Typed {
    name: String,
}

/// Shows the form for a new site.
pub(crate) async fn get_new(State(app): State<App>, Admin(caller): Admin) -> Result<Response, PageError> {
    demand_privilege(&caller, Privilege::ManageSites)?;
    html(&new_page(&app, &caller, Typed::default(), Faults::default()))
}

/// Makes a site.
pub(crate) async fn post_new(
    State(app): State<App>,
    Admin(caller): Admin,
    Form(typed): Form<Typed>,
) -> Result<Response, PageError> {
    match app.create_site(&caller, &typed.name).await {
        Ok(_) => Ok(see("/console/settings/sites?done=made")),
        Err(Error::Invalid(faults)) => {
            let page = new_page(&app, &caller, typed, Faults::new(faults));
            html_with(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
        Err(error) => Err(error.into()),
    }
}

fn new_page(app: &App, caller: &Caller, typed: Typed, faults: Faults) -> Page {
    Page {
        frame: Frame::new(app, caller, Section::Sites),
        former: None,
        action: format!("{}/new", super::PATH),
        typed,
        faults,
    }
}

/// Shows the form with a site's name.
pub(crate) async fn get(
    State(app): State<App>,
    Admin(caller): Admin,
    Path(id): Path<String>,
) -> Result<Response, PageError> {
    demand_privilege(&caller, Privilege::ManageSites)?;
    let id: SiteId = id.parse().map_err(|_| Error::NotFound)?;
    let page = page(&app, &caller, id).await?;
    html(&Page { typed: Typed { name: page.former.clone().unwrap_or_default() }, ..page })
}

/// Renames the site.
pub(crate) async fn post(
    State(app): State<App>,
    Admin(caller): Admin,
    Path(id): Path<String>,
    Form(typed): Form<Typed>,
) -> Result<Response, PageError> {
    let id: SiteId = id.parse().map_err(|_| Error::NotFound)?;
    match app.rename_site(&caller, id, &typed.name).await {
        Ok(_) => Ok(see("/console/settings/sites?done=renamed")),
        Err(Error::Invalid(faults)) => {
            let page = Page { typed, faults: Faults::new(faults), ..page(&app, &caller, id).await? };
            html_with(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
        Err(error) => Err(error.into()),
    }
}

async fn page(app: &App, caller: &Caller, id: SiteId) -> Result<Page, PageError> {
    let detail = app.show_site(caller, id).await?;
    Ok(Page {
        frame: Frame::new(app, caller, Section::Sites),
        former: Some(detail.site.name),
        action: super::path(id, "rename"),
        typed: Typed::default(),
        faults: Faults::default(),
    })
}
