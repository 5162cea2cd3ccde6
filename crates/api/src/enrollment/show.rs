//! `GET /api/v1/enrollments/{id}`.

use app::{App, Caller};
use axum::extract::State;
use axum::{Extension, Json};
use domain::id::EnrollmentId;
use serde::Serialize;
use utoipa::ToSchema;

use super::Enrollment;
use crate::problem::Problem;
use crate::request::Id;

/// An enrollment with what belongs to it.
#[derive(Serialize, ToSchema)]
pub(crate) struct EnrollmentDetail {
    /// The enrollment.
    enrollment: Enrollment,
    /// What to call its device, once there is one.
    device_title: Option<String>,
}

/// Shows an enrollment
///
/// Ask again every few seconds to follow it: `step` moves on as the device does. Scope `read`.
#[utoipa::path(
    get,
    path = "/api/v1/enrollments/{id}",
    operation_id = "showEnrollment",
    tag = "enrollments",
    params(("id" = String, Path, description = "The enrollment's id.")),
    responses((status = 200, description = "The enrollment", body = EnrollmentDetail))
)]
pub(crate) async fn get(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    Id(id): Id<EnrollmentId>,
) -> Result<Json<EnrollmentDetail>, Problem> {
    let now = app.now();
    let shown = app.show_enrollment(&caller, id).await.map_err(|error| Problem::from_app(error, now))?;
    Ok(Json(EnrollmentDetail {
        enrollment: Enrollment::at(shown.enrollment, now),
        device_title: shown.device_title,
    }))
}
