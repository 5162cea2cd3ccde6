//! `PUT /api/v1/devices/{id}/user`, and asking the directory about the person anew.

use app::{App, Caller, Refreshed};
use axum::extract::State;
use axum::{Extension, Json};
use domain::directory::{DirectoryKey, DirectoryUserRef};
use domain::id::DeviceId;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa::openapi::Object;

use super::Device;
use crate::directory::DirectoryUserName;
use crate::document::one_of;
use crate::problem::Problem;
use crate::request::{Checks, Id, JsonBody};

/// To whom a device is assigned.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct AssignmentFields {
    /// The person; `null` assigns the device to nobody.
    user: Option<DirectoryUserName>,
}

/// What a directory said of a device's person.
#[derive(Serialize, ToSchema)]
pub(crate) struct UserRefresh {
    /// Whether it told other data, or does not know them any more.
    #[schema(schema_with = outcomes)]
    outcome: &'static str,
}

const UNCHANGED: &str = "unchanged";
const CHANGED: &str = "changed";
const LEFT: &str = "left";

fn outcomes() -> Object {
    one_of([UNCHANGED, CHANGED, LEFT], "What the directory said.")
}

/// Assigns a device to a person of a directory, or to nobody
///
/// The device record gets what the directory knows of them now. Scope `manage`.
#[utoipa::path(
    put,
    path = "/api/v1/devices/{id}/user",
    operation_id = "assignUser",
    tag = "devices",
    params(("id" = String, Path, description = "The device's id.")),
    request_body = AssignmentFields,
    responses((status = 200, description = "The device as it is now", body = Device))
)]
pub(crate) async fn put(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    Id(id): Id<DeviceId>,
    JsonBody(fields): JsonBody<AssignmentFields>,
) -> Result<Json<Device>, Problem> {
    let mut checks = Checks::default();
    let user = fields.user.as_ref().and_then(|user| {
        let directory_id =
            checks.read("directory_id", Some(&user.directory_id), "the id of a directory", |text| {
                text.parse().ok()
            })?;
        Some(DirectoryUserRef { directory_id, key: DirectoryKey(user.id.clone()) })
    });
    checks.finish()?;
    let device = app
        .assign_person(&caller, id, user.as_ref())
        .await
        .map_err(|error| Problem::from_app(error, app.now()))?;
    Ok(Json(device.into()))
}

/// Asks the directory about a device's person
///
/// Scope `manage`.
#[utoipa::path(
    post,
    path = "/api/v1/devices/{id}/user/refresh",
    operation_id = "refreshUser",
    tag = "devices",
    params(("id" = String, Path, description = "The device's id.")),
    responses((status = 200, description = "What the directory said", body = UserRefresh))
)]
pub(crate) async fn refresh(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    Id(id): Id<DeviceId>,
) -> Result<Json<UserRefresh>, Problem> {
    let refreshed =
        app.refresh_person(&caller, id).await.map_err(|error| Problem::from_app(error, app.now()))?;
    let outcome = match refreshed {
        Refreshed::Unchanged => UNCHANGED,
        Refreshed::Changed => CHANGED,
        Refreshed::Left => LEFT,
    };
    Ok(Json(UserRefresh { outcome }))
}
