//! `GET /api/v1/enrollment-settings/{section}/history`.

use app::{App, Caller, SettingChange};
use axum::extract::{Path, State};
use axum::{Extension, Json};
use domain::enrollment_access::AccessState;
use domain::setting::{AccountDriven, Devices, General, Reenrollment, Section};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use crate::problem::Problem;
use crate::time::Instant;

/// The versions kept of a section.
#[derive(Serialize, ToSchema)]
pub(crate) struct SettingHistory {
    /// The versions, newest first.
    items: Vec<SettingVersion>,
}

/// One version of a section.
#[derive(Serialize, ToSchema)]
pub(crate) struct SettingVersion {
    /// The version.
    version: u64,
    /// When it was decided.
    changed_at: Instant,
    /// By whom, in words.
    changed_by: String,
    /// What was other than in the version before; nothing is known of the oldest one kept.
    changes: Vec<SettingFieldChange>,
    /// What was decided, as the section's `settings` show it. Go back by putting it in place.
    #[schema(value_type = Object)]
    settings: Value,
}

/// One field that was changed.
#[derive(Serialize, ToSchema)]
pub(crate) struct SettingFieldChange {
    /// The field, in words.
    field: String,
    /// What it was.
    before: String,
    /// What it became.
    after: String,
}

/// The sections whose history is shown, but for access, which is kept as a whole.
const SECTIONS: [&str; 4] = [General::NAME, Devices::NAME, Reenrollment::NAME, AccountDriven::NAME];

/// Lists the versions of a section
///
/// Scope `read`.
#[utoipa::path(
    get,
    path = "/api/v1/enrollment-settings/{section}/history",
    operation_id = "listSettingVersions",
    tag = "enrollment-settings",
    params(("section" = String, Path, description = "`general`, `devices`, `re-enrollment`, `account-driven` or `access`.")),
    responses((status = 200, description = "The versions", body = SettingHistory))
)]
pub(crate) async fn get(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    Path(section): Path<String>,
) -> Result<Json<SettingHistory>, Problem> {
    let versions = match section.as_str() {
        AccessState::NAME => app.list_access_versions(&caller).await,
        name if SECTIONS.contains(&name) => app.list_setting_versions(&caller, name).await,
        _ => return Err(Problem::not_found()),
    };
    let versions = versions.map_err(|error| Problem::from_app(error, app.now()))?;
    Ok(Json(SettingHistory { items: versions.into_iter().map(SettingVersion::from).collect() }))
}

impl From<SettingChange> for SettingVersion {
    fn from(change: SettingChange) -> Self {
        let changes = change.changes.into_iter().map(|one| SettingFieldChange {
            field: one.field,
            before: one.before,
            after: one.after,
        });
        Self {
            version: change.version.version,
            changed_at: Instant(change.version.changed_at),
            changed_by: change.version.changed_by,
            changes: changes.collect(),
            settings: serde_json::from_str(&change.version.content).unwrap_or_default(),
        }
    }
}
