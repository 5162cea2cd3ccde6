//! `GET /api/v1/invitations/{id}/approvals`; `POST /api/v1/enrollments/{id}/approve` and `…/decline`.

use app::{App, Caller};
use axum::extract::State;
use axum::{Extension, Json};
use domain::id::{EnrollmentId, InvitationId};
use serde::Serialize;
use utoipa::ToSchema;

use crate::enrollment::Enrollment;
use crate::problem::Problem;
use crate::request::Id;

/// Enrollments that wait for approval.
#[derive(Serialize, ToSchema)]
pub(crate) struct WaitingEnrollments {
    /// The enrollments.
    items: Vec<Enrollment>,
}

/// Lists the enrollments by an invitation that wait for approval
///
/// At most 200. Scope `read`.
#[utoipa::path(
    get,
    path = "/api/v1/invitations/{id}/approvals",
    operation_id = "listApprovals",
    tag = "invitations",
    params(("id" = String, Path, description = "The invitation's id.")),
    responses((status = 200, description = "The enrollments", body = WaitingEnrollments))
)]
pub(crate) async fn get(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    Id(id): Id<InvitationId>,
) -> Result<Json<WaitingEnrollments>, Problem> {
    let now = app.now();
    let waiting =
        app.list_waiting_for_approval(&caller, id).await.map_err(|error| Problem::from_app(error, now))?;
    let items = waiting.into_iter().map(|enrollment| Enrollment::at(enrollment, now));
    Ok(Json(WaitingEnrollments { items: items.collect() }))
}

/// Approves an enrollment by invitation
///
/// The person can go on. Scope `manage`.
#[utoipa::path(
    post,
    path = "/api/v1/enrollments/{id}/approve",
    operation_id = "approveEnrollment",
    tag = "enrollments",
    params(("id" = String, Path, description = "The enrollment's id.")),
    responses((status = 200, description = "The enrollment as it is now", body = Enrollment))
)]
pub(crate) async fn approve(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    Id(id): Id<EnrollmentId>,
) -> Result<Json<Enrollment>, Problem> {
    decide(&app, &caller, id, true).await
}

/// Declines an enrollment by invitation
///
/// It ends. Scope `manage`.
#[utoipa::path(
    post,
    path = "/api/v1/enrollments/{id}/decline",
    operation_id = "declineEnrollment",
    tag = "enrollments",
    params(("id" = String, Path, description = "The enrollment's id.")),
    responses((status = 200, description = "The enrollment as it is now", body = Enrollment))
)]
pub(crate) async fn decline(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    Id(id): Id<EnrollmentId>,
) -> Result<Json<Enrollment>, Problem> {
    decide(&app, &caller, id, false).await
}

async fn decide(
    app: &App,
    caller: &Caller,
    id: EnrollmentId,
    is_approved: bool,
) -> Result<Json<Enrollment>, Problem> {
    let now = app.now();
    let decided = app.decide_enrollment(caller, id, is_approved).await;
    Ok(Json(Enrollment::at(decided.map_err(|error| Problem::from_app(error, now))?, now)))
}
