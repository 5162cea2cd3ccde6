//! `GET` and `DELETE /api/v1/devices/assignments/{id}`.

use app::{App, AssignmentUpload, Caller};
use axum::extract::State;
use axum::{Extension, Json};
use domain::id::UploadId;
use http::StatusCode;

use super::Assignments;
use crate::problem::Problem;
use crate::request::Id;

/// Shows how far a list of assignments is
///
/// For a week, and for tokens of the same account. Scope `manage`.
#[utoipa::path(
    get,
    path = "/api/v1/devices/assignments/{id}",
    operation_id = "showAssignments",
    tag = "devices",
    params(("id" = String, Path, description = "The list's id.")),
    responses((status = 200, description = "How far it is", body = Assignments))
)]
pub(crate) async fn get(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    Id(id): Id<UploadId>,
) -> Result<Json<Assignments>, Problem> {
    let shown =
        app.show_assignment_upload(&caller, id).await.map_err(|error| Problem::from_app(error, app.now()))?;
    match shown {
        AssignmentUpload::Begun(run) => Ok(Json(Assignments::new(id, run))),
        // A preview of the console: nothing has begun.
        AssignmentUpload::Pending(_) => Err(Problem::not_found()),
    }
}

/// Stops a list of assignments
///
/// What is done stays; the rest is not done. Scope `manage`.
#[utoipa::path(
    delete,
    path = "/api/v1/devices/assignments/{id}",
    operation_id = "stopAssignments",
    tag = "devices",
    params(("id" = String, Path, description = "The list's id.")),
    responses((status = 204, description = "It goes on no further"))
)]
pub(crate) async fn delete(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    Id(id): Id<UploadId>,
) -> Result<StatusCode, Problem> {
    app.stop_assignments(&caller, id).await.map_err(|error| Problem::from_app(error, app.now()))?;
    Ok(StatusCode::NO_CONTENT)
}
