//! `POST /api/v1/enrollments`.

use app::{App, Caller, Fault};
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use domain::account::{USERNAME_BYTES_MAX, check_username};
use domain::id::SiteId;
use http::{StatusCode, header};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::Enrollment;
use crate::problem::Problem;
use crate::request::JsonBody;

/// For whom to begin an enrollment.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewEnrollment {
    /// The username of a local account; its person will be assigned to the device.
    #[schema(min_length = 1, max_length = 128, example = "ann")]
    username: String,
    /// The site that the device joins; missing for none, or for the only one that the token reaches.
    #[schema(value_type = Option<String>, format = Uuid)]
    site_id: Option<SiteId>,
}

/// An enrollment that has just begun.
#[derive(Serialize, ToSchema)]
pub(crate) struct BegunEnrollment {
    /// The enrollment.
    enrollment: Enrollment,
    /// Where the device fetches its signed profile until the enrollment expires. Whoever has this link can enroll one
    /// device for this person, and do nothing else. It is shown only now.
    #[schema(example = "https://mdm.example.org/enroll/profile/….mobileconfig")]
    profile_url: String,
}

/// Begins an enrollment for a person
///
/// Open `profile_url` in Safari on the device to enroll. Nobody logs in for it: where re-enrollment is restricted, a device
/// whose record names a user does not enroll again by it. Scope `enroll`.
#[utoipa::path(
    post,
    path = "/api/v1/enrollments",
    operation_id = "beginEnrollment",
    tag = "enrollments",
    request_body = NewEnrollment,
    responses((
        status = 201,
        description = "The enrollment has begun",
        body = BegunEnrollment,
        headers(("Location" = String, description = "The enrollment's address."))
    ))
)]
pub(crate) async fn post(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    JsonBody(new): JsonBody<NewEnrollment>,
) -> Result<Response, Problem> {
    check(&new.username)?;
    let now = app.now();
    let begun = app
        .begin_enrollment_for(&caller, &new.username, new.site_id)
        .await
        .map_err(|error| Problem::from_app(error, now))?;
    let location = format!("/api/v1/enrollments/{}", begun.enrollment.id);
    let body =
        BegunEnrollment { enrollment: Enrollment::at(begun.enrollment, now), profile_url: begun.profile_url };
    Ok((StatusCode::CREATED, [(header::LOCATION, location)], Json(body)).into_response())
}

/// Refuses what cannot be the name of an account before anything looks for it.
fn check(username: &str) -> Result<(), Problem> {
    const { assert!(USERNAME_BYTES_MAX == 128) }; // as the schema above says
    check_username(username)
        .map_err(|fault| Problem::invalid(vec![Fault::new("username", fault.to_string())]))
}
