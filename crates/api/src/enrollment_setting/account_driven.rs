//! `GET` and `PUT /api/v1/enrollment-settings/account-driven`.

use app::{App, Caller};
use axum::Extension;
use axum::extract::State;
use axum::response::Response;
use domain::setting::{AccountDriven, Versioned};
use http::HeaderMap;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{answer, replace};
use crate::problem::Problem;
use crate::request::JsonBody;
use crate::time::Instant;

/// The section Account-driven enrollment.
#[derive(Serialize, ToSchema)]
pub(crate) struct AccountDrivenSettings {
    /// Counts up with each change; 0 while everything is as it came.
    version: u64,
    /// When it was changed last.
    changed_at: Option<Instant>,
    /// By whom, in words.
    changed_by: Option<String>,
    /// What was decided.
    settings: AccountDrivenFields,
}

/// Whose accounts are served. Which kinds of account-driven enrollment there are, Devices decides.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct AccountDrivenFields {
    /// The domains of Managed Apple Accounts: what stands after the `@`, such as `example.org`. They are kept in small
    /// letters, each once. None serves nobody.
    #[schema(max_items = 50)]
    domains: Vec<String>,
}

impl From<Versioned<AccountDriven>> for AccountDrivenSettings {
    fn from(section: Versioned<AccountDriven>) -> Self {
        let (changed_at, changed_by) = section.changed.unzip();
        Self {
            version: section.version,
            changed_at: changed_at.map(Instant),
            changed_by,
            settings: AccountDrivenFields { domains: section.value.domains },
        }
    }
}

/// Shows the section Account-driven enrollment
///
/// Scope `read`.
#[utoipa::path(
    get,
    path = "/api/v1/enrollment-settings/account-driven",
    operation_id = "showAccountDrivenSettings",
    tag = "enrollment-settings",
    responses((
        status = 200,
        description = "The section",
        body = AccountDrivenSettings,
        headers(("ETag" = String, description = "The version, for If-Match."))
    ))
)]
pub(crate) async fn get(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
) -> Result<Response, Problem> {
    let section = app
        .show_setting::<AccountDriven>(&caller)
        .await
        .map_err(|error| Problem::from_app(error, app.now()))?;
    Ok(answer(section.version, AccountDrivenSettings::from(section)))
}

/// Replaces the section Account-driven enrollment
///
/// It counts for whoever signs in from then on. Scope `manage`.
#[utoipa::path(
    put,
    path = "/api/v1/enrollment-settings/account-driven",
    operation_id = "replaceAccountDrivenSettings",
    tag = "enrollment-settings",
    params(("If-Match" = Option<String>, Header, description = "The version that the change was made from; another one refuses it.")),
    request_body = AccountDrivenFields,
    responses((
        status = 200,
        description = "The section as it is now",
        body = AccountDrivenSettings,
        headers(("ETag" = String, description = "The version, for If-Match."))
    ))
)]
pub(crate) async fn put(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    headers: HeaderMap,
    JsonBody(fields): JsonBody<AccountDrivenFields>,
) -> Result<Response, Problem> {
    let value = AccountDriven::typed(&fields.domains.join("\n"));
    let section = replace(&app, &caller, &headers, value).await?;
    Ok(answer(section.version, AccountDrivenSettings::from(section)))
}
