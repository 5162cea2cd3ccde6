//! `GET /api/v1/enrollments/{id}/profile?signed=false`.

use app::{App, Caller, Fault};
use axum::Extension;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use domain::id::EnrollmentId;
use http::header;
use serde::Deserialize;
use utoipa::IntoParams;

use crate::problem::Problem;
use crate::request::{Id, Parameters};

/// The content type of profiles. Nothing but a profile may carry it: phones offer to install whatever does.
const PROFILE_TYPE: &str = "application/x-apple-aspen-config";

#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct ProfileParameters {
    /// Must be `false`: the signed profile is fetched from `profile_url`, as the device does.
    #[param(value_type = bool, required = true, example = false)]
    signed: Option<String>,
}

/// Hands out an enrollment's profile without its signature
///
/// For inspection and other tooling. It carries a new one-time challenge, so handle it as a secret. Scope `enroll`.
#[utoipa::path(
    get,
    path = "/api/v1/enrollments/{id}/profile",
    operation_id = "showUnsignedProfile",
    tag = "enrollments",
    params(("id" = String, Path, description = "The enrollment's id."), ProfileParameters),
    responses((
        status = 200,
        description = "The profile, an XML property list",
        content_type = "application/x-apple-aspen-config",
        body = String
    ))
)]
pub(crate) async fn get(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    Id(id): Id<EnrollmentId>,
    Parameters(parameters): Parameters<ProfileParameters>,
) -> Result<Response, Problem> {
    if parameters.signed.as_deref() != Some("false") {
        let message =
            "Only signed=false is served here; the signed profile is at the enrollment's profile_url.";
        return Err(Problem::invalid(vec![Fault::new("signed", message)]));
    }
    let profile = app
        .hand_out_unsigned_profile(&caller, id)
        .await
        .map_err(|error| Problem::from_app(error, app.now()))?;
    let headers = [
        (header::CONTENT_TYPE, PROFILE_TYPE),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"enrollment.mobileconfig\""),
    ];
    Ok((headers, profile.body).into_response())
}
