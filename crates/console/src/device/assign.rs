//! Assigns a device to the person who enrolled it last.

use app::{App, Error};
use axum::extract::{Path, State};
use axum::response::Response;
use domain::id::DeviceId;
use web::error::PageError;
use web::page::see_made;

use crate::admin::Admin;
use crate::device::section::Section;
use crate::paging::link;

/// Assigns the device, and shows to whom.
pub(crate) async fn post(
    State(app): State<App>,
    Admin(caller): Admin,
    Path(id): Path<String>,
) -> Result<Response, PageError> {
    let id: DeviceId = id.parse().map_err(|_| Error::NotFound)?;
    app.assign_enrolled_person(&caller, id).await?;
    Ok(see_made(&link(&super::path(id), &[("section", Section::UserAndLocation.name())])))
}
