//! `GET` and `POST /api/v1/identity-providers`.

use app::{App, Caller};
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use http::{StatusCode, header};
use serde::Serialize;
use utoipa::ToSchema;

use super::{IdentityProvider, IdentityProviderFields};
use crate::problem::Problem;
use crate::request::JsonBody;

/// The identity providers.
#[derive(Serialize, ToSchema)]
pub(crate) struct IdentityProviderList {
    /// The providers, oldest first.
    items: Vec<IdentityProvider>,
}

/// Lists identity providers
///
/// Scope `read`; the token's maker needs the privilege to read SSO settings.
#[utoipa::path(
    get,
    path = "/api/v1/identity-providers",
    operation_id = "listIdentityProviders",
    tag = "identity-providers",
    responses((status = 200, description = "The providers", body = IdentityProviderList))
)]
pub(crate) async fn get(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
) -> Result<Json<IdentityProviderList>, Problem> {
    let all = app.list_identity_providers(&caller).await;
    let all = all.map_err(|error| Problem::from_app(error, app.now()))?;
    Ok(Json(IdentityProviderList { items: all.into_iter().map(IdentityProvider::from).collect() }))
}

/// Sets an identity provider up
///
/// Scope `manage`; the token's maker needs the privilege to update SSO settings.
#[utoipa::path(
    post,
    path = "/api/v1/identity-providers",
    operation_id = "createIdentityProvider",
    tag = "identity-providers",
    request_body = IdentityProviderFields,
    responses((
        status = 201,
        description = "The provider is set up",
        body = IdentityProvider,
        headers(("Location" = String, description = "The provider's address."))
    ))
)]
pub(crate) async fn post(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    JsonBody(fields): JsonBody<IdentityProviderFields>,
) -> Result<Response, Problem> {
    let made = app.create_identity_provider(&caller, fields.draft(&app)?).await;
    let made = made.map_err(|error| Problem::from_app(error, app.now()))?;
    let location = format!("/api/v1/identity-providers/{}", made.provider.id);
    let body = Json(IdentityProvider::from(made));
    Ok((StatusCode::CREATED, [(header::LOCATION, location)], body).into_response())
}
