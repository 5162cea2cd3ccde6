//! `GET` and `PUT /api/v1/enrollment-settings/devices`.

use app::{App, Caller};
use axum::Extension;
use axum::extract::State;
use axum::response::Response;
use domain::setting::{Devices, Models, Verification, Versioned};
use http::HeaderMap;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{answer, replace};
use crate::problem::Problem;
use crate::request::JsonBody;
use crate::time::Instant;

/// The section Devices.
#[derive(Serialize, ToSchema)]
pub(crate) struct DeviceSettings {
    /// Counts up with each change; 0 while everything is as it came.
    version: u64,
    /// When it was changed last.
    changed_at: Option<Instant>,
    /// By whom, in words.
    changed_by: Option<String>,
    /// What was decided.
    settings: DeviceFields,
}

/// What Devices decides.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct DeviceFields {
    /// Institutionally owned devices enroll at the portal, by profile.
    institutional_by_url: bool,
    /// Personally owned devices enroll by an account signed in to in Settings (User Enrollment).
    personal_account_driven: bool,
    /// Institutionally owned devices enroll by an account signed in to in Settings (Device Enrollment).
    device_account_driven: bool,
    /// The oldest version of iOS or iPadOS that enrolls, such as `17.4`; `null` admits every version.
    minimum_os: Option<String>,
    /// Which models enroll.
    models: ModelFields,
    /// How many days after an account-driven enrollment its person has to log in again; `null` for never.
    #[schema(minimum = 1)]
    session_token_days: Option<u32>,
    /// Whether the portal asks the device for its serial number before the profile, and serves only those admitted.
    profile_service: bool,
    /// What happens when what a device says about itself is not signed by Apple.
    verify_machine_info: VerificationName,
}

/// Which models enroll.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ModelFields {
    /// iPhone and iPod touch.
    iphone: bool,
    /// iPad.
    ipad: bool,
}

/// What happens to a device whose word about itself does not verify.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum VerificationName {
    /// It is refused.
    Enforce,
    /// It is noted in the log, and the device goes on.
    LogOnly,
}

impl From<Versioned<Devices>> for DeviceSettings {
    fn from(section: Versioned<Devices>) -> Self {
        let (changed_at, changed_by) = section.changed.unzip();
        let devices = section.value;
        Self {
            version: section.version,
            changed_at: changed_at.map(Instant),
            changed_by,
            settings: DeviceFields {
                institutional_by_url: devices.institutional_by_url,
                personal_account_driven: devices.personal_account_driven,
                device_account_driven: devices.device_account_driven,
                minimum_os: devices.minimum_os,
                models: ModelFields { iphone: devices.models.iphone, ipad: devices.models.ipad },
                session_token_days: devices.session_token_days,
                profile_service: devices.profile_service,
                verify_machine_info: match devices.verify_machine_info {
                    Verification::Enforce => VerificationName::Enforce,
                    Verification::LogOnly => VerificationName::LogOnly,
                },
            },
        }
    }
}

impl From<DeviceFields> for Devices {
    fn from(fields: DeviceFields) -> Self {
        Self {
            institutional_by_url: fields.institutional_by_url,
            personal_account_driven: fields.personal_account_driven,
            device_account_driven: fields.device_account_driven,
            minimum_os: fields.minimum_os,
            models: Models { iphone: fields.models.iphone, ipad: fields.models.ipad },
            session_token_days: fields.session_token_days,
            profile_service: fields.profile_service,
            verify_machine_info: match fields.verify_machine_info {
                VerificationName::Enforce => Verification::Enforce,
                VerificationName::LogOnly => Verification::LogOnly,
            },
        }
    }
}

/// Shows the section Devices
///
/// Scope `read`.
#[utoipa::path(
    get,
    path = "/api/v1/enrollment-settings/devices",
    operation_id = "showDeviceSettings",
    tag = "enrollment-settings",
    responses((
        status = 200,
        description = "The section",
        body = DeviceSettings,
        headers(("ETag" = String, description = "The version, for If-Match."))
    ))
)]
pub(crate) async fn get(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
) -> Result<Response, Problem> {
    let section =
        app.show_setting::<Devices>(&caller).await.map_err(|error| Problem::from_app(error, app.now()))?;
    Ok(answer(section.version, DeviceSettings::from(section)))
}

/// Replaces the section Devices
///
/// It counts for enrollments that begin from then on, `verify_machine_info` at once. Scope `manage`.
#[utoipa::path(
    put,
    path = "/api/v1/enrollment-settings/devices",
    operation_id = "replaceDeviceSettings",
    tag = "enrollment-settings",
    params(("If-Match" = Option<String>, Header, description = "The version that the change was made from; another one refuses it.")),
    request_body = DeviceFields,
    responses((
        status = 200,
        description = "The section as it is now",
        body = DeviceSettings,
        headers(("ETag" = String, description = "The version, for If-Match."))
    ))
)]
pub(crate) async fn put(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    headers: HeaderMap,
    JsonBody(fields): JsonBody<DeviceFields>,
) -> Result<Response, Problem> {
    let section = replace(&app, &caller, &headers, Devices::from(fields)).await?;
    Ok(answer(section.version, DeviceSettings::from(section)))
}
