//! `PUT /api/v1/devices/{id}/site`.

use app::{App, Caller};
use axum::Extension;
use axum::extract::State;
use domain::id::{DeviceId, SiteId};
use http::StatusCode;
use serde::Deserialize;
use utoipa::ToSchema;

use crate::problem::Problem;
use crate::request::{Id, JsonBody};

/// Where a device is from now on.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct DeviceSite {
    /// The site; `null` for none. It has to be said.
    #[serde(deserialize_with = "said")]
    #[schema(value_type = Option<String>, format = Uuid, required = true)]
    site_id: Option<SiteId>,
}

/// Reads a value that may be `null` and may not be missing: a misspelt body must not mean "into no site".
fn said<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<SiteId>, D::Error> {
    Option::deserialize(deserializer)
}

/// Moves a device to another site, or into none
///
/// Needs the privilege where the device is and where it goes. Scope `manage`.
#[utoipa::path(
    put,
    path = "/api/v1/devices/{id}/site",
    operation_id = "moveDevice",
    tag = "devices",
    params(("id" = String, Path, description = "The device's id.")),
    request_body = DeviceSite,
    responses((status = 204, description = "The device is there"))
)]
pub(crate) async fn put(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    Id(id): Id<DeviceId>,
    JsonBody(to): JsonBody<DeviceSite>,
) -> Result<StatusCode, Problem> {
    let moved = app.move_devices(&caller, &[id], to.site_id).await;
    moved.map_err(|error| Problem::from_app(error, app.now()))?;
    Ok(StatusCode::NO_CONTENT)
}
