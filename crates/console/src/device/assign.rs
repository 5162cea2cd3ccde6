//! Assign to user: a search over all directories, with a card for each person found; or nobody; or whoever enrolled last.

use app::{App, Caller, Error, FoundPerson, Refreshed};
use askama::Template;
use axum::Form;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use domain::built_in_person::{BUILT_IN_DIRECTORY_ID, BUILT_IN_DIRECTORY_NAME};
use domain::device::{Device, SEARCH_CHARACTERS_MAX};
use domain::directory::{DirectoryKey, DirectoryUserRef};
use domain::id::DeviceId;
use domain::privilege::Privilege;
use http::StatusCode;
use serde::Deserialize;
use web::error::PageError;
use web::page::{html, html_with, see_made};

use crate::admin::Admin;
use crate::count::listed;
use crate::device::section::Section;
use crate::frame::{self, Frame};
use crate::icon::Icon;
use crate::paging::link;

#[derive(Template)]
#[template(path = "device/assign.html")]
struct Page {
    frame: Frame,
    device_path: String,
    title: String,
    /// To whom the device is assigned now; empty for nobody.
    person: String,
    searched: String,
    cards: Vec<Card>,
    /// The names of directories that did not answer.
    silent: String,
    failure: Option<String>,
}

/// A person found.
struct Card {
    /// What the form sends to choose them.
    value: String,
    full_name: String,
    /// What tells them apart from others of that name.
    lines: Vec<String>,
    directory: String,
    is_current: bool,
}

/// What the address says.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct Address {
    q: String,
}

/// What was chosen.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct Typed {
    to: String,
    q: String,
}

/// Whoever enrolled the device last.
const ENROLLED: &str = "enrolled";
/// Nobody.
const NOBODY: &str = "nobody";

/// Shows the search and what it finds.
pub(crate) async fn get(
    State(app): State<App>,
    Admin(caller): Admin,
    Path(id): Path<String>,
    Query(address): Query<Address>,
) -> Result<Response, PageError> {
    let device = device(&app, &caller, &id).await?;
    html(&page(&app, &caller, device, &address.q).await?)
}

/// Assigns the device, and shows to whom.
pub(crate) async fn post(
    State(app): State<App>,
    Admin(caller): Admin,
    Path(id): Path<String>,
    Form(typed): Form<Typed>,
) -> Result<Response, PageError> {
    if !caller.holds(Privilege::AssignUsers) {
        return Err(Error::Forbidden.into());
    }
    let id: DeviceId = id.parse().map_err(|_| Error::NotFound)?;
    let assigned = match typed.to.as_str() {
        ENROLLED => app.assign_enrolled_person(&caller, id).await.map(drop),
        NOBODY => app.assign_person(&caller, id, None).await.map(drop),
        to => match read(to) {
            Some(user) => app.assign_person(&caller, id, Some(&user)).await.map(drop),
            None => {
                let device = device(&app, &caller, &id.to_string()).await?;
                let failure = Some("Choose one of the people found.".to_owned());
                let page = Page { failure, ..page(&app, &caller, device, &typed.q).await? };
                return html_with(StatusCode::UNPROCESSABLE_ENTITY, &page);
            }
        },
    };
    match assigned {
        Ok(()) => Ok(see_made(&shown(id, "assigned"))),
        Err(Error::Unavailable(words)) => {
            let device = device(&app, &caller, &id.to_string()).await?;
            let page = Page { failure: Some(words), ..page(&app, &caller, device, "").await? };
            html_with(StatusCode::SERVICE_UNAVAILABLE, &page)
        }
        Err(error) => Err(error.into()),
    }
}

/// Asks the directory about the device's person now.
pub(crate) async fn refresh(
    State(app): State<App>,
    Admin(caller): Admin,
    Path(id): Path<String>,
) -> Result<Response, PageError> {
    let id: DeviceId = id.parse().map_err(|_| Error::NotFound)?;
    let done = match app.refresh_person(&caller, id).await? {
        Refreshed::Left => "left",
        Refreshed::Changed | Refreshed::Unchanged => "refreshed",
    };
    Ok(see_made(&shown(id, done)))
}

/// Returns the name of the directory that knows a device's person.
pub(crate) async fn directory_of(
    app: &App,
    caller: &Caller,
    device: &Device,
) -> Result<Option<String>, Error> {
    let Some(user) = &device.directory_user else { return Ok(None) };
    if user.directory_id == BUILT_IN_DIRECTORY_ID {
        return Ok(Some(BUILT_IN_DIRECTORY_NAME.to_owned()));
    }
    if !caller.holds(Privilege::ReadPeople) {
        return Ok(None);
    }
    let names = app.list_directory_names(caller).await?;
    Ok(names.into_iter().find(|(id, _)| *id == user.directory_id).map(|(_, name)| name))
}

async fn device(app: &App, caller: &Caller, id: &str) -> Result<Device, PageError> {
    let id: DeviceId = id.parse().map_err(|_| Error::NotFound)?;
    let device = app.show_device(caller, id).await?.device;
    match caller.holds_at(Privilege::AssignUsers, device.site_id) {
        true => Ok(device),
        false => Err(Error::Forbidden.into()),
    }
}

async fn page(app: &App, caller: &Caller, device: Device, searched: &str) -> Result<Page, PageError> {
    let searched: String = searched.trim().chars().take(SEARCH_CHARACTERS_MAX).collect();
    let found = match searched.is_empty() {
        true => app::FoundPeople::default(),
        false => app.find_people(caller, &searched).await?,
    };
    let current = device.directory_user.clone();
    Ok(Page {
        frame: Frame::new(app, caller, frame::Section::SearchInventory),
        device_path: super::path(device.id),
        title: device.title(),
        person: match device.person.full_name.is_empty() {
            true => device.person.username,
            false => device.person.full_name,
        },
        searched,
        cards: found.people.into_iter().map(|person| Card::new(person, current.as_ref())).collect(),
        silent: listed(&found.silent),
        failure: None,
    })
}

impl Card {
    fn new(found: FoundPerson, current: Option<&DirectoryUserRef>) -> Self {
        let person = found.user.person;
        let name = if person.full_name.is_empty() { &person.username } else { &person.full_name };
        let place = [person.department.clone(), person.building.clone(), person.room.clone()];
        let lines = [Some(person.username.clone()), person.email.clone(), person.position.clone()];
        let place = place.into_iter().flatten().collect::<Vec<_>>().join(", ");
        Self {
            value: format!("{}:{}", found.user.user.directory_id, found.user.user.key.0),
            full_name: name.clone(),
            lines: lines.into_iter().flatten().chain([place]).filter(|line| !line.is_empty()).collect(),
            directory: found.directory,
            is_current: current == Some(&found.user.user),
        }
    }
}

/// Reads a person as a card names them.
fn read(value: &str) -> Option<DirectoryUserRef> {
    let (directory_id, key) = value.split_once(':')?;
    Some(DirectoryUserRef { directory_id: directory_id.parse().ok()?, key: DirectoryKey(key.to_owned()) })
}

fn shown(id: DeviceId, done: &str) -> String {
    link(&super::path(id), &[("section", Section::UserAndLocation.name()), ("done", done)])
}
