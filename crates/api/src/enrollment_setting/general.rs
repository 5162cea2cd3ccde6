//! `GET` and `PUT /api/v1/enrollment-settings/general`.

use app::{App, Caller};
use axum::Extension;
use axum::extract::State;
use axum::response::Response;
use domain::setting::{General, Versioned};
use http::HeaderMap;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{answer, replace};
use crate::problem::Problem;
use crate::request::JsonBody;
use crate::time::Instant;

/// The section General.
#[derive(Serialize, ToSchema)]
pub(crate) struct GeneralSettings {
    /// Counts up with each change; 0 while everything is as it came.
    version: u64,
    /// When it was changed last.
    changed_at: Option<Instant>,
    /// By whom, in words.
    changed_by: Option<String>,
    /// What was decided.
    settings: GeneralFields,
}

/// What General decides.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct GeneralFields {
    /// Whether one profile carries everything, instead of a profile with the certificates before it.
    skip_certificate_installation: bool,
    /// Whether a device with a record may only be enrolled again by an administrator, by the user in its record once they have
    /// logged in, or by anybody while that record names no user.
    restrict_reenrollment: bool,
    /// Whether profiles are signed with the certificate that an administrator has uploaded; switched on only where there is
    /// one.
    use_signing_certificate: bool,
}

impl From<Versioned<General>> for GeneralSettings {
    fn from(section: Versioned<General>) -> Self {
        let (changed_at, changed_by) = section.changed.unzip();
        Self {
            version: section.version,
            changed_at: changed_at.map(Instant),
            changed_by,
            settings: GeneralFields {
                skip_certificate_installation: section.value.skip_certificate_installation,
                restrict_reenrollment: section.value.restrict_reenrollment,
                use_signing_certificate: section.value.use_signing_certificate,
            },
        }
    }
}

/// Shows the section General
///
/// Scope `read`.
#[utoipa::path(
    get,
    path = "/api/v1/enrollment-settings/general",
    operation_id = "showGeneralSettings",
    tag = "enrollment-settings",
    responses((
        status = 200,
        description = "The section",
        body = GeneralSettings,
        headers(("ETag" = String, description = "The version, for If-Match."))
    ))
)]
pub(crate) async fn get(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
) -> Result<Response, Problem> {
    let section =
        app.show_setting::<General>(&caller).await.map_err(|error| Problem::from_app(error, app.now()))?;
    Ok(answer(section.version, GeneralSettings::from(section)))
}

/// Replaces the section General
///
/// It counts for enrollments that begin from then on; who may enroll a device again and who signs profiles
/// count at once. Scope `manage`.
#[utoipa::path(
    put,
    path = "/api/v1/enrollment-settings/general",
    operation_id = "replaceGeneralSettings",
    tag = "enrollment-settings",
    params(("If-Match" = Option<String>, Header, description = "The version that the change was made from; another one refuses it.")),
    request_body = GeneralFields,
    responses((
        status = 200,
        description = "The section as it is now",
        body = GeneralSettings,
        headers(("ETag" = String, description = "The version, for If-Match."))
    ))
)]
pub(crate) async fn put(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    headers: HeaderMap,
    JsonBody(fields): JsonBody<GeneralFields>,
) -> Result<Response, Problem> {
    let value = General {
        skip_certificate_installation: fields.skip_certificate_installation,
        restrict_reenrollment: fields.restrict_reenrollment,
        use_signing_certificate: fields.use_signing_certificate,
    };
    let section = replace(&app, &caller, &headers, value).await?;
    Ok(answer(section.version, GeneralSettings::from(section)))
}
