//! `GET` and `PUT /api/v1/enrollment-settings/re-enrollment`.

use app::{App, Caller};
use axum::Extension;
use axum::extract::State;
use axum::response::Response;
use domain::setting::{ManagementHistory, Reenrollment, Versioned};
use http::HeaderMap;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{answer, replace};
use crate::problem::Problem;
use crate::request::JsonBody;
use crate::time::Instant;

/// The section Re-enrollment.
#[derive(Serialize, ToSchema)]
pub(crate) struct ReenrollmentSettings {
    /// Counts up with each change; 0 while everything is as it came.
    version: u64,
    /// When it was changed last.
    changed_at: Option<Instant>,
    /// By whom, in words.
    changed_by: Option<String>,
    /// What was decided.
    settings: ReenrollmentFields,
}

/// What of a device's record is cleared when the device enrolls again.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ReenrollmentFields {
    /// Whether user and location are cleared; what the new enrollment brings is written all the same.
    clear_user_and_location: bool,
    /// Whether the history of user and location is cleared.
    clear_user_and_location_history: bool,
    /// Which commands of former enrollments are deleted. Those still open are withdrawn in any case.
    management_history: ManagementHistoryName,
}

/// Which commands of former enrollments are deleted.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
#[expect(clippy::enum_variant_names, reason = "the names are those that administrators know")]
pub(crate) enum ManagementHistoryName {
    /// None.
    DeleteNothing,
    /// Those that failed.
    DeleteErrors,
    /// All but those that the device has carried out.
    DeleteEverythingExceptAcknowledged,
    /// All.
    DeleteEverything,
}

impl From<Versioned<Reenrollment>> for ReenrollmentSettings {
    fn from(section: Versioned<Reenrollment>) -> Self {
        use ManagementHistoryName as Name;
        let (changed_at, changed_by) = section.changed.unzip();
        Self {
            version: section.version,
            changed_at: changed_at.map(Instant),
            changed_by,
            settings: ReenrollmentFields {
                clear_user_and_location: section.value.clear_user_and_location,
                clear_user_and_location_history: section.value.clear_user_and_location_history,
                management_history: match section.value.management_history {
                    ManagementHistory::DeleteNothing => Name::DeleteNothing,
                    ManagementHistory::DeleteErrors => Name::DeleteErrors,
                    ManagementHistory::DeleteEverythingExceptAcknowledged => {
                        Name::DeleteEverythingExceptAcknowledged
                    }
                    ManagementHistory::DeleteEverything => Name::DeleteEverything,
                },
            },
        }
    }
}

impl From<ReenrollmentFields> for Reenrollment {
    fn from(fields: ReenrollmentFields) -> Self {
        use ManagementHistoryName as Name;
        Self {
            clear_user_and_location: fields.clear_user_and_location,
            clear_user_and_location_history: fields.clear_user_and_location_history,
            management_history: match fields.management_history {
                Name::DeleteNothing => ManagementHistory::DeleteNothing,
                Name::DeleteErrors => ManagementHistory::DeleteErrors,
                Name::DeleteEverythingExceptAcknowledged => {
                    ManagementHistory::DeleteEverythingExceptAcknowledged
                }
                Name::DeleteEverything => ManagementHistory::DeleteEverything,
            },
        }
    }
}

/// Shows the section Re-enrollment
///
/// Scope `read`.
#[utoipa::path(
    get,
    path = "/api/v1/enrollment-settings/re-enrollment",
    operation_id = "showReenrollmentSettings",
    tag = "enrollment-settings",
    responses((
        status = 200,
        description = "The section",
        body = ReenrollmentSettings,
        headers(("ETag" = String, description = "The version, for If-Match."))
    ))
)]
pub(crate) async fn get(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
) -> Result<Response, Problem> {
    let section = app
        .show_setting::<Reenrollment>(&caller)
        .await
        .map_err(|error| Problem::from_app(error, app.now()))?;
    Ok(answer(section.version, ReenrollmentSettings::from(section)))
}

/// Replaces the section Re-enrollment
///
/// It counts at once, for each device that enrolls again. Scope `manage`.
#[utoipa::path(
    put,
    path = "/api/v1/enrollment-settings/re-enrollment",
    operation_id = "replaceReenrollmentSettings",
    tag = "enrollment-settings",
    params(("If-Match" = Option<String>, Header, description = "The version that the change was made from; another one refuses it.")),
    request_body = ReenrollmentFields,
    responses((
        status = 200,
        description = "The section as it is now",
        body = ReenrollmentSettings,
        headers(("ETag" = String, description = "The version, for If-Match."))
    ))
)]
pub(crate) async fn put(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    headers: HeaderMap,
    JsonBody(fields): JsonBody<ReenrollmentFields>,
) -> Result<Response, Problem> {
    let section = replace(&app, &caller, &headers, Reenrollment::from(fields)).await?;
    Ok(answer(section.version, ReenrollmentSettings::from(section)))
}
