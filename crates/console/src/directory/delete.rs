//! Deletes a directory: says what refers to it and what becomes of that, and lets one type the name.

use app::{App, Caller, Error, Fault, Leftovers};
use askama::Template;
use axum::extract::{Path, Request, State};
use axum::response::Response;
use domain::directory::DirectoryUses;
use domain::id::DirectoryId;
use domain::privilege::Privilege;
use http::StatusCode;
use web::error::PageError;
use web::form::Faults;
use web::page::{html, html_with, see};

use super::typed::Typed;
use crate::admin::{Admin, demand_privilege};
use crate::count::counted;
use crate::frame::{Frame, Section};
use crate::icon::Icon;

#[derive(Template)]
#[template(path = "directory/delete.html")]
struct Page {
    frame: Frame,
    directory_path: String,
    name: String,
    /// What happens to whom, one sentence each.
    outcomes: Vec<String>,
    typed: String,
    faults: Faults,
}

/// Shows what would happen.
pub(crate) async fn get(
    State(app): State<App>,
    Admin(caller): Admin,
    Path(id): Path<String>,
) -> Result<Response, PageError> {
    demand_privilege(&caller, Privilege::ManageDirectories)?;
    let id: DirectoryId = id.parse().map_err(|_| Error::NotFound)?;
    html(&page(&app, &caller, id).await?)
}

/// Deletes the directory.
pub(crate) async fn post(
    State(app): State<App>,
    Admin(caller): Admin,
    Path(id): Path<String>,
    request: Request,
) -> Result<Response, PageError> {
    demand_privilege(&caller, Privilege::ManageDirectories)?;
    let id: DirectoryId = id.parse().map_err(|_| Error::NotFound)?;
    let page = page(&app, &caller, id).await?;
    let typed = Typed::read(request).await?.value("name").to_owned();
    if typed.trim() != page.name {
        let words = format!("Type the directory’s name, {}, to confirm.", page.name);
        let faults = Faults::new(vec![Fault::new("name", words)]);
        return html_with(StatusCode::UNPROCESSABLE_ENTITY, &Page { typed, faults, ..page });
    }
    app.delete_directory(&caller, id, Leftovers::CutLoose).await?;
    Ok(see("/console/settings/directories?done=deleted"))
}

async fn page(app: &App, caller: &Caller, id: DirectoryId) -> Result<Page, PageError> {
    let detail = app.show_directory(caller, id).await?;
    let uses = app.count_directory_uses(caller, id).await?;
    Ok(Page {
        frame: Frame::new(app, caller, Section::Directories),
        directory_path: super::path(id),
        name: detail.directory.name,
        outcomes: outcomes(uses),
        typed: String::new(),
        faults: Faults::default(),
    })
}

fn outcomes(uses: DirectoryUses) -> Vec<String> {
    let devices = counted(uses.devices, "device", "devices");
    let accounts = counted(uses.accounts, "account", "accounts");
    let groups = counted(uses.account_groups, "group of accounts", "groups of accounts");
    let outcomes = [
        (
            uses.devices,
            format!(
                "{devices} assigned to its people: what they know of them stays, and is never refreshed again."
            ),
        ),
        (uses.accounts, format!("{accounts} of its people: disabled, and signed out at once.")),
        (
            uses.account_groups,
            format!("{groups} that stand for its groups: nobody comes into them by the directory any more."),
        ),
    ];
    outcomes.into_iter().filter(|(number, _)| *number > 0).map(|(_, words)| words).collect()
}
