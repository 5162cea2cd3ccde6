//! `GET`, `PUT` and `DELETE /api/v1/identity-providers/{id}`; enabling and disabling.

use app::{App, Caller, Leftovers};
use axum::extract::State;
use axum::{Extension, Json};
use domain::id::IdentityProviderId;
use http::StatusCode;

use super::{IdentityProvider, IdentityProviderFields};
use crate::problem::Problem;
use crate::request::{Id, JsonBody};

/// Shows an identity provider
///
/// Scope `read`.
#[utoipa::path(
    get,
    path = "/api/v1/identity-providers/{id}",
    operation_id = "showIdentityProvider",
    tag = "identity-providers",
    params(("id" = String, Path, description = "The provider's id.")),
    responses((status = 200, description = "The provider", body = IdentityProvider))
)]
pub(crate) async fn get(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    Id(id): Id<IdentityProviderId>,
) -> Result<Json<IdentityProvider>, Problem> {
    let shown = app.show_identity_provider(&caller, id).await;
    Ok(Json(shown.map_err(|error| Problem::from_app(error, app.now()))?.into()))
}

/// Replaces the settings of an identity provider
///
/// The issuer stays. Where client, certificates or network change, the secret has to be sent again. Scope `manage`.
#[utoipa::path(
    put,
    path = "/api/v1/identity-providers/{id}",
    operation_id = "replaceIdentityProvider",
    tag = "identity-providers",
    params(("id" = String, Path, description = "The provider's id.")),
    request_body = IdentityProviderFields,
    responses((status = 200, description = "The provider as it is now", body = IdentityProvider))
)]
pub(crate) async fn put(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    Id(id): Id<IdentityProviderId>,
    JsonBody(fields): JsonBody<IdentityProviderFields>,
) -> Result<Json<IdentityProvider>, Problem> {
    let changed = app.update_identity_provider(&caller, id, fields.draft(&app)?).await;
    Ok(Json(changed.map_err(|error| Problem::from_app(error, app.now()))?.into()))
}

/// Deletes an identity provider
///
/// Nothing may refer to it: no device, no account, no group of accounts and no row of enrollment access. Scope `manage`.
#[utoipa::path(
    delete,
    path = "/api/v1/identity-providers/{id}",
    operation_id = "deleteIdentityProvider",
    tag = "identity-providers",
    params(("id" = String, Path, description = "The provider's id.")),
    responses((status = 204, description = "The provider is deleted"))
)]
pub(crate) async fn delete(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    Id(id): Id<IdentityProviderId>,
) -> Result<StatusCode, Problem> {
    let deleted = app.delete_identity_provider(&caller, id, Leftovers::Refuse).await;
    deleted.map_err(|error| Problem::from_app(error, app.now()))?;
    Ok(StatusCode::NO_CONTENT)
}

/// Lets people log in by an identity provider again
///
/// Scope `manage`.
#[utoipa::path(
    post,
    path = "/api/v1/identity-providers/{id}/enable",
    operation_id = "enableIdentityProvider",
    tag = "identity-providers",
    params(("id" = String, Path, description = "The provider's id.")),
    responses((status = 204, description = "People may log in by it"))
)]
pub(crate) async fn enable(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    Id(id): Id<IdentityProviderId>,
) -> Result<StatusCode, Problem> {
    let enabled = app.enable_identity_provider(&caller, id).await;
    enabled.map_err(|error| Problem::from_app(error, app.now()))?;
    Ok(StatusCode::NO_CONTENT)
}

/// Lets nobody log in by an identity provider any more
///
/// Its people are signed out of the console at once. Scope `manage`.
#[utoipa::path(
    post,
    path = "/api/v1/identity-providers/{id}/disable",
    operation_id = "disableIdentityProvider",
    tag = "identity-providers",
    params(("id" = String, Path, description = "The provider's id.")),
    responses((status = 204, description = "Nobody may log in by it"))
)]
pub(crate) async fn disable(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    Id(id): Id<IdentityProviderId>,
) -> Result<StatusCode, Problem> {
    let disabled = app.disable_identity_provider(&caller, id).await;
    disabled.map_err(|error| Problem::from_app(error, app.now()))?;
    Ok(StatusCode::NO_CONTENT)
}
