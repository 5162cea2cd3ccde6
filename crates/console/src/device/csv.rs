//! The device list as a spreadsheet: the same filters and order, all rows, written page by page as they are read.

use app::{App, Caller};
use axum::extract::{Query, State};
use axum::response::Response;
use domain::device::Device;
use domain::page::PAGE_ROWS_MAX;
use web::error::PageError;
use web::time::rfc3339;

use crate::admin::Admin;
use crate::device::filter::{Address, View};

/// How many columns the list has.
const COLUMNS: usize = 15;

const HEAD: [&str; COLUMNS] = [
    "Name",
    "Serial number",
    "UDID",
    "Model",
    "Model identifier",
    "OS version",
    "Build",
    "State",
    "Ownership",
    "Site",
    "Username",
    "Full name",
    "E-mail",
    "Last seen (UTC)",
    "Enrolled (UTC)",
];

/// Sends the list.
pub(crate) async fn get(
    State(app): State<App>,
    Admin(caller): Admin,
    Query(address): Query<Address>,
) -> Result<Response, PageError> {
    let view = View { after: None, ..View::from(address).within(&app.list_places(&caller).await?) };
    let named = caller.clone();
    let read = move |after| {
        let (app, caller) = (app.clone(), caller.clone());
        let query = View { after, ..view.clone() }.query(PAGE_ROWS_MAX);
        async move { app.list_devices(&caller, query).await }
    };
    crate::csv::send("devices.csv", HEAD, read, move |device| line(device, &named)).await
}

fn line(device: Device, caller: &Caller) -> [String; COLUMNS] {
    let state = if device.is_managed() { "managed" } else { "unmanaged" };
    let instant = |at: Option<_>| at.map(rfc3339).unwrap_or_default();
    let last_seen = instant(super::last_seen(&device));
    [
        device.name.unwrap_or_default(),
        device.serial_number.unwrap_or_default(),
        device.identifier.udid().unwrap_or_default().to_owned(),
        device.model_name.unwrap_or_default(),
        device.product_name.unwrap_or_default(),
        device.os_version.unwrap_or_default(),
        device.build_version.unwrap_or_default(),
        state.to_owned(),
        device.ownership.name().to_owned(),
        device.site_id.and_then(|id| caller.site_name(id)).unwrap_or_default().to_owned(),
        device.person.username,
        device.person.full_name,
        device.person.email.unwrap_or_default(),
        last_seen,
        instant(device.enrolled_at),
    ]
}
