//! `GET` and `PUT /api/v1/enrollment-terms`.

use app::{App, Caller, EnrollmentTerms as Known};
use axum::extract::State;
use axum::{Extension, Json};
use domain::enrollment_access::EnrollmentSettings;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::problem::Problem;
use crate::request::JsonBody;

/// The terms of enrolling.
#[derive(Serialize, ToSchema)]
pub(crate) struct EnrollmentTerms {
    /// The agreement; empty asks nobody.
    eula: String,
    /// Counts up with each change of the agreement; 0 before there is one.
    eula_version: u32,
    /// Whether somebody who may assign a user may also leave the device without one.
    may_leave_user_blank: bool,
}

/// The terms to be.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct TermsFields {
    /// The agreement; empty asks nobody.
    #[schema(max_length = 100_000)]
    eula: String,
    /// Whether somebody who may assign a user may also leave the device without one.
    may_leave_user_blank: bool,
}

impl From<Known> for EnrollmentTerms {
    fn from(terms: Known) -> Self {
        Self {
            eula: terms.eula.text,
            eula_version: terms.eula.version,
            may_leave_user_blank: terms.settings.may_leave_user_blank,
        }
    }
}

/// Shows the terms of enrolling
///
/// Scope `read`.
#[utoipa::path(
    get,
    path = "/api/v1/enrollment-terms",
    operation_id = "showEnrollmentTerms",
    tag = "enrollment-access",
    responses((status = 200, description = "The terms", body = EnrollmentTerms))
)]
pub(crate) async fn get(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
) -> Result<Json<EnrollmentTerms>, Problem> {
    show(&app, &caller).await
}

/// Replaces the terms of enrolling
///
/// Another text is another version, which everybody has to accept anew. Scope `manage`.
#[utoipa::path(
    put,
    path = "/api/v1/enrollment-terms",
    operation_id = "replaceEnrollmentTerms",
    tag = "enrollment-access",
    request_body = TermsFields,
    responses((status = 200, description = "The terms as they are now", body = EnrollmentTerms))
)]
pub(crate) async fn put(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    JsonBody(fields): JsonBody<TermsFields>,
) -> Result<Json<EnrollmentTerms>, Problem> {
    let settings = EnrollmentSettings { may_leave_user_blank: fields.may_leave_user_blank };
    app.save_enrollment_terms(&caller, &fields.eula, settings)
        .await
        .map_err(|error| Problem::from_app(error, app.now()))?;
    show(&app, &caller).await
}

async fn show(app: &App, caller: &Caller) -> Result<Json<EnrollmentTerms>, Problem> {
    let terms =
        app.show_enrollment_terms(caller).await.map_err(|error| Problem::from_app(error, app.now()))?;
    Ok(Json(terms.into()))
}
