//! Deletes a site: says what is in it, asks where that goes, and lets one type the name.

use app::{App, Caller, Error, Fault};
use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::response::Response;
use domain::id::SiteId;
use domain::privilege::Privilege;
use domain::site::{SiteContent, site_key};
use http::StatusCode;
use serde::Deserialize;
use web::error::PageError;
use web::form::Faults;
use web::page::{html, html_with, see};

use crate::admin::{Admin, demand_privilege};
use crate::count::{counted, listed};
use crate::frame::{Frame, Section};
use crate::icon::Icon;
use crate::site::Choice;

#[derive(Template)]
#[template(path = "site/delete.html")]
struct Page {
    frame: Frame,
    name: String,
    action: String,
    /// What is in the site, in words; nothing of an empty one.
    content: String,
    /// Whether somebody's access ends at the site, so that it needs another one.
    has_access: bool,
    choices: Vec<Choice>,
    typed: Typed,
    faults: Faults,
    refusal: Option<String>,
}

/// What was chosen and typed.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct Typed {
    heir: String,
    name: String,
}

/// Shows what would happen.
pub(crate) async fn get(
    State(app): State<App>,
    Admin(caller): Admin,
    Path(id): Path<String>,
) -> Result<Response, PageError> {
    demand_privilege(&caller, Privilege::ManageSites)?;
    let id: SiteId = id.parse().map_err(|_| Error::NotFound)?;
    html(&page(&app, &caller, id, Typed::default()).await?)
}

/// Deletes the site.
pub(crate) async fn post(
    State(app): State<App>,
    Admin(caller): Admin,
    Path(id): Path<String>,
    Form(typed): Form<Typed>,
) -> Result<Response, PageError> {
    demand_privilege(&caller, Privilege::ManageSites)?;
    let id: SiteId = id.parse().map_err(|_| Error::NotFound)?;
    let page = page(&app, &caller, id, typed).await?;
    let heir = match page.read() {
        Ok(heir) => heir,
        Err(faults) => {
            return html_with(
                StatusCode::UNPROCESSABLE_ENTITY,
                &Page { faults: Faults::new(faults), ..page },
            );
        }
    };
    match app.delete_site(&caller, id, heir).await {
        Ok(_) => Ok(see("/console/settings/sites?done=deleted")),
        Err(Error::Invalid(faults)) => {
            html_with(StatusCode::UNPROCESSABLE_ENTITY, &Page { faults: Faults::new(faults), ..page })
        }
        Err(Error::Refused(refusal)) => {
            html_with(StatusCode::CONFLICT, &Page { refusal: Some(refusal.to_string()), ..page })
        }
        Err(error) => Err(error.into()),
    }
}

async fn page(app: &App, caller: &Caller, id: SiteId, typed: Typed) -> Result<Page, PageError> {
    let detail = app.show_site(caller, id).await?;
    let others =
        app.list_sites(caller).await?.into_iter().map(|other| other.site).filter(|site| site.id != id);
    let has_access = detail.content.has_access();
    let mut choices: Vec<_> = others.map(|site| Choice::new(Some(&site), &typed.heir)).collect();
    if !has_access {
        choices.push(Choice::new(None, &typed.heir));
    }
    Ok(Page {
        frame: Frame::new(app, caller, Section::Sites),
        name: detail.site.name,
        action: super::path(id, "delete"),
        content: in_words(detail.content),
        has_access,
        choices,
        typed,
        faults: Faults::default(),
        refusal: None,
    })
}

impl Page {
    /// Returns where the content goes, once that is said and the name is typed.
    fn read(&self) -> Result<Option<SiteId>, Vec<Fault>> {
        let mut faults = Vec::new();
        let heir = match self.content.is_empty() {
            true => Some(None),
            false => Choice::read(&self.typed.heir),
        };
        if heir.is_none() {
            faults.push(Fault::new("heir", "Choose where that goes."));
        }
        if site_key(&self.typed.name) != site_key(&self.name) {
            faults.push(Fault::new("name", format!("Type the site’s name, {}, to confirm.", self.name)));
        }
        match heir {
            Some(heir) if faults.is_empty() => Ok(heir),
            _ => Err(faults),
        }
    }
}

/// Says what is in a site.
fn in_words(content: SiteContent) -> String {
    let parts = [
        (content.devices, "device", "devices"),
        (content.accounts, "account", "accounts"),
        (content.account_groups, "group of accounts", "groups of accounts"),
        (content.access_rows, "row of enrollment access", "rows of enrollment access"),
        (content.enrollments_under_way, "unfinished enrollment", "unfinished enrollments"),
    ];
    let parts = parts.into_iter().filter(|(number, ..)| *number > 0);
    listed(&parts.map(|(number, one, many)| counted(number, one, many)).collect::<Vec<_>>())
}
