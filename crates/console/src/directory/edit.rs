//! Everything of a directory, to change.

use app::{App, Caller, DirectoryDetail, Error};
use askama::Template;
use axum::extract::{Path, Request, State};
use axum::response::Response;
use domain::directory::{Backend, LdapSettings};
use domain::id::DirectoryId;
use domain::privilege::Privilege;
use http::StatusCode;
use web::error::PageError;
use web::form::Faults;
use web::page::{html, html_with, see_made};

use super::field::{Drawing, Part};
use super::new::Secrets;
use super::typed::Typed;
use crate::admin::{Admin, demand_privilege};
use crate::field::{Choice, Field, Kind};
use crate::frame::{Frame, Section};
use crate::icon::Icon;
use crate::paging::link;

#[derive(Template)]
#[template(path = "directory/edit.html")]
struct Page {
    frame: Frame,
    directory_path: String,
    title: String,
    name: Field,
    securities: Vec<Choice>,
    hosts: Field,
    bind_name: Field,
    secrets: Secrets,
    parts: Vec<Part>,
    faults: Faults,
}

/// Shows the form.
pub(crate) async fn get(
    State(app): State<App>,
    Admin(caller): Admin,
    Path(id): Path<String>,
) -> Result<Response, PageError> {
    demand_privilege(&caller, Privilege::ManageDirectories)?;
    let id: DirectoryId = id.parse().map_err(|_| Error::NotFound)?;
    let detail = app.show_directory(&caller, id).await?;
    let settings = settings(&detail)?;
    let typed = Typed::of(&detail.directory.name, "", settings);
    html(&page(&app, &caller, &detail, settings, &typed, Faults::default()))
}

/// Changes the directory.
pub(crate) async fn post(
    State(app): State<App>,
    Admin(caller): Admin,
    Path(id): Path<String>,
    request: Request,
) -> Result<Response, PageError> {
    demand_privilege(&caller, Privilege::ManageDirectories)?;
    let id: DirectoryId = id.parse().map_err(|_| Error::NotFound)?;
    let detail = app.show_directory(&caller, id).await?;
    let settings = settings(&detail)?;
    let typed = Typed::read(request).await?;
    let changed = match typed.draft(&app, settings.clone()) {
        Ok(draft) => app.update_directory(&caller, id, draft).await,
        Err(error) => Err(error),
    };
    match changed {
        Ok(_) => Ok(see_made(&link(&super::path(id), &[("done", "saved")]))),
        Err(error) => {
            let faults = Faults::new(super::faults(error)?);
            let shown = typed.over(Typed::of(&detail.directory.name, "", settings));
            let page = page(&app, &caller, &detail, settings, &shown, faults);
            html_with(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
    }
}

fn page(
    app: &App,
    caller: &Caller,
    detail: &DirectoryDetail,
    settings: &LdapSettings,
    typed: &Typed,
    faults: Faults,
) -> Page {
    let drawing = Drawing { typed, faults: &faults };
    Page {
        frame: Frame::new(app, caller, Section::Directories),
        directory_path: super::path(detail.directory.id),
        title: detail.directory.name.clone(),
        name: drawing.name(),
        securities: drawing.securities(),
        hosts: drawing.hosts(),
        bind_name: drawing.bind_name(),
        secrets: Secrets {
            has_bind_password: detail.has_bind_password,
            has_client_identity: detail.has_client_identity,
            roots: settings.roots.len(),
        },
        parts: drawing.parts(),
        faults,
    }
}

fn settings(detail: &DirectoryDetail) -> Result<&LdapSettings, Error> {
    match &detail.directory.backend {
        Backend::Ldap(settings) => Ok(settings),
        Backend::BuiltIn => Err(Error::NotFound),
    }
}
