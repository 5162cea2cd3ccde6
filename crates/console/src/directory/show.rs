//! The page of one directory: how it fares, how it is set up, a look-up, and what can be done with it.

use app::{App, Caller, DirectoryDetail, DirectoryDraft, Error, SecretInput};
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use domain::device::SEARCH_CHARACTERS_MAX;
use domain::directory::{Backend, LdapSettings, Security};
use domain::id::DirectoryId;
use domain::privilege::Privilege;
use serde::Deserialize;
use web::error::PageError;
use web::page::{html, see_made};

use super::Fares;
use super::look::Found;
use super::new::{Secrets, told};
use super::probe::Tried;
use crate::admin::{Admin, demand_privilege};
use crate::frame::{Frame, Section};
use crate::icon::Icon;
use crate::paging::link;

#[derive(Template)]
#[template(path = "directory/show.html")]
struct Page {
    frame: Frame,
    path: String,
    name: String,
    fares: Fares,
    is_disabled: bool,
    is_plain: bool,
    told: Vec<(&'static str, String)>,
    may_manage: bool,
    tried: Option<Tried>,
    typed: Address,
    found: Option<Found>,
    failure: Option<String>,
    done: Option<&'static str>,
}

/// What the address says.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct Address {
    person: String,
    group: String,
    done: String,
}

/// Shows the directory, and whoever is looked up in it.
pub(crate) async fn get(
    State(app): State<App>,
    Admin(caller): Admin,
    Path(id): Path<String>,
    Query(address): Query<Address>,
) -> Result<Response, PageError> {
    let id: DirectoryId = id.parse().map_err(|_| Error::NotFound)?;
    let detail = app.show_directory(&caller, id).await?;
    let settings = match &detail.directory.backend {
        Backend::Ldap(settings) => Some(settings.clone()),
        Backend::BuiltIn => None,
    };
    let mut page = page(&app, &caller, detail);
    let name = |text: &str| text.trim().chars().take(SEARCH_CHARACTERS_MAX).collect::<String>();
    page.typed = Address { person: name(&address.person), group: name(&address.group), done: String::new() };
    page.done = match address.done.as_str() {
        "created" => {
            Some("The directory is set up. Its people can log in at the enrollment URL from now on.")
        }
        "saved" => Some("Saved. Logins and look-ups use the new settings from now on."),
        "enabled" => Some("People can log in by this directory again."),
        "disabled" => Some("Nobody can log in by this directory any more."),
        _ => None,
    };
    let is_asked = !page.typed.person.is_empty() || !page.typed.group.is_empty();
    if let Some(settings) = settings.filter(|_| is_asked) {
        (page.found, page.failure) = look_up(&app, &caller, id, settings, &page.typed).await?;
    }
    html(&page)
}

/// Tries the connection, and shows how far it came.
pub(crate) async fn post_test(
    State(app): State<App>,
    Admin(caller): Admin,
    Path(id): Path<String>,
) -> Result<Response, PageError> {
    demand_privilege(&caller, Privilege::ManageDirectories)?;
    let id: DirectoryId = id.parse().map_err(|_| Error::NotFound)?;
    let tried = Tried::from(app.test_directory(&caller, id).await?);
    // Read afterwards: the test has changed how the directory fares.
    let detail = app.show_directory(&caller, id).await?;
    html(&Page { tried: Some(tried), ..page(&app, &caller, detail) })
}

/// Lets nobody log in by the directory any more.
pub(crate) async fn post_disable(
    State(app): State<App>,
    Admin(caller): Admin,
    Path(id): Path<String>,
) -> Result<Response, PageError> {
    demand_privilege(&caller, Privilege::ManageDirectories)?;
    let id: DirectoryId = id.parse().map_err(|_| Error::NotFound)?;
    app.disable_directory(&caller, id).await?;
    Ok(see_made(&link(&super::path(id), &[("done", "disabled")])))
}

/// Lets people log in by the directory again.
pub(crate) async fn post_enable(
    State(app): State<App>,
    Admin(caller): Admin,
    Path(id): Path<String>,
) -> Result<Response, PageError> {
    demand_privilege(&caller, Privilege::ManageDirectories)?;
    let id: DirectoryId = id.parse().map_err(|_| Error::NotFound)?;
    app.enable_directory(&caller, id).await?;
    Ok(see_made(&link(&super::path(id), &[("done", "enabled")])))
}

async fn look_up(
    app: &App,
    caller: &Caller,
    id: DirectoryId,
    settings: LdapSettings,
    typed: &Address,
) -> Result<(Option<Found>, Option<String>), PageError> {
    let draft = DirectoryDraft {
        name: String::new(),
        settings: settings.clone(),
        bind_password: SecretInput::Keep,
        client_identity: SecretInput::Keep,
    };
    let (people, groups) = ([typed.person.clone()], [typed.group.clone()]);
    match app.preview_directory(caller, Some(id), draft, &people, &groups).await {
        Ok(preview) => Ok((Some(Found::new(preview, &settings)), None)),
        Err(error) => Ok((None, Some(super::unavailable(error)?))),
    }
}

fn page(app: &App, caller: &Caller, detail: DirectoryDetail) -> Page {
    let directory = detail.directory;
    let (told, is_plain) = match &directory.backend {
        Backend::Ldap(settings) => {
            let secrets = Secrets {
                has_bind_password: detail.has_bind_password,
                has_client_identity: detail.has_client_identity,
                roots: settings.roots.len(),
            };
            (told(settings, &secrets), settings.security == Security::Plain)
        }
        Backend::BuiltIn => (Vec::new(), false),
    };
    Page {
        frame: Frame::new(app, caller, Section::Directories),
        path: super::path(directory.id),
        name: directory.name,
        fares: Fares::new(directory.disabled_at, detail.health, app.now()),
        is_disabled: directory.disabled_at.is_some(),
        is_plain,
        told,
        may_manage: caller.holds(Privilege::ManageDirectories),
        tried: None,
        typed: Address::default(),
        found: None,
        failure: None,
        done: None,
    }
}
