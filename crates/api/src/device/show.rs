//! `GET /api/v1/devices/{id}`.

use app::{App, Caller};
use axum::extract::State;
use axum::{Extension, Json};
use domain::id::DeviceId;
use serde::Serialize;
use utoipa::ToSchema;

use super::Device;
use crate::command::Command;
use crate::enrollment::Enrollment;
use crate::inventory::Inventory;
use crate::problem::Problem;
use crate::request::Id;

/// A device with what belongs to it.
#[derive(Serialize, ToSchema)]
pub(crate) struct DeviceDetail {
    /// The device.
    device: Device,
    /// Its latest enrollment.
    enrollment: Option<Enrollment>,
    /// What it told about itself.
    inventory: Inventory,
    /// Its latest commands, newest first, at most 50.
    commands: Vec<Command>,
}

/// Shows a device
///
/// With its latest enrollment, its inventory and its latest commands. Scope `read`.
#[utoipa::path(
    get,
    path = "/api/v1/devices/{id}",
    operation_id = "showDevice",
    tag = "devices",
    params(("id" = String, Path, description = "The device's id.")),
    responses((status = 200, description = "The device", body = DeviceDetail))
)]
pub(crate) async fn get(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    Id(id): Id<DeviceId>,
) -> Result<Json<DeviceDetail>, Problem> {
    let now = app.now();
    let shown = app.show_device(&caller, id).await.map_err(|error| Problem::from_app(error, now))?;
    Ok(Json(DeviceDetail {
        device: shown.device.into(),
        enrollment: shown.enrollment.map(|enrollment| Enrollment::at(enrollment, now)),
        inventory: shown.inventory.into(),
        commands: shown.commands.into_iter().map(Command::from).collect(),
    }))
}
