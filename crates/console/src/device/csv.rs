//! The device list as a spreadsheet: the same filters and order, all rows, written page by page as they are read.

use app::{App, Caller, Error};
use axum::body::{Body, Bytes};
use axum::extract::{Query, State};
use axum::response::Response;
use domain::device::Device;
use domain::page::{PAGE_ROWS_MAX, Page};
use futures::stream::{self, StreamExt, TryStreamExt};
use web::error::PageError;
use web::time::rfc3339;

use crate::admin::Admin;
use crate::csv::{MARK, attachment, write};
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

/// Sends the list. Its first page is read before the answer begins, so that a refusal is a page and not a torn file.
pub(crate) async fn get(
    State(app): State<App>,
    Admin(caller): Admin,
    Query(address): Query<Address>,
) -> Result<Response, PageError> {
    let view = View { after: None, ..View::from(address).within(&app.list_places(&caller).await?) };
    let first = read(&app, &caller, &view).await?;
    let head = [MARK, &write([HEAD.map(str::to_owned)])?].concat();
    let rest = stream::try_unfold(Some(first), move |page| {
        let (app, caller, mut view) = (app.clone(), caller.clone(), view.clone());
        async move {
            let Some(page) = page else { return Ok::<_, Error>(None) };
            let lines = write(page.rows.into_iter().map(|device| line(device, &caller)))?;
            view.after = page.next;
            let next = if view.after.is_some() { Some(read(&app, &caller, &view).await?) } else { None };
            Ok(Some((Bytes::from(lines), next)))
        }
    });
    let body = stream::iter([Ok(Bytes::from(head))])
        .chain(rest)
        .inspect_err(|error| tracing::error!("writing the device list: {error}"));
    Ok(attachment("devices.csv", Body::from_stream(body)))
}

async fn read(app: &App, caller: &Caller, view: &View) -> Result<Page<Device>, Error> {
    app.list_devices(caller, view.query(PAGE_ROWS_MAX)).await
}

fn line(device: Device, caller: &Caller) -> [String; COLUMNS] {
    let state = if device.is_managed() { "managed" } else { "unmanaged" };
    let instant = |at: Option<_>| at.map(rfc3339).unwrap_or_default();
    let last_seen = instant(super::last_seen(&device));
    [
        device.name.unwrap_or_default(),
        device.serial_number.unwrap_or_default(),
        device.udid,
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
