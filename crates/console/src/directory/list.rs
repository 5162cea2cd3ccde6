//! The directories in the order in which they are asked.

use app::{App, DirectoryDetail, Error};
use askama::Template;
use axum::Form;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use domain::directory::{Backend, Security};
use domain::id::DirectoryId;
use domain::privilege::Privilege;
use serde::Deserialize;
use web::error::PageError;
use web::page::{html, see};

use super::Fares;
use crate::admin::{Admin, demand_privilege};
use crate::badge::Badge;
use crate::frame::{Frame, Section};
use crate::icon::Icon;

#[derive(Template)]
#[template(path = "directory/list.html")]
struct Page {
    frame: Frame,
    rows: Vec<Row>,
    may_manage: bool,
    may_refresh: bool,
    done: Option<&'static str>,
}

/// One directory.
struct Row {
    path: String,
    name: String,
    make: &'static str,
    hosts: String,
    is_plain: bool,
    fares: Fares,
    /// The place above, and the place below.
    up: Option<usize>,
    down: Option<usize>,
}

/// What the address says.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct Address {
    done: String,
}

/// Where a directory is to stand.
#[derive(Deserialize)]
pub(crate) struct Place {
    position: u32,
}

/// Shows the list.
pub(crate) async fn get(
    State(app): State<App>,
    Admin(caller): Admin,
    Query(address): Query<Address>,
) -> Result<Response, PageError> {
    let all = app.list_directories(&caller).await?;
    let last = all.len().saturating_sub(1);
    let row = |(place, detail): (usize, DirectoryDetail)| {
        let (make, hosts, is_plain) = told(&detail.directory.backend);
        Row {
            path: super::path(detail.directory.id),
            name: detail.directory.name,
            make,
            hosts,
            is_plain,
            fares: Fares::new(detail.directory.disabled_at, detail.health, app.now()),
            up: place.checked_sub(1),
            down: (place < last).then_some(place + 1),
        }
    };
    html(&Page {
        frame: Frame::new(&app, &caller, Section::Directories),
        rows: all.into_iter().enumerate().map(row).collect(),
        may_manage: caller.holds(Privilege::ManageDirectories),
        may_refresh: caller.holds(Privilege::AssignUsers),
        done: match address.done.as_str() {
            "moved" => Some("The order is changed. Logins ask the directories in this order from now on."),
            "deleted" => Some("The directory is deleted."),
            "refresh" => Some(
                "The directories are asked about everybody, some people at a time. Devices show what they say within minutes.",
            ),
            _ => None,
        },
    })
}

/// Moves a directory in the order.
pub(crate) async fn post_move(
    State(app): State<App>,
    Admin(caller): Admin,
    Path(id): Path<String>,
    place: Result<Form<Place>, axum::extract::rejection::FormRejection>,
) -> Result<Response, PageError> {
    demand_privilege(&caller, Privilege::ManageDirectories)?;
    let id: DirectoryId = id.parse().map_err(|_| Error::NotFound)?;
    let Form(place) = place.map_err(|_| Error::NotFound)?;
    app.move_directory(&caller, id, place.position).await?;
    Ok(see("/console/settings/directories?done=moved"))
}

/// Lets all directories be asked about everybody anew.
pub(crate) async fn post_refresh(
    State(app): State<App>,
    Admin(caller): Admin,
) -> Result<Response, PageError> {
    app.refresh_people(&caller).await?;
    Ok(see("/console/settings/directories?done=refresh"))
}

/// Tells a directory's make, its hosts, and whether passwords cross the network in clear.
pub(super) fn told(backend: &Backend) -> (&'static str, String, bool) {
    match backend {
        Backend::BuiltIn => ("Built-in", String::new(), false),
        Backend::Ldap(settings) => {
            let hosts = settings.hosts.iter().map(|host| host.written(settings.security));
            let is_plain = settings.security == Security::Plain;
            (settings.preset.title(), hosts.collect::<Vec<_>>().join(", "), is_plain)
        }
    }
}
