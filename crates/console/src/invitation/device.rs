//! View Enrolled Mobile Devices: what enrolled through an invitation.

use app::{App, Error};
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use domain::device::Device;
use domain::enrollment::Enrollment;
use domain::page::Cursor;
use domain::time::Timestamp;
use serde::Deserialize;
use web::error::PageError;
use web::page::html;
use web::time::Moment;

use crate::admin::Admin;
use crate::badge::Badge;
use crate::frame::{Frame, Section};
use crate::icon::Icon;
use crate::paging::{Paging, ROWS};
use crate::{device, enrollment};

#[derive(Template)]
#[template(path = "invitation/devices.html")]
struct Page {
    frame: Frame,
    name: String,
    path: String,
    rows: Vec<Row>,
    paging: Paging,
}

/// One enrollment, with its device as far as the caller may see it.
struct Row {
    title: String,
    path: Option<String>,
    serial_number: String,
    model: String,
    person: String,
    state: Option<Badge>,
    enrollment: String,
    enrolled: Option<Moment>,
}

/// What the address says.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct Address {
    after: String,
}

/// Shows the list.
pub(crate) async fn get(
    State(app): State<App>,
    Admin(caller): Admin,
    Path(id): Path<String>,
    Query(address): Query<Address>,
) -> Result<Response, PageError> {
    let id = id.parse().map_err(|_| Error::NotFound)?;
    let invitation = app.show_invitation(&caller, id).await?.invitation;
    let after = Cursor::decode(&address.after);
    let is_first = after.is_none();
    let page = app.list_invited_devices(&caller, id, after, ROWS).await?;
    let path = super::path(id);
    html(&Page {
        frame: Frame::new(&app, &caller, Section::Invitations),
        name: invitation.terms.name,
        paging: Paging::new(&format!("{path}/devices"), &[], is_first, page.next.as_ref()),
        rows: page
            .rows
            .into_iter()
            .map(|(enrollment, device)| Row::new(&enrollment, device, app.now()))
            .collect(),
        path,
    })
}

impl Row {
    fn new(enrollment: &Enrollment, device: Option<Device>, now: Timestamp) -> Self {
        let person = enrollment::called(&enrollment.person);
        let common = Self {
            title: "A device that you do not see".to_owned(),
            path: None,
            serial_number: String::new(),
            model: String::new(),
            person,
            state: None,
            enrollment: enrollment::path(enrollment.id),
            enrolled: enrollment.enrolled_at.map(|at| Moment { at, now }),
        };
        let Some(device) = device else { return common };
        Self {
            title: device.title(),
            path: Some(device::path(device.id)),
            state: Some(Badge::managed(device.is_managed())),
            serial_number: device.serial_number.unwrap_or_default(),
            model: device.model_name.or(device.product_name).unwrap_or_default(),
            ..common
        }
    }
}
