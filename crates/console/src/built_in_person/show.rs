//! The page of one person: what is known of them, and their devices.

use app::{App, Error};
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use domain::built_in_person::PersonField;
use domain::id::BuiltInPersonId;
use domain::privilege::Privilege;
use serde::Deserialize;
use web::error::PageError;
use web::page::{html, see};
use web::time::Moment;

use crate::admin::Admin;
use crate::badge::Badge;
use crate::device;
use crate::fact::{Fact, Facts, Value};
use crate::frame::{Frame, Section};
use crate::icon::Icon;
use crate::upload::counted;

#[derive(Template)]
#[template(path = "built-in-person/show.html")]
struct Page {
    frame: Frame,
    path: String,
    title: String,
    username: String,
    facts: Vec<Fact>,
    devices: Vec<DeviceRow>,
    /// How many more devices there are that are not shown.
    more_devices: Option<String>,
    /// What happens to the person's devices when they are deleted.
    at_deletion: String,
    may_manage: bool,
    done: Option<&'static str>,
}

/// One device.
struct DeviceRow {
    path: String,
    title: String,
    serial_number: String,
    state: Badge,
}

/// What the address says.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct Address {
    done: String,
}

/// Shows the person.
pub(crate) async fn get(
    State(app): State<App>,
    Admin(caller): Admin,
    Path(id): Path<String>,
    Query(address): Query<Address>,
) -> Result<Response, PageError> {
    let id: BuiltInPersonId = id.parse().map_err(|_| Error::NotFound)?;
    let detail = app.show_built_in_person(&caller, id).await?;
    let now = app.now();
    let one = detail.person;
    let mut facts = Facts::default();
    for field in PersonField::ALL {
        facts = facts.words(field.title(), Some(field.of(&one.person)));
    }
    let facts = facts
        .with("Changed", Some(Value::At(Moment { at: one.updated_at, now })))
        .with("Created", Some(Value::At(Moment { at: one.created_at, now })));
    let shown = u64::try_from(detail.devices.len()).unwrap_or(u64::MAX);
    let more = detail.devices_in_all.saturating_sub(shown);
    html(&Page {
        frame: Frame::new(&app, &caller, Section::People),
        path: super::path(id),
        title: one.title().to_owned(),
        username: one.person.username,
        facts: facts.0,
        devices: detail
            .devices
            .into_iter()
            .map(|device| DeviceRow {
                path: device::path(device.id),
                title: device.title(),
                state: Badge::managed(device.is_managed()),
                serial_number: device.serial_number.unwrap_or_default(),
            })
            .collect(),
        more_devices: (more > 0).then(|| counted(more, "device", "devices")),
        at_deletion: at_deletion(detail.devices_in_all),
        may_manage: caller.holds(Privilege::ManagePeople),
        done: match address.done.as_str() {
            "created" => Some("The person is in the list."),
            "saved" => Some("Saved. The records of their devices say the same from now on."),
            _ => None,
        },
    })
}

/// Deletes the person.
pub(crate) async fn delete(
    State(app): State<App>,
    Admin(caller): Admin,
    Path(id): Path<String>,
) -> Result<Response, PageError> {
    let id: BuiltInPersonId = id.parse().map_err(|_| Error::NotFound)?;
    app.delete_built_in_person(&caller, id).await?;
    Ok(see("/console/people?done=deleted"))
}

fn at_deletion(devices: u64) -> String {
    match devices {
        0 => "No device is assigned to them.".to_owned(),
        1 => "One device is assigned to them. It keeps what it knows of them, marked as having left, until you assign it to somebody else.".to_owned(),
        _ => format!("{} are assigned to them. They keep what they know of them, marked as having left, until you assign them to somebody else.", counted(devices, "device", "devices")),
    }
}
