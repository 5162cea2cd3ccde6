//! `GET`, `PUT` and `DELETE /api/v1/enrollment-access/{id}`.

use app::{App, Caller};
use axum::extract::State;
use axum::{Extension, Json};
use domain::id::EnrollmentAccessId;
use http::StatusCode;

use super::{AccessFields, EnrollmentAccess};
use crate::problem::Problem;
use crate::request::{Id, JsonBody};

/// Shows a row of enrollment access
///
/// Scope `read`.
#[utoipa::path(
    get,
    path = "/api/v1/enrollment-access/{id}",
    operation_id = "showEnrollmentAccess",
    tag = "enrollment-access",
    params(("id" = String, Path, description = "The row's id.")),
    responses((status = 200, description = "The row", body = EnrollmentAccess))
)]
pub(crate) async fn get(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    Id(id): Id<EnrollmentAccessId>,
) -> Result<Json<EnrollmentAccess>, Problem> {
    let row =
        app.show_enrollment_access(&caller, id).await.map_err(|error| Problem::from_app(error, app.now()))?;
    Ok(Json(row.into()))
}

/// Replaces what a row of enrollment access says
///
/// Its group stays. Scope `manage`.
#[utoipa::path(
    put,
    path = "/api/v1/enrollment-access/{id}",
    operation_id = "replaceEnrollmentAccess",
    tag = "enrollment-access",
    params(("id" = String, Path, description = "The row's id.")),
    request_body = AccessFields,
    responses((status = 200, description = "The row as it is now", body = EnrollmentAccess))
)]
pub(crate) async fn put(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    Id(id): Id<EnrollmentAccessId>,
    JsonBody(fields): JsonBody<AccessFields>,
) -> Result<Json<EnrollmentAccess>, Problem> {
    let row = app
        .update_enrollment_access(&caller, id, fields.read()?)
        .await
        .map_err(|error| Problem::from_app(error, app.now()))?;
    Ok(Json(row.into()))
}

/// Deletes a row of enrollment access
///
/// That of all directory users stays. Scope `manage`.
#[utoipa::path(
    delete,
    path = "/api/v1/enrollment-access/{id}",
    operation_id = "deleteEnrollmentAccess",
    tag = "enrollment-access",
    params(("id" = String, Path, description = "The row's id.")),
    responses((status = 204, description = "The row is deleted"))
)]
pub(crate) async fn delete(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    Id(id): Id<EnrollmentAccessId>,
) -> Result<StatusCode, Problem> {
    app.delete_enrollment_access(&caller, id).await.map_err(|error| Problem::from_app(error, app.now()))?;
    Ok(StatusCode::NO_CONTENT)
}
